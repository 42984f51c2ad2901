"""``make demo``: the whole story is told, also to somebody who starts it in the night in which the clocks go forward."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine
from django.core.management import call_command

from bodemplaat.rehearsal.demo.cast import ALLIANCES

NIGHT = datetime(2027, 3, 28, 0, 20, tzinfo=ZoneInfo("Europe/Amsterdam"))


def test_everything_that_the_demo_shows_can_be_loaded_at_any_hour(db: None) -> None:
    told, who = io.StringIO(), io.StringIO()
    with time_machine.travel(NIGHT):
        call_command("load_demo", "--part", "0.1", stdout=told)
        call_command("load_demo", "--who", stdout=who)
    assert [alliance.name for alliance in ALLIANCES if alliance.name not in told.getvalue()] == []
    assert "Paula Mulder" in who.getvalue()  # nobody is told while a part is missing
