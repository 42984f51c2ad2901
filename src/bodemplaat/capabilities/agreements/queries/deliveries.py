"""What is delivered on which day by the agreements that both signed, and what was handed over for it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.agreements import lifecycle
from bodemplaat.capabilities.agreements.models import Agreement, Handover
from bodemplaat.capabilities.agreements.policies import check_may_read
from bodemplaat.capabilities.agreements.reckoning.content import DAP, from_stored
from bodemplaat.capabilities.agreements.reckoning.deliveries import due_day
from bodemplaat.capabilities.agreements.values import DeliveryView, HandoverView
from bodemplaat.foundation.documents import api as documents
from bodemplaat.foundation.organisations.api import names_of_partners
from bodemplaat.foundation.tenancy.api import Actor, NotFound, query

LONGEST_MOVE: Final = timedelta(days=14)
"""No free days in a row move a delivery further than this."""

LAST_YEAR: Final = 2300
"""Nothing is planned in it or later."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that was handed over."""

    name: str
    media_type: str
    content: bytes


@query
def deliveries(*, actor: Actor, since: date, until: date) -> tuple[DeliveryView, ...]:
    """Everything that is due from ``since`` up to ``until``, with each customer and provider, by day; three statements.

    Raises ``Refused`` for who may not read agreements.
    """
    check_may_read(actor)
    views = deliveries_under(actor, _signed(actor), since - LONGEST_MOVE, until)
    return tuple(each for each in views if since <= each.due < until)


@query
def delivery(*, actor: Actor, agreement: UUID, line: int, planned: date) -> DeliveryView:
    """One delivery on one of its days; raises ``NotFound`` where the agreement has none, or none that was signed."""
    check_may_read(actor)
    row = Agreement.records.of(actor).one(id=agreement)
    if row.kind == DAP and row.state == lifecycle.SIGNED and planned.year < LAST_YEAR:
        for each in deliveries_under(actor, [row], planned, planned + timedelta(days=1)):
            if each.line.number == line:
                return each
    raise NotFound("delivery")


@query
def evidence_of(*, actor: Actor, handover: UUID) -> Evidence:
    """The file that was handed over, for either side; raises ``NotFound`` for another's, and where there was none."""
    check_may_read(actor)
    row = Handover.records.of(actor).one(id=handover)
    if row.evidence_id is None:
        raise NotFound("delivery")
    # It is kept at the provider; who are the two sides is known here.
    keeper = Actor.system(row.organisation_id)
    known = documents.documents_with(actor=keeper, ids=[row.evidence_id])[row.evidence_id]
    content = documents.content_of(actor=keeper, document=row.evidence_id)
    return Evidence(known.name, known.media_type, content)


def _signed(actor: Actor) -> list[Agreement]:
    return list(
        Agreement.records.of(actor).filter(kind=DAP, state=lifecycle.SIGNED).order_by("valid_from", "id")
    )


def deliveries_under(
    actor: Actor, rows: Iterable[Agreement], since: date, until: date
) -> tuple[DeliveryView, ...]:
    """What agreements plan from ``since`` up to ``until``, by the day on which it is due."""
    contents = {row: from_stored(row.content) for row in rows}
    contents = {row: content for row, content in contents.items() if content.deliveries}
    if not contents:
        return ()
    handovers = _handovers(actor, since, until)
    parties = {row.organisation_id for row in contents} | {row.customer_id for row in contents}
    names = names_of_partners(actor=actor, organisations=parties)
    views = [
        DeliveryView(
            agreement_id=row.id,
            cooperation_id=row.cooperation_id,
            provider_id=row.organisation_id,
            provider_name=names.get(row.organisation_id, ""),
            customer_id=row.customer_id,
            customer_name=names.get(row.customer_id, ""),
            line=line,
            planned=day,
            due=due_day(day, content.free_days),
            handovers=tuple(handovers.get((row.organisation_id, row.customer_id, line.number, day), ())),
        )
        for row, content in contents.items()
        for line in content.deliveries
        for day in line.planned(max(since, row.valid_from), min(until, row.valid_until or until))
    ]
    return tuple(sorted(views, key=lambda each: (each.due, each.customer_name, each.line.number)))


Place = tuple[UUID, UUID, int, date]


def _handovers(actor: Actor, since: date, until: date) -> Mapping[Place, list[HandoverView]]:
    by_place: dict[Place, list[HandoverView]] = defaultdict(list)
    rows = Handover.records.of(actor).filter(planned__gte=since, planned__lt=until).order_by("number")
    for row in rows:
        by_place[row.organisation_id, row.customer_id, row.line, row.planned].append(
            HandoverView(
                id=row.id,
                number=row.number,
                note=row.note,
                evidence_name=row.evidence_name,
                by=row.handed_over_by_name,
                at=row.handed_over_at,
                answer=row.answer,
                answered_by=row.answered_by_name,
                answered_at=row.answered_at,
                reason=row.reason,
            )
        )
    return by_place
