"""What an invoice costs comes into the books of its organisation when it is approved, in the transaction that approves it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.invoices.models import CodedLine, ReceivedInvoice
from bodemplaat.capabilities.invoices.reckoning.paying import item_of
from bodemplaat.capabilities.invoices.reckoning.posting import Posted, costs_and_vat
from bodemplaat.capabilities.invoices.vocabulary import SOURCE, VatTreatment
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.tenancy.api import Actor, entered
from bodemplaat.kernel import Euro, say

COST: Final = ledger.Purpose(f"{SOURCE}.cost", say("Costs of invoices"), by_taakveld=True)
COMPENSATED: Final = ledger.Purpose(f"{SOURCE}.compensated", say("VAT of invoices that the BCF compensates"))
RECLAIMED: Final = ledger.Purpose(f"{SOURCE}.reclaimed", say("VAT of invoices that is reclaimed"))
DIFFERENCE: Final = ledger.Purpose(f"{SOURCE}.difference", say("Prepaid and rounded on invoices"))
DEBT: Final = ledger.Purpose(f"{SOURCE}.debt", say("Invoices to be paid"))
PURPOSES: Final = (COST, COMPENSATED, RECLAIMED, DIFFERENCE, DEBT)


def post_invoice(row: ReceivedInvoice, at: datetime) -> None:
    """It is owed from now on: costs per taakveld as coded, VAT by what becomes of it, and a debt to its supplier."""
    system = Actor.system(row.organisation_id)
    with entered(system):  # what the running command keeps to its end is written before
        if not ledger.keeping_books(actor=system, organisations={row.organisation_id}):
            return
        lines = CodedLine.records.of(system).filter(invoice_id=row.id, round=row.round).order_by("position")
        coded = [(each.taakveld, each.cents, each.vat) for each in lines]
        posted = costs_and_vat(
            [(taakveld, cents) for taakveld, cents, _ in coded],
            vat=row.vat or 0,
            is_cost=bool(coded) and coded[0][2] == VatTreatment.COST,
            payable=row.payable or 0,
        )
        is_reclaimed = bool(coded) and coded[0][2] == VatTreatment.RECLAIMED
        fact = ledger.Fact(
            row.organisation_id,
            f"invoice {row.id} cost",
            ledger.JournalCode.PURCHASES,
            timezone.localdate(at),
            f"Factuur {row.number} {row.supplier_name}"[:200],
            tuple(_parts(row, posted, RECLAIMED if is_reclaimed else COMPENSATED)),
        )
        ledger.post_facts(actor=system, facts=[fact], at=at)


def _parts(row: ReceivedInvoice, posted: Posted, of_vat: ledger.Purpose) -> Iterator[ledger.Part]:
    yield from (ledger.Part(COST.code, Euro(cents), taakveld) for taakveld, cents in posted.costs)
    yield from _unless_nothing([ledger.Part(of_vat.code, Euro(posted.vat))])
    yield from _unless_nothing([ledger.Part(DIFFERENCE.code, Euro(posted.difference))])
    item = item_of(row.id, row.number, row.supplier_name)
    yield ledger.Part(DEBT.code, Euro(-(row.payable or 0)), item=item)


def _unless_nothing(parts: Iterable[ledger.Part]) -> Iterator[ledger.Part]:
    return (each for each in parts if each.euro)
