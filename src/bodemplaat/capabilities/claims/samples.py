"""Looking afterwards at claims that passed without approval: drawn by seed, judged by another than the claimant."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.claims import events, lifecycle
from bodemplaat.capabilities.claims.errors import NotYourOwnClaim
from bodemplaat.capabilities.claims.models import Claim, Sample, SampleItem
from bodemplaat.capabilities.claims.rules import rules_for
from bodemplaat.capabilities.claims.sampling import draw
from bodemplaat.foundation.access.api import same_human
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy import Actor, Refused, Role, command, query
from bodemplaat.kernel import Euro, Period, say

MAY_LOOK = (Role.CONTROLLER, Role.SSC_CLERK)


@dataclass(frozen=True, slots=True)
class SampleItemView:
    """A drawn claim and what was found; ``is_right`` is ``None`` until somebody looked."""

    claim: UUID
    number: str
    claimant_name: str
    total: Euro
    is_right: bool | None
    comment: str


@dataclass(frozen=True, slots=True)
class SampleView:
    """A drawing. Anyone with ``seed`` and the ids can draw it again."""

    id: UUID
    organisation_id: UUID
    month: date
    seed: str
    percent: Decimal
    population: int
    drawn_at: datetime
    items: tuple[SampleItemView, ...]


@command
def draw_sample(*, actor: Actor, organisation: UUID, month: date, seed: str = "", at: datetime) -> UUID:
    """Draw from the claims of a finished month that passed under the threshold; once per month.

    Without ``seed`` one is made and kept with the drawing. A second call answers the drawing that exists.
    """
    _check_may_look(actor)
    first = month.replace(day=1)
    period = Period.month(first.year, first.month)
    if period.end is None or period.end > timezone.localdate(at):
        raise Refused(say("The sample is drawn once the month is over, so that every claim has a chance."))
    made = Sample.records.of(actor).filter(organisation_id=organisation, month=first).first()
    if made is not None:
        return made.id
    rules = rules_for(actor=actor, organisation=organisation, on=first)
    small = Claim.records.of(actor).filter(
        organisation_id=organisation,
        passed_small=True,
        submitted_at__gte=_midnight(first),
        submitted_at__lt=_midnight(period.end),
    )
    ids = list(small.exclude(state=lifecycle.WITHDRAWN).values_list("id", flat=True))
    chosen_seed = seed or secrets.token_hex(16)
    sample = Sample.records.of(actor).create(
        organisation_id=organisation,
        month=first,
        seed=chosen_seed,
        percent=rules.sample_percent,
        population=len(ids),
        drawn_at=at,
        drawn_by=actor.person_id,
    )
    drawn = draw(ids, rules.sample_percent, chosen_seed)
    SampleItem.records.of(actor).bulk_create(
        SampleItem(organisation_id=organisation, sample=sample, claim_id=claim) for claim in drawn
    )
    record(
        actor,
        "sample.drawn",
        "sample",
        sample.id,
        organisation,
        at=at,
        details={"seed": chosen_seed, "population": len(ids), "drawn": len(drawn)},
    )
    return sample.id


@command
def judge_sampled_claim(*, actor: Actor, claim: UUID, is_right: bool, comment: str, at: datetime) -> None:
    """Say whether a drawn claim was right; by anyone who may look, except whose claim it is."""
    _check_may_look(actor)
    item = SampleItem.records.of(actor).select_related("claim").locked().one(claim_id=claim)
    if item.claim.claimant_id in same_human(actor=actor, person=actor.person):
        raise NotYourOwnClaim
    if not is_right and not comment.strip():
        raise Refused(say("Write in a few words what is wrong with it."))
    item.is_right, item.comment = is_right, comment
    item.judged_at, item.judged_by = at, actor.person
    item.save(update_fields=["is_right", "comment", "judged_at", "judged_by"])
    events.happened(
        actor, item.claim, "claim.sampled", at=at, comment=comment, details={"is_right": is_right}
    )


@query
def samples(*, actor: Actor, organisation: UUID | None = None) -> tuple[SampleView, ...]:
    """The drawings so far, latest month first, each with its claims; two queries."""
    _check_may_look(actor)
    rows = Sample.records.of(actor).order_by("-month", "organisation_id")
    if organisation is not None:
        rows = rows.filter(organisation_id=organisation)
    items: dict[UUID, list[SampleItemView]] = {}
    found = SampleItem.records.of(actor).filter(sample__in=rows).select_related("claim__claimant")
    for item in found.order_by("claim__number"):
        items.setdefault(item.sample_id, []).append(
            SampleItemView(
                item.claim_id,
                item.claim.number,
                item.claim.claimant.name,
                Euro(item.claim.total_cents),
                item.is_right,
                item.comment,
            )
        )
    return tuple(
        SampleView(
            s.id,
            s.organisation_id,
            s.month,
            s.seed,
            s.percent,
            s.population,
            s.drawn_at,
            tuple(items.get(s.id, ())),
        )
        for s in rows
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _check_may_look(actor: Actor) -> None:
    if actor.role not in MAY_LOOK:
        raise Refused(
            say("The sample is for the controller and the service centre. You are signed in in another role.")
        )
