"""An invoice of our own: as a report to look at, and on paper with its UBL inside."""

import importlib
from datetime import date
from typing import Final

from bodemplaat.calculations.invoices.report import figures_of, lines_of, named, vat_of
from bodemplaat.formats.invoices.pdf import OURS
from bodemplaat.formats.invoices.values import Invoice, InvoicePeriod
from bodemplaat.kernel import say
from bodemplaat.presentation.report import Cell, Report, Table
from bodemplaat.presentation.rows import Rows
from bodemplaat.presentation.voice import Voice

DUTCH: Final = Voice("nl")
"""What goes to a customer in the Netherlands is in Dutch, whoever issues it."""


def own_report(invoice: Invoice, day: date) -> Report:
    """The invoice drawn: what is to be paid first, then who and when, lines and VAT."""
    kind = say("Credit note {number}") if invoice.is_credit_note else say("Invoice {number}")
    draft = say("Credit note (draft)") if invoice.is_credit_note else say("Invoice (draft)")
    return Report(
        kind.using(number=invoice.number) if invoice.number else draft,
        "",
        figures=figures_of(invoice),
        parts=[_facts(invoice), *lines_of(invoice), *vat_of(invoice)],
        subtitle=invoice.supplier.name,
        day=day,
    )


def own_paper(invoice: Invoice, ubl: bytes) -> bytes:
    """The invoice as PDF/A-3a and PDF/UA-1, in Dutch, with its UBL inside."""
    pdf = importlib.import_module("bodemplaat.calculations.render.pdf")  # a typesetter takes most of a second
    description = DUTCH(say("This invoice for a machine (UBL 2.1, NLCIUS)"))
    carried = pdf.Carried(OURS, "application/xml", description, ubl)
    made: bytes = pdf.paper(own_report(invoice, invoice.issued or date.min), DUTCH, carried)
    return made


def _facts(invoice: Invoice) -> Table:
    """Who, when and by which reference: what is empty is left out."""
    payment = invoice.payment[0] if invoice.payment else None
    facts: list[tuple[str, Cell]] = [
        (say("Supplier"), named(invoice.supplier)),
        (say("Questions"), invoice.supplier.contact.email),
        (say("Customer"), named(invoice.customer)),
        (say("Day of the invoice"), invoice.issued),
        (say("To be paid by"), invoice.due),
        (say("Account"), payment.account if payment else ""),
        (say("Payment reference"), payment.reference if payment else ""),
        (say("Your reference"), invoice.buyer_reference),
        (say("Order number"), invoice.order),
        (say("Contract"), invoice.contract),
        (say("Period"), _span(invoice.period)),
        (say("Earlier invoice"), ", ".join(each.number for each in invoice.preceding)),
        (say("Note"), " ".join(invoice.notes)),
    ]
    rows = Rows([fact for fact in facts if fact[1] not in ("", None)])
    rows.column("what", "", lambda it: it[0]).column("value", "", lambda it: it[1])
    return rows.table("facts", say("The invoice"))


def _span(period: InvoicePeriod) -> str:
    if period.first is None or period.last is None:
        return ""
    return say("{first} up to and including {last}", first=period.first, last=period.last)
