"""An invoice beside what was ordered and what came: linked by a clerk, judged line by line, and booked as it was ordered."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from tests.capabilities.invoices.matched import (
    HOUR,
    LATER,
    TOMORROW,
    billed,
    book,
    bought,
    credited,
    link,
    matching,
    ruled,
    verdicts,
)
from tests.capabilities.invoices.post import OTHER, seen
from tests.capabilities.invoices.test_approving import code, part, stands, waits_for
from tests.capabilities.invoices.test_budget import budgeted, stopping
from tests.capabilities.orders import ordered
from tests.capabilities.orders.ordered import came, placed, wanted
from tests.database import TestDatabase
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.api import Approval, Fit, InvoiceAct
from bodemplaat.capabilities.invoices.models import MatchedLine
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.orders import api as orders
from bodemplaat.formats.invoices.values import Allowance
from bodemplaat.foundation.tenancy.api import NotFound, Refused, entered
from bodemplaat.kernel import Euro


def test_what_fits_is_booked_as_ordered_and_the_rule_says_whether_it_is_asked_anew(world: World) -> None:
    order = placed(world, wanted(), wanted("Toner", "2", "50.00", taakveld="0.2"))
    came(world, order, "10", "2")
    ruled(world)
    lines = (bought(named="1"), bought("2", "50.00", "Cartridges", named="2", number=2))
    invoice = billed(world, "1", *lines)
    (proposal,) = matching(world, invoice, "b2026 00001").proposals
    assert (proposal.order.number, proposal.is_named) == ("B2026-00001", True)
    assert link(world, invoice, order) is Fit.FITS
    view = matching(world, invoice)
    assert (view.number, view.may_book, view.goes_through, view.not_here) == ("B2026-00001", True, True, ())
    assert verdicts(world, invoice) == [("matched", Euro(0)), ("matched", Euro(0))]
    assert book(world, invoice) is Approval.APPROVED
    coding = stands(world, invoice).coding
    assert coding is not None
    assert [(each.amount, each.taakveld) for each in coding.lines] == [
        (Euro.of("100"), "0.4"),
        (Euro.of("100"), "0.2"),
    ]
    acts = [each.act for each in seen(world, invoice).timeline]
    assert acts == [
        InvoiceAct.RECEIVED,
        InvoiceAct.LINKED,
        InvoiceAct.APPROVED_BY_ORDER,
        InvoiceAct.CODED,
        InvoiceAct.APPROVED,
    ]
    # who never chose a rule asks the budget holder, as for any invoice
    second = placed(world)
    came(world, second, "10")
    plain = billed(world, "2", at=MONDAY)
    assert link(world, plain, second) is Fit.FITS
    assert not matching(world, plain).goes_through
    assert book(world, plain) is Approval.ASKED
    assert waits_for(world.first.jan) == [plain]


def test_each_difference_is_told_on_its_line_and_goes_to_the_budget_holder(world: World) -> None:
    order = placed(world, wanted(), wanted("Toner", "2", "50.00"), wanted("Inkt", "5", "8.00"))
    came(world, order, "6", "2", "5")
    ruled(world)
    invoice = billed(
        world,
        "1",
        bought(named="1"),
        bought("2", "55.00", "Toner", number=2),
        bought("7", "8.00", "Inkt", number=3),
        bought("1", "12.50", "Bezorgen", number=4),
    )
    assert link(world, invoice, order) is Fit.DIFFERS
    assert verdicts(world, invoice) == [
        ("not_received", Euro.of("40")),
        ("price", Euro.of("10")),
        ("more_than_ordered", Euro.of("16")),
        ("not_ordered", Euro.of("12.50")),
    ]
    with pytest.raises(invoices.CannotBeMatched, match="does not fit"):
        book(world, invoice)
    code(world, invoice, part("278.50"))
    view = invoices.match_to_decide(actor=world.first.jan, invoice=invoice, on=TODAY)
    assert (view.fit, len(view.lines), view.may_link) == (Fit.DIFFERS, 4, False)
    for who in (world.first.anna, world.second.jan):
        with pytest.raises(NotFound):
            invoices.match_to_decide(actor=who, invoice=invoice, on=TODAY)
    with pytest.raises(invoices.CannotBeMatched):
        link(world, invoice, order, reason="Anders", lines={1: view.lines[0].ordered.id})  # type: ignore[union-attr]


def test_the_tolerance_is_that_of_the_day_on_which_it_came(world: World) -> None:
    order = placed(world)
    came(world, order, "10")
    ruled(world, points=500, most="2.00")
    before, after, dear = (
        billed(world, number, bought("2", price), at=at)
        for number, price, at in (("1", "10.50", MONDAY), ("2", "10.50", LATER), ("3", "10.51", LATER))
    )
    assert [link(world, each, order) for each in (before, after, dear)] == [
        Fit.DIFFERS,
        Fit.FITS,
        Fit.DIFFERS,
    ]


def test_it_waits_for_a_receipt_and_goes_on_when_it_comes(world: World) -> None:
    order = placed(world)
    invoice = billed(world)
    assert link(world, invoice, order) is Fit.AWAITED
    narrow = invoices.InvoiceFilter(approval="fit_awaited")
    assert [each.id for each in invoices.invoices_at_desk(actor=world.clerk, narrow=narrow).rows] == [invoice]
    receipt = came(world, order, "10", at=LATER)
    assert matching(world, invoice).fit is Fit.FITS
    assert invoices.invoices_at_desk(actor=world.clerk, narrow=narrow).rows == ()
    orders.take_receipt_back(actor=world.first.anna, receipt=receipt, reason="Vergist", at=LATER)
    acts = [each.act for each in seen(world, invoice).timeline][2:]
    assert acts == [InvoiceAct.RECEIPT_AWAITED, InvoiceAct.RECEIPT_CAME, InvoiceAct.RECEIPT_AWAITED]
    (facts,) = invoices.case_facts(actor=world.clerk, since=MONDAY, until=LATER + HOUR)
    assert "customer:receipt" in str(facts.steps)
    assert invoices.CAUSES["customer:receipt"]


def test_another_order_or_none_needs_a_reason_and_gives_back_what_was_taken(world: World) -> None:
    first, second = placed(world), placed(world)
    came(world, first, "10")
    invoice, other = billed(world), billed(world, "2")
    assert link(world, invoice, first) is Fit.FITS
    assert link(world, invoice, first) is Fit.FITS, "the same again changes nothing"
    assert link(world, other, first) is Fit.DIFFERS
    assert verdicts(world, other) == [("again", Euro.of("100"))]
    with pytest.raises(invoices.NoReason):
        link(world, invoice, second)
    assert link(world, invoice, second, reason="Verkeerde bestelling") is Fit.AWAITED
    assert verdicts(world, other) == [("matched", Euro(0))]
    with pytest.raises(invoices.NoReason):
        invoices.unlink_invoice(actor=world.clerk, invoice=other, reason=" ", at=LATER)
    invoices.unlink_invoice(actor=world.clerk, invoice=other, reason="Geen bestelling", at=LATER)
    view = matching(world, other)
    assert (view.order, view.fit, len(view.proposals), view.may_link) == (None, Fit.NONE, 2, True)
    assert ordered.seen(world, first).lines[0].invoiced.quantity == 0
    with pytest.raises(invoices.CannotBeMatched):
        invoices.unlink_invoice(actor=world.clerk, invoice=other, reason="Nog eens", at=LATER)


def test_what_was_refused_takes_nothing(world: World) -> None:
    order = placed(world)
    came(world, order, "10")
    first, second = billed(world), billed(world, "2")
    link(world, first, order)
    link(world, second, order)
    book(world, first)
    invoices.refuse_invoice(actor=world.first.jan, invoice=first, seen_round=1, reason="Nee", at=LATER)
    assert matching(world, second).fit is Fit.FITS
    narrow = invoices.InvoiceFilter(approval="fit_fits")
    assert [each.id for each in invoices.invoices_at_desk(actor=world.clerk, narrow=narrow).rows] == [second]


def test_only_of_its_own_supplier_and_by_the_clerk_of_its_desk(world: World) -> None:
    order, invoice = placed(world), billed(world, "1", supplier=replace(OTHER, vat_number="NL001234568B01"))
    assert matching(world, invoice).proposals == ()
    with pytest.raises(invoices.CannotBeMatched, match="another supplier"):
        link(world, invoice, order)
    right = billed(world, "2")
    with pytest.raises(NotFound):
        link(world, right, uuid4())
    for who in (world.first.jan, world.first.anna, world.payer):
        with pytest.raises((invoices.NotForThisDesk, NotFound)):
            invoices.link_invoice(actor=who, invoice=right, order=order, at=LATER)


def test_who_ordered_does_not_release_what_they_received(world: World) -> None:
    order = placed(world)
    came(world, order, "10", who=world.first.jan)  # who approved it
    ruled(world)
    invoice = billed(world)
    link(world, invoice, order)
    view = matching(world, invoice)
    assert (view.fit, view.is_apart, view.goes_through) == (Fit.FITS, False, False)
    assert book(world, invoice) is Approval.ASKED


def test_who_received_does_not_book_it_through_whatever_the_rule(world: World) -> None:
    order = placed(world)
    came(world, order, "10", who=world.kim)
    ruled(world, apart=False)
    invoice = billed(world)
    link(world, invoice, order)
    assert matching(world, invoice).goes_through
    assert not invoices.match_view(actor=world.kim, invoice=invoice).goes_through
    assert invoices.book_as_ordered(actor=world.kim, invoice=invoice, at=LATER) is Approval.ASKED


def test_a_credit_note_gives_back_and_the_obligation_with_it(world: World) -> None:
    books = budgeted(world, "1000,00")
    order = placed(world)
    came(world, order, "10")
    ruled(world)
    invoice = billed(world, "1", bought("6"))
    link(world, invoice, order)

    def obliged() -> Euro:
        view = ledger.budget_view(actor=books.keeper, year=2026, quarter=4)
        return Euro.total(each.obliged for each in view.rows)

    assert obliged() == Euro.of("100")
    assert book(world, invoice) is Approval.APPROVED
    assert obliged() == Euro.of("40"), "what remains stays an obligation"
    assert ordered.seen(world, order).lines[0].to_invoice == 4
    note = credited(world, "C1", bought("2"))
    assert link(world, note, order) is Fit.FITS
    assert obliged() == Euro.of("60")
    assert link(world, billed(world, "2", bought("6")), order) is Fit.FITS
    assert link(world, billed(world, "3", bought("1")), order) is Fit.DIFFERS
    assert link(world, credited(world, "C2", bought("20")), order) is Fit.DIFFERS


def test_what_the_order_bound_is_not_asked_of_the_budget_twice(world: World) -> None:
    books = budgeted(world, "150,00")
    stopping(world, books)
    order = placed(world)
    came(world, order, "10")
    invoice = billed(world)
    with pytest.raises(invoices.BeyondBudget):
        invoices.code_invoice(
            actor=world.clerk, invoice=invoice, unit=world.first.unit, lines=[part()], at=LATER
        )
    link(world, invoice, order)
    assert book(world, invoice) is Approval.ASKED
    (room,) = invoices.budget_to_decide(actor=world.first.jan, invoice=invoice, on=TOMORROW).rooms
    assert (room.asked, room.left) == (Euro(0), Euro.of("50"))
    invoices.approve_invoice(actor=world.first.jan, invoice=invoice, seen_round=1, at=LATER)
    assert stands(world, invoice).approval is Approval.APPROVED


def test_of_two_invoices_that_race_for_the_same_receipt_one_takes_it(
    committed_world: tuple[TestDatabase, World],
) -> None:
    _, world = committed_world
    order = placed(world)
    came(world, order, "10")
    ruled(world)
    both = [billed(world, number) for number in ("1", "2")]
    start = Barrier(2)

    def race(invoice: UUID) -> str:
        try:
            start.wait()
            link(world, invoice, order)
            return book(world, invoice).value
        except invoices.CannotBeMatched:
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(race, both)) == ["approved", "refused"]
    assert ordered.seen(world, order).lines[0].invoiced.booked == 10


def test_a_receipt_and_a_link_at_the_same_moment_both_count(
    committed_world: tuple[TestDatabase, World],
) -> None:
    _, world = committed_world
    order = placed(world)
    made = [billed(world, str(number), bought("1")) for number in range(6)]
    start = Barrier(12)

    def race(n: int) -> None:
        try:
            start.wait()
            if n % 2:
                came(world, order, "1")
            else:
                link(world, made[n // 2], order)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(race, range(12)))
    narrow = invoices.InvoiceFilter(approval="fit_fits")
    assert invoices.invoices_at_desk(actor=world.clerk, narrow=narrow).count == 6


def test_lines_are_never_changed_and_the_view_costs_the_same(world: World) -> None:
    order = placed(world, wanted(), wanted("Toner", "2", "50.00"))
    came(world, order, "10", "2")
    invoice = billed(world, "1", bought("1"))
    link(world, invoice, order)

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen_by:
            matching(world, invoice)
        return len(seen_by)

    few = statements()
    for number in range(2, 6):
        link(world, billed(world, str(number), bought("1"), bought("1", "50", "Toner", number=2)), order)
    assert statements() == few
    with entered(world.system), transaction.atomic(), pytest.raises(DatabaseError):
        MatchedLine.records.of(world.system).update(cents=1)


def test_the_rule_is_proposed_by_an_administrator_and_confirmed_by_a_controller(world: World) -> None:
    for rule, words in (
        (invoices.MatchRule(1001), "at most 10 %"),
        (invoices.MatchRule(0, Euro.of("1000.01")), "at most"),
        (invoices.MatchRule(), "already"),
    ):
        with pytest.raises(invoices.UnsoundRule, match=words):
            invoices.propose_order_match(
                actor=world.first.ad, rule=rule, since=TOMORROW, reason="x", at=MONDAY
            )
    with pytest.raises(Refused, match="administrator"):
        invoices.propose_order_match(
            actor=world.first.carla, rule=invoices.MatchRule(1), since=TOMORROW, reason="x", at=MONDAY
        )
    asked = invoices.propose_order_match(
        actor=world.first.ad, rule=invoices.MatchRule(100), since=TOMORROW, reason="x", at=MONDAY
    )
    assert invoices.order_match_waits(actor=world.first.carla)
    for who in (world.first.ad, world.second.carla, world.clerk):
        with pytest.raises((Refused, NotFound)):
            invoices.ORDER_MATCHES.confirm(actor=who, which=asked, at=MONDAY)
    invoices.ORDER_MATCHES.confirm(actor=world.first.carla, which=asked, at=MONDAY)
    assert not invoices.order_match_waits(actor=world.first.carla)


def test_an_invoice_that_says_no_quantity_is_as_much_as_its_amount_buys(world: World) -> None:
    order = placed(world)
    came(world, order, "10")
    silent = replace(bought("6"), quantity=None)
    invoice = billed(world, "1", silent)
    assert link(world, invoice, order) is Fit.FITS
    assert ordered.seen(world, order).lines[0].to_invoice == 4
    odd = billed(world, "2", replace(bought("1", "39.00"), quantity=None))
    assert link(world, odd, order) is Fit.DIFFERS
    assert verdicts(world, odd) == [("price", Euro.of("-1"))], "of a part of one nothing is known"


def test_what_is_charged_as_a_whole_stands_on_no_line(world: World) -> None:
    order = placed(world)
    came(world, order, "10")
    charge = Allowance(True, Decimal("7.50"), reason="Toeslag", category="S", rate=Decimal(21))
    invoice = billed(world, "1", allowances=(charge,))
    assert link(world, invoice, order) is Fit.DIFFERS
    assert verdicts(world, invoice) == [("not_ordered", Euro.of("7.50")), ("matched", Euro(0))]
