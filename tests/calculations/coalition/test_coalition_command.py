"""``bodemplaat coalition``: does the coalition of a file hold, and what keeps it together."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from bodemplaat.calculations.coalition.file import TEMPLATE
from bodemplaat.calculations.file.blank import template
from bodemplaat.calculations.file.source import Fields
from bodemplaat.calculations.file.yaml_source import read_yaml
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.main import main

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
SCHEMA = json.loads((ROOT / "docs/reference/schemas/coalition.schema.json").read_text())


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["coalition", *arguments])


def answer(model: Path) -> dict[str, Any]:
    result = run(str(model), "--json", "-")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(found, SCHEMA)
    return found


def test_four_municipalities_hold_only_after_compensation() -> None:
    found = answer(EXAMPLES / "four-municipalities.yaml")
    assert not found["agreed_division"]["stable"]
    assert [o["members"] for o in found["agreed_division"]["largest"]] == [
        ["Noorderdam", "Klein Zuidland"],
        ["Noorderdam"],
        ["Klein Zuidland"],
    ]
    payments = found["nobody_leaves"]
    assert payments["from_outside"] == 0
    assert sum(payments["amounts"].values()) == 0
    assert payments["moved"] == found["agreed_division"]["largest"][0]["gain"]
    for participant in found["participants"]:
        assert participant["after_compensation"] >= participant["alternative"]
        assert participant["after_compensation"] == (
            participant["agreed"] + payments["amounts"][participant["name"]]
        )


def test_what_is_agreed_is_the_business_case_itself() -> None:
    model = str(EXAMPLES / "four-municipalities.yaml")
    case = json.loads(CliRunner().invoke(main, ["business-case", model, "--json", "-"]).stdout)
    found = answer(EXAMPLES / "four-municipalities.yaml")
    agreed = {p["name"]: p["agreed"] for p in found["participants"]}
    assert agreed == {p["name"]: p["net_present_value"] for p in case["participants"]}
    assert sum(p["fair"] for p in found["participants"]) == case["consolidated"]["net_present_value"]


def test_a_compensation_written_into_the_case_makes_it_hold(tmp_path: Path) -> None:
    """The payments the coalition asks for, paid in year 0, so that present value and amount are the same."""
    text = (EXAMPLES / "four-municipalities.yaml").read_text(encoding="utf-8")
    payments = answer(EXAMPLES / "four-municipalities.yaml")["nobody_leaves"]["amounts"]
    due = {name: -cents for name, cents in payments.items() if cents < 0}
    lines = []
    for receiver in (name for name, cents in payments.items() if cents > 0):
        lacking = payments[receiver]
        for payer, owed in due.items():
            part = min(lacking, owed)
            lacking -= part
            due[payer] = owed - part
            lines.append(
                f"    - {{name: {payer} aan {receiver}, payer: {payer}, receiver: {receiver}, "
                f"from: 0, amounts: ['{part / 100:.2f}']}}"
            )
    model = tmp_path / "with-compensation.yaml"
    transfers = "\n  transfers:\n" + "\n".join(lines) + "\n\ncoalition:"
    model.write_text(text.replace("\ncoalition:", transfers), encoding="utf-8")
    found = answer(model)
    assert found["agreed_division"]["stable"]
    assert found["nobody_leaves"]["moved"] == 0


def test_hilversum_and_weesp_hold_without_compensation() -> None:
    found = answer(EXAMPLES / "hilversum-weesp.yaml")
    assert found["agreed_division"]["stable"]
    assert found["agreed_division"]["proven"]
    leaving = {item["name"]: item for item in found["leavings"]}
    assert leaving["Hilversum"]["effects"]["Weesp"] < 0


@pytest.mark.parametrize(("language", "words"), [("nl", "houdt zo geen stand"), ("en", "does not hold")])
def test_paper_in_both_languages(tmp_path: Path, language: str, words: str) -> None:
    pdf = tmp_path / "coalition.pdf"
    result = run(str(EXAMPLES / "four-municipalities.yaml"), "--lang", language, "--pdf", str(pdf))
    assert result.exit_code == 0, result.output
    assert words in result.output
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    assert words in "".join(page.get_textpage().get_text_bounded() for page in document)


def test_its_template_holds_the_coalition_too(tmp_path: Path) -> None:
    book = tmp_path / "model.xlsx"
    assert CliRunner().invoke(main, ["template", "coalition", str(book)]).exit_code == 0
    assert answer(book)["agreed_division"]["stable"]


def test_a_case_without_a_coalition_block_is_told_what_to_add() -> None:
    result = run(str(EXAMPLES / "parkstad-case.yaml"), "--lang", "en")
    assert result.exit_code == 2
    assert "fixed_share" in result.output


def test_an_explanation_adds_up_to_what_is_agreed() -> None:
    result = run(str(EXAMPLES / "four-municipalities.yaml"), "--explain", "Klein Zuidland", "--lang", "en")
    assert result.exit_code == 0
    assert "54,226.88" in result.output
    assert "fixed costs of the centre" in result.output


def invented(count: int, coalition: str) -> str:
    """A case of so many municipalities in which everyone saves and pays its own way."""
    lines = ["title: Velen", "years: 3", "participants:"]
    for n in range(count):
        function = f"{{name: P, cost_now: {100_000 + 1_000 * n}, cost_ambition: {80_000 + 700 * n}}}"
        lines += [f"  - name: G{n:02d}", f"    functions: [{function}]"]
    return "\n".join([*lines, f"coalition: {coalition}", ""])


def test_without_shared_costs_or_scale_only_the_first_to_join_adds_nothing(tmp_path: Path) -> None:
    """Alone nobody gains, any two or more gain what each brings: in a quarter of the orders one's own gain comes
    with the next to join, so each gives up a quarter of it to the three others in equal parts."""
    model = tmp_path / "apart.yaml"
    model.write_text(invented(4, "{fixed_share: 0%}"), encoding="utf-8")
    found = answer(model)
    assert found["shared"] == []
    agreed = [p["agreed"] for p in found["participants"]]
    expected = [own * 3 / 4 + (sum(agreed) - own) / 12 for own in agreed]
    assert [p["fair"] for p in found["participants"]] == pytest.approx(expected, abs=1)
    assert all(set(leaving["effects"].values()) == {0} for leaving in found["leavings"])
    assert found["agreed_division"]["stable"]


def test_with_more_than_twenty_the_fair_part_is_an_estimate_and_says_so(tmp_path: Path) -> None:
    model = tmp_path / "many.yaml"
    model.write_text(invented(22, "{fixed_share: 10%, elasticity: 5%}"), encoding="utf-8")
    result = run(str(model), "--orders", "1000", "--json", "-")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert not found["fair_is_exact"]
    assert found["orders_sampled"] >= 1000
    assert all(p["fair_error"] > 0 for p in found["participants"])
    assert not found["agreed_division"]["proven"]
    assert found["nobody_leaves"] is None
    assert sum(p["fair"] for p in found["participants"]) == sum(p["agreed"] for p in found["participants"])


class TestNeedsAndLosses:
    EXAMPLE = EXAMPLES / "coalition-needs.yaml"

    def test_who_needs_it_and_what_is_lost_from_file_to_answer(self) -> None:
        found = answer(self.EXAMPLE)
        case = json.loads(
            CliRunner().invoke(main, ["business-case", str(self.EXAMPLE), "--json", "-"]).stdout
        )
        worth = case["consolidated"]["net_present_value"]
        agreed = sum(p["agreed"] for p in found["participants"])
        assert agreed == sum(p["fair"] for p in found["participants"]) == worth - 15_000_00
        needed = {pool["name"]: pool["needed_by"] for pool in found["shared"]}
        assert needed["Zaaksysteem haven"] == ["Grootveld", "Havenstad"]
        assert needed["Inrichting centrum"] is None
        alone = {p["name"]: p["alternative"] for p in found["participants"]}
        assert alone == {"Grootveld": 0, "Havenstad": 0, "Kleindorp": -round(40_000_00 / 1.03)}

    def test_the_reasons_add_up_in_every_face(self, tmp_path: Path) -> None:
        result = run(str(self.EXAMPLE), "--explain", "Kleindorp", "--lang", "en")
        assert result.exit_code == 0, result.output
        assert "its part of what is lost regardless" in result.stdout
        shown = run(str(self.EXAMPLE), "--lang", "en", "--xlsx", str(tmp_path / "answer.xlsx"))
        assert "Grootveld, Havenstad" in shown.stdout
        assert "Kleindorp, and nobody else" in shown.stdout

    def test_the_same_model_in_a_workbook_gives_the_same_answer(self, tmp_path: Path) -> None:
        path = tmp_path / "model.xlsx"
        tree = read_yaml(self.EXAMPLE.read_text(encoding="utf-8"), "model.yaml")
        case = tree.entries["business_case"]
        assert isinstance(case, Fields)
        flat = Fields({**case.entries, "coalition": tree.entries["coalition"]}, tree.place)
        path.write_bytes(template(TEMPLATE.sheets, flat, Voice("nl")))
        from_book, from_text = answer(path), answer(self.EXAMPLE)
        del from_book["assumptions"], from_text["assumptions"]
        assert from_book == from_text

    @pytest.mark.parametrize(
        ("wrong", "right", "told"),
        [
            ("cost: Zaaksysteem haven", "cost: Zaaksysteem", "There is no shared cost"),
            ("by: [Grootveld, Havenstad]", "by: []", "at least one participant"),
            ("by: [Grootveld, Havenstad]", "by: [Grootvelt]", "Grootvelt"),
            ("members: [Kleindorp], exactly: yes", "exactly: yes", "Name the members"),
            (
                "members: [Kleindorp], exactly: yes",
                "members: [Kleindorp], exactly: yes, least: 2",
                "that large",
            ),
            ("amount: 15000", "amount: -15000", "less than"),
            ("least: 2", "least: 4", "more than"),
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
