"""What an invoice asks of the budget, for the page on which it is coded and the one on which it is decided."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.design.api import in_words

NOTHING: Final = ledger.BudgetCheck(0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A place of the budget as it is shown: its taakveld with its name, and what it has."""

    title: str
    room: ledger.BudgetRoom


@dataclass(frozen=True, slots=True)
class BudgetShown:
    """What is asked of the budget of a year, and what is said about it."""

    year: str
    rooms: tuple[Asked, ...]
    findings: tuple[tuple[str, str], ...]
    """Tone and text."""
    stops: bool

    @property
    def is_beyond(self) -> bool:
        """Whether it goes beyond the budget anywhere."""
        return any(each.room.is_beyond for each in self.rooms)


def budget_shown(check: ledger.BudgetCheck, *, on: date) -> BudgetShown:
    """A check with the names of its taakvelden, and its findings."""
    return BudgetShown(
        str(check.year),
        tuple(Asked(title, room) for title, room in ledger.titled_rooms(check, on=on)),
        tuple(
            ("error" if each.stops else "warning", in_words(each.said))
            for each in ledger.budget_findings(check)
        ),
        check.stops,
    )
