"""A report on paper: a tagged PDF (PDF/UA-1) set by typst from one template, with pictures and alternative texts."""

import json
from importlib.resources import files
from typing import Any

import typst

from bodemplaat.kernel import say
from bodemplaat.kernel.euro import Euro
from bodemplaat.surfaces.cli.models.pictures import FONT, font_folder, svg
from bodemplaat.surfaces.cli.models.report import Paragraph, Part, Picture, Report, Table, plain
from bodemplaat.surfaces.cli.models.screen import KINDS
from bodemplaat.surfaces.cli.models.sheets import Kind
from bodemplaat.surfaces.cli.models.words import Words


def paper(report: Report, words: Words) -> bytes:
    """The report as PDF/UA-1. The day on it is the report's own; the machine's clock is not asked."""
    template = files("bodemplaat.surfaces.cli.models").joinpath("report.typ").read_bytes()
    return typst.compile(
        template,
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[font_folder()]),
        sys_inputs={"report": json.dumps(_data(report, words), ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )


def _data(report: Report, words: Words) -> dict[str, Any]:
    """Everything the template sets, as texts in the reader's notation."""
    return {
        "lang": words.language,
        "font": FONT,
        "title": report.title,
        "subtitle": report.subtitle,
        "lead": report.lead,
        "warnings": list(report.warnings),
        "day": words.day(report.day) if report.day else "",
        "date": [report.day.year, report.day.month, report.day.day] if report.day else [],
        "page": words(say("page")),
        "of": words(say("of")),
        "figures": [
            {
                "label": figure.label,
                "value": words.show(figure.value)
                if isinstance(figure.value, Euro)
                else words.cell(figure.value, figure.kind, figure.decimals),
                "note": figure.note,
            }
            for figure in report.figures
        ],
        "parts": [
            _part(part, words) for part in report.parts if not isinstance(part, Table) or part.on_paper
        ],
        "remarks": [
            {
                "title": words(title),
                "items": [
                    {"about": remark.about, "text": remark.text}
                    for remark in report.remarks
                    if remark.kind == kind
                ],
            }
            for kind, title in KINDS.items()
        ],
    }


def _part(part: Part, words: Words) -> dict[str, Any]:
    if isinstance(part, Paragraph):
        return {"kind": "text", "title": part.title, "text": part.text}
    if isinstance(part, Picture):
        return {"kind": "picture", "title": part.title, "alt": part.alt, "svg": svg(part, words.language)}
    totals = part.totals
    return {
        "kind": "table",
        "title": part.title,
        "note": part.note,
        "heads": [column.head for column in part.columns],
        "right": [column.kind not in (Kind.TEXT, Kind.DAY) for column in part.columns],
        "rows": [
            [
                words.cell(plain(cell), column.kind, column.decimals)
                for cell, column in zip(row, part.columns, strict=True)
            ]
            for row in part.rows
        ],
        "emphasis": sorted(part.emphasis),
        "totals": []
        if totals is None
        else [
            words.cell(total, column.kind, column.decimals)
            for total, column in zip(totals, part.columns, strict=True)
        ],
    }
