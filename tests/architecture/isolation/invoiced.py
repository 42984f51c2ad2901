"""The invoices of suppliers: one in each state, with an attachment, a finding and words of whoever decided."""

from dataclasses import replace
from decimal import Decimal

from tests.architecture.isolation.side import Side, iban_of
from tests.capabilities.invoices.post import WRONG, bill, receive
from tests.formats.invoices.samples import SUPPLIER, line

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.formats.invoices.values import Attachment
from bodemplaat.kernel import say


def take_invoices_in(side: Side) -> None:
    """For both municipalities: one that nothing stops, one that waits, one taken in all the same and one sent back."""
    w, mark = side.world, side.mark
    supplier = replace(SUPPLIER, name=f"Leverancier {mark}")
    wrong = replace(WRONG, place=say("line {number}", number=side.euros), values={"name": f"Fout {mark}"})
    taken = []
    for number, hall in enumerate((w.first, w.first, w.first, w.second, w.second)):
        each = bill(
            f"F{number}-{mark}",
            iban_of(side, 9),
            lines=(replace(line(1, str(Decimal(side.euros + number))), name=f"Regel {mark}"),),
            supplier=supplier,
            attachments=(
                Attachment("1", f"Bijlage {mark}", f"bijlage-{mark}.csv", "text/csv", mark.encode()),
            ),
        )
        findings = [wrong] if number else []
        taken.append(
            receive(w, each, *findings, organisation=hall.id, name=f"factuur-{number}-{mark}.xml", at=w.at)
        )
    invoices.register_invoice(actor=w.clerk, invoice=taken[1].invoice, words=f"Toch {mark}", at=w.at)
    invoices.send_invoice_back(actor=w.clerk, invoice=taken[3].invoice, words=f"Terug {mark}", at=w.at)
    _know_suppliers(side)


def _know_suppliers(side: Side) -> None:
    """At both municipalities: a supplier with an account in each state, and another waiting time that waits."""
    w, mark = side.world, side.mark
    for row in invoices.suppliers_at_desk(actor=w.clerk, narrow=invoices.SupplierFilter()).rows:
        for number, decide in enumerate(("confirm", "refuse", "")):
            account = invoices.propose_supplier_account(
                actor=w.clerk,
                supplier=row.id,
                iban=iban_of(side, 20 + number),
                reason=f"Gebeld {mark}",
                at=w.at,
            )
            if decide == "confirm":
                invoices.confirm_supplier_account(actor=w.kim, account=account, at=w.at)
            elif decide == "refuse":
                invoices.refuse_supplier_account(actor=w.kim, account=account, reason=f"Nee {mark}", at=w.at)
    invoices.add_supplier(actor=w.clerk, organisation=w.second.id, name=f"Met de hand {mark}", at=w.at)
    change = invoices.propose_waiting_time(
        actor=w.clerk, organisation=w.first.id, days=9, reason=f"Langer {mark}", at=w.at
    )
    invoices.confirm_waiting_time(actor=w.kim, change=change, at=w.at)
    invoices.propose_waiting_time(
        actor=w.clerk, organisation=w.second.id, days=7, reason=f"Korter {mark}", at=w.at
    )
