"""Invoices of one supplier on every place of the way to its account, and one of them followed from its arrival into the audit file."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from xml.etree import ElementTree

from django.utils import timezone

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats.invoices import Invoice, write_ubl
from bodemplaat.formats.invoices.values import PaymentMeans, Preceding
from bodemplaat.formats.sepa import read_payment_file
from bodemplaat.foundation.organisations.api import units_of
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro
from bodemplaat.rehearsal.bank import SimulatedBank
from bodemplaat.rehearsal.demo.booking import CREDITORS
from bodemplaat.rehearsal.demo.check import CLOSED, Fact
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance
from bodemplaat.rehearsal.demo.invoicing import OFFICE, bill, customer_of, holder_of

PAID, RETURNED, SENT, BATCHED, ASKED, LATER, SETTLED = (f"KL-2030{number}" for number in range(1, 8))
"""The number of an invoice for each place on the way."""
CREDIT: Final = "KL-C-0030"
REFERENCE: Final = "RF18539007547034"
DAY: Final = timedelta(days=1)
_ACTS: Final = (
    *("invoice.received", "invoice.coded", "invoice.step_approved", "invoice.approved"),
    *("invoice.payment_asked", "invoice.paid"),
)


def pay_invoices(alliance: FoundedAlliance, *, bank: SimulatedBank, now: datetime) -> None:
    """Let invoices come, be approved and be paid in the days before ``now``, each up to another place; again it changes nothing."""
    hall = alliance.municipalities[0]
    clerk, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    if PAID in _numbers(clerk):
        return
    _take_in(clerk, hall, now)
    rows = _numbers(clerk)
    for number in (PAID, RETURNED, SENT, BATCHED, ASKED, LATER, SETTLED):
        _approve(clerk, hall, rows[number], now - 4 * DAY)
    reason = "Zo afgesproken met de leverancier"
    for number in (PAID, RETURNED, SENT, BATCHED, ASKED, SETTLED):
        at = now - (3 if number in (PAID, RETURNED) else 1) * DAY
        invoices.pay_invoice_now(actor=clerk, invoice=rows[number], reason=reason, at=at)
        if number == RETURNED:
            _carry_out(alliance, hall, bank, rows, now)
    sent = _batch(alliance, hall, [rows[SENT]], now - timedelta(hours=5))
    payments.release_batch(
        actor=alliance.provider.with_role(Role.SSC_PAYER)[1], batch=sent, at=now - timedelta(hours=4)
    )
    _batch(alliance, hall, [rows[BATCHED]], now - timedelta(hours=3))


def pay_and_read_back(alliance: FoundedAlliance, *, bank: SimulatedBank, now: datetime) -> Iterator[Fact]:
    """The same, and what must be true of it afterwards."""
    pay_invoices(alliance, bank=bank, now=now)
    pay_invoices(alliance, bank=bank, now=now)
    hall, on = alliance.municipalities[0], timezone.localdate(now)
    clerk, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    rows = _numbers(clerk)
    stages = {
        number: view.stage
        for number, row in rows.items()
        if (view := invoices.invoice_payment(actor=clerk, invoice=row, on=on)) is not None
    }
    expected = {
        PAID: invoices.PaymentStage.PAID,
        RETURNED: invoices.PaymentStage.RETURNED,
        SENT: invoices.PaymentStage.SENT,
        BATCHED: invoices.PaymentStage.BATCHED,
        ASKED: invoices.PaymentStage.ASKED,
        LATER: invoices.PaymentStage.LATER,
        SETTLED: invoices.PaymentStage.SETTLED,
    }
    yield Fact(
        "invoices of one supplier stand on every place of the way to its account",
        {number: stages[number] for number in expected} == expected,
    )
    yield from _followed(alliance, clerk, rows[PAID], on)
    yield from _facts_of_books(hall, clerk, rows, stages, on)


def _followed(alliance: FoundedAlliance, clerk: Actor, invoice: UUID, on: date) -> Iterator[Fact]:
    view = invoices.invoice_view(actor=clerk, invoice=invoice)
    acts = tuple(each.act.value for each in view.timeline)
    yield Fact("an invoice went from its arrival through approval, batch and bank to paid", acts == _ACTS)
    payer, *_ = alliance.provider.with_role(Role.SSC_PAYER)
    facts = payments.payment_of(actor=payer, source_type=invoices.SOURCE, source_id=invoice)
    batch = payments.batch_of(actor=payer, payment=facts.payment_id) if facts else None
    content = payments.batch_file(actor=payer, batch=batch)[2] if batch else b""
    transfers = [
        each
        for block in (read_payment_file(content).blocks if content else ())
        for each in block.transfers
        if facts and each.end_to_end_id == facts.end_to_end_id
    ]
    yield Fact(
        "the bank was told its amount, account and structured reference",
        [(each.amount, each.iban, each.reference) for each in transfers]
        == [(view.row.payable, OFFICE.account, REFERENCE)],
    )
    waits = payments.payments_waiting(actor=payer).payments
    yield Fact("what is paid is asked nowhere again", invoice not in {each.source_id for each in waits})
    try:
        invoices.pay_invoice_now(actor=clerk, invoice=invoice, reason="Nog eens", at=timezone.now())
    except invoices.CannotBePaid:
        yield Fact("what is paid cannot be paid again", is_true=True)
    else:
        yield Fact("what is paid cannot be paid again", is_true=False)


def _facts_of_books(
    hall: Founded,
    clerk: Actor,
    rows: Mapping[str, UUID],
    stages: Mapping[str, invoices.PaymentStage],
    on: date,
) -> Iterator[Fact]:
    keeper = hall.with_role(Role.CONTROLLER)[0]
    yield Fact(f"every invoice of {hall.name} is in its books", ledger.facts_waiting(actor=keeper)[1] == 0)
    done = (invoices.PaymentStage.PAID, invoices.PaymentStage.SETTLED)
    owed: list[Euro] = []
    for number, stage in stages.items():
        view = invoices.invoice_view(actor=clerk, invoice=rows[number])
        payment = invoices.invoice_payment(actor=clerk, invoice=rows[number], on=on)
        if payment and stage not in done and view.row.organisation_id == hall.id:
            owed.append(payment.to_pay)
    items = [each.open for each in ledger.open_items(actor=keeper) if each.account.code == CREDITORS]
    yield Fact(
        "what is open in the books is what is to be paid for each invoice, to the cent",
        sorted(each.cents for each in owed) == sorted(-each.cents for each in items),
    )
    booked = [line for year in ledger.years(actor=keeper) for line in _lines(keeper, year, on, PAID)]
    yield Fact(
        "the audit file has the invoice as a debt, and its payment against that",
        sorted((journal, side) for journal, side, _ in booked) == [("bank", "D"), ("purchases", "C")]
        and len({amount for *_, amount in booked}) == 1,
    )


def _lines(keeper: Actor, year: int, on: date, number: str) -> Iterator[tuple[str, str, str]]:
    """Journal, side and amount of each line of the creditors in the audit file that is about an invoice."""
    out = io.BytesIO()
    ledger.write_audit_file(actor=keeper, year=year, on=on, out=out)
    root = ElementTree.fromstring(out.getvalue())  # noqa: S314  # a file of our own
    for journal in root.findall(".//{*}journal"):
        for line in journal.findall(".//{*}trLine"):
            fields = {each.tag.rpartition("}")[2]: each.text or "" for each in line}
            if fields["accID"] == CREDITORS and any(number in each for each in fields.values()):
                yield journal.findtext("{*}jrnID") or "", fields["amntTp"], fields["amnt"]


def _numbers(clerk: Actor) -> dict[str, UUID]:
    narrow = invoices.InvoiceFilter(state=invoices.InvoiceState.REGISTERED)
    shown = invoices.invoices_at_desk(actor=clerk, narrow=narrow, count=200).rows
    return {each.number: each.id for each in shown}


def _take_in(clerk: Actor, hall: Founded, now: datetime) -> None:
    day, customer = timezone.localdate(now) - 10 * DAY, customer_of(clerk, hall)
    sent: Sequence[Invoice] = [
        bill(OFFICE, number, day, customer, (what, price, count))
        for number, what, price, count in (
            (PAID, "Bureaustoel", "310.00", 2),
            (RETURNED, "Bureaulamp", "48.50", 4),
            (SENT, "Ladeblok", "129.00", 3),
            (BATCHED, "Beeldscherm", "219.00", 2),
            (ASKED, "Toner zwart", "71.40", 5),
            (LATER, "Archiefdozen, pak van 20", "34.90", 6),
            (SETTLED, "Ordners, doos van 25", "62.50", 2),
        )
    ]
    first = replace(sent[0], payment=(PaymentMeans("58", reference=REFERENCE, account=OFFICE.account),))
    back = replace(
        bill(OFFICE, CREDIT, day + DAY, customer, ("Ordners retour, doos van 25", "62.50", 2)),
        type_code="381",
        due=None,
        preceding=(Preceding(SETTLED),),
    )
    files = [(f"{each.number}.xml", write_ubl(each)) for each in (first, *sent[1:], back)]
    for arrival in invoices.judge_files(files):
        invoices.receive_invoice(
            actor=clerk,
            organisation=hall.id,
            arrival=arrival,
            channel=invoices.Channel.UPLOAD,
            at=now - 6 * DAY,
        )


def _approve(clerk: Actor, hall: Founded, invoice: UUID, at: datetime) -> None:
    on = timezone.localdate(at)
    view = invoices.approval_view(actor=clerk, invoice=invoice, on=on)
    if view.to_code is None:
        raise LookupError("an invoice of the demo has no amount to code")
    unit = units_of(actor=clerk, organisation=hall.id)[0]
    line = invoices.Coded("Kantoorinrichting", view.to_code, "0.4", hall.cost_centres[0])
    invoices.code_invoice(actor=clerk, invoice=invoice, unit=unit.id, lines=[line], at=at)
    holder = holder_of(hall, invoice, on)
    invoices.approve_invoice(actor=holder, invoice=invoice, seen_round=1, at=at + timedelta(hours=3))


def _carry_out(
    alliance: FoundedAlliance, hall: Founded, bank: SimulatedBank, rows: Mapping[str, UUID], now: datetime
) -> None:
    """The bank pays two of them and gives one back, and its statement is read."""
    payer, second, *_ = alliance.provider.with_role(Role.SSC_PAYER)
    at = now - 3 * DAY + timedelta(hours=1)
    batch = _batch(alliance, hall, [rows[PAID], rows[RETURNED]], at)
    payments.release_batch(actor=second, batch=batch, at=at + timedelta(hours=1))
    returned = payments.payment_of(actor=payer, source_type=invoices.SOURCE, source_id=rows[RETURNED])
    returns = {returned.end_to_end_id: CLOSED} if returned else {}
    read_at = now - DAY
    content = bank.answer(
        payments.batch_file(actor=payer, batch=batch)[2],
        day=timezone.localdate(now - 2 * DAY),
        at=read_at,
        returns=returns,
    )
    payments.upload_statement(actor=payer, name="afschrift facturen.xml", content=content, at=read_at)


def _batch(alliance: FoundedAlliance, hall: Founded, sources: Sequence[UUID], at: datetime) -> UUID:
    payer, *_ = alliance.provider.with_role(Role.SSC_PAYER)
    chosen = [
        each.id
        for each in payments.payments_waiting(actor=payer, organisation=hall.id, size=500).payments
        if each.source_id in sources
    ]
    return payments.make_batch(
        actor=payer,
        payments=chosen,
        execution_date=timezone.localdate(at) + DAY,
        key=f"invoices {min(map(str, sources))}",
        at=at,
    )
