"""Sheets that no title of the model names: a renamed one is refused, any other that holds something is told.

Left out in silence, a renamed sheet would change the amounts without a word.
"""

import difflib
import re
from collections.abc import Sequence
from typing import Final

from bodemplaat.calculations.file.foreign import read_sheets
from bodemplaat.calculations.file.sheets import NOT_READ, RENAMED, Form, Listing, Matrix, Sheet, Translations
from bodemplaat.calculations.file.source import Place, UnreadableModel
from bodemplaat.formats import workbook
from bodemplaat.kernel import Finding, Severity, say

HEADS_WITHIN: Final = 20
ALIKE: Final = 0.8
ENOUGH: Final = 3
"""So many titles of a sheet are no coincidence."""
_NO_LETTERS: Final = re.compile(r"[\W\d_]+")


def strangers(
    content: bytes,
    file: str,
    names: Sequence[str],
    known: Sequence[Sheet],
    present: Sequence[Sheet],
    languages: Translations,
) -> list[Finding]:
    """What is to be said of the sheets ``names``, which are none of ``known``; ``present`` of those are in the workbook.

    A sheet is refused when it has the heads of a known one that is absent, or a name near that of a known one that is
    absent or whose heads it has too. Any other is a warning; a hidden or empty one is passed by.
    """
    if not names:
        return []
    try:
        _, sheets = read_sheets(content, file, names)
    except UnreadableModel:
        sheets = [workbook.Sheet(name, [[workbook.Cell(workbook.Kind.TEXT, name)]]) for name in names]
    return [
        _said(file, sheet, known, present, languages)
        for sheet in sheets
        if not sheet.hidden and any(cell.text for row in sheet.rows for cell in row)
    ]


def _said(
    file: str,
    sheet: workbook.Sheet,
    known: Sequence[Sheet],
    present: Sequence[Sheet],
    languages: Translations,
) -> Finding:
    place = str(Place(file, sheet=sheet.name))
    likely = [
        (near, heads, one)
        for one in known
        if (near := _nearness(sheet.name, one, languages)) + (heads := _heads_of(sheet, one, languages))
        and (one not in present or (near and heads))
    ]
    if not likely:
        text = say("The sheet '{value}' is not read: this model has no sheet of that name.")
        return Finding(NOT_READ, place, text, {"value": sheet.name}, Severity.WARNING)
    _, _, meant = max(likely, key=lambda one: one[:2])
    title = next(
        (word for language in languages if _near(sheet.name, word := language(meant.title))),
        languages[0](meant.title),
    )
    if meant in present:
        text = say(
            "The sheet '{value}' looks like a second '{title}' and would not be read: put its lines in the sheet "
            "'{title}', or give it the name of something else; to keep it as it is, hide it."
        )
    else:
        text = say(
            "The sheet '{value}' looks like '{title}' and would not be read under this name: call it '{title}', "
            "or hide it if it is no part of the model."
        )
    return Finding(RENAMED, place, text, {"value": sheet.name, "title": title})


def _nearness(name: str, sheet: Sheet, languages: Translations) -> float:
    return max(_near(name, title) for title in _shown(sheet.title, languages))


def _near(name: str, title: str) -> float:
    """Between 0 (not near) and 1: as far as the letters are the same, or where the name begins with the title."""
    written, wanted = (" ".join(_NO_LETTERS.sub(" ", text.casefold()).split()) for text in (name, title))
    alike = difflib.SequenceMatcher(None, written, wanted).ratio()
    if alike >= ALIKE:
        return alike
    return ALIKE if written.startswith(f"{wanted} ") else 0


def _heads_of(sheet: workbook.Sheet, known: Sheet, languages: Translations) -> int:
    """How many of the known sheet's titles stand where its heads would; 0 where that is no proof."""
    lines = [[cell.text.casefold() for cell in row] for row in sheet.rows]
    if isinstance(known, Form):
        stand = {text for line in lines for text in line}
        count = sum(bool(_shown(cell.title, languages) & stand) for cell in known.cells)
        return count if count >= min(ENOUGH, len(known.cells)) else 0
    if isinstance(known, Matrix):
        corners = _shown(known.corner, languages)
        heads = (line for line in lines[:HEADS_WITHIN] if line and line[0] in corners)
        return int(any(any(line[1:]) for line in heads))
    return max((_columns(line, known, languages) for line in lines[:HEADS_WITHIN]), default=0)


def _columns(line: Sequence[str], known: Listing, languages: Translations) -> int:
    columns = [bool(_shown(cell.title, languages) & {*line}) for cell in known.cells]
    count = sum(columns)
    return count if columns[0] and count >= min(ENOUGH, len(columns)) else 0


def _shown(title: str, languages: Translations) -> set[str]:
    return {title.casefold(), *(language(title).casefold() for language in languages)}
