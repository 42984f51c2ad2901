"""The ceilings of an organisation's rules, which no agreement lifts. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

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


LONGEST_AGE: Final = 3660
"""Days after the day of a cost in which it can be claimed at most: ten years."""
HIGHEST_RATE: Final = Decimal(10)
"""Euros for a kilometre that no ceiling goes beyond."""


def check_rules_mean_something(rules: ClaimRules) -> None:
    """Raise ``Refused`` for numbers that no rule can have, whatever the ceiling is."""
    if not 1 <= rules.max_age_days <= LONGEST_AGE:
        raise Refused(
            say(
                "A cost can be claimed from 1 to {most} days after its day. Choose a number of days between."
            ),
            most=LONGEST_AGE,
        )
    if rules.threshold is not None and rules.threshold < Euro(0):
        raise Refused(say("An amount below which claims pass is not below zero: leave it empty for none."))
    if not (rules.sample_percent.is_finite() and 0 <= rules.sample_percent <= 100):
        raise Refused(say("The part that is drawn into the sample lies between 0% and 100%."))
    for kind in rules.kinds:
        check_kind_means_something(kind)


def check_kind_means_something(kind: KindRule) -> None:
    """Raise ``Refused`` for a kind of cost whose numbers no kind can have."""
    if kind.rate is not None and not (kind.rate.is_finite() and 0 < kind.rate <= HIGHEST_RATE):
        raise Refused(
            say("A rate for a kilometre lies above € 0 and is € {most} at most."), most=f"{HIGHEST_RATE:f}"
        )
    if any(amount is not None and amount < Euro(0) for amount in (kind.limit, kind.evidence_from)):
        raise Refused(say("An amount of a rule is not below zero: leave it empty for none."))


def check_rules_within(ceilings: Mapping[date, Ceiling], rules: ClaimRules) -> None:
    """Raise ``Refused`` for rules that go further than one of the ceilings while they hold, or that mean nothing."""
    check_rules_mean_something(rules)
    if rules.threshold is None:
        return
    for day, ceiling in ceilings.items():
        if rules.threshold > ceiling.threshold:
            raise Refused(
                say(
                    "From {since_day} claims may pass without approval below {most_cents} at most ({source}). "
                    "Choose a lower threshold, or let the cooperation agree on another ceiling."
                ),
                since_day=day,
                most_cents=ceiling.threshold.cents,
                source=ceiling.source,
            )
        if rules.sample_percent < ceiling.sample_percent:
            raise Refused(
                say(
                    "Where claims pass without approval, from {since_day} at least {least}% of them is drawn into"
                    " the sample ({source})."
                ),
                since_day=day,
                least=f"{ceiling.sample_percent.normalize():f}",
                source=ceiling.source,
            )


def check_kind_within(ceilings: Mapping[date, Ceiling], kind: KindRule) -> None:
    """Raise ``Refused`` for a kind of cost that goes further than one of the ceilings, or that means nothing."""
    check_kind_means_something(kind)
    for day, ceiling in ceilings.items():
        if kind.rate is not None and kind.rate > ceiling.rate:
            raise Refused(
                say("From {since_day} a kilometre is paid at most € {most} ({source})."),
                since_day=day,
                most=f"{ceiling.rate.normalize():f}",
                source=ceiling.source,
            )


def rules_within(ceiling: Ceiling, rules: ClaimRules) -> ClaimRules:
    """The rules, brought down to the ceiling where they go further."""
    if rules.threshold is None:
        return rules
    return replace(
        rules,
        threshold=min(rules.threshold, ceiling.threshold),
        sample_percent=max(rules.sample_percent, ceiling.sample_percent),
    )


def kind_within(ceiling: Ceiling, kind: KindRule) -> KindRule:
    """The same for a kind of cost; its rule then comes from where the ceiling does."""
    if kind.rate is None or kind.rate <= ceiling.rate:
        return kind
    return replace(kind, rate=ceiling.rate, source=ceiling.source)
