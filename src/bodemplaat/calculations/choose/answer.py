"""The ranking, and how firm it is; then as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from bodemplaat.calculations.choose.file import ChoiceFile
from bodemplaat.calculations.mirror import At, mirror
from bodemplaat.calculations.render.json import Number
from bodemplaat.calculations.work import Asked, CannotWorkOut
from bodemplaat.engines.choice import (
    Criterion,
    Ranking,
    TippingScore,
    TippingWeight,
    check,
    rank,
    tipping_scores,
    tipping_weights,
)

FORMAT = "bodemplaat.choice/1"


@dataclass(frozen=True, slots=True)
class ChoiceOutcome:
    """Who comes where, and which single changes would bring another level with the first."""

    ranking: Ranking
    weights: tuple[TippingWeight, ...]
    scores: tuple[TippingScore, ...]


def solve_choice(file: ChoiceFile, _: Asked) -> ChoiceOutcome:
    """Weigh; raises ``CannotWorkOut`` with all findings when the matrix has no answer."""
    findings = check(file.choice)
    if findings:
        raise CannotWorkOut(*findings)
    return ChoiceOutcome(rank(file.choice), tipping_weights(file.choice), tipping_scores(file.choice))


# -- as data -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Placed:
    """An alternative and where it comes."""

    name: str
    rank: int | None
    total: Number
    fails: tuple[str, ...]
    contributions: Mapping[str, Number]


@dataclass(frozen=True, slots=True)
class WeightTip:
    """The weight of one criterion that brings a challenger level with the first."""

    criterion: str
    challenger: str
    now: Number
    to: Number
    change: Number


@dataclass(frozen=True, slots=True)
class ScoreTip:
    """The score of one alternative that does so, within the scale."""

    alternative: str
    criterion: str
    challenger: str
    now: Number
    to: Number
    change: Number


@dataclass(frozen=True, slots=True)
class Chosen:
    """Points, weights and scores are exact numbers as decimal text, rounded at twelve decimals."""

    question: str
    winners: Annotated[tuple[str, ...], At("ranking.winners")]
    """More than one is a tie; none means nobody meets the requirements."""
    lead: Annotated[Number | None, At("ranking.lead")]
    """Points between first and second; null when there is no second."""
    criteria: tuple[Criterion, ...]
    alternatives: Annotated[tuple[Placed, ...], At("ranking.places")]
    """Best first; those that do not meet a requirement last, without a rank."""
    tipping_weights: Annotated[tuple[WeightTip, ...], At("weights")]
    """Weights that bring a challenger level with the first, one at a time, smallest change first."""
    tipping_scores: Annotated[tuple[ScoreTip, ...], At("scores")]
    """Scores that do so, within the scale."""


def chosen(file: ChoiceFile, outcome: ChoiceOutcome) -> Chosen:
    """Who comes where, and what would make another win."""
    return mirror(Chosen, outcome, question=file.question, criteria=file.choice.criteria)
