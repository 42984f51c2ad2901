"""Why a participant has what it has in the coalition."""

from collections.abc import Mapping

from bodemplaat.calculations.coalition.model import CoalitionFile, CoalitionOutcome
from bodemplaat.kernel import Euro, Trace, divide, say


def reasons(model: CoalitionFile, outcome: CoalitionOutcome) -> Mapping[str, Trace]:
    """What each participant gains as agreed: cost alone less its cost together."""
    borne = [divide(pool.amount.cents, pool.weights) for pool in model.game.pools]
    everyone = range(len(model.game.players))
    lost = [
        (loss, divide(loss.amount.cents, loss.weights if any(loss.weights) else [1] * len(everyone)))
        for loss in model.game.losses
        if loss.holds(everyone)
    ]
    traces = {}
    for number, player in enumerate(model.game.players):
        parts = [
            Trace(player.name, player.alone, say("spends alone on the work that moves")),
            Trace(player.name, -player.variable, say("variable cost in the centre")),
            Trace(player.name, -player.along, say("own costs and benefits of the change")),
        ]
        parts += [
            Trace(pool.name, Euro(-parts_of[number]), say("its part of what is shared"))
            for pool, parts_of in zip(model.game.pools, borne, strict=True)
        ]
        parts += [
            Trace(loss.name, Euro(-parts_of[number]), say("its part of what is lost regardless"))
            for loss, parts_of in lost
        ]
        if player.compensation:
            parts.append(Trace(player.name, player.compensation, say("agreed compensation")))
        traces[player.name] = Trace(
            player.name, outcome.agreed[number], say("gains as agreed, in present value"), {}, tuple(parts)
        )
    return traces
