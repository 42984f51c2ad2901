"""What one participant's leaving does to each other (handbook 1.4.3, note 36: the calculation is then redone)."""

from collections.abc import Mapping
from dataclasses import dataclass

from bodemplaat.engines.coalition.game import CostGame
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class Leaving:
    """One leaves, the others go on and divide what is shared by the same weights.

    ``loses`` is the change for the one who leaves (from its part to its alternative); ``effects`` the change for
    each who remains; ``gone`` who of those would then be better off leaving as well.
    """

    name: str
    loses: Euro
    effects: Mapping[str, Euro]
    gone: tuple[str, ...]


def leavings(game: CostGame) -> tuple[Leaving, ...]:
    """For each participant in turn. Agreed compensations end when one leaves."""
    now = game.agreed()
    everyone = range(len(game.players))
    result = []
    for leaver in everyone:
        rest = [n for n in everyone if n != leaver]
        alternatives = [game.worth_alone(n) for n in rest]
        then = game.agreed(rest) if len(rest) > 1 else tuple(alternatives)
        result.append(
            Leaving(
                name=game.players[leaver].name,
                loses=game.worth_alone(leaver) - now[leaver],
                effects={game.players[n].name: after - now[n] for n, after in zip(rest, then, strict=True)},
                gone=tuple(
                    game.players[n].name
                    for n, after, alone in zip(rest, then, alternatives, strict=True)
                    if after < alone
                ),
            )
        )
    return tuple(result)
