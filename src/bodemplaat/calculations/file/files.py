"""Reading what the user names and writing what he asks for, whole or not at all."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

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


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """The content of a model file; raises ``UnreadableModel`` when it is absent, a folder or too large."""
    try:
        if path.stat().st_size > largest:
            raise UnreadableModel(
                Finding(
                    "model.too_large",
                    path.name,
                    say("This file has {size} bytes; a model has at most {most}."),
                    {"size": path.stat().st_size, "most": largest},
                )
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableModel(
            Finding(
                "model.unreadable",
                str(path),
                say("This file cannot be read ({problem}): check its name and your rights."),
                {"problem": why(error)},
            )
        ) from None


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
