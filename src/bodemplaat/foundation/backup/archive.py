"""Writing and reading the archive that a backup is."""

import hashlib
import io
import tarfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from isal import isal_zlib

from bodemplaat.foundation.backup.errors import damaged, no_backup
from bodemplaat.foundation.backup.manifest import Closing, Opening, Sum
from bodemplaat.foundation.backup.sealing import (
    FOLDER,
    KEY,
    LARGEST_PIECE,
    Opener,
    OpeningReader,
    Seal,
    SealingWriter,
    add_member,
    members,
)

LARGEST_PART = 512 * 1024 * 1024
"""Of rows; a part ends with a row, and a row may hold a whole document."""
PACKERS = 2
LEVEL = 1
"""Of packing, by ISA-L: as small as the common gzip at its level 1, in a quarter of the time."""
GZIP = 31
"""The window of zlib that means a whole gzip file."""
README, MANIFEST, CONFIGURATION, CLOSING = (
    "README.txt",
    "manifest.json",
    "configuration.json",
    "closing.json",
)

_OPEN = """\
A backup of Bodemplaat. `bodemplaat restore FILE` sets it up again; without Bodemplaat:

    tar -xf FILE
    cat tables/claims_claim/*.gz | gunzip     # rows as COPY of PostgreSQL reads and writes them

manifest.json names the columns of each table, closing.json holds the rows and the SHA-256 of each joined, unpacked table.
"""
_UNSEAL = """\
A sealed backup of Bodemplaat. `bodemplaat restore FILE` sets it up again; without Bodemplaat:

    tar -xf FILE
    age --decrypt -o key.txt key.age          # asks for the passphrase; not there when it was sealed for your own key
    for piece in sealed/*.age; do age --decrypt -i key.txt "$piece"; done > inner.tar
    tar -xf inner.tar
"""


class _Hashing(io.RawIOBase):
    """Passes bytes on, and remembers what a reader of the whole must come to."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self.file: BinaryIO | None = file
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.digest.update(content)
        if self.file is not None:
            self.file.write(content)
        return len(content)


class ArchiveWriter:
    """Writes one backup; ``opener`` reads it again, where we can."""

    def __init__(self, file: BinaryIO, seal: Seal | None) -> None:
        self._raw = _Hashing(file)
        self.opener: Opener | None = Opener()
        self._outer: tarfile.TarFile | None = None
        self._sealing: SealingWriter | None = None
        below: Any = self._raw
        if seal is not None:
            keys, locked, self.opener = seal.keys()
            self._outer = _tar(self._raw)
            add_member(self._outer, README, _UNSEAL.encode())
            if locked:
                add_member(self._outer, KEY, locked)
            below = self._sealing = SealingWriter(self._outer, keys)
        self._tar = _tar(below)
        add_member(self._tar, README, _OPEN.encode())

    @property
    def sha256(self) -> str:
        """Of the file so far."""
        return self._raw.digest.hexdigest()

    def let_go(self) -> None:
        """Write nothing more: what failed half-way is not finished by whoever clears it up."""
        self._raw.file = None

    def open(self, opening: Opening, configuration: bytes) -> None:
        """Write what comes first."""
        add_member(self._tar, MANIFEST, opening.written())
        add_member(self._tar, CONFIGURATION, configuration)

    def table(self, name: str, parts: Iterator[bytes], progress: Callable[[int], object]) -> Sum:
        """Write the rows of a table, each part packed by threads beside the one that reads them; returns how much it was."""
        digest, count, number = hashlib.sha256(), 0, 0
        packing: deque[Future[bytes]] = deque()
        with ThreadPoolExecutor(PACKERS) as pool:

            def put() -> None:
                nonlocal number
                number += 1
                add_member(self._tar, f"tables/{name}/{number:06}.gz", packing.popleft().result())

            for part in parts:
                digest.update(part)
                count += part.count(b"\n")
                packing.append(pool.submit(isal_zlib.compress, part, LEVEL, wbits=GZIP))
                progress(len(part))
                if len(packing) > PACKERS:
                    put()
            while packing:
                put()
        return Sum(count, digest.hexdigest())

    def close(self, closing: Closing) -> None:
        """Write the end."""
        add_member(self._tar, CLOSING, closing.written())
        self._tar.close()
        if self._sealing is not None and self._outer is not None:
            self._sealing.finish()
            self._outer.close()


def _tar(file: Any) -> tarfile.TarFile:
    return tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT)


class ArchiveReader:
    """Reads one backup from its beginning to its end, once."""

    def __init__(self, file: BinaryIO, opener: Opener) -> None:
        outer = members(file, LARGEST_PART, no_backup)
        first, second = next(outer, None), next(outer, None)
        if first is None or first[0] != README or second is None:
            raise no_backup()
        if second[0] == KEY or second[0].startswith(FOLDER):
            locked = second[1] if second[0] == KEY else b""
            pieces = outer if locked else _with_first(second, outer)
            inner = OpeningReader.over(_checked(pieces), opener, locked)
            self._members = members(inner, LARGEST_PART)  # type: ignore[arg-type]  # a stream like any other
            if next(self._members, ("",))[0] != README:
                raise damaged(README)
            second = self._expected(MANIFEST)
        else:
            self._members = outer
        if second[0] != MANIFEST:
            raise no_backup()
        self.opening = Opening.read(second[1])
        self.configuration = self._expected(CONFIGURATION)[1]
        self._ahead = self._next()

    def rows_of(self, table: str) -> Iterator[bytes]:
        """The rows of a table in parts; tables come in the order of the opening."""
        number = 1
        while self._ahead[0] == f"tables/{table}/{number:06}.gz":
            yield _unpacked(*self._ahead)
            self._ahead = self._next()
            number += 1

    def closing(self) -> Closing:
        """The end, when every table was read."""
        if self._ahead[0] != CLOSING:
            raise damaged(self._ahead[0])
        closing = Closing.read(self._ahead[1])
        if next(self._members, None) is not None:
            raise damaged(CLOSING)
        return closing

    def _next(self) -> tuple[str, bytes]:
        following = next(self._members, None)
        if following is None:
            raise damaged(CLOSING)
        return following

    def _expected(self, name: str) -> tuple[str, bytes]:
        following = self._next()
        if following[0] != name:
            raise damaged(name)
        return following


@contextmanager
def reading(path: Path, opener: Opener) -> Iterator[ArchiveReader]:
    """Open a backup. Raises ``BackupRefused`` for one that cannot be read."""
    with path.open("rb") as file:
        yield ArchiveReader(file, opener)


def read_through(
    path: Path, opener: Opener, progress: Callable[[int], object] = lambda size: None
) -> Closing:
    """Read a backup to its end and compare every table with what the end says; returns the end.

    Raises ``BackupRefused`` when anything differs.
    """
    with reading(path, opener) as archive:
        sums = {}
        for table in archive.opening.tables:
            sums[table.name] = summed(archive.rows_of(table.name), progress)
        closing = archive.closing()
    for name, each in sums.items():
        if closing.tables.get(name) != each:
            raise damaged(name)
    if sums.keys() != closing.tables.keys():
        raise damaged(CLOSING)
    return closing


def summed(parts: Iterator[bytes], progress: Callable[[int], object] = lambda size: None) -> Sum:
    """How much there is in parts of a table."""
    digest, count = hashlib.sha256(), 0
    for part in parts:
        digest.update(part)
        count += part.count(b"\n")
        progress(len(part))
    return Sum(count, digest.hexdigest())


def sha256_of(path: Path) -> str:
    """Of a whole file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _with_first(first: tuple[str, bytes], rest: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    yield first
    yield from rest


def _checked(pieces: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for name, content in pieces:
        if len(content) > LARGEST_PIECE:
            raise damaged(name)
        yield name, content


def _unpacked(name: str, content: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=GZIP)
    try:
        part = unpacking.decompress(content, LARGEST_PART)
    except zlib.error:
        raise damaged(name) from None
    if not unpacking.eof or unpacking.unused_data or unpacking.unconsumed_tail:
        raise damaged(name)
    return part
