-- The one question that is asked before anyone has entered: which roles has this account, and what do they reach?
--
-- It runs with the rights of the tables' owner (SECURITY DEFINER), because no policy can open before the answer is
-- known; it answers for one account only and returns no more than the actor needs.
CREATE OR REPLACE FUNCTION access_assignments(account bigint, on_day date)
RETURNS TABLE (
    assignment_id uuid, role varchar, organisation_id uuid, organisation_name varchar,
    person_id uuid, person_name varchar, theme varchar, scope uuid[], cooperations uuid[]
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
WITH mine AS (
    SELECT a.id, a.role, a.organisation_id, o.name AS organisation_name, p.id AS person_id, p.name AS person_name,
        o.theme
    FROM access_personalaccount pa
    JOIN organisations_person p ON p.id = pa.person_id
    JOIN access_roleassignment a ON a.person_id = p.id
    JOIN organisations_organisation o ON o.id = a.organisation_id
    WHERE pa.user_id = account AND a.valid_from <= on_day AND (a.valid_until IS NULL OR a.valid_until > on_day)
), held AS (
    SELECT m.cooperation_id, m.organisation_id, m.part
    FROM organisations_membership m
    WHERE m.valid_from <= on_day AND (m.valid_until IS NULL OR m.valid_until > on_day)
)
SELECT mine.id, mine.role, mine.organisation_id, mine.organisation_name, mine.person_id, mine.person_name,
    mine.theme,
    array_prepend(mine.organisation_id, ARRAY(
        SELECT DISTINCT customer.organisation_id
        FROM held provider JOIN held customer USING (cooperation_id)
        WHERE mine.role IN ('ssc_clerk', 'ssc_payer', 'contract_manager')
          AND provider.organisation_id = mine.organisation_id AND provider.part = 'provider'
          AND customer.part = 'customer' AND customer.organisation_id <> mine.organisation_id
    )),
    ARRAY(SELECT DISTINCT held.cooperation_id FROM held WHERE held.organisation_id = mine.organisation_id)
FROM mine
$$;
