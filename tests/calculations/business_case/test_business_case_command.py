"""``bodemplaat business-case``: the sources' figures from their files, every way out, and mistakes with their cure."""

import io
import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pypdfium2
import pytest
import python_calamine
from click.testing import CliRunner, Result

from bodemplaat.calculations.business_case.drawn import division
from bodemplaat.calculations.business_case.file import TEMPLATE
from bodemplaat.calculations.business_case.report import rate_figure
from bodemplaat.calculations.file.blank import template
from bodemplaat.calculations.file.yaml_source import read_yaml
from bodemplaat.engines.business_case import internal_rate
from bodemplaat.kernel import Euro
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.main import main

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
SCHEMA = json.loads((ROOT / "docs/reference/schemas/business-case.schema.json").read_text())
CASES = (
    "handbook-table-16",
    "parkstad-case",
    "limburg-work-income",
    "hilversum-weesp",
    "losser-enschede",
    "four-municipalities",
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["business-case", *arguments])


def answer(name: str, *arguments: str) -> dict[str, Any]:
    result = run(str(EXAMPLES / f"{name}.yaml"), "--json", "-", *arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def k_euro(outcome: dict[str, Any], name: str, first: int = 1) -> list[float]:
    return [year[name] / 100_000 for year in outcome["years"][first:]]


@pytest.mark.parametrize("name", CASES)
def test_every_example_answers_as_documented_and_its_participants_add_up(name: str) -> None:
    found = answer(name, *(("--simulate", "500") if name == "four-municipalities" else ()))
    jsonschema.validate(found, SCHEMA)
    for year, row in enumerate(found["consolidated"]["years"]):
        assert row["year"] == year
        for figure in row.keys() - {"year"}:
            assert row[figure] == sum(p["years"][year][figure] for p in found["participants"])
            assert row[figure] == sum(f["years"][year][figure] for f in found["functions"])
    for figure in ("net_present_value", "total_one_off", "structural_saving"):
        assert found["consolidated"][figure] == sum(p[figure] for p in found["participants"])


def test_table_16_of_the_handbook() -> None:
    found = answer("handbook-table-16")
    for outcome in (found["consolidated"], found["participants"][0]):
        assert outcome["years"][0]["exploitation"] == 750_000_00
        assert k_euro(outcome, "exploitation") == [750, 700, 650, 650, 650]
        assert k_euro(outcome, "saving") == [0, 50, 100, 100, 100]
        assert k_euro(outcome, "one_off") == [175, 75, 0, 0, 0]
        assert k_euro(outcome, "added_value") == [-175, -25, 100, 100, 100]
        assert k_euro(outcome, "cumulative") == [-175, -200, -100, 0, 100]
        assert outcome["break_even"] == {"status": "reached", "year": 4, "moment": "4"}
        assert outcome["payback"] == "4"
    assert found["participants"][0]["functions"][0]["benchmark"] == 700_000_00


def test_parkstad_gains_what_the_source_expects() -> None:
    found = answer("parkstad-case")
    assert len(found["participants"]) == 6
    assert k_euro(found["consolidated"], "exploitation", 0) == [5400, 4800, 4800, 4300, 4300, 3800]
    assert k_euro(found["consolidated"], "saving") == [600, 600, 1100, 1100, 1600]
    assert k_euro(found["consolidated"], "benefits") == [0, 0, 0, 0, 400]
    assert found["consolidated"]["internal_rate"]["status"] == "no_investment"
    assert found["consolidated"]["break_even"]["status"] == "never_negative"
    assert any("verdeeld naar inwoners" in remark["text"] for remark in found["assumptions"])


def test_limburg_saves_400_000_a_year() -> None:
    found = answer("limburg-work-income")
    assert k_euro(found["consolidated"], "saving") == [400] * 5
    assert len(found["participants"]) == 4


def test_hilversum_does_the_work_of_14_with_12() -> None:
    weesp = next(p for p in answer("hilversum-weesp")["participants"] if p["name"] == "Weesp")
    assert k_euro(weesp, "baseline", 0)[0] == 14 * 65
    assert k_euro(weesp, "saving") == [2 * 65] * 5


def test_losser_and_enschede_save_1_2_million_within_five_years() -> None:
    found = answer("losser-enschede")["consolidated"]
    assert found["years"][5]["saving"] == 1_200_000_00
    assert found["structural_saving"] == 1_200_000_00
    assert found["years"][4]["saving"] < 1_200_000_00


def test_the_same_seed_simulates_the_same_and_says_who_can_be_sure() -> None:
    one = answer("four-municipalities", "--simulate", "3000", "--seed", "7")["simulation"]
    assert one == answer("four-municipalities", "--simulate", "3000", "--seed", "7")["simulation"]
    other = answer("four-municipalities", "--simulate", "3000", "--seed", "8")["simulation"]
    assert one != other
    assert one["chance_all_gain"] <= min(p["chance_of_gain"] for p in one["participants"])
    assert one["consolidated"]["chance_of_gain"] > 0.95
    assert one["tornado"][0]["name"] == "Besparing"
    assert one["planned"] == pytest.approx(
        answer("four-municipalities")["consolidated"]["net_present_value"], abs=20
    )


def test_a_scenario_without_a_participant_shows_what_it_does_to_the_others() -> None:
    scenarios = {s["name"]: s for s in answer("four-municipalities")["scenarios"]}
    without = scenarios["Zonder Noorderdam"]["differences"]
    assert all(without[name] < 0 for name in ("Middelwolde", "Oosterhage", "Klein Zuidland"))
    assert scenarios["Een jaar later"]["difference"] < 0 < scenarios["Meevaller"]["difference"]


@pytest.mark.parametrize(
    ("language", "words"), [("nl", ("Omslagpunt", "2.919.139,55")), ("en", ("Break-even", "2,919,139.55"))]
)
def test_paper_and_workbook_in_both_languages(tmp_path: Path, language: str, words: tuple[str, str]) -> None:
    pdf, xlsx = tmp_path / "case.pdf", tmp_path / "case.xlsx"
    result = run(
        str(EXAMPLES / "four-municipalities.yaml"), "--simulate", "500", "--lang", language,
        "--pdf", str(pdf), "--xlsx", str(xlsx),
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    for word in (*words, "P90", "Klein Zuidland", "Proefdraaien met twee deelnemers"):
        assert word in text
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(xlsx.read_bytes()))
    assert len(book.sheet_names) >= 8


def test_a_template_filled_in_answers_as_its_example(tmp_path: Path) -> None:
    book = tmp_path / "model.xlsx"
    written = CliRunner().invoke(main, ["template", "business-case", str(book)])
    assert written.exit_code == 0, written.output
    example = ROOT / "src/bodemplaat/calculations/business_case/example.yaml"
    from_book, from_text = run(str(book), "--json", "-"), run(str(example), "--json", "-")
    assert from_book.exit_code == 0, from_book.output
    assert json.loads(from_book.stdout) == json.loads(from_text.stdout)


def test_an_explanation_goes_down_to_each_cost() -> None:
    result = run(str(EXAMPLES / "handbook-table-16.yaml"), "--explain", "Gemeente", "--lang", "en")
    assert result.exit_code == 0
    assert "€100,000.00  Gemeente" in result.output
    assert "€350,000.00  Personeel" in result.output
    assert "−€250,000.00  Investering" in result.output
    assert "−€175,000.00  1 · in year 1" in result.output
    assert "Investering om op ambitieniveau te komen" in result.output


BROKEN = """\
title: Kapot
years: 3
participants:
  - name: A
    functions:
      - {name: P, cost_now: veel, cost_ambition: 10}
      - {name: F, cost_now: 100, cost_ambition: 90, profile: [0%, 300%]}
one_offs:
  - {name: X, kind: centrum, amounts: [1], key: equal}
  - {name: Y, kind: centre, amounts: [1, 2, 3, 4], key: inwoners}
risks:
  - {name: R, probability: 30%, impact: 10, yeer: 1}
uncertainty:
  - {name: S, acts_on: saving, spread: pert, low: 2, likely: 1, high: 3}
"""


def test_all_mistakes_at_once_each_with_its_line_and_cure(tmp_path: Path) -> None:
    model = tmp_path / "kapot.yaml"
    model.write_text(BROKEN, encoding="utf-8")
    result = run(str(model), "--lang", "en", "--pdf", str(tmp_path / "x.pdf"))
    assert result.exit_code == 2
    for line in (6, 7, 9, 10, 12, 14):
        assert f"kapot.yaml:{line} " in result.output
    assert "choose from: baseline, equal, fte" in result.output
    assert not (tmp_path / "x.pdf").exists()


PEOPLE = """\
title: Mensen
years: 2
participants:
  - {name: A, functions: [{name: P, FIELDS}]}
"""


@pytest.mark.parametrize(
    ("fields", "cure"),
    [
        ("fte_now: 9, fte_ambition: 7", "cost_per_fte: 70000"),
        ("fte_now: 9, fte_ambition: 7, material_now: 5, material_ambition: 4", "cost_per_fte: 70000"),
        ("fte_now: 9, fte_ambition: 7, cost_per_fte_ambition: 70000", "cost_per_fte: 70000"),
        ("fte_now: 9, fte_ambition: 7, cost_now: 5", "cost_per_fte_ambition: 70000"),
        ("fte_now: 9, fte_ambition: 7, cost_per_fte: ", "cost_now: 600000, cost_ambition: 490000"),
        ("fte_now: 9", "cost_per_fte: 0"),
    ],
)
def test_people_of_whom_nobody_says_what_they_cost_are_not_free(
    fields: str, cure: str, tmp_path: Path
) -> None:
    model = tmp_path / "mensen.yaml"
    model.write_text(PEOPLE.replace("FIELDS", fields), encoding="utf-8")
    english, dutch = run(str(model), "--lang", "en"), run(str(model), "--lang", "nl")
    assert (english.exit_code, dutch.exit_code) == (2, 2)
    told = [row for row in english.output.splitlines() if "mensen.yaml:" in row]
    assert len(told) == 1
    assert told[0].startswith("mensen.yaml:4 ")
    assert "fte without what one costs" in told[0]
    assert "fte zonder wat één fte kost" in dutch.output
    model.write_text(
        PEOPLE.replace("FIELDS", f"{fields.removesuffix(', cost_per_fte: ')}, {cure}"), encoding="utf-8"
    )
    assert run(str(model)).exit_code == 0


def test_no_more_than_the_whole_way_to_the_ambition_is_reached(tmp_path: Path) -> None:
    model = tmp_path / "mensen.yaml"
    function = "cost_now: 100, cost_ambition: 90, profile: [0%, 140%]"
    model.write_text(PEOPLE.replace("FIELDS", function), encoding="utf-8")
    english, dutch = run(str(model), "--lang", "en"), run(str(model), "--lang", "nl")
    assert (english.exit_code, dutch.exit_code) == (2, 2)
    assert "mensen.yaml:4 " in english.output
    assert "lies between 0 and 100 %" in english.output
    assert "ligt tussen 0 en 100 %" in dutch.output
    model.write_text(PEOPLE.replace("FIELDS", function.replace("140", "100")), encoding="utf-8")
    assert run(str(model)).exit_code == 0


def test_a_case_in_its_own_block_is_read_beside_other_commands(tmp_path: Path) -> None:
    block = "".join(f"  {line}\n" for line in BROKEN.replace("key: inwoners", "key: fte").splitlines())
    model = tmp_path / "samen.yaml"
    model.write_text("coalition: {fixed_share: 10%}\nbusiness_case:\n" + block, encoding="utf-8")
    result = run(str(model), "--lang", "en")
    assert result.exit_code == 2
    assert (
        "samen.yaml:12  " in result.output
    )  # the amounts of Y run past year 3: the engine's finding, its own line
    assert "outside the case" in result.output


SOUND = """\
title: Gaaf
years: 3
participants:
  - {name: A, functions: [{name: F, cost_now: 100, cost_ambition: 90}]}
running_costs:
  - {name: Huur, yearly: 10, until: 2}
uncertainty:
  - {name: S, acts_on: saving, spread: pert, low: 1, likely: 2, high: 3}
"""


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("spread: pert", "spread: perd", "8  uncertainty “S”, spread: 'perd' is not one of"),
        ("likely: 2, ", "", "8  uncertainty “S”, likely: This field is missing"),
        ("likely: 2", "likely: 4", "8  uncertainty “S”, low: Give low, likely and high in that order"),
        ("high: 3}", "high: 3, mean: 1}", "8  uncertainty “S”, mean: 'mean' is not a field here"),
        (
            "yearly: 10",
            "amounts: [10]",
            "6  running_costs “Huur”, until: Amounts by year end with the last one",
        ),
        (
            "cost_now: 100",
            "cost_naw: 100",
            "4  participants “A”, functions “F”, cost_naw: 'cost_naw' is not a field",
        ),
    ],
)
def test_one_mistake_is_told_once(tmp_path: Path, wrong: str, right: str, told: str) -> None:
    assert wrong in SOUND
    model = tmp_path / "model.yaml"
    model.write_text(SOUND, encoding="utf-8")
    assert run(str(model), "--lang", "en").exit_code == 0
    model.write_text(SOUND.replace(wrong, right), encoding="utf-8")
    result = run(str(model), "--lang", "en")
    assert result.exit_code == 2
    [mistake] = [line for line in result.stderr.splitlines() if line.startswith("model.yaml:")]
    assert mistake.startswith(f"model.yaml:{told}")


@pytest.mark.parametrize(
    ("flows", "says"),
    [
        ((100, -60, -60), "dit is een lening: eerst komt er geld in, dat later wordt terugbetaald; dat kost 13,1% per jaar"),
        ((-100, 240, -144), "de netto contante waarde is alleen nul bij 20,0%, en bij elk ander percentage negatief"),
        ((100, -240, 144), "de netto contante waarde is alleen nul bij 20,0%, en bij elk ander percentage positief"),
    ],
)  # fmt: skip
def test_the_rate_of_a_loan_is_not_called_a_return(flows: tuple[int, ...], says: str) -> None:
    figure = rate_figure(internal_rate(flows))
    assert Voice("nl").show(figure.value) == "geen"
    assert says in Voice("nl")(figure.note)


class TestAmountsWithADay:
    EXAMPLE = EXAMPLES / "dated-case.yaml"

    def test_by_hand_from_file_to_answer(self) -> None:
        found = answer("dated-case")
        jsonschema.validate(found, SCHEMA)
        assert found["reference_date"] == "2028-01-01"
        whole = found["consolidated"]
        # the move on 1 October, 184 of 366 days of rent; year 2: the rest of the move
        assert [year["one_off"] for year in whole["years"][1:3]] == [60_000_00 + 85_000_00, 12_500_00]
        rent = [flow for line in found["dated"] if line["line"] == "Huur depot" for flow in line["flows"]]
        assert sum(f["gain"] for f in rent if f["on"] == "2028-10-01") == -round(36_500_00 * 184 / 366)
        assert sum(f["gain"] for f in rent if f["on"] == "2031-02-15") == -36_500_00 * 90 // 365
        parts = found["participants"]
        assert sum(p["net_present_value"] for p in parts) == whole["net_present_value"]
        yearly = sum(
            (year["saving"] - 60_000_00 * (year["year"] == 1)) / 1.03 ** year["year"]
            for year in whole["years"]
        )
        rented = sum(f["gain"] / 1.03 ** year_of(f["on"]) for f in rent)
        running = sum(f["gain"] / 1.03 ** (int(f["on"][:4]) - 2027) for f in rent)
        others = [f for line in found["dated"] if line["line"] != "Huur depot" for f in line["flows"]]
        dated = sum(f["gain"] / 1.03 ** year_of(f["on"]) for f in others)
        assert abs(yearly - running + rented + dated - whole["net_present_value"]) < 10

    def test_in_every_face_and_back_from_the_workbook(self, tmp_path: Path) -> None:
        shown = run(str(self.EXAMPLE), "--lang", "en", "--xlsx", str(tmp_path / "answer.xlsx"))
        assert shown.exit_code == 0, shown.output
        assert "Amounts with a day" in shown.stdout
        assert "actual/365" in shown.stdout
        path = tmp_path / "model.xlsx"
        tree = read_yaml(self.EXAMPLE.read_text(encoding="utf-8"), "model.yaml")
        path.write_bytes(template(TEMPLATE.sheets, tree, Voice("nl")))
        from_book, from_text = json.loads(run(str(path), "--json", "-").stdout), answer("dated-case")
        del from_book["assumptions"], from_text["assumptions"]
        assert from_book == from_text

    @pytest.mark.parametrize(
        ("wrong", "right", "told"),
        [
            ("first_year: 2028\n", "", "first_year"),
            ("on: 2028-10-01", "on: 2026-10-01", "outside the case"),
            ("line: Bijdrage provincie", "line: Bijdrage provinzie", "There is no cost, benefit"),
            ("ends: 2031-04-01", "ends: 2028-04-01", "The end is after the start"),
            ("ends: 2031-04-01", "until: 3", "has no 'until'"),
            ("- {name: Huur depot", "- {name: Verhuizing", "several lines"),
        ],
    )
    def test_mistakes_are_told(self, tmp_path: Path, wrong: str, right: str, told: str) -> None:
        text = self.EXAMPLE.read_text(encoding="utf-8")
        assert wrong in text
        path = tmp_path / "model.yaml"
        path.write_text(text.replace(wrong, right), encoding="utf-8")
        result = run(str(path), "--lang", "en")
        assert result.exit_code == 2
        assert told in result.output

    def test_a_simulation_is_refused_in_words(self) -> None:
        result = run(str(self.EXAMPLE), "--simulate", "500", "--lang", "en")
        assert result.exit_code == 2
        assert "cannot be simulated yet" in result.output


def year_of(day: str) -> float:
    return (date.fromisoformat(day) - date(2028, 1, 1)).days / 365


def test_who_receives_most_of_a_change_that_brings_in_does_not_bear_it() -> None:
    participants = (
        SimpleNamespace(name="A", outcome=SimpleNamespace(total_one_off=Euro.of("-90"), one_off_by_kind={})),
        SimpleNamespace(name="B", outcome=SimpleNamespace(total_one_off=Euro.of("-10"), one_off_by_kind={})),
    )
    appraisal = SimpleNamespace(
        participants=participants, consolidated=SimpleNamespace(total_one_off=Euro.of("-100"))
    )
    picture = division(SimpleNamespace(appraisal=appraisal))  # type: ignore[arg-type]
    assert (
        Voice("en")(picture.alt)
        == "A receives the largest part of what the change brings in: €90.00 of €100.00."
    )


@pytest.mark.parametrize(
    ("fields", "field", "cure"),
    [
        ("cost_now: 100", "cost_ambition", "cost_ambition: 0"),
        ("fte_now: 9, cost_per_fte: 70000", "cost_ambition", "fte_ambition: 7"),
        ("fte_now: 9, cost_per_fte: 70000", "cost_ambition", "cost_ambition: 500000"),
        (
            "fte_now: 9, fte_ambition: 7, cost_per_fte: 70000, material_now: 5000",
            "material_ambition",
            "material_ambition: 5000",
        ),
        (
            "fte_now: 9, fte_ambition: 7, cost_per_fte: 70000, overhead_now: 5000",
            "overhead_ambition",
            "cost_ambition: 3000",
        ),
        (
            "fte_now: 9, fte_ambition: 7, cost_per_fte: 70000, cost_now: 5000",
            "cost_ambition",
            "cost_ambition: 0",
        ),
        ("fte_ambition: 7, cost_per_fte: 70000", "cost_now", "cost_now: 0"),
        ("cost_ambition: 90", "cost_now", "cost_now: 100"),
    ],
)
def test_what_costs_money_now_needs_its_ambition_and_the_other_way_round(
    fields: str, field: str, cure: str, tmp_path: Path
) -> None:
    model = tmp_path / "mensen.yaml"
    model.write_text(PEOPLE.replace("FIELDS", fields), encoding="utf-8")
    result = run(str(model), "--lang", "en")
    assert result.exit_code == 2
    told = [row for row in result.output.splitlines() if "mensen.yaml:" in row]
    assert len(told) == 1
    assert f"'{field}'" in told[0]
    assert "0 if" in told[0]
    model.write_text(PEOPLE.replace("FIELDS", f"{fields}, {cure}"), encoding="utf-8")
    assert run(str(model)).exit_code == 0


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ("cost_now: 100, cost_ambition: 90, cost_per_fte: 70000", "cost_per_fte"),
        (
            "fte_now: 2, cost_per_fte: 70000, cost_ambition: 9, cost_per_fte_ambition: 60000",
            "cost_per_fte_ambition",
        ),
        ("cost_now: 9, fte_ambition: 1, cost_per_fte: 70000, cost_per_fte_ambition: 60000", "cost_per_fte"),
    ],
)
def test_a_cost_per_fte_without_fte_is_not_passed_by(fields: str, field: str, tmp_path: Path) -> None:
    model = tmp_path / "mensen.yaml"
    model.write_text(PEOPLE.replace("FIELDS", fields), encoding="utf-8")
    result = run(str(model), "--lang", "en")
    assert result.exit_code == 2
    told = [row for row in result.output.splitlines() if "mensen.yaml:" in row]
    assert len(told) == 1
    assert "no fte" in told[0]
    assert f"{field}:" in told[0]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("reference_date: 2027-01-01", "reference date counts for dated amounts"),
        (
            "risks: [{name: R, probability: 10%, impact: 5, measure: M, measure_year: 2}]",
            "has no year that counts",
        ),
        (
            "covers: [{name: C, source_of_money: reserve, participant: A, amount: 5, interest: 3%}]",
            "'interest' is not a field here",
        ),
    ],
)
def test_what_nothing_in_the_case_uses_is_told(more: str, told: str, tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_text(f"{SOUND}{more}\n", encoding="utf-8")
    result = run(str(model), "--lang", "en")
    assert result.exit_code == 2, result.output
    [mistake] = [line for line in result.stderr.splitlines() if line.startswith("model.yaml:")]
    assert told in mistake
