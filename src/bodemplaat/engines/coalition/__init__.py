"""Does the coalition hold: what each coalition is worth, what is a fair part, who would leave, what keeps them.

``CostGame`` derives the value of every coalition from fixed, variable, one-off and scale-dependent costs;
``shapley`` divides fairly; ``check_core`` names who would be better off leaving; ``so_that_nobody_loses`` and
``so_that_nobody_leaves`` give the smallest compensation; ``leavings`` what each one's leaving does to the others.
"""

from bodemplaat.engines.coalition.compensation import (
    MOST_STABILISED,
    Compensation,
    so_that_nobody_leaves,
    so_that_nobody_loses,
)
from bodemplaat.engines.coalition.core import CoreCheck, Objection, check_core
from bodemplaat.engines.coalition.game import (
    MOST_ENUMERATED,
    CostGame,
    Game,
    Loss,
    Player,
    Pool,
    TableGame,
    check_game,
)
from bodemplaat.engines.coalition.leaving import Leaving, leavings
from bodemplaat.engines.coalition.shapley import Division, exact_shapley, sampled_shapley, shapley

__all__ = [
    "MOST_ENUMERATED",
    "MOST_STABILISED",
    "Compensation",
    "CoreCheck",
    "CostGame",
    "Division",
    "Game",
    "Leaving",
    "Loss",
    "Objection",
    "Player",
    "Pool",
    "TableGame",
    "check_core",
    "check_game",
    "exact_shapley",
    "leavings",
    "sampled_shapley",
    "shapley",
    "so_that_nobody_leaves",
    "so_that_nobody_loses",
]
