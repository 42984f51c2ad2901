"""One report, three ways to draw it: typed and harmless in a workbook, tagged with its letters on paper."""

import html
import io
import re
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import docx
import mammoth
import pypdfium2
import pytest
import python_calamine
import typst
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bodemplaat.calculations.file.files import CannotWrite, write_whole
from bodemplaat.calculations.render import text as screen
from bodemplaat.calculations.render.docx import document
from bodemplaat.calculations.render.pdf import paper
from bodemplaat.calculations.render.xlsx import workbook
from bodemplaat.kernel import Euro
from bodemplaat.presentation.charts import bars, lines, stacked_bars
from bodemplaat.presentation.drawing import svg
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Column, KeyFigure, Live, Paragraph, Picture, Remark, Report, Table
from bodemplaat.presentation.voice import Voice

DANGEROUS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1"]


def report() -> Report:
    rows = [
        (name, Decimal(3), Euro.of("12.34"), Live(Euro.of("37.02"), "={count}*{price}"), date(2026, 7, 1))
        for name in DANGEROUS
    ]
    columns = (
        Column("name", "Naam"),
        Column("count", "Aantal", Kind.NUMBER),
        Column("price", "Prijs", Kind.AMOUNT),
        Column("cost", "Kosten", Kind.AMOUNT, total=True),
        Column("day", "Dag", Kind.DAY),
    )
    return Report(
        "Proef <b>vet</b> #heading",
        lead="Het kost € 185,10 en *niet* meer.",
        figures=[KeyFigure("Totaal", Euro.of("185.10"))],
        parts=[
            Table("cost", "Kosten per post", columns, rows, total_label="Totaal"),
            bars("Kosten", "Huisvesting kost het meest.", [("Huisvesting", 3.0), ("Post", -1.0)], unit="€"),
            Paragraph("Een toelichting met $ en @ en \\ erin.", "Toelichting"),
        ],
        remarks=[Remark("assumption", "Huur", "Geschat op #vorig jaar.", "m.yaml:3")],
        day=date(2026, 11, 23),
    )


def test_a_workbook_holds_numbers_dates_and_text_that_nothing_executes() -> None:
    content = workbook(report(), Voice("nl"))
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_name("Kosten per post").to_python()
    assert [row[0] for row in rows[3:8]] == DANGEROUS
    assert rows[3][1:5] == [3.0, 12.34, 37.02, date(2026, 7, 1)]
    assert rows[8][3] == 185.10
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    formulas = re.findall(r"<f>(.*?)</f>", "".join(sheets))
    assert set(formulas) == {f"B{n}*C{n}" for n in range(4, 9)} | {"SUM(D4:D8)"}


@pytest.mark.parametrize(
    ("head", "fewest"),
    [
        ("Naam", 1),
        ("Toegevoegde waarde", 2),
        ("Indirecte kosten van ondersteunende afdelingen", 4),
        ("Arbeidsmarktcommunicatieadviseur van de regio", 2),
    ],
)
def test_a_wrapped_head_has_a_row_as_high_as_its_lines(head: str, fewest: int) -> None:
    """A row without a height of its own is drawn one line high by some programs, over the note above it."""
    table = Table("t", "Tabel", (Column("n", "Naam"), Column("h", head, Kind.NUMBER)), [("x", 1)])
    content = workbook(Report("Proef", parts=[table]), Voice("nl"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    (row,) = re.findall(r'<row r="3"[^>]*>', sheet)
    found = re.search(r' ht="([0-9.]+)"', row)
    assert (float(found[1]) if found else 15) >= 15 * fewest
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([0-9.]+)"', sheet)]
    assert widths[-1] > max(len(word) for word in head.split()), "no word is cut in two"


def test_sheets_that_would_have_the_same_name_get_different_ones() -> None:
    columns = (Column("a", "A"),)
    tables = [
        Table(f"t{n}", "Zelfde: titel/naam die langer is dan eenendertig tekens", columns, [("x",)])
        for n in (1, 2)
    ]
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(workbook(Report("R", parts=tables), Voice()))
    )
    assert len(set(book.sheet_names)) == 3
    assert all(len(name) <= 31 for name in book.sheet_names)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_paper_is_tagged_has_its_letters_and_takes_text_literally() -> None:
    made = paper(report(), Voice("nl"))
    text = text_of(made)
    for part in (
        "Proef <b>vet</b> #heading",
        "en *niet* meer",
        "23 november 2026",
        "=cmd|",
        "#vorig jaar",
        "pagina 1 van",
    ):
        assert part in text
    assert "Huisvesting kost het meest." in text
    document = pypdfium2.PdfDocument(made)
    assert document.is_tagged()
    assert document.get_metadata_dict()["Title"] == "Proef <b>vet</b> #heading"
    assert b"pdfuaid" in made


def test_the_letters_of_a_picture_survive_in_the_paper() -> None:
    picture = bars("Kosten", "Post kost het meest.", [("Onvindbaarwoord", 3.0)], unit="€")
    assert "Onvindbaarwoord" in text_of(paper(Report("R", parts=[picture]), Voice("nl")))


def test_a_picture_without_alternative_text_makes_no_paper() -> None:
    silent = Picture("Kosten", "", bars("", "x", [("a", 1.0)], unit="€").spec)
    with pytest.raises(typst.TypstError):
        paper(Report("R", parts=[silent]), Voice("nl"))


def test_the_same_report_gives_the_same_paper() -> None:
    assert text_of(paper(report(), Voice("nl"))) == text_of(paper(report(), Voice("nl")))


@pytest.mark.parametrize(
    "picture",
    [
        bars("B", "alt", [("Nederlek", 1500.0), ("Vlist", -20.0)], unit="€"),
        stacked_bars("S", "alt", [("Nederlek", "deel", 1500.0), ("Vlist", "rest", 20.0)], unit="€"),
        lines("L", "alt", [("Nederlek", "2026", 1500.0), ("Vlist", "2026", 20.0)], unit="€"),
    ],
    ids=["bars", "stacked", "lines"],
)
def test_a_picture_names_what_it_shows_in_the_reader_s_notation(picture: Picture) -> None:
    drawn = svg(picture, "nl")
    assert ">Nederlek<" in drawn
    assert "Source Sans Pro" in drawn
    assert re.search(r">1\.\d00<", drawn)
    assert re.search(r">1,\d00<", svg(picture, "en"))


def test_the_screen_shows_the_answer_the_tables_and_the_assumptions() -> None:
    console = Console(width=120, file=io.StringIO(), highlight=False, markup=False)
    screen.show(report(), Voice("nl"), console)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    for part in ("Het kost € 185,10", "Kosten (€)", "185,10", "Aannames", "Huur: Geschat"):
        assert part in shown


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    write_whole(target, b"oud")
    write_whole(target, b"nieuw")
    assert target.read_bytes() == b"nieuw"
    with pytest.raises(CannotWrite, match=r"weg/a\.json"):
        write_whole(tmp_path / "weg" / "a.json", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_help_answers_without_loading_what_only_work_needs() -> None:
    code = (
        "import sys; sys.argv = ['bodemplaat', 'costs', '--help']\n"
        "from bodemplaat.surfaces.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'django', 'numpy', 'yaml', 'typst', 'xlsxwriter', 'vl_convert', 'rich', 'python_calamine'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "--explain" in done.stdout


@pytest.mark.parametrize("word", ["if", "valueOf", "constructor", "\u2028", "a\x00b"])
def test_a_service_or_participant_may_be_called_anything(word: str) -> None:
    """Vega takes some words for its own, and ends the process on characters that XML cannot hold."""
    drawn = [
        svg(bars(word, "A.", [(word, 2.0), ("b", 1.0)], unit=word)),
        svg(stacked_bars(word, "A.", [(word, "b", 2.0), (word, word, 1.0)], unit=word)),
        svg(lines(word, "A.", [(word, word, 2.0), (word, "b", 1.0)], unit=word)),
    ]
    readable = word if word.isidentifier() else None
    for each in drawn:
        assert "\N{WORD JOINER}" not in each
        if readable:
            assert f">{word}</text>" in each


@given(st.fractions(0, 1, max_denominator=100_000), st.decimals(0, 100, places=1))
def test_a_figure_beside_its_goal_shows_on_which_side_it_lies(share: Fraction, goal: Decimal) -> None:
    """94.96 % is not "95.0 %, short of 95 %"."""
    norm = Fraction(goal) / 100
    shown = Fraction(Voice("en").percent_beside(share, norm).removesuffix("%").replace(",", ""))
    assert (shown > goal) is (share > norm)
    assert (shown < goal) is (share < norm)


def test_a_figure_beside_its_goal_has_no_more_digits_than_needed() -> None:
    voice = Voice("en")
    assert voice.percent_beside(Fraction(9496, 10_000), Fraction(95, 100)) == "94.96%"
    assert voice.percent_beside(Fraction(9, 10), Fraction(95, 100)) == "90.0%"
    assert voice.percent_beside(Fraction(95, 100), Fraction(95, 100)) == "95.0%"


def test_a_chance_is_never_shown_as_certain_when_it_is_not() -> None:
    voice = Voice("en")
    assert voice.chance(Fraction(997, 1000)) == "99.7%"
    assert voice.chance(Fraction(2, 1000)) == "0.2%"
    assert voice.chance(Fraction(1)) == "100%"
    assert voice.chance(Fraction(7998, 10_000), Fraction(8, 10)) == "79.98%"
    assert voice.cell(Fraction(9996, 10_000), Kind.RATIO, 1, (0, 1)) == "99.96%"
    assert voice.cell(Fraction(9996, 10_000), Kind.RATIO, 1) == "100.0%"


def test_a_share_in_a_workbook_has_the_digits_that_decide_too() -> None:
    column = Column("share", "Op tijd", Kind.RATIO, decimals=1, beside=(0, 1, Fraction(95, 100)))
    shares = (Fraction(9, 10), Fraction(9496, 10_000), Fraction(99_996, 100_000))
    table = Table("months", "Per maand", (column,), [(share,) for share in shares])
    report_of_one = Report("T", parts=(table,))
    with zipfile.ZipFile(io.BytesIO(workbook(report_of_one, Voice("nl")))) as book:
        styles = book.read("xl/styles.xml").decode()
    assert [column.decimals_of(share) for share in shares] == [1, 2, 3]
    assert 'formatCode="0.0%"' in styles
    assert 'formatCode="0.00%"' in styles
    assert 'formatCode="0.000%"' in styles


def test_a_document_to_edit_holds_every_text_cell_and_total() -> None:
    content = document(report(), Voice("nl"), note="Een kopie")
    opened = docx.Document(io.BytesIO(content))
    words = [each.text for each in opened.paragraphs]
    for said in ("Proef <b>vet</b> #heading", "Een kopie", "Huisvesting kost het meest.", "Toelichting"):
        assert said in words
    (table,) = opened.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Naam", "Aantal", "Prijs (€)", "Kosten (€)", "Dag"]
    assert [row.cells[0].text for row in table.rows][1:-1] == DANGEROUS
    assert table.rows[-1].cells[3].text == "185,10"


def test_control_characters_do_not_break_a_document() -> None:
    strange = Report("Proef", parts=[Paragraph("regel een\nregel \x0btwee \x00 \ud83d", "Kop")])
    assert document(strange, Voice("nl")).startswith(b"PK")


def test_a_reader_that_is_not_ours_opens_it_with_its_headings_and_the_head_of_its_table() -> None:
    content = document(report(), Voice("nl"), note="Een kopie")
    page = mammoth.convert_to_html(io.BytesIO(content)).value
    assert "<h1>Kosten per post</h1>" in page
    assert "<thead><tr><th><p><strong>Naam</strong></p></th>" in page
    for said in ("Een kopie", "185,10", "=cmd|&#39; /C calc&#39;!A0", "Proef &lt;b&gt;vet&lt;/b&gt;"):
        assert html.unescape(said) in html.unescape(page)
