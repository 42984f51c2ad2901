"""What units were called and part of until now, out of their history: each version from the Dutch day on which it was written."""

from django.db import migrations

# Of a day on which a unit changed several times its last version counts. A unit that was never anything else gets no state.
FILL = """
WITH versions AS (
    SELECT DISTINCT ON (h.pgh_obj_id, written.day) h.pgh_obj_id AS unit_id, u.organisation_id, written.day, h.name, p.id AS parent_id
    FROM organisations_unithistory h
    JOIN organisations_unit u ON u.id = h.pgh_obj_id
    LEFT JOIN organisations_unit p ON p.id = h.parent_id
    CROSS JOIN LATERAL (SELECT CAST(h.pgh_created_at AT TIME ZONE 'Europe/Amsterdam' AS date) AS day) written
    WHERE h.pgh_label <> 'delete'
    ORDER BY h.pgh_obj_id, written.day, h.pgh_id DESC
), changes AS (
    SELECT *, lag(name) OVER w AS name_before, lag(parent_id) OVER w AS parent_before, row_number() OVER w AS number
    FROM versions WINDOW w AS (PARTITION BY unit_id ORDER BY day)
), states AS (
    SELECT *, count(*) OVER (PARTITION BY unit_id) AS of_unit FROM changes
    WHERE number = 1 OR name IS DISTINCT FROM name_before OR parent_id IS DISTINCT FROM parent_before
)
INSERT INTO organisations_unitstate (id, organisation_id, unit_id, valid_from, name, parent_id)
SELECT gen_random_uuid(), organisation_id, unit_id, CASE WHEN number = 1 THEN DATE '1900-01-01' ELSE day END, name, parent_id
FROM states WHERE of_unit > 1
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0011_units_change_from_a_day")]

    operations = [migrations.RunSQL(FILL, "DELETE FROM organisations_unitstate")]
