"""The amount of a second approval goes to the table of dated rules, as it was decided."""

from django.db import migrations


COPY = """
INSERT INTO rules_datedrule (id, organisation_id, kind, proposal_id, valid_from, terms)
SELECT id, organisation_id, 'second_approval', proposal_id, valid_from, jsonb_build_object('from_cents', from_cents)
FROM invoices_secondapproval;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0002_row_security'),
        ('invoices', '0019_links_of_suppliers'),
    ]

    operations = [
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='secondapprovalhistory',
            name='pgh_obj',
        ),
        migrations.RemoveField(
            model_name='secondapprovalhistory',
            name='organisation',
        ),
        migrations.RemoveField(
            model_name='secondapprovalhistory',
            name='proposal',
        ),
        migrations.DeleteModel(
            name='SecondApproval',
        ),
        migrations.DeleteModel(
            name='SecondApprovalHistory',
        ),
    ]
