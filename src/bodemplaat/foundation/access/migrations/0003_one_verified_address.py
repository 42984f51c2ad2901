"""Addresses of accounts that stand unverified: the account's own is verified, any other is none of the account's."""

from django.db import migrations

VERIFY_OWN = """
    UPDATE account_emailaddress a SET verified = true FROM access_user u
    WHERE u.id = a.user_id AND lower(u.email) = lower(a.email) AND NOT a.verified
      AND NOT EXISTS (SELECT 1 FROM account_emailaddress o
                      WHERE o.id <> a.id AND lower(o.email) = lower(a.email) AND (o.verified OR o.id < a.id));
    DELETE FROM account_emailaddress a USING access_user u
    WHERE u.id = a.user_id AND lower(u.email) <> lower(a.email);
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0002_row_security"), ("account", "0009_emailaddress_unique_primary_email")]

    operations = [migrations.RunSQL(VERIFY_OWN, migrations.RunSQL.noop)]
