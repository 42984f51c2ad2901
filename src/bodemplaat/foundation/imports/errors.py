"""What stops an import, by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from bodemplaat.foundation.imports.declared import Mistake


class UnsoundFile(Exception):
    """The file cannot be taken in: every mistake, by line. Nothing was stored."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(f"{len(self.mistakes)} mistakes")


@dataclass(frozen=True, slots=True)
class FileMistake:
    """A mistake in one of several files."""

    file: str
    mistake: Mistake


class UnsoundFiles(Exception):
    """Files that were handed in at once cannot be taken in: every mistake, by file and line. Nothing was stored."""

    def __init__(self, mistakes: Sequence[FileMistake]) -> None:
        self.mistakes = tuple(mistakes)
        lines = [
            f"{each.file} {each.mistake.line}: {each.mistake.said.render()}" for each in self.mistakes[:3]
        ]
        super().__init__(f"{len(self.mistakes)} mistakes; {'; '.join(lines)}")


class Outdated(Exception):
    """What the file does is no longer what its preview showed; the preview has been made anew."""


class BuiltUpon(Exception):
    """An import cannot be undone: what builds on it, as marked texts with names."""

    def __init__(self, reasons: Sequence[Mistake]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(f"{len(self.reasons)} things build on it")
