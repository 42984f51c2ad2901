"""A cooperation in a workbook: its template, its formulas, and names that look like them."""

import io
import re
import zipfile
from pathlib import Path

import pytest
import python_calamine
from tests.calculations.settlement.commands import EXAMPLES, ROOT, SETTLED, answer, run
from tests.recalculated import Recalculated


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


def book_of(model: Path, tmp_path: Path) -> Recalculated:
    path = tmp_path / "book.xlsx"
    result = run("settle", model, "--xlsx", path, "--lang", "en")
    assert result.exit_code == 0, result.stderr
    return Recalculated(path.read_bytes())


@pytest.mark.parametrize("example", SETTLED)
def test_every_formula_of_a_settlement_gives_what_the_report_says(example: str, tmp_path: Path) -> None:
    assert book_of(EXAMPLES / f"{example}.yaml", tmp_path).differences() == []


THREE = """\
title: T
year: 2026
participants: [{name: A}, {name: B}, {name: C}]
figures: {inhabitants: {A: 1, B: 1, C: 1}}
keys: [{name: k, kind: counted, by: inhabitants}, {name: c, kind: counted, by: inhabitants, cap: 300}]
costs:
  - {name: Rent, provider: SSC, key: k, budget: 100}
  - {name: Held, provider: SSC, key: c, budget: 90}
"""


def test_an_amount_or_a_weight_that_is_changed_in_the_workbook_reaches_what_each_bears(
    tmp_path: Path,
) -> None:
    model = tmp_path / "m.yaml"
    model.write_text(THREE, encoding="utf-8")
    book = book_of(model, tmp_path)
    working, bears, each = "Working the division", "Who bears what", "Per participant"
    assert [book[each, f"B{row}"] for row in (4, 5, 6)] == [63.34, 63.33, 63.33]
    book[working, book.find(working, "Amount divided (€)", Cost="Rent", Participant="A")] = 200.0
    book[working, book.find(working, "Weight", Cost="Rent", Participant="C")] = 2.0
    assert [book[bears, f"{column}4"] for column in "BCD"] == [50.0, 50.0, 100.0]
    assert [book[each, f"B{row}"] for row in (4, 5, 6)] == [80.0, 80.0, 130.0]
    assert book[each, "B7"] == 290.0


def test_the_first_sheet_says_what_does_not_follow(tmp_path: Path) -> None:
    model = tmp_path / "m.yaml"
    model.write_text(THREE, encoding="utf-8")
    first = " ".join(
        str(value) for (sheet, _), value in book_of(model, tmp_path).stored.items() if sheet == "Summary"
    )
    assert "Change an amount or a weight under 'Working: the division'" in first
    assert "To the cent these are values" in first
    assert "Held" in first.split("To the cent these are values")[1]


@pytest.mark.parametrize(("command", "example"), [("compare-keys", "k5"), ("exit", "leaver")])
def test_a_workbook_that_only_adds_up_says_so(command: str, example: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert run(command, EXAMPLES / f"{example}.yaml", "--xlsx", path, "--lang", "en").exit_code == 0
    book = Recalculated(path.read_bytes())
    told = [str(value) for (sheet, _), value in book.stored.items() if sheet == "Summary"]
    assert any("Only sums and what stands beside them in one table are formulas" in text for text in told)
    assert book.differences() == []


def test_help_promises_formulas_where_the_workbook_says_them() -> None:
    told = " ".join(run("settle", "--help").stdout.split())
    assert "het eerste blad zegt welke cijfers formules zijn" in told


def with_text_in(book: bytes, sheet: str, cell: str) -> bytes:
    """The workbook with a text in a cell that held a figure."""
    number = Recalculated(book).sheets.index(sheet) + 1
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == f"xl/worksheets/sheet{number}.xml":
                text = f'<c r="{cell}" t="inlineStr"><is><t>tien</t></is></c>'
                content, found = re.subn(
                    rf'<c r="{cell}"[^>]*><v>[^<]*</v></c>'.encode(), text.encode(), content
                )
                assert found == 1
            after.writestr(name, content)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("language", "sheet", "cell", "words"),
    [
        ("nl", "Kosten", "D5", "Kosten “Financiële administratie”, Begroting"),
        ("en", "Costs", "D5", "Costs “Financiële administratie”, Budget"),
        ("nl", "Tellingen", "B4", "Tellingen, inwoners, Akkerdam"),
    ],
)
def test_a_mistake_in_a_workbook_is_told_by_sheet_and_column(
    language: str, sheet: str, cell: str, words: str, tmp_path: Path
) -> None:
    book = tmp_path / "model.xlsx"
    assert run("template", "settle", book, "--lang", language).exit_code == 0
    book.write_bytes(with_text_in(book.read_bytes(), sheet, cell))
    assert f"{sheet}!{cell}  {words}: 'tien' is not" in run("settle", book, "--lang", "en").stderr
