"""Reading what the user names and writing what he asks for, whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path

from bodemplaat.kernel import Finding, say
from bodemplaat.surfaces.cli.models.source import UnreadableModel

LARGEST = 20_000_000


class CannotWrite(Exception):
    """A file cannot be written there; the text says why."""


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
                {"problem": error.strerror or type(error).__name__},
            )
        ) from None


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the target and rename, so that a reader never sees half a file; raises ``CannotWrite``."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            if temporary:
                Path(temporary).unlink()
        raise CannotWrite(f"{path}: {error.strerror or type(error).__name__}") from None
