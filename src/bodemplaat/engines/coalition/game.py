"""What each coalition is worth, computed from the case itself.

Participants have costs alone and costs together. Together there are costs that stay the same whoever takes part
(fixed costs of the centre, shared one-off costs), costs that are made only where somebody needs them, costs each brings
along, costs that grow when the centre is smaller (scale), and losses that a coalition bears regardless. Coalitions are numbered by bits: coalition 5 = 0b101 holds participants 0 and 2.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bodemplaat.kernel import Euro, Finding, divide, say

Cents = NDArray[np.int64]
Members = NDArray[np.bool_]

NOTHING = Euro(0)
ONE = Decimal(1)

MOST_ENUMERATED = 20
LARGEST_CENTS = 2**40
"""About € 11 billion a coalition: a million of them still add up within 64 bits."""


@dataclass(frozen=True, slots=True)
class Player:
    """A participant: present values over the whole case, in cents.

    ``alone`` what it spends when it goes on alone · ``along`` costs it brings along, whoever else takes part ·
    ``variable`` costs in the centre at the size of the whole coalition · ``volume`` its weight in the size of
    the centre · ``alternative`` what it could gain by itself · ``compensation`` agreed to receive (or pay).
    """

    name: str
    alone: Euro
    variable: Euro
    along: Euro = NOTHING
    volume: Decimal = ONE
    alternative: Euro = NOTHING
    compensation: Euro = NOTHING

    @property
    def amounts(self) -> tuple[Euro, ...]:
        """Every amount of this participant that counts in the value of a coalition."""
        return self.alone, self.variable, self.along, self.alternative


@dataclass(frozen=True, slots=True)
class Pool:
    """A cost that a coalition bears as a whole, however small it is, divided by ``weights`` over its members.

    With ``needed_by`` (positions of participants) only a coalition that holds one of them bears it.
    """

    name: str
    amount: Euro
    weights: tuple[int | Decimal, ...]
    needed_by: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """What a coalition loses or pays regardless, divided by ``weights`` over its members.

    It holds for a coalition of at least ``least`` that has all of ``members`` (positions), or that is ``exactly``
    these. Whatever a coalition does, it cannot avoid it: not by its members going on each by itself either.
    """

    name: str
    amount: Euro
    weights: tuple[int | Decimal, ...]
    members: frozenset[int] = frozenset()
    exactly: bool = False
    least: int = 1

    def holds(self, coalition: Collection[int]) -> bool:
        """Whether a coalition, given by positions, bears it."""
        inside = set(coalition)
        fits = inside == self.members if self.exactly else inside >= self.members
        return fits and len(inside) >= max(1, self.least)


class Game(Protocol):
    """Anything that knows what each coalition is worth."""

    @property
    def names(self) -> tuple[str, ...]:
        """The participants, in the order of the bits."""
        ...

    def values(self) -> Cents:
        """The value of each coalition in cents, by number; at most ``MOST_ENUMERATED`` participants."""
        ...

    def values_of(self, members: Members) -> Cents:
        """The value of the coalitions in the rows of a table of who is in (coalitions × participants)."""
        ...


@dataclass(frozen=True, slots=True)
class CostGame:
    """A coalition of two or more gains what its members spend alone less what they spend together.

    Variable cost per unit is multiplied by (its volume / whole volume)^−``elasticity``: 0 is no effect of scale,
    0.1 makes a centre half as large 7 % more expensive per unit. Nobody is forced: a coalition is worth at least
    what its members could gain each by itself; otherwise the whole coalition has exactly the value of the case.
    Of either, ``losses`` that hold for a coalition go off.
    """

    players: tuple[Player, ...]
    pools: tuple[Pool, ...] = ()
    elasticity: float = 0.0
    losses: tuple[Loss, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """See ``Game``."""
        return tuple(player.name for player in self.players)

    @property
    def fixed(self) -> int:
        """All pools together, in cents."""
        return sum(pool.amount.cents for pool in self.pools)

    def worth_alone(self, member: int) -> Euro:
        """What a participant is worth by itself: its alternative, less the losses that it bears even then."""
        own = Euro.total(loss.amount for loss in self.losses if loss.holds((member,)))
        return self.players[member].alternative - own

    def values(self) -> Cents:
        """See ``Game``; raises ``ValueError`` beyond ``MOST_ENUMERATED`` participants."""
        self._must_fit()
        stays = subset_sums([p.alone.cents - p.along.cents for p in self.players])
        variable = subset_sums([p.variable.cents for p in self.players])
        together = stays - self._scaled(variable, subset_sums_float(self._volumes()))
        count = subset_sums([1] * len(self.players))
        apart = subset_sums([p.alternative.cents for p in self.players])
        numbers = np.arange(1 << len(self.players), dtype=np.int64)
        lost = np.zeros_like(apart)
        for pool in self.pools:
            borne = True if pool.needed_by is None else numbers & _mask(pool.needed_by) != 0
            together -= np.where(borne, pool.amount.cents, 0)
        for loss in self.losses:
            mask = _mask(loss.members)
            fits = numbers == mask if loss.exactly else numbers & mask == mask
            lost += np.where(fits & (count >= max(1, loss.least)), loss.amount.cents, 0)
        return np.where(count < 2, apart, np.maximum(together, apart)) - lost

    def values_of(self, members: Members) -> Cents:
        """See ``Game``."""
        inside = members.astype(np.int64)
        stays = inside @ _cents([p.alone.cents - p.along.cents for p in self.players])
        variable = inside @ _cents([p.variable.cents for p in self.players])
        together = stays - self._scaled(variable, members @ self._volumes())
        apart = inside @ _cents([p.alternative.cents for p in self.players])
        count = inside.sum(axis=1)
        lost = np.zeros_like(apart)
        for pool in self.pools:
            borne = True if pool.needed_by is None else members[:, sorted(pool.needed_by)].any(axis=1)
            together -= np.where(borne, pool.amount.cents, 0)
        for loss in self.losses:
            has_all = members[:, sorted(loss.members)].all(axis=1)
            fits = has_all & (count == len(loss.members)) if loss.exactly else has_all
            lost += np.where(fits & (count >= max(1, loss.least)), loss.amount.cents, 0)
        return np.where(count < 2, apart, np.maximum(together, apart)) - lost

    def agreed(self, members: Sequence[int] | None = None) -> tuple[Euro, ...]:
        """What each of ``members`` (all when ``None``) gains when pools and losses are divided by their weights.

        Compensations count only while all take part. Adds up exactly to what the members gain together.
        """
        chosen = list(range(len(self.players))) if members is None else list(members)
        everyone = len(chosen) == len(self.players)
        variable = np.array([sum(self.players[n].variable.cents for n in chosen)], dtype=np.int64)
        volume = np.array([self._volumes()[chosen].sum()])
        variable_parts = self._divided(
            int(self._scaled(variable, volume)[0]), [self.players[n].variable.cents for n in chosen]
        )
        gains = [
            self.players[n].alone.cents - self.players[n].along.cents - part
            for n, part in zip(chosen, variable_parts, strict=True)
        ]
        borne: list[Pool | Loss] = [
            pool for pool in self.pools if pool.needed_by is None or not pool.needed_by.isdisjoint(chosen)
        ]
        borne += [loss for loss in self.losses if loss.holds(chosen)]
        for cost in borne:
            for position, part in enumerate(
                self._divided(cost.amount.cents, [cost.weights[n] for n in chosen])
            ):
                gains[position] -= part
        if everyone:
            gains = [g + p.compensation.cents for g, p in zip(gains, self.players, strict=True)]
        return tuple(Euro(gain) for gain in gains)

    @staticmethod
    def _divided(cents: int, weights: Sequence[int | Decimal]) -> list[int]:
        return divide(cents, weights if any(weights) else [1] * len(weights))

    def _volumes(self) -> NDArray[np.float64]:
        return np.array([float(player.volume) for player in self.players])

    def _scaled(self, variable: Cents, volume: NDArray[np.float64]) -> Cents:
        """Variable cost at the scale of each coalition, half a cent to even."""
        whole = float(self._volumes().sum())
        if not self.elasticity or not whole:
            return variable
        with np.errstate(divide="ignore"):
            dearer = np.where(volume > 0, (volume / whole) ** -self.elasticity, 1.0)
        scaled: Cents = np.rint(variable * dearer).astype(np.int64)
        return scaled

    def _must_fit(self) -> None:
        if len(self.players) > MOST_ENUMERATED:
            raise ValueError(f"all coalitions can be listed for at most {MOST_ENUMERATED} participants")


@dataclass(frozen=True, slots=True)
class TableGame:
    """A game whose values are simply given, by coalition number, in cents; the empty one is worth nothing."""

    names: tuple[str, ...]
    table: tuple[int, ...]

    def values(self) -> Cents:
        """See ``Game``."""
        return np.array(self.table, dtype=np.int64)

    def values_of(self, members: Members) -> Cents:
        """See ``Game``."""
        numbers = members.astype(np.int64) @ (1 << np.arange(len(self.names), dtype=np.int64))
        return self.values()[numbers]


def check_game(game: CostGame) -> tuple[Finding, ...]:
    """What is wrong with a cost game: all findings at once, places as dotted paths."""
    findings = []
    if len(game.players) < 2:
        findings.append(
            Finding("coalition.alone", "players", say("A coalition needs two participants or more."))
        )
    for number, player in enumerate(game.players):
        if player.volume < 0:
            findings.append(
                Finding(
                    "coalition.volume",
                    f"players.{number}.volume",
                    say("This may not be below zero: fill in 0 or more."),
                )
            )
        if max(abs(amount.cents) for amount in player.amounts) > LARGEST_CENTS // 64:
            findings.append(_too_large(f"players.{number}"))
    if not 0 <= game.elasticity <= 1:
        findings.append(
            Finding("coalition.elasticity", "elasticity", say("The effect of scale lies between 0 and 1."))
        )
    everyone = set(range(len(game.players)))
    if len(game.players) <= MOST_ENUMERATED and _at_most(game) > LARGEST_CENTS and not findings:
        findings.append(_too_large("players"))
    for number, pool in enumerate(game.pools):
        if pool.needed_by is not None and not (pool.needed_by and pool.needed_by <= everyone):
            findings.append(
                Finding(
                    "coalition.needs", f"needs.{number}", say("Name at least one participant who needs it.")
                )
            )
        if len(pool.weights) != len(game.players) or min(pool.weights, default=0) < 0:
            findings.append(
                Finding(
                    "coalition.weights",
                    f"pools.{number}",
                    say("Give each participant a weight of zero or more."),
                )
            )
    for number, loss in enumerate(game.losses):
        place = f"losses.{number}"
        if not loss.members <= everyone or (loss.exactly and not loss.members):
            text = say("Name the members of the coalition that loses this.")
            findings.append(Finding("coalition.members", place, text))
        if loss.amount < NOTHING or loss.amount.cents > LARGEST_CENTS // 64:
            text = say("A loss is zero or more, and no larger than the amounts of a case.")
            findings.append(Finding("coalition.loss", place, text))
        if loss.least > (len(loss.members) if loss.exactly else len(game.players)):
            text = say("No coalition is that large: correct the number or the members.")
            findings.append(Finding("coalition.least", place, text))
        if len(loss.weights) != len(game.players) or min(loss.weights, default=0) < 0:
            text = say("Give each participant a weight of zero or more.")
            findings.append(Finding("coalition.weights", place, text))
    return tuple(findings)


def _at_most(game: CostGame) -> int:
    """No coalition is worth more than this in cents, on either side of zero."""
    amounts = [amount for player in game.players for amount in player.amounts]
    amounts += [pool.amount for pool in game.pools]
    amounts += [loss.amount for loss in game.losses]
    return sum(abs(amount.cents) for amount in amounts)


def _too_large(place: str) -> Finding:
    return Finding(
        "coalition.too_large", place, say("This amount is too large: correct it, or write a smaller one.")
    )


def _mask(members: Collection[int]) -> int:
    return sum(1 << member for member in members)


def _cents(amounts: Sequence[int]) -> Cents:
    return np.array(amounts, dtype=np.int64)


def subset_sums(amounts: Sequence[int]) -> Cents:
    """The sum over the members of every coalition, by number; 2ⁿ values."""
    sums = np.zeros(1 << len(amounts), dtype=np.int64)
    for bit, amount in enumerate(amounts):
        np.add(sums[: 1 << bit], amount, out=sums[1 << bit : 2 << bit])
    return sums


def subset_sums_float(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """As ``subset_sums``, for volumes."""
    sums = np.zeros(1 << len(amounts))
    for bit, amount in enumerate(amounts):
        np.add(sums[: 1 << bit], amount, out=sums[1 << bit : 2 << bit])
    return sums
