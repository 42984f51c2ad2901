"""Who provides hangs on the task, per customer and day: what a provider's staff reach follows it, before and after a move."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

import pytest
from django.db import connection
from django.utils import translation
from tests.capabilities.payments.bank import bank_file, booked, sent, statement
from tests.scenarios.paying import paid, released
from tests.world import IBANS, MONDAY, SINCE, TODAY, World, another_hat, employ, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.notices.api import NoticeView, inbox_of
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import Task
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, entered

TOMORROW, FRIDAY = TODAY + timedelta(days=1), TODAY + timedelta(days=4)
ON_FRIDAY = MONDAY + timedelta(days=4)
ARRANGEMENTS = [(True, True), (True, False), (False, True), (False, False)]
"""Whether the earlier provider finishes what was handed in before, and whether it goes on reading what it finished."""


def nederlek_can_provide(world: World) -> None:
    """The first municipality is customer and provider at once."""
    organisations.join_cooperation(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=world.first.id,
        parts=("provider",),
        since=SINCE,
        at=MONDAY,
    )


def goes_over(
    world: World,
    task: Task,
    *,
    finishes_open: bool = False,
    reads_earlier: bool = False,
    since: date = TOMORROW,
) -> None:
    """The second municipality's task goes from the service centre to the first municipality."""
    organisations.move_task(
        actor=world.system,
        organisation=world.second.id,
        task=task,
        provider=world.first.id,
        since=since,
        finishes_open=finishes_open,
        reads_earlier=reads_earlier,
        at=world.at,
    )


def staff(world: World, name: str, role: Role, on: date = FRIDAY) -> Actor:
    """Somebody of the first municipality who works for what it provides, as that role reaches on a day."""
    return as_on(employ(world.system, world.first.id, world.first.unit, name, None, role), on)


def as_on(who: Actor, on: date) -> Actor:
    """The same person in the same role on another day: what the role reaches is looked up at every request."""
    assert who.user_id is not None
    assert who.assignment_id is not None
    return access.actor_wearing(user=who.user_id, assignment=who.assignment_id, on=on)


def sees(who: Actor, claim: UUID, on: date = FRIDAY) -> bool:
    """Whether somebody can open a claim; the second lock by itself has to say the same of another's organisation."""
    try:
        claims.claim_view(actor=who, claim=claim, on=on)
    except NotFound:
        return False
    return True


def behind_the_second_lock(who: Actor, table: str) -> set[UUID]:
    """The ids that PostgreSQL shows somebody, with the guarded manager left out."""
    with entered(who), connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table}")
        return {row for (row,) in cursor.fetchall()}


class Handled(NamedTuple):
    """Claims of the second municipality around the day on which the task went over."""

    settled: UUID
    open: UUID
    later: UUID


def test_the_platform_that_works_for_one_customer_lets_its_claims_go_over(world: World) -> None:
    """As the night's work does it: the system of that customer alone, which does not see the providers."""
    nederlek_can_provide(world)
    vlist = world.second
    claim = world.submitted(vlist.anna, journey())
    claims.approve_claim(actor=vlist.jan, claim=claim, at=world.at)
    goes_over(world, Task.EXPENSE_CLAIMS)
    customer = Actor.system(vlist.id)
    provisions = organisations.provisions_of(actor=customer, organisation=vlist.id, task=Task.EXPENSE_CLAIMS)
    assert [each.provider_id for each in provisions] == [world.first.id, world.provider]
    at = MONDAY + timedelta(days=1, hours=1)
    assert claims.hand_over_claims(actor=customer, organisation=vlist.id, at=at) == 1
    assert claims.hand_over_claims(actor=customer, organisation=vlist.id, at=at) == 0
    view = claims.claim_view(actor=vlist.anna, claim=claim, on=TOMORROW)
    assert view.timeline[-1].event == "claim.handed_over"


@pytest.fixture
def gone_over(world: World) -> Callable[[bool, bool], Handled]:
    """What was handed in before and after claims went over, by the arrangement that was made."""

    def play(finishes_open: bool, reads_earlier: bool) -> Handled:
        nederlek_can_provide(world)
        vlist = world.second
        settled = world.submitted(vlist.anna, journey("12"))
        claims.reject_claim(actor=vlist.jan, claim=settled, reason="Zonder bon", at=world.at)
        waiting = world.submitted(vlist.anna, journey("34"))
        claims.approve_claim(actor=vlist.jan, claim=waiting, at=world.at)
        goes_over(world, Task.EXPENSE_CLAIMS, finishes_open=finishes_open, reads_earlier=reads_earlier)
        at = MONDAY + timedelta(days=1, hours=1)
        claims.hand_over_claims(actor=world.system, organisation=vlist.id, at=at)
        later = world.submitted(vlist.anna, journey("56"), at=at)
        claims.approve_claim(actor=vlist.jan, claim=later, at=at)
        return Handled(settled, waiting, later)

    return play


@pytest.mark.parametrize(("finishes_open", "reads_earlier"), ARRANGEMENTS)
def test_an_earlier_provider_sees_of_later_claims_nothing_and_of_earlier_ones_what_was_arranged(
    world: World,
    gone_over: Callable[[bool, bool], Handled],
    finishes_open: bool,
    reads_earlier: bool,
) -> None:
    handled = gone_over(finishes_open, reads_earlier)
    of_centre = as_on(world.clerk, FRIDAY)
    expected = {handled.settled: reads_earlier, handled.open: finishes_open, handled.later: False}
    assert {claim: sees(of_centre, claim) for claim in expected} == expected
    visible = behind_the_second_lock(of_centre, "claims_claim")
    assert {claim: claim in visible for claim in expected} == expected
    listed = claims.claims(actor=of_centre, on=FRIDAY, narrow=claims.ClaimFilter())
    assert {row.id for row in listed.rows} == {claim for claim, is_seen in expected.items() if is_seen}


@pytest.mark.parametrize("finishes_open", [True, False])
def test_an_open_claim_has_one_provider_that_decides(
    world: World, gone_over: Callable[[bool, bool], Handled], finishes_open: bool
) -> None:
    handled = gone_over(finishes_open, True)
    old, new = as_on(world.clerk, FRIDAY), staff(world, "Nel Clerk", Role.SSC_CLERK)
    decides, looks_on = (old, new) if finishes_open else (new, old)
    assert [row.id for row in claims.desk_queue(actor=decides, on=FRIDAY).rows][:1] == [handled.open]
    assert handled.open not in {row.id for row in claims.desk_queue(actor=looks_on, on=FRIDAY).rows}
    with pytest.raises((Refused, NotFound)):
        claims.take_claim(actor=looks_on, claim=handled.open, at=ON_FRIDAY)
    claims.take_claim(actor=decides, claim=handled.open, at=ON_FRIDAY)
    claims.take_claim(actor=new, claim=handled.later, at=ON_FRIDAY)


def test_the_new_provider_reads_what_was_handled_before(
    world: World, gone_over: Callable[[bool, bool], Handled]
) -> None:
    handled = gone_over(True, True)
    new = staff(world, "Nel Clerk", Role.SSC_CLERK)
    assert all(sees(new, claim) for claim in handled)


def test_what_an_earlier_provider_has_finished_is_gone_when_it_may_not_go_on_reading(
    world: World, gone_over: Callable[[bool, bool], Handled]
) -> None:
    handled = gone_over(True, False)
    of_centre = as_on(world.clerk, FRIDAY)
    claims.reject_claim(actor=of_centre, claim=handled.open, reason="Dubbel", at=ON_FRIDAY)
    claims.hand_over_claims(actor=world.system, organisation=world.second.id, at=ON_FRIDAY)
    assert not sees(of_centre, handled.open)
    assert behind_the_second_lock(of_centre, "claims_claimevent").isdisjoint(
        behind_the_second_lock(world.second.system, "claims_claimevent")
    )


def test_handing_over_twice_changes_nothing(world: World, gone_over: Callable[[bool, bool], Handled]) -> None:
    gone_over(False, False)
    again = claims.hand_over_claims(actor=world.system, organisation=world.second.id, at=ON_FRIDAY)
    assert again == 0


def test_who_had_taken_a_claim_that_went_over_has_it_no_more_and_its_timeline_says_so(
    world: World, gone_over: Callable[[bool, bool], Handled]
) -> None:
    handled = gone_over(False, True)
    view = claims.claim_view(actor=world.second.anna, claim=handled.open, on=FRIDAY)
    assert view.taken_by is None
    assert view.timeline[-1].event == claims.ClaimAct.HANDED_OVER


def test_a_municipality_that_provides_for_another_does_not_see_its_own_claims_at_its_desk(
    world: World,
) -> None:
    nederlek_can_provide(world)
    goes_over(world, Task.EXPENSE_CLAIMS)
    own = world.submitted(world.first.anna, journey("21"))
    claims.approve_claim(actor=world.first.jan, claim=own, at=world.at)
    clerk = staff(world, "Nel Clerk", Role.SSC_CLERK)
    assert not sees(clerk, own)
    assert [each.organisation_id for each in claims.desk_counts(actor=clerk, on=FRIDAY)] == [world.second.id]
    assert sees(as_on(world.clerk, FRIDAY), own)
    mine = world.submitted(clerk, journey("9"), at=ON_FRIDAY)
    assert sees(clerk, mine)


def test_a_role_reaches_the_customers_of_its_own_task_only(world: World) -> None:
    nederlek_can_provide(world)
    goes_over(world, Task.EXPENSE_CLAIMS)
    clerk = staff(world, "Nel Clerk", Role.SSC_CLERK)
    payer = staff(world, "Nol Payer", Role.SSC_PAYER)
    assert clerk.served == {world.second.id}
    assert payer.served == set()
    assert payer.scope == {world.first.id}
    claim = world.approved(world.second.anna, journey())
    assert payments.payments_waiting(actor=payer).count == 0
    assert not sees(payer, claim)
    assert payments.payments_waiting(actor=as_on(world.payer, FRIDAY)).count == 1


@pytest.mark.parametrize(("finishes_open", "reads_earlier"), [(True, True), (False, False)])
def test_a_batch_sent_before_payments_went_over_is_found_on_the_statement_that_the_new_payer_reads(
    world: World, finishes_open: bool, reads_earlier: bool
) -> None:
    nederlek_can_provide(world)
    vlist = world.second
    before = world.approved(vlist.anna, journey("12"))
    file = released(world)
    goes_over(world, Task.PAYMENTS, finishes_open=finishes_open, reads_earlier=reads_earlier)
    after = world.approved(vlist.anna, journey("34"), at=MONDAY + timedelta(days=1))
    old, new = as_on(world.payer, FRIDAY), staff(world, "Nol Payer", Role.SSC_PAYER)
    assert payments.payments_waiting(actor=new).count == 1
    assert payments.payments_waiting(actor=old).count == 0
    on_account = [booked(each, f"b{n}", TOMORROW) for n, each in enumerate(sent(file, IBANS[3]))]
    read = bank_file(statement(*on_account, on=TOMORROW, account=IBANS[3], name="Vlist"))
    outcome = payments.upload_statement(actor=new, name="afschrift.xml", content=read, at=ON_FRIDAY)
    assert outcome.paid == 1
    paid_claim = claims.claim_view(actor=vlist.anna, claim=before, on=FRIDAY)
    assert paid_claim.state is claims.ClaimState.PAID
    assert not payments.batches(actor=new)
    seen = behind_the_second_lock(old, "payments_payment")
    payment = payments.payment_of(actor=world.system, source_type="claim", source_id=before)
    later = payments.payment_of(actor=world.system, source_type="claim", source_id=after)
    assert payment is not None
    assert later is not None
    assert (payment.payment_id in seen) is (finishes_open or reads_earlier)
    assert later.payment_id not in seen
    assert behind_the_second_lock(old, "payments_statement") == set()


def test_one_provider_never_sees_the_batches_of_another_that_it_pays_for(world: World) -> None:
    nederlek_can_provide(world)
    goes_over(world, Task.PAYMENTS)
    world.approved(world.second.anna, journey(), at=MONDAY + timedelta(days=1))
    one, two = (staff(world, name, Role.SSC_PAYER) for name in ("Nol Payer", "Nan Payer"))
    batch = payments.make_batch(actor=one, execution_date=FRIDAY + timedelta(days=3), key="een", at=ON_FRIDAY)
    payments.release_batch(actor=two, batch=batch, at=ON_FRIDAY)
    of_centre = as_on(world.payer, FRIDAY)
    assert world.first.id in of_centre.scope
    assert not payments.batches(actor=of_centre)
    assert batch not in behind_the_second_lock(of_centre, "payments_batch")
    assert len(payments.batches(actor=one)) == 1


def test_paying_stays_as_it_was_where_nothing_went_over(world: World) -> None:
    claim = world.approved(world.first.anna, journey())
    paid(world)
    assert claims.claim_view(actor=world.clerk, claim=claim, on=TODAY).state is claims.ClaimState.PAID


@pytest.mark.parametrize(
    ("since", "provider", "why"),
    [
        (TODAY, "first", "later day"),
        (TODAY - timedelta(days=1), "first", "later day"),
        (TOMORROW, "provider", "already"),
        (TOMORROW, "second", "no provider"),
    ],
)
def test_a_move_that_cannot_be_is_refused_and_changes_nothing(
    world: World, since: date, provider: str, why: str
) -> None:
    nederlek_can_provide(world)
    ids = {"first": world.first.id, "second": world.second.id, "provider": world.provider}
    before = organisations.provisions_of(actor=world.system, organisation=world.second.id)
    with pytest.raises(Refused, match=why):
        organisations.move_task(
            actor=world.system,
            organisation=world.second.id,
            task=Task.EXPENSE_CLAIMS,
            provider=ids[provider],
            since=since,
            finishes_open=True,
            reads_earlier=True,
            at=world.at,
        )
    assert organisations.provisions_of(actor=world.system, organisation=world.second.id) == before


def test_only_the_customer_s_own_administrator_moves_its_task(world: World) -> None:
    nederlek_can_provide(world)
    for who in (world.first.ad, world.clerk, world.second.carla):
        with pytest.raises((Refused, NotFound)):
            organisations.move_task(
                actor=who,
                organisation=world.second.id,
                task=Task.EXPENSE_CLAIMS,
                provider=world.first.id,
                since=TOMORROW,
                finishes_open=True,
                reads_earlier=True,
                at=world.at,
            )


def heard(world: World, who: Actor, language: str = "nl") -> list[NoticeView]:
    """What somebody has been told about tasks of the second municipality, the newest first."""
    deliver_waiting(world.second.id)
    with translation.override(language):
        return [each for each in inbox_of(actor=who) if "Vlist" in each.subject]


def move(world: World, *, finishes_open: bool = True, reads_earlier: bool = False) -> None:
    organisations.move_task(
        actor=world.system,
        organisation=world.second.id,
        task=Task.EXPENSE_CLAIMS,
        provider=world.first.id,
        since=FRIDAY,
        finishes_open=finishes_open,
        reads_earlier=reads_earlier,
        at=world.at,
    )


def test_the_controller_and_both_providers_hear_that_a_task_goes_over_and_what_remains(world: World) -> None:
    nederlek_can_provide(world)
    centre = another_hat(world.system, world.payer, Role.ADMINISTRATOR)
    move(world)
    for who, path in (
        (world.second.carla, "/bestuur/taken/"),
        (world.first.ad, "/wie-bel-ik/"),
        (centre, "/wie-bel-ik/"),
    ):
        (told,) = heard(world, who)
        assert told.subject == (
            "Declaraties van Vlist: van Servicecentrum K5 naar Nederlek op 27 november 2026"
        )
        assert told.body == (
            "Servicecentrum K5 maakt af wat daarvóór is ingediend en ziet daarna niets meer."
            " Tot die dag kan dit worden teruggenomen."
        )
        assert told.path == path
        (in_english,) = heard(world, who, "en")
        assert (
            in_english.subject
            == "Expense claims of Vlist: from Servicecentrum K5 to Nederlek on 27 November 2026"
        )
    for other in (world.second.ad, world.first.carla, world.second.jan, world.clerk):
        assert heard(world, other) == [], other.person_name


@pytest.mark.parametrize(("finishes_open", "reads_earlier"), ARRANGEMENTS)
def test_each_arrangement_is_told_in_its_own_words(
    world: World, finishes_open: bool, reads_earlier: bool
) -> None:
    nederlek_can_provide(world)
    move(world, finishes_open=finishes_open, reads_earlier=reads_earlier)
    (told,) = heard(world, world.second.carla, "en")
    assert ("finishes what was handed in before" in told.body) == finishes_open
    assert ("goes on reading what it finished" in told.body) == reads_earlier


def test_what_is_taken_back_is_told_to_the_same_people(world: World) -> None:
    nederlek_can_provide(world)
    centre = another_hat(world.system, world.payer, Role.ADMINISTRATOR)
    move(world)
    organisations.take_back_move(
        actor=world.second.ad,
        organisation=world.second.id,
        task=Task.EXPENSE_CLAIMS,
        at=world.at + timedelta(hours=1),
    )
    for who in (world.second.carla, world.first.ad, centre):
        told = heard(world, who)
        assert len(told) == 2
        (last,) = (each for each in told if "blijft" in each.subject)
        assert last.subject == "Declaraties van Vlist: blijft bij Servicecentrum K5"
        assert last.body == "Het is teruggenomen: de taak gaat op 27 november 2026 niet over naar Nederlek."


def test_a_controller_who_is_the_administrator_too_is_not_told_of_their_own_proposal(world: World) -> None:
    nederlek_can_provide(world)
    another_hat(world.system, world.second.ad, Role.CONTROLLER)
    propose(world)
    assert heard(world, world.second.ad) == []
    assert len(heard(world, world.second.carla)) == 1


def propose(world: World) -> UUID:
    """The administrator of the second municipality proposes to let its claims go to the first on Friday."""
    return organisations.propose_move(
        actor=world.second.ad,
        organisation=world.second.id,
        task=Task.EXPENSE_CLAIMS,
        provider=world.first.id,
        since=FRIDAY,
        finishes_open=True,
        reads_earlier=False,
        at=world.at,
    )


def test_nobody_lets_a_task_go_over_alone(world: World) -> None:
    nederlek_can_provide(world)
    second = world.second
    before = organisations.provisions_of(actor=world.system, organisation=second.id)
    with pytest.raises(Refused, match="Nobody lets a task go over alone"):
        organisations.move_task(
            actor=second.ad,
            organisation=second.id,
            task=Task.EXPENSE_CLAIMS,
            provider=world.first.id,
            since=FRIDAY,
            finishes_open=True,
            reads_earlier=True,
            at=world.at,
        )
    proposal = propose(world)
    with pytest.raises(Refused, match="waits for a controller already"):
        propose(world)
    both = another_hat(world.system, second.ad, Role.CONTROLLER)
    for who, why in ((second.ad, "another role"), (both, "their own proposal")):
        with pytest.raises(Refused, match=why):
            organisations.TASK_MOVES.confirm(actor=who, which=proposal, at=world.at)
    for outsider in (world.first.carla, world.contract_manager):
        with pytest.raises((NotFound, Refused)):
            organisations.TASK_MOVES.confirm(actor=outsider, which=proposal, at=world.at)
    assert organisations.provisions_of(actor=world.system, organisation=second.id) == before
    organisations.TASK_MOVES.confirm(actor=second.carla, which=proposal, at=world.at)
    now, earlier = organisations.provisions_of(
        actor=world.system, organisation=second.id, task=Task.EXPENSE_CLAIMS
    )
    assert (now.provider_name, now.since) == ("Nederlek", FRIDAY)
    assert (earlier.until, earlier.finishes_open, earlier.reads_earlier) == (FRIDAY, True, False)
    with pytest.raises(Refused, match="decided already"):
        organisations.TASK_MOVES.confirm(actor=second.carla, which=proposal, at=world.at)
    organisations.take_back_move(
        actor=second.carla, organisation=second.id, task=Task.EXPENSE_CLAIMS, at=world.at
    )
    assert organisations.provisions_of(actor=world.system, organisation=second.id) == before


def test_a_move_that_is_refused_or_withdrawn_does_not_happen(world: World) -> None:
    nederlek_can_provide(world)
    second = world.second
    before = organisations.provisions_of(actor=world.system, organisation=second.id)
    proposal = propose(world)
    (asked,) = heard(world, second.carla, "en")
    assert asked.subject.endswith("to Nederlek on 27 November 2026, once you confirm it")
    with pytest.raises(Refused, match="why not"):
        organisations.TASK_MOVES.refuse(actor=second.carla, which=proposal, reason=" ", at=world.at)
    organisations.TASK_MOVES.refuse(
        actor=second.carla, which=proposal, reason="Na de jaarrekening", at=world.at
    )
    (told,) = heard(world, second.ad, "en")
    assert told.subject == (
        "Expense claims of Vlist: stays with Servicecentrum K5, a controller refused the move"
    )
    assert told.body == "Na de jaarrekening"
    organisations.TASK_MOVES.withdraw(actor=second.ad, which=propose(world), at=world.at)
    assert organisations.provisions_of(actor=world.system, organisation=second.id) == before
    states = [each.state for each in organisations.move_proposals(actor=second.carla)]
    assert sorted(states) == ["refused", "withdrawn"]


def test_whoever_proposed_a_move_hears_that_it_was_confirmed(world: World) -> None:
    nederlek_can_provide(world)
    organisations.TASK_MOVES.confirm(actor=world.second.carla, which=propose(world), at=world.at)
    (told,) = heard(world, world.second.ad, "en")
    assert told.body == "A controller confirmed what you proposed. Until that day it can be taken back."


def test_a_move_whose_day_has_come_is_no_longer_confirmed(world: World) -> None:
    nederlek_can_provide(world)
    proposal = propose(world)
    with pytest.raises(Refused, match="later day"):
        organisations.TASK_MOVES.confirm(
            actor=world.second.carla, which=proposal, at=world.at + timedelta(days=4)
        )
