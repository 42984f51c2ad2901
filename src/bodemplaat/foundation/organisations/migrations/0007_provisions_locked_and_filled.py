"""Provisions: their locks, whom an organisation serves, and those that followed from taking part until now."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import (
    IN_COOPERATION,
    IN_SCOPE,
    CreateHandledFunctions,
    LockTenantTable,
)

# With the rights of the owner: a provider that was entered alone does not read the provisions of its customers. Ids only.
SERVED = """
CREATE FUNCTION organisations_served(provider uuid, of_task varchar, on_day date) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT DISTINCT p.organisation_id FROM organisations_provision p
WHERE p.provider_id = provider AND p.task = of_task AND provider = ANY (bodemplaat_scope())
  AND p.valid_from <= on_day AND (p.valid_until IS NULL OR p.valid_until > on_day OR p.finishes_open)
$$;
"""

# The platform's nightly job, which works for one customer at a time. Ids only.
GONE_OVER = """
CREATE FUNCTION organisations_gone_over(on_day date) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT DISTINCT organisation_id FROM organisations_provision WHERE valid_until <= on_day ORDER BY 1
$$;
"""

# Until now every provider of a cooperation did everything for every customer in it.
FILL = """
INSERT INTO organisations_provision
    (id, organisation_id, cooperation_id, task, provider_id, valid_from, valid_until, finishes_open, reads_earlier)
SELECT DISTINCT ON (customer.organisation_id, task) gen_random_uuid(), customer.organisation_id, customer.cooperation_id,
    task, provider.organisation_id, greatest(customer.valid_from, provider.valid_from), CAST(NULL AS date), false, false
FROM organisations_membership customer
JOIN organisations_membership provider USING (cooperation_id)
CROSS JOIN unnest(ARRAY['expense_claims', 'payments']) AS task
WHERE customer.part = 'customer' AND customer.valid_until IS NULL
  AND provider.part = 'provider' AND provider.valid_until IS NULL
ORDER BY customer.organisation_id, task, provider.valid_from DESC, provider.organisation_id
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0006_provisions")]

    operations = [
        CreateHandledFunctions(),
        LockTenantTable(
            "organisations_provision",
            using=IN_SCOPE.format(column="organisation_id")
            + " OR "
            + IN_COOPERATION.format(column="cooperation_id"),
        ),
        LockTenantTable("organisations_provisionhistory"),
        migrations.RunSQL(SERVED, "DROP FUNCTION organisations_served(uuid, varchar, date)"),
        migrations.RunSQL(GONE_OVER, "DROP FUNCTION organisations_gone_over(date)"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
