"""The bytes of a log: gzip opened, damage told."""

import gzip
import io
import zlib
from typing import BinaryIO

from bodemplaat.kernel import Finding, say

_GZIP = b"\x1f\x8b"


class UnreadableLog(ValueError):
    """Nothing useful can be read from this log. ``finding`` says why, where and what to do."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.render())


def unpacked(stream: BinaryIO) -> BinaryIO:
    """The same stream, or its content when it is gzip, which is seen from the first two bytes and not the name.

    Reads ahead only what is asked for; the reader's own size limit therefore also stops a gzip bomb.
    ``read`` of the result raises ``UnreadableLog`` when the gzip is damaged or cut off.
    """
    buffered = io.BufferedReader(_Raw(stream))
    if buffered.peek(2)[:2] != _GZIP:
        return buffered
    return io.BufferedReader(_Raw(gzip.GzipFile(fileobj=buffered)))


class _Raw(io.RawIOBase):
    """Any object with ``read`` as a raw stream, damage in a gzip translated."""

    def __init__(self, stream: "BinaryIO | gzip.GzipFile | io.BufferedReader") -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise UnreadableLog(
                Finding(
                    "log.gzip",
                    "",
                    say("The compressed file is damaged or cut off ({reason}). Fetch or export it again."),
                    {"reason": str(error)},
                )
            ) from None
        buffer[: len(data)] = data
        return len(data)
