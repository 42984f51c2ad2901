"""What a backup says of itself: at its beginning what it holds, at its end how much that was."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bodemplaat.foundation.backup.errors import BackupRefused, damaged, no_backup
from bodemplaat.kernel import Finding, say

FORMAT = "bodemplaat-backup"
FORMAT_VERSION = 1

LEFT_OUT: Mapping[str, str] = {
    "django_session": "who was signed in: a session that was ended since would live again",
    "access_cache": "counters that lock out guessing, which have run out within the hour",
    "charts_cache": "drawn pictures, which are drawn again",
}
"""Tables whose rows are not kept, and why."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by name, and its type as PostgreSQL writes it."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are kept, with its columns in the order in which they stand in the file."""

    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """What a backup holds. ``moment`` is that of the snapshot; ``migrations`` are application and name."""

    software: str
    moment: datetime
    postgresql: str
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]

    def written(self) -> bytes:
        """As JSON."""
        return _json(
            {
                "format": FORMAT,
                "format_version": FORMAT_VERSION,
                "software": self.software,
                "moment": self.moment.isoformat(),
                "postgresql": self.postgresql,
                "migrations": [list(each) for each in self.migrations],
                "tables": [
                    {"name": table.name, "columns": [[each.name, each.type] for each in table.columns]}
                    for table in self.tables
                ],
                "left_out": dict(LEFT_OUT),
            }
        )

    @classmethod
    def read(cls, content: bytes) -> "Opening":
        """From JSON; raises ``BackupRefused`` for something else, and for a format of a later version."""
        values = _object(content, "manifest.json")
        if values.get("format") != FORMAT:
            raise no_backup()
        if values.get("format_version") != FORMAT_VERSION:
            text = say(
                "This backup was written in format {theirs} by a newer version of Bodemplaat ({software}); this one"
                " reads format {ours}. Install that version, or a later one, and try again."
            )
            said = {
                "theirs": str(values.get("format_version")),
                "software": str(values.get("software")),
                "ours": str(FORMAT_VERSION),
            }
            raise BackupRefused(Finding("backup.newer_format", "file", text, said))
        try:
            return cls(
                str(values["software"]),
                datetime.fromisoformat(values["moment"]),
                str(values["postgresql"]),
                tuple((str(app), str(name)) for app, name in values["migrations"]),
                tuple(
                    Table(
                        str(table["name"]),
                        tuple(Column(str(name), str(kind)) for name, kind in table["columns"]),
                    )
                    for table in values["tables"]
                ),
            )
        except (KeyError, TypeError, ValueError):
            raise damaged("manifest.json") from None


@dataclass(frozen=True, slots=True)
class Sum:
    """How much of a table there is: rows, and the SHA-256 of all its rows as COPY writes them."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a sequence stands: its last value, and whether that was given out."""

    last: int
    is_called: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a backup: without it a file is cut off."""

    tables: Mapping[str, Sum]
    sequences: Mapping[str, Standing]

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(each.rows for each in self.tables.values())

    def written(self) -> bytes:
        """As JSON."""
        return _json(
            {
                "tables": {
                    name: {"rows": each.rows, "sha256": each.sha256} for name, each in self.tables.items()
                },
                "sequences": {name: [each.last, each.is_called] for name, each in self.sequences.items()},
            }
        )

    @classmethod
    def read(cls, content: bytes) -> "Closing":
        """From JSON; raises ``BackupRefused``."""
        values = _object(content, "closing.json")
        try:
            return cls(
                {
                    str(name): Sum(int(each["rows"]), str(each["sha256"]))
                    for name, each in values["tables"].items()
                },
                {
                    str(name): Standing(int(last), bool(is_called))
                    for name, (last, is_called) in values["sequences"].items()
                },
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            raise damaged("closing.json") from None


def differing(wanted: Mapping[str, Sum], present: Mapping[str, Sum]) -> Sequence[str]:
    """Names of tables that are not equal, in order."""
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def _json(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _object(content: bytes, name: str) -> dict[str, Any]:
    try:
        values = json.loads(content)
    except ValueError:
        raise damaged(name) from None
    if not isinstance(values, dict):
        raise damaged(name)
    return values
