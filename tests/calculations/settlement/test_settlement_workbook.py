"""A cooperation in a workbook: its template, its formulas, and names that look like them."""

import re
import zipfile
from pathlib import Path

import pytest
import python_calamine
from tests.calculations.settlement.commands import EXAMPLES, ROOT, answer, run


class TestTheWorkbook:
    @pytest.mark.parametrize("command", ["settle", "compare-keys", "exit"])
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_the_template_reads_back_as_its_example(
        self, command: str, language: str, tmp_path: Path
    ) -> None:
        book = tmp_path / "model.xlsx"
        assert run("template", command, book, "--lang", language).exit_code == 0
        example = ROOT / "src/bodemplaat/calculations/settlement/example.yaml"
        from_book, from_text = answer(command, book), answer(command, example)
        for found in (from_book, from_text):
            del found["assumptions"], found["sources"]
        assert from_book == from_text

    def test_holds_formulas_a_controller_can_check(self, tmp_path: Path) -> None:
        book = tmp_path / "answer.xlsx"
        assert run("settle", EXAMPLES / "k5.yaml", "--xlsx", book).exit_code == 0
        with zipfile.ZipFile(book) as archive:
            sheets = [
                archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name
            ]
        formulas = [formula for sheet in sheets for formula in re.findall(r"<f>([^<]*)</f>", sheet)]
        assert any(formula.startswith("ROUND(") for formula in formulas)
        assert any(formula.startswith("SUM(") for formula in formulas)
        working = python_calamine.CalamineWorkbook.from_path(str(book)).get_sheet_by_name(
            "Werkblad de verdeling"
        )
        rows = working.to_python()
        assert sum(row[0] == "ICT" for row in rows) == 5

    def test_a_formula_in_a_name_stays_a_name(self, tmp_path: Path) -> None:
        model, book = tmp_path / "model.yaml", tmp_path / "answer.xlsx"
        model.write_text(
            'year: 2027\nparticipants: [{name: "=1+1"}, {name: B}]\nkeys: [{name: k, kind: equal}]\n'
            'costs: [{name: "=cmd|x", key: k, budget: 100}]\n',
            encoding="utf-8",
        )
        assert run("settle", model, "--xlsx", book).exit_code == 0
        rows = (
            python_calamine.CalamineWorkbook.from_path(str(book))
            .get_sheet_by_name("Per deelnemer")
            .to_python()
        )
        assert any(row[0] == "=1+1" for row in rows)
