"""The ranking, and how firm it is."""

from dataclasses import dataclass
from typing import Any

from bodemplaat.calculations.choose.reading import ChoiceFile
from bodemplaat.calculations.work import Asked, CannotWorkOut
from bodemplaat.engines.choice import (
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


def solve_choice(file: ChoiceFile, asked: Asked) -> ChoiceOutcome:
    """Weigh; raises ``CannotWorkOut`` with all findings when the matrix has no answer."""
    findings = check(file.choice)
    if findings:
        raise CannotWorkOut(*findings)
    return ChoiceOutcome(rank(file.choice), tipping_weights(file.choice), tipping_scores(file.choice))


def choice_json(file: ChoiceFile, outcome: ChoiceOutcome) -> dict[str, Any]:
    """Schema: docs/reference/schemas/choice.schema.json."""
    return {
        "question": file.question,
        "winners": list(outcome.ranking.winners),
        "lead": outcome.ranking.lead,
        "criteria": [
            {"name": criterion.name, "weight": criterion.weight, "least": criterion.least}
            for criterion in file.choice.criteria
        ],
        "alternatives": [
            {
                "name": place.name,
                "rank": place.rank,
                "total": place.total,
                "fails": list(place.fails),
                "contributions": place.contributions,
            }
            for place in outcome.ranking.places
        ],
        "tipping_weights": [
            {
                "criterion": tip.criterion,
                "challenger": tip.challenger,
                "now": tip.now,
                "to": tip.to,
                "change": tip.change,
            }
            for tip in outcome.weights
        ],
        "tipping_scores": [
            {
                "alternative": tip.alternative,
                "criterion": tip.criterion,
                "challenger": tip.challenger,
                "now": tip.now,
                "to": tip.to,
                "change": tip.change,
            }
            for tip in outcome.scores
        ],
    }
