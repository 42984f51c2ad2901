"""Everything that is due up to a day and was not billed yet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from bodemplaat.capabilities.agreements.api import Signed
from bodemplaat.capabilities.billing.reckoning.advances import taken_back
from bodemplaat.capabilities.billing.reckoning.credits import credits_of
from bodemplaat.capabilities.billing.reckoning.lines import BillLine
from bodemplaat.capabilities.billing.reckoning.usage import planned_lines
from bodemplaat.capabilities.performance.api import Performance


@dataclass(frozen=True, slots=True)
class SignedReport:
    """A report that both signed, and the day on which the second did."""

    report: UUID
    seen: Performance
    signed_on: date


class Billed(Protocol):
    """What earlier runs hold, asked by what names it, so that nobody reads all of it."""

    def missing(self, sources: Collection[str]) -> Collection[str]:
        """Which of these no run holds."""
        ...

    def lapsed(self, sources: Collection[str]) -> Sequence[BillLine]:
        """What was billed by plan under none of these, and was not taken back."""
        ...


def ever_due(files: Sequence[Signed], reports: Sequence[SignedReport]) -> tuple[BillLine, ...]:
    """Every line of these financial files and reports, whatever its day."""
    return (
        *(line for each in files for line in planned_lines(each)),
        *(line for each in reports for line in credits_of(each.report, each.seen, each.signed_on)),
    )


def lines_to_bill(
    files: Sequence[Signed],
    reports: Sequence[SignedReport],
    billed: Billed,
    used: Sequence[BillLine] = (),
    settled: Sequence[BillLine] = (),
    *,
    until: date,
) -> tuple[BillLine, ...]:
    """What is due up to and including a day and not billed yet, by customer, day and source; ``used`` is what was delivered,
    ``settled`` what years that were settled charge or give back.

    What was billed of an agreement that turned out to end before, because a newer one took its place, is taken back. Whatever
    the days and order of earlier runs, all that was billed together is what is due.
    """
    ever = {each.source: each for each in (*ever_due(files, reports), *settled)}
    new = [ever[source] for source in billed.missing([*(s for s, each in ever.items() if each.due <= until)])]
    new += (taken_back(each) for each in billed.lapsed([*ever]) if each.due <= until)
    new += used
    return tuple(sorted(new, key=lambda each: (each.customer, each.due, each.source)))
