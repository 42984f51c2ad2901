"""The second lock on the rule of a second approval; whoever is here already keeps the amount that held for all until now."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockTenantTable

FILL = """
INSERT INTO invoices_secondapproval (id, organisation_id, state, valid_from, from_cents)
SELECT gen_random_uuid(), id, 'confirmed', DATE '2026-01-01', 2500000 FROM organisations_organisation;
UPDATE invoices_invoicestep SET from_cents = 2500000, rule_since = DATE '2026-01-01' WHERE name = 'director';
"""


class Migration(migrations.Migration):
    dependencies = [("invoices", "0014_second_approval"), ("organisations", "0018_who_changed_an_account")]

    operations = [
        LockTenantTable("invoices_secondapproval"),
        LockTenantTable("invoices_secondapprovalhistory"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
