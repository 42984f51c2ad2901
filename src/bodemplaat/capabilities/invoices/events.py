"""What is written on the timeline of an invoice and in the audit trail: together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from bodemplaat.capabilities.invoices.models import InvoiceEvent, ReceivedInvoice
from bodemplaat.capabilities.invoices.vocabulary import InvoiceAct
from bodemplaat.foundation.audit.api import record, record_many
from bodemplaat.foundation.tenancy.api import Actor, write_at_end

APPROVAL_ASKED: Final = "invoice.approval_asked"
"""Carries ``invoice``, the ``people`` who can decide (ids), ``name`` of the supplier and ``number``."""
ORDER_MATCH_ASKED: Final = "invoice.order_match_asked"
ORDER_MATCH_CONFIRMED: Final = "invoice.order_match_confirmed"
ORDER_MATCH_REFUSED: Final = "invoice.order_match_refused"
"""Each carries ``by`` (an id), ``reason``, ``since_day`` and what the rule says."""
SECOND_APPROVAL_ASKED: Final = "invoice.second_approval_asked"
SECOND_APPROVAL_CONFIRMED: Final = "invoice.second_approval_confirmed"
SECOND_APPROVAL_REFUSED: Final = "invoice.second_approval_refused"
"""Each carries ``by`` (an id), ``reason``, ``from_cents`` and ``since_day``."""


def happened(
    actor: Actor,
    row: ReceivedInvoice,
    act: InvoiceAct,
    *,
    at: datetime,
    words: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    """Write one event down, in the caller's transaction. The words stay with the invoice: the trail lacks them."""
    write_at_end(actor, [_event(actor, row, act, at, words)])
    record(actor, act, "invoice", row.id, row.organisation_id, at=at, details=details)


def happened_many(
    actor: Actor,
    rows: Sequence[ReceivedInvoice],
    act: InvoiceAct,
    *,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    """The same of any number of invoices, set-based."""
    write_at_end(actor, [_event(actor, row, act, at) for row in rows])
    acts = [(row.id, row.organisation_id, dict(details or {})) for row in rows]
    record_many(actor, act, "invoice", acts, at=at)


def _event(
    actor: Actor, row: ReceivedInvoice, act: InvoiceAct, at: datetime, words: str = ""
) -> InvoiceEvent:
    return InvoiceEvent(
        organisation_id=row.organisation_id,
        invoice=row,
        at=at,
        act=act,
        person_id=actor.person_id,
        person_name=actor.person_name,
        role=actor.role.value,
        words=words,
    )
