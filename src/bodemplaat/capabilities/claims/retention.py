"""Claims as records that are kept for a term: when one is closed, and what goes with it."""

from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from bodemplaat.capabilities.claims.lifecycle import PAID, REJECTED, WITHDRAWN
from bodemplaat.capabilities.claims.models import SampleItem
from bodemplaat.foundation.retention.api import Dossier, Papers, Part, Rows, since
from bodemplaat.kernel import say


def _closed(rows: Rows, _: date) -> Rows:
    """Paid, rejected or withdrawn, and not waiting to be looked at in a sample."""
    unjudged: Rows = QuerySet(SampleItem).filter(claim=OuterRef("pk"), is_right=None)
    settled = rows.filter(state__in=(PAID, REJECTED, WITHDRAWN), settled_at__isnull=False)
    return since(settled.filter(~Exists(unjudged)), "settled_at")


CLAIMS: Final = Dossier(
    code="claims",
    name=say("Expense claims with their receipts"),
    model="claims.Claim",
    closed=_closed,
    label="number",
    amount="total_cents",
    parts=(
        Part("claims.LineEvidence", "line__claim"),
        Part("claims.StruckEvidence", "claim"),
        Part("claims.ClaimLine", "claim"),
        Part("claims.ClaimStep", "claim"),
        Part("claims.ClaimEvent", "claim"),
        Part("claims.SampleItem", "claim"),
    ),
    papers=(
        Papers("claims.LineEvidence", "line__claim", "document"),
        Papers("claims.StruckEvidence", "claim", "document"),
    ),
)
