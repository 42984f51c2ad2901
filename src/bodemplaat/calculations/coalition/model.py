"""What the coalition command reads and works out."""

from dataclasses import dataclass

from bodemplaat.engines.coalition import Compensation, CoreCheck, CostGame, Division, Leaving
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class CoalitionFile:
    """The title of the case and the game that follows from it."""

    title: str
    years: int
    game: CostGame


@dataclass(frozen=True, slots=True)
class CoalitionOutcome:
    """Everything by participant in the game's order. ``stable`` is ``None`` with more than 15 participants."""

    agreed: tuple[Euro, ...]
    fair: Division
    check: CoreCheck
    check_of_fair: CoreCheck
    nobody_loses: Compensation
    nobody_leaves: Compensation | None
    leavings: tuple[Leaving, ...]

    @property
    def after(self) -> tuple[Euro, ...]:
        """What each has once the compensation that keeps everyone in is paid; else the one for losers."""
        payments = self.nobody_leaves or self.nobody_loses
        return tuple(part + extra for part, extra in zip(self.agreed, payments.amounts, strict=True))
