"""From registered to approved: a clerk codes, and whoever answers for the budget decides by the chain that claims have too."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections
from tests.capabilities.invoices.post import HOUR, OTHER, WRONG, bill, receive, seen
from tests.database import TestDatabase
from tests.formats.invoices.samples import line
from tests.world import MONDAY, SINCE, TODAY, World, employ

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.api import Approval, Coded, InvoiceAct, InvoiceState
from bodemplaat.capabilities.invoices.values import ApprovalView
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role
from bodemplaat.kernel import Euro

AT_ONCE = 16


def holds(world: World, who: Actor, function: str) -> None:
    access.assign_function(
        actor=world.first.system,
        person=who.person,
        function=function,
        unit=world.first.unit if function == "budget_holder" else None,
        since=SINCE,
        at=MONDAY,
    )


def leave_to_nobody(world: World) -> None:
    """Nobody decides in the place of others any more."""
    hall = world.first
    held = access.assignments_of(actor=hall.ad, people=[hall.piet.person], on=TODAY)[hall.piet.person]
    (assignment,) = (each.id for each in held if each.function)
    access.end_function(actor=hall.ad, assignment=assignment, until=TODAY, at=MONDAY)


def part(amount: str = "100.00", text: str = "Papier", taakveld: str = "0.4", centre: str = "6100") -> Coded:
    return Coded(text, Euro.of(amount), taakveld, centre)


def registered(world: World, number: str = "1", amount: str = "100.00") -> UUID:
    return receive(world, bill(number, lines=(line(1, amount),))).invoice


def code(world: World, invoice: UUID, *lines: Coded, by: Actor | None = None) -> None:
    invoices.code_invoice(
        actor=by or world.clerk, invoice=invoice, unit=world.first.unit, lines=lines or (part(),), at=MONDAY
    )


def approve(world: World, who: Actor, invoice: UUID, seen_round: int = 1) -> None:
    invoices.approve_invoice(actor=who, invoice=invoice, seen_round=seen_round, at=MONDAY + HOUR)


def stands(world: World, invoice: UUID) -> ApprovalView:
    return invoices.approval_view(actor=world.clerk, invoice=invoice, on=TODAY)


def waits_for(who: Actor) -> list[UUID]:
    return [each.id for each in invoices.invoices_to_decide(actor=who, on=TODAY)]


def test_the_budget_holder_approves_what_a_clerk_coded(world: World) -> None:
    holds(world, world.first.jan, "budget_holder")
    invoice = registered(world)
    assert stands(world, invoice).may_code
    code(world, invoice, part("60.00"), part("40.00", "Toner", "0.2"))
    view = stands(world, invoice)
    assert (view.approval, view.round, view.may_code, view.unit_name) == (
        Approval.ASKED,
        1,
        False,
        "Financiën",
    )
    assert [each.amount for each in view.coding.lines] == [Euro.of("60"), Euro.of("40")]  # type: ignore[union-attr]
    assert [(each.state, each.people) for each in view.steps] == [("open", ("Jan de Vries",))]
    assert (waits_for(world.first.jan), waits_for(world.first.anna)) == ([invoice], [])
    deliver_waiting(world.first.id)
    assert any("Veenstra" in each.subject for each in inbox_of(actor=world.first.jan))
    opened = invoices.invoice_to_decide(actor=world.first.jan, invoice=invoice, on=TODAY)
    assert opened.approval.may_decide
    approve(world, world.first.jan, invoice)
    view = stands(world, invoice)
    assert (view.approval, [each.people for each in view.steps]) == (Approval.APPROVED, [("Jan de Vries",)])
    assert waits_for(world.first.jan) == []
    acts = [each.act for each in seen(world, invoice).timeline]
    assert acts == [InvoiceAct.RECEIVED, InvoiceAct.CODED, InvoiceAct.STEP_APPROVED, InvoiceAct.APPROVED]
    with pytest.raises(invoices.NotYoursToDecide):
        approve(world, world.first.jan, invoice)
    assert not invoices.invoice_to_decide(
        actor=world.first.jan, invoice=invoice, on=TODAY
    ).approval.may_decide


def test_from_an_amount_on_a_director_decides_as_well_and_nobody_twice(world: World) -> None:
    for function in ("budget_holder", "director"):
        holds(world, world.first.jan, function)
    holds(world, world.first.carla, "director")
    invoice = registered(world, amount="20661.16")  # with VAT just over 25,000
    code(world, invoice, part("20661.16"))
    approve(world, world.first.jan, invoice)
    view = stands(world, invoice)
    assert (view.approval, [each.state for each in view.steps]) == (Approval.ASKED, ["approved", "open"])
    assert view.steps[1].people == ("Carla Dekker",)
    with pytest.raises(invoices.NotYoursToDecide, match="Somebody else"):
        approve(world, world.first.jan, invoice)
    approve(world, world.first.carla, invoice)
    assert stands(world, invoice).approval is Approval.APPROVED
    below = registered(world, "2", "20661.15")
    code(world, below, part("20661.15"))
    assert len(stands(world, below).steps) == 1


def test_a_stand_in_decides_and_where_nobody_can_the_fallback(world: World) -> None:
    invoice = registered(world)
    code(world, invoice)
    assert waits_for(world.first.piet) == [invoice], "nobody is budget holder: the fallback decides"
    holds(world, world.first.jan, "budget_holder")
    assert (waits_for(world.first.jan), waits_for(world.first.piet)) == ([invoice], [])
    access.name_substitute(
        actor=world.first.jan,
        absent=world.first.jan.person,
        substitute=world.first.bert.person,
        since=TODAY,
        until=TODAY + timedelta(days=7),
        at=MONDAY,
    )
    assert waits_for(world.first.bert) == [invoice]
    approve(world, world.first.bert, invoice)
    assert stands(world, invoice).approval is Approval.APPROVED


def test_nobody_approves_what_they_coded_in_another_job(world: World) -> None:
    hall = world.first
    both = employ(hall.system, hall.id, hall.unit, "Carlijn Bakker", None, Role.MANAGER, world.clerk.user_id)
    holds(world, both, "budget_holder")
    invoice = registered(world)
    code(world, invoice)
    with pytest.raises((invoices.NotYoursToDecide, NotFound)):
        approve(world, both, invoice)
    other = registered(world, "2")
    code(world, other, by=world.kim)
    approve(world, both, other)


def test_it_comes_back_with_a_question_and_is_coded_anew(world: World) -> None:
    holds(world, world.first.jan, "budget_holder")
    invoice = registered(world)
    code(world, invoice)
    back = {"actor": world.first.jan, "invoice": invoice, "at": MONDAY}
    with pytest.raises(invoices.NoReason):
        invoices.return_invoice(**back, seen_round=1, question=" ")  # type: ignore[arg-type]
    invoices.return_invoice(**back, seen_round=1, question="Voor wie?")  # type: ignore[arg-type]
    view = stands(world, invoice)
    assert (view.approval, view.may_code, [each.state for each in view.steps]) == (
        Approval.RETURNED,
        True,
        ["returned"],
    )
    code(world, invoice, part("100.00", "Raad", "0.1"))
    with pytest.raises(invoices.ChangedMeanwhile):
        approve(world, world.first.jan, invoice, seen_round=1)
    approve(world, world.first.jan, invoice, seen_round=2)
    assert stands(world, invoice).coding.lines[0].taakveld == "0.1"  # type: ignore[union-attr]


def test_one_that_is_refused_goes_back_to_its_supplier(world: World) -> None:
    holds(world, world.first.jan, "budget_holder")
    invoice = registered(world)
    assert seen(world, invoice).moves == ()
    with pytest.raises(invoices.AlreadyDecided):
        invoices.send_invoice_back(actor=world.clerk, invoice=invoice, words="Weg", at=MONDAY)
    code(world, invoice)
    invoices.refuse_invoice(
        actor=world.first.jan, invoice=invoice, seen_round=1, reason="Niet besteld", at=MONDAY
    )
    assert (stands(world, invoice).approval, stands(world, invoice).may_code) == (Approval.REFUSED, False)
    assert seen(world, invoice).moves == (invoices.InvoiceMove.SEND_BACK,)
    with pytest.raises(invoices.AlreadyDecided):
        invoices.register_invoice(actor=world.clerk, invoice=invoice, words="Toch", at=MONDAY)
    invoices.send_invoice_back(actor=world.clerk, invoice=invoice, words="Gemaild", at=MONDAY)
    assert seen(world, invoice).row.state is InvoiceState.SENT_BACK
    with pytest.raises(invoices.AlreadyDecided):
        invoices.send_invoice_back(actor=world.clerk, invoice=invoice, words="Nog eens", at=MONDAY)
    again = receive(world, bill("1", buyer_reference="KP-9"), at=MONDAY + HOUR)
    assert again.state is InvoiceState.REGISTERED, "one that went back may come again"


def test_what_cannot_be_coded_so(world: World) -> None:
    invoice = registered(world)
    for lines in (
        (),
        (part("99.99"),),
        (part(taakveld="99.9"),),
        (part(centre="9999"),),
        tuple(part("0.50") for _ in range(201)),
    ):
        with pytest.raises(invoices.CannotBeCoded):
            invoices.code_invoice(
                actor=world.clerk, invoice=invoice, unit=world.first.unit, lines=lines, at=MONDAY
            )
    with pytest.raises(invoices.CannotBeCoded, match="budget"):
        invoices.code_invoice(
            actor=world.clerk, invoice=invoice, unit=world.second.unit, lines=(part(),), at=MONDAY
        )
    waits = receive(world, bill("5"), WRONG).invoice
    credit = receive(world, bill("6", type_code="381")).invoice
    for other in (waits, credit):
        assert not stands(world, other).may_code
        with pytest.raises(invoices.CannotBeCoded):
            code(world, other)
    code(world, invoice)
    with pytest.raises(invoices.CannotBeCoded):
        code(world, invoice)


def test_an_earlier_coding_is_a_proposal_and_no_more(world: World) -> None:
    holds(world, world.first.jan, "budget_holder")
    first = registered(world)
    assert invoices.coding_proposal(actor=world.clerk, invoice=first) is None
    code(world, first, part("75.00"), part("25.00", "Toner", "0.2"))
    second = registered(world, "2", "33.34")
    assert invoices.coding_proposal(actor=world.clerk, invoice=second) is None, "not before it is approved"
    approve(world, world.first.jan, first)
    proposal = invoices.coding_proposal(actor=world.clerk, invoice=second)
    assert proposal is not None
    assert (proposal.number, proposal.coding.unit) == ("1", world.first.unit)
    assert [(each.amount, each.taakveld) for each in proposal.coding.lines] == [
        (Euro.of("25.00"), "0.4"),
        (Euro.of("8.34"), "0.2"),
    ]
    assert stands(world, second).approval is Approval.NONE
    other = receive(world, bill("9", supplier=OTHER)).invoice
    assert invoices.coding_proposal(actor=world.clerk, invoice=other) is None


def test_only_who_is_asked_reads_and_decides(world: World, elsewhere: World) -> None:
    holds(world, world.first.jan, "budget_holder")
    invoice = registered(world)
    code(world, invoice)
    for who in (
        world.first.anna,
        world.first.carla,
        world.second.jan,
        elsewhere.first.jan,
        world.clerk,
        world.payer,
    ):
        with pytest.raises(NotFound):
            invoices.invoice_to_decide(actor=who, invoice=invoice, on=TODAY)
        with pytest.raises(NotFound):
            approve(world, who, invoice)
        assert waits_for(who) == []
    for who in (world.first.jan, world.payer):
        with pytest.raises(invoices.NotForThisDesk):
            invoices.approval_view(actor=who, invoice=invoice, on=TODAY)
    with pytest.raises(invoices.NotYoursToDecide):
        approve(world, world.first.system, invoice)


def test_sixteen_decisions_at_once_are_one(committed_world: tuple[TestDatabase, World]) -> None:
    _, world = committed_world
    holds(world, world.first.jan, "budget_holder")
    holds(world, world.first.anna, "budget_holder")
    invoice = registered(world)
    code(world, invoice)
    start = Barrier(AT_ONCE)

    def decide(number: int) -> str:
        who = (world.first.jan, world.first.anna)[number % 2]
        try:
            start.wait()
            if number % 4 < 3:
                approve(world, who, invoice)
                return Approval.APPROVED
            invoices.refuse_invoice(actor=who, invoice=invoice, seen_round=1, reason="Nee", at=MONDAY)
        except (invoices.NotYoursToDecide, NotFound):
            return ""
        else:
            return Approval.REFUSED
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        decided = [each for each in pool.map(decide, range(AT_ONCE)) if each]
    assert decided == [stands(world, invoice).approval]
    happened = [each.act for each in seen(world, invoice).timeline]
    assert len(happened) == len(set(happened))


def test_the_desk_sees_what_nobody_can_decide_on_and_why(world: World) -> None:
    hall = world.first

    def why() -> dict[UUID, invoices.Stuck]:
        stuck = invoices.invoices_nobody_decides(actor=world.clerk, on=TODAY)
        assert invoices.count_nobody_decides(actor=world.clerk, on=TODAY) == len(stuck)
        return {each.row.id: each.why for each in stuck}

    invoice = registered(world, amount="30000.00")
    code(world, invoice, part("30000.00"))
    assert why() == {}, "the fallback decides"
    leave_to_nobody(world)
    assert why() == {invoice: invoices.Stuck.NOBODY_HOLDS}
    both = employ(hall.system, hall.id, hall.unit, "C. Bakker", None, Role.MANAGER, world.clerk.user_id)
    holds(world, both, "budget_holder")
    assert why() == {invoice: invoices.Stuck.CODED_IT}
    holds(world, hall.jan, "budget_holder")
    holds(world, hall.jan, "director")
    assert why() == {}
    approve(world, hall.jan, invoice)
    assert why() == {invoice: invoices.Stuck.DECIDED_BEFORE}
    holds(world, hall.carla, "director")
    assert why() == {}
    with pytest.raises(invoices.NotForThisDesk):
        invoices.invoices_nobody_decides(actor=hall.jan, on=TODAY)


def test_the_list_is_narrowed_by_how_far_approval_is(world: World) -> None:
    holds(world, world.first.jan, "budget_holder")
    bare, asked, approved = (registered(world, number) for number in ("1", "2", "3"))
    receive(world, bill("6", type_code="381"))
    code(world, asked)
    code(world, approved)
    approve(world, world.first.jan, approved)
    for state, ids in ((Approval.NONE, [bare]), (Approval.ASKED, [asked]), (Approval.APPROVED, [approved])):
        page = invoices.invoices_at_desk(
            actor=world.clerk, narrow=invoices.InvoiceFilter(approval=state.value)
        )
        assert [each.id for each in page.rows] == ids
