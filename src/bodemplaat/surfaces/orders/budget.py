"""What an order asks of the budget, as it is shown."""

from dataclasses import dataclass
from datetime import date

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.design.api import in_words


@dataclass(frozen=True, slots=True)
class BudgetShown:
    """What is asked of the budget of a year: each place with its name, and what is said about it, tone and text."""

    year: str
    rooms: tuple[tuple[str, ledger.BudgetRoom], ...]
    findings: tuple[tuple[str, str], ...]
    stops: bool


def budget_shown(check: ledger.BudgetCheck, *, on: date) -> BudgetShown:
    """A check with the names of its taakvelden, and its findings."""
    said = ledger.budget_findings(check)
    findings = tuple(("error" if each.stops else "warning", in_words(each.said)) for each in said)
    return BudgetShown(str(check.year), ledger.titled_rooms(check, on=on), findings, check.stops)
