"""Sixteen at once, on connections of their own: one effect, no number twice or left out, no deadlock."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from tests.capabilities.cases.desk import controller_of, published
from tests.capabilities.cases.two_desks import FAULT
from tests.database import TestDatabase
from tests.scenarios.test_who_provides_what import nederlek_can_provide
from tests.world import TODAY, World, journey, purchase, receipt

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.models import Case, CaseEvent
from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.documents.api import inspect
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Refused, entered
from bodemplaat.kernel import IllegalMove

AT_ONCE = 16


@pytest.fixture
def world(committed_world: tuple[TestDatabase, World]) -> World:
    return committed_world[1]


def at_once(act: Callable[[int], Any]) -> Counter[str]:
    """What sixteen get who start together; a refusal counts by its name."""
    start = Barrier(AT_ONCE)

    def one(number: int) -> str:
        try:
            start.wait()
            act(number)
        except (Refused, IllegalMove) as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(one, range(AT_ONCE)))


def events(world: World, claim: object) -> Counter[str]:
    view = claims.claim_view(actor=world.system, claim=claim, on=TODAY)  # type: ignore[arg-type]
    return Counter(event.event for event in view.timeline)


def test_sixteen_approvals_of_one_claim_are_one(world: World) -> None:
    claim = world.submitted(world.first.anna, journey())
    got = at_once(lambda _: claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at))
    assert got == {"done": 1, "Refused": AT_ONCE - 1}
    assert events(world, claim)["claim.step_approved"] == 1
    claims.book_claim(actor=world.clerk, claim=claim, bookings={0: ("0.4", "6100")}, at=world.at)
    got = at_once(lambda _: claims.approve_claim(actor=world.clerk, claim=claim, at=world.at))
    assert got == {"done": 1, "NotWaiting": AT_ONCE - 1}
    assert payments.payments_waiting(actor=world.payer).count == 1


def test_approve_return_and_reject_at_once_are_one_of_the_three(world: World) -> None:
    claim = world.submitted(world.first.anna, journey())
    jan = world.first.jan

    def act(number: int) -> None:
        if number % 3 == 0:
            claims.approve_claim(actor=jan, claim=claim, at=world.at)
        elif number % 3 == 1:
            claims.return_claim(actor=jan, claim=claim, question="Welke?", at=world.at)
        else:
            claims.reject_claim(actor=jan, claim=claim, reason="Nee.", at=world.at)

    assert at_once(act)["done"] == 1
    told = events(world, claim)
    assert told["claim.step_approved"] + told["claim.returned"] + told["claim.rejected"] == 1


def test_sixteen_presses_of_submit_make_one_claim(world: World) -> None:
    anna = world.first.anna

    def press(_: int) -> None:
        claim = claims.start_claim(actor=anna, key="een formulier", at=world.at)
        if claims.claim_view(actor=anna, claim=claim, on=TODAY).state == "draft":
            content = claims.Content(iban="NL44RABO0123456789", lines=(journey(),))
            claims.save_draft(actor=anna, claim=claim, content=content, at=world.at)
        claims.submit_claim(actor=anna, claim=claim, key="een druk", at=world.at)

    got = at_once(press)
    assert got["done"] + got["IllegalMove"] == AT_ONCE  # who comes late may find that it was handed in
    page = claims.my_claims(actor=anna)
    assert (page.count, [row.number for row in page.rows]) == (1, ["2026-000001"])
    assert events(world, page.rows[0].id)["claim.submitted"] == 1


def test_numbers_follow_without_gap_or_double(world: World) -> None:
    drafts = [
        world.draft(who, journey(str(n))) for n, who in enumerate([world.first.anna, world.first.bert] * 8, 1)
    ]
    owners = [world.first.anna, world.first.bert] * 8

    def submit(number: int) -> None:
        claims.submit_claim(actor=owners[number], claim=drafts[number], key=str(number), at=world.at)

    assert at_once(submit) == {"done": AT_ONCE}
    rows = claims.claims(actor=world.first.carla, on=TODAY, narrow=claims.ClaimFilter()).rows
    assert sorted(row.number for row in rows) == [f"2026-{n:06d}" for n in range(1, AT_ONCE + 1)]


def test_two_clerks_take_one_claim_and_one_has_it(world: World) -> None:
    claim = world.submitted(world.first.anna, journey())
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    clerks = (world.clerk, world.kim)
    got = at_once(lambda number: claims.take_claim(actor=clerks[number % 2], claim=claim, at=world.at))
    assert got == {"done": AT_ONCE // 2, "TakenByColleague": AT_ONCE // 2}
    assert events(world, claim)["claim.taken"] == 1


def test_withdrawn_and_approved_at_once_are_one_of_the_two(world: World) -> None:
    claim = world.submitted(world.first.anna, journey())

    def act(number: int) -> None:
        if number % 2:
            claims.withdraw_claim(actor=world.first.anna, claim=claim, at=world.at)
        else:
            claims.reject_claim(actor=world.first.jan, claim=claim, reason="Nee.", at=world.at)

    assert at_once(act)["done"] == 1
    told = events(world, claim)
    assert told["claim.withdrawn"] + told["claim.rejected"] == 1


def test_sixteen_starts_at_once_leave_no_more_drafts_than_may(world: World) -> None:
    anna = world.first.anna
    for number in range(claims.MAX_DRAFTS - 3):
        claims.start_claim(actor=anna, key=f"eerder {number}", at=world.at)
    got = at_once(lambda number: claims.start_claim(actor=anna, key=f"nu {number}", at=world.at))
    assert got == {"done": 3, "TooManyDrafts": AT_ONCE - 3}


def test_sixteen_receipts_at_once_are_no_more_than_a_cost_may_have(world: World) -> None:
    anna = world.first.anna
    claim = world.draft(anna, purchase())
    file = inspect("bon.jpg", receipt())

    def add(_: int) -> None:
        claims.attach_inspected(actor=anna, claim=claim, position=0, file=file, at=world.at)

    assert at_once(add) == {"done": claims.MAX_FILES, "TooManyFiles": AT_ONCE - claims.MAX_FILES}
    kept = claims.claim_view(actor=anna, claim=claim, on=TODAY).lines[0].evidence
    assert len(kept) == claims.MAX_FILES


def test_sixteen_presses_of_send_make_one_request(world: World) -> None:
    anna, service = world.first.anna, published(world, controller_of(world))
    question = cases.Question("Verklaring", "Voor de bank", {"kind": "work"})

    def press(_: int) -> None:
        cases.open_case(actor=anna, service=service, question=question, key="een formulier", at=world.at)

    assert at_once(press) == {"done": AT_ONCE}
    assert [row.number for row in cases.my_cases(actor=anna, at=world.at)] == ["Z2026-000001"]


def test_what_is_sent_while_a_list_gets_its_desk_goes_over_with_it(world: World) -> None:
    """Sixteen press while the night's work hands over: whoever came in between goes over the night after, once and whole."""
    nederlek_can_provide(world)
    service, customer = published(world, controller_of(world), FAULT, "ICT9"), world.second.id
    organisations.move_task(
        actor=world.system,
        organisation=customer,
        task=organisations.Task.DESK_ICT,
        provider=world.first.id,
        since=TODAY + timedelta(days=1),
        finishes_open=False,
        reads_earlier=False,
        at=world.at,
    )
    night = world.at + timedelta(days=1)

    def press(number: int) -> None:
        if number % 4 == 0:
            cases.hand_over_cases(actor=Actor.system(customer), organisation=customer, at=night)
        else:
            question = cases.Question("Storing", "Scherm zwart", {})
            cases.open_case(
                actor=world.second.anna, service=service, question=question, key=str(number), at=world.at
            )

    assert at_once(press) == {"done": AT_ONCE}
    cases.hand_over_cases(actor=Actor.system(customer), organisation=customer, at=night)
    with entered(world.system):
        rows = Case.records.of(world.system).filter(organisation_id=customer)
        assert Counter(rows.values_list("provider_id", flat=True)) == {world.first.id: 12}
        went = CaseEvent.records.of(world.system).filter(case__in=rows, act=cases.CaseAct.WENT_OVER)
        assert went.count() == 12
