"""A report for a page: what a site draws with its own components, as plain data that JSON carries as it is.

Every text is in the reader's language and every figure in its notation; beside each figure stands its exact value, so
that a page can sort a table and set two reports side by side without calculating anything again. A picture stays a
specification: whoever shows it draws it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, TypedDict

from bodemplaat.kernel import Euro
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import REMARKS, Paragraph, Part, Picture, Report, Table, plain
from bodemplaat.presentation.spoken import spoken
from bodemplaat.presentation.voice import Voice

MOST_BEHIND: Final = 400
"""Rows of figures behind one picture; a drawing of more points is read as a drawing."""


class Cell(TypedDict):
    """A cell as it is shown; ``value`` is its exact value (``7/2``, a day as ISO 8601) or empty for a text."""

    text: str
    value: str


class Column(TypedDict):
    """The head of a column, and how its figures are written."""

    title: str
    kind: str
    decimals: int | None
    figure: bool


class Block(TypedDict, total=False):
    """One part: ``kind`` is ``table``, ``picture`` or ``text``, and says which of the others are there."""

    kind: str
    key: str
    title: str
    text: str
    note: str
    folded: bool
    columns: list[Column]
    rows: list[list[Cell]]
    emphasis: list[int]
    totals: list[Cell]
    alt: str
    spec: dict[str, Any]


class Figure(TypedDict):
    """A key figure."""

    label: str
    text: str
    value: str
    kind: str
    decimals: int | None
    note: str


class Remark(TypedDict):
    """An assumption, source or note, and what it is about."""

    about: str
    text: str


class Remarks(TypedDict):
    """The remarks of one kind under their heading."""

    title: str
    remarks: list[Remark]


class Page(TypedDict):
    """A whole report."""

    title: str
    subtitle: str
    lead: str
    day: str
    figures: list[Figure]
    warnings: list[str]
    parts: list[Block]
    remarks: list[Remarks]
    recalculates: list[str]


def page(report: Report, voice: Voice) -> Page:
    """The report as data for a page. Tables that a workbook alone has (working sheets) are left to the workbook."""
    report = spoken(report, voice)
    return Page(
        title=report.title,
        subtitle=report.subtitle,
        lead=report.lead,
        day=report.day.isoformat() if report.day else "",
        figures=[
            Figure(
                label=figure.label,
                text=voice.show(figure.value)
                if isinstance(figure.value, Euro)
                else voice.cell(figure.value, figure.kind, figure.decimals, figure.beside),
                value=_exact(figure.value),
                kind=figure.kind.value,
                decimals=figure.decimals,
                note=figure.note,
            )
            for figure in report.figures
        ],
        warnings=list(report.warnings),
        parts=[_part(part, voice) for part in report.parts if _is_shown(part)],
        remarks=[group for group in _remarks(report, voice) if group["remarks"]],
        recalculates=list(report.recalculates),
    )


def _is_shown(part: Part) -> bool:
    return not isinstance(part, Table) or part.on_screen or part.on_paper


def _remarks(report: Report, voice: Voice) -> Iterator[Remarks]:
    for kind, title in REMARKS.items():
        yield Remarks(
            title=voice(title),
            remarks=[
                Remark(about=each.about, text=each.text) for each in report.remarks if each.kind == kind
            ],
        )


def _part(part: Part, voice: Voice) -> Block:
    if isinstance(part, Paragraph):
        return Block(kind="text", title=part.title, text=part.text)
    if isinstance(part, Picture):
        return _picture(part, voice)
    return _table(part, voice)


def _table(table: Table, voice: Voice) -> Block:
    return Block(
        kind="table",
        key=table.key,
        title=table.title,
        note=table.note,
        folded=not table.on_screen,
        columns=[
            Column(
                title=column.head,
                kind=column.kind.value,
                decimals=column.decimals,
                figure=column.kind not in (Kind.TEXT, Kind.DAY, Kind.MOMENT),
            )
            for column in table.columns
        ],
        rows=[_row(row, table, voice) for row in table.rows],
        emphasis=sorted(table.emphasis),
        totals=_row(table.totals, table, voice) if table.totals is not None else [],
    )


def _row(row: Sequence[Any], table: Table, voice: Voice) -> list[Cell]:
    return [
        Cell(
            text=voice.cell(plain(cell), column.kind, column.decimals, column.beside),
            value=_exact(plain(cell)),
        )
        for cell, column in zip(row, table.columns, strict=True)
    ]


def _exact(value: object) -> str:
    if isinstance(value, Euro):
        return str(Fraction(value.cents, 100))
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | Decimal | Fraction):
        return str(Fraction(value))
    return value.isoformat() if isinstance(value, date) else ""


def _picture(picture: Picture, voice: Voice) -> Block:
    heads, rows = _behind(picture.spec)
    return Block(
        kind="picture",
        title=picture.title,
        alt=picture.alt,
        spec=dict(picture.spec),
        columns=[
            Column(title=title, kind=Kind.NUMBER.value, decimals=None, figure=position > 0)
            for position, (_, title) in enumerate(heads)
        ],
        rows=[
            [Cell(text=_figure(row.get(name), voice), value="") for name, _ in heads]
            for row in rows[:MOST_BEHIND]
        ],
    )


def _figure(value: object, voice: Voice) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int):
        return str(value) if 1900 <= value <= 2200 else voice.number(value)  # a year has no thousands
    if isinstance(value, float):
        return voice.number(Decimal(str(value)), 0 if value.is_integer() else 2)
    return str(value)


def _behind(spec: Mapping[str, Any]) -> tuple[list[tuple[str, str]], list[Mapping[str, Any]]]:
    """The fields that a picture shows, with their titles, names before figures, and its rows."""
    for layer in (spec, *spec.get("layer", ())):
        values = layer.get("data", spec.get("data", {})).get("values")
        encoding = {**spec.get("encoding", {}), **layer.get("encoding", {})}
        if layer is spec and encoding:
            encoding = {**_encoded_within(spec), **encoding}
        if not isinstance(values, Sequence) or not values or not isinstance(values[0], Mapping):
            continue
        titles: dict[str, str] = {}
        names: list[str] = []
        for channel in ("y", "x", "color", "x2", "y2"):
            channel_spec = encoding.get(channel, {})
            field = channel_spec.get("field") if isinstance(channel_spec, Mapping) else None
            if isinstance(field, str) and field in values[0] and field not in titles:
                titles[field] = str(channel_spec.get("title") or "")
                names.append(field)
        if len(names) > 1:
            names.sort(key=lambda name: isinstance(values[0][name], int | float))
            return [(name, titles[name]) for name in names], list(values)
    return [], []


def _encoded_within(spec: Mapping[str, Any]) -> dict[str, Any]:
    """What the layers that draw the picture's own rows say of them, the first of each channel."""
    own = [layer for layer in spec.get("layer", ()) if "data" not in layer and "transform" not in layer]
    return {channel: said for layer in reversed(own) for channel, said in layer.get("encoding", {}).items()}
