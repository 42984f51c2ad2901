"""Open steps with who decides on them now: one set-based reading, a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.capabilities.claims.models import Claim, ClaimSettings, ClaimStep
from bodemplaat.capabilities.claims.queries.rules import fallback_of
from bodemplaat.engines import approval
from bodemplaat.engines.approval import Addressed, Approver, AskedStep, addressed
from bodemplaat.foundation.access.api import (
    clerks_of,
    holdings_on,
    office_on,
    standing_of,
    stands_in_for,
)
from bodemplaat.foundation.organisations.api import JobView, jobs_begun, people_under
from bodemplaat.foundation.tenancy.api import Actor, Role, remembered, shaped


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step that waits, and who can decide on it now; ``provider`` handles its claim, ``None`` where nobody does."""

    step: UUID
    claim: UUID
    organisation: UUID
    provider: UUID | None
    claimant: UUID
    name: str
    opened_at: datetime | None
    asked: AskedStep
    told: frozenset[UUID]
    now: Addressed


def open_steps(actor: Actor, on: date, *, narrow: Q | None = None) -> tuple[OpenStep, ...]:
    """Every open step of a manager or a function within reach that fits ``narrow``, the longest-waiting first."""
    rows = list(
        _of_the_organisation(actor)
        .filter(narrow if narrow is not None else Q())
        .select_related("claim")
        .order_by("opened_at", "id")
    )
    return _addressed(actor, rows, on)


def stuck_steps(actor: Actor, on: date, *, narrow: Q | None = None) -> tuple[OpenStep, ...]:
    """Every open step within reach on which nobody can decide now, at the service centre too; the longest-waiting first.

    A constant number of queries; of the steps at the desk only those are read that not every clerk may decide on.
    """
    stuck = [each for each in open_steps(actor, on, narrow=narrow) if not each.now.people]
    stuck += stuck_at_the_desk(actor, on, narrow=narrow)
    return tuple(sorted(stuck, key=lambda each: (each.opened_at is None, each.opened_at, each.step)))


def stuck_at_the_desk(actor: Actor, on: date, *, narrow: Q | None = None) -> tuple[OpenStep, ...]:
    """The open steps within reach at the service centre on which none of its clerks can decide now."""
    return tuple(each for each in _at_the_desk(actor, on, narrow) if not each.now.people)


def _at_the_desk(actor: Actor, on: date, narrow: Q | None) -> Sequence[OpenStep]:
    clerks = clerks_of(actor=actor, on=on)
    humans = {person for at_provider in clerks.values() for same in at_provider.values() for person in same}
    manned: dict[UUID, set[UUID]] = defaultdict(set)
    for organisation, provider in clerks:
        manned[provider].add(organisation)
    has_clerks = Q(pk__in=[])
    for provider, customers in manned.items():
        has_clerks |= Q(claim__provider=provider, organisation__in=customers)
    decided = ClaimStep.records.of(actor).filter(
        claim=OuterRef("claim"), round=OuterRef("claim__round"), state=approval.DONE, decided_by__in=humans
    )
    not_every_clerk = (
        ~has_clerks
        | Q(claim__provider=None)
        | Q(claim__claimant_id__in=humans)
        | Q(claim__account_looked_at_by__in=humans)
        | Exists(decided)
    )
    rows = list(
        ClaimStep.records.of(actor)
        .filter(
            not_every_clerk, state=approval.OPEN, claim__state=lifecycle.IN_APPROVAL, by=Approver.SSC.value
        )
        .filter(narrow if narrow is not None else Q())
        .select_related("claim")
    )
    approved_by = _approved_by(actor, rows)
    steps = []
    for row in rows:
        approved = approved_by.get(row.claim_id, frozenset())
        barred = approved | {row.claim.claimant_id, row.claim.account_looked_at_by}
        handler = row.claim.provider_id
        at_provider = clerks.get((row.organisation_id, handler), {}) if handler else {}
        people = frozenset(clerk for clerk, same in at_provider.items() if not same & barred)
        asked_step = AskedStep(
            organisation=row.organisation_id,
            by=Approver.SSC,
            function="",
            never=frozenset({row.claim.claimant_id}),
            unit=row.claim.unit_id,
            manager=None,
            approved_by=approved,
        )
        now = Addressed(people, frozenset(at_provider), Approver.SSC, "")
        steps.append(_open_step(row, asked_step, now))
    return steps


def _open_step(row: ClaimStep, asked_step: AskedStep, now: Addressed) -> OpenStep:
    return OpenStep(
        step=row.id,
        claim=row.claim_id,
        organisation=row.organisation_id,
        provider=row.claim.provider_id,
        claimant=row.claim.claimant_id,
        name=row.name,
        opened_at=row.opened_at,
        asked=asked_step,
        told=frozenset(row.asked),
        now=now,
    )


def steps_waiting_for(actor: Actor, on: date, claims: Collection[UUID] | None = None) -> tuple[OpenStep, ...]:
    """The open steps that this person can decide on now; of these claims only, when given."""
    narrow = _perhaps_mine(actor, on)
    if claims is not None:
        narrow &= Q(claim_id__in=set(claims))
    return tuple(each for each in open_steps(actor, on, narrow=narrow) if actor.person in each.now.people)


def steps_of(actor: Actor, claim: Claim) -> Sequence[ClaimStep]:
    """The steps of the running round in their order, each with this very claim."""
    steps = _steps_of_round(actor, claim.id, claim.round)
    for step in steps:
        step.claim = claim
    return steps


@shaped
def _steps_of_round(actor: Actor, claim: UUID, number: int) -> QuerySet[ClaimStep]:
    return ClaimStep.records.of(actor).filter(claim_id=claim, round=number).order_by("position")


def address_of(
    actor: Actor, step: ClaimStep, on: date, *, approved_by: frozenset[UUID] | None = None
) -> Addressed:
    """Who decides on one step of the organisation itself, open or about to be.

    ``approved_by`` are those who approved a step of its round, where they were read already.
    """
    known = None if approved_by is None else {step.claim_id: approved_by}
    (open_step,) = _addressed(actor, [step], on, known)
    return open_step.now


def clerks_among(actor: Actor, people: Collection[UUID], on: date) -> frozenset[UUID]:
    """Which of these people are clerks on a day: what one of them took who is not, is in the queue again."""
    standing = standing_of(actor=actor, people=people, on=on)
    return standing.able & standing.holding(Role.SSC_CLERK)


def _of_the_organisation(actor: Actor) -> QuerySet[ClaimStep]:
    steps = ClaimStep.records.of(actor).filter(state=approval.OPEN, claim__state=lifecycle.IN_APPROVAL)
    return steps.exclude(by=Approver.SSC.value)


def _perhaps_mine(actor: Actor, on: date) -> Q:
    """A wide net, in SQL: what cannot be this person's is not read; who decides exactly is worked out after."""
    people = {actor.person, *stands_in_for(actor=actor, person=actor.person, on=on)}
    functions = {each.function for each in holdings_on(actor=actor, on=on) if each.person in people}
    if functions & set(_fallbacks(actor, on).values()):
        return Q()
    of_manager = Q(
        by=Approver.MANAGER.value, claim__claimant_id__in=people_under(actor=actor, managers=people)
    )
    return of_manager | Q(by=Approver.FUNCTION.value, function__in=functions)


def _addressed(
    actor: Actor,
    rows: Sequence[ClaimStep],
    on: date,
    approved_by: Mapping[UUID, frozenset[UUID]] | None = None,
) -> tuple[OpenStep, ...]:
    if not rows:
        return ()
    managers = _managers(actor, rows, on)
    if approved_by is None:
        approved_by = _approved_by(actor, rows)
    office = office_on(
        actor=actor,
        managers=set(filter(None, managers.values())),
        fallback=_fallbacks_of(actor, {row.organisation_id for row in rows}, on),
        on=on,
    )
    steps = []
    for row in rows:
        asked_step = AskedStep(
            organisation=row.organisation_id,
            by=Approver(row.by),
            function=row.function,
            never=frozenset({row.claim.claimant_id}),
            unit=row.claim.unit_id,
            manager=managers.get(row.claim_id),
            approved_by=approved_by.get(row.claim_id, frozenset()),
        )
        steps.append(_open_step(row, asked_step, addressed(asked_step, office)))
    return tuple(steps)


def _managers(actor: Actor, rows: Iterable[ClaimStep], on: date) -> Mapping[UUID, UUID | None]:
    """By claim, the manager in the employment of the day.

    That is the employment it was handed in under; once that ended the one that took its place (the same unit first, then
    the longest-standing); and for a claimant who left, the last one.
    """
    jobs: dict[UUID, list[JobView]] = defaultdict(list)
    people = {row.claim.claimant_id for row in rows}
    for job in jobs_begun(actor=actor, people=people, on=on):
        jobs[job.person_id].append(job)

    def rank(job: JobView, row: ClaimStep) -> tuple[bool, int, bool, bool, int]:
        ended = job.until if job.until is not None and job.until <= on else None
        since = ended.toordinal() if ended else 0
        own, unit = job.id == row.claim.employment_id, job.unit_id == row.claim.unit_id
        return ended is None, since, own, unit, -job.since.toordinal()

    manager_by_claim: dict[UUID, UUID | None] = {}
    for row in rows:
        own_jobs = jobs.get(row.claim.claimant_id)
        manager_by_claim[row.claim_id] = (
            max(own_jobs, key=lambda job: rank(job, row)).manager_id if own_jobs else None
        )
    return manager_by_claim


def _approved_by(actor: Actor, rows: Iterable[ClaimStep]) -> Mapping[UUID, frozenset[UUID]]:
    done = ClaimStep.records.of(actor).filter(
        claim_id__in={row.claim_id for row in rows},
        round=F("claim__round"),
        state=approval.DONE,
        decided_by__isnull=False,
    )
    approvers: dict[UUID, set[UUID]] = defaultdict(set)
    for claim, person in done.values_list("claim_id", "decided_by"):
        if person is not None:
            approvers[claim].add(person)
    return {claim: frozenset(people) for claim, people in approvers.items()}


def _fallbacks_of(actor: Actor, organisations: set[UUID], on: date) -> Mapping[UUID, str]:
    """The fallback functions of these organisations; of one of them from its rules, which were often read already."""
    if len(organisations) == 1:
        (organisation,) = organisations
        return {organisation: fallback_of(actor, organisation, on)}
    return _fallbacks(actor, on)


@remembered(ClaimSettings)
def _fallbacks(actor: Actor, on: date) -> Mapping[UUID, str]:
    """The fallback function of the day, per organisation: the way out must be one that is open now."""
    rows = ClaimSettings.records.of(actor).filter(valid_from__lte=on).order_by("valid_from")
    return dict(rows.values_list("organisation_id", "fallback_function"))
