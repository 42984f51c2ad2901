"""How long is kept what was handed over, with its evidence; the agreement that says what is to be stays."""

from datetime import date
from typing import Final

from bodemplaat.foundation.retention.api import Dossier, Papers, Rows, since
from bodemplaat.kernel import say


def _closed(rows: Rows, _: date) -> Rows:
    """Received, or sent back."""
    return since(rows.filter(answered_at__isnull=False), "answered_at")


KINDS: Final = (
    Dossier(
        code="deliveries",
        name=say("What was handed over by the delivery calendar"),
        model="agreements.Handover",
        closed=_closed,
        papers=(Papers("agreements.Handover", "", "evidence"),),
    ),
)
