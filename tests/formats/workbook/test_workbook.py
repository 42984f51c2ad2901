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
    TooLarge,
    answer_request,
    read_answer,
    read_workbook,
    written_request,
)
from bodemplaat.formats.workbook.currencies import currency_of

ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">
<office:body><office:spreadsheet><table:table table:name="Ander"><table:table-row><table:table-cell
 table:formula="of:=1/0" office:value-type="string" office:string-value=""
 calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row></table:table>
<table:table table:name="Kosten">%s</table:table></office:spreadsheet></office:body></office:document-content>"""


def xlsx(
    fill: Callable[[xlsxwriter.Workbook], None],
    *changes: tuple[str, str],
    part: str = "xl/worksheets/sheet1.xml",
) -> bytes:
    """A workbook, with the XML of its first sheet, or another part of it, changed afterwards."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    fill(book)
    book.close()
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == part:
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


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("#SPILL!", "#SPILL!"),
        ("#CALC!", "#CALC!"),
        ("#GETTING_DATA", "#GETTING_DATA"),
        ("#FIELD!", "#FIELD!"),
        ("#VERZONNEN &amp; wel!", "#VERZONNEN & wel!"),
        ("#DEEL/0!", "#DEEL/0!"),
        ("#N/B", "#N/B"),
        ("kapot", "kapot"),
        ("", "#"),
    ],
)
def test_an_error_is_told_by_its_cell_whatever_it_is_called(written: str, said: str) -> None:
    """A word that no library knows made the whole workbook one that cannot be read."""
    found = cells(xlsx(one_of_each, ("<v>#N/A</v>", f"<v>{written}</v>")))

    assert found[1, 5] == Cell(Kind.ERROR, said)
    assert found[1, 2] == Cell(Kind.NUMBER, "1234.56"), "the rest is read"


@pytest.mark.parametrize(
    "said", ["#SPILL!", "#VERZONNEN!", "#DEEL/0!", "#N/B", "#NAAM?", "#WAARDE!", "#LEEG!", "Err:522"]
)
def test_an_error_in_ods_is_told_whatever_it_is_called(said: str) -> None:
    cell = f'<table:table-cell table:formula="of:=A()" office:value-type="string"><text:p>{said}</text:p></table:table-cell>'
    found = cells(ods(f"<table:table-row>{cell}</table:table-row>"))

    assert found == {(0, 0): Cell(Kind.ERROR, said)}


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


@pytest.mark.parametrize(
    ("code", "currency"),
    [
        ("[$$-409]#,##0.00", "$"),
        ("[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", "£"),
        ("[$USD] #,##0.00", "USD"),
        ("#,##0.00\\ [$kr-41D]", "kr"),
        ("[$CHF-807] #,##0", "CHF"),
        ('#,##0.00 "USD"', "USD"),
        (r"#,##0\ \U\S\D", "USD"),
        ("$#,##0", "$"),
        (r"\$#,##0", "$"),
        ('_("$"* #,##0.00_);_("$"* (#,##0.00)', "$"),
        ("¥#,##0", "¥"),
        ("General", ""),
        ("#,##0.00", ""),
        ("[$€-413] #,##0.00;[Red][$€-413] -#,##0.00", ""),
        ('_ "€" * #,##0.00_ ', ""),
        ("#,##0.00 [$EUR]", ""),
        ('#,##0 "euro"', ""),
        ("[$-413]d mmmm yyyy", ""),
        ("[$-F800]dddd", ""),
        ('0.0 "FTE"', ""),
        ('0 "inw."', ""),
        ("_$#,##0", ""),
        ("[h]:mm", ""),
        ('0 "STUKS"', ""),
    ],
)
def test_the_currency_that_a_number_format_shows(code: str, currency: str) -> None:
    assert currency_of(code) == currency

    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Kosten")
        page.write_number(0, 0, 100, book.add_format({"num_format": code}))
        page.write_number(0, 1, 200)
        page.write_string(0, 2, "Huur", book.add_format({"num_format": code}))
        page.write_blank(0, 3, None, book.add_format({"num_format": code}))

    found = cells(xlsx(fill))
    if currency:
        assert found[0, 0] == Cell(Kind.OTHER_MONEY, f"100 {currency}")
    else:
        assert found[0, 0].kind is not Kind.OTHER_MONEY
    assert (found[0, 1], found[0, 2]) == (Cell(Kind.NUMBER, "200"), Cell(Kind.TEXT, "Huur"))
    assert (0, 3) not in found


def test_the_style_of_every_cell_that_names_none_may_be_dollars() -> None:
    """A cell without a style has the first one."""

    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Kosten")
        page.write_formula(0, 0, "=50+50", None, 100)
        page.write_number(0, 1, 5, book.add_format({"num_format": "[$$-409]0"}))

    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    dollars = plain.replace('numFmtId="0"', 'numFmtId="164"')
    found = cells(xlsx(fill, (f'2">{plain}', f'2">{dollars}'), part="xl/styles.xml"))
    assert found == {(0, 0): Cell(Kind.OTHER_MONEY, "100 $"), (0, 1): Cell(Kind.OTHER_MONEY, "5 $")}


def test_a_currency_in_ods_is_that_of_the_cell() -> None:
    def cell(value: int, currency: str) -> str:
        return f'<table:table-cell office:value-type="currency"{currency} office:value="{value}"><text:p>x</text:p></table:table-cell>'

    found = cells(
        ods(
            "<table:table-row>"
            + cell(100, ' office:currency="USD"')
            + cell(200, ' office:currency="EUR"')
            + cell(300, "")
            + "</table:table-row>"
        )
    )

    assert found == {
        (0, 0): Cell(Kind.OTHER_MONEY, "100 USD"),
        (0, 1): Cell(Kind.NUMBER, "200"),
        (0, 2): Cell(Kind.NUMBER, "300"),
    }


def test_more_flaws_than_are_kept_are_no_values() -> None:
    """Whatever lay past the last one kept would be read as if it were sound."""
    error = (
        '<table:table-cell table:number-columns-repeated="1000" table:formula="of:=1/0" office:value-type="string"'
        ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    with pytest.raises(TooLarge, match="Kosten"):
        read_workbook(
            ods(f'<table:table-row table:number-rows-repeated="200">{error}</table:table-row>'), ["kosten"]
        )
