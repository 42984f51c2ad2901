"""Who leaves during the year leaves a part of the costs to the others: that is told, with the amount."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bodemplaat.surfaces.cli.main import main

YEAR = """\
year: 2026
participants: [{name: Aa}, {name: Bee%s}]
figures: {inhabitants: {Aa: 3000, Bee: 1000}}
keys: [{name: k, by: inhabitants}]
costs: [{name: Rent, provider: Centre, key: k, budget: 36500%s}]
"""
EXIT = "exit: {leaver: Bee, day: %s, key: k, taper: [100%%, 50%%]}\n"


def run(tmp_path: Path, command: str, text: str, *options: str) -> Result:
    file = tmp_path / "m.yaml"
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, [command, str(file), "--lang", "en", *options])
    assert result.exit_code == 0, result.stderr
    return result


@pytest.mark.parametrize(
    ("cost", "amount"),
    [
        ("", "€4,600.00"),  # a quarter of 36,500 for the 184 days from 1 July
        (", actual: 73000", "€9,200.00"),
        (", takers: [Bee], end: 2026-07-01", ""),
    ],
)
def test_a_settlement_tells_what_falls_on_the_others(tmp_path: Path, cost: str, amount: str) -> None:
    result = run(tmp_path, "settle", YEAR % (", leaves: 2026-07-01", cost))

    said = " ".join(result.stdout.split())
    assert ("the others bear" in said) == bool(amount)
    if amount:
        assert f"Bee: From 1 July 2026 until the end of 2026 the others bear {amount}" in said


@pytest.mark.parametrize("leaves", ["", ", leaves: 2027-01-01", ", leaves: 2026-01-01"])
def test_who_stays_all_year_or_was_not_there_leaves_nothing(tmp_path: Path, leaves: str) -> None:
    assert "the others bear" not in " ".join(run(tmp_path, "settle", YEAR % (leaves, "")).stdout.split())


@pytest.mark.parametrize("leaves", ["", ", leaves: 2026-07-01"])
def test_an_exit_tells_it_of_the_year_of_leaving(tmp_path: Path, leaves: str) -> None:
    result = run(tmp_path, "exit", YEAR % (leaves, "") + EXIT % "2026-07-01")
    assert "the others bear €4,600.00" in " ".join(result.stdout.split())

    later = run(tmp_path, "exit", YEAR % ("", "") + EXIT % "2028-07-01")
    assert "the others bear" not in " ".join(later.stdout.split())


def test_the_json_has_it_among_the_assumptions(tmp_path: Path) -> None:
    answer = json.loads(run(tmp_path, "settle", YEAR % (", leaves: 2026-07-01", ""), "--json").stdout)
    assert [one["about"] for one in answer["assumptions"]] == ["Bee"]
