"""What each participant stands surety for: the loans of the cooperation, guaranteed by a key.

Joint arrangements commonly let the participants guarantee interest and repayment of the loans that the cooperation
takes up, in proportion to inhabitants on a day. It is no cost and no part of a contribution: it is what a participant
would owe should the cooperation not pay, and what its own accounts name beside the balance sheet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bodemplaat.engines.settlement.costs import CostLine
from bodemplaat.engines.settlement.division import CannotDivide, Division, divide_costs
from bodemplaat.engines.settlement.spans import Calendar
from bodemplaat.kernel import Euro, Finding, Period, Trace


@dataclass(frozen=True, slots=True)
class Surety:
    """An amount guaranteed: what is left of a loan, by a key, by who takes part on the day ``on``.

    ``on`` lies in the year of the arrangement; ``takers`` are who guarantee it (empty: everybody).
    """

    name: str
    amount: Euro
    key: str
    on: date
    takers: tuple[str, ...] = ()
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Guaranteed:
    """A surety over those who stand for it; the parts add up to its amount."""

    surety: Surety
    division: Division

    @property
    def amounts(self) -> Mapping[str, Euro]:
        """What each participant guarantees."""
        return self.division.amounts(0)

    def explain(self) -> Trace:
        """Who guarantees what of it, and why."""
        parts = tuple(
            replace(self.division.trace(0, name), name=name)
            for name in self.division.names
            if any(name in piece.takers for piece in self.division.pieces)
        )
        return Trace(self.surety.name, self.surety.amount, parts=parts, source=self.surety.source)


def guarantee(sureties: tuple[Surety, ...], calendar: Calendar) -> tuple[Guaranteed, ...]:
    """Divide every surety by its key as it holds on its day; a yearly limit of a key counts in full.

    Raises ``CannotDivide`` with a finding for each that cannot be divided; their places are ``sureties.<row>``.
    """
    divided: list[Guaranteed] = []
    findings: list[Finding] = []
    for row, surety in enumerate(sureties):
        day = Period(surety.on, surety.on + timedelta(days=1))
        line = CostLine(
            surety.name, surety.key, surety.amount, takers=surety.takers, period=day, source=surety.source
        )
        on_the_day = Calendar(day, calendar.participants, calendar.figures, calendar.keys)
        try:
            divided.append(Guaranteed(surety, divide_costs([line], [surety.amount], on_the_day)))
        except CannotDivide as problem:
            findings += [Finding(f.code, f"sureties.{row}", f.text, f.values) for f in problem.findings]
    if findings:
        raise CannotDivide(findings)
    return tuple(divided)
