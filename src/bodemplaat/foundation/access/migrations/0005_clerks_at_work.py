"""Which clerks can work on the claims of the organisations in reach: their own rows lie with the service centre."""

from django.db import migrations

# With the rights of the owner, as access_people: an organisation that is served does not read the roles of its service
# centre, and has to know whether anybody there can decide. It answers for the organisations that were entered only, with
# ids and no names; those who can act are worked out as everywhere (a role that holds, and not every job ended).
ACCESS_CLERKS = """
CREATE FUNCTION access_clerks(on_day date)
RETURNS TABLE (organisation_id uuid, person_id uuid, same uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT served.id, a.person_id, ARRAY(
        SELECT other.person_id FROM access_personalaccount own JOIN access_personalaccount other USING (user_id)
        WHERE own.person_id = a.person_id
        UNION SELECT a.person_id
    )
FROM unnest(bodemplaat_scope()) AS served(id)
JOIN access_roleassignment a ON a.role = 'ssc_clerk'
    AND a.valid_from <= on_day AND (a.valid_until IS NULL OR a.valid_until > on_day)
WHERE (a.organisation_id = served.id OR EXISTS (
        SELECT FROM organisations_membership centre
        JOIN organisations_membership customer USING (cooperation_id)
        WHERE centre.organisation_id = a.organisation_id AND centre.part = 'provider'
          AND customer.organisation_id = served.id AND customer.part = 'customer'
          AND centre.valid_from <= on_day AND (centre.valid_until IS NULL OR centre.valid_until > on_day)
          AND customer.valid_from <= on_day AND (customer.valid_until IS NULL OR customer.valid_until > on_day)
    ))
  AND (NOT EXISTS (
        SELECT FROM organisations_employment job
        WHERE job.person_id = a.person_id AND job.valid_from <= on_day AND job.valid_until <= on_day
    ) OR EXISTS (
        SELECT FROM organisations_employment job
        WHERE job.person_id = a.person_id AND job.valid_from <= on_day
          AND (job.valid_until IS NULL OR job.valid_until > on_day)
    ))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0004_access_people"), ("organisations", "0002_row_security")]

    operations = [migrations.RunSQL(ACCESS_CLERKS, "DROP FUNCTION access_clerks(date)")]
