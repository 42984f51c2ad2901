"""Drafting an invoice or credit note, changing and throwing away what was not issued."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from bodemplaat.capabilities.sales.errors import AlreadyIssued, KeyTaken, UnsoundSale
from bodemplaat.capabilities.sales.mapping import content_of, details_of, plain_content
from bodemplaat.capabilities.sales.models import BillingParty, SalesInvoice
from bodemplaat.capabilities.sales.policies import check_seller, sales_of
from bodemplaat.capabilities.sales.queries.parties import own_details
from bodemplaat.capabilities.sales.reckoning.building import invoice_of
from bodemplaat.capabilities.sales.reckoning.checking import MOST_LINES, check_draft
from bodemplaat.capabilities.sales.reckoning.tidying import tidied
from bodemplaat.capabilities.sales.values import PartyDetails, SalesContent
from bodemplaat.capabilities.sales.vocabulary import SalesState
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import Euro, say

LONGEST_KEY = 120


@command
def draft_invoice(*, actor: Actor, content: SalesContent, key: str, at: datetime) -> UUID:
    """Draft an invoice of the actor's organisation; the same under one key twice is one draft.

    ``key`` names what is invoiced, such as a customer and a period, so that a run which begins again invoices nothing twice,
    also what was issued meanwhile. Raises ``KeyTaken`` where something else was drafted under it, ``UnsoundSale`` for figures
    that are none, ``NotFound`` for another's customer and ``NotYourInvoices``.
    """
    return _draft(actor, content, key, None, at)


@command
def draft_credit_note(*, actor: Actor, invoice: UUID, key: str, at: datetime) -> UUID:
    """Draft a credit note of an invoice that was issued, of all that it says: what stays is taken out of it by ``change_draft``.

    Raises as ``draft_invoice``, and ``Refused`` for a draft and for a credit note.
    """
    row = sales_of(actor).one(id=invoice)
    if row.state != SalesState.ISSUED or row.credits_id is not None:
        raise Refused(say("A credit note is made of an invoice that was issued."))
    return _draft(actor, replace(content_of(row.content), note=""), key, row, at)


@command
def change_draft(*, actor: Actor, invoice: UUID, content: SalesContent, at: datetime) -> None:
    """Let a draft say something else; whoever does so drafted it. A credit note keeps its customer.

    Raises ``AlreadyIssued``, ``UnsoundSale``, ``NotFound`` and ``NotYourInvoices``.
    """
    row = _draft_of(actor, invoice)
    if row.credits_id is not None:
        content = replace(content, customer=row.customer_id)
    _fill(actor, row, content, timezone.localdate(at))
    row.drafted_by = actor.person_id
    row.save()
    record(actor, "sales_invoice.changed", "sales_invoice", row.id, actor.organisation_id, at=at)


@command
def discard_draft(*, actor: Actor, invoice: UUID, at: datetime) -> None:
    """Throw a draft away; its key is free again. Raises ``AlreadyIssued``, ``NotFound`` and ``NotYourInvoices``."""
    row = _draft_of(actor, invoice)
    record(actor, "sales_invoice.discarded", "sales_invoice", row.id, actor.organisation_id, at=at)
    row.delete()


def _draft_of(actor: Actor, invoice: UUID) -> SalesInvoice:
    row = sales_of(actor).locked().one(id=invoice)
    if row.state != SalesState.DRAFT:
        raise AlreadyIssued
    return row


def _draft(
    actor: Actor, content: SalesContent, key: str, credited: SalesInvoice | None, at: datetime
) -> UUID:
    check_seller(actor)
    if not key or len(key) > LONGEST_KEY:
        raise Refused(say("What is invoiced carries a key of at most {most} characters."), most=LONGEST_KEY)
    here = actor.organisation_id
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sales {here} {key}"])
    there = sales_of(actor).filter(key=key).first()
    if there is not None:
        same = credited.id if credited else None
        if there.credits_id != same or (credited is None and content_of(there.content) != tidied(content)):
            raise KeyTaken
        return there.id
    row = SalesInvoice(
        organisation_id=here, key=key, credits=credited, drafted_by=actor.person_id, drafted_at=at
    )
    _fill(actor, row, content, timezone.localdate(at))
    row.save(force_insert=True)
    kind = "credit_note" if credited else "invoice"
    record(actor, "sales_invoice.drafted", "sales_invoice", row.id, here, at=at, details={"kind": kind})
    return row.id


def _fill(actor: Actor, row: SalesInvoice, content: SalesContent, on: date) -> None:
    customer = BillingParty.records.of(actor).one(
        id=content.customer, organisation_id=actor.organisation_id, is_own=False
    )
    if len(content.lines) > MOST_LINES:
        raise Refused(say("An invoice has at most {most} lines: make several."), most=MOST_LINES)
    kept = tidied(content)
    findings = check_draft(kept)
    if findings:
        raise UnsoundSale(findings)
    seller = own_details(actor=actor) or PartyDetails("")
    totals = invoice_of(kept, seller, details_of(customer), issued=on).totals
    row.customer, row.customer_name, row.content = customer, customer.name, plain_content(kept)
    row.without_vat, row.vat = Euro.of(totals.without_vat or 0).cents, Euro.of(totals.vat or 0).cents
