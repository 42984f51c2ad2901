"""What an invoice comes to in the books: costs per taakveld, VAT, and what was prepaid or rounded; in cents."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class Posted:
    """Costs per taakveld in their order, VAT that somebody pays back, and what else the amount to pay is more or less."""

    costs: tuple[tuple[str, int], ...]
    vat: int
    difference: int


def costs_and_vat(coded: Sequence[tuple[str, int]], *, vat: int, is_cost: bool, payable: int) -> Posted:
    """What an invoice of these parts (taakveld and cents without VAT) comes to; all of it adds up to ``payable``.

    VAT that is a cost (``is_cost``) is divided over the parts in proportion, to the cent.
    """
    shares = [0] * len(coded)
    if is_cost and vat and coded:
        weights = [abs(cents) for _, cents in coded]
        shares = [each.cents for each in Euro(vat).divided(weights if any(weights) else [1] * len(coded))]
    by_taakveld: dict[str, int] = defaultdict(int)
    for (taakveld, cents), share in zip(coded, shares, strict=True):
        by_taakveld[taakveld] += cents + share
    costs = tuple((taakveld, cents) for taakveld, cents in sorted(by_taakveld.items()) if cents)
    paid_back = 0 if is_cost else vat
    return Posted(costs, paid_back, payable - sum(cents for _, cents in costs) - paid_back)
