"""A file read once from its beginning to its end, by the quick way where it is written so, into whatever gathers it."""

from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, Protocol, TypeVar

from bodemplaat.formats.camt.alike import Unlike, alike_file
from bodemplaat.formats.camt.head import read_head
from bodemplaat.formats.camt.read import (
    REVERSAL_DIRECTION,
    UnreadableStatement,
    no_statement,
    other_way,
    walk_alike,
    walk_statement_file,
)
from bodemplaat.formats.camt.values import Entry, FileHead, Statement, StatementFile, StatementHead
from bodemplaat.kernel import Finding


class Gathering(Protocol):
    """Takes what a file says, in its order."""

    def take(self, item: FileHead | StatementHead | Entry | Finding) -> None:
        """What comes next."""


Gathered = TypeVar("Gathered", bound=Gathering)


def gather(content: bytes, into: Callable[[], Gathered], *, max_bytes: int) -> Gathered:
    """What ``into`` makes, with everything that the file says; see ``walk_statement_file`` for that and what it raises.

    One entry is in memory at a time, but for what is gathered. A file that turns out halfway to be written in an unusual
    way is read again from its beginning, into another.
    """
    with suppress(Unlike):
        gathered = into()
        for item in walk_alike(content, max_bytes=max_bytes):
            gathered.take(item)
        return gathered
    gathered = into()
    for item in walk_statement_file(content, max_bytes=max_bytes):
        gathered.take(item)
    return gathered


def heads_in(content: bytes, *, max_bytes: int) -> tuple[StatementHead, ...] | None:
    """The heads of a file that was read before, without its entries; ``None`` where it is not written in the usual way.

    Nothing is checked: a file that was never read is for ``gather``.
    """
    try:
        file, _ = alike_file(content, max_bytes=max_bytes, is_sound=True)
        return tuple(read_head(each.head, "")[0] for each in file.statements())
    except Unlike:
        return None


def read_statement_file(source: bytes | BinaryIO, *, max_bytes: int) -> StatementFile:
    """The whole file in memory; see ``walk_statement_file`` for what it holds and raises."""
    if isinstance(source, bytes):
        return gather(source, _Whole, max_bytes=max_bytes).file()
    whole = _Whole()
    for item in walk_statement_file(source, max_bytes=max_bytes):
        whole.take(item)
    return whole.file()


class _Whole:
    """Everything."""

    def __init__(self) -> None:
        self._head: FileHead | None = None
        self._statements: list[tuple[StatementHead, list[Entry]]] = []
        self._findings: list[Finding] = []

    def take(self, item: FileHead | StatementHead | Entry | Finding) -> None:
        match item:
            case Entry():
                self._statements[-1][1].append(item)
            case FileHead():
                self._head = item
            case StatementHead():
                self._statements.append((item, []))
            case Finding():
                self._findings.append(item)
                if item.code == REVERSAL_DIRECTION:
                    _, entries = self._statements[-1]
                    entries[:] = [other_way(entry) if entry.reversal else entry for entry in entries]

    def file(self) -> StatementFile:
        if self._head is None:
            raise UnreadableStatement(no_statement())
        statements = (Statement(head, tuple(entries)) for head, entries in self._statements)
        return StatementFile(self._head, tuple(statements), tuple(self._findings))
