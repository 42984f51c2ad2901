"""The last day on which paying is in time."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final, Protocol

from bodemplaat.kernel import Said, say

LONGEST_ACCEPTANCE: Final = 30
"""Days after delivery within which it is accepted or judged, unless longer was agreed (BW 6:119a and 6:119b, paragraph 4)."""
DAY: Final = timedelta(days=1)
SATURDAY: Final = 5


class TermRule(Protocol):
    """What the law gives between a kind of debtor and a kind of creditor, in days."""

    @property
    def days(self) -> int:
        """Where nothing valid was agreed."""

    @property
    def agreed(self) -> int:
        """The most that may be agreed without more."""

    @property
    def longest(self) -> int | None:
        """The most that may be agreed expressly and with a reason the law accepts; ``None`` without a limit."""


class Ground(Enum):
    """What the term is counted from."""

    INVOICE = "invoice"
    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"


class NoStart(ValueError):
    """Neither the receipt of the invoice nor that of goods or services is known, so no term begins."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened and what was agreed.

    ``received`` the invoice, ``None`` where that day is not certain; ``delivered`` goods or services; ``accepted`` where the
    contract has them inspected; ``agreed`` days after receipt, by contract; ``is_justified`` whether a longer term stands in
    it expressly, with a reason the law accepts. Raises ``ValueError`` for a term of no days.
    """

    received: date | None
    delivered: date | None = None
    accepted: date | None = None
    agreed: int | None = None
    is_justified: bool = False

    def __post_init__(self) -> None:
        if self.agreed is not None and self.agreed < 1:
            raise ValueError("a term that was agreed is at least one day")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of ``days`` after ``start``; ``last`` is the last day in time. ``steps`` tell how it came about.

    ``is_agreed``: the contract's days hold, else the law's. ``is_extended``: it would have ended on a free day.
    """

    start: date
    ground: Ground
    days: int
    is_agreed: bool
    is_extended: bool
    last: date
    steps: tuple[Said, ...]

    def days_late(self, paid: date) -> int:
        """How many days after the last one it was paid; 0 in time."""
        return max(0, (paid - self.last).days)


def latest_day(facts: Facts, rule: TermRule, free: Container[date]) -> Term:
    """The term of these facts. ``free`` holds the public holidays; Saturdays and Sundays are free anyway.

    Only a term of the law that ends on a free day runs on to the next working day; an agreed one ends where it was
    agreed. Raises ``NoStart``.
    """
    start, ground, from_where = _start(facts)
    days, is_agreed, how_long = _days(facts, rule)
    end = last = start + days * DAY
    steps = [from_where, how_long.using(day=end)]
    while not is_agreed and (last.weekday() >= SATURDAY or last in free):
        last += DAY
    if last != end:
        text = say(
            "That is a Saturday, a Sunday or a public holiday, so the term runs on until the next working day, {day} "
            "(Algemene termijnenwet, article 1). Whether a court reads it so for this term was not checked: paying up to and "
            "including {end} is safe."
        )
        steps.append(text.using(day=last, end=end))
    return Term(start, ground, days, is_agreed, last != end, last, tuple(steps))


def _start(facts: Facts) -> tuple[date, Ground, Said]:
    """The day after which is counted (paragraph 2 of both articles)."""
    received, delivered = facts.received, facts.delivered
    judged, is_cut_short = _judged(facts)
    if judged is not None and (received < judged if received else delivered is None):
        if is_cut_short:
            text = say(
                "Accepting what was delivered may take {most} days at the most, so counting starts the day after {day}."
            )
            return judged, Ground.ACCEPTANCE, text.using(most=LONGEST_ACCEPTANCE, day=judged)
        text = say(
            "What was delivered was accepted on {day}, after the invoice: counting starts the day after."
        )
        return judged, Ground.ACCEPTANCE, text.using(day=judged)
    if delivered is not None and received is None:
        text = say(
            "When the invoice came in is not certain; delivery was on {day}: counting starts the day after."
        )
        return delivered, Ground.DELIVERY, text.using(day=delivered)
    if received is None:
        raise NoStart("a term needs the day on which the invoice, or what it is for, was received")
    if delivered is not None and received < delivered:
        text = say("The invoice came in before the delivery on {day}: counting starts the day after that.")
        return delivered, Ground.DELIVERY, text.using(day=delivered)
    return (
        received,
        Ground.INVOICE,
        say("The invoice came in on {day}: counting starts the day after.", day=received),
    )


def _judged(facts: Facts) -> tuple[date | None, bool]:
    """When what was delivered counts as accepted, and whether that is sooner than it was (paragraph 4)."""
    if facts.accepted is None or facts.delivered is None or facts.is_justified:
        return facts.accepted, False
    most = facts.delivered + LONGEST_ACCEPTANCE * DAY
    return min(facts.accepted, most), facts.accepted > most


def _days(facts: Facts, rule: TermRule) -> tuple[int, bool, Said]:
    """How many days, whether they are the contract's, and why; the text has a place ``day`` for the end."""
    agreed = facts.agreed
    if agreed is None:
        text = say(
            "No term was agreed, so that of the law holds: {days} {days:day|days}, up to and including {day}."
        )
        return rule.days, False, text.using(days=rule.days)
    if agreed <= rule.agreed:
        text = say("{days} {days:day was|days were} agreed, which is allowed: up to and including {day}.")
        return agreed, True, text.using(days=agreed)
    if facts.is_justified and (rule.longest is None or agreed <= rule.longest):
        text = say(
            "{days} {days:day was|days were} agreed, expressly and with a reason the law accepts: up to and including {day}."
        )
        return agreed, True, text.using(days=agreed)
    most = rule.agreed if not facts.is_justified or rule.longest is None else rule.longest
    text = say(
        "{agreed} {agreed:day was|days were} agreed and {most} is the most allowed here, so the term of the law holds: {days} "
        "{days:day|days}, up to and including {day}."
    )
    return rule.days, False, text.using(agreed=agreed, most=most, days=rule.days)
