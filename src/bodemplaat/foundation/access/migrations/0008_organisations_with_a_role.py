"""At which organisations anybody has a role: whom the platform writes to about the installation itself."""

from django.db import migrations

# With the rights of the owner: the platform's own jobs have entered nowhere yet, and then work for one organisation at a
# time. Ids of organisations only.
WITH_A_ROLE = """
CREATE FUNCTION access_organisations_with(named varchar, on_day date) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT DISTINCT organisation_id FROM access_roleassignment
WHERE role = named AND valid_from <= on_day AND (valid_until IS NULL OR valid_until > on_day) ORDER BY 1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0007_reach_by_task")]

    operations = [migrations.RunSQL(WITH_A_ROLE, "DROP FUNCTION access_organisations_with(varchar, date)")]
