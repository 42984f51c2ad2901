"""Pieces of a file that several sections share: lists of percentages, and amounts by year."""

from collections.abc import Mapping
from decimal import Decimal

from bodemplaat.kernel import Euro, say
from bodemplaat.surfaces.cli.models import values
from bodemplaat.surfaces.cli.models.reading import Entry


def ratios(item: Entry, name: str) -> tuple[Decimal, ...]:
    """A list of parts of one (``40%`` or ``0.4``), or one alone."""
    return item.figures(name, values.as_ratio, Decimal(0))


def amounts_by_year(item: Entry, last: int | None = None) -> Mapping[int, Euro]:
    """``amounts: [175000, 75000]`` from the year ``from`` on (1 when not given).

    Where ``last`` is given, ``yearly: 40000`` is the same amount in each year from ``from`` until ``until``.
    """
    first = item.count("from", 1)
    if last is not None and item.has("yearly"):
        if item.has("amounts"):
            item.error("model.twice_said", "amounts", say("Give 'yearly' or 'amounts', not both."))
        amount, until = item.amount("yearly"), item.count("until", last)
        item.texts("amounts")
        return dict.fromkeys(range(first, until + 1), amount)
    found = dict(enumerate(item.figures("amounts", values.as_amount, Euro(0)), start=first))
    if not item.has("amounts"):
        message = say("Give the amounts by year: amounts: [first year, next year, …].")
        item.error("model.missing", "amounts", message)
    return found
