"""Dividing by a key with limits within it: branch by branch, each limit over the amount of its own branch.

A mixture, a phase-in or a cascade may hold keys with a minimum, a cap, discounts or a guarantee of their own, and may
have these itself. The order is from the inside out. The amount of a branch is divided over its parts (by the portions
of a mixture, or over the groups of a cascade, within the limits of the key that divides over groups); each part divides
its own amount, in whole cents, within its own limits; what they come to together is then held within the limits of
the branch itself, and what is too much or too little there goes to the others of that branch in proportion to what
they bear by it. So every branch comes to its amount to the cent, whatever is limited where.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from bodemplaat.engines.settlement.bases import (
    Basis,
    Counted,
    Fixed,
    Mixture,
    Moment,
    NotDivisible,
    PhaseIn,
)
from bodemplaat.engines.settlement.keys import (
    AllocationKey,
    ByKey,
    Cascade,
    limited_within,
)
from bodemplaat.engines.settlement.limits import Limits
from bodemplaat.kernel import Period, Rounding, divide, say, whole_weights
from bodemplaat.kernel.euro import round_fraction


@dataclass(frozen=True, slots=True)
class Branch:
    """A key, or a part or group of one, on a day. Equal branches divide every amount equally.

    ``weights`` are whole and of the takers where there are no ``parts``. With parts, ``portions`` divides the amount
    over them: a branch whose takers are the names of the parts. ``key`` holds the limits, if it has any, and
    ``guaranteed`` is the key that nobody may bear more than.
    """

    name: str
    takers: tuple[str, ...]
    basis: Basis
    moment: Moment = field(compare=False, repr=False)
    key: AllocationKey | None = None
    weights: tuple[int, ...] = ()
    portions: "Branch | None" = None
    parts: tuple["Branch", ...] = ()
    guaranteed: "Branch | None" = None


@dataclass(frozen=True, slots=True)
class Divided:
    """An amount in cents divided by a branch; per taker, in the order of the branch.

    ``by_basis`` is what the weights or the parts give, ``bounded`` within minimum, cap and guarantee, ``after`` after
    discounts; each adds up to ``cents``. ``portion`` is what this part would have by weight alone, before the limits
    of the key that divides over the parts.
    """

    branch: Branch
    cents: int
    by_basis: tuple[int, ...]
    bounded: tuple[int, ...]
    after: tuple[int, ...]
    parts: tuple["Divided", ...] = ()
    portion: int = 0

    def of(self, participant: str) -> int:
        """What a taker bears of it."""
        return self.after[self.branch.takers.index(participant)]

    def over(self, participant: str) -> tuple["Divided", ...]:
        """The parts that this taker is in."""
        return tuple(part for part in self.parts if participant in part.branch.takers)

    def walk(self) -> "Iterator[Divided]":
        """This branch and everything within it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def grow(name: str, basis: Basis, moment: Moment, key: AllocationKey | None = None) -> Branch:
    """The branches of a key on a day. Raises ``NotDivisible`` when a figure is missing."""
    if isinstance(basis, ByKey):
        return grow(basis.key.name, basis.key.basis, moment, basis.key)
    bounded = key if key is not None and key.is_bounded else None
    guaranteed = None
    if bounded is not None and bounded.guarantee is not None:
        guaranteed = grow(bounded.guarantee.than, bounded.guarantee.basis, moment)
    bare = Branch(name, moment.takers, basis, moment, bounded, guaranteed=guaranteed)
    if isinstance(basis, PhaseIn) and limited_within(basis):
        basis = basis.mixture(moment)
    if isinstance(basis, Mixture) and limited_within(basis):
        return _mixed(bare, basis)
    if isinstance(basis, Cascade) and (bounded is not None or limited_within(basis)):
        return _staged(bare, basis)
    weights = basis.weights(moment)
    return replace(bare, weights=tuple(whole_weights([weights[taker] for taker in moment.takers])))


def divide_by(branch: Branch, cents: int, span: Period, year: Period, portion: int | None = None) -> Divided:
    """Divide cents by a branch, for a span of the year. Raises ``NotDivisible`` where its limits cannot be kept."""
    parts: tuple[Divided, ...] = ()
    if branch.portions is not None:
        over = divide_by(branch.portions, cents, span, year)
        parts = tuple(
            divide_by(
                part,
                over.of(part.name),
                span,
                year,
                over.by_basis[branch.portions.takers.index(part.name)],
            )
            for part in branch.parts
        )
        borne = dict.fromkeys(branch.takers, 0)
        for part in parts:
            for taker, amount in zip(part.branch.takers, part.after, strict=True):
                borne[taker] += amount
        by_basis = tuple(borne.values())
        weights: Sequence[int] = tuple(map(abs, by_basis))
    else:
        weights = branch.weights
        if cents and not any(weights):
            text = say(
                "Nobody who takes this service has a weight in its key on {day}. Correct the figures or the key."
            )
            raise NotDivisible(text, day=branch.moment.day)
        by_basis = tuple(divide(cents, weights)) if cents else (0,) * len(weights)
    bounded, after = by_basis, by_basis
    if branch.key is not None:
        limits = _limits(branch, branch.key, cents, span, year)
        bounded = tuple(limits.within(cents, weights))
        after = tuple(limits.discounted(bounded, weights))
    return Divided(branch, cents, by_basis, bounded, after, parts, cents if portion is None else portion)


def _limits(branch: Branch, key: AllocationKey, cents: int, span: Period, year: Period) -> Limits:
    limits = Limits.of(key, branch.takers, cents, span, year)
    if branch.guaranteed is None or key.guarantee is None:
        return limits
    other = divide_by(branch.guaranteed, cents, span, year)
    factor = 1 + key.guarantee.margin
    return limits.at_most(
        [
            round_fraction(abs(amount) * factor, Rounding.HALF_UP) if key.guarantee.covers(taker) else None
            for taker, amount in zip(branch.takers, other.after, strict=True)
        ]
    )


def _mixed(bare: Branch, mixture: Mixture) -> Branch:
    """A branch for every ingredient; those without a name of their own are numbered."""
    parts: dict[str, tuple[Fraction, Branch]] = {}
    for number, (portion, basis) in enumerate(mixture.ingredients, 1):
        if portion:
            part = grow(str(number), basis, bare.moment)
            name = part.name if part.name not in parts else f"{part.name} ({number})"
            parts[name] = portion, replace(part, name=name)
    agreed = Fixed({name: portion for name, (portion, _) in parts.items()})
    portions = grow(bare.name, agreed, replace(bare.moment, takers=tuple(sorted(parts))))
    return replace(bare, portions=portions, parts=tuple(parts[name][1] for name in sorted(parts)))


def _staged(bare: Branch, cascade: Cascade) -> Branch:
    """A branch for every group that has takers, and one that divides over the groups."""
    groups = cascade.present(bare.moment)
    between = over_groups(cascade.between, bare.moment, groups)
    portions = grow(bare.name, between, replace(bare.moment, takers=tuple(groups)))
    parts = tuple(
        replace(
            grow(group, cascade.within.get(group, cascade.otherwise), replace(bare.moment, takers=takers)),
            name=group,
        )
        for group, takers in groups.items()
    )
    return replace(bare, portions=portions, parts=parts)


def over_groups(basis: Basis, moment: Moment, groups: Mapping[str, tuple[str, ...]]) -> Basis:
    """The same basis where a group counts what its takers count together."""
    if isinstance(basis, ByKey):
        key = basis.key
        guarantee = key.guarantee
        if guarantee is not None:
            guarantee = replace(guarantee, basis=over_groups(guarantee.basis, moment, groups))
        return ByKey(replace(key, basis=over_groups(key.basis, moment, groups), guarantee=guarantee))
    if isinstance(basis, Counted):
        counted = basis.weights(moment)
        return Fixed(
            {
                group: sum((counted[taker] for taker in takers), Fraction(0))
                for group, takers in groups.items()
            }
        )
    if isinstance(basis, Mixture):
        return Mixture(
            tuple((portion, over_groups(inner, moment, groups)) for portion, inner in basis.ingredients)
        )
    if isinstance(basis, PhaseIn):
        return replace(basis, towards=over_groups(basis.towards, moment, groups))
    return basis
