"""A report as a document to edit (DOCX): headings, real tables with a repeated head, and the language, set by python-docx."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell, _Row

from bodemplaat.kernel.euro import Euro
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Picture, Report, Table, plain
from bodemplaat.presentation.spoken import spoken
from bodemplaat.presentation.voice import Voice

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


def document(report: Report, voice: Voice, *, note: str = "") -> bytes:
    """The report as DOCX, ``note`` above it; a picture is there by its finding. The day on it is the report's own."""
    said = spoken(report, voice)
    paper = docx.Document()
    _set_up(paper, said, voice.language)
    paper.add_heading(_clean(said.title), 0)
    for text in (said.subtitle, said.lead):
        if text:
            paper.add_paragraph(_clean(text))
    if note:
        paper.add_paragraph(note, style="Intense Quote")
    for text in said.warnings:
        paper.add_paragraph(_clean(text), style="List Bullet")
    for figure in said.figures:
        value = figure.value
        line = paper.add_paragraph()
        line.add_run(_clean(f"{figure.label}: "))
        shown = (
            voice.show(value) if isinstance(value, Euro) else voice.cell(value, figure.kind, figure.decimals)
        )
        line.add_run(shown).bold = True
        line.add_run(_clean(f" {figure.note}" if figure.note else ""))
    for part in said.parts:
        if isinstance(part, Table):
            if part.on_paper:
                _add_table(paper, part, voice)
            continue
        if part.title:
            paper.add_heading(_clean(part.title), 1)
        paper.add_paragraph(_clean(part.alt if isinstance(part, Picture) else part.text))
    for remark in said.remarks:
        text = f"{remark.about}: {remark.text}" if remark.about else remark.text
        paper.add_paragraph(_clean(text), style="List Bullet")
    content = io.BytesIO()
    paper.save(content)
    return content.getvalue()


def _clean(text: str) -> str:
    """Without what no XML file can hold; somebody may have pasted it."""
    return _UNWRITABLE.sub("", text)


def _set_up(paper: Document, report: Report, language: str) -> None:
    core = paper.core_properties
    day = report.day
    core.title, core.author, core.comments = _clean(report.title)[:255], "Bodemplaat", ""
    core.language = LANGUAGES.get(language, language)
    if day is not None:
        core.created = core.modified = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
    normal = paper.styles["Normal"]
    normal.font.size = Pt(10)
    properties = normal.element.get_or_add_rPr()
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), core.language)
    properties.append(lang)
    for section in paper.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)


def _add_table(paper: Document, table: Table, voice: Voice) -> None:
    if table.title:
        paper.add_heading(_clean(table.title), 1)
    if table.note:
        paper.add_paragraph(_clean(table.note))
    drawn = paper.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    drawn.alignment = WD_TABLE_ALIGNMENT.LEFT
    right = [column.kind not in (Kind.TEXT, Kind.DAY) for column in table.columns]
    _fill(drawn.rows[0], [column.head for column in table.columns], right, bold=True)
    _repeat(drawn.rows[0])
    for position, row in enumerate(table.rows):
        _fill(drawn.add_row(), _shown(row, table, voice), right, bold=position in table.emphasis)
    if table.totals is not None:
        _fill(drawn.add_row(), _shown(table.totals, table, voice), right, bold=True)
    paper.add_paragraph()


def _shown(row: Sequence[Cell], table: Table, voice: Voice) -> list[str]:
    return [
        voice.cell(plain(cell), column.kind, column.decimals, column.beside)
        for cell, column in zip(row, table.columns, strict=True)
    ]


def _fill(row: _Row, texts: Sequence[str], right: Sequence[bool], *, bold: bool = False) -> None:
    cells: Sequence[_Cell] = row.cells
    for cell, text, is_right in zip(cells, texts, right, strict=True):
        line = cell.paragraphs[0]
        line.add_run(_clean(text)).bold = bold
        if is_right:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeat(row: _Row) -> None:
    """Let the head of a table stand on each page, which also tells a screen reader that it is one."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)  # noqa: SLF001 – python-docx has no other way to a row's properties
