"""Cases as records that are kept for a term: when one is closed, and what goes with it."""

from datetime import date
from typing import Final

from bodemplaat.capabilities.cases.lifecycle import CLOSED, WITHDRAWN
from bodemplaat.foundation.retention.api import Dossier, Papers, Part, Rows, since
from bodemplaat.kernel import say


def _closed(rows: Rows, _: date) -> Rows:
    """Closed with a result, or withdrawn."""
    return since(rows.filter(state__in=(CLOSED, WITHDRAWN), closed_at__isnull=False), "closed_at")


CASES: Final = Dossier(
    code="cases",
    name=say("Cases with their documents and messages"),
    model="cases.Case",
    closed=_closed,
    label="number",
    parts=(Part("cases.CaseDocument", "case"), Part("cases.CaseEvent", "case")),
    papers=(Papers("cases.CaseDocument", "case", "document"),),
)
