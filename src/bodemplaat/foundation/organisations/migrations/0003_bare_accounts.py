"""Accounts that were typed with dashes or dots lose them, as every account does at its entry since.

The way back is to leave them: a bare account is right for the older code too.
"""

from django.db import migrations

BARE = r"""
UPDATE organisations_employment SET iban = upper(regexp_replace(iban, '[^A-Za-z0-9]', '', 'g'))
WHERE iban ~ '[^A-Z0-9]'
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_row_security")]

    operations = [migrations.RunSQL(BARE, migrations.RunSQL.noop)]
