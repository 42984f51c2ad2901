"""What is known of claims for whoever counts them against a norm: three statements, however many claims."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.capabilities.claims.models import Claim, ClaimEvent, ClaimStep
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.capabilities.performance.api import CUSTOMER, CaseFacts, spells
from bodemplaat.engines.approval import Approver
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Said, say

CLAIMANT: Final = f"{CUSTOMER}claimant"
CAUSES: Final[Mapping[str, Said]] = {
    f"{CUSTOMER}{Approver.MANAGER.value}": say("the manager"),
    f"{CUSTOMER}{Approver.FUNCTION.value}": say("who decides by function"),
    CLAIMANT: say("the employee"),
}
"""What a claim may wait for at the customer, in words."""
SETTLED: Final = (lifecycle.PAID, lifecycle.REJECTED)
NOT_COUNTED: Final = (lifecycle.DRAFT, lifecycle.WITHDRAWN)


@query
def case_facts(
    *, actor: Actor, since: datetime, until: datetime, customer: UUID | None = None
) -> Sequence[CaseFacts]:
    """Claims in reach, or those of one customer, that came in before ``until`` and were not settled before ``since``; withdrawn ones are left out.

    A claim comes in when it is first handed in. While a manager or function decides, and while it lies with the claimant, the
    customer keeps it waiting; the desk's step and the time from approval to payment are the provider's.
    """
    rows = Claim.records.of(actor).exclude(state__in=NOT_COUNTED).exclude(provider_id=None)
    rows = rows.filter(Q(settled_at=None) | Q(settled_at__gte=since), first_submitted_at__lt=until)
    if customer is not None:
        rows = rows.filter(organisation_id=customer)
    claims = list(
        rows.order_by("first_submitted_at", "id").values_list(
            "id",
            "number",
            "organisation_id",
            "provider_id",
            "first_submitted_at",
            "approved_at",
            "settled_at",
            "state",
        )
    )
    marks: dict[UUID, list[tuple[datetime, str]]] = defaultdict(list)
    ids = rows.order_by().values("id")
    for claim, by, opened in (
        ClaimStep.records.of(actor)
        .filter(claim__in=ids, opened_at__isnull=False)
        .order_by("round", "position")
        .values_list("claim_id", "by", "opened_at")
    ):
        if opened is not None:
            marks[claim].append((opened, "" if by == Approver.SSC.value else f"{CUSTOMER}{by}"))
    for claim, at in (
        ClaimEvent.records.of(actor)
        .filter(claim__in=ids, event=ClaimAct.RETURNED)
        .values_list("claim_id", "at")
    ):
        marks[claim].append((at, CLAIMANT))
    facts = []
    for claim, number, customer, provider, received, approved, settled, state in claims:
        if received is None:
            continue
        if approved is not None:
            marks[claim].append((approved, ""))
        closed = settled if state in SETTLED else None
        facts.append(
            CaseFacts.of(
                case=claim,
                number=number,
                customer=customer,
                provider=provider,
                received=received,
                steps=tuple(spells(marks[claim], closed)),
            )
        )
    return facts
