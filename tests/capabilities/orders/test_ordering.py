"""From a draft to what came: written by a clerk, approved by who answers for the budget, placed, and received by another."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connections, transaction
from tests.capabilities.invoices.test_approving import holds
from tests.capabilities.orders.ordered import (
    HOUR,
    approve,
    approved,
    ask,
    came,
    content,
    drafted,
    placed,
    seen,
    wanted,
)
from tests.database import TestDatabase
from tests.world import MONDAY, TODAY, World, receipt

from bodemplaat.capabilities.orders import api as orders
from bodemplaat.capabilities.orders.api import OrderAct, OrderMove, OrderState
from bodemplaat.capabilities.orders.models import OrderLine
from bodemplaat.foundation.documents.api import content_of, inspect
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import NotFound, entered
from bodemplaat.kernel import Euro

AT_ONCE = 12


def test_an_order_goes_from_a_draft_to_all_that_came(world: World) -> None:
    holds(world, world.first.jan, "budget_holder")
    order = drafted(world, wanted(expected=TODAY), wanted("Toner", "2.5", "12.345"))
    view = seen(world, order)
    assert (view.row.number, view.row.state, view.row.net) == ("B2026-00001", OrderState.DRAFT, Euro(13_086))
    assert (view.vat, view.row.expected_on, view.unit_name) == (Euro(2_748), TODAY, "Financiën")
    assert view.moves == (OrderMove.ASK, OrderMove.CANCEL)
    ask(world, order)
    assert [(each.state, each.people) for each in seen(world, order).steps] == [("open", ("Jan de Vries",))]
    deliver_waiting(world.first.id)
    assert any("Veenstra" in each.subject for each in inbox_of(actor=world.first.jan))
    assert [each.id for each in orders.orders_to_decide(actor=world.first.jan, on=TODAY)] == [order]
    assert orders.order_to_decide(actor=world.first.jan, order=order, on=TODAY).may_decide
    for who in (world.first.anna, world.second.jan, world.clerk):
        with pytest.raises(NotFound):
            orders.order_to_decide(actor=who, order=order, on=TODAY)
    approve(world, world.first.jan, order)
    with pytest.raises(orders.NotNow):
        came(world, order, "1", "1")
    orders.place_order(actor=world.clerk, order=order, words="Per mail", at=MONDAY + HOUR)
    came(world, order, "4", "0")
    view = seen(world, order)
    assert (view.row.state, view.row.received) == (OrderState.PARTLY, Euro.of("40"))
    assert [(each.received, each.to_come) for each in view.lines] == [(4, 6), (0, Decimal("2.5"))]
    came(world, order, "6", "2.5")
    view = seen(world, order)
    assert (view.row.state, view.row.received, view.row.is_late) == (OrderState.RECEIVED, view.row.net, False)
    acts = [OrderAct.DRAFTED, OrderAct.ASKED, OrderAct.STEP_APPROVED, OrderAct.APPROVED, OrderAct.PLACED]
    assert [each.act for each in view.timeline] == [*acts, OrderAct.RECEIVED, OrderAct.RECEIVED]
    assert view.moves == (OrderMove.CLOSE,)


def test_a_large_order_is_decided_on_by_a_director_as_well(world: World) -> None:
    holds(world, world.first.carla, "director")
    order = approved(world, wanted("Auto", "1", "20661.16"))
    view = seen(world, order)
    assert (view.row.state, [each.state for each in view.steps]) == (OrderState.ASKED, ["approved", "open"])
    with pytest.raises(orders.NotYoursToDecide):
        approve(world, world.first.jan, order)
    approve(world, world.first.carla, order)
    assert seen(world, order).row.state is OrderState.APPROVED


def test_with_a_question_it_is_a_draft_again_and_every_time_it_is_asked_is_a_round(world: World) -> None:
    holds(world, world.first.jan, "budget_holder")
    order = drafted(world)
    ask(world, order)
    orders.return_order(actor=world.first.jan, order=order, seen_round=1, question="Waarvoor?", at=MONDAY)
    ask(world, order)
    with pytest.raises(orders.ChangedMeanwhile):
        orders.approve_order(actor=world.first.jan, order=order, seen_round=1, at=MONDAY)
    orders.return_order(actor=world.first.jan, order=order, seen_round=2, question="Minder?", at=MONDAY)
    changed = content(world, wanted(quantity="5"))
    orders.change_order(actor=world.clerk, order=order, seen_round=2, content=changed, at=MONDAY)
    with pytest.raises(orders.NotNow):
        orders.change_order(actor=world.clerk, order=order, seen_round=2, content=changed, at=MONDAY)
    view = seen(world, order)
    assert (view.round, view.row.net, view.row.number) == (3, Euro.of("50"), "B2026-00001")
    ask(world, order)
    orders.refuse_order(actor=world.first.jan, order=order, seen_round=3, reason="Nee", at=MONDAY)
    assert (seen(world, order).row.state, seen(world, order).moves) == (OrderState.CANCELLED, ())


def test_numbers_have_no_gaps_and_the_same_form_is_one_order(world: World) -> None:
    key = uuid4()
    for _ in range(2):
        orders.draft_order(
            actor=world.clerk, organisation=world.first.id, order=key, content=content(world), at=MONDAY
        )
    with pytest.raises(orders.UnsoundOrder):
        drafted(world, wanted(taakveld="99"))
    second = drafted(world)
    orders.cancel_order(actor=world.clerk, order=second, reason="Dubbel", at=MONDAY)
    third = drafted(world)
    numbers = [seen(world, each).row.number for each in (key, second, third)]
    assert numbers == ["B2026-00001", "B2026-00002", "B2026-00003"]


def test_everything_that_is_wrong_is_told(world: World) -> None:
    good = content(world)
    for wrong, words in (
        (replace(good, unit=uuid4()), "whose budget"),
        (replace(good, subject=" "), "few words"),
        (replace(good, lines=()), "from one to 100 lines"),
        (replace(good, lines=(wanted(quantity="0"),)), "Line 1: order more than nothing"),
        (replace(good, lines=(wanted(price="-1"),)), "Line 1: a price"),
        (replace(good, lines=(wanted(" "),)), "Line 1: write"),
    ):
        with pytest.raises(orders.UnsoundOrder, match=words):
            orders.draft_order(
                actor=world.clerk, organisation=world.first.id, order=uuid4(), content=wrong, at=MONDAY
            )
    for who in (world.first.anna, world.first.carla, world.payer):
        with pytest.raises((orders.NotForThisDesk, NotFound)):
            drafted(world, by=who)


def test_who_placed_it_does_not_note_what_came(world: World) -> None:
    order = placed(world)
    assert not orders.order_to_receive(actor=world.clerk, order=order, on=TODAY).may_receive
    with pytest.raises(orders.NotYoursToReceive):
        came(world, order, "10", who=world.clerk)
    came(world, order, "3", who=world.kim)
    assert [each.person_name for each in seen(world, order).receipts] == ["Kim Yilmaz"]
    with pytest.raises(NotFound):
        came(world, order, "1", who=world.second.anna)
    assert [each.id for each in orders.orders_to_receive(actor=world.first.anna, on=TODAY)] == [order]
    assert orders.orders_to_receive(actor=world.second.anna, on=TODAY) == ()


def test_a_receipt_keeps_its_evidence_comes_once_and_is_taken_back_whole(world: World) -> None:
    order, key, photo = placed(world), uuid4(), receipt("blue")
    line = seen(world, order).lines[0].id
    for _ in range(2):
        orders.note_receipt(
            actor=world.first.anna,
            order=order,
            receipt=key,
            quantities={line: Decimal(10)},
            came_on=TODAY,
            words="Bij de balie",
            evidence=inspect("pakbon.jpg", photo),
            at=MONDAY,
        )
    (kept,) = seen(world, order).receipts
    assert (kept.person_name, kept.document_name, kept.words) == ("Anna Jansen", "pakbon.jpg", "Bij de balie")
    assert kept.document is not None
    assert content_of(actor=world.clerk, document=kept.document)
    with pytest.raises(orders.NoReason):
        orders.take_receipt_back(actor=world.first.anna, receipt=key, reason=" ", at=MONDAY)
    orders.take_receipt_back(actor=world.first.anna, receipt=key, reason="Vergist", at=MONDAY)
    with pytest.raises(orders.NotNow):
        orders.take_receipt_back(actor=world.first.anna, receipt=key, reason="Vergist", at=MONDAY)
    view = seen(world, order)
    assert (view.row.state, view.row.received) == (OrderState.PLACED, Euro(0))
    assert [(each.is_back, each.takes_back) for each in view.receipts] == [(True, False), (False, True)]


def test_what_cannot_have_come_is_refused(world: World) -> None:
    order = placed(world)
    line = seen(world, order).lines[0].id

    def note(quantities: dict[UUID, Decimal], days: int = 0) -> None:
        orders.note_receipt(
            actor=world.first.anna,
            order=order,
            receipt=uuid4(),
            quantities=quantities,
            came_on=TODAY + timedelta(days=days),
            at=MONDAY,
        )

    for quantities, days in (({}, 0), ({line: Decimal(-1)}, 0), ({uuid4(): Decimal(1)}, 0)):
        with pytest.raises(orders.UnsoundReceipt):
            note(quantities, days)
    for days in (1, -401):
        with pytest.raises(orders.UnsoundReceipt, match="day"):
            note({line: Decimal(1)}, days)
    note({line: Decimal(12)})
    assert seen(world, order).lines[0].to_come == 0, "more than was ordered can come"
    orders.close_order(actor=world.clerk, order=order, reason="Klaar", at=MONDAY)
    with pytest.raises(orders.NotNow):
        note({line: Decimal(1)})


def test_what_was_approved_is_never_changed(world: World) -> None:
    order = approved(world)
    with entered(world.first.system):
        line = OrderLine.records.of(world.first.system).filter(order_id=order).get()
        line.price = Decimal(1)
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            line.save()
    with pytest.raises(orders.NotNow):
        orders.change_order(actor=world.clerk, order=order, seen_round=1, content=content(world), at=MONDAY)


def test_the_list_is_narrowed_sorted_and_added_up(world: World) -> None:
    late = placed(world, wanted(expected=TODAY - timedelta(days=1)))
    small = drafted(world, wanted(price="1"))

    def found(**narrow: Any) -> list[UUID]:
        page = orders.orders_at_desk(
            actor=world.clerk,
            narrow=orders.OrderFilter(**narrow),
            sort="amount",
            on=TODAY,
        )
        return [each.id for each in page.rows]

    assert found() == [small, late]
    assert (found(waits=orders.LATE), found(state="draft"), found(text="00002")) == ([late], [small], [small])
    came(world, late, "4")
    page = orders.orders_at_desk(actor=world.clerk, narrow=orders.OrderFilter(), on=TODAY)
    assert (page.net, page.received, page.count) == (Euro.of("110"), Euro.of("40"), 2)
    assert found(waits=orders.UNDER_WAY, organisation=world.first.id) == [small, late]
    assert orders.order_counts(actor=world.clerk)[OrderState.DRAFT] == 1
    with pytest.raises(orders.NotForThisDesk):
        orders.orders_at_desk(actor=world.first.anna, narrow=orders.OrderFilter(), on=TODAY)


def test_numbers_have_no_gaps_under_races_either(committed_world: tuple[TestDatabase, World]) -> None:
    _, world = committed_world
    start = Barrier(AT_ONCE)
    keys = [uuid4() for _ in range(AT_ONCE // 2)]

    def write(number: int) -> None:
        try:
            start.wait()
            orders.draft_order(
                actor=world.clerk,
                organisation=world.first.id,
                order=keys[number % len(keys)],
                content=content(world),
                at=MONDAY,
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(write, range(AT_ONCE)))
    numbers = sorted(seen(world, each).row.number for each in keys)
    assert numbers == [f"B2026-{n:05}" for n in range(1, len(keys) + 1)]
