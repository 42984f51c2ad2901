"""``bodemplaat demo --check``: every fact is read back, and one that is not true is told."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from tests.database import TestDatabase

from bodemplaat.foundation.database.api import empty_database
from bodemplaat.rehearsal.demo import check, keeping
from bodemplaat.rehearsal.management.commands import check_demo


def test_every_fact_is_right_also_of_what_was_kept_and_set_up(
    fresh_database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.StringIO()
    urls = {"DATABASE_URL": fresh_database.url, "BODEMPLAAT_OWNER_URL": fresh_database.owner_url}
    with empty_database(urls) as (place, place_owner):
        monkeypatch.setenv(keeping.OWNER, fresh_database.owner_url)
        monkeypatch.setenv(keeping.PLACE, place)
        monkeypatch.setenv(keeping.PLACE_OWNER, place_owner)
        call_command("check_demo", stdout=out)
    told = out.getvalue()
    assert "Every fact is right." in told
    assert "WRONG" not in told
    assert told.count("  right  ") >= 65
    assert "every table is set up beside, equal to the backup" in told
    assert "paying is shut there until the statements were read" in told
    assert "Paula Mulder" in told
    assert "412.94" in told


@pytest.mark.parametrize(
    "moment",
    [datetime(2026, 12, 3, 0, 17), datetime(2027, 1, 14, 12, 0)],
    ids=["just past midnight", "when the year has turned"],
)
def test_every_fact_is_right_whenever_it_is_asked(db: None, moment: datetime) -> None:
    out = io.StringIO()
    with time_machine.travel(moment.replace(tzinfo=ZoneInfo("Europe/Amsterdam"))):
        call_command("check_demo", stdout=out)
    assert "Every fact is right." in out.getvalue()


def test_a_fact_that_is_not_true_is_told_and_fails(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_demo, "prove_a_year", lambda *_, **__: iter(()))
    monkeypatch.setattr(check_demo, "bill_and_read_back", lambda *_, **__: iter(()))
    monkeypatch.setattr(check_demo, "found_the_others", lambda *, at: iter(()))
    monkeypatch.setattr(check_demo, "read_back", lambda _: iter([check.Fact("the moon is paid", False)]))
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 facts"):
        call_command("check_demo", stdout=out)
    assert "WRONG  the moon is paid" in out.getvalue()
