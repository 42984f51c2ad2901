"""Looking afterwards at claims that passed without approval: drawn by seed, judged by another than the claimant."""

import secrets
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.claims import events, lifecycle
from bodemplaat.capabilities.claims.errors import NotYourOwnClaim
from bodemplaat.capabilities.claims.models import Claim, Sample, SampleItem
from bodemplaat.capabilities.claims.queries.rules import rules_for
from bodemplaat.capabilities.claims.queries.samples import check_may_look
from bodemplaat.capabilities.claims.reckoning.sampling import draw
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.foundation.access.api import same_human
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, Refused, command, midnight
from bodemplaat.kernel import Period, say


@command
def draw_sample(*, actor: Actor, organisation: UUID, month: date, seed: str = "", at: datetime) -> UUID:
    """Draw from the claims of a finished month that passed under the threshold; once per month.

    Without ``seed`` one is made and kept with the drawing. A second call answers the drawing that exists.
    """
    check_may_look(actor)
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
        submitted_at__gte=midnight(first),
        submitted_at__lt=midnight(period.end),
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
    check_may_look(actor)
    item = SampleItem.records.of(actor).select_related("claim").locked().one(claim_id=claim)
    if item.claim.claimant_id in same_human(actor=actor, person=actor.person):
        raise NotYourOwnClaim
    if not is_right and not comment.strip():
        raise Refused(say("Write in a few words what is wrong with it."))
    item.is_right, item.comment = is_right, comment
    item.judged_at, item.judged_by = at, actor.person
    item.save(update_fields=["is_right", "comment", "judged_at", "judged_by"])
    events.happened(
        actor, item.claim, ClaimAct.SAMPLED, at=at, comment=comment, details={"is_right": is_right}
    )
