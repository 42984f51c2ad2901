"""Writing and reading the trail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bodemplaat.foundation.audit.models import AuditEntry
from bodemplaat.foundation.tenancy import Actor, query


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
    """Write one line, in the transaction of the command that calls it."""
    record_many(actor, action, subject_type, [(subject_id, organisation, details or {})], at=at)


def record_many(
    actor: Actor,
    action: str,
    subject_type: str,
    subjects: Iterable[tuple[UUID, UUID, Mapping[str, object]]],
    *,
    at: datetime,
) -> None:
    """Write a line for each ``(subject id, organisation, details)`` in one statement per thousand."""
    AuditEntry.records.of(actor).bulk_create(
        [
            AuditEntry(
                organisation_id=organisation,
                at=at,
                person_id=actor.person_id,
                role=actor.role.value,
                action=action,
                subject_type=subject_type,
                subject_id=subject_id,
                details=dict(details),
            )
            for subject_id, organisation, details in subjects
        ],
        batch_size=1000,
    )


@query
def trail_of(*, actor: Actor, subject: UUID) -> tuple[AuditLine, ...]:
    """Every act on one record, oldest first."""
    rows = AuditEntry.records.of(actor).filter(subject_id=subject).order_by("at", "id")
    return tuple(
        AuditLine(r.at, r.person_id, r.role, r.action, r.subject_type, r.subject_id, r.details) for r in rows
    )
