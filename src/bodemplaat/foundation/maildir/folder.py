"""What waits in a maildir, and moving what is done. The folder is the mail server's: nothing in it is ever written over."""

import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

SEEN: Final = ":2,S"
"""What a maildir adds to the name of a message that was read."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that was delivered and not read yet: its name in the folder, its size in bytes, and when it came."""

    name: str
    size: int
    came_at: datetime


@dataclass(frozen=True, slots=True)
class Folder:
    """A maildir by its path, with ``new``, ``cur`` and ``tmp`` in it."""

    path: Path

    def waiting(self) -> tuple[Waiting, ...]:
        """What is to be read, the oldest first; raises ``OSError`` where there is no such folder.

        Only plain files: a link would lead out of the folder.
        """
        there = []
        for entry in os.scandir(self.path / "new"):
            if entry.name.startswith("."):
                continue
            try:
                known = entry.stat(follow_symlinks=False)
            except FileNotFoundError:  # another worker was first
                continue
            if stat.S_ISREG(known.st_mode):
                there.append(Waiting(entry.name, known.st_size, datetime.fromtimestamp(known.st_mtime, UTC)))
        return tuple(sorted(there, key=lambda each: (each.came_at, each.name)))

    def read(self, waiting: Waiting, most: int) -> bytes:
        """The first bytes of a message, at most so many; raises ``FileNotFoundError`` for one that is not there any more."""
        descriptor = os.open(self.path / "new" / waiting.name, os.O_RDONLY | os.O_NOFOLLOW)
        with open(descriptor, "rb") as file:  # noqa: PTH123
            return file.read(most)

    def done(self, waiting: Waiting) -> None:
        """Move a message to those that were read; one that is gone already is no trouble."""
        self._move(waiting, self.path / "cur")

    def set_aside(self, waiting: Waiting, place: str) -> None:
        """Move a message to a folder beside (``.place``), for a person to look at; it is made where it is not there."""
        aside = self.path / f".{place}"
        for part in ("tmp", "new", "cur"):
            (aside / part).mkdir(parents=True, exist_ok=True)
        self._move(waiting, aside / "cur")

    def _move(self, waiting: Waiting, to: Path) -> None:
        name = waiting.name.partition(":2,")[0]
        try:
            (self.path / "new" / waiting.name).rename(to / f"{name}{SEEN}")
        except FileNotFoundError:
            if not to.is_dir():
                raise
