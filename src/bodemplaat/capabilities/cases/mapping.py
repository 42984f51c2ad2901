"""Rows to and from values: the answers of a form as they are kept, and events with the moments that are known now."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final, NamedTuple, Protocol
from uuid import UUID

from bodemplaat.capabilities.cases.reckoning.clock import Happened
from bodemplaat.capabilities.cases.values import EventView
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.capabilities.catalogue.api import Field, FieldKind, Form
from bodemplaat.kernel import Euro, moment_of

_CODE: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d")


class Written(Protocol):
    """What is read of an event to know what was corrected."""

    @property
    def act(self) -> str:
        """What happened."""
        ...

    @property
    def details(self) -> Any:
        """Its facts."""
        ...


def answers_as_stored(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as JSON values: cents, plain decimals and ISO days."""
    return {key: _stored(value) for key, value in answers.items()}


def texts_of_answers(stored: object) -> Iterator[str]:
    """The texts among stored answers, also those within tables; numbers, days and codes of people are left out."""
    if isinstance(stored, str) and not _CODE.fullmatch(stored):
        yield stored
    elif isinstance(stored, Mapping):
        for each in stored.values():
            yield from texts_of_answers(each)
    elif isinstance(stored, list):
        for each in stored:
            yield from texts_of_answers(each)


def answers_from_stored(form: Form, stored: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that ``answers_as_stored`` kept, in the order of the form."""
    return {each.key: _answer(each, stored[each.key]) for each in form.fields if each.key in stored}


def _stored(value: Any) -> Any:
    match value:
        case Euro():
            return value.cents
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return [answers_as_stored(line) for line in value]
    return value


def _answer(field: Field, stored: Any) -> Any:
    match field.kind:
        case FieldKind.AMOUNT:
            return Euro(stored)
        case FieldKind.NUMBER:
            return Decimal(stored)
        case FieldKind.DATE:
            return date.fromisoformat(stored)
        case FieldKind.TABLE:
            return tuple(
                {each.key: _answer(each, line[each.key]) for each in field.columns if each.key in line}
                for line in stored
            )
    return stored


def corrected_moments(rows: Iterable[Written]) -> Mapping[UUID, datetime]:
    """By event, the moment that was said last to be the right one; the rows in the order of writing."""
    return {
        UUID(row.details["event"]): datetime.fromisoformat(row.details["moment"])
        for row in rows
        if row.act == CaseAct.CORRECTED
    }


EVENT_COLUMNS: Final = ("id", "act", "person_id", "person_name", "words", "details", "is_internal")
"""What is read of an event beside its two moments."""


class EventRow(NamedTuple):
    """An event as it is read: ``EVENT_COLUMNS``, and the instants at which it happened and was written."""

    id: UUID
    act: str
    person_id: UUID | None
    person_name: str
    words: str
    details: Mapping[str, object]
    is_internal: bool
    at: int
    written: int


def timeline_of(rows: Iterable[EventRow]) -> tuple[EventView, ...]:
    """Events in the order of the moments that are known now; those of one moment as they were written."""
    in_order = sorted(rows, key=attrgetter("written"))
    moments = corrected_moments(in_order)
    views = []
    for row in in_order:
        at = moment_of(row.at)
        views.append(
            EventView(
                id=row.id,
                act=CaseAct(row.act),
                at=moments.get(row.id, at),
                first_at=at,
                person_id=row.person_id,
                person_name=row.person_name,
                words=row.words,
                details=row.details,
                is_internal=row.is_internal,
            )
        )
    return tuple(sorted(views, key=lambda view: view.at))


def happened_in(timeline: Iterable[EventView]) -> tuple[Happened, ...]:
    """What the clock and the state go by."""
    return tuple(Happened(each.act, each.at) for each in timeline)
