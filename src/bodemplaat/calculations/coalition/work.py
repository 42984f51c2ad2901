"""The coalition bound to its file, its answer and its report."""

import numpy as np

from bodemplaat.calculations.business_case.sheets import SHEETS
from bodemplaat.calculations.coalition.model import CoalitionFile, CoalitionOutcome
from bodemplaat.calculations.coalition.output import as_json
from bodemplaat.calculations.coalition.reading import read
from bodemplaat.calculations.coalition.reasons import reasons
from bodemplaat.calculations.coalition.report import report
from bodemplaat.calculations.coalition.sheets import COALITION_SHEETS
from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.work import Asked, Work
from bodemplaat.engines.coalition import (
    MOST_STABILISED,
    check_core,
    leavings,
    shapley,
    so_that_nobody_leaves,
    so_that_nobody_loses,
)

FORMAT = "bodemplaat.coalition/1"


def solve(model: CoalitionFile, asked: Asked) -> CoalitionOutcome:
    """Everything about the coalition, exact where it can be."""
    game = model.game
    agreed = game.agreed()
    fair = shapley(
        game,
        random=np.random.default_rng(asked.options.get("seed", 1)),
        orders=asked.options.get("orders", 20_000),
        progress=asked.progress,
    )
    nobody_loses = so_that_nobody_loses(agreed, [game.worth_alone(n) for n in range(len(game.players))])
    few = len(game.players) <= MOST_STABILISED
    return CoalitionOutcome(
        agreed=agreed,
        fair=fair,
        check=check_core(game, agreed),
        check_of_fair=check_core(game, fair.parts),
        nobody_loses=nobody_loses,
        nobody_leaves=so_that_nobody_leaves(game, agreed, prefer=nobody_loses) if few else None,
        leavings=leavings(game),
    )


WORK: Work[Reading, CoalitionFile, CoalitionOutcome] = Work(
    open=load,
    read=read,
    solve=solve,
    report=report,
    answer=as_json,
    explain=reasons,
    format=FORMAT,
    sheets=(*SHEETS, *COALITION_SHEETS),
)
