"""The second lock on an organisation's own provider, and what is asked of it before any organisation is entered."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockTenantTable

ASKED_BEFORE_SIGN_IN = """
CREATE FUNCTION access_provider_of_domain(asked varchar)
RETURNS TABLE (provider_id uuid, organisation_name varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT d.provider_id, o.name FROM access_signindomain d JOIN organisations_organisation o ON o.id = d.organisation_id
WHERE d.domain = asked
$$;
CREATE FUNCTION access_organisation_of_provider(asked uuid)
RETURNS TABLE (organisation_id uuid, organisation_name varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT o.id, o.name FROM access_identityprovider p JOIN organisations_organisation o ON o.id = p.organisation_id
WHERE p.id = asked
$$;
CREATE FUNCTION access_has_own_providers() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT EXISTS (SELECT FROM access_signindomain)
$$;
CREATE FUNCTION access_accounts_at_domain(asked varchar)
RETURNS TABLE (organisation_id uuid, accounts bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT a.organisation_id, count(DISTINCT a.user_id) FROM access_personalaccount a JOIN access_user u ON u.id = a.user_id
WHERE a.shut_at IS NULL AND u.is_active AND lower(split_part(u.email, '@', 2)) = asked
GROUP BY a.organisation_id
$$;
"""
NOT_ASKED = """
DROP FUNCTION access_accounts_at_domain(varchar);
DROP FUNCTION access_has_own_providers();
DROP FUNCTION access_organisation_of_provider(uuid);
DROP FUNCTION access_provider_of_domain(varchar);
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0012_own_provider")]

    operations = [
        LockTenantTable("access_identityprovider"),
        LockTenantTable("access_identityproviderhistory"),
        LockTenantTable("access_identitysecret"),
        LockTenantTable("access_signindomain"),
        migrations.RunSQL(ASKED_BEFORE_SIGN_IN, NOT_ASKED),
    ]
