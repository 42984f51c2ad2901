"""Who else signs in with an account, at whatever organisation: four eyes are those of two human beings."""

from django.db import migrations

# With the rights of the owner, as access_assignments: it is asked before anyone has entered, and for one account.
ACCESS_PEOPLE = """
CREATE FUNCTION access_people(account bigint) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT coalesce(array_agg(person_id), ARRAY[]::uuid[]) FROM access_personalaccount WHERE user_id = account
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0003_one_verified_address")]

    operations = [migrations.RunSQL(ACCESS_PEOPLE, "DROP FUNCTION access_people(bigint)")]
