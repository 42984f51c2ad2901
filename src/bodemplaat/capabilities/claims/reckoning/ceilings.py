"""The ceilings of an organisation's rules, which no agreement lifts. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from bodemplaat.capabilities.claims.values import ClaimRules, KindRule
from bodemplaat.foundation.tenancy.api import Refused
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
