"""Adding up and ordering."""

from dataclasses import dataclass
from fractions import Fraction

from bodemplaat.engines.choice.model import Alternative, Choice


@dataclass(frozen=True, slots=True)
class Place:
    """One alternative: its weighted total, what each criterion contributed, and its rank.

    Equal totals share a rank. ``fails`` names the requirements that are not met; such an alternative has no rank.
    """

    name: str
    total: Fraction
    contributions: dict[str, Fraction]
    rank: int | None
    fails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The places, best first; alternatives that do not meet a requirement come last."""

    places: tuple[Place, ...]

    @property
    def winners(self) -> tuple[str, ...]:
        """Who is first; more than one name is a tie, none means that nobody meets the requirements."""
        return tuple(place.name for place in self.places if place.rank == 1)

    @property
    def lead(self) -> Fraction | None:
        """How far the first is ahead of the second, in points; ``None`` when there is no second."""
        ranked = [place for place in self.places if place.rank is not None]
        return ranked[0].total - ranked[1].total if len(ranked) > 1 else None


def rank(choice: Choice) -> Ranking:
    """Weigh all alternatives. Ties are ordered by name. Expects a choice on which ``check`` found nothing."""
    weighed = [(alternative, contributions(choice, alternative)) for alternative in choice.alternatives]
    totals = {alternative.name: sum(parts.values(), Fraction(0)) for alternative, parts in weighed}
    failing = {alternative.name: fails(choice, alternative) for alternative in choice.alternatives}
    in_play = [total for name, total in totals.items() if not failing[name]]
    places = [
        Place(
            alternative.name,
            totals[alternative.name],
            parts,
            None if failing[alternative.name] else 1 + sum(t > totals[alternative.name] for t in in_play),
            failing[alternative.name],
        )
        for alternative, parts in weighed
    ]
    return Ranking(tuple(sorted(places, key=lambda p: (p.rank is None, -p.total, p.name))))


def contributions(choice: Choice, alternative: Alternative) -> dict[str, Fraction]:
    """Weight times score per criterion."""
    return {c.name: Fraction(c.weight) * Fraction(alternative.scores[c.name]) for c in choice.criteria}


def fails(choice: Choice, alternative: Alternative) -> tuple[str, ...]:
    """The requirements an alternative does not meet."""
    return tuple(
        c.name for c in choice.criteria if c.least is not None and alternative.scores[c.name] < c.least
    )
