"""What units were called and part of before there were states is read from their history, by the Dutch day it was written."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader
from tests.world import MONDAY, World

from bodemplaat.foundation.organisations import api as organisations

INSERT = (
    "INSERT INTO organisations_unithistory (pgh_created_at, pgh_label, pgh_obj_id, id, organisation_id, code, name,"
    " parent_id, valid_from) VALUES (%s, %s, %s, %s, %s, 'X', %s, %s, '1900-01-01')"
)


def test_the_last_version_of_each_dutch_day_is_a_state_from_that_day(world: World) -> None:
    own = world.first.id

    def unit(code: str, name: str) -> UUID:
        return organisations.add_unit(actor=world.system, organisation=own, code=code, name=name, at=MONDAY)

    above, moved, still = unit("BED", "Bedrijfsvoering"), unit("BLZ", "Heffen"), unit("ARC", "Archief")

    def version(of: UUID, at: datetime, name: str, parent: UUID | None = None, label: str = "update") -> None:
        with connection.cursor() as cursor:
            cursor.execute(INSERT, [at, label, of, of, own, name, parent])

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('bodemplaat.scope', %s, true)", [str(own)])
    (fill,) = (
        MigrationLoader(connection).get_migration("organisations", "0012_states_that_units_had").operations
    )
    assert isinstance(fill, RunSQL)
    # 30 March 2026 begins in Amsterdam at 22:00 UTC of the 29th
    version(moved, datetime(2026, 3, 29, 21, 59, tzinfo=UTC), "Belasting")
    version(moved, datetime(2026, 3, 29, 22, 1, tzinfo=UTC), "Belastingen", above)
    version(moved, datetime(2026, 7, 1, 8, 0, tzinfo=UTC), "Heffing", above)
    version(moved, datetime(2026, 7, 1, 9, 0, tzinfo=UTC), "Heffen", above)
    version(moved, datetime(2026, 8, 1, 9, 0, tzinfo=UTC), "Heffen", above)
    version(still, datetime(2026, 7, 1, 9, 0, tzinfo=UTC), "Archief")
    with connection.cursor() as cursor:
        # what the present add_unit wrote today comes last, as it would have then
        cursor.execute(str(fill.sql))
        cursor.execute(
            "SELECT unit_id, valid_from, name, parent_id FROM organisations_unitstate ORDER BY valid_from"
        )
        states = cursor.fetchall()
    of_moved = [row[1:] for row in states if row[0] == moved]
    assert of_moved[:3] == [
        (date(1900, 1, 1), "Belasting", None),
        (date(2026, 3, 30), "Belastingen", above),
        (date(2026, 7, 1), "Heffen", above),
    ]
    assert [row for row in states if row[0] == still] == [], (
        "a unit that was never anything else has no states"
    )
