"""Exports that spreadsheets open as they are meant, and in which nothing runs."""

import csv
import io
import re
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from bodemplaat.formats.tables import Column, Kind, csv_chunks, neutralised, write_csv, write_xlsx
from bodemplaat.kernel import Euro

COLUMNS = (
    Column("Naam", width=30),
    Column("Bedrag", Kind.EURO),
    Column("Datum", Kind.DATE),
    Column("Aantal", Kind.INTEGER),
)
ROW = ("J. de Vries", Euro(-123_450), date(2026, 11, 23), 7)
ATTACKS = (
    "=1+1",
    "+31 6 12345678",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =HYPERLINK(1)",
    "＝1+1",
    "\x00=1+1",
    "\ufeff=1+1",
)


@pytest.mark.parametrize("text", ATTACKS)
def test_a_text_that_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutralised(text).startswith("'")


@pytest.mark.parametrize("text", ["-12,50", "+7", "-1.234,56", "Jan", "a=b", "", "12-11-2026", "é"])
def test_numbers_and_plain_texts_stay_as_they_are(text: str) -> None:
    assert neutralised(text) == text


@given(st.text())
def test_no_text_at_all_begins_a_formula(text: str) -> None:
    safe = neutralised(text)
    assert safe.lstrip()[:1] not in {"=", "@"}
    assert safe[:1] not in {"\t", "\r", "\n"}
    assert safe.lstrip()[:1] not in {"+", "-"} or re.fullmatch(r"[+-]\d[\d.,]*", safe)


def test_csv_is_what_a_dutch_spreadsheet_expects() -> None:
    content = write_csv(COLUMNS, [ROW, ('; "x"', None, None, None)])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").split("\r\n") == [
        "Naam;Bedrag;Datum;Aantal",
        "J. de Vries;-1234,50;2026-11-23;7",
        '"; ""x""";;;',
        "",
    ]


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF)), st.integers(-(10**15), 10**15)
        ),
        max_size=5,
    )
)
def test_every_row_comes_back_from_csv(rows: list[tuple[str, int]]) -> None:
    columns = (COLUMNS[0], COLUMNS[1])
    content = write_csv(columns, [(text, Euro(cents)) for text, cents in rows]).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))[1:]
    assert [text for text, _ in read] == [neutralised(text) for text, _ in rows]
    assert [Euro.of(amount.replace(",", ".")) for _, amount in read] == [Euro(cents) for _, cents in rows]


def test_a_stream_of_many_rows_is_the_same_file_in_pieces() -> None:
    rows = [("Jan", Euro(i), date(2026, 1, 1), i) for i in range(2_500)]
    pieces = list(csv_chunks(COLUMNS, iter(rows)))
    assert len(pieces) == 3
    assert b"".join(pieces) == write_csv(COLUMNS, rows)


def test_a_workbook_has_typed_cells_and_no_formula() -> None:
    rows = [ROW, *((attack, Euro(1), None, 0) for attack in ATTACKS)]
    content = write_xlsx("Declaraties 2026/11", COLUMNS, rows)
    (sheet,) = [CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()]
    assert sheet[0] == ["Naam", "Bedrag", "Datum", "Aantal"]
    assert sheet[1] == ["J. de Vries", -1234.5, date(2026, 11, 23), 7]
    assert sheet[2][0] == "=1+1"
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "Declaraties 2026 11" in parts.read("xl/workbook.xml").decode()
    assert "<f>" not in xml
    assert "autoFilter" in xml
    assert 'state="frozen"' in xml


def test_a_large_amount_is_exact_in_the_workbook() -> None:
    content = write_xlsx("x", (COLUMNS[1],), [(Euro(9_007_199_254_74),), (Euro(10),)])
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>9007199254.74</v>" in xml
    assert "<v>0.10</v>" in xml


def test_the_same_rows_give_the_same_bytes() -> None:
    assert write_xlsx("x", COLUMNS, [ROW]) == write_xlsx("x", COLUMNS, [ROW])


@pytest.mark.parametrize(
    "row", [("a",), (Euro(1), Euro(1), None, 1), ("a", 1, None, 1), ("a", None, None, True)]
)
def test_a_cell_of_the_wrong_kind_is_an_error_and_not_a_guess(row: tuple[object, ...]) -> None:
    for write in (lambda: write_csv(COLUMNS, [row]), lambda: write_xlsx("x", COLUMNS, [row])):  # type: ignore[list-item]
        with pytest.raises((TypeError, ValueError)):
            write()


def test_a_head_of_two_lines_has_a_row_of_two_lines() -> None:
    columns = (Column("Number of times handed in", width=14),)
    with zipfile.ZipFile(io.BytesIO(write_xlsx("x", columns, [("1",)]))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    (height,) = re.findall(r'<row r="1"[^>]* ht="([0-9.]+)"', sheet)
    assert float(height) >= 30
