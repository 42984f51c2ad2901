"""How far rules may go is set by the platform, never by the organisation whose rules it bounds."""

from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.claims.models import ClaimCeiling
from bodemplaat.capabilities.claims.reckoning.ceilings import HIGHEST_RATE, Ceiling
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import Euro, say


@command
def set_ceiling(*, actor: Actor, organisation: UUID, since: date, ceiling: Ceiling, at: datetime) -> None:
    """Let bounds hold from a day on; by the platform only, because nobody bounds himself."""
    if not actor.is_system:
        raise Refused(say("Only the platform sets how far rules may go, as the cooperation agreed."))
    if (
        ceiling.threshold < Euro(0)
        or not 0 <= ceiling.sample_percent <= 100
        or not 0 < ceiling.rate <= HIGHEST_RATE
    ):
        raise Refused(
            say(
                "A ceiling has a threshold of € 0 or more, a sample from 0% to 100% and a rate up to € {most}."
            ),
            most=f"{HIGHEST_RATE:f}",
        )
    ClaimCeiling.records.of(actor).update_or_create(
        organisation_id=organisation,
        valid_from=since,
        defaults={
            "threshold_cents": ceiling.threshold.cents,
            "sample_percent": ceiling.sample_percent,
            "rate": ceiling.rate,
            "source": ceiling.source,
        },
    )
    record(
        actor,
        "claim_ceiling.set",
        "organisation",
        organisation,
        organisation,
        at=at,
        details={"since": since.isoformat(), "threshold_cents": ceiling.threshold.cents},
    )
