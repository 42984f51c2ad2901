"""``bodemplaat resilience`` from file to answer."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from bodemplaat.surfaces.cli.main import main

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs/reference/schemas/resilience.schema.json").read_text(encoding="utf-8"))
RICH = ROOT / "examples/four-municipalities.yaml"
EXAMPLE = ROOT / "src/bodemplaat/calculations/resilience/example.yaml"

FOUR = """\
title: Vier
sickness: 5%
leave: 10%
functions:
  - {name: Salarissen}
people:
  - {name: A, organisation: Bergambacht, functions: [Salarissen]}
  - {name: B, organisation: Nederlek, functions: [Salarissen]}
  - {name: C, organisation: Ouderkerk, functions: [Salarissen]}
  - {name: D, organisation: Vlist, functions: [Salarissen]}
"""


def run(model: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["resilience", str(model), *arguments])


def answer(model: Path, *arguments: str) -> dict[str, Any]:
    result = run(model, "--json", "-", *arguments)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(found, SCHEMA, cls=jsonschema.Draft202012Validator)
    return found


def written(folder: Path, text: str) -> Path:
    model = folder / "model.yaml"
    model.write_text(text, encoding="utf-8")
    return model


def test_four_administrators_alone_and_together(tmp_path: Path) -> None:
    """The worked example of docs/explanation/algorithms/vulnerability.md, from a file."""
    found = answer(written(tmp_path, FOUR))
    [payroll] = found["functions"]
    assert [one["unmanned"] for one in payroll["alone"]] == pytest.approx([0.145] * 4)
    assert payroll["alone"][0]["days_a_year"] == pytest.approx(37.7)
    assert payroll["pooled"]["unmanned"] == pytest.approx(0.145**4)
    assert found["single_person_functions"] == {"before": 4, "after": 0}
    assert found["all_at_once"]["exact"]
    assert found["all_at_once"]["pooled"]["chance"] == pytest.approx(1 - 0.145**4)


@pytest.mark.parametrize(("certainty", "people"), [("85%", 1), ("97%", 2), ("99%", 3), ("0.9995", 4)])
def test_the_pool_needs_more_people_for_more_certainty(tmp_path: Path, certainty: str, people: int) -> None:
    """0.145 to the power of their number is what remains: 14.5 %, 2.1 %, 0.3 %, 0.04 %."""
    [payroll] = answer(written(tmp_path, FOUR), "--certainty", certainty)["functions"]
    assert payroll["needed"]["in_all"] == people
    assert payroll["needed"]["more"] == 0


def test_a_part_timer_leaves_the_same_days_empty_whatever_her_health(tmp_path: Path) -> None:
    model = written(tmp_path, FOUR.replace("Vlist, functions", "Vlist, pattern: [ma, di, wo], functions"))
    vlist = answer(model)["functions"][0]["alone"][3]
    assert vlist["unmanned"] == pytest.approx((3 * 0.145 + 2) / 5)
    assert vlist["worst_when"]["half_day"] == "thu-morning"
    shown = run(model).stdout
    assert "donderdagochtend" in shown


def test_a_municipality_without_anybody_counts_when_it_is_listed(tmp_path: Path) -> None:
    listed = "organisations: [Bergambacht, Nederlek, Ouderkerk, Vlist, Schoonhoven]\n"
    found = answer(written(tmp_path, FOUR + listed))
    assert found["all_at_once"]["alone"][-1]["chance"] == 0
    alone = found["functions"][0]["alone"]
    assert {one["organisation"]: one["unmanned"] for one in alone}["Schoonhoven"] == 1


def test_the_rich_case_loses_its_single_person_functions_and_says_how_sure_it_is() -> None:
    found = answer(RICH, "--simulate", "300", "--seed", "7")
    assert found["single_person_functions"] == {"before": 22, "after": 0}
    assert found["days_a_year"]["pooled"] < found["days_a_year"]["alone"] / 10
    assert found["all_at_once"]["draws"] == 300
    assert found["all_at_once"]["pooled"]["error"] > 0
    assert found == answer(RICH, "--simulate", "300", "--seed", "7")
    other = answer(RICH, "--simulate", "300", "--seed", "8")["all_at_once"]["pooled"]
    assert other["chance"] != found["all_at_once"]["pooled"]["chance"]
    assert abs(other["chance"] - found["all_at_once"]["pooled"]["chance"]) < 6 * other["error"]


def test_the_business_case_of_the_same_file_passes_its_vulnerability_by() -> None:
    assert CliRunner().invoke(main, ["business-case", str(RICH), "--json", "-"]).exit_code == 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_workbook_gives_the_same_answer_as_the_example(tmp_path: Path, language: str) -> None:
    book = tmp_path / "resilience.xlsx"
    arguments = ["template", "resilience", str(book), "--lang", language]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    from_book, from_text = answer(book), answer(EXAMPLE)
    for found in (from_book, from_text):
        for remark in (*found["assumptions"], *found["sources"]):
            del remark["place"], remark["about"]
    assert from_book == from_text


def test_mistakes_are_named_all_at_once_with_their_line(tmp_path: Path) -> None:
    model = written(
        tmp_path,
        "title: Fout\n"
        "leave: 90%\n"
        "functions:\n"
        "  - {name: F, minimum: 0}\n"
        "  - {name: F, needed: [maandag]}\n"
        "people:\n"
        "  - {name: A, organisation: X, functions: [G], sickness: 5%}\n"
        "  - {name: B, organisation: X, functions: [F], sickness: 120%}\n"
        "  - {name: C, organisation: X, functions: [F]}\n"
        "patterns:\n"
        "  - {name: p, week: 2, half_days: [ma]}\n"
        "seasons:\n"
        "  - {name: zomer, weeks: 6, leave: 3}\n",
    )
    result = run(model, "--pdf", str(tmp_path / "uit.pdf"))
    assert result.exit_code == 2
    assert not (tmp_path / "uit.pdf").exists()
    lines = [int(line.split("  ")[0].split(":")[1]) for line in result.stderr.splitlines()[:-1]]
    assert {4, 5, 7, 8, 9, 11, 12} <= set(lines)
    assert "ma, di-ochtend" in result.stderr


def test_leave_that_does_not_fit_in_a_season_is_named(tmp_path: Path) -> None:
    seasons = "seasons:\n  - {name: zomer, weeks: 6, leave: 40}\n  - {name: rest, weeks: 46, leave: 0.1}\n"
    result = run(written(tmp_path, FOUR.replace("leave: 10%", "leave: 20%") + seasons), "--lang", "en")
    assert result.exit_code == 2
    assert "on leave more than all of 'zomer'" in result.stderr


def test_newcomers_who_never_work_on_a_needed_day_are_no_answer(tmp_path: Path) -> None:
    text = FOUR.split("  - {name: B", maxsplit=1)[0].replace("Bergambacht,", "Bergambacht, pattern: [ma],")
    found = answer(written(tmp_path, text + "newcomer: {pattern: [ma, di]}\n"))
    assert found["functions"][0]["needed"] == {"in_all": None, "more": None, "days_a_year_then": None}
    assert "geen aantal" in run(tmp_path / "model.yaml").stdout


@pytest.mark.parametrize("certainty", ["much", "150%"])
def test_a_certainty_that_is_none_is_refused(tmp_path: Path, certainty: str) -> None:
    result = run(written(tmp_path, FOUR), "--certainty", certainty)
    assert result.exit_code == 2
    assert certainty in result.stderr


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Eenmansfuncties die overblijven"), ("en", "Single-person functions left")]
)
def test_the_paper_tells_it_in_both_languages_with_pictures(
    tmp_path: Path, language: str, words: str
) -> None:
    result = run(
        EXAMPLE, "--lang", language, "--pdf", str(tmp_path / "a.pdf"), "--xlsx", str(tmp_path / "a.xlsx")
    )
    assert result.exit_code == 0, result.stderr
    document = pypdfium2.PdfDocument((tmp_path / "a.pdf").read_bytes())
    assert document.is_tagged()
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert words in text
    assert "Salarisadministratie" in text
