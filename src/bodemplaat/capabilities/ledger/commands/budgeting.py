"""What goes beyond the budget is stopped where the rule of the organisation says so, also for two who decide at once."""

from uuid import UUID

from django.db import connection

from bodemplaat.capabilities.ledger.errors import BeyondBudget
from bodemplaat.capabilities.ledger.reckoning.budget import budget_findings
from bodemplaat.capabilities.ledger.values import BudgetCheck


def check_budget(check: BudgetCheck) -> None:
    """Raise ``BeyondBudget`` where something goes beyond a budget that is not to be exceeded."""
    findings = [each for each in budget_findings(check) if each.stops]
    if findings:
        raise BeyondBudget(*findings)


def wait_for_budget(*, organisation: UUID, year: int) -> None:
    """Wait for whoever takes something off the budget of an organisation and year at this moment, and hold it until the end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"budget {organisation} {year}"]
        )
