"""A report on paper: a tagged PDF (PDF/UA-1) set by typst from one template, with pictures and alternative texts.

One that carries a file, such as the UBL of an invoice, is PDF/A-3 too.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

import typst

from bodemplaat.kernel import say
from bodemplaat.kernel.euro import Euro
from bodemplaat.presentation import palette
from bodemplaat.presentation.drawing import font_folder, svg
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import REMARKS, Cell, Paragraph, Part, Picture, Report, Table, plain
from bodemplaat.presentation.spoken import spoken
from bodemplaat.presentation.voice import Voice

WIDEST_NAME, WIDEST_WORD = 34, 12


@dataclass(frozen=True, slots=True)
class Carried:
    """A file of text that a paper carries inside, as the same in another form (an invoice as UBL)."""

    name: str
    media_type: str
    description: str
    content: bytes


def paper(report: Report, voice: Voice, carried: Carried | None = None) -> bytes:
    """The report as PDF/UA-1. The day on it is the report's own; the machine's clock is not asked.

    With something ``carried`` it is PDF/A-3 besides, at its strictest level (a). What is carried is UTF-8.
    """
    content = _data(spoken(report, voice), voice)
    if carried is not None:
        content["carried"] = {**asdict(carried), "content": carried.content.decode()}
    template = files("bodemplaat.calculations.render").joinpath("report.typ").read_bytes()
    return typst.compile(
        template,
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[font_folder()]),
        sys_inputs={"report": json.dumps(content, ensure_ascii=False)},
        pdf_standards=["ua-1"] if carried is None else ["a-3a", "ua-1"],
    )


def _data(report: Report, voice: Voice) -> dict[str, Any]:
    """Everything the template sets, as texts in the reader's notation."""
    return {
        "lang": voice.language,
        "font": palette.FONT,
        "ink": palette.INK,
        "quiet": palette.SUBTLE,
        "rule": palette.LINE,
        "title": report.title,
        "subtitle": report.subtitle,
        "lead": report.lead,
        "warnings": list(report.warnings),
        "day": voice.day(report.day) if report.day else "",
        "date": [report.day.year, report.day.month, report.day.day] if report.day else [],
        "page": voice(say("page")),
        "of": voice(say("of")),
        "figures": [
            {
                "label": figure.label,
                "value": voice.show(figure.value)
                if isinstance(figure.value, Euro)
                else voice.cell(figure.value, figure.kind, figure.decimals, figure.beside),
                "note": figure.note,
            }
            for figure in report.figures
        ],
        "parts": [
            _part(part, voice) for part in report.parts if not isinstance(part, Table) or part.on_paper
        ],
        "remarks": [
            {
                "title": voice(title),
                "items": [
                    {"about": remark.about, "text": remark.text}
                    for remark in report.remarks
                    if remark.kind == kind
                ],
            }
            for kind, title in REMARKS.items()
        ],
    }


def _part(part: Part, voice: Voice) -> dict[str, Any]:
    if isinstance(part, Paragraph):
        return {"kind": "text", "title": part.title, "text": part.text}
    if isinstance(part, Picture):
        return {"kind": "picture", "title": part.title, "alt": part.alt, "svg": svg(part, voice.language)}
    return _table(part, voice)


def _table(table: Table, voice: Voice) -> dict[str, Any]:
    rows = [_shown(row, table, voice) for row in table.rows]
    totals = _shown(table.totals, table, voice) if table.totals is not None else []
    right = [column.kind not in (Kind.TEXT, Kind.DAY) for column in table.columns]
    heads = [column.head for column in table.columns]
    widths = [
        _width(
            heads[position],
            [row[position] for row in (*rows, *([totals] if totals else []))],
            right[position],
        )
        for position in range(len(heads))
    ]
    return {
        "kind": "table",
        "title": table.title,
        "note": table.note,
        "heads": heads,
        "right": right,
        "widths": widths,
        "roomy": right.index(False) if False in right else 0,
        "rows": rows,
        "emphasis": sorted(table.emphasis),
        "totals": totals,
    }


def _shown(row: Sequence[Cell], table: Table, voice: Voice) -> list[str]:
    return [
        voice.cell(plain(cell), column.kind, column.decimals, column.beside)
        for cell, column in zip(row, table.columns, strict=True)
    ]


def _width(head: str, cells: Sequence[str], right: bool) -> int:
    """How many characters a column wants: figures in full, names up to a limit, a head by its longest word, broken if need be."""
    longest = max((len(cell) for cell in cells), default=0)
    word = max((len(part) for part in head.split()), default=0)
    return max(longest if right else min(longest, WIDEST_NAME), min(word, WIDEST_WORD))
