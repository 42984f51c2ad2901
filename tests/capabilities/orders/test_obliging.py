"""An approved order is an obligation of the budget until it is over, and what goes beyond the budget is told or stopped."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections
from tests.capabilities.invoices.test_approving import holds
from tests.capabilities.invoices.test_budget import budgeted, stopping
from tests.capabilities.orders.ordered import HOUR, approve, approved, ask, drafted, seen, wanted
from tests.database import TestDatabase
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.orders import api as orders
from bodemplaat.capabilities.orders.api import OrderState
from bodemplaat.kernel import Euro

LATER = MONDAY + timedelta(days=1)


def room(world: World, order: UUID) -> ledger.BudgetRoom:
    (found,) = orders.budget_of_order(actor=world.clerk, order=order, on=TODAY).rooms
    return found


def test_an_approved_order_is_an_obligation_until_it_is_over(world: World) -> None:
    books = budgeted(world)
    first = approved(world)
    other = drafted(world, wanted(price="6.00"))
    asked = room(world, other)
    assert asked.row is not None
    assert (asked.row.obliged, asked.asked, asked.left) == (Euro.of("100"), Euro.of("60"), Euro.of("-10"))
    view = ledger.budget_view(actor=books.keeper, year=2026, quarter=4)
    assert [each.obliged for each in view.rows if each.obliged] == [Euro.of("100")]
    detail = ledger.budget_detail(actor=books.keeper, year=2026, quarter=4, place=asked.row.place)
    assert [each.description for each in detail.waiting] == ["B2026-00001 Veenstra Kantoor"]
    orders.cancel_order(actor=world.clerk, order=first, reason="Niet nodig", at=MONDAY)
    assert room(world, other).left == Euro.of("90")


def test_vat_that_nobody_pays_back_is_a_part_of_what_is_asked(world: World) -> None:
    budgeted(world)
    assert room(world, drafted(world, vat_is_cost=True)).asked == Euro.of("121")


def test_what_others_ask_that_wait_is_told_beside_it(world: World) -> None:
    budgeted(world)
    holds(world, world.first.jan, "budget_holder")
    ask(world, drafted(world))
    asked = room(world, drafted(world, wanted(price="2.00")))
    assert (asked.left, asked.waiting) == (Euro.of("130"), Euro.of("100"))


def test_beyond_the_budget_it_is_warned_of_or_stopped_by_the_rule(world: World) -> None:
    books = budgeted(world)
    beyond = approved(world, wanted(price="20.00"))
    assert seen(world, beyond).row.state is OrderState.APPROVED
    stopping(world, books)
    order = drafted(world)
    with pytest.raises(orders.BeyondBudget):
        ask(world, order, LATER)


def test_of_two_that_are_approved_at_once_one_gets_what_is_left(
    committed_world: tuple[TestDatabase, World],
) -> None:
    _, world = committed_world
    books = budgeted(world)
    stopping(world, books)
    holds(world, world.first.jan, "budget_holder")
    both = [drafted(world), drafted(world)]
    for order in both:
        ask(world, order, LATER)
    start = Barrier(2)

    def decide(order: UUID) -> bool:
        try:
            start.wait()
            approve(world, world.first.jan, order, LATER + HOUR)
        except orders.BeyondBudget:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, both)) == [False, True]
