"""The invoices of suppliers: one in each state, with an attachment, a finding and words of whoever decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from tests.architecture.isolation.side import Side, iban_of
from tests.capabilities.invoices.post import WRONG, bill, receive
from tests.capabilities.invoices.scanned import scanned
from tests.capabilities.mailbox.letters import letter
from tests.formats.invoices.samples import SUPPLIER, line

from bodemplaat.calculations.invoices import check_invoices
from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.formats.invoices.values import Attachment
from bodemplaat.kernel import Euro, say


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
    paper = scanned((f"Factuur {mark}",))
    (judged,) = check_invoices([(f"scan-{mark}.pdf", paper)])
    receive(w, paper, organisation=w.first.id, name=f"scan-{mark}.pdf", at=w.at, as_judged=judged)
    invoices.register_invoice(actor=w.clerk, invoice=taken[1].invoice, words=f"Toch {mark}", at=w.at)
    invoices.send_invoice_back(actor=w.clerk, invoice=taken[3].invoice, words=f"Terug {mark}", at=w.at)
    _mail_invoices(side)
    _know_suppliers(side)
    _ask_for_approval(side, taken)
    _change_the_second_approval(side)
    _credit(side)
    _pay(side, taken[1].invoice)


def _mail_invoices(side: Side) -> None:
    """To the first municipality: one that is taken in with its mail, and one with nothing in it that may be an invoice."""
    w, mark = side.world, side.mark
    to = f"facturen-{mark}@ssc.example".lower()
    mailbox.make_invoice_address(actor=w.contract_manager, address=to, customer=w.first.id, at=w.at)
    for name, content in (("pdf", scanned((f"Per mail {mark}",))), ("txt", mark.encode())):
        message = letter(f"post-{mark}@elders.example", f"Bericht {mark}", to, Subject=f"Factuurmail {mark}")
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=f"gemaild-{mark}.{name}"
        )
        mailbox.take_mail(content=message.as_bytes(), came_at=w.at, at=w.at)
    asks = letter(
        f"vraag-{mark}@elders.example", f"Waar blijft F2-{mark}?", to, Subject=f"Herinnering {mark}"
    )
    mailbox.take_mail(content=asks.as_bytes(), came_at=w.at, at=w.at)


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
                invoices.SUPPLIER_ACCOUNTS.confirm(actor=w.kim, which=account, at=w.at)
            elif decide == "refuse":
                invoices.SUPPLIER_ACCOUNTS.refuse(actor=w.kim, which=account, reason=f"Nee {mark}", at=w.at)
    invoices.add_supplier(actor=w.clerk, organisation=w.second.id, name=f"Met de hand {mark}", at=w.at)
    change = invoices.propose_waiting_time(
        actor=w.clerk, organisation=w.first.id, days=9, reason=f"Langer {mark}", at=w.at
    )
    invoices.WAITING_TIMES.confirm(actor=w.kim, which=change, at=w.at)
    invoices.propose_waiting_time(
        actor=w.clerk, organisation=w.second.id, days=7, reason=f"Korter {mark}", at=w.at
    )


def _ask_for_approval(side: Side, taken: Sequence[invoices.Received]) -> None:
    """At the first municipality: one coded, given back with a question, coded again and waiting; one that is approved."""
    w, mark = side.world, side.mark
    holder = w.first.piet  # nobody is budget holder there: the fallback decides
    for number, got in enumerate(taken[:2]):
        amount = Euro(100 * (side.euros + number))
        coded = invoices.Coded(f"Deel {mark}", amount, "0.4", "6100")
        code = {"actor": w.clerk, "invoice": got.invoice, "unit": w.first.unit, "lines": [coded], "at": w.at}
        invoices.code_invoice(**code)  # type: ignore[arg-type]
        if number:
            invoices.approve_invoice(
                actor=holder, invoice=got.invoice, seen_round=1, words=f"Klopt {mark}", at=w.at
            )
        else:
            invoices.return_invoice(
                actor=holder, invoice=got.invoice, seen_round=1, question=f"Voor wie {mark}", at=w.at
            )
            invoices.code_invoice(**code)  # type: ignore[arg-type]
            _divide(side, got.invoice)


def _divide(side: Side, invoice: UUID) -> None:
    """Into what goes to its supplier, and a cent that goes to a blocked account."""
    w = side.world
    view = invoices.invoice_view(actor=w.clerk, invoice=invoice)
    due = timezone.localdate(w.at) + timedelta(days=30)
    rest = (view.row.payable or Euro(2)) - Euro(1)
    blocked = invoices.AskedPart(Euro(1), due, invoices.PartKind.BLOCKED, iban_of(side, 21))
    invoices.divide_invoice(
        actor=w.clerk,
        invoice=invoice,
        parts=[invoices.AskedPart(rest, due), blocked],
        reason=f"G-rekening {side.mark}",
        at=w.at,
    )


def _change_the_second_approval(side: Side) -> None:
    """At the first municipality one that holds later, at both one that waits."""
    w, mark = side.world, side.mark
    for number, hall in enumerate((w.first, w.first, w.second)):
        proposal = invoices.propose_second_approval(
            actor=hall.ad,
            amount=Euro(100 * (side.euros + number)),
            since=timezone.localdate(w.at) + timedelta(days=400 + number),
            reason=f"Ander bedrag {mark}",
            at=w.at,
        )
        if not number:
            invoices.SECOND_APPROVALS.confirm(actor=hall.carla, which=proposal, at=w.at)


def _credit(side: Side) -> None:
    """A credit note that is taken off what is paid first, with something left of it."""
    w, mark = side.world, side.mark
    note = bill(
        f"C1-{mark}",
        iban_of(side, 9),
        lines=(replace(line(1, "0.10"), name=f"Retour {mark}"),),
        supplier=replace(SUPPLIER, name=f"Leverancier {mark}"),
        type_code="381",
        due=None,
    )
    taken = receive(w, note, organisation=w.first.id, name=f"creditnota-{mark}.xml", at=w.at)
    if taken.state is invoices.InvoiceState.WAITING:
        invoices.register_invoice(actor=w.clerk, invoice=taken.invoice, words=f"Toch {mark}", at=w.at)


def _pay(side: Side, invoice: UUID) -> None:
    """What is approved waits for a batch: somebody said why, and its account is one that two clerks agreed on."""
    w = side.world
    invoices.pay_invoice_now(
        actor=w.clerk,
        invoice=invoice,
        reason=f"Nu {side.mark}",
        account=iban_of(side, 20),
        at=w.at + timedelta(days=10),
    )
