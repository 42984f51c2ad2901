"""What a list is: its columns, its lines, and what a file would change in it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Final
from uuid import UUID, uuid5

from django.db.models import Model

from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Said, say


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    DAY = "day"
    EMAIL = "email"
    IBAN = "iban"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """A column: its name in the code, the title a reader sees (marked), and what may stand in it.

    ``choices`` are stored values with the word a reader sees (marked); a file may hold either, in any language.
    ``note`` is what the template says about the column.
    """

    name: str
    title: Said
    kind: Kind = Kind.TEXT
    required: bool = False
    longest: int = 120
    choices: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    width: int = 20


Value = str | date | None
"""A cell that was read: a text (empty where nothing stands), a day, or no day."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: its number there, and the value of each column that the file has."""

    number: int
    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        """The text of a column; empty where the file has none."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def day(self, name: str) -> date | None:
        """The day of a column, if there is one."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def has(self, name: str) -> bool:
        """Whether the file has this column, empty or not: a column that is absent changes nothing."""
        return name in self.values


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a file: the line (0 for the whole file), the title of the column (marked, or as the file has it), and a text with its cure."""

    line: int
    column: str
    said: Said


class Act(Enum):
    """What a file does with one thing of the list."""

    ADD = "add"
    CHANGE = "change"
    END = "end"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that becomes different: its title (marked), what it was and what it will be; empty is nothing."""

    title: str
    before: str | date | None
    after: str | date | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of a table as it was (``None``: it is new) and as it will be, by the names of its columns."""

    model: type[Model]
    id: UUID
    before: Mapping[str, object] | None
    after: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one thing: the line that says so (0: it is not in the file), its name, the facts, and the rows.

    ``record`` is what the trail says: an action, a kind of subject and its id.
    """

    line: int
    act: Act
    name: str
    facts: Sequence[Fact]
    rows: Sequence[RowChange]
    record: tuple[str, str, UUID]


@dataclass(slots=True)
class Plan:
    """What a file would do. With a mistake nothing of it is done; a warning does not stop it.

    ``days`` are those from which others may be able to act than before.
    """

    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    mistakes: list[Mistake] = field(default_factory=list)
    warnings: list[Mistake] = field(default_factory=list)
    days: set[date] = field(default_factory=set)

    def wrong(self, line: int, column: str, text: str, **values: object) -> None:
        """Note a mistake."""
        self.mistakes.append(Mistake(line, column, Said(text, values)))

    def warn(self, line: int, column: str, text: str, **values: object) -> None:
        """Note what deserves attention and stops nothing."""
        self.warnings.append(Mistake(line, column, Said(text, values)))


@dataclass(frozen=True, slots=True)
class Terms:
    """How a file is meant: from which day its changes hold, and whether what is not in it ends.

    ``seed`` makes the ids of new rows, so that the same file planned again makes the same ones.
    """

    since: date
    is_complete: bool
    seed: UUID

    def id(self, *parts: object) -> UUID:
        """The id of a new row."""
        return uuid5(self.seed, "/".join(map(str, parts)))


@dataclass(frozen=True, kw_only=True)
class ImportedList:
    """A list that can be filled from a file.

    ``plan`` (actor, organisation, lines, terms) works out what a file would do, in a fixed number of statements;
    ``current`` (actor, organisation, day) gives the list as it stands, a mapping of column to value per line, in the
    same columns, so that what was downloaded and is handed in again changes nothing. ``check`` raises for an actor who
    may not. ``afterwards`` announces what happened. ``models`` in the order in which rows can be added.
    """

    name: str
    title: Said
    columns: Sequence[ImportColumn]
    models: Sequence[type[Model]]
    plan: Callable[[Actor, UUID, Sequence[Line], Terms], Plan]
    current: Callable[[Actor, UUID, date], Sequence[Mapping[str, Value]]]
    check: Callable[[Actor, UUID], None]
    afterwards: Callable[..., None]
    order: int
    completes: Said
    """What it means that a file is complete, for whoever ticks that (marked)."""
    is_of_cooperation: bool = False
    """Whether it is one list of a whole cooperation, kept at its seat, rather than one of each organisation."""
    reach: Callable[[Actor, Sequence[RowChange]], Actor] = lambda actor, _: actor
    """As whom rows are stored and taken back: somebody else where they lie outside the own organisation."""
    check_undo: Callable[[Actor, Sequence[RowChange]], None] = lambda actor, rows: None
    """Raises ``Refused`` where putting these rows back would give the actor something by their own hand."""
    follow_up: Callable[[Actor, Sequence[Change], datetime], None] = lambda actor, changes, at: None
    """What else happens, in the same transaction, when a file was carried out."""
    follows: frozenset[str] = frozenset()
    """Labels of the models that ``follow_up`` stores: what it made itself does not stand in the way of an undo."""
    stays: Collection[type[Model]] = ()
    """Models of which an undo leaves new rows where they are, for the trail that names them: nothing holds for them any more."""
    also_builds: Callable[[Actor, Sequence[RowChange]], Mapping[UUID, Mapping[str, int]]] = (
        lambda actor, rows: {}
    )
    """What builds on added rows without referring to them: by row, marked texts with ``{count}`` and how many there are."""
    take_back: Callable[[Actor, Sequence[RowChange], datetime], None] = lambda actor, rows, at: None
    """Take back what ``follow_up`` did, as whom rows are stored; raises ``Refused`` for what cannot be."""

    def column(self, name: str) -> ImportColumn:
        """One column by its name."""
        return next(column for column in self.columns if column.name == name)


_LISTS: Final[dict[str, ImportedList]] = {}
_DEPENDANTS: Final[dict[str, str]] = {}
OTHERS: Final = say("{count} other {count:record|records}")


def register_list(*lists: ImportedList) -> None:
    """Make lists known; the same name again replaces it."""
    for each in lists:
        _LISTS[each.name] = each


def imported_lists() -> tuple[ImportedList, ...]:
    """Every list, in the order in which a beginner fills them."""
    return tuple(sorted(_LISTS.values(), key=lambda each: (each.order, each.name)))


def imported_list(name: str) -> ImportedList | None:
    """The list with a name, if there is one."""
    return _LISTS.get(name)


def name_dependants(names: Mapping[str, str]) -> None:
    """Say how records that build on rows of a list are called: ``{"claims.claim": say("{count} {count:claim|claims}")}``."""
    _DEPENDANTS.update(names)


def name_of_dependants(label: str) -> str:
    """The marked text for records of a model, with ``{count}``; the same one for all that have no name of their own."""
    return _DEPENDANTS.get(label, OTHERS)
