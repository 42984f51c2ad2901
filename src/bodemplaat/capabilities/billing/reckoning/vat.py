"""The VAT of each line: what the provider's controller said of its service, by the day; nothing is filled in by itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bodemplaat.capabilities.billing.reckoning.lines import BillLine
from bodemplaat.formats.vat_law import VatRateKind, vat_rates_on
from bodemplaat.kernel import Finding, say

GENERAL, REDUCED = VatRateKind.GENERAL.value, VatRateKind.REDUCED.value
EXEMPT, OUTSIDE = "exempt", "outside"
HOWS: Final = (GENERAL, REDUCED, EXEMPT, OUTSIDE)
"""At one of the rates of the law, exempt, or outside the tax."""
SAYS_WHY: Final = (EXEMPT, OUTSIDE)
"""Of these the reason why no VAT is due stands on the invoice."""
CATEGORIES: Final = {GENERAL: "S", REDUCED: "S", EXEMPT: "E", OUTSIDE: "O"}
"""As e-invoices name them (UNTDID 5305)."""
START_UP_COSTS: Final = ""
"""The code under which the treatment of start-up costs is kept."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """How a service is taxed from a day on, with the ``reason`` where no VAT is due."""

    code: str
    since: date
    how: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TaxedLine:
    """A line with how it is taxed; the rate is that of the day on which it is invoiced."""

    line: BillLine
    how: str
    reason: str


def rate_on(how: str, day: date) -> Decimal | None:
    """The rate on a day in percent: zero for what is exempt, none outside the tax or where the law has no such rate."""
    if how in SAYS_WHY:
        return Decimal(0) if how == EXEMPT else None
    return next((each.percent for each in vat_rates_on(day) if each.kind.value == how), None)


def treatment_on(treatments: Collection[Treatment], code: str, day: date) -> Treatment | None:
    """How a service is taxed on a day; ``None`` where nobody said so for it."""
    holding = [each for each in treatments if each.code == code and each.since <= day]
    return max(holding, key=lambda each: each.since, default=None)


def taxed(
    lines: Sequence[BillLine], treatments: Collection[Treatment], day: date
) -> tuple[tuple[TaxedLine, ...], tuple[Finding, ...]]:
    """The lines as they are taxed on a day; and each service of which nobody said how, by its code."""
    by_code = {each.code: treatment_on(treatments, each.code, day) for each in lines}
    known = tuple(
        TaxedLine(each, said.how, said.reason) for each in lines if (said := by_code[each.code]) is not None
    )
    missing = {each.code: each for each in lines if by_code[each.code] is None}
    return known, tuple(_untold(missing[code]) for code in sorted(missing))


def _untold(line: BillLine) -> Finding:
    if line.code == START_UP_COSTS:
        text = say("Say how start-up costs are taxed: at a rate, exempt or outside the tax.")
        return Finding("billing.vat", START_UP_COSTS, text)
    text = say("Say how {code} ({name}) is taxed: at a rate, exempt or outside the tax.")
    return Finding("billing.vat", line.code, text, {"code": line.code, "name": line.name.in_("nl")})
