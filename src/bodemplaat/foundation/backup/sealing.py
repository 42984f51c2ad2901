"""Sealing a stream with age, in pieces, so that a file of any size needs little memory.

The age library seals for a passphrase only what lies in memory as a whole. So a passphrase seals a fresh key
(``key.age``), and the key seals the pieces: what the age program calls an identity file with a passphrase.
"""

import io
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Self

from bodemplaat.foundation.backup.errors import BackupRefused, damaged
from bodemplaat.kernel import Finding, say
from bodemplaat.kernel.later import later

pyrage = later("pyrage")

PIECE = 4 * 1024 * 1024
LARGEST_PIECE = PIECE + 64 * 1024
KEY = "key.age"
FOLDER = "sealed/"


@dataclass(frozen=True, slots=True)
class Seal:
    """What a backup is sealed with. ``recipients`` are public keys (``age1…``); with a passphrase there are none."""

    passphrase: str = ""
    recipients: tuple[str, ...] = ()

    def keys(self) -> tuple[list[Any], bytes, "Opener | None"]:
        """The keys that seal, the content of ``key.age`` (or none), and what opens it again (or nothing can here).

        Raises ``BackupRefused`` for a recipient that is no public key.
        """
        if self.passphrase:
            identity = pyrage.x25519.Identity.generate()
            locked = pyrage.passphrase.encrypt(f"{identity}\n".encode(), self.passphrase)
            return [identity.to_public()], locked, Opener(identities=(str(identity),))
        try:
            return [pyrage.x25519.Recipient.from_str(each.strip()) for each in self.recipients], b"", None
        except pyrage.RecipientError:
            text = say(
                "A public key cannot be read. It begins with age1; `age-keygen` makes one and prints it beside its"
                " secret key."
            )
            raise BackupRefused(Finding("backup.bad_recipient", "recipient", text)) from None


@dataclass(frozen=True, slots=True)
class Opener:
    """What opens a sealed backup: a passphrase, or secret keys (``AGE-SECRET-KEY-…``)."""

    passphrase: str = ""
    identities: tuple[str, ...] = ()

    def identities_for(self, locked: bytes) -> list[Any]:
        """The secret keys, that of ``key.age`` among them. Raises ``BackupRefused`` without any, or for a wrong passphrase."""
        try:
            keys = [pyrage.x25519.Identity.from_str(each.strip()) for each in self.identities]
        except pyrage.IdentityError:
            text = say(
                "The secret key cannot be read. It is a line that begins with AGE-SECRET-KEY-, as `age-keygen`"
                " writes it."
            )
            raise BackupRefused(Finding("backup.bad_identity", "identity", text)) from None
        if locked and self.passphrase:
            try:
                keys.append(
                    pyrage.x25519.Identity.from_str(
                        pyrage.passphrase.decrypt(locked, self.passphrase).decode().strip()
                    )
                )
            except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError):
                text = say(
                    "The passphrase does not open this backup. Type it again; mind capitals and the layout of the"
                    " keyboard. Without it nobody can open the file, and neither can we."
                )
                raise BackupRefused(Finding("backup.wrong_passphrase", "passphrase", text)) from None
        if not keys:
            text = (
                say("This backup is sealed with a passphrase. Give it with --passphrase.")
                if locked
                else say(
                    "This backup is sealed for a key. Give the file with the secret key with --identity FILE."
                )
            )
            raise BackupRefused(Finding("backup.sealed", "file", text))
        return keys


class SealingWriter(io.RawIOBase):
    """A stream that seals what is written to it and puts it, piece by piece, in an outer archive."""

    def __init__(self, outer: tarfile.TarFile, keys: Sequence[Any]) -> None:
        super().__init__()
        self._outer, self._keys = outer, list(keys)
        self._buffer, self._number = bytearray(), 0

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, content: Any) -> int:
        """Take bytes; whole pieces go on at once."""
        self._buffer += content
        while len(self._buffer) >= PIECE:
            self._put(bytes(self._buffer[:PIECE]))
            del self._buffer[:PIECE]
        return len(content)

    def finish(self) -> None:
        """Put what is left."""
        if self._buffer:
            self._put(bytes(self._buffer))
            self._buffer.clear()

    def _put(self, piece: bytes) -> None:
        self._number += 1
        add_member(self._outer, f"{FOLDER}{self._number:06}.age", pyrage.encrypt(piece, self._keys))


class OpeningReader(io.RawIOBase):
    """What was sealed, as a stream. Raises ``BackupRefused`` for a wrong key, a lost piece or a changed one."""

    def __init__(self, pieces: Iterator[tuple[str, bytes]], keys: Sequence[Any]) -> None:
        super().__init__()
        self._pieces, self._keys = pieces, list(keys)
        self._rest, self._number = b"", 0

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes, fewer only at the end."""
        parts: list[bytes] = []
        wanted = size if size >= 0 else 1 << 62
        while wanted:
            if not self._rest and not self._next():
                break
            part, self._rest = self._rest[:wanted], self._rest[wanted:]
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)

    def _next(self) -> bool:
        piece = next(self._pieces, None)
        if piece is None:
            return False
        self._number += 1
        name, content = piece
        if name != f"{FOLDER}{self._number:06}.age":
            raise damaged(name)
        try:
            self._rest = pyrage.decrypt(content, self._keys)
        except pyrage.DecryptError:
            if self._number > 1:
                raise damaged(name) from None
            text = say(
                "This backup does not open with the key or passphrase that was given. Is it the right one, then the beginning"
                " of the file is damaged: take another copy of it, or an earlier backup."
            )
            raise BackupRefused(Finding("backup.wrong_key", "identity", text)) from None
        return True

    @classmethod
    def over(cls, pieces: Iterator[tuple[str, bytes]], opener: Opener, locked: bytes) -> Self:
        """Over the pieces of a backup, with whatever opens it."""
        return cls(pieces, opener.identities_for(locked))


def add_member(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    """Add a member; owner, rights and time say nothing."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, io.BytesIO(content))


def members(
    file: BinaryIO, largest: int, nothing: Callable[[], BackupRefused] = lambda: damaged("tar")
) -> Iterator[tuple[str, bytes]]:
    """The members of an archive in order, name and content.

    Raises ``BackupRefused`` for one that is cut off or too large, and ``nothing()`` for what is no archive at all.
    """
    last = ""
    try:
        with tarfile.open(fileobj=file, mode="r|") as archive:
            for member in archive:
                last = member.name
                if not member.isfile() or member.size > largest:
                    raise damaged(member.name)
                taken = archive.extractfile(member)
                content = taken.read() if taken else b""
                if len(content) != member.size:
                    raise damaged(member.name)
                archive.members.clear()  # type: ignore[attr-defined]  # it would keep them all
                yield member.name, content
    except (tarfile.TarError, EOFError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise (damaged(last) if last else nothing()) from None
