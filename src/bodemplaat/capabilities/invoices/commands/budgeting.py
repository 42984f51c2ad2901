"""What goes beyond the budget is stopped where the rule of the organisation says so, also for two who decide at once."""

from collections.abc import Sequence
from datetime import date

from bodemplaat.capabilities.invoices.models import ReceivedInvoice
from bodemplaat.capabilities.invoices.queries.budget import asked_as_coded, asked_of_budget
from bodemplaat.capabilities.invoices.values import Coded
from bodemplaat.capabilities.invoices.vocabulary import VatTreatment
from bodemplaat.capabilities.ledger import api as ledger


def check_coding(row: ReceivedInvoice, lines: Sequence[Coded], vat: VatTreatment, on: date) -> None:
    """Raise ``BeyondBudget`` where an invoice, coded so, goes beyond a budget that is not to be exceeded."""
    ledger.check_budget(asked_of_budget(row, ((each.taakveld, each.amount.cents) for each in lines), vat, on))


def check_approval(row: ReceivedInvoice, on: date) -> None:
    """The same for an invoice that is approved as it was coded: whoever approves another at this moment waits."""
    check = asked_as_coded(row, on)
    if check.stops and check.rooms:
        ledger.wait_for_budget(organisation=row.organisation_id, year=on.year)
        ledger.check_budget(asked_as_coded(row, on))
