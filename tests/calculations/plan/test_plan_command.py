"""``bodemplaat plan`` from file to answer."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from bodemplaat.calculations.plan.model import months_between
from bodemplaat.surfaces.cli.main import main

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs/reference/schemas/plan.schema.json").read_text(encoding="utf-8"))
ROAD = ROOT / "examples/handbook-road.yaml"
EXAMPLE = ROOT / "src/bodemplaat/calculations/plan/example.yaml"

COUNCIL = """\
title: Kort
start: 2027-03-01
meetings:
  - {calendar: raad, days: [2027-03-25, 2027-04-22, 2027-05-27, 2027-06-24]}
activities:
  - {name: Voorstel, days: 10}
  - {name: Raad, days: 1, after: [Voorstel], calendar: raad}
  - {name: Uitvoeren, days: 5, best: 4, worst: 9, after: [Raad]}
  - {name: Klaar, days: 0, after: [Uitvoeren], finish_by: 2027-04-05}
"""


def run(model: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["plan", str(model), *arguments])


def answer(model: Path, *arguments: str) -> dict[str, Any]:
    result = run(model, "--json", "-", *arguments)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(found, SCHEMA, cls=jsonschema.Draft202012Validator)
    return found


@pytest.fixture(scope="module")
def road() -> dict[str, Any]:
    """The handbook's road, worked out once."""
    return answer(ROAD)


def written(folder: Path, text: str) -> Path:
    model = folder / "plan.yaml"
    model.write_text(text, encoding="utf-8")
    return model


def dates(found: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {one["name"]: (one["start"], one["finish"]) for one in found["activities"]}


def test_the_handbook_s_road_takes_three_two_and_seven_months_and_one_to_evaluate_after_a_year(
    road: dict[str, Any],
) -> None:
    phases = {phase["name"][:6]: phase for phase in road["phases"]}
    for name, guideline in (("Fase 1", 3), ("Fase 2", 2), ("Fase 3", 7), ("Fase 4", 1)):
        assert phases[name]["guideline_months"] == guideline
        assert phases[name]["months"] == pytest.approx(guideline, abs=0.2)
    first, last = phases["Fase 1"]["start"], phases["Fase 3"]["finish"]
    assert months_between(date.fromisoformat(first), date.fromisoformat(last)) == pytest.approx(12, abs=0.3)
    assert phases["In bed"]["months"] == pytest.approx(12, abs=0.05)
    assert phases["Fase 4"]["start"] > phases["In bed"]["finish"]
    assert road["conflicts"] == []
    assert road["conditions"] == {"participants": 4, "most_participants": 4, "not_met": []}


def test_all_activities_of_the_handbook_are_on_the_road(road: dict[str, Any]) -> None:
    numbers = {one["name"].split()[0] for one in road["activities"]}
    asked = {f"0.{n}" for n in range(1, 7)} | {f"1.{n}" for n in range(1, 9)} | {"2.1", "2.2"}
    asked |= {f"3.1.{n}" for n in range(1, 8)} | {f"3.{n}" for n in range(2, 6)} | {"4.1", "4.2"}
    assert asked <= numbers


def test_five_municipalities_and_a_late_council_are_told_with_the_condition_that_fails(
    road: dict[str, Any],
) -> None:
    scenarios = {one["name"]: one for one in road["scenarios"]}
    five = scenarios["Vijf gemeenten"]
    assert five["too_many_participants"]
    assert five["later_by_days"] > 28
    late = scenarios["Eén raad besluit een vergadering later"]
    assert not late["too_many_participants"]
    assert late["not_met"] == ["Tijdige besluitvorming"]
    assert late["later_by_days"] >= 28
    assert scenarios["Eén raad besluit pas na de zomer"]["later_by_days"] > 3 * 28
    shown = run(ROAD, "--lang", "en").stdout
    assert "hold for at most 4 participants; there are 5" in " ".join(shown.split())
    assert "Condition not met: Tijdige besluitvorming." in " ".join(shown.split())


def test_a_plan_whose_own_conditions_fail_warns_at_the_top(tmp_path: Path) -> None:
    text = ROAD.read_text(encoding="utf-8").replace("\nparticipants: 4", "\nparticipants: 5")
    text = text.replace("{name: Capaciteit beschikbaar,", "{name: Capaciteit beschikbaar, met: no,")
    model = written(tmp_path, text)
    assert answer(model)["conditions"]["not_met"] == ["Capaciteit beschikbaar"]
    top = " ".join(run(model).stdout.split("Fasen")[0].split())
    assert "! Deze duren gelden voor ten hoogste 4 deelnemers; het zijn er 5." in top
    assert "! Niet voldaan aan de voorwaarde: Capaciteit beschikbaar." in top


def test_the_council_meets_only_on_its_days(tmp_path: Path) -> None:
    found = dates(answer(written(tmp_path, COUNCIL)))
    assert found["Voorstel"] == ("2027-03-01", "2027-03-12")
    assert found["Raad"] == ("2027-03-25", "2027-03-25")
    assert found["Klaar"][1] == "2027-04-01"


def test_holidays_and_recess_push_work_on(tmp_path: Path) -> None:
    """Good Friday 26 and Easter Monday 29 March are free, and the recess takes the meeting of 25 March away."""
    free = answer(written(tmp_path, COUNCIL + "public_holidays: yes\n"))
    assert dates(free)["Uitvoeren"] == ("2027-03-30", "2027-04-05")
    recess = "closed:\n  - {name: Reces, from: 2027-03-20, until: 2027-03-31, calendars: [raad]}\n"
    assert dates(answer(written(tmp_path, COUNCIL + recess)))["Raad"][0] == "2027-04-22"


def test_whose_days_are_free_is_chosen_and_told(tmp_path: Path) -> None:
    """The law frees Good Friday 26 March, the collective agreement does not; an own calendar frees neither."""
    ends = {
        whose: dates(answer(written(tmp_path, COUNCIL + f"public_holidays: {whose}\n")))["Uitvoeren"][1]
        for whose in ("law", "agreement", "own")
    }
    assert ends == {"law": "2027-04-05", "agreement": "2027-04-02", "own": "2027-04-01"}
    told = " ".join(run(written(tmp_path, COUNCIL + "public_holidays: agreement\n")).stdout.split())
    assert "Vrij zijn de dagen van de cao" in told
    told = " ".join(run(written(tmp_path, COUNCIL)).stdout.split())
    assert "Er zijn geen feestdagen vrij" in told


def test_what_a_delay_does_depends_on_the_council(tmp_path: Path) -> None:
    """One week fits before the meeting of 25 March, two do not; the council itself can only be a meeting late."""
    model = written(tmp_path, COUNCIL)
    asked = [item for text in ("Voorstel=1", "Voorstel=2", "Raad=1", "Klaar=1") for item in ("--delay", text)]
    one, two, council, milestone = answer(model, *asked)["delays"]
    assert (one["workdays"], one["later_by_days"], one["missed"]) == (5, 0, [])
    assert (two["workdays"], two["later_by_days"], two["missed"]) == (10, 28, ["Klaar"])
    assert (council["workdays"], council["later_by_days"]) == (1, 28)
    assert council["moved"] == {"Uitvoeren": 28, "Klaar": 28}
    assert (milestone["end"], milestone["missed"]) == ("2027-04-08", ["Klaar"])


def test_an_activity_that_is_only_held_at_its_end_does_not_just_start_sooner(tmp_path: Path) -> None:
    ties = "dependencies:\n  - {activity: Opleiden, on: Uitvoeren, link: finish_finish, lag: 2}\n"
    text = COUNCIL.replace("  - {name: Klaar", "  - {name: Opleiden, days: 5}\n  - {name: Klaar") + ties
    model = written(tmp_path, text)
    before = dates(answer(model))["Opleiden"]
    [late] = answer(model, "--delay", "Opleiden=2")["delays"]
    assert before == ("2027-03-30", "2027-04-05")
    assert late["end"] == "2027-04-19"


def test_how_sure_a_date_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    model = written(tmp_path, COUNCIL)
    arguments = ("--simulate", "2000", "--seed", "3", "--by", "Uitvoeren=2027-04-02")
    found = answer(model, *arguments)
    assert found == answer(model, *arguments)
    simulation = found["simulation"]
    # of the triangle 4-5-9 in whole days: at most 5 with chance 0.5125 + 0.0875 … by 1 April, 6 by 2 April
    assert simulation["chance_of_planned_end"] == pytest.approx(1 - 3.5**2 / 20, abs=0.05)
    assert found["by"]["chance"] == pytest.approx(1 - 2.5**2 / 20, abs=0.05)
    assert simulation["influence"]["Uitvoeren"] == pytest.approx(1, abs=0.05)


def test_a_date_that_cannot_be_kept_is_named_with_line_and_cure_and_the_plan_is_told(tmp_path: Path) -> None:
    text = COUNCIL.replace("finish_by: 2027-04-05", "finish_by: 2027-03-31")
    text = text.replace("days: 5, best", "starts_on: 2027-03-20, days: 5, best")
    result = run(written(tmp_path, text), "--lang", "en")
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert "plan.yaml:8 activities “Uitvoeren”, starts_on: Uitvoeren is fixed on 20 March 2027" in shown
    assert "plan.yaml:9 activities “Klaar”, finish_by: Klaar must be done by 31 March 2027" in shown
    assert "agree on a later day" in shown
    assert {one["code"] for one in answer(tmp_path / "plan.yaml")["conflicts"]} == {
        "planning.too_late",
        "planning.fixed_on_closed_day",
    }


def test_every_circle_is_named_with_its_line(tmp_path: Path) -> None:
    model = written(
        tmp_path,
        "title: Rond\nstart: 2027-01-04\nactivities:\n"
        "  - {name: A, days: 1, after: [B]}\n"
        "  - {name: B, days: 1, after: [A]}\n"
        "  - {name: C, days: 1}\n"
        "  - {name: D, days: 1, after: [C]}\n"
        "dependencies:\n  - {activity: C, on: D}\n",
    )
    result = run(model, "--lang", "en", "--pdf", str(tmp_path / "uit.pdf"))
    assert result.exit_code == 2
    assert not (tmp_path / "uit.pdf").exists()
    circles = [line for line in result.stderr.splitlines() if "wait for each other" in line]
    assert len(circles) == 2
    assert all(line.startswith("plan.yaml:") and "Take away one" in line for line in circles)


def test_mistakes_are_named_all_at_once_with_their_line(tmp_path: Path) -> None:
    model = written(
        tmp_path,
        "title: Fout\n"
        "start: 2027-01-04\n"
        "closed:\n  - {from: 2027-02-01, until: 2027-01-01, calendars: [raad]}\n"
        "calendars:\n  - {name: week, weekdays: [maandag]}\n"
        "phases:\n  - {name: Een}\n"
        "activities:\n"
        "  - {name: A, days: 5, best: 6, phase: Twee}\n"
        "  - {name: A, days: 3, after: [Z]}\n"
        "  - {name: B, days: twee, calendar: weken}\n"
        "scenarios:\n"
        "  - name: S\n"
        "    unmet: [X]\n"
        "    changes:\n"
        "      - {phase: Een, weeks: 3}\n"
        "      - {activity: A}\n",
    )
    result = run(model)
    assert result.exit_code == 2
    lines = [int(line.split("  ")[0].split(":")[1]) for line in result.stderr.splitlines()[:-1]]
    assert {4, 6, 10, 11, 12, 15, 17, 18} <= set(lines)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--delay", "Raat=2"), "Raad"),
        (("--delay", "Raad"), "Aanbesteden=3"),
        (("--by", "2027-06-01"), "--simulate"),
        (("--delay", "Raad=40"), "geen dagen meer"),
    ],
)
def test_what_cannot_be_asked_is_answered_with_a_cure(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    result = run(written(tmp_path, COUNCIL), *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_workbook_gives_the_same_answer_as_the_example(tmp_path: Path, language: str) -> None:
    book = tmp_path / "plan.xlsx"
    arguments = ["template", "plan", str(book), "--lang", language]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    from_book, from_text = answer(book), answer(EXAMPLE)
    for found in (from_book, from_text):
        for remark in found["assumptions"]:
            del remark["place"], remark["about"]
    assert from_book == from_text


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Het traject in fasen"), ("en", "The road in phases")]
)
def test_the_paper_shows_the_road_in_both_languages(tmp_path: Path, language: str, words: str) -> None:
    result = run(
        ROAD,
        *("--lang", language, "--simulate", "200"),
        *("--pdf", str(tmp_path / "a.pdf"), "--xlsx", str(tmp_path / "a.xlsx")),
    )
    assert result.exit_code == 0, result.stderr
    document = pypdfium2.PdfDocument((tmp_path / "a.pdf").read_bytes())
    assert document.is_tagged()
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert words in text
    assert "3.2 Proefdraaien" in text
    assert ("mei" if language == "nl" else "May") in text


@pytest.mark.parametrize("word", ["if", "valueOf", "a\u2028b", "it's \\"])
def test_a_phase_and_an_activity_may_be_called_anything(word: str, tmp_path: Path) -> None:
    """The names of the phases also stand in an expression, where Vega looked ``if`` up among its operators."""
    model = tmp_path / "plan.yaml"
    name = json.dumps(word)
    model.write_text(
        f"title: T\nstart: 2026-03-02\nphases: [{{name: {name}}}]\n"
        f"activities: [{{name: {name}, phase: {name}, days: 5}}, {{name: b, days: 2}}]\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["plan", str(model), "--pdf", str(tmp_path / "plan.pdf")])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
