"""A workbook filled in another way than the template has it: read as it is meant, or refused by the cell and its title."""

import ast
import re
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner
from tests.calculations.test_workbooks_of_others import book, run

import bodemplaat
from bodemplaat.surfaces.cli.main import main

HEAD: list[object] = ["Naam", "Sleutel", "Begroting"]
TWO: list[list[object]] = [["Huur", "k", 100], ["ICT", "k", 300]]


def lines(path: Path) -> list[str]:
    result = run("settle", path)
    assert result.exit_code == 2, result.stdout
    return [line.partition("m.xlsx ")[2] for line in result.stderr.splitlines()[:-1]]


def merged(path: Path, *ranges: tuple[int, int, int, int, object], takers: bool = False) -> Path:
    """Costs with cells merged; a range without a value is only laid over what is there."""
    made = xlsxwriter.Workbook(path)
    sheets: dict[str, list[list[object]]] = {
        "Algemeen": [["Jaar", 2026]],
        "Deelnemers": [["Naam"], ["A"], ["B"]],
        "Tellingen": [["Kostendrijver", "A", "B"], ["inwoners", 3000, 1000]],
        "Sleutels": [["Naam", "Soort sleutel", "Kostendrijver"], ["k", "counted", "inwoners"]],
        "Kosten": [
            ["Begroting 2026", "", "", "", ""],
            [*HEAD, "Afnemers", "Bron"],
            *([*row, "", "raming"] for row in TWO),
        ],
    }
    for name, rows in sheets.items():
        page = made.add_worksheet(name)
        for row, cells in enumerate(rows):
            page.write_row(row, 0, cells)
        if name == "Kosten":
            for *place, value in ranges:
                page.merge_range(*place, value)
    made.close()
    return path


def test_a_merged_cell_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    """The sheet shows one taker beside both costs: read as nothing, the second would go to everybody."""
    [line] = lines(merged(tmp_path / "m.xlsx", (2, 3, 3, 3, "A")))
    assert line.startswith("Kosten!D4  This cell is merged with the one above or beside it")


def test_a_name_merged_over_two_columns_is_refused_where_it_covers(tmp_path: Path) -> None:
    assert any(
        line.startswith("Kosten!B3  This cell is merged")
        for line in lines(merged(tmp_path / "m.xlsx", (2, 0, 2, 1, "Huur")))
    )


def test_a_title_over_the_table_and_a_source_beside_it_may_be_merged(tmp_path: Path) -> None:
    path = merged(tmp_path / "m.xlsx", (0, 0, 0, 4, "Begroting 2026"), (2, 4, 3, 4, "raming"))
    result = run("settle", path)
    assert result.exit_code == 0, result.stderr
    assert "€400.00" in result.stdout


@pytest.mark.parametrize(
    "head", ["Begroting\n(€)", "begroting ", "BEGROTING (euro)", "Begroting (in euro's)"]
)
def test_a_title_may_be_broken_off_and_have_its_unit(tmp_path: Path, head: str) -> None:
    result = run("settle", book(tmp_path / "m.xlsx", Kosten=[["Naam", "Sleutel", head], *TWO]))
    assert result.exit_code == 0, result.stderr
    assert "€400.00" in result.stdout


@pytest.mark.parametrize("head", ["Begroting (x € 1.000)", "Begroting 2027"])
def test_a_column_that_nobody_knows_is_told_once_by_its_title(tmp_path: Path, head: str) -> None:
    first, *_ = lines(book(tmp_path / "m.xlsx", Kosten=[[*HEAD, head], *([*row, 7] for row in TWO)]))
    assert first.startswith(f"Kosten!D1  {head}: '{head}' is no column of this sheet.")


@pytest.mark.parametrize(
    ("general", "place"),
    [
        ([["Jaar", 2026, 2027]], "Algemeen!C1  Jaar"),
        ([["Jaar", 2026], ["Termijnen", 4, 12]], "Algemeen!C2  Termijnen"),
    ],
)
def test_a_second_value_beside_the_first_is_refused(
    tmp_path: Path, general: list[list[object]], place: str
) -> None:
    [line] = lines(book(tmp_path / "m.xlsx", Algemeen=general))
    assert line == f"{place}: A second value stands beside the first: keep one of the two."


@pytest.mark.parametrize(
    "figures",
    [
        [["Kostendrijver", "A", "B"], ["inwoners", 3000, 1000], ["Inwoners", 1, 1]],
        [["Kostendrijver", "A", "B"], ["inwoners", 3000, 1000], ["in  woners", 1, 1], ["in woners", 1, 1]],
        [["Kostendrijver", "A", "B", "a"], ["inwoners", 3000, 1000, 5]],
    ],
)
def test_names_that_differ_in_capitals_or_spaces_are_one(tmp_path: Path, figures: list[list[object]]) -> None:
    assert any("stands here twice" in line for line in lines(book(tmp_path / "m.xlsx", Tellingen=figures)))


def test_a_source_beside_figures_is_no_participant(tmp_path: Path) -> None:
    figures: list[list[object]] = [
        ["Kostendrijver", "A", "B", "Bron", "Aanname"],
        ["inwoners", 3, 1, "CBS", "1 januari"],
    ]
    result = run("settle", book(tmp_path / "m.xlsx", Tellingen=figures))
    assert result.exit_code == 0, result.stderr
    assert "CBS" in result.stdout
    assert "1 januari" in result.stdout


@pytest.mark.parametrize(
    ("owner", "words"),
    [
        ("Totaal", "B3  Kosten: 'Totaal' is not a name in the list this row belongs to: Huur."),
        ("", "B3  Kosten: This row does not say whose it is: fill in one of these names: Huur."),
    ],
)
def test_a_row_that_belongs_to_nobody_is_told_by_the_title_of_its_column(
    tmp_path: Path, owner: str, words: str
) -> None:
    sheets: dict[str, list[list[object]]] = {
        "Kosten": [HEAD, ["Huur", "k", ""]],
        "Onderdelen van kosten": [
            ["Onderdeel", "Kosten", "Begroting"],
            ["x", "Huur", 100],
            ["y", owner, 300],
        ],
    }
    [line] = lines(book(tmp_path / "m.xlsx", **sheets))
    assert line == f"Onderdelen van kosten!{words}"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_message_names_fields_and_choices_as_the_workbook_does(tmp_path: Path, language: str) -> None:
    """The reader has no YAML: what to fill in is named by sheet, cell and the titles that stand there."""
    path = book(
        tmp_path / "m.xlsx",
        Sleutels=[["Naam", "Soort sleutel", "Kostendrijver"], ["k", "geteldd", "inwoners"]],
        Uittreden=[
            ["Wie treedt uit", "B"],
            ["Treedt uit op", "2026-07-01"],
            ["Sleutel van de blijvers", "k"],
        ],
    )
    result = CliRunner().invoke(main, ["exit", str(path), "--lang", language])

    assert result.exit_code == 2
    for word in ("'Afbouw'", "'Overbruggingsjaren'", "'Blijvende kosten'", "'Eigen regel'"):
        assert word in result.stderr
    assert "geteld, vaste aandelen, gelijke delen" in result.stderr
    assert "(geteld?)" in result.stderr
    for name in ("taper", "bridging_years", "stranded", "counted", "phase_in"):
        assert name not in result.stderr


def test_an_engine_names_fields_as_the_workbook_does(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {
        "Business case": [["Titel", "T"], ["Jaren", 2]],
        "Deelnemers": [["Naam"], ["A"]],
        "Sleutels": [["Sleutel", "A"], ["k", 1]],
        "Functies": [["Deelnemer", "Naam", "Overige kosten nu"], ["A", "F", 100]],
        "Financiering": [["Naam", "Bron van het geld", "Deelnemer", "Bedrag"], ["L", "Lening", "A", 5]],
        "Eenmalige kosten": [["Naam", "Soort", "Bedragen per jaar", "Deelnemer", "Sleutel"], ["I", "Aanloopkosten", "5", "A", "equal"]],
    }  # fmt: skip
    path = book(tmp_path / "m.xlsx", **sheets)
    result = CliRunner().invoke(main, ["business-case", str(path), "--lang", "en"])

    assert result.exit_code == 2
    assert "A loan runs 1 to 50 years: give its 'Looptijd in jaren'." in result.stderr
    assert "one 'Deelnemer', or a 'Sleutel' that divides it" in result.stderr


FIELD_IN_A_MESSAGE = re.compile(r"'[a-z]+(?:_[a-z]+)*'")


@pytest.mark.parametrize("room", ["calculations", "engines"])
def test_no_message_has_the_name_of_a_field_written_in_it(room: str) -> None:
    """A field stands in a place, ``'{yearly}'``, which the reading fills with what the reader's file calls it."""
    written = [
        f"{module.name}:{call.lineno} {text}"
        for module in (Path(bodemplaat.__file__).parent / room).rglob("*.py")
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "say"
        for text in [getattr(call.args[0], "value", "")]
        if isinstance(text, str) and FIELD_IN_A_MESSAGE.search(text)
    ]
    assert written == []
