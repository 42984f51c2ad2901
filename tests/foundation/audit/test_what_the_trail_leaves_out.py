"""The trail holds facts only, however deep in the details somebody's words lie."""

import uuid

from tests.world import World

from bodemplaat.foundation.audit import api as audit
from bodemplaat.foundation.tenancy.api import entered


def test_words_in_lists_and_mappings_are_left_out_too(world: World) -> None:
    subject, carla = uuid.uuid4(), world.first.carla
    details = {
        "days": 3,
        "why": "ziek geweest",
        "more": {"why": "ziek geweest", "day": "2026-11-23", "state": "paid"},
        "notes": ["ziek geweest", 4, [True, "ziek geweest"]],
        "changes": [{"what": "rate", "from": "0.23", "to": "0.31"}],
    }
    with entered(carla):
        audit.record(carla, "act", "thing", subject, world.first.id, at=world.at, details=details)
    (line,) = audit.trail_of(actor=carla, subject=subject)
    assert line.details == {
        "days": 3,
        "more": {"day": "2026-11-23", "state": "paid"},
        "notes": [4, [True]],
        "changes": [{"what": "rate", "from": "0.23", "to": "0.31"}],
    }
