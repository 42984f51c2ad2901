"""What the budget has is shown where an invoice is coded and decided; what goes beyond it stops only where a rule says so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections
from tests.capabilities.invoices.test_approving import approve, code, holds, part, registered, stands
from tests.capabilities.invoices.test_booking import keep_books_of_invoices
from tests.capabilities.ledger.books import Books
from tests.database import TestDatabase
from tests.foundation.imports.files import csv_file
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.api import Approval, VatTreatment
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.tenancy.api import NotFound
from bodemplaat.kernel import Euro

COLUMNS = ("taakveld", "side", "category", "amount", "decision")
TOMORROW, LATER = TODAY + timedelta(days=1), MONDAY + timedelta(days=1)


def budgeted(world: World, amount: str = "150,00", *, year: int = 2026) -> Books:
    """Books that invoices are posted in, with a budget for overhead."""
    books = keep_books_of_invoices(world, year=year)
    line = ("0.4", "", "3.8", amount, "Raad 13-11-2025")
    books.desk.do("ledger-budget", csv_file("ledger-budget", COLUMNS, line), since=date(year, 1, 1))
    return books


def stopping(world: World, books: Books) -> None:
    """From tomorrow on nothing goes beyond the budget."""
    asked = ledger.propose_budget_rule(
        actor=books.keeper, stops=True, since=TOMORROW, reason="Besloten", at=MONDAY
    )
    ledger.BUDGET_RULES.confirm(actor=world.first.ad, which=asked, at=MONDAY)


def asked(world: World, invoice: UUID, amount: str, vat: VatTreatment) -> ledger.BudgetCheck:
    return invoices.budget_for_coding(
        actor=world.clerk, invoice=invoice, lines=[part(amount)], vat=vat, on=TODAY
    )


def test_a_clerk_sees_what_the_line_of_the_budget_has(world: World) -> None:
    budgeted(world)
    invoice = registered(world)
    (room,) = asked(world, invoice, "100.00", VatTreatment.COMPENSATED).rooms
    assert room.row is not None
    assert (room.row.place.category, room.row.budget, room.asked, room.left) == (
        "3.8",
        Euro.of("150"),
        Euro.of("100"),
        Euro.of("50"),
    )
    (room,) = asked(world, invoice, "100.00", VatTreatment.COST).rooms
    assert room.asked == Euro.of("121"), "VAT that nobody pays back is in the costs"
    with pytest.raises(NotFound):
        invoices.budget_to_decide(actor=world.first.anna, invoice=invoice, on=TODAY)


def test_what_others_ask_that_wait_as_well_is_told_and_takes_nothing_off(world: World) -> None:
    books = budgeted(world)
    first, second = registered(world), registered(world, "2", "150.00")
    code(world, first)
    check = asked(world, second, "150.00", VatTreatment.COMPENSATED)
    (room,) = check.rooms
    assert (room.left, room.waiting) == (Euro(0), Euro.of("100"))
    (finding,) = ledger.budget_findings(check)
    assert (finding.code, finding.stops, finding.values["beyond"]) == (
        "ledger.beyond_budget_with_others",
        False,
        Euro.of("100"),
    )
    stopping(world, books)
    invoices.code_invoice(
        actor=world.clerk, invoice=second, unit=world.first.unit, lines=[part("150.00")], at=LATER
    )
    assert stands(world, second).approval is Approval.ASKED
    (room,) = asked(world, second, "10.00", VatTreatment.COMPENSATED).rooms
    assert room.waiting == Euro.of("100"), "its own coding is not one of the others"


def test_without_a_budget_nothing_is_said(world: World) -> None:
    invoice = registered(world)
    assert asked(world, invoice, "100.00", VatTreatment.COMPENSATED).rooms == ()


def test_the_budget_holder_sees_it_and_may_go_beyond_it_without_a_rule(world: World) -> None:
    holds(world, world.first.jan, "budget_holder")
    budgeted(world)
    first, second = registered(world), registered(world, "2")
    for each in (first, second):
        code(world, each)
    check = invoices.budget_to_decide(actor=world.first.jan, invoice=second, on=TODAY)
    assert [each.code for each in ledger.budget_findings(check)] == ["ledger.beyond_budget_with_others"]
    approve(world, world.first.jan, first)
    check = invoices.budget_to_decide(actor=world.first.jan, invoice=second, on=TODAY)
    (finding,) = ledger.budget_findings(check)
    assert (finding.values["left"], finding.values["beyond"], finding.stops) == (
        Euro.of("50"),
        Euro.of("50"),
        False,
    )
    approve(world, world.first.jan, second)
    assert stands(world, second).approval is Approval.APPROVED
    assert invoices.budget_to_decide(actor=world.first.jan, invoice=second, on=TODAY).rooms == ()


def test_where_the_rule_stops_it_it_is_not_coded_and_not_approved(world: World) -> None:
    holds(world, world.first.jan, "budget_holder")
    books = budgeted(world)
    stopping(world, books)
    first, second = registered(world), registered(world, "2")
    for each in (first, second):
        code(world, each)
    invoices.approve_invoice(actor=world.first.jan, invoice=first, seen_round=1, at=LATER)
    with pytest.raises(invoices.BeyondBudget, match="too") as stopped:
        invoices.approve_invoice(actor=world.first.jan, invoice=second, seen_round=1, at=LATER)
    assert [each.code for each in stopped.value.findings] == ["ledger.beyond_budget"]
    assert stands(world, second).approval is Approval.ASKED
    third = registered(world, "3")
    with pytest.raises(invoices.BeyondBudget):
        invoices.code_invoice(
            actor=world.clerk, invoice=third, unit=world.first.unit, lines=[part()], at=LATER
        )
    assert stands(world, third).may_code
    more = csv_file("ledger-budget", COLUMNS, ("0.4", "", "3.8", "200,00", "Raad 23-11-2026"))
    books.desk.do("ledger-budget", more, since=TODAY)
    invoices.approve_invoice(actor=world.first.jan, invoice=second, seen_round=1, at=LATER)
    assert stands(world, second).approval is Approval.APPROVED


def test_two_who_approve_at_once_do_not_both_take_what_is_left(
    fresh_database: TestDatabase,
) -> None:
    world = World.founded()
    holds(world, world.first.jan, "budget_holder")
    books = budgeted(world)
    stopping(world, books)
    both = [registered(world, str(number)) for number in range(1, 5)]
    for each in both:
        code(world, each)
    start = Barrier(len(both))

    def decide(invoice: UUID) -> bool:
        start.wait()
        try:
            invoices.approve_invoice(actor=world.first.jan, invoice=invoice, seen_round=1, at=LATER)
        except invoices.BeyondBudget:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(len(both)) as pool:
        assert sorted(pool.map(decide, both)) == [False, False, False, True]
    view = ledger.budget_view(actor=books.keeper, year=2026, quarter=4)
    assert [each.left for each in view.rows] == [Euro.of("50")]
