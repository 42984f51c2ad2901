"""How a participant finds the money: reserves and loans move the burden over the years, they gain nothing."""

from collections.abc import Iterable, Sequence

from bodemplaat.engines.business_case.model import Cover, CoverSource
from bodemplaat.engines.business_case.result import BudgetYear, YearFigures
from bodemplaat.kernel import Euro, Rounding, divide


def budget_years(years: Sequence[YearFigures], covers: Iterable[Cover]) -> tuple[BudgetYear, ...]:
    """The effect of each year on the budget after reserve, loans, repayment and interest.

    What of a loan falls after the last year of the case is not shown.
    """
    reserve, borrowed, repaid, interest = ([0] * len(years) for _ in range(4))
    for cover in covers:
        if cover.source is CoverSource.RESERVE:
            reserve[cover.year] += cover.amount.cents
            continue
        borrowed[cover.year] += cover.amount.cents
        owed = cover.amount
        for number, part in enumerate(divide(cover.amount.cents, [1] * cover.term), start=cover.year + 1):
            if number < len(years):
                repaid[number] += part
                interest[number] += owed.times(cover.interest, Rounding.HALF_UP).cents
            owed -= Euro(part)
    return tuple(
        BudgetYear(
            year=figures.year,
            added_value=figures.added_value,
            from_reserve=Euro(from_reserve),
            borrowed=Euro(loan),
            repaid=Euro(back),
            interest=Euro(cost),
            effect=figures.added_value + Euro(from_reserve + loan - back - cost),
        )
        for figures, from_reserve, loan, back, cost in zip(
            years, reserve, borrowed, repaid, interest, strict=True
        )
    )
