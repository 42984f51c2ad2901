"""A workbook that somebody filled in: what it does not say is never read as nothing, and its damage is in words."""

import io
import re
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from tests.foundation.guard import work

from bodemplaat.calculations.file import foreign
from bodemplaat.foundation.guard.api import Limits
from bodemplaat.surfaces.cli.main import main


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", "en"])


class Shown(NamedTuple):
    """A number in a format of its own."""

    value: float
    number_format: str


def book(path: Path, **sheets: list[list[object]]) -> Path:
    """A workbook of these rows; a text that begins with ``=`` is a formula with the result after ``→``."""
    made = xlsxwriter.Workbook(path)
    usual: dict[str, list[list[object]]] = {
        "Algemeen": [["Jaar", 2026]],
        "Deelnemers": [["Naam"], ["A"], ["B"]],
        "Tellingen": [["Kostendrijver", "A", "B"], ["inwoners", 3000, 1000]],
        "Sleutels": [["Naam", "Soort sleutel", "Kostendrijver"], ["k", "counted", "inwoners"]],
        "Kosten": [["Naam", "Sleutel", "Begroting"], ["Huur", "k", 100], ["ICT", "k", 300]],
    }
    for name, rows in {**usual, **sheets}.items():
        page = made.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and cell.startswith("="):
                    formula, _, result = cell.partition("→")
                    page.write_formula(row, column, formula, None, result)
                elif isinstance(cell, Shown):
                    page.write(row, column, cell.value, made.add_format({"num_format": cell.number_format}))
                else:
                    page.write(row, column, cell)
    made.close()
    return path


def test_what_is_filled_in_well_is_read(tmp_path: Path) -> None:
    result = run("settle", book(tmp_path / "m.xlsx"))

    assert result.exit_code == 0, result.stderr
    assert "300.00" in result.stdout


@pytest.mark.parametrize(
    ("sheets", "place", "words"),
    [
        (
            {"Kosten": [["Naam", "Sleutel", "Begroting"], ["Huur", "k", "=1/0→#DIV/0!"], ["ICT", "k", 300]]},
            "Kosten!C2",
            "#DIV/0!",
        ),
        (
            {"Kosten": [["Naam", "Sleutel", "Begroting"], ["Huur", "k", 5], ["=X()→#NAME?", "k", 300]]},
            "Kosten!A3",
            "#NAME?",
        ),
        (
            {"Kosten": [["Naam", "Sleutel", "Begroting"], ["Huur", "k", "=D1+1→"], ["ICT", "k", 300]]},
            "Kosten!C2",
            "=D1+1",
        ),
        ({"Algemeen": [["Jaar", "=NOW()→#REF!"]]}, "Algemeen!B1", "#REF!"),
        (
            {"Tellingen": [["Kostendrijver", "A", "=A1→#REF!"], ["inwoners", 3000, 1000]]},
            "Tellingen!C1",
            "#REF!",
        ),
        (
            {"Tellingen": [["Kostendrijver", "A", "A"], ["inwoners", 3000, 1000]]},
            "Tellingen!C1",
            "second time",
        ),
        (
            {"Tellingen": [["Kostendrijver", "A", "B"], ["inwoners", 3000, 1000], ["inwoners", 1, 1]]},
            "Tellingen!A3",
            "second time",
        ),
        ({"Tellingen": [["Kostendrijver", "A", "B"], ["", 3000, 1000]]}, "Tellingen!B2", "no name"),
        (
            {"Kosten": [["Naam", "Sleutel", "Begroting", "Begroting"], ["Huur", "k", 1, 2]]},
            "Kosten!D1",
            "second time",
        ),
        ({"Algemeen": [["Jaar", 2026], ["Jaar", 2027]]}, "Algemeen!A2", "second time"),
        ({"Costs": [["Naam", "Sleutel", "Begroting"], ["Meer", "k", 1]]}, "Costs", "twice"),
        (
            {"Kosten": [["Naam", "Sleutel", "Begroting"], ["Huur", "k", 100], ["Totaal", "k", 100]]},
            "Kosten!A3",
            "Totaal",
        ),
        (
            {
                "Doelmatigheid": [["Basisjaar", 2025], ["Kosten in het basisjaar", 500]],
                "Doelmatigheidsdoelen": [["Jaar", "Doel"], [2026, 400], [2027, 390], [2026, 350]],
            },
            "Doelmatigheidsdoelen!A4",
            "second time",
        ),
    ],
)
def test_what_it_does_not_say_or_says_twice_is_refused_at_its_cell(
    tmp_path: Path, sheets: dict[str, list[list[object]]], place: str, words: str
) -> None:
    result = run("settle", book(tmp_path / "m.xlsx", **sheets))

    assert result.exit_code == 2, result.stdout
    assert any(f"m.xlsx {place}" in row and words in row for row in result.stderr.splitlines()), result.stderr


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("[$$-409]#,##0.00", "100 $"),
        ("[$£-809]#,##0.00", "100 £"),
        ('#,##0.00 "USD"', "100 USD"),
        ("[$€-413] #,##0.00", ""),
        ('_ "€" * #,##0.00_ ', ""),
        ("#,##0.00", ""),
        ("General", ""),
    ],
)
def test_an_amount_in_another_currency_is_no_amount_in_euros(tmp_path: Path, shown: str, said: str) -> None:
    path = book(tmp_path / "m.xlsx", Kosten=[["Naam", "Sleutel", "Begroting"], ["Huur", "k", Shown(100, shown)], ["ICT", "k", 300]])  # fmt: skip
    result = run("settle", path)

    if said:
        assert result.exit_code == 2
        assert "m.xlsx Kosten!C2" in result.stderr
        assert said in result.stderr
        assert "in euros" in result.stderr
    else:
        assert result.exit_code == 0, result.stderr
        assert "300.00" in result.stdout


def test_a_workbook_of_the_old_kind_is_refused_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "m.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    result = run("settle", path)

    assert result.exit_code == 2
    assert "save it as XLSX" in result.stderr


def test_an_error_in_a_cell_that_nobody_reads_is_passed_by(tmp_path: Path) -> None:
    notes: list[list[object]] = [
        ["Naam", "Sleutel", "Begroting", "", ""],
        ["Huur", "k", 400, "", "=1/0→#REF!"],
    ]

    assert run("settle", book(tmp_path / "m.xlsx", Kosten=notes)).exit_code == 0


@pytest.mark.parametrize(
    "kosten",
    [
        [["Begroting", "Naam", "Sleutel"], [400, "Huur", "k"]],
        [["Kosten"], [], ["Sleutel", "Begroting", "Naam"], ["k", 400, "Huur"]],
        [["", "Naam", "Sleutel", "Begroting"], ["", "Huur", "k", 400]],
    ],
)
def test_columns_stand_in_any_order(tmp_path: Path, kosten: list[list[object]]) -> None:
    tellingen: list[list[object]] = [["A", "Kostendrijver", "B"], [3000, "inwoners", 1000]]
    result = run("settle", book(tmp_path / "m.xlsx", Kosten=kosten, Tellingen=tellingen))

    assert result.exit_code == 0, result.stderr
    assert "300.00" in result.stdout


def changed(path: Path, part: str, before: str, after: str) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == part:
                content, count = re.subn(before.encode(), after.encode(), content)
                assert count
            new.writestr(entry, content)
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("xl/worksheets/sheet5.xml", '<dimension ref="[^"]*"', '<dimension ref="A0"'),
        ("xl/worksheets/sheet5.xml", '<c r="A2" t="s"><v>[0-9]+<', '<c r="A2" t="s"><v>4000<'),
        ("xl/worksheets/sheet5.xml", "</sheetData>", ""),
        ("xl/sharedStrings.xml", "<sst", "<tst"),
        ("xl/workbook.xml", 'r:id="rId5"', 'r:id="rId77"'),
        ("xl/_rels/workbook.xml.rels", "sheet5", "sheet55"),
    ],
)
def test_a_damaged_workbook_is_refused_in_words(tmp_path: Path, part: str, before: str, after: str) -> None:
    result = run("settle", changed(book(tmp_path / "m.xlsx"), part, before, after))

    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert "m.xlsx" in result.stderr


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        ("ends", "ended before there was an answer"),
        ("raises", "ended before there was an answer"),
        ("sleeps", "took too long"),
    ],
)
def test_the_end_of_the_process_that_reads_is_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, words: str
) -> None:
    monkeypatch.setattr(foreign, "answer_request", getattr(work, ending))
    monkeypatch.setattr(foreign, "written_request", lambda content, wanted: b"SIGKILL")
    if ending == "sleeps":
        monkeypatch.setattr(foreign, "LIMITS", Limits(seconds=1))

    result = run("settle", book(tmp_path / "m.xlsx"))

    assert result.exit_code == 2
    assert words in result.stderr
