"""Model files as they are shown: frozen, never rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Content:
    """A file as it was handed in: its name, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version. ``kept_by`` is a name, empty for the reader of another organisation: that knows organisations only."""

    number: int
    original_name: str
    sha256: str
    size: int
    note: str
    kept_by: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class ModelFileView:
    """A model. ``shared_with`` names the cooperation that reads it; ``is_own``: the reader's organisation keeps it."""

    id: UUID
    name: str
    kind: str
    organisation_id: UUID
    organisation_name: str
    latest: int
    changed_at: datetime
    kept_by: str
    shared_with: str
    is_own: bool
    is_archived: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class KeptAs:
    """Where a file is kept: the model, its name, and the number of the version with the same bytes."""

    model: UUID
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class ModelFilter:
    """Which models: empty fields do not narrow. ``whose`` is ``own``, ``partners`` or empty for both."""

    text: str = ""
    kind: str = ""
    whose: str = ""
    archived: bool = False


@dataclass(frozen=True, slots=True)
class ModelPage:
    """Part of a list, and how many there are."""

    rows: tuple[ModelFileView, ...]
    count: int


@dataclass(frozen=True, slots=True)
class HandedInView:
    """A file that was handed in and is not kept yet."""

    id: UUID
    name: str
    kind: str
    sha256: str
    handed_in_at: datetime
