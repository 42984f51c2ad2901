"""What is known of invoices for whoever counts them against a norm: three statements, however many invoices."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from bodemplaat.capabilities.invoices.models import InvoiceEvent, InvoiceStep, ReceivedInvoice
from bodemplaat.capabilities.invoices.reckoning.chain import BUDGET_HOLDER, DIRECTOR
from bodemplaat.capabilities.invoices.vocabulary import (
    DUPLICATE,
    Approval,
    InvoiceAct,
    InvoiceState,
    PaymentState,
)
from bodemplaat.capabilities.performance.api import CUSTOMER, THIRD, CaseFacts, spells
from bodemplaat.foundation.tenancy.api import Actor, midnight, query
from bodemplaat.kernel import Said, say

CASE_TYPE: Final = "invoices"
CASE_NAME: Final = say("Invoice of a supplier")
SUPPLIER: Final = f"{THIRD}supplier"
RECEIPT: Final = f"{CUSTOMER}receipt"
CAUSES: Final[Mapping[str, Said]] = {
    f"{CUSTOMER}{BUDGET_HOLDER}": say("the budget holder"),
    f"{CUSTOMER}{DIRECTOR}": say("the director"),
    RECEIPT: say("a receipt of what was ordered"),
    SUPPLIER: say("the supplier"),
}
"""What an invoice may wait for outside the service centre, in words."""
_MARKS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (InvoiceAct.ASKED_BACK, InvoiceAct.APPROVED, InvoiceAct.REFUSED, InvoiceAct.RECEIPT_CAME), ""
    ),
    InvoiceAct.RECEIPT_AWAITED: RECEIPT,
    InvoiceAct.UNLINKED: "",
}
"""Who has it from each of these on: the centre, or whoever has to note what came."""
_OF_DISPUTES: Final = (InvoiceAct.DISPUTED, InvoiceAct.DISPUTE_LIFTED)
_ALMOST_A_DAY: Final = timedelta(days=1) - timedelta(microseconds=1)

Mark = tuple[datetime, str]


@query
def case_facts(
    *, actor: Actor, since: datetime, until: datetime, customer: UUID | None = None
) -> Sequence[CaseFacts]:
    """Invoices in reach, or those of one customer, that came in before ``until`` and were not paid before ``since``.

    Left out is what is not to be paid (``owed``). While a budget holder or director
    decides, or nobody noted what came of its order, the customer keeps it waiting, and while it is disputed the supplier does; the rest of the time it is the provider's. It
    is over at the end of the day on which the bank paid.
    """
    rows = owed(actor).filter(
        Q(paid_on=None) | Q(paid_on__gte=timezone.localdate(since)), received_at__lt=until
    )
    if customer is not None:
        rows = rows.filter(organisation_id=customer)
    ids = rows.order_by().values("id")
    marks: dict[UUID, list[Mark]] = defaultdict(list)
    steps = InvoiceStep.records.of(actor).filter(invoice__in=ids, opened_at__isnull=False)
    for invoice, function, opened in steps.order_by("round", "position").values_list(
        "invoice_id", "function", "opened_at"
    ):
        if opened is not None:
            marks[invoice].append((opened, f"{CUSTOMER}{function}"))
    disputes: dict[UUID, list[tuple[datetime, bool]]] = defaultdict(list)
    events = InvoiceEvent.records.of(actor).filter(invoice__in=ids, act__in=(*_MARKS, *_OF_DISPUTES))
    for invoice, at, act in events.order_by("at", "written_at").values_list("invoice_id", "at", "act"):
        if act in _MARKS:
            marks[invoice].append((at, _MARKS[act]))
        if act in _OF_DISPUTES or act == InvoiceAct.REFUSED:
            disputes[invoice].append((at, act == InvoiceAct.DISPUTED))
    return [
        CaseFacts.of(
            case=invoice,
            number=number or "–",
            customer=whose,
            provider=provider,
            received=received,
            steps=tuple(
                spells(
                    overlaid(marks[invoice], disputes[invoice]),
                    midnight(paid_on) + _ALMOST_A_DAY if paid_on else None,
                )
            ),
        )
        for invoice, number, whose, provider, received, paid_on in rows.order_by(
            "received_at", "id"
        ).values_list("id", "number", "organisation_id", "provider_id", "received_at", "paid_on")
    ]


def owed(actor: Actor) -> QuerySet[ReceivedInvoice]:
    """What is to be paid in reach.

    No credit note, nothing that went back, was refused, came before in another file, or names nothing; nor what its supplier
    collects.
    """
    rows = ReceivedInvoice.records.of(actor).filter(is_credit_note=False, payable__gt=0)
    rows = rows.exclude(state=InvoiceState.SENT_BACK).exclude(approval=Approval.REFUSED)
    rows = rows.exclude(is_collected=True, payment=PaymentState.NONE)
    return rows.exclude(state=InvoiceState.WAITING, findings__contains=[{"code": DUPLICATE}])


def overlaid(marks: Iterable[Mark], disputes: Iterable[tuple[datetime, bool]]) -> Iterator[Mark]:
    """Who had it since when: the supplier while a dispute lasts, whatever else happens meanwhile, and then whoever had it without."""
    with_whom, is_disputed = "", False
    both = [(at, 0, who, False) for at, who in marks] + [(at, 1, "", begun) for at, begun in disputes]
    for at, is_of_dispute, who, begun in sorted(both, key=lambda each: each[:2]):
        if is_of_dispute:
            is_disputed = begun
        else:
            with_whom = who
        yield at, SUPPLIER if is_disputed else with_whom
