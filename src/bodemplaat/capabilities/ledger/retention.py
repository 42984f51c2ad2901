"""The books of a year as a record that is kept for a term: it is closed when its last period is, after its end."""

from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from bodemplaat.capabilities.ledger.models import AccountingPeriod
from bodemplaat.foundation.retention.api import Dossier, Part, Rows
from bodemplaat.kernel import say


def _closed(rows: Rows, on: date) -> Rows:
    """Every period of it is closed, and its last day has passed."""
    open_periods: Rows = QuerySet(AccountingPeriod).filter(year=OuterRef("pk"), is_closed=False)
    december: Rows = QuerySet(AccountingPeriod).filter(year=OuterRef("pk"), number=12).values("last_day")
    return rows.filter(~Exists(open_periods)).annotate(closed_on=Subquery(december)).filter(closed_on__lt=on)


BOOKS: Final = Dossier(
    code="books",
    name=say("Books of a financial year"),
    model="ledger.FinancialYear",
    closed=_closed,
    label="year",
    parts=(
        Part("ledger.WaitingFact", "entry__year"),
        Part("ledger.EntryElsewhere", "year"),
        Part("ledger.JournalLine", "entry__year"),
        Part("ledger.JournalEntry", "year"),
        Part("ledger.JournalCount", "year"),
        Part("ledger.Reopening", "period__year"),
        Part("ledger.YearClosing", "year"),
        Part("ledger.AccountingPeriod", "year"),
    ),
)
