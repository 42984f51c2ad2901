"""The simulated bank's statements follow on each other, so that neither demo nor replay tells of a gap."""

import io
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.rehearsal.demo import history
from bodemplaat.rehearsal.demo.cast import ALLIANCES
from bodemplaat.rehearsal.demo.founding import found


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[payments.StatementOutcome]:
    """Every outcome of a statement that is handed in."""
    outcomes: list[payments.StatementOutcome] = []
    upload = payments.upload_statement

    def listening(**given: object) -> payments.StatementOutcome:
        outcomes.append(upload(**given))  # type: ignore[arg-type]
        return outcomes[-1]

    monkeypatch.setattr(payments, "upload_statement", listening)
    return outcomes


def gaps(outcomes: list[payments.StatementOutcome]) -> list[str]:
    return [each.code for outcome in outcomes for each in outcome.findings if "gap" in each.code]


def test_the_journey_tells_of_no_gap(db: None, told: list[payments.StatementOutcome]) -> None:
    call_command("check_demo", stdout=io.StringIO())
    assert len(told) == 4
    assert gaps(told) == []


def test_a_replay_tells_of_no_gap(db: None, told: list[payments.StatementOutcome], tmp_path: Path) -> None:
    steps = ("SUBMITTED by EMPLOYEE", "APPROVED by SUPERVISOR")
    start = datetime(2018, 1, 8, 9, 0)
    rows = []
    for case, paid in (("a", 0), ("b", 0), ("c", 30), ("d", 60 * 24), ("e", 60 * 24 * 9)):
        words = [f"Request For Payment {step}" for step in steps] + ["Request Payment"]
        moments = [start + timedelta(minutes=n) for n in range(3)]
        moments.append(start + timedelta(hours=3, minutes=paid))
        rows += [
            f"{case};{word};{at:%Y-%m-%d %H:%M};12.50"
            for word, at in zip([*words, "Payment Handled"], moments, strict=True)
        ]
    log = tmp_path / "log.csv"
    log.write_text("\n".join(["zaak;wat;wanneer;bedrag", *rows]), encoding="utf-8")
    call_command("replay", str(log), "--case=zaak", "--activity=wat", "--time=wanneer", "--amount=bedrag")
    assert len(told) == 4
    assert gaps(told) == []


def test_the_story_of_the_demo_tells_of_no_gap(db: None, told: list[payments.StatementOutcome]) -> None:
    now = timezone.now()
    alliance = found(ALLIANCES[0], at=now - timedelta(weeks=7))
    history.live(alliance, now=now)
    assert len(told) == 3
    assert gaps(told) == []
