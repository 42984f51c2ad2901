"""Kinds of record, as the rooms that own them declare them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, TruncDay

from bodemplaat.foundation.tenancy.api import Actor, relations_to

Rows = Any
"""Rows of any model, as a query set: annotated ones have no type of their own."""
Afterwards = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that go with a record: their model, and the path of foreign keys from them to it (``line__claim``)."""

    model: str
    path: str

    @property
    def table(self) -> Any:
        """The model."""
        return apps.get_model(self.model)


@dataclass(frozen=True, slots=True)
class Papers(Part):
    """Documents that go with a record: the field that refers to each, on the record (empty path) or on a part of it."""

    field: str


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A term that was decided for a record itself, instead of the one of its kind: whole years, and on what basis (may be empty)."""

    years: int
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A kind whose records close one by one.

    ``closed`` narrows the rows of one organisation to those in which no work is open on a day, and annotates
    ``closed_on``, the day that the term counts from. ``label`` is a field that names a record without personal data;
    ``amount`` one in cents whose sum the certificate keeps. ``own_terms`` answers, for records by their ids, those that have
    a term of their own. ``also`` is called before its records go, with their ids, and
    returns what remains to be done after.
    """

    code: str
    name: str
    model: str
    closed: Callable[[Rows, date], Rows]
    label: str = ""
    amount: str = ""
    parts: tuple[Part, ...] = ()
    papers: tuple[Papers, ...] = ()
    also: tuple[Callable[[Actor, Sequence[UUID]], Afterwards], ...] = ()
    own_terms: Callable[[Actor, Sequence[UUID]], Mapping[UUID, OwnTerm]] | None = None

    @property
    def table(self) -> Any:
        """The model."""
        return apps.get_model(self.model)

    def rows(self, actor: Actor) -> Rows:
        """Every record of the actor's own organisation."""
        rows: Rows = self.table.records.of(actor).filter(organisation_id=actor.organisation_id)
        return rows

    def at_rest(self, actor: Actor, on: date) -> Rows:
        """The closed ones to which nothing refers that stays behind when they go."""
        rows = self.closed(self.rows(actor), on)
        for model, path, own in self._references():
            others: Rows = QuerySet(model).filter(**{path: OuterRef("pk")})
            if own:
                others = others.exclude(**{own: OuterRef("pk")})
            rows = rows.filter(~Exists(others))
        return rows

    def _references(self) -> Iterator[tuple[Any, str, str]]:
        """Foreign keys to the record or a part of it by which something else holds on: model, path to the record, and the
        path by which such a row is a part itself (empty for none).
        """
        within = {part.table: part.path for part in self.parts}
        covered = {(part.table, part.path) for part in self.parts}
        for table, path in {self.table: "", **within}.items():
            for relation in relations_to(table):
                whole = f"{relation.field.name}__{path}" if path else relation.field.name
                model: Any = relation.related_model
                if (model, whole) not in covered:
                    yield model, whole, "pk" if model is self.table else within.get(model, "")


@dataclass(frozen=True, slots=True)
class Log:
    """A kind of which there are very many rows, each a line of one moment: a record is what one month holds."""

    code: str
    name: str
    model: str
    moment: str
    where: Q = field(default_factory=Q)

    @property
    def table(self) -> Any:
        """The model."""
        return apps.get_model(self.model)

    def rows(self, actor: Actor) -> Rows:
        """Every line of the actor's own organisation."""
        rows: Rows = self.table.records.of(actor).filter(self.where, organisation_id=actor.organisation_id)
        return rows


Kind = Dossier | Log
_KINDS: Final[dict[str, Kind]] = {}


def register(*kinds: Kind) -> None:
    """Make kinds of record known, each with its term in ``terms.csv``; the same code again replaces it."""
    for kind in kinds:
        _KINDS[kind.code] = kind


def goes_with(
    code: str,
    *parts: Part,
    stays_open: Callable[[Rows, date], Rows] | None = None,
    also: Callable[[Actor, Sequence[UUID]], Afterwards] | None = None,
) -> None:
    """Let rows of a room above go with the records of a kind; ``stays_open`` leaves out those that still have work there.

    Raises ``KeyError`` for a kind that is not known, and ``TypeError`` for a log.
    """
    kind = _KINDS[code]
    if not isinstance(kind, Dossier):
        raise TypeError(f"{code} is a log: nothing goes with its lines")
    closed = kind.closed

    def narrowed(rows: Rows, on: date) -> Rows:
        return stays_open(closed(rows, on), on) if stays_open else closed(rows, on)

    new = tuple(part for part in parts if part not in kind.parts)
    hooks = (also,) if also and also not in kind.also else ()
    _KINDS[code] = replace(kind, parts=(*new, *kind.parts), also=(*kind.also, *hooks), closed=narrowed)


def kinds() -> Mapping[str, Kind]:
    """Every kind by its code."""
    return dict(_KINDS)


def day_of(moment: str) -> Cast:
    """The Dutch day of a moment, as ``closed_on``."""
    return Cast(TruncDay(moment), DateField())


def since(rows: Rows, moment: str) -> Rows:
    """Rows that closed at a moment they hold."""
    return rows.annotate(closed_on=day_of(moment))


def ended(day: str) -> Callable[[Rows, date], Rows]:
    """Rows that ended on a day they hold, which has come: what ``Dossier.closed`` asks."""

    def closed(rows: Rows, on: date) -> Rows:
        return rows.filter(**{f"{day}__lte": on}).annotate(closed_on=F(day))

    return closed
