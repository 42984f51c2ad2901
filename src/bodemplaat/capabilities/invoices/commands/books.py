"""What an invoice costs comes into the books of its organisation when it is approved, in the transaction that approves it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.invoices.models import CodedLine, ReceivedInvoice
from bodemplaat.capabilities.invoices.reckoning.paying import item_of
from bodemplaat.capabilities.invoices.reckoning.posting import Posted, costs_and_vat
from bodemplaat.capabilities.invoices.vocabulary import (
    COMPENSATED,
    COST,
    DEBT,
    DIFFERENCE,
    DISCOUNT,
    RECLAIMED,
    VatTreatment,
)
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.tenancy.api import Actor, entered
from bodemplaat.kernel import Euro


def post_invoice(row: ReceivedInvoice, at: datetime) -> None:
    """It is owed from now on: costs per taakveld as coded, VAT by what becomes of it, and a debt to its supplier."""
    system = Actor.system(row.organisation_id)
    with entered(system):  # what the running command keeps to its end is written before
        if not ledger.keeping_books(actor=system, organisations={row.organisation_id}):
            return
        coded = _coded(system, row)
        treatment = coded[0][2] if coded else VatTreatment.COMPENSATED
        posted = costs_and_vat(
            [(taakveld, cents) for taakveld, cents, _ in coded],
            vat=row.vat or 0,
            is_cost=treatment == VatTreatment.COST,
            payable=row.payable or 0,
        )
        fact = ledger.Fact(
            row.organisation_id,
            f"invoice {row.id} cost",
            ledger.JournalCode.PURCHASES,
            timezone.localdate(at),
            f"Factuur {row.number} {row.supplier_name}"[:200],
            tuple(_parts(row, posted, treatment, row.payable or 0)),
        )
        ledger.post_facts(actor=system, facts=[fact], at=at)


def post_credit(
    system: Actor,
    row: ReceivedInvoice,
    note: ReceivedInvoice,
    cents: int,
    at: datetime,
    part: UUID | None = None,
) -> None:
    """What of a credit note was taken off an invoice, or off a part of it: less costs and VAT, as that is coded, and less owed for it."""
    if not ledger.keeping_books(actor=system, organisations={row.organisation_id}):
        return
    coded = _coded(system, row)
    treatment = coded[0][2] if coded else VatTreatment.COMPENSATED
    of_vat, rest = Euro(cents).divided([note.vat or 0, max((note.payable or 0) - (note.vat or 0), 0)])
    shares = rest.divided([abs(each[1]) for each in coded]) if any(each[1] for each in coded) else ()
    posted = costs_and_vat(
        [(taakveld, -share.cents) for (taakveld, _, _), share in zip(coded, shares, strict=False)],
        vat=-of_vat.cents,
        is_cost=treatment == VatTreatment.COST,
        payable=-cents,
    )
    fact = ledger.Fact(
        row.organisation_id,
        f"credit note {note.id} off invoice {row.id}{f' part {part}' if part else ''}",
        ledger.JournalCode.PURCHASES,
        timezone.localdate(at),
        f"Creditnota {note.number} {row.supplier_name}"[:200],
        tuple(_parts(row, posted, treatment, -cents)),
    )
    ledger.post_facts(actor=system, facts=[fact], at=at)


def post_discounts(
    rows: Sequence[ReceivedInvoice], day: date, at: datetime, *, is_back: bool = False
) -> None:
    """What was taken off for paying early on a day is owed no more; ``is_back`` where the bank gave the money back.

    With the VAT that is in it: how much of it is VAT is said by the supplier's corrected document, or by the own VAT return.
    """
    if not rows:
        return
    system = Actor.system(*sorted({row.organisation_id for row in rows}))
    with entered(system):
        keeping = ledger.keeping_books(actor=system, organisations={row.organisation_id for row in rows})
        facts = [
            ledger.Fact(
                row.organisation_id,
                f"invoice {row.id} discount {'back ' if is_back else ''}{day.isoformat()}",
                ledger.JournalCode.PURCHASES,
                timezone.localdate(at) if is_back else day,
                f"Betalingskorting {row.number} {row.supplier_name}"[:200],
                tuple(_discount_parts(row, -1 if is_back else 1)),
            )
            for row in rows
            if row.organisation_id in keeping
        ]
        ledger.post_facts(actor=system, facts=facts, at=at)


def _discount_parts(row: ReceivedInvoice, sign: int) -> Iterator[ledger.Part]:
    off = Euro(sign * (row.discount_cents or 0))
    yield ledger.Part(DEBT.code, off, item=item_of(row.id, row.number, row.supplier_name))
    yield ledger.Part(DISCOUNT.code, -off)


def _coded(system: Actor, row: ReceivedInvoice) -> list[tuple[str, int, str]]:
    """Taakveld, cents and what becomes of the VAT of each line of the running round."""
    lines = CodedLine.records.of(system).filter(invoice_id=row.id, round=row.round).order_by("position")
    return list(lines.values_list("taakveld", "cents", "vat"))


def _parts(row: ReceivedInvoice, posted: Posted, treatment: str, owed: int) -> Iterator[ledger.Part]:
    of_vat = RECLAIMED if treatment == VatTreatment.RECLAIMED else COMPENSATED
    parts = [
        *(ledger.Part(COST.code, Euro(cents), taakveld) for taakveld, cents in posted.costs),
        ledger.Part(of_vat.code, Euro(posted.vat)),
        ledger.Part(DIFFERENCE.code, Euro(posted.difference)),
        ledger.Part(DEBT.code, Euro(-owed), item=item_of(row.id, row.number, row.supplier_name)),
    ]
    yield from (each for each in parts if each.euro)
