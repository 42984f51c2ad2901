"""A notice that was stored with a text of before is read in the reader's language, as a new one is."""

from uuid import uuid4

from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation
from tests.world import World

from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.notices.models import Notice
from bodemplaat.foundation.tenancy.api import entered

OLD = "No clerk of the service centre can decide: {count} claims waiting"


def test_a_text_that_the_catalog_no_longer_knows_is_stored_anew(world: World) -> None:
    (anew,) = MigrationLoader(connection).get_migration("notices", "0003_notices_say_one_claim").operations
    assert isinstance(anew, RunSQL)
    with entered(world.system):
        for count in (1, 3):
            Notice.records.of(world.system).create(
                organisation_id=world.first.id,
                person_id=world.first.ad.person,
                cause=uuid4(),
                subject=OLD,
                values={"count": count},
                created_at=world.at,
            )
        with connection.schema_editor(atomic=False) as editor:
            anew.database_forwards("notices", editor, ProjectState(), ProjectState())
        rows = Notice.records.of(world.system).filter(person_id=world.first.ad.person)
        with translation.override("nl"):
            said = sorted(worded(row.subject, row.values) for row in rows if "count" in row.values)
    assert said == [
        "Geen medewerker van het servicecentrum kan beslissen: 1 declaratie wacht",
        "Geen medewerker van het servicecentrum kan beslissen: 3 declaraties wachten",
    ]
