"""What passes this room's door: what the directory says, what it finds, and how it is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from uuid import UUID

from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.kernel.said import fill


@dataclass(frozen=True, slots=True)
class SaidOfPerson:
    """A person as the directory tells of them; empty text is nothing said. ``manager`` is an id as it was sent."""

    user_name: str
    external_id: str = ""
    active: bool = True
    name: str = ""
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    number: str = ""
    language: str = ""
    title: str = ""
    department: str = ""
    manager: str = ""


@dataclass(frozen=True, slots=True)
class PersonInDirectory:
    """A person who is tied to the directory: its id here, what was said, and when that was first and last written."""

    id: UUID
    said: SaidOfPerson
    made_at: datetime
    changed_at: datetime
    version: int
    groups: tuple[tuple[UUID, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SaidOfGroup:
    """A group as the directory tells of it; ``members`` are ids of people here, as they were sent."""

    name: str
    external_id: str = ""
    members: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class GroupInDirectory:
    """A group with its members (id and name), and what an administrator said it is: a role, a unit or nothing."""

    id: UUID
    said: SaidOfGroup
    names: Mapping[UUID, str]
    made_at: datetime
    changed_at: datetime
    version: int
    role: Role | None = None
    unit_id: UUID | None = None
    unit_name: str = ""
    size: int = 0


class Wrong(Enum):
    """What kind of refusal it is, in the words of RFC 7644, table 9; the last is not among them."""

    TAKEN = "uniqueness"
    VALUE = "invalidValue"
    FILTER = "invalidFilter"


class DirectoryRefused(Exception):
    """What the directory asked for cannot be: the kind, and why in marked text without anything personal."""

    def __init__(self, kind: Wrong, text: str, **values: object) -> None:
        self.kind, self.text, self.values = kind, text, values
        super().__init__(fill(text, values))


@dataclass(frozen=True, slots=True)
class Is:
    """A condition: the attribute compares so with the value. ``pr`` (is there) has none."""

    attribute: str
    operator: str
    value: str | bool | None = None


@dataclass(frozen=True, slots=True)
class Both:
    """All of these (``every``), or at least one of them."""

    every: bool
    terms: "tuple[Where, ...]"


@dataclass(frozen=True, slots=True)
class Other:
    """Not this."""

    than: "Where"


Where = Is | Both | Other
