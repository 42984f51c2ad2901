"""The file someone gives, and writing what they ask for, whole or not at all."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from bodemplaat.calculations.file.source import UnreadableModel
from bodemplaat.kernel import Finding, say

LARGEST = 20_000_000


class CannotWrite(Exception):
    """A file cannot be written there: ``path`` and, marked for translation, ``why``."""

    def __init__(self, path: Path, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(f"{path}: {why}")


_WHY: Final = {
    errno.ENOENT: say("there is no such file or folder"),
    errno.EISDIR: say("it is a folder"),
    errno.ENOTDIR: say("what should be a folder is a file"),
    errno.EACCES: say("you may not open it"),
    errno.EPERM: say("you may not open it"),
    errno.EROFS: say("nothing may be written there"),
    errno.ENOSPC: say("the disk is full"),
    errno.EDQUOT: say("the disk is full"),
    errno.ENAMETOOLONG: say("its name is too long"),
    errno.EIO: say("the disk gives an error"),
}


def why(error: OSError) -> str:
    """What the operating system says, as a text marked for translation; its own words where it is a rare thing."""
    return _WHY.get(error.errno or 0) or error.strerror or type(error).__name__


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file someone gives: its name, and its bytes or where they are on the disk (a log may not fit in memory)."""

    name: str
    content: bytes | Path

    @classmethod
    def at(cls, path: Path) -> "InputFile":
        """The file at that place; it is opened when it is read."""
        return cls(path.name, path)

    @property
    def place(self) -> str:
        """Where to look when it cannot be read: its whole path, or its name where it has none."""
        return str(self.content) if isinstance(self.content, Path) else self.name

    @property
    def size(self) -> int:
        """In bytes; raises ``OSError``."""
        return len(self.content) if isinstance(self.content, bytes) else self.content.stat().st_size

    def open(self) -> BinaryIO:
        """Its bytes as a stream; raises ``OSError``."""
        return BytesIO(self.content) if isinstance(self.content, bytes) else self.content.open("rb")

    def read(self, largest: int = LARGEST) -> bytes:
        """All its bytes; raises ``UnreadableModel`` when it is absent, a folder or larger than ``largest``."""
        try:
            if self.size > largest:
                text = say(
                    "This file has {size} bytes; a model has at most {most}: remove what is no part of the model, such as pictures."
                )
                values = {"size": self.size, "most": largest}
                raise UnreadableModel(Finding("model.too_large", self.name, text, values))
            with self.open() as stream:
                return stream.read()
        except OSError as error:
            text = say("This file cannot be read ({problem}): check its name and your rights.")
            finding = Finding("model.unreadable", self.place, text, {"problem": why(error)})
            raise UnreadableModel(finding) from None


def write_whole(path: Path, content: bytes) -> None:
    """Write one file, whole or not at all; raises ``CannotWrite``."""
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write every file or none: each beside its target first, then all renamed; raises ``CannotWrite``.

    A reader never sees half a file, and a place that cannot be written is found before anything is replaced.
    """
    ready: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            if path.is_dir():
                raise CannotWrite(path, _WHY[errno.EISDIR])
            ready[path] = _beside(path, content)
        for path, temporary in ready.items():
            temporary.replace(path)
    except OSError as error:
        raise CannotWrite(path, why(error)) from None
    finally:
        for temporary in ready.values():
            with contextlib.suppress(OSError):
                temporary.unlink()


def _beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    mask = os.umask(0)
    os.umask(mask)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o666 & ~mask)
    except OSError:
        Path(name).unlink()
        raise
    return Path(name)
