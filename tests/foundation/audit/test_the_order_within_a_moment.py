"""A command has one moment; the trail still tells its acts in the order in which they were written."""

import uuid

from tests.world import World

from bodemplaat.foundation.audit import api as audit
from bodemplaat.foundation.tenancy.api import entered


def test_acts_of_one_moment_stand_in_the_order_they_were_written(world: World) -> None:
    subject, carla = uuid.uuid4(), world.first.carla
    with entered(carla):
        for number in range(12):
            audit.record(carla, f"act.{number}", "thing", subject, world.first.id, at=world.at)
    written = [f"act.{number}" for number in range(12)]
    assert [line.action for line in audit.trail_of(actor=carla, subject=subject)] == written
    latest = audit.organisation_trail(
        actor=carla, organisation=world.first.id, narrow=audit.TrailFilter(), count=12
    )
    assert [line.action for line in latest.lines] == written[::-1]
