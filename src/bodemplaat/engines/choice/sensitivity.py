"""How firm the outcome is: which weight or score would have to change, and by how much, for another to win.

One figure is changed at a time, all others stay. A change is the smallest with which the challenger is at least as
good as everyone else: at that point it ties, beyond it it wins.
"""

from dataclasses import dataclass
from fractions import Fraction

from bodemplaat.engines.choice.model import Alternative, Choice
from bodemplaat.engines.choice.ranking import fails, rank


@dataclass(frozen=True, slots=True)
class TippingWeight:
    """With this criterion's weight at ``to`` instead of ``now``, ``challenger`` comes level with the first."""

    criterion: str
    challenger: str
    now: Fraction
    to: Fraction

    @property
    def change(self) -> Fraction:
        """How much the weight changes; negative is lower."""
        return self.to - self.now


@dataclass(frozen=True, slots=True)
class TippingScore:
    """With the score of ``alternative`` on ``criterion`` at ``to``, ``challenger`` comes level with the first.

    Either the challenger's own score rises, or the winner's falls; a winner that falls to what a requirement asks at
    least is out below it, however far ahead.
    """

    alternative: str
    criterion: str
    challenger: str
    now: Fraction
    to: Fraction

    @property
    def change(self) -> Fraction:
        """How much the score changes; negative is lower."""
        return self.to - self.now


def tipping_weights(choice: Choice) -> tuple[TippingWeight, ...]:
    """For every challenger and criterion the nearest weight, zero or more, that brings it level; nearest first.

    Empty when nobody is first or several are. A pair that no weight can bring about is absent.
    """
    winners = rank(choice).winners
    if len(winners) != 1:
        return ()
    in_play = _in_play(choice)
    tipping = [
        TippingWeight(criterion.name, challenger.name, Fraction(criterion.weight), to)
        for challenger in in_play
        if challenger.name != winners[0]
        for criterion in choice.criteria
        if (to := _nearest_weight(choice, in_play, challenger, criterion.name)) is not None
    ]
    return tuple(sorted(tipping, key=lambda tip: (abs(tip.change), tip.challenger, tip.criterion)))


def tipping_scores(choice: Choice) -> tuple[TippingScore, ...]:
    """Every single score on the scale that would bring another level with the first; smallest change first."""
    ranking = rank(choice)
    if len(ranking.winners) != 1 or ranking.lead is None:
        return ()
    winner, totals = ranking.winners[0], {place.name: place.total for place in ranking.places}
    second = next(place.name for place in ranking.places if place.rank not in (None, 1))
    tipping: list[TippingScore] = []
    for alternative in _in_play(choice):
        falls = alternative.name == winner
        challenger = second if falls else alternative.name
        gap = totals[winner] - totals[challenger]
        for criterion in choice.criteria:
            if not criterion.weight:
                continue
            now = Fraction(alternative.scores[criterion.name])
            change = gap / Fraction(criterion.weight)
            to = now - change if falls else now + change
            if falls and criterion.least is not None:
                to = max(to, Fraction(criterion.least))  # below it it is out of play
            if choice.lowest <= to <= choice.highest:
                tipping.append(TippingScore(alternative.name, criterion.name, challenger, now, to))
    return tuple(sorted(tipping, key=lambda tip: (abs(tip.change), tip.alternative, tip.criterion)))


def _in_play(choice: Choice) -> list[Alternative]:
    return [alternative for alternative in choice.alternatives if not fails(choice, alternative)]


def _nearest_weight(
    choice: Choice, in_play: list[Alternative], challenger: Alternative, name: str
) -> Fraction | None:
    """The weight of one criterion, nearest to what it is, at which the challenger is behind nobody.

    Against each rival the challenger's lead is ``rest + weight × edge``; asking that it is not negative leaves an
    interval of weights, and of that interval the end nearest to the present weight is the answer.
    """
    low, high = Fraction(0), None
    for rival in in_play:
        if rival.name == challenger.name:
            continue
        edge = Fraction(challenger.scores[name]) - Fraction(rival.scores[name])
        rest = sum(
            (
                Fraction(c.weight) * (Fraction(challenger.scores[c.name]) - Fraction(rival.scores[c.name]))
                for c in choice.criteria
                if c.name != name
            ),
            Fraction(0),
        )
        if edge > 0:
            low = max(low, -rest / edge)
        elif edge < 0:
            high = rest / -edge if high is None else min(high, rest / -edge)
        elif rest < 0:
            return None
    now = next(Fraction(c.weight) for c in choice.criteria if c.name == name)
    if high is not None and high < low:
        return None
    if now < low:
        return low
    return high if high is not None and now > high else now
