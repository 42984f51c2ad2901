"""The VAT of each line: what the provider's controller said of its service, by the day; nothing is filled in by itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bodemplaat.capabilities.billing.reckoning.lines import BillLine
from bodemplaat.kernel import Finding, say

TAXED, EXEMPT, OUTSIDE = "S", "E", "O"
CATEGORIES: Final = (TAXED, EXEMPT, OUTSIDE)
"""At a rate above zero, exempt, outside the tax: as e-invoices name them (UNTDID 5305)."""
START_UP_COSTS: Final = ""
"""The code under which the treatment of start-up costs is kept."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """How a service is taxed from a day on: at a ``rate`` in percent, or not, with the ``reason`` that stands on the invoice."""

    code: str
    since: date
    category: str
    rate: Decimal | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TaxedLine:
    """A line with how it is taxed."""

    line: BillLine
    category: str
    rate: Decimal | None
    reason: str


def treatment_on(treatments: Collection[Treatment], code: str, day: date) -> Treatment | None:
    """How a service is taxed on a day; ``None`` where nobody said so for it."""
    holding = [each for each in treatments if each.code == code and each.since <= day]
    return max(holding, key=lambda each: each.since, default=None)


def taxed(
    lines: Sequence[BillLine], treatments: Collection[Treatment], day: date
) -> tuple[tuple[TaxedLine, ...], tuple[Finding, ...]]:
    """The lines as they are taxed on the day of their invoice; and each service of which nobody said how, by its code."""
    by_code = {each.code: treatment_on(treatments, each.code, day) for each in lines}
    known = tuple(
        TaxedLine(each, how.category, how.rate, how.reason)
        for each in lines
        if (how := by_code[each.code]) is not None
    )
    missing = {each.code: each for each in lines if by_code[each.code] is None}
    return known, tuple(_untold(missing[code]) for code in sorted(missing))


def _untold(line: BillLine) -> Finding:
    if line.code == START_UP_COSTS:
        text = say("Say how start-up costs are taxed: at a rate, exempt or outside the tax.")
        return Finding("billing.vat", START_UP_COSTS, text)
    text = say("Say how {code} ({name}) is taxed: at a rate, exempt or outside the tax.")
    return Finding("billing.vat", line.code, text, {"code": line.code, "name": line.name.in_("nl")})
