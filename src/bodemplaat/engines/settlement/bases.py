"""Bases: by what the takers of a service are weighed against each other.

A ``Basis`` gives every taker of a service a weight on a day, as an exact fraction: counted drivers, fixed shares,
equal parts, weighted mixtures of these, own participation in an investment, and the phase-in path from historic
shares to a key.

Sources: handbook 1.2.1 (keys such as employees, inhabitants, users) and thema F; Korsten, section 5.2 (per
inhabitant, per client, by the hour); the workshop's cost slides (licences pro rata less discount, investments by
participation).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from bodemplaat.engines.settlement.participants import Figures
from bodemplaat.kernel import Rounding, say
from bodemplaat.kernel.euro import round_fraction
from bodemplaat.kernel.said import fill
from bodemplaat.kernel.share import Share

Words = tuple[str, dict[str, object]]
"""A text marked with ``say`` and the values of its places: fractions are shares, decimals are counts."""


class NotDivisible(ValueError):
    """A key cannot divide an amount on a day: nobody has a weight, or a figure is missing."""

    def __init__(self, text: str, **values: object) -> None:
        self.text, self.values = text, values
        super().__init__(fill(text, values))


@dataclass(frozen=True, slots=True)
class Moment:
    """The day on which weights are asked, and the participants who take the service on that day."""

    day: date
    takers: tuple[str, ...]
    figures: Figures


class Basis(Protocol):
    """Anything that weighs the takers of a service against each other."""

    def weights(self, moment: Moment) -> dict[str, Fraction]:
        """A non-negative weight for every taker; raises ``NotDivisible`` when a figure is missing."""
        ...

    def drivers(self) -> frozenset[str]:
        """The drivers whose figures it reads."""
        ...

    def because(self, participant: str, moment: Moment) -> Words:
        """Why this participant has this weight; the text has a place ``{cost}`` for what is divided."""
        ...


def shares(basis: Basis, moment: Moment) -> dict[str, Fraction]:
    """The weights as parts of one. Raises ``NotDivisible`` when all of them are zero."""
    weights = basis.weights(moment)
    total = sum(weights.values())
    if not total:
        raise NotDivisible(
            say(
                "Nobody who takes this service has a weight in its key on {day}. Correct the figures or the key."
            ),
            day=moment.day,
        )
    return {name: weight / total for name, weight in weights.items()}


@dataclass(frozen=True, slots=True)
class Counted:
    """By a counted driver: inhabitants, employees, users, workplaces, clients, hours, invoices, …

    ``on`` is the reference date: the count that holds on it is used on every day (``None``: the count that holds
    on the day itself). With a ``step`` each one's count is rounded to a multiple of it, in the ``rounding`` that the
    arrangement names: "inhabitants on 1 January, down to hundreds".
    """

    driver: str
    on: date | None = None
    step: Fraction | None = None
    rounding: Rounding = Rounding.TOWARDS_ZERO

    def __post_init__(self) -> None:
        if self.step is not None and self.step <= 0:
            raise ValueError("counts are rounded to a step above zero")

    def counted(self, participant: str, moment: Moment) -> Fraction:
        """The count itself, before it is rounded; raises ``NotDivisible`` where there is none."""
        day = self.counted_on(moment.day)
        figure = moment.figures.on(day, self.driver, participant)
        if figure is None:
            raise NotDivisible(
                say(
                    "{participant} has no figure for {driver} on {day}. Fill it in; write 0 if there are none."
                ),
                participant=participant,
                driver=self.driver,
                day=day,
            )
        return Fraction(figure.value)

    def counted_on(self, day: date) -> date:
        """The day whose count is used on ``day``."""
        return day if self.on is None else self.on

    def weights(self, moment: Moment) -> dict[str, Fraction]:
        """Every taker's count, rounded to the step."""
        return {name: self._rounded(self.counted(name, moment)) for name in moment.takers}

    def drivers(self) -> frozenset[str]:
        """The one driver."""
        return frozenset({self.driver})

    def because(self, participant: str, moment: Moment) -> Words:
        """Own figure beside the total; the count, its day and its rounding where these are agreed."""
        weights = self.weights(moment)
        return _BECAUSE[self.on is not None, None if self.step is None else self.rounding], {
            "value": _count(weights[participant]),
            "total": _count(Fraction(sum(weights.values()))),
            "driver": self.driver,
            "day": self.on,
            "step": None if self.step is None else _count(self.step),
            "counted": _count(self.counted(participant, moment)),
        }

    def _rounded(self, count: Fraction) -> Fraction:
        return count if self.step is None else self.step * round_fraction(count / self.step, self.rounding)


_BECAUSE = {
    (False, None): say("{value} of {total} {driver}, of a cost of {cost}"),
    (True, None): say("{value} of {total} {driver}, counted on {day}, of a cost of {cost}"),
    (False, Rounding.TOWARDS_ZERO): say(
        "{value} of {total} {driver} ({counted}, rounded down to a multiple of {step}), of a cost of {cost}"
    ),
    (False, Rounding.AWAY_FROM_ZERO): say(
        "{value} of {total} {driver} ({counted}, rounded up to a multiple of {step}), of a cost of {cost}"
    ),
    (False, Rounding.HALF_UP): say(
        "{value} of {total} {driver} ({counted}, rounded to the nearest multiple of {step}), of a cost of {cost}"
    ),
    (True, Rounding.TOWARDS_ZERO): say(
        "{value} of {total} {driver} ({counted} on {day}, rounded down to a multiple of {step}), of a cost of {cost}"
    ),
    (True, Rounding.AWAY_FROM_ZERO): say(
        "{value} of {total} {driver} ({counted} on {day}, rounded up to a multiple of {step}), of a cost of {cost}"
    ),
    (True, Rounding.HALF_UP): say(
        "{value} of {total} {driver} ({counted} on {day}, rounded to the nearest multiple of {step}), of a cost of {cost}"
    ),
}


@dataclass(frozen=True, slots=True)
class Fixed:
    """By shares agreed in advance, or by each one's own participation in an investment.

    Participants who are not named have no share; only proportions count.
    """

    agreed: Mapping[str, Fraction]

    def weights(self, moment: Moment) -> dict[str, Fraction]:
        """The agreed share of every taker."""
        return {name: self.agreed.get(name, Fraction(0)) for name in moment.takers}

    def drivers(self) -> frozenset[str]:
        """None."""
        return frozenset()

    def because(self, participant: str, moment: Moment) -> Words:
        """Own share beside the total."""
        weights = self.weights(moment)
        return say("agreed share {value} of {total}, of a cost of {cost}"), {
            "value": _count(weights[participant]),
            "total": _count(Fraction(sum(weights.values()))),
        }


@dataclass(frozen=True, slots=True)
class Equal:
    """In equal parts."""

    def weights(self, moment: Moment) -> dict[str, Fraction]:
        """One each."""
        return dict.fromkeys(moment.takers, Fraction(1))

    def drivers(self) -> frozenset[str]:
        """None."""
        return frozenset()

    def because(self, participant: str, moment: Moment) -> Words:
        """How many parts there are."""
        return say("one of {count} equal parts of a cost of {cost}"), {"count": len(moment.takers)}


@dataclass(frozen=True, slots=True)
class Mixture:
    """A weighted mixture of bases: 60 % by inhabitants and 40 % by workplaces, for instance."""

    ingredients: tuple[tuple[Fraction, Basis], ...]

    def weights(self, moment: Moment) -> dict[str, Fraction]:
        """The mixed shares; they add up to the portions."""
        mixed = dict.fromkeys(moment.takers, Fraction(0))
        for portion, basis in self.ingredients:
            if portion:
                for name, share in shares(basis, moment).items():
                    mixed[name] += portion * share
        return mixed

    def drivers(self) -> frozenset[str]:
        """Those of all ingredients."""
        return frozenset().union(*(basis.drivers() for _, basis in self.ingredients))

    def because(self, participant: str, moment: Moment) -> Words:
        """The mixed share."""
        return say("{share} by a mixture of keys, of a cost of {cost}"), {
            "share": Share(shares(self, moment)[participant])
        }


@dataclass(frozen=True, slots=True)
class PhaseIn:
    """A path over years from historic shares to a key.

    ``path`` says for a year which part of the cost follows the key already; a year between two named years takes
    the earlier one, a year before all of them nothing, so the historic shares hold.
    """

    historic: Mapping[str, Fraction]
    towards: Basis
    path: Mapping[int, Fraction]

    def followed(self, year: int) -> Fraction:
        """The part of the cost that follows the key in a year."""
        earlier = [start for start in self.path if start <= year]
        return self.path[max(earlier)] if earlier else Fraction(0)

    def weights(self, moment: Moment) -> dict[str, Fraction]:
        """Historic and new shares, mixed as the path says for the year."""
        return self.mixture(moment).weights(moment)

    def drivers(self) -> frozenset[str]:
        """Those of the new key."""
        return self.towards.drivers()

    def because(self, participant: str, moment: Moment) -> Words:
        """Both shares and how far the path has come."""
        return say(
            "{share} ({followed} by the new key, the rest by the historic share of {historic}) of a cost of {cost}"
        ), {
            "share": Share(shares(self, moment)[participant]),
            "followed": Share(self.followed(moment.day.year)),
            "historic": Share(shares(Fixed(self.historic), moment)[participant]),
        }

    def mixture(self, moment: Moment) -> Mixture:
        """The historic shares and the new key, as the path says for the year."""
        followed = self.followed(moment.day.year)
        return Mixture(((1 - followed, Fixed(self.historic)), (followed, self.towards)))


def _count(value: Fraction) -> object:
    """A count as people write it: whole when it is whole."""
    return value.numerator if value.denominator == 1 else value.limit_denominator(10**6)
