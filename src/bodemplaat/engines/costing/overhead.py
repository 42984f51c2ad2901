"""Supporting centres hand on their costs: direct, step-down or reciprocal.

Every step divides one pool completely by largest remainder, so all steps together conserve every cent. The
reciprocal method solves the linear system once for the *shares* in which each supporting centre's own costs end
up with the service-giving centres (the fundamental matrix of the flows); those shares then divide whole cents.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bodemplaat.engines.costing.check import step_order
from bodemplaat.engines.costing.model import CostModel, Method, Quantity
from bodemplaat.engines.costing.parts import Split
from bodemplaat.kernel import Euro

SHARES = 10**12
"""Solved shares are taken in millionths of millionths: on a million euros less than a thousandth of a cent."""


@dataclass(frozen=True, slots=True)
class Step:
    """One supporting centre hands on its ``pool``; ``given`` is what each receiver gets, ``shares`` in what ratio."""

    giver: str
    pool: Split
    given: Mapping[str, Split]
    shares: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Overhead:
    """All steps, and what each centre had of its own.

    ``gross`` holds, for the reciprocal method, each supporting centre's cost including what it received from the
    others: a rate to compare with an outside price, not a sum of money that exists (mutual services count twice).
    """

    own: Mapping[str, Split]
    steps: tuple[Step, ...]
    service_giving: tuple[str, ...]
    gross: Mapping[str, Euro] = field(default_factory=dict)

    def received(self, centre: str) -> dict[str, Split]:
        """What a centre got, by giver, in the order of the steps."""
        return {step.giver: step.given[centre] for step in self.steps if centre in step.given}

    def pool(self, centre: str) -> Split:
        """Own costs and everything received."""
        return self.own[centre] + Split.sum(list(self.received(centre).values()))

    @property
    def final(self) -> dict[str, Split]:
        """What the service-giving centres end up with; together exactly the costs of all centres."""
        return {name: self.pool(name) for name in self.service_giving}


def share_overhead(model: CostModel) -> Overhead:
    """Hand on all overhead by the model's method. Expects a model on which ``check`` found nothing."""
    own = _own(model)
    giving = tuple(centre.name for centre in model.service_giving)
    if model.method is Method.RECIPROCAL:
        return _reciprocal(model, own, giving)
    serves = {centre.name: centre.serves for centre in model.supporting}
    received: dict[str, Split] = dict(own)
    steps: list[Step] = []
    order = step_order(model)
    for position, giver in enumerate(order):
        open_to = set(giving) if model.method is Method.DIRECT else {*giving, *order[position + 1 :]}
        weights = {name: serves[giver].get(name, 0) for name in sorted(open_to)}
        step = _step(giver, received[giver], weights)
        for name, part in step.given.items():
            received[name] += part
        steps.append(step)
    return Overhead(own, tuple(steps), giving)


def _own(model: CostModel) -> dict[str, Split]:
    own = {centre.name: Split() for centre in model.centres}
    for cost in model.costs:
        if cost.centre:
            part = Split(Euro(0), cost.amount) if cost.variable else Split(cost.amount, Euro(0))
            own[cost.centre] += part
    return own


def _step(giver: str, pool: Split, weights: Mapping[str, Quantity]) -> Step:
    used = {name: weight for name, weight in weights.items() if weight}
    parts = pool.divided(list(used.values()))
    return Step(giver, pool, dict(zip(used, parts, strict=True)), _Shares(used))


class _Shares(Mapping[str, Fraction]):
    """Each weight as a part of all of them, worked out for whoever asks: of fifty thousand few are looked at."""

    def __init__(self, weights: Mapping[str, Quantity]) -> None:
        self._weights = weights

    @cached_property
    def _whole(self) -> Fraction:
        return sum((Fraction(weight) for weight in self._weights.values()), Fraction(0))

    def __getitem__(self, name: str) -> Fraction:
        return Fraction(self._weights[name]) / self._whole

    def __iter__(self) -> Iterator[str]:
        return iter(self._weights)

    def __len__(self) -> int:
        return len(self._weights)

    def __repr__(self) -> str:
        return repr(dict(self))


def _reciprocal(model: CostModel, own: Mapping[str, Split], giving: Sequence[str]) -> Overhead:
    names = [centre.name for centre in model.supporting]
    serves = {centre.name: centre.serves for centre in model.supporting}
    if not names:
        return Overhead(own, (), tuple(giving))
    effective, gross = _solve(serves, names, giving, [own[name].total.cents for name in names])
    steps: list[Step] = []
    supporting = frozenset(names)
    in_shares: list[list[int]] = np.rint(effective * SHARES).astype(np.int64).tolist()
    for giver, solved in zip(names, in_shares, strict=True):
        if any(
            quantity and other != giver and other in supporting for other, quantity in serves[giver].items()
        ):
            weights: dict[str, Quantity] = dict(zip(giving, solved, strict=True))
        else:  # serves no other supporting centre: its own driver divides exactly
            weights = {name: serves[giver].get(name, 0) for name in giving}
        steps.append(_step(giver, own[giver], weights))
    rounded = {name: Euro(round(float(amount))) for name, amount in zip(names, gross, strict=True)}
    return Overhead(own, tuple(steps), tuple(giving), rounded)


def _solve(
    serves: Mapping[str, Mapping[str, Quantity]],
    names: Sequence[str],
    giving: Sequence[str],
    own_cents: Sequence[int],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Shares of each supporting centre in each service-giving one through all mutual services, and gross costs.

    With ``A`` the shares among supporting centres and ``B`` those to service-giving ones, the answer is
    ``(I − A)⁻¹ B``; the gross costs ``x`` solve ``(I − Aᵀ) x = own``.
    """
    everyone = [*names, *giving]
    column = {name: position for position, name in enumerate(everyone)}
    flows = np.zeros((len(names), len(everyone)))
    for row, giver in enumerate(names):
        receivers = serves[giver]
        columns = [column[receiver] for receiver in receivers]
        flows[row, columns] = np.fromiter(map(float, receivers.values()), np.float64, len(columns))
        if giver in receivers:
            flows[row, row] = 0.0  # what it does for itself stays with it
    flows /= flows.sum(axis=1, keepdims=True)
    mutual, outward = flows[:, : len(names)], flows[:, len(names) :]
    system = np.eye(len(names)) - mutual
    effective: NDArray[np.float64] = np.clip(np.linalg.solve(system, outward), 0.0, None).astype(np.float64)
    gross = np.linalg.solve(system.T, np.array(own_cents, dtype=np.float64)).astype(np.float64)
    return effective, gross
