"""A chain of approval as rules ask for it: which steps, by whom, for which amounts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from bodemplaat.kernel import Euro


class Approver(Enum):
    """By whom a step of the chain is decided."""

    MANAGER = "manager"
    """The manager in the employment of the person whose it is."""
    FUNCTION = "function"
    """Anyone who holds a named function for the unit or the organisation."""
    SSC = "ssc"
    """A clerk of the shared service centre, who also books the cost."""


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One step of an organisation's approval chain, with the conditions under which it applies.

    ``from_amount`` and ``below_amount`` bound the total (half-open); ``kinds``, when given, asks that at least one line is of
    such a kind; ``even_small`` keeps the step for what lies under a threshold.
    """

    name: str
    by: Approver
    function: str = ""
    from_amount: Euro | None = None
    below_amount: Euro | None = None
    kinds: frozenset[str] = frozenset()
    even_small: bool = False

    def applies(self, total: Euro, kinds: Collection[str] = ()) -> bool:
        """Whether it is asked of something of this total with lines of these kinds."""
        return (
            (self.from_amount is None or total >= self.from_amount)
            and (self.below_amount is None or total < self.below_amount)
            and (not self.kinds or bool(self.kinds & set(kinds)))
        )


def undecided_from(chain: Iterable[ChainStep], reached: Euro) -> Euro | None:
    """The lowest total from ``reached`` on that no step without a condition on kinds decides on; ``None`` where there is none."""
    always = [step for step in chain if not step.kinds]
    for step in sorted(always, key=lambda each: each.from_amount or Euro(0)):
        if step.from_amount is not None and step.from_amount > reached:
            return reached
        if step.below_amount is None:
            return None
        reached = max(reached, step.below_amount)
    return reached
