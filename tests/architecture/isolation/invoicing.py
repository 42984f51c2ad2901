"""The service centre's own invoices: a draft, one that was issued and a credit note of it, to a municipality and to an outsider."""

from dataclasses import replace
from decimal import Decimal

from tests.architecture.isolation.side import Side, iban_of
from tests.capabilities.sales.selling import CUSTOMER, LINE, OWN, content

from bodemplaat.capabilities.sales import api as sales


def invoice_customers(side: Side) -> None:
    """Everything that can be done with them, in words and amounts of this side."""
    w, mark = side.world, side.mark
    own = replace(OWN, name=f"Centrum {mark}", street=f"Straat {mark}", account=iban_of(side, 8))
    sales.keep_own_details(actor=w.clerk, details=replace(own, email=f"f@{mark}.example".lower()), at=w.at)
    hall = replace(CUSTOMER, name=f"Klant {mark}", town=f"Plaats {mark}")
    customer = sales.keep_customer(actor=w.clerk, details=hall, about=w.first.id, at=w.at)
    outside = replace(CUSTOMER, name=f"Buiten {mark}")
    other = sales.keep_customer(actor=w.clerk, details=outside, at=w.at)
    line = replace(LINE, name=f"Werk {mark}", price=Decimal(side.euros))
    says = content(customer, line, reference=f"R {mark}", note=f"Opmerking {mark}")
    made = sales.draft_invoice(actor=w.clerk, content=says, key=f"een {mark}", at=w.at)
    sales.issue_invoice(actor=w.kim, invoice=made, at=w.at)
    note = sales.draft_credit_note(actor=w.clerk, invoice=made, key=f"terug {mark}", at=w.at)
    sales.issue_invoice(actor=w.kim, invoice=note, at=w.at)
    sales.draft_invoice(
        actor=w.clerk, content=content(other, line, reference=f"S {mark}"), key=f"twee {mark}", at=w.at
    )
