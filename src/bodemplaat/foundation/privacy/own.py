"""What is known of one person, declared by the rooms that know it, and written as one file."""

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro, say

Facts = Mapping[str, object]
PIECE: Final = 1024 * 1024
"""Bytes of the file that are in memory at once."""
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What one room knows of a person. ``rows`` gets the platform as actor, and the person: it answers for nobody else.

    ``papers`` are documents by id, each with the name it has in the file.
    """

    code: str
    title: str
    rows: Callable[[Actor, UUID], Iterable[Facts]]
    papers: Callable[[Actor, UUID], Iterable[tuple[UUID, str]]] | None = None


_PARTS: Final[dict[str, OwnPart]] = {}
README: Final = say(
    "Everything that this platform keeps of you at {organisation}, on {day}. Each part stands in a file for people and"
    " spreadsheets (CSV) and in one for programs (JSON); documents that you handed in stand in the folder with that name."
)


def register_own(*parts: OwnPart) -> None:
    """Make known what a room knows of a person; the same code again replaces it."""
    for part in parts:
        _PARTS[part.code] = part


def own_parts() -> Sequence[OwnPart]:
    """Every part, in the order in which they were made known."""
    return tuple(_PARTS.values())


def as_written(value: object) -> object:
    """A value as it stands in the file: days and moments as ISO (moments in Dutch time), amounts in euros with a point."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Euro):
        return str(Decimal(value.cents) / 100)
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): as_written(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_written(inner) for inner in value]
    return value


class OwnFile:
    """The file as it is being written: part by part, then closed and read in pieces. What is large lies on disk."""

    def __init__(self, organisation: str, at: datetime) -> None:
        self._bytes = tempfile.SpooledTemporaryFile(max_size=PIECE)  # noqa: SIM115  # closed when its pieces were read
        self._zip = zipfile.ZipFile(self._bytes, "w", zipfile.ZIP_DEFLATED)
        self._moment = timezone.localtime(at).timetuple()[:6]
        self._lines = [
            gettext(README).format(organisation=organisation, day=timezone.localdate(at).isoformat()),
            "",
        ]

    def add(self, part: OwnPart, rows: Iterable[Facts]) -> None:
        """One part as JSON and CSV; an empty one is there too, so that nothing seems left out."""
        written = [{name: as_written(value) for name, value in row.items()} for row in rows]
        text = json.dumps(written, ensure_ascii=False, indent=1)
        self._write(f"{part.code}.json", text.encode())
        self._write(f"{part.code}.csv", "\N{ZERO WIDTH NO-BREAK SPACE}".encode() + _as_csv(written))
        self._lines.append(f"{part.code}: {gettext(part.title)} ({len(written)})")

    def add_paper(self, number: int, name: str, content: bytes) -> None:
        """A document, under a name that no program can mistake for a path."""
        safe = re.sub(r"[^\w. -]", "_", name).strip(". ") or "document"
        self._write(f"{gettext('documents')}/{number:04d} {safe}", content)

    def pieces(self) -> Iterator[bytes]:
        """Close the file, and give it piece by piece, once."""
        self._write("README.txt", "\n".join(self._lines).encode())
        self._zip.close()
        self._bytes.seek(0)
        with self._bytes:
            while piece := self._bytes.read(PIECE):
                yield piece

    def _write(self, name: str, content: bytes) -> None:
        entry = zipfile.ZipInfo(name, max(self._moment, EARLIEST))
        entry.compress_type = zipfile.ZIP_DEFLATED
        self._zip.writestr(entry, content)


def _as_csv(rows: Sequence[Mapping[str, object]]) -> bytes:
    out = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in names])
    return out.getvalue().encode()


def _cell(value: object) -> str:
    """A cell; what a spreadsheet would take for a formula is made a text."""
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" and not re.fullmatch(r"-?[\d.,]+", text) else text


def facts(row: Any, *names: str) -> dict[str, object]:
    """These fields of a row."""
    return {name: getattr(row, name) for name in names}


def each(rows: Iterable[Any], *names: str) -> Iterator[Facts]:
    """These fields of each row."""
    return (facts(row, *names) for row in rows)
