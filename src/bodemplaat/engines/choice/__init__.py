"""Choosing between forms of cooperation: a weighted matrix of pluses and minuses, and how firm its outcome is.

``check`` names what has no answer, ``rank`` adds up and orders, ``tipping_weights`` and ``tipping_scores`` say which
weight or which score would have to change, and by how much, for another to win. All arithmetic is exact.

The method is the weighted sum (Keeney & Raiffa, *Decisions with Multiple Objectives*); a criterion may also be a
requirement that an alternative must meet to take part at all.
"""

from bodemplaat.engines.choice.model import Alternative, Choice, Criterion, check
from bodemplaat.engines.choice.ranking import Place, Ranking, rank
from bodemplaat.engines.choice.sensitivity import (
    TippingScore,
    TippingWeight,
    tipping_scores,
    tipping_weights,
)

__all__ = [
    "Alternative",
    "Choice",
    "Criterion",
    "Place",
    "Ranking",
    "TippingScore",
    "TippingWeight",
    "check",
    "rank",
    "tipping_scores",
    "tipping_weights",
]
