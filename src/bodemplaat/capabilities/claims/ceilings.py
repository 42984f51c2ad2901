"""How far rules may go, whoever agrees to them. Set by the platform, never by the organisation whose rules they bound."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from bodemplaat.capabilities.claims.models import ClaimCeiling
from bodemplaat.capabilities.claims.values import ClaimRules, KindRule
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, Refused, command, query
from bodemplaat.kernel import Euro, say


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The bounds of an organisation's rules.

    ``threshold``: a claim passes without approval below at most this. ``sample_percent``: where claims pass, at least
    this part of them is drawn. ``rate``: at most this many euros per kilometre. ``source``: which decision says so.
    """

    threshold: Euro
    sample_percent: Decimal
    rate: Decimal
    source: str


UNLESS_AGREED = Ceiling(Euro.of(100), Decimal(1), Decimal(1), "Bodemplaat")


@query
def ceiling_for(*, actor: Actor, organisation: UUID, on: date) -> Ceiling:
    """The bounds on a day; the platform's own where none were set."""
    row = (
        ClaimCeiling.records.of(actor)
        .filter(organisation_id=organisation, valid_from__lte=on)
        .order_by("-valid_from")
        .first()
    )
    if row is None:
        return UNLESS_AGREED
    return Ceiling(Euro(row.threshold_cents), row.sample_percent, row.rate, row.source)


@command
def set_ceiling(*, actor: Actor, organisation: UUID, since: date, ceiling: Ceiling, at: datetime) -> None:
    """Let bounds hold from a day on; by the platform only, because nobody bounds himself."""
    if not actor.is_system:
        raise Refused(say("Only the platform sets how far rules may go, as the cooperation agreed."))
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


def check_rules_within(ceiling: Ceiling, rules: ClaimRules) -> None:
    """Raise ``Refused`` for rules that go further."""
    if rules.threshold is None:
        return
    if rules.threshold > ceiling.threshold:
        raise Refused(
            say(
                "Claims may pass without approval below {most_cents} at most ({source}). "
                "Choose a lower threshold, or let the cooperation agree on another ceiling."
            ),
            most_cents=ceiling.threshold.cents,
            source=ceiling.source,
        )
    if rules.sample_percent < ceiling.sample_percent:
        raise Refused(
            say(
                "Where claims pass without approval, at least {least}% of them is drawn into the sample ({source})."
            ),
            least=f"{ceiling.sample_percent.normalize():f}",
            source=ceiling.source,
        )


def check_kind_within(ceiling: Ceiling, kind: KindRule) -> None:
    """Raise ``Refused`` for a kind of cost that goes further."""
    if kind.rate is not None and kind.rate > ceiling.rate:
        raise Refused(
            say("A kilometre is paid at most € {most} ({source})."),
            most=f"{ceiling.rate.normalize():f}",
            source=ceiling.source,
        )
