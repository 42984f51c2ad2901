"""The names of the sheets of a workbook, as spreadsheets allow them."""

import re
from collections.abc import Iterable

from bodemplaat.formats.tables.neutral import printable

LONGEST = 31
"""Characters that a spreadsheet allows in the name of a sheet."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def sheet_names(titles: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """A name for each title, none alike and none that is ``taken``, whatever the case of their letters.

    At most 31 characters, without brackets, colon, star, question mark and slashes; a straight apostrophe, which ends
    a name in a formula, becomes a curly one. A title that is too long ends at a word, never in the middle of a year.
    """
    used = {name.casefold() for name in taken}
    names = []
    for title in titles:
        bare = " ".join(_FORBIDDEN.sub(" ", printable(title)).replace("'", "’").split())
        name, number = _within(bare, LONGEST), 2
        while name.casefold() in used:
            ending = f" {number}"
            name, number = _within(bare, LONGEST - len(ending)) + ending, number + 1
        used.add(name.casefold())
        names.append(name)
    return names


def _within(text: str, most: int) -> str:
    """As many whole words as fit; the first letters where not even the first word does."""
    short = text
    while _length(short) > most:
        first, _, _ = short.rpartition(" ")
        short = first or short[:-1]
    return short.strip(" ,;-") or "1"


def _length(text: str) -> int:
    """The length as spreadsheets count it: letters beyond the first 65,536 count twice."""
    return len(text.encode("utf-16-le")) // 2
