"""What the three commands read from a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from bodemplaat.engines.settlement import Arrangement, EntryCase, ExitCase, Scenario


@dataclass(frozen=True, slots=True)
class Cooperation:
    """A year's arrangement with its title. ``heads`` names the driver to express amounts per, if any.

    ``section`` is the block of the file it was read from, so that what the engine finds can be placed.
    """

    title: str
    arrangement: Arrangement
    heads: str = ""
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Ways to divide beside each other; the first is the reference. ``path`` leads from there to ``towards``."""

    cooperation: Cooperation
    scenarios: tuple[Scenario, ...]
    towards: str = ""
    path: Mapping[int, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody who leaves, somebody who joins, or both."""

    cooperation: Cooperation
    leaving: ExitCase | None
    joining: EntryCase | None
    contribution_given: bool = False
    """Whether the file names the leaver's contribution itself; otherwise the model gives it."""
