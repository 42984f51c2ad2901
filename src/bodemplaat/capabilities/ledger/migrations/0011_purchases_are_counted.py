"""Years that were opened before there was a journal of invoices count its entries too."""

from django.db import migrations

COUNT = """
INSERT INTO ledger_journalcount (id, organisation_id, year_id, journal, last)
SELECT gen_random_uuid(), organisation_id, id, 'purchases', 0 FROM ledger_financialyear
ON CONFLICT (year_id, journal) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_purchases")]

    operations = [migrations.RunSQL(COUNT, migrations.RunSQL.noop)]
