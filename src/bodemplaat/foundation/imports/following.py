"""Mistakes that follow from one in an earlier file: somebody whose own line is wrong is not there for later files."""

from collections.abc import Sequence
from typing import Final

from bodemplaat.foundation.imports.declared import ImportedList, Line, Mistake

KEYS: Final = ("code", "number", "email")
"""Columns by which later files name what a line is about."""


class Following:
    """What stands in wrong lines of the files so far; a later line that names it is not told to name nobody."""

    def __init__(self) -> None:
        self._words: set[str] = set()

    def first_ones(
        self, a_list: ImportedList, lines: Sequence[Line], mistakes: Sequence[Mistake]
    ) -> list[Mistake]:
        """The mistakes of a file without those that follow from earlier files; what stands in its wrong lines is kept."""
        names = {str(column.title): column.name for column in a_list.columns}
        by_number = {line.number: line for line in lines}

        def follows(mistake: Mistake) -> bool:
            line, name = by_number.get(mistake.line), names.get(str(mistake.column))
            return (
                line is not None and name not in (None, *KEYS) and line.text(name).casefold() in self._words
            )

        first = [mistake for mistake in mistakes if not follows(mistake)]
        wrong = {mistake.line for mistake in mistakes}
        self._words |= {
            word.casefold() for line in lines if line.number in wrong for word in map(line.text, KEYS) if word
        }
        return first
