"""Why an amount is what it is: a tree whose parts add up at every level, down to the source figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from bodemplaat.kernel.euro import Euro
from bodemplaat.kernel.said import Said


@dataclass(frozen=True, slots=True)
class Trace:
    """One amount and the parts it consists of.

    ``name`` says whose amount it is in the model's own words; ``text`` says how it came about, marked with
    ``say`` and with ``{named}`` places that ``values`` fills; ``source`` names where a figure was taken from.
    An amount without parts is a source figure. Raises ``ValueError`` when the parts do not add up to the amount.
    """

    name: str
    amount: Euro
    text: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    parts: tuple[Self, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        if self.parts and Euro.total(part.amount for part in self.parts) != self.amount:
            raise ValueError(f"the parts of {self.name} do not add up to {self.amount}")

    @property
    def said(self) -> Said:
        """How the amount came about: the text with its values."""
        return Said(self.text, self.values)

    @property
    def leaves(self) -> Iterator[Self]:
        """The source figures under this amount, from top to bottom."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves
