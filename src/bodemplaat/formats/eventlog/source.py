"""What all kinds of log share: opening gzip and reporting damage, names of cases, the order of dates."""

import gzip
import io
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from bodemplaat.formats.eventlog.timestamps import DateOrder
from bodemplaat.kernel import Finding, say

_GZIP = b"\x1f\x8b"


class UnreadableLog(ValueError):
    """Nothing useful can be read from this log. ``finding`` says why, where and what to do."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.render())


class MonthFirst(UnreadableLog):
    """The dates have the month first, which a whole file had to be read to know.

    A caller that can open the log again reads it with ``month_first``; to anyone else it is a refusal that says what
    to do.
    """


def decided(order: DateOrder, month_first: bool | None) -> Iterator[Finding]:
    """The findings about the order of dates at the end of a log.

    Raises ``UnreadableLog`` for dates that contradict each other, and ``MonthFirst`` when it was left to the log
    (``None``) and the log says so.
    """
    if month_first is None or order.is_month_first == month_first:
        refusal = order.refused()
        if refusal:
            raise UnreadableLog(refusal)
    if month_first is None and order.is_month_first:
        raise MonthFirst(order.month_first_refused())
    yield from order.findings()


class CaseNames:
    """The names of cases so far; a name that comes back gets a number behind it."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()

    def own(self, name: str) -> str:
        """The name itself the first time, ``name (2)`` the second, never one that was given before."""
        self._times[name] += 1
        times = self._times[name]
        if times == 1:
            return name
        own = f"{name} ({times})"
        while own in self._times:
            times += 1
            own = f"{name} ({times})"
        self._times[name] = times
        self._times[own] = 1
        return own


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
