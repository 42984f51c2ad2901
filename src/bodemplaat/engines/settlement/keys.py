"""Allocation keys: a basis with a name, a starting day, and limits on what each participant bears.

An ``AllocationKey`` puts a minimum, cap, discounts and a guarantee around a basis. A ``ByKey`` puts a key with such
limits inside another one: ``branches`` divides by it. A ``Cascade`` divides in two stages, first over groups and
then within each, by bases or keys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from bodemplaat.engines.settlement.bases import (
    Basis,
    Counted,
    Mixture,
    Moment,
    NotDivisible,
    PhaseIn,
    Words,
    shares,
)
from bodemplaat.kernel import Euro, say
from bodemplaat.kernel.share import Share


@dataclass(frozen=True, slots=True)
class Cascade:
    """Two stages: over groups of participants by one basis, then within each group by another.

    ``between`` weighs the groups by the names of ``groups``: with a counted driver a group counts what its takers
    count together. ``within`` names a basis for a group; the others use ``otherwise``.
    """

    between: Basis
    groups: Mapping[str, tuple[str, ...]]
    otherwise: Basis
    within: Mapping[str, Basis] = field(default_factory=dict)

    def present(self, moment: Moment) -> dict[str, tuple[str, ...]]:
        """The takers of every group that has any, by the names of the groups."""
        members = {
            group: tuple(name for name in moment.takers if name in set(names))
            for group, names in self.groups.items()
        }
        return {group: names for group, names in sorted(members.items()) if names}

    def stage(self, moment: Moment) -> dict[str, tuple[Fraction, Basis, Moment]]:
        """Per group that has takers: its weight, the basis within, and the moment with its own takers."""
        present = self.present(moment)
        weights = self._between(moment, present)
        return {
            group: (
                weights[group],
                self.within.get(group, self.otherwise),
                Moment(moment.day, names, moment.figures),
            )
            for group, names in present.items()
        }

    def weights(self, moment: Moment) -> dict[str, Fraction]:
        """Every taker's exact share through both stages."""
        exact = dict.fromkeys(moment.takers, Fraction(0))
        stage = self.stage(moment)
        total = sum(weight for weight, _, _ in stage.values())
        for weight, basis, inside in stage.values():
            if weight:
                for name, share in shares(basis, inside).items():
                    exact[name] += share * weight / total
        return exact

    def drivers(self) -> frozenset[str]:
        """Those of every stage."""
        bases = (self.between, self.otherwise, *self.within.values())
        return frozenset().union(*(basis.drivers() for basis in bases))

    def because(self, participant: str, moment: Moment) -> Words:
        """The share through both stages."""
        return say("{share} by a cascade of keys, of a cost of {cost}"), {
            "share": Share(shares(self, moment)[participant])
        }

    def _between(self, moment: Moment, present: Mapping[str, tuple[str, ...]]) -> dict[str, Fraction]:
        between = within_key(self.between)
        if isinstance(between, Counted):
            counted = between.weights(moment)
            return {
                group: sum((counted[name] for name in names), Fraction(0)) for group, names in present.items()
            }
        return between.weights(Moment(moment.day, tuple(present), moment.figures))


Bound = Euro | Fraction
"""A lowest or highest contribution: an amount a year, or a part of the cost."""


@dataclass(frozen=True, slots=True)
class Guarantee:
    """Nobody of ``whom`` (empty: of all) bears more than another key would let them bear, plus ``margin`` of that.

    What they are spared is borne by the others. ``than`` names the other key and ``basis`` is how it divides.
    """

    than: str
    basis: Basis
    margin: Fraction = Fraction(0)
    whom: tuple[str, ...] = ()

    def covers(self, participant: str) -> bool:
        """Whether this participant is guaranteed it."""
        return not self.whom or participant in self.whom


@dataclass(frozen=True, slots=True)
class AllocationKey:
    """A named way to divide, in force from ``since`` until the next of the same name.

    ``minimum`` and ``cap`` bound what each taker bears of a cost a year; ``guarantee`` bounds it by another key;
    ``discounts`` give a participant a part of its contribution back, which the takers without a discount bear by
    the same key.
    """

    name: str
    basis: Basis
    since: date = date.min
    minimum: Bound | None = None
    cap: Bound | None = None
    discounts: Mapping[str, Fraction] = field(default_factory=dict)
    guarantee: Guarantee | None = None
    source: str = field(default="", compare=False)

    @property
    def is_bounded(self) -> bool:
        """Whether more than its basis decides what somebody bears."""
        return (
            self.minimum is not None
            or self.cap is not None
            or self.guarantee is not None
            or bool(self.discounts)
        )

    @property
    def has_branches(self) -> bool:
        """Whether limits work within the key or over its stages, so that it divides branch by branch."""
        whole_cascade = self.is_bounded and isinstance(self.basis, Cascade)
        return whole_cascade or self.guarantee is not None or limited_within(self.basis)

    def drivers(self) -> frozenset[str]:
        """Those of its basis, and of the key it guarantees against."""
        own = self.basis.drivers()
        return own if self.guarantee is None else own | self.guarantee.basis.drivers()


@dataclass(frozen=True, slots=True)
class ByKey:
    """Another key inside a mixture, a phase-in or a cascade, with the limits that it has itself.

    As weights it counts without them, since limits hold for an amount; ``branches`` divides an amount by it.
    """

    key: AllocationKey

    def weights(self, moment: Moment) -> dict[str, Fraction]:
        """Those of the key, before its limits."""
        return self.key.basis.weights(moment)

    def drivers(self) -> frozenset[str]:
        """Those of the key."""
        return self.key.drivers()

    def because(self, participant: str, moment: Moment) -> Words:
        """That of the key, before its limits."""
        return self.key.basis.because(participant, moment)


def within_key(basis: Basis) -> Basis:
    """The basis of a key that is named inside another, or the basis itself."""
    return within_key(basis.key.basis) if isinstance(basis, ByKey) else basis


def counters(basis: Basis) -> frozenset[Counted]:
    """Every way of counting that a basis looks at."""
    if isinstance(basis, Counted):
        return frozenset({basis})
    inner: tuple[Basis, ...] = ()
    if isinstance(basis, ByKey):
        guarantee = basis.key.guarantee
        inner = (basis.key.basis, *(() if guarantee is None else (guarantee.basis,)))
    elif isinstance(basis, Mixture):
        inner = tuple(each for _, each in basis.ingredients)
    elif isinstance(basis, PhaseIn):
        inner = (basis.towards,)
    elif isinstance(basis, Cascade):
        inner = (basis.between, basis.otherwise, *basis.within.values())
    return frozenset().union(*map(counters, inner))


def counting_days(basis: Basis, day: date) -> frozenset[tuple[str, date]]:
    """The drivers that a basis looks at on ``day``, each with the day whose count is used."""
    return frozenset((counter.driver, counter.counted_on(day)) for counter in counters(basis))


def limited_within(basis: Basis) -> bool:
    """Whether a key with limits lies anywhere within a basis."""
    if isinstance(basis, ByKey):
        return basis.key.is_bounded or limited_within(basis.key.basis)
    if isinstance(basis, Mixture):
        return any(limited_within(inner) for _, inner in basis.ingredients)
    if isinstance(basis, PhaseIn):
        return limited_within(basis.towards)
    if isinstance(basis, Cascade):
        return any(map(limited_within, (basis.between, basis.otherwise, *basis.within.values())))
    return False


class Keys:
    """The keys of an arrangement, by name and day."""

    def __init__(self, keys: Sequence[AllocationKey]) -> None:
        self._by_name: dict[str, list[AllocationKey]] = {}
        for key in sorted(keys, key=lambda k: k.since):
            self._by_name.setdefault(key.name, []).append(key)

    def on(self, day: date, name: str) -> AllocationKey:
        """The newest key of that name in force; raises ``NotDivisible`` when there is none yet."""
        newest = next((key for key in reversed(self.named(name)) if key.since <= day), None)
        if newest is None:
            raise NotDivisible(
                say("There is no key “{key}” in force on {day}. Add it, or name another key."),
                key=name,
                day=day,
            )
        return newest

    def changes(self, name: str) -> frozenset[date]:
        """The days on which another key of that name comes into force."""
        return frozenset(key.since for key in self.named(name))

    def named(self, name: str) -> Sequence[AllocationKey]:
        """The keys of that name, oldest first; none when the name is unknown."""
        return self._by_name.get(name, ())
