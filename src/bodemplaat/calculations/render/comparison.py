"""Two versions of one model side by side: what was changed in the file, and what that did to the figures.

Both are compared as they are shown (``page``), with their exact values, so that nothing is calculated again and a
difference is exact to the cent.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypedDict

from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.page import Block, Cell, Column, Figure, Page
from bodemplaat.presentation.voice import Voice

MOST_CHANGES: Final = 200
"""Lines of one table of changes; what is beyond is counted."""


class Change(TypedDict):
    """One thing that differs: where, and both sides; ``difference`` is empty for what is no figure."""

    about: str
    column: str
    before: str
    after: str
    difference: str


class Changes(TypedDict):
    """The changes of one table: ``same`` figures did not change, and ``left_out`` changes are not listed."""

    title: str
    changes: list[Change]
    same: int
    left_out: int


class Comparison(TypedDict):
    """All that differs: key figures (all of them), the tables, and the fields of the file."""

    figures: list[Change]
    tables: list[Changes]
    fields: list[Change]
    left_out: int


def compared(
    before: Page,
    after: Page,
    before_fields: Sequence[tuple[str, str]],
    after_fields: Sequence[tuple[str, str]],
    voice: Voice,
) -> Comparison:
    """The comparison of two reports of the same kind in the same language; fields are pairs of path and text."""
    fields = list(_fields(dict(before_fields), dict(after_fields)))
    return Comparison(
        figures=list(_figures(before, after, voice)),
        tables=[table for table in _tables(before, after, voice) if table["changes"]],
        fields=fields[:MOST_CHANGES],
        left_out=max(len(fields) - MOST_CHANGES, 0),
    )


def _fields(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for path in dict.fromkeys((*before, *after)):
        if before.get(path) != after.get(path):
            yield Change(
                about=path, column="", before=before.get(path, ""), after=after.get(path, ""), difference=""
            )


def _figures(before: Page, after: Page, voice: Voice) -> Iterator[Change]:
    old = {figure["label"]: figure for figure in before["figures"]}
    new = {figure["label"]: figure for figure in after["figures"]}
    for label in dict.fromkeys((*old, *new)):
        either = new.get(label) or old[label]
        yield _change(label, "", old.get(label), new.get(label), either, voice, signed=True)


def _tables(before: Page, after: Page, voice: Voice) -> Iterator[Changes]:
    old = {part["key"]: part for part in before["parts"] if part["kind"] == "table"}
    new = {part["key"]: part for part in after["parts"] if part["kind"] == "table"}
    for key in dict.fromkeys((*new, *old)):
        yield _table(old.get(key), new.get(key), (new.get(key) or old[key])["title"], voice)


def _table(before: Block | None, after: Block | None, heading: str, voice: Voice) -> Changes:
    columns = {c["title"]: c for block in (after, before) if block for c in block["columns"] if c["figure"]}
    texts = max(_naming(before), _naming(after))
    old, new = _named(before, texts), _named(after, texts)
    changes: list[Change] = []
    same = 0
    for name in dict.fromkeys((*new, *old)):
        if name not in old or name not in new:
            changes.append(_row_of_one(name, name in new, voice))
            continue
        for title, column in columns.items():
            a, b = old[name].get(title), new[name].get(title)
            if a == b:
                same += a is not None
                continue
            changes.append(_change(name, title, a, b, column, voice))
    return Changes(
        title=heading,
        changes=changes[:MOST_CHANGES],
        same=same,
        left_out=max(len(changes) - MOST_CHANGES, 0),
    )


def _change(
    about: str,
    column: str,
    before: Cell | Figure | None,
    after: Cell | Figure | None,
    shown_as: Column | Figure,
    voice: Voice,
    *,
    signed: bool = False,
) -> Change:
    """One figure on both sides; a side on which it does not stand is empty."""
    was, becomes = (each["value"] if each else "" for each in (before, after))
    return Change(
        about=about,
        column=column,
        before=before["text"] if before else "",
        after=after["text"] if after else "",
        difference=_difference(was, becomes, shown_as["kind"], shown_as["decimals"], voice, signed=signed),
    )


def _row_of_one(name: str, is_new: bool, voice: Voice) -> Change:
    """A row that stands in one of the two only."""
    there = voice(say("stands here"))
    return Change(
        about=name,
        column=voice(say("the whole row")),
        before="" if is_new else there,
        after=there if is_new else "",
        difference="",
    )


def _texts(table: Block, row: Sequence[Cell]) -> list[str]:
    return [cell["text"] for cell, c in zip(row, table["columns"], strict=True) if not c["figure"]]


def _naming(table: Block | None) -> int:
    """How many of its texts, counted from the left, tell the rows of a table apart."""
    rows = [_texts(table, row) for row in table["rows"]] if table else []
    most = max(map(len, rows), default=0)
    return next((n for n in range(1, most) if len({tuple(r[:n]) for r in rows}) == len(rows)), most)


def _named(table: Block | None, texts: int) -> dict[str, dict[str, Cell]]:
    """The figures of a table by the name of their row, its first texts joined, and the title of their column."""
    named: dict[str, dict[str, Cell]] = {}
    seen: Counter[str] = Counter()
    if table is None:
        return named
    for row in table["rows"]:
        name = " · ".join(filter(None, _texts(table, row)[:texts])) or row[0]["text"]
        seen[name] += 1
        if seen[name] > 1:
            name = f"{name} ({seen[name]})"
        named[name] = {
            column["title"]: cell
            for cell, column in zip(row, table["columns"], strict=True)
            if column["figure"]
        }
    return named


def _difference(
    before: str, after: str, kind: str, decimals: int | None, voice: Voice, *, signed: bool = False
) -> str:
    if not before or not after or kind in (Kind.DAY.value, Kind.YEAR.value, Kind.TEXT.value):
        return ""
    change = Fraction(after) - Fraction(before)
    plus = "+" if change > 0 else ""
    if kind == Kind.AMOUNT.value:
        euro = Euro(int(change * 100))
        return plus + (voice.show(euro) if signed else voice.cell(euro, Kind.AMOUNT))
    return plus + voice.cell(change, Kind(kind), decimals)
