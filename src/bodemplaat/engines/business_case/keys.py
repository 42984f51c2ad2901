"""Allocation keys: by which weights a shared cost is divided over the participants.

Built in are ``equal``, ``fte`` and ``baseline`` (what the functions cost now), and every size that all
participants give, such as ``inhabitants`` (handbook F.2: "for instance by inhabitants or by employees").
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from bodemplaat.engines.business_case.model import BusinessCase, CostBlock, Participant
from bodemplaat.kernel import Rounding
from bodemplaat.kernel.euro import round_fraction

Weights = Mapping[str, int | Decimal]


def keys_of(case: BusinessCase) -> dict[str, Weights]:
    """Every key that may be named in this case, with its weights by participant."""
    keys: dict[str, Weights] = {
        "equal": {participant.name: 1 for participant in case.participants},
        "fte": {participant.name: total_fte(participant) for participant in case.participants},
        "baseline": {
            participant.name: sum(yearly_cost(function.baseline) for function in participant.functions)
            for participant in case.participants
        },
    }
    shared_sizes = set.intersection(*(set(participant.sizes) for participant in case.participants))
    for size in sorted(shared_sizes):
        keys[size] = {participant.name: participant.sizes[size] for participant in case.participants}
    keys.update(case.keys)
    return keys


def total_fte(participant: Participant) -> Decimal:
    """The full-time equivalents of all its functions now."""
    return sum((function.baseline.fte for function in participant.functions), Decimal(0))


def yearly_cost(block: CostBlock) -> int:
    """What a cost block amounts to in cents of year 0, half a cent up."""
    people = round_fraction(Fraction(block.fte) * block.cost_per_fte.cents, Rounding.HALF_UP)
    return people + block.material.cents + block.overhead.cents + block.lump.cents
