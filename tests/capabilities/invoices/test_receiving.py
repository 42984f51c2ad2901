"""An invoice comes in once, is never lost, and waits where anything stops it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connections
from tests.capabilities.invoices.post import HOUR, OTHER, WRONG, bill, codes, judged, receive, seen
from tests.database import TestDatabase
from tests.formats.invoices.samples import CUSTOMER, line
from tests.world import MONDAY, World

from bodemplaat.calculations.invoices import Checked
from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.api import InvoiceState
from bodemplaat.capabilities.invoices.models import ReceivedInvoice
from bodemplaat.formats.invoices import MOST_BYTES, write_ubl
from bodemplaat.formats.invoices.values import Identifier
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.documents.api import content_of
from bodemplaat.foundation.tenancy.api import NotFound, entered
from bodemplaat.kernel import Euro, Finding, Severity, say

AT_ONCE = 8


def test_a_sound_invoice_is_registered_with_what_it_says(world: World) -> None:
    content = write_ubl(bill(lines=(line(1, "100.00"), line(2, "0.05"))))
    got = receive(world, content)
    view = seen(world, got.invoice)
    assert (got.is_new, got.state) == (True, InvoiceState.REGISTERED)
    row = view.row
    assert (row.supplier_name, row.number, row.payable) == (
        "Veenstra Kantoor B.V.",
        "2026-0417",
        Euro.of("121.06"),
    )
    assert (row.issued, row.due, row.received_at) == (date(2026, 11, 2), date(2026, 12, 2), MONDAY)
    assert content_of(actor=world.clerk, document=view.document.id) == content
    assert view.reading == view.document.id
    assert [each.act for each in view.timeline] == [invoices.InvoiceAct.RECEIVED]
    (line_of_trail,) = trail_of(actor=world.system, subject=got.invoice)
    assert line_of_trail.action == "invoice.received"


def test_the_same_file_twice_changes_nothing_and_says_so(world: World) -> None:
    first = receive(world, bill())
    again = receive(world, bill(), name="nog een keer.xml", at=MONDAY + HOUR)
    assert (again.invoice, again.is_new) == (first.invoice, False)
    assert len(seen(world, first.invoice).timeline) == 1
    assert invoices.invoices_at_desk(actor=world.clerk, narrow=invoices.InvoiceFilter()).count == 1


def test_a_faulty_one_waits_with_its_findings(world: World) -> None:
    note = Finding(
        "x.note",
        say("line {number}", number=3),
        say("To know: {sum}"),
        {"sum": Euro.of("1.25")},
        Severity.NOTE,
    )
    got = receive(world, bill(), WRONG, note)
    view = seen(world, got.invoice)
    assert view.row.state is InvoiceState.WAITING
    assert view.findings == (WRONG, note)
    assert (view.row.errors, view.moves) == (
        1,
        (invoices.InvoiceMove.REGISTER, invoices.InvoiceMove.SEND_BACK),
    )


def test_what_is_no_invoice_is_kept_too(world: World) -> None:
    content = b"%PDF-1.4 een scan \x00"
    got = receive(world, content, name="scan\x00.pdf")
    view = seen(world, got.invoice)
    assert view.row.state is InvoiceState.WAITING
    assert (view.row.supplier_name, view.row.payable, view.reading) == ("", None, None)
    assert view.document.media_type == "application/pdf"
    assert content_of(actor=world.clerk, document=view.document.id) == content
    assert view.moves == (invoices.InvoiceMove.SEND_BACK,)
    with pytest.raises(invoices.CannotBeRegistered):
        invoices.register_invoice(actor=world.clerk, invoice=got.invoice, words="toch", at=MONDAY)


def test_what_was_not_judged_waits_though_nothing_is_wrong(world: World) -> None:
    content = write_ubl(bill())
    unjudged = replace(judged(content), step="read")
    assert receive(world, content, as_judged=unjudged).state is InvoiceState.WAITING


def test_a_file_with_thousands_of_findings_is_kept_with_the_first(world: World) -> None:
    many = [replace(WRONG, place=say("line {number}", number=number)) for number in range(3000)]
    view = seen(world, receive(world, bill(), *many).invoice)
    assert view.row.errors == 3000
    assert len(view.findings) == 501
    assert view.findings[-1].values == {"count": 2500}


def test_the_same_invoice_in_another_file_is_a_duplicate(world: World) -> None:
    """As UBL, and as what a PDF carries, where the supplier is named by its VAT number alone."""
    receive(world, bill())
    other = replace(bill(" 2026 0417"), supplier=replace(bill().supplier, registration=None, endpoint=None))
    pdf, xml = b"%PDF-1.7 met XML", write_ubl(other)
    got = receive(world, pdf, as_judged=judged(pdf, xml=xml, carrier="factur-x.xml"), at=MONDAY + HOUR)
    view = seen(world, got.invoice)
    assert codes(view) == [invoices.DUPLICATE]
    assert view.row.state is InvoiceState.WAITING
    assert view.moves == (invoices.InvoiceMove.SEND_BACK,)
    assert view.reading not in (None, view.document.id)
    assert content_of(actor=world.clerk, document=view.reading) == judged(xml).xml
    with pytest.raises(invoices.CannotBeRegistered):
        invoices.register_invoice(actor=world.clerk, invoice=got.invoice, words="toch", at=MONDAY)


def test_a_number_that_came_with_another_amount_is_asked_about(world: World) -> None:
    receive(world, bill())
    got = receive(world, bill(lines=(line(1, "46.00"),)), at=MONDAY + HOUR)
    assert codes(seen(world, got.invoice)) == [invoices.NUMBER_AGAIN]
    invoices.register_invoice(actor=world.clerk, invoice=got.invoice, words="Is gebeld", at=MONDAY + 2 * HOUR)
    assert seen(world, got.invoice).row.state is InvoiceState.REGISTERED


def test_a_credit_note_with_the_number_of_its_invoice_is_no_duplicate(world: World) -> None:
    receive(world, bill())
    assert receive(world, bill(type_code="381")).state is InvoiceState.REGISTERED


def test_one_that_went_back_may_come_again(world: World) -> None:
    first = receive(world, bill(), WRONG)
    invoices.send_invoice_back(actor=world.clerk, invoice=first.invoice, words="Gemaild", at=MONDAY)
    got = receive(world, bill(buyer_reference="KP-1201"), at=MONDAY + HOUR)
    assert got.state is InvoiceState.REGISTERED
    with pytest.raises(invoices.AlreadyDecided):
        invoices.register_invoice(actor=world.clerk, invoice=first.invoice, words="toch", at=MONDAY)


def test_two_that_waited_are_registered_once(world: World) -> None:
    first = receive(world, bill(), WRONG)
    second = receive(world, bill(buyer_reference="KP-1201"), WRONG)
    invoices.register_invoice(actor=world.clerk, invoice=second.invoice, words="Deze", at=MONDAY)
    with pytest.raises(invoices.CannotBeRegistered):
        invoices.register_invoice(actor=world.clerk, invoice=first.invoice, words="Deze ook", at=MONDAY)
    with pytest.raises(invoices.NoReason):
        invoices.send_invoice_back(actor=world.clerk, invoice=first.invoice, words=" ", at=MONDAY)


def test_an_account_that_a_supplier_never_had_waits(world: World) -> None:
    receive(world, bill("1"))
    usual = receive(world, bill("2"))
    changed = receive(world, bill("3", account="NL44 RABO 0123 4567 89"))
    assert usual.state is InvoiceState.REGISTERED
    assert codes(seen(world, usual.invoice)) == []
    view = seen(world, changed.invoice)
    assert codes(view) == [invoices.OTHER_ACCOUNT]
    assert view.known[0].values == {"account": "NL44RABO0123456789", "earlier": "NL91ABNA0417164300"}
    assert codes(seen(world, receive(world, bill("4", supplier=OTHER)).invoice)) == [invoices.NEW_SUPPLIER]


def test_an_invoice_in_dollars_waits_for_a_clerk(world: World) -> None:
    """Whatever is registered is paid in euros, and nothing here knows a rate."""
    receive(world, bill("1"))
    dollars = receive(world, bill("2", currency="USD"))
    assert dollars.state is InvoiceState.WAITING
    view = seen(world, dollars.invoice)
    assert codes(view) == [invoices.OTHER_CURRENCY]
    assert view.row.payable is None


def test_what_is_for_another_organisation_is_not_taken_in(world: World) -> None:
    own = "00000001002345678000"
    organisations_oin(world, own)
    other = receive(world, bill())
    assert codes(seen(world, other.invoice))[0] == invoices.OTHER_CUSTOMER
    to_us = replace(CUSTOMER, registration=Identifier(own, "0190"), endpoint=None)
    assert receive(world, bill("2", customer=to_us)).state is InvoiceState.REGISTERED


def organisations_oin(world: World, oin: str) -> None:
    from bodemplaat.foundation.organisations.models import Organisation

    with entered(world.system):
        Organisation.records.of(world.system).filter(id=world.first.id).update(oin=oin)


def test_a_file_of_nothing_or_too_much_is_refused(world: World) -> None:
    for content in (b"", b"x" * (MOST_BYTES + 1)):
        with pytest.raises(invoices.UnusableInvoiceFile):
            receive(world, content, as_judged=judged(b"<a/>"))


def test_only_the_clerks_of_its_provider_take_in_and_look(world: World, elsewhere: World) -> None:
    got = receive(world, bill())
    for who in (world.payer, world.first.carla, world.first.anna):
        with pytest.raises(invoices.NotForThisDesk):
            receive(world, bill("2"), who=who)
        with pytest.raises(invoices.NotForThisDesk):
            invoices.invoice_view(actor=who, invoice=got.invoice)
    with pytest.raises((NotFound, invoices.NotForThisDesk)):
        receive(world, bill("2"), who=elsewhere.clerk)
    with pytest.raises(NotFound):
        invoices.invoice_view(actor=elsewhere.clerk, invoice=got.invoice)
    assert invoices.invoices_at_desk(actor=elsewhere.clerk, narrow=invoices.InvoiceFilter()).count == 0


def test_nothing_that_a_supplier_writes_keeps_it_from_being_kept(world: World) -> None:
    long = replace(
        WRONG, text=say("{text}"), values={"text": "\x00é\ud800" * 40_000, "sum": Decimal("9" * 5000)}
    )
    huge = bill("n" * 30_000, account="NL" * 20_000, terms="x" * 50_000)
    huge = replace(huge, totals=replace(huge.totals, without_vat=Decimal("1e90")))
    view = seen(world, receive(world, huge, long, name="n" * 9000 + "\x00").invoice)
    assert (len(view.row.number), view.row.state) == (120, InvoiceState.WAITING)
    (kept,) = (each for each in view.findings if each.code == WRONG.code)
    assert len(str(kept.values["text"])) <= 401


def test_amounts_that_are_no_whole_cents_stand_in_the_document_alone(world: World) -> None:
    odd = bill()
    odd = replace(odd, totals=replace(odd.totals, payable=Decimal("54.455"), vat=Decimal("9" * 40)))
    view = seen(world, receive(world, odd).invoice)
    assert view.row.payable is None


def test_the_rules_judge_what_comes(world: World) -> None:
    pytest.importorskip("saxonche", reason="the extra einvoice is not installed")
    pytest.importorskip("facturx", reason="the extra einvoice is not installed")
    good, bad = write_ubl(bill("1")), write_ubl(replace(bill("2"), buyer_reference="", order=""))
    states = []
    for arrival in invoices.judge_files([("a.xml", good), ("b.xml", bad), ("c.xml", b"<a>")]):
        got = invoices.receive_invoice(
            actor=world.clerk,
            organisation=world.first.id,
            arrival=arrival,
            channel=invoices.Channel.UPLOAD,
            at=MONDAY,
        )
        states.append((got.state, [each.code for each in seen(world, got.invoice).findings]))
    assert states[0] == (InvoiceState.REGISTERED, [])
    assert states[1][0] is states[2][0] is InvoiceState.WAITING
    assert states[1][1]
    assert states[2][1][0].startswith("xml.")


def test_arrivals_at_the_same_moment_are_one(committed_world: tuple[TestDatabase, World]) -> None:
    """The same file, and the same invoice in several files: one is registered, the others say so."""
    _, world = committed_world
    same = write_ubl(bill("7"))
    files = [same] * 4 + [write_ubl(bill("8", buyer_reference=f"KP-{number}")) for number in range(4)]
    prepared: list[tuple[bytes, Checked]] = [(each, judged(each)) for each in files]
    start = Barrier(AT_ONCE)

    def one(number: int) -> invoices.Received:
        content, outcome = prepared[number]
        try:
            start.wait()
            return receive(world, content, as_judged=outcome)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        got = list(pool.map(one, range(AT_ONCE)))
    assert len({each.invoice for each in got[:4]}) == 1
    assert sum(each.is_new for each in got[:4]) == 1
    assert sorted(each.state for each in got[4:]) == [InvoiceState.REGISTERED, *[InvoiceState.WAITING] * 3]
    with entered(world.clerk):
        assert ReceivedInvoice.records.of(world.clerk).count() == 5
