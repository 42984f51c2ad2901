"""Receiving an invoice: once, whatever comes twice or at the same moment, and never lost whatever is wrong with it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.commands.suppliers import used_by
from bodemplaat.capabilities.invoices.errors import UnusableInvoiceFile
from bodemplaat.capabilities.invoices.events import happened
from bodemplaat.capabilities.invoices.mapping import columns_of
from bodemplaat.capabilities.invoices.models import ReceivedInvoice
from bodemplaat.capabilities.invoices.policies import provider_for
from bodemplaat.capabilities.invoices.ports import judge
from bodemplaat.capabilities.invoices.queries.knowing import earlier_of_supplier, wait_for_number
from bodemplaat.capabilities.invoices.queries.registered import registered_with
from bodemplaat.capabilities.invoices.reckoning.arriving import Arrival, arrival_of, findings_to_keep
from bodemplaat.capabilities.invoices.reckoning.knowing import Customer, against_what_is_known
from bodemplaat.capabilities.invoices.values import Received
from bodemplaat.capabilities.invoices.vocabulary import (
    XML,
    Channel,
    InvoiceAct,
    InvoiceMove,
    InvoiceState,
)
from bodemplaat.formats.invoices.read import MOST_BYTES
from bodemplaat.foundation.documents.api import keep_file
from bodemplaat.foundation.organisations.api import identity_of
from bodemplaat.foundation.tenancy.api import Actor, command
from bodemplaat.kernel import Finding, Severity, say
from bodemplaat.kernel.finding import errors


def judge_files(files: Sequence[tuple[str, bytes]]) -> tuple[Arrival, ...]:
    """Read and judge files (name and bytes), in order: before ``receive_invoice``, and outside any transaction.

    What is wrong with a file is among its findings. Raises ``UnusableInvoiceFile`` as ``receive_invoice``.
    """
    for _, content in files:
        _check_size(content)
    judged = judge()(files)
    return tuple(arrival_of(name, content, each) for (name, content), each in zip(files, judged, strict=True))


@command
def receive_invoice(
    *,
    actor: Actor,
    organisation: UUID,
    arrival: Arrival,
    channel: Channel,
    received_at: datetime | None = None,
    at: datetime,
) -> Received:
    """Take in a file that came for an organisation, as it was judged before; the same file again changes nothing.

    It came ``received_at``, where that was before it is taken in. What is wrong with it waits with its findings; what nothing stops is registered. Raises ``UnusableInvoiceFile`` for an
    empty file and one larger than ``MOST_BYTES``, ``NotFound`` for an organisation out of reach, and ``NotForThisDesk``.
    """
    _check_size(arrival.content)
    provider = provider_for(actor, organisation, timezone.localdate(at))
    customer = identity_of(actor=actor, organisation=organisation)
    fingerprint = hashlib.sha256(arrival.content).hexdigest()
    wait_for_number(organisation, fingerprint)
    there = ReceivedInvoice.records.of(actor).filter(organisation_id=organisation, fingerprint=fingerprint)
    for row in there.only("id", "state"):
        return Received(row.id, is_new=False, state=InvoiceState(row.state))
    facts, known = arrival.facts, list[Finding]()
    if arrival.is_readable:
        if facts.number_key:
            wait_for_number(organisation, facts.number_key)
        earlier = earlier_of_supplier(actor, organisation, facts)
        registered = registered_with(actor, organisation, facts.numbers)
        own = Customer(customer.name, customer.oin)
        known = [*against_what_is_known(facts, own, earlier, registered)]
    stops = bool(errors(known)) or not arrival.is_sound
    document = keep_file(
        actor=actor,
        organisation=organisation,
        name=arrival.name,
        media_type=arrival.media_type,
        content=arrival.content,
        at=at,
    )
    row = ReceivedInvoice(
        id=uuid4(),
        organisation_id=organisation,
        provider_id=provider,
        document_id=document,
        reading_id=_reading(actor, organisation, document, arrival, at),
        fingerprint=fingerprint,
        channel=channel,
        received_at=received_at or at,
        **columns_of(facts),
        step=arrival.step,
        syntax=arrival.syntax,
        carrier=arrival.carrier,
        rule_sets=list(arrival.rule_sets),
        findings=[*findings_to_keep(known), *arrival.findings],
        errors=arrival.errors + len(errors(known)),
        warnings=arrival.warnings + sum(each.severity is Severity.WARNING for each in known),
        state=lifecycle.INVOICE.initial,
    )
    if not stops:
        row.state, row.decided_at = lifecycle.INVOICE.after(row.state, InvoiceMove.REGISTER), at
        row.supplier_id = used_by(actor, row, at)
    row.save(force_insert=True)
    details = {"channel": channel.value, "errors": row.errors, "state": str(row.state)}
    happened(actor, row, InvoiceAct.RECEIVED, at=at, details=details)
    return Received(row.id, is_new=True, state=InvoiceState(row.state))


def _check_size(content: bytes) -> None:
    if not content:
        raise UnusableInvoiceFile(say("The file is empty. Choose it again, or ask the supplier for another."))
    if len(content) > MOST_BYTES:
        raise UnusableInvoiceFile(
            say("The file is larger than {most} MB. Ask the supplier for a smaller one."),
            most=MOST_BYTES // 1_000_000,
        )


def _reading(actor: Actor, organisation: UUID, document: UUID, arrival: Arrival, at: datetime) -> UUID | None:
    """The document with the XML that was read: the file itself, or what a PDF carried, kept beside it."""
    if not arrival.is_readable:
        return None
    if not arrival.is_pdf:
        return document
    return keep_file(
        actor=actor,
        organisation=organisation,
        name=arrival.carrier or "invoice.xml",
        media_type=XML,
        content=arrival.xml,
        at=at,
    )
