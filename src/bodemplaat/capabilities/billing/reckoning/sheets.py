"""Lines as invoices can carry them: what cannot stand on one invoice stands on several, and one below zero is a credit note."""

from collections.abc import Sequence
from datetime import date

from bodemplaat.capabilities.billing.reckoning.lines import SET_OFF, USAGE, YEAR_END
from bodemplaat.capabilities.billing.reckoning.vat import EXEMPT, OUTSIDE, SAYS_WHY, TaxedLine
from bodemplaat.kernel import Euro


def sheets_of(lines: Sequence[TaxedLine]) -> tuple[tuple[TaxedLine, ...], ...]:
    """The lines of one customer by invoice, in their order.

    What a settled year comes to goes by itself, as does what is outside the tax, and each reason why no VAT is due has one invoice; what is taxed goes with the first
    reason why something is exempt. What comes to less than nothing together goes by how it is taxed: a credit note takes back of one
    rate what was invoiced at it.
    """
    return tuple(
        tuple(part)
        for sheet in _together(lines)
        for part in (_by_treatment(sheet) if _total(sheet).cents < 0 else (sheet,))
    )


def settled(
    lines: Sequence[TaxedLine], *, goes_on: bool = True
) -> tuple[tuple[TaxedLine, ...], tuple[TaxedLine, ...]]:
    """What can be invoiced to one customer now, and what waits: credits that would bring an invoice below zero.

    What a settled year gives back waits for nothing. The latest credits wait first, for a later run in which there is enough to set them off against. What waits may have held others
    on its invoice, so it is looked at again until nothing more has to wait. Of a customer with whom nothing ``goes_on`` nothing waits:
    what is too much goes back by credit note.
    """
    now, waiting = list(lines), list[TaxedLine]()
    while goes_on and (late := _too_much(now)):
        sources = {each.line.source for each in late}
        now = [each for each in now if each.line.source not in sources]
        waiting += late
    return tuple(now), tuple(waiting)


def _together(lines: Sequence[TaxedLine]) -> Sequence[Sequence[TaxedLine]]:
    """What can stand on one invoice; the settlement of a year stands on one of its own."""
    sheets: dict[tuple[bool, bool, str], list[TaxedLine]] = {}
    exempt: dict[bool, str] = {}
    for each in lines:
        if each.how == EXEMPT:
            exempt.setdefault(_is_year_end(each), each.reason)
    for each in lines:
        apart = _is_year_end(each)
        reason = each.reason if each.how in SAYS_WHY else exempt.get(apart, "")
        sheets.setdefault((apart, each.how == OUTSIDE, reason), []).append(each)
    return [*sheets.values()]


def _is_year_end(each: TaxedLine) -> bool:
    return each.line.kind == YEAR_END


def _by_treatment(sheet: Sequence[TaxedLine]) -> Sequence[Sequence[TaxedLine]]:
    parts: dict[str, list[TaxedLine]] = {}
    for each in sheet:
        parts.setdefault(each.how, []).append(each)
    return [*parts.values()]


def _total(lines: Sequence[TaxedLine]) -> Euro:
    return Euro.total(each.line.amount for each in lines)


def _too_much(lines: Sequence[TaxedLine]) -> list[TaxedLine]:
    """The latest credits of each invoice that comes to less than nothing."""
    late: list[TaxedLine] = []
    for sheet in _together([each for each in lines if not _is_year_end(each)]):
        total = _total(sheet)
        for each in sorted(_not_apart(sheet), key=_latest, reverse=True):
            amount = _total(each)
            if total.cents < 0 and amount.cents < 0:
                late += each
                total -= amount
    return late


def _not_apart(sheet: Sequence[TaxedLine]) -> Sequence[Sequence[TaxedLine]]:
    """Lines that wait together: what was delivered is not billed while what it is set off against waits."""
    parts: dict[object, list[TaxedLine]] = {}
    for each in sheet:
        line = each.line
        key = (line.agreement, line.position) if line.kind in (USAGE, SET_OFF) else line.source
        parts.setdefault(key, []).append(each)
    return [*parts.values()]


def _latest(lines: Sequence[TaxedLine]) -> tuple[date, str]:
    return max((each.line.due, each.line.source) for each in lines)
