"""What happens to what goes beyond the budget goes to the table of dated rules, as it was decided."""

from django.db import migrations


COPY = """
INSERT INTO rules_datedrule (id, organisation_id, kind, proposal_id, valid_from, terms)
SELECT id, organisation_id, 'ledger_budget_rule', proposal_id, valid_from, jsonb_build_object('stops', stops)
FROM ledger_budgetrule;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0002_row_security'),
        ('ledger', '0017_elsewhere_locked'),
    ]

    operations = [
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.DeleteModel(
            name='BudgetRule',
        ),
    ]
