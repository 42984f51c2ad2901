"""Writing and reading the trail."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from bodemplaat.foundation.audit.models import AuditEntry
from bodemplaat.foundation.replica.api import left_to_home
from bodemplaat.foundation.tenancy.api import (
    Actor,
    GuardedQuerySet,
    Refused,
    Role,
    entered,
    insert_many,
    midnight,
    query,
    write_at_end,
)
from bodemplaat.kernel import say

COUNTED_UP_TO = 10_000
MANY = 1000
"""Lines, beyond which they are laid down beside the table first."""
MAY_READ = (Role.CONTROLLER, Role.ADMINISTRATOR, Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One act as it is shown: by which person (``None`` for the platform) in which role."""

    at: datetime
    person_id: UUID | None
    role: str
    action: str
    subject_type: str
    subject_id: UUID
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which lines: any field left empty does not narrow. ``until`` is included; ``people`` empty is everybody."""

    action: str = ""
    people: frozenset[UUID] | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Part of the trail, latest first. ``count`` is exact up to ten thousand; beyond that ``is_more`` is true."""

    lines: tuple[AuditLine, ...]
    count: int
    is_more: bool


def record(
    actor: Actor,
    action: str,
    subject_type: str,
    subject_id: UUID,
    organisation: UUID,
    *,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    """Write one line, in the transaction of the command that calls it and at its end."""
    record_many(actor, action, subject_type, [(subject_id, organisation, details or {})], at=at)


def record_many(
    actor: Actor,
    action: str,
    subject_type: str,
    subjects: Iterable[tuple[UUID, UUID, Mapping[str, object]]],
    *,
    at: datetime,
) -> None:
    """Write a line for each ``(subject id, organisation, details)`` at the end of the command; many of them at once.

    Of what is read on a replica they are written where the trail is, when it has been read.
    """
    subjects = list(subjects)
    if left_to_home(partial(_record_at_home, actor, action, subject_type, subjects, at)):
        return
    if len(subjects) > MANY:
        insert_many(
            actor,
            AuditEntry,
            ("subject_id", "organisation_id", "details"),
            ((subject, organisation, facts_of(details)) for subject, organisation, details in subjects),
            same={
                "at": at,
                "person_id": actor.person_id,
                "role": actor.through or actor.role.value,
                "action": action,
                "subject_type": subject_type,
            },
        )
        return
    write_at_end(
        actor,
        [
            AuditEntry(
                organisation_id=organisation,
                at=at,
                person_id=actor.person_id,
                role=actor.through or actor.role.value,
                action=action,
                subject_type=subject_type,
                subject_id=subject_id,
                details=facts_of(details),
            )
            for subject_id, organisation, details in subjects
        ],
    )


@dataclass(frozen=True, slots=True)
class PastAct:
    """An act that was done before its record came here, by whom and when it was done there."""

    at: datetime
    person_id: UUID | None
    role: str
    action: str
    subject_id: UUID
    organisation_id: UUID
    details: Mapping[str, object]


BROUGHT_IN = "brought_in"
"""What ``source`` says of an act that was done elsewhere and came here with its record."""


def _record_at_home(
    actor: Actor,
    action: str,
    subject_type: str,
    subjects: Sequence[tuple[UUID, UUID, Mapping[str, object]]],
    at: datetime,
) -> None:
    with entered(actor):
        record_many(actor, action, subject_type, subjects, at=at)


def record_past(actor: Actor, subject_type: str, acts: Iterable[PastAct]) -> None:
    """Write lines of acts that were done before; each says that it was brought in. For the platform alone: raises ``Refused``."""
    if not actor.is_system:
        raise Refused(say("Only the platform writes down what was done elsewhere."))
    insert_many(
        actor,
        AuditEntry,
        ("at", "person_id", "role", "action", "subject_id", "organisation_id", "details"),
        (
            (
                each.at,
                each.person_id,
                each.role,
                each.action,
                each.subject_id,
                each.organisation_id,
                facts_of({**each.details, "source": BROUGHT_IN}),
            )
            for each in acts
        ),
        same={"subject_type": subject_type},
    )


CODES = frozenset(
    [
        "account",
        "basis",
        "changes",
        "code",
        "device",
        "fallback_function",
        "format",
        "from",
        "function",
        "iban",
        "id",
        "kind",
        "method",
        "part",
        "parts",
        "reason_code",
        "return_code",
        "role",
        "seed",
        "sha256",
        "source",
        "state",
        "status",
        "step",
        "to",
        "what",
    ]
)
"""Details whose value is a word of the platform's or of the rules, never what a person wrote about a person."""

_FACT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[-+\d.,:TZ]*")
"""An id, a day, a moment, a number."""


def facts_of(details: Mapping[str, object]) -> dict[str, object]:
    """The details without words that somebody wrote: those stay in their record, where they can be corrected.

    The trail can be changed by nobody and is read by people who do not read the record, so it holds facts only: ids,
    numbers, days, yes or no, and under the names in ``CODES`` the words of the platform and of the rules.
    """
    return {
        name: value if name in CODES else _without_words(value)
        for name, value in details.items()
        if name in CODES or _is_fact(value)
    }


def _is_fact(value: object) -> bool:
    return not isinstance(value, str) or _FACT.fullmatch(value) is not None


def _without_words(value: object) -> object:
    """A list or a mapping with what is a fact in it; anything else as it is."""
    if isinstance(value, Mapping):
        return facts_of(value)
    if isinstance(value, list | tuple):
        return [_without_words(each) for each in value if _is_fact(each)]
    return value


@query
def trail_of(*, actor: Actor, subject: UUID) -> tuple[AuditLine, ...]:
    """Every act on one record, oldest first."""
    rows = AuditEntry.records.of(actor).filter(subject_id=subject).order_by("at", "written_at", "id")
    return _lines(rows)


@query
def acts_of(*, actor: Actor, organisation: UUID, action: str) -> tuple[AuditLine, ...]:
    """Every act of one kind at an organisation, oldest first; for its controller and its administrator."""
    _check_may_read(actor)
    rows = AuditEntry.records.of(actor).filter(organisation_id=organisation, action=action)
    return _lines(rows.order_by("at", "written_at", "id"))


@query
def organisation_trail(
    *, actor: Actor, organisation: UUID, narrow: TrailFilter, start: int = 0, count: int = 50
) -> TrailPage:
    """What happened at an organisation, latest first; for its controller and its administrator."""
    _check_may_read(actor)
    rows = AuditEntry.records.of(actor).filter(organisation_id=organisation)
    if narrow.action:
        rows = rows.filter(action=narrow.action)
    if narrow.people is not None:
        rows = rows.filter(person_id__in=narrow.people)
    if narrow.since:
        rows = rows.filter(at__gte=midnight(narrow.since))
    if narrow.until:
        rows = rows.filter(at__lt=midnight(narrow.until + timedelta(days=1)))
    lines = _lines(rows.order_by("-at", "-written_at", "-id")[start : start + count])
    whole = rows.order_by()[: COUNTED_UP_TO + 1].count() if len(lines) == count or start else len(lines)
    return TrailPage(lines, min(whole, COUNTED_UP_TO), whole > COUNTED_UP_TO)


def _check_may_read(actor: Actor) -> None:
    if actor.role not in MAY_READ:
        raise Refused(
            say("The trail is for the controller and the administrator. You are signed in in another role.")
        )


def _lines(rows: GuardedQuerySet[AuditEntry]) -> tuple[AuditLine, ...]:
    return tuple(
        AuditLine(r.at, r.person_id, r.role, r.action, r.subject_type, r.subject_id, r.details) for r in rows
    )
