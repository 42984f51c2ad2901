"""Who decides on an invoice now: worked out as for every chain, from who can act on the day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from bodemplaat.capabilities.invoices.models import InvoiceStep, ReceivedInvoice
from bodemplaat.capabilities.invoices.reckoning.chain import FALLBACK
from bodemplaat.capabilities.invoices.vocabulary import Approval
from bodemplaat.engines.approval import Addressed
from bodemplaat.foundation.access.api import Chain, OpenStep
from bodemplaat.foundation.tenancy.api import Actor

OpenInvoice = OpenStep[ReceivedInvoice, InvoiceStep]
CHAIN: Final = Chain[ReceivedInvoice, InvoiceStep](
    steps=InvoiceStep,
    of="invoice",
    prepared_by="coded_by",
    state="approval",
    asked=Approval.ASKED,
    fallback=FALLBACK,
)


def waiting_for(actor: Actor, on: date) -> Mapping[UUID, Addressed]:
    """The invoices of the actor's own organisation that wait for this person now."""
    rows = ReceivedInvoice.records.of(actor).filter(organisation_id=actor.organisation_id)
    return CHAIN.waiting_for(actor, rows, on)


def open_steps(actor: Actor, rows: QuerySet[ReceivedInvoice], on: date) -> Sequence[OpenInvoice]:
    """Every open step of these invoices, the one that came first first; in a constant number of statements."""
    return CHAIN.open_steps(actor, rows.order_by("received_at", "id"), on)
