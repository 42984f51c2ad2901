"""Lines as invoices can carry them: what cannot stand on one invoice stands on several, and none comes to less than nothing."""

from collections.abc import Sequence

from bodemplaat.capabilities.billing.reckoning.vat import EXEMPT, OUTSIDE, SAYS_WHY, TaxedLine
from bodemplaat.kernel import Euro


def sheets_of(lines: Sequence[TaxedLine]) -> tuple[tuple[TaxedLine, ...], ...]:
    """The lines of one customer by invoice, in their order.

    What is outside the tax goes by itself, and each reason why no VAT is due has one invoice; what is taxed goes with the first
    reason why something is exempt.
    """
    exempt = next((each.reason for each in lines if each.how == EXEMPT), "")
    sheets: dict[tuple[bool, str], list[TaxedLine]] = {}
    for each in lines:
        reason = each.reason if each.how in SAYS_WHY else exempt
        sheets.setdefault((each.how == OUTSIDE, reason), []).append(each)
    return tuple(tuple(sheet) for sheet in sheets.values())


def settled(lines: Sequence[TaxedLine]) -> tuple[tuple[TaxedLine, ...], tuple[TaxedLine, ...]]:
    """What can be invoiced to one customer now, and what waits: credits that would bring an invoice below zero.

    The latest credits wait first, for a later run in which there is enough to set them off against. What waits may have held others
    on its invoice, so it is looked at again until nothing more has to wait.
    """
    now, waiting = list(lines), list[TaxedLine]()
    while late := _too_much(now):
        now = [each for each in now if each not in late]
        waiting += late
    return tuple(now), tuple(waiting)


def _too_much(lines: Sequence[TaxedLine]) -> list[TaxedLine]:
    """The latest credits of each invoice that comes to less than nothing."""
    late: list[TaxedLine] = []
    for sheet in sheets_of(lines):
        total = Euro.total(each.line.amount for each in sheet)
        for each in sorted(sheet, key=lambda each: (each.line.due, each.line.source), reverse=True):
            if total.cents < 0 and each.line.amount.cents < 0:
                late.append(each)
                total -= each.line.amount
    return late
