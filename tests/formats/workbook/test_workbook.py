"""A workbook's cells say what they are: an error and a missing result are no empty cells, in XLSX and in ODS."""

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from bodemplaat.formats.workbook import (
    Cell,
    Kind,
    NotAWorkbook,
    answer_request,
    read_answer,
    read_workbook,
    written_request,
)

ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">
<office:body><office:spreadsheet><table:table table:name="Ander"><table:table-row><table:table-cell
 table:formula="of:=1/0" office:value-type="string" office:string-value=""
 calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row></table:table>
<table:table table:name="Kosten">%s</table:table></office:spreadsheet></office:body></office:document-content>"""


def xlsx(fill: Callable[[xlsxwriter.Workbook], None], *changes: tuple[str, str]) -> bytes:
    """A workbook, with the XML of its first sheet changed afterwards."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    fill(book)
    book.close()
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                for before, after in changes:
                    assert before in content.decode(), content
                    content = content.decode().replace(before, after).encode()
            new.writestr(entry, content)
    return changed.getvalue()


def ods(rows: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS % rows)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return out.getvalue()


def one_of_each(book: xlsxwriter.Workbook) -> None:
    page = book.add_worksheet("Kosten")
    page.write_string(1, 1, " Huur ")
    page.write_number(1, 2, 1234.56)
    page.write_formula(1, 3, "=C2*2", None, 2469.12)
    page.write_formula(1, 4, "=1/0", None, "#DIV/0!")
    page.write_formula(1, 5, "=VLOOKUP(1,A:B,2)", None, "#N/A")
    page.write_formula(1, 6, "=C2+1", None, 777)
    page.write_formula(1, 7, '=IF(1,"","")', None, "")
    page.write_boolean(1, 8, True)


def cells(content: bytes) -> dict[tuple[int, int], Cell]:
    _, (sheet,) = read_workbook(content, ["kosten"])
    return {
        (row, column): cell
        for row, line in enumerate(sheet.rows)
        for column, cell in enumerate(line)
        if cell.kind is not Kind.EMPTY
    }


def test_every_kind_of_cell_in_xlsx() -> None:
    found = cells(xlsx(one_of_each, ("<v>777</v>", ""), ('<c r="H2">', '<c r="H2" t="str">')))

    assert found == {
        (1, 1): Cell(Kind.TEXT, "Huur"),
        (1, 2): Cell(Kind.NUMBER, "1234.56"),
        (1, 3): Cell(Kind.NUMBER, "2469.12"),
        (1, 4): Cell(Kind.ERROR, "#DIV/0!"),
        (1, 5): Cell(Kind.ERROR, "#N/A"),
        (1, 6): Cell(Kind.NO_RESULT, "=C2+1"),
        (1, 8): Cell(Kind.TRUTH, "yes"),
    }


@pytest.mark.parametrize("without", ["<v/>", "<v></v>"])
def test_a_result_that_is_written_as_nothing_is_no_result(without: str) -> None:
    found = cells(xlsx(one_of_each, ("<v>777</v>", without)))

    assert found[1, 6] == Cell(Kind.NO_RESULT, "=C2+1")


def test_cells_without_a_reference_count_on_from_the_one_before() -> None:
    found = cells(xlsx(one_of_each, ('<c r="F2" t="e">', '<c t="e">')))

    assert found[1, 5] == Cell(Kind.ERROR, "#N/A")


def test_every_kind_of_flaw_in_ods() -> None:
    found = cells(
        ods(
            '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row><table:table-row>'
            '<table:table-cell table:number-columns-repeated="2"/>'
            '<table:table-cell office:value-type="float" office:value="12.5"><text:p>12,5</text:p></table:table-cell>'
            '<table:table-cell table:formula="of:=[.A1]" office:value-type="string" office:string-value=""'
            ' calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
            '<table:table-cell table:formula="of:=[.C1]*2" office:value-type="float" office:value="25"><text:p>25</text:p>'
            "</table:table-cell>"
            '<table:table-cell table:formula="of:=[.C1]*3"/>'
            '<table:table-cell table:formula="of:=FOUT()" office:value-type="string"><text:p>Err:508</text:p></table:table-cell>'
            "</table:table-row>"
        )
    )

    assert found == {
        (2, 2): Cell(Kind.NUMBER, "12.5"),
        (2, 3): Cell(Kind.ERROR, "#REF!"),
        (2, 4): Cell(Kind.NUMBER, "25"),
        (2, 5): Cell(Kind.NO_RESULT, "=[.C1]*3"),
        (2, 6): Cell(Kind.ERROR, "Err:508"),
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 and nothing more",
        xlsx(
            one_of_each, ("<sheetData>", '<dimension ref="A0"/><sheetData>'), ('<dimension ref="B2:I2"/>', "")
        ),
        xlsx(one_of_each, ("<v>0</v>", "<v>999</v>")),
        xlsx(one_of_each)[:2000],
        xlsx(one_of_each, ("</sheetData>", "")),
    ],
    ids=["nothing", "mark only", "dimension A0", "no such string", "half", "sheet not closed"],
)
def test_a_damaged_workbook_is_one_error(content: bytes) -> None:
    with pytest.raises(NotAWorkbook):
        read_answer(answer_request(written_request(content, ["kosten"])))


def test_the_line_carries_every_cell_as_it_was() -> None:
    content = xlsx(one_of_each)

    assert read_answer(answer_request(written_request(content))) == read_workbook(content)
