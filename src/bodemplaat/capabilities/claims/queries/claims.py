"""One claim, opened: lines with evidence, chain, timeline, and what this reader may do with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.capabilities.claims.mapping import content_of
from bodemplaat.capabilities.claims.models import (
    Claim,
    ClaimEvent,
    ClaimLine,
    ClaimStep,
    LineEvidence,
    StruckEvidence,
)
from bodemplaat.capabilities.claims.policies import (
    check_may_decide,
    handles,
    has_approved,
    is_own,
    open_to_the_receipts,
    visible_claims,
)
from bodemplaat.capabilities.claims.queries.likeness import alike_claims
from bodemplaat.capabilities.claims.queries.payments import SOURCE, account_waits
from bodemplaat.capabilities.claims.queries.rules import rules_on_days
from bodemplaat.capabilities.claims.queries.waiting import address_of, clerks_among, stuck_at_the_desk
from bodemplaat.capabilities.claims.reckoning.checks import Alike
from bodemplaat.capabilities.claims.values import KindRule
from bodemplaat.capabilities.claims.vocabulary import ClaimAct, ClaimState
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.engines import approval
from bodemplaat.engines.approval import Addressed, Approver
from bodemplaat.foundation.access.api import same_human
from bodemplaat.foundation.documents.api import DocumentView, documents_with
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, query
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as it is shown; ``kind`` is ``None`` when the organisation never had the kind on that day."""

    position: int
    kind_code: str
    kind: KindRule | None
    day: date | None
    description: str
    amount: Euro | None
    kilometres: object
    origin: str
    destination: str
    taakveld: str
    cost_centre: str
    evidence: tuple[DocumentView, ...]


@dataclass(frozen=True, slots=True)
class StruckView:
    """Evidence that was handed in once and crossed out: by whom, when, and with what cost it stood."""

    document: DocumentView
    kind: KindRule | None
    kind_code: str
    description: str
    amount: Euro | None
    struck_at: datetime
    struck_by_name: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the running round; ``waits_for`` names the manager, or is empty for a function or the SSC.

    An open step says who decides on it now; ``nobody_can`` when that is nobody.
    """

    name: str
    by: Approver
    function: str
    state: str
    waits_for: str
    opened_at: datetime | None
    decided_at: datetime | None
    nobody_can: bool = False


@dataclass(frozen=True, slots=True)
class EventView:
    """One point on the timeline."""

    at: datetime
    event: str
    person_name: str
    role: str
    step: str
    comment: str
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim, whole. ``actions`` are what this reader may let happen now; ``why_not`` says why they may not decide.

    ``receipts_kept_back`` is how many receipts there are that this reader may not open: a payer needs none to pay.
    """

    id: UUID
    organisation_id: UUID
    organisation_name: str
    number: str
    claimant_id: UUID
    claimant_name: str
    unit_name: str
    description: str
    iban: str
    state: ClaimState
    round: int
    total: Euro
    started_at: datetime
    first_submitted_at: datetime | None
    submitted_at: datetime | None
    approved_at: datetime | None
    settled_at: datetime | None
    passed_small: bool
    version: int
    account_differs: bool
    account_waits: bool
    struck: tuple[StruckView, ...]
    lines: tuple[LineView, ...]
    steps: tuple[StepView, ...]
    timeline: tuple[EventView, ...]
    payment: payments.PaymentFacts | None
    actions: frozenset[ClaimAct]
    why_not: Refused | None
    taken_by: UUID | None
    taken_by_name: str
    receipts_kept_back: int

    @property
    def may_be_changed(self) -> bool:
        """Whether it lies with its employee, who fills it in."""
        return self.state in lifecycle.CHANGEABLE

    @property
    def open_step(self) -> StepView | None:
        """The step it waits on, if any."""
        return next((step for step in self.steps if step.state == approval.OPEN), None)


@query
def claim_view(*, actor: Actor, claim: UUID, on: date) -> ClaimView:
    """Open a claim; raises ``NotFound`` for one that is not there or not the reader's to see."""
    row = (
        visible_claims(actor, on, claim=claim)
        .select_related("claimant", "unit", "organisation")
        .one(id=claim)
    )
    is_payer = actor.role is Role.SSC_PAYER
    shows_receipts = not is_payer or open_to_the_receipts(actor, on, claim).exists()
    lines = _lines(actor, row)
    of_round = ClaimStep.records.of(actor).filter(claim=row, round=row.round)
    steps = list(of_round.select_related("claim").order_by("position"))
    open_step = next((step for step in steps if step.state == approval.OPEN), None)
    refusal = _refusal(actor, row, open_step, on)
    now = None
    if open_step is not None and open_step.by != Approver.SSC.value:
        now = address_of(actor, open_step, on)
    nobody_can = refusal is not None and _nobody_can(actor, open_step, now, on)
    taken_by = _taken_by(actor, open_step, on)
    people = {step.assignee_id for step in steps if step.assignee_id} | {taken_by} | {now and now.manager}
    names = names_of(actor=actor, people={each for each in people if each})
    events = ClaimEvent.records.of(actor).filter(claim=row).order_by("at", "written_at")
    return ClaimView(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        number=row.number,
        claimant_id=row.claimant_id,
        claimant_name=row.claimant.name,
        unit_name=row.unit.name,
        description=row.description,
        iban=row.iban,
        state=ClaimState(row.state),
        round=row.round,
        total=Euro(row.total_cents),
        started_at=row.started_at,
        first_submitted_at=row.first_submitted_at,
        submitted_at=row.submitted_at,
        approved_at=row.approved_at,
        settled_at=row.settled_at,
        passed_small=row.passed_small,
        version=row.version,
        account_differs=row.account_differs,
        account_waits=account_waits(row),
        struck=_struck(actor, row) if shows_receipts else (),
        lines=lines if shows_receipts else tuple(replace(line, evidence=()) for line in lines),
        receipts_kept_back=0 if shows_receipts else sum(len(line.evidence) for line in lines),
        steps=tuple(
            _step_view(
                step,
                now if step is open_step else None,
                names,
                nobody_can=step is open_step and nobody_can,
            )
            for step in steps
        ),
        timeline=tuple(
            EventView(e.at, e.event, e.person_name, e.role, e.step, e.comment, e.details) for e in events
        ),
        payment=payments.payment_of(actor=actor, source_type=SOURCE, source_id=row.id),
        actions=_actions(actor, row, open_step, refusal),
        why_not=refusal,
        taken_by=taken_by,
        taken_by_name=names.get(taken_by, "") if taken_by else "",
    )


@query
def alike_to(*, actor: Actor, claim: UUID, on: date) -> tuple[Alike, ...]:
    """Other claims with the same receipt or the same cost, for who decides; with a link where the reader may look."""
    row = visible_claims(actor, on, claim=claim).one(id=claim)
    return alike_claims(actor, row, content_of(actor, row), on)


@query
def evidence_of(*, actor: Actor, claim: UUID, document: UUID, on: date) -> DocumentView:
    """A document of a claim whose receipts the reader may open; raises ``NotFound`` otherwise."""
    row = open_to_the_receipts(actor, on, claim).one(id=claim)
    proves = LineEvidence.records.of(actor).filter(line__claim=row, document_id=document)
    struck = StruckEvidence.records.of(actor).filter(claim=row, document_id=document)
    if not proves.exists() and not struck.exists():
        raise NotFound("document")
    return documents_with(actor=actor, ids=[document])[document]


def _lines(actor: Actor, row: Claim) -> tuple[LineView, ...]:
    rows = list(ClaimLine.records.of(actor).filter(claim=row).order_by("position"))
    pairs = list(LineEvidence.records.of(actor).filter(line__in=rows).values_list("line_id", "document_id"))
    documents = documents_with(actor=actor, ids=[document for _, document in pairs])
    today = timezone.localdate(row.changed_at)
    days = {line.day for line in rows if line.day} | {today}
    rules = rules_on_days(actor=actor, organisation=row.organisation_id, days=days)
    views = []
    for line in rows:
        rules_of_day = rules.get(line.day or today)
        evidence = sorted(
            (documents[document] for owner, document in pairs if owner == line.id),
            key=lambda d: (d.stored_at, d.id),
        )
        views.append(
            LineView(
                position=line.position,
                kind_code=line.kind,
                kind=rules_of_day.kind(line.kind) if rules_of_day else None,
                day=line.day,
                description=line.description,
                amount=None if line.amount_cents is None else Euro(line.amount_cents),
                kilometres=line.kilometres,
                origin=line.origin,
                destination=line.destination,
                taakveld=line.taakveld,
                cost_centre=line.cost_centre,
                evidence=tuple(evidence),
            )
        )
    return tuple(views)


def _step_view(
    step: ClaimStep, now: Addressed | None, names: Mapping[UUID, str], *, nobody_can: bool
) -> StepView:
    waits_for = now.manager if now else step.assignee_id
    return StepView(
        step.name,
        now.by if now else Approver(step.by),
        now.function if now else step.function,
        step.state,
        names.get(waits_for, "") if waits_for else "",
        step.opened_at,
        step.decided_at,
        nobody_can=nobody_can,
    )


def _nobody_can(actor: Actor, step: ClaimStep | None, now: Addressed | None, on: date) -> bool:
    """Whether nobody can decide on the open step: in the organisation itself, or no clerk of its service centre."""
    if now is not None:
        return not now.people
    return step is not None and bool(stuck_at_the_desk(actor, on, narrow=Q(id=step.id)))


def _taken_by(actor: Actor, step: ClaimStep | None, on: date) -> UUID | None:
    """Who works on it at the desk; what somebody took who is no clerk any more is in the queue again."""
    taker = step.taken_by if step else None
    if taker is None or actor.role not in (Role.SSC_CLERK, Role.SSC_PAYER):
        return taker
    return taker if taker in clerks_among(actor, [taker], on) else None


def _struck(actor: Actor, row: Claim) -> tuple[StruckView, ...]:
    if row.submitted_at is None:
        return ()
    rows = list(StruckEvidence.records.of(actor).filter(claim=row).order_by("struck_at", "id"))
    if not rows:
        return ()
    documents = documents_with(actor=actor, ids=[each.document_id for each in rows])
    day = timezone.localdate(row.submitted_at)
    rules = rules_on_days(actor=actor, organisation=row.organisation_id, days=[day]).get(day)
    return tuple(
        StruckView(
            document=documents[each.document_id],
            kind=rules.kind(each.kind) if rules else None,
            kind_code=each.kind,
            description=each.description,
            amount=None if each.amount_cents is None else Euro(each.amount_cents),
            struck_at=each.struck_at,
            struck_by_name=each.struck_by_name,
        )
        for each in rows
    )


def _refusal(actor: Actor, row: Claim, step: ClaimStep | None, on: date) -> Refused | None:
    if step is None:
        return None
    try:
        check_may_decide(actor, row, step, on)
    except Refused as refusal:
        return refusal
    return None


def _may_look(actor: Actor, row: Claim) -> bool:
    """Whether this reader may give the account its second look: a clerk, and neither the claimant nor who approved."""
    if not handles(actor, row) or not account_waits(row):
        return False
    me = same_human(actor=actor, person=actor.person)
    return row.claimant_id not in me and not has_approved(actor, me, row)


_OWN: Final = {"submit": ClaimAct.SUBMITTED, "withdraw": ClaimAct.WITHDRAWN}
_AFTERWARDS: Final = {"return": ClaimAct.RETURNED, "pay_again": ClaimAct.PAY_AGAIN}
_DECIDING: Final = frozenset({ClaimAct.STEP_APPROVED, ClaimAct.RETURNED, ClaimAct.REJECTED})
_AT_THE_DESK: Final = frozenset({ClaimAct.TAKEN, ClaimAct.BOOKED})


def _actions(
    actor: Actor, row: Claim, step: ClaimStep | None, refusal: Refused | None
) -> frozenset[ClaimAct]:
    acts: set[ClaimAct] = set()
    if actor.person_id == row.claimant_id:
        acts |= _allowed(row, _OWN)
    if _may_look(actor, row):
        acts.add(ClaimAct.ACCOUNT_LOOKED_AT)
    if step is not None and refusal is None:
        acts |= _DECIDING
        if step.by == Approver.SSC.value:
            acts |= _AT_THE_DESK
    elif step is None and handles(actor, row) and not is_own(actor, row):
        acts |= _allowed(row, _AFTERWARDS)
    return frozenset(acts)


def _allowed(row: Claim, moves: Mapping[str, ClaimAct]) -> set[ClaimAct]:
    """The acts of those moves that the state of a claim allows."""
    allowed = lifecycle.CLAIM.allowed(row.state)
    return {act for move, act in moves.items() if move in allowed}
