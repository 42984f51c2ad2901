"""From which amount a director decides as well: a rule of each municipality, dated, decided by two."""

from datetime import date, timedelta

import pytest
from tests.capabilities.invoices.test_approving import approve, code, holds, part, registered, stands
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.rules.api import RuleView
from bodemplaat.foundation.tenancy.api import NotFound, Refused
from bodemplaat.kernel import Euro

TOMORROW = TODAY + timedelta(days=1)
LATER = MONDAY + timedelta(days=1)


def propose(world: World, amount: str = "5000", since: date = TOMORROW, reason: str = "Te ruim") -> object:
    return invoices.propose_second_approval(
        actor=world.first.ad, amount=Euro.of(amount), since=since, reason=reason, at=MONDAY
    )


def changed(world: World, amount: str = "5000", since: date = TOMORROW) -> None:
    proposal = propose(world, amount, since)
    invoices.SECOND_APPROVALS.confirm(actor=world.first.carla, which=proposal, at=MONDAY)  # type: ignore[arg-type]


def view(world: World, at: object = MONDAY) -> RuleView[invoices.SecondRule]:
    return invoices.second_approval(actor=world.first.ad, at=at)  # type: ignore[arg-type]


def test_it_holds_from_its_day_and_the_approval_says_which_rule_asked(world: World) -> None:
    holds(world, world.first.jan, "budget_holder")
    holds(world, world.first.carla, "director")
    assert (view(world).now, view(world).may_propose) == (invoices.SecondRule(Euro.of("25000"), None), True)
    changed(world)
    rule = invoices.SecondRule(Euro.of("5000"), TOMORROW)
    assert (view(world).now.since, view(world).coming) == (None, (rule,))
    assert (view(world, LATER).now, view(world, LATER).coming) == (rule, ())
    today, tomorrow = (registered(world, number, "5000.00") for number in ("1", "2"))
    code(world, today, part("5000.00"))
    invoices.code_invoice(
        actor=world.clerk, invoice=tomorrow, unit=world.first.unit, lines=[part("5000.00")], at=LATER
    )
    assert [each.asked_from for each in stands(world, today).steps] == [None]
    assert [each.asked_from for each in stands(world, tomorrow).steps] == [None, rule]
    approve(world, world.first.jan, today)
    assert stands(world, today).approval is invoices.Approval.APPROVED
    invoices.approve_invoice(actor=world.first.jan, invoice=tomorrow, seen_round=1, at=LATER)
    assert [each.state for each in stands(world, tomorrow).steps] == ["approved", "open"]
    # whoever else is a customer of the same centre keeps its own
    assert invoices.second_approval(actor=world.second.ad, at=LATER).now == invoices.SecondRule()


def test_two_decide_and_nobody_alone(world: World) -> None:
    hall = world.first
    with pytest.raises(Refused, match="administrator"):
        invoices.propose_second_approval(
            actor=hall.carla, amount=Euro.of("1"), since=TOMORROW, reason="x", at=MONDAY
        )
    proposal = propose(world)
    for who in (hall.ad, world.second.carla, world.clerk):
        with pytest.raises((Refused, NotFound)):
            invoices.SECOND_APPROVALS.confirm(actor=who, which=proposal, at=MONDAY)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="waits for a controller already"):
        propose(world, "6000")
    change = invoices.second_approval(actor=hall.carla, at=MONDAY).change
    assert change is not None
    assert (change.may_decide, change.reason) == (True, "Te ruim")
    assert not invoices.second_approval(actor=hall.carla, at=MONDAY).may_propose
    deliver_waiting(hall.id)
    assert any("tweede akkoord" in each.subject for each in inbox_of(actor=hall.carla))
    invoices.SECOND_APPROVALS.refuse(actor=hall.carla, which=proposal, reason="Nee", at=MONDAY)  # type: ignore[arg-type]
    assert view(world).change is None
    deliver_waiting(hall.id)
    assert any("Nee" in each.body for each in inbox_of(actor=hall.ad))
    again = propose(world)
    invoices.SECOND_APPROVALS.withdraw(actor=hall.ad, which=again, at=MONDAY)  # type: ignore[arg-type]
    assert not invoices.second_approval_waits(actor=hall.ad)
    assert view(world).coming == ()
    acts = [each.action for each in trail_of(actor=world.system, subject=again)]  # type: ignore[arg-type]
    assert sorted(acts) == ["second_approval.proposed", "second_approval.withdrawn"]


def test_what_cannot_hold_is_refused(world: World) -> None:
    for amount, since, words in (
        ("5000", TODAY, "tomorrow"),
        ("0", TOMORROW, "amount"),
        ("10000000.01", TOMORROW, "amount"),
        ("25000", TOMORROW, "already"),
    ):
        with pytest.raises(invoices.UnsoundRule, match=words):
            propose(world, amount, since)
    with pytest.raises(invoices.UnsoundRule, match="few words"):
        propose(world, reason=" ")
    proposal = propose(world)
    with pytest.raises(invoices.UnsoundRule, match="has come"):
        invoices.SECOND_APPROVALS.confirm(actor=world.first.carla, which=proposal, at=LATER)  # type: ignore[arg-type]
    assert invoices.second_approval(actor=world.first.carla, at=LATER).change.has_come  # type: ignore[union-attr]


def test_a_later_word_for_the_same_day_takes_its_place(world: World) -> None:
    changed(world)
    changed(world, "7500")
    assert [each.amount for each in view(world).coming] == [Euro.of("7500")]
