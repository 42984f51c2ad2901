"""A line of a bill as a value, and why it is what it is."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.kernel import Euro, Said, say

ADVANCE: Final = "advance"
START_UP: Final = "start_up"
CREDIT: Final = "credit"
CORRECTION: Final = "correction"
TAKEN_BACK: Final = "taken_back"
USAGE: Final = "usage"
SET_OFF: Final = "set_off"
YEAR_END: Final = "year_end"
KINDS: Final = (ADVANCE, START_UP, CREDIT, CORRECTION, TAKEN_BACK, USAGE, SET_OFF, YEAR_END)
"""Where an amount comes from: the year that was agreed, what was delivered in it, the reports that both signed, what is no
longer due, and the actual costs of a year that was settled."""
OF_THE_YEAR: Final = (ADVANCE, START_UP, TAKEN_BACK, USAGE, SET_OFF)
"""What bills, or takes back, a part of what a financial file comes to."""
BY_PLAN: Final = (ADVANCE, START_UP, SET_OFF)
"""What follows from a financial file alone, whatever was delivered."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A case that was delivered: of which case type, and the day on which it ended."""

    case: UUID
    case_type: str
    ended_on: date


@dataclass(frozen=True, slots=True)
class BillLine:
    """One amount for one customer, in whole cents, with everything that it follows from.

    ``source`` names what is billed, once for a provider: whatever carries it again is the same. ``code`` is the service (empty
    for start-up costs); ``first`` and ``last`` are the days that are billed, ``due`` the day from which it can be.
    """

    source: str
    kind: str
    customer: UUID
    code: str
    name: Words
    first: date
    last: date
    due: date
    amount: Euro
    agreement: int = 0
    """The number of the financial file (DFA)."""
    quantity: int = 1
    price: Euro | None = None
    whole: Euro = field(default_factory=lambda: Euro(0))
    """What the line comes to in the whole year; of a correction what the credit is now."""
    percent: Decimal | None = None
    """The share of the year that this moment bills."""
    then: Euro | None = None
    """What the credit was, of a correction."""
    report: UUID | None = None
    """The report that says so."""
    share: UUID | None = None
    """The share of a settled year that it charges or gives back."""
    position: int = 0
    """Which line of the financial file it is, from one; zero for none."""
    unit: Words = field(default_factory=Words)
    """In what it is counted."""
    late: int = 0
    """How many of what was delivered ended before the day up to which the last run counted, and were in none."""
    deliveries: tuple[Delivery, ...] = ()
    """What was delivered, where it is worked out; of what a run holds it is asked apart."""

    @property
    def is_of_the_year(self) -> bool:
        """Whether it bills, or takes back, a part of what a financial file comes to."""
        return self.kind in OF_THE_YEAR

    def why(self, language: str = "en") -> Said:
        """Why it is this amount: down to the line and the moment of the agreement, or the report; units in a language."""
        unit = self.unit.in_(language)
        text = _WITH_LATE if self.late else _WHY[self.kind]
        return text.using(
            percent=self.percent,
            day=self.due,
            whole=self.whole,
            quantity=self.quantity,
            price=say("{price} per {unit}", price=self.price, unit=unit) if unit else self.price,
            number=self.agreement,
            first=self.first,
            last=self.last,
            then=self.then or Euro(0),
            late=self.late,
        )


_WHY: Final = {
    ADVANCE: say(
        "Advance of {percent} % on {day}, of {whole} in the year: {quantity} times {price}, by financial file (DFA) {number}."
    ),
    START_UP: say(
        "Start-up costs: {percent} % on {day}, of {whole} in the year, by financial file (DFA) {number}."
    ),
    CREDIT: say(
        "Credit for a norm that was missed from {first} up to and including {last}, by the report that both signed."
    ),
    CORRECTION: say(
        "The credit of {first} up to and including {last} was {then} and comes to {whole}: the later report says so, which both"
        " signed."
    ),
    USAGE: say(
        "Delivered from {first} up to and including {last}: {quantity} times {price}, by financial file (DFA) {number}."
    ),
    YEAR_END: say(
        "Settlement of the actual costs from {first} up to and including {last}: you bear {whole} and were billed {then}."
    ),
    SET_OFF: say(
        "Set off: {whole} was billed in advance by financial file (DFA) {number}. What was delivered is billed instead."
    ),
    TAKEN_BACK: say(
        "Taken back: billed on {day} by financial file (DFA) {number}, which ended before that day."
    ),
}
_WITH_LATE: Final = say(
    "Delivered up to and including {last}: {quantity} times {price}, by financial file (DFA) {number}. Of these {late} ended before"
    " {first} and were in no run yet."
)
