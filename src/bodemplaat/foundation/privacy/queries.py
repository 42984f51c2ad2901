"""What is asked: one's own files and requests, and the requests that an administrator answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.privacy.making import KEPT_FOR
from bodemplaat.foundation.privacy.models import CorrectionRequest, CorrectionState, DataRequest
from bodemplaat.foundation.tenancy.api import Actor, query


@dataclass(frozen=True, slots=True)
class DataRequestView:
    """A file of one's own data: how far it is, and until when it can be fetched once it is ready."""

    id: UUID
    asked_at: datetime
    done: int
    total: int
    ready_at: datetime | None

    @property
    def until(self) -> datetime | None:
        """When it goes."""
        return self.ready_at and self.ready_at + KEPT_FOR


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What somebody asked to correct, and the answer."""

    id: UUID
    person_id: UUID
    person_name: str
    text: str
    asked_at: datetime
    answer_by: date
    state: str
    answer: str
    answered_at: datetime | None


@query
def own_data_requests(*, actor: Actor) -> tuple[DataRequestView, ...]:
    """One's own files at the organisation of the role, latest first; never their content."""
    rows = DataRequest.records.of(actor).filter(person_id=actor.person).order_by("-asked_at")
    columns = ("id", "asked_at", "done", "total", "ready_at")
    return tuple(DataRequestView(*row) for row in rows.values_list(*columns)[:5])


@query
def own_corrections(*, actor: Actor) -> tuple[CorrectionView, ...]:
    """What one asked oneself, latest first."""
    rows = CorrectionRequest.records.of(actor).filter(person_id=actor.person)
    return _views(rows.select_related("person").order_by("-asked_at")[:50])


@query
def corrections(*, actor: Actor) -> tuple[CorrectionView, ...]:
    """What was asked at one's own organisation: what waits first, by its term; for the administrator."""
    check_may_arrange(actor=actor, organisation=actor.organisation_id)
    rows = CorrectionRequest.records.of(actor).filter(organisation_id=actor.organisation_id)
    waiting = rows.filter(state=CorrectionState.ASKED).select_related("person").order_by("answer_by", "id")
    done = rows.exclude(state=CorrectionState.ASKED).select_related("person").order_by("-answered_at")
    return (*_views(waiting[:200]), *_views(done[:100]))


@query
def correction_view(*, actor: Actor, request: UUID) -> CorrectionView:
    """One of them, for the administrator; raises ``NotFound`` for another organisation's."""
    check_may_arrange(actor=actor, organisation=actor.organisation_id)
    row = (
        CorrectionRequest.records.of(actor)
        .select_related("person")
        .one(id=request, organisation_id=actor.organisation_id)
    )
    return _views([row])[0]


def _views(rows: Iterable[CorrectionRequest]) -> tuple[CorrectionView, ...]:
    return tuple(
        CorrectionView(
            id=row.id,
            person_id=row.person_id,
            person_name=row.person.name,
            text=row.text,
            asked_at=row.asked_at,
            answer_by=row.answer_by,
            state=row.state,
            answer=row.answer,
            answered_at=row.answered_at,
        )
        for row in rows
    )
