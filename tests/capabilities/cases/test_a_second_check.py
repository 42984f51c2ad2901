"""The second check by the rule of a service: which cases, by whom, what the requester sees meanwhile, and the term that goes on."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.cases.desk import STATEMENT, asked, controller_of, published, seen
from tests.world import MONDAY, World, employ

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.reckoning.checking import needs_second_check
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.kernel import Euro

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ALWAYS = replace(STATEMENT, second_check="always")
FROM_1000 = replace(STATEMENT, second_check="amount", second_check_from=1000)


@pytest.fixture
def service(world: World) -> UUID:
    return published(world, controller_of(world), ALWAYS)


def close(who: Actor, case: UUID, at: datetime = MONDAY + HOUR) -> cases.CaseState:
    return cases.close_case(actor=who, case=case, result=cases.Result.DONE, words="Verstuurd.", at=at)


def test_a_case_is_closed_by_a_colleague_who_did_not_work_on_it(world: World, service: UUID) -> None:
    anna, case = world.first.anna, asked(world.first.anna, service)
    assert close(world.clerk, case) is cases.CaseState.SECOND_CHECK
    view = seen(anna, case, MONDAY + 2 * HOUR)
    assert (view.state, view.result, view.proposal) == (cases.CaseState.SECOND_CHECK, None, None)
    assert "Verstuurd." not in str(view)
    assert view.closed_at is None
    at_desk = seen(world.kim, case)
    assert at_desk.proposal is not None
    assert (at_desk.proposal.words, at_desk.proposal.person_id) == ("Verstuurd.", world.clerk.person)
    assert {"check", "send_back"} <= at_desk.actions
    assert not {"take", "answer", "close", "put_back", "assign"} & at_desk.actions
    cases.check_case(actor=world.kim, case=case, at=MONDAY + DAY)
    view = seen(anna, case, MONDAY + 2 * DAY)
    assert (view.state, view.result, view.closed_at) == (
        cases.CaseState.CLOSED,
        cases.Result.DONE,
        MONDAY + DAY,
    )
    (closed,) = [each for each in view.timeline if each.act is cases.CaseAct.CLOSED]
    assert (closed.words, closed.person_id) == ("Verstuurd.", world.kim.person)


def test_nobody_checks_their_own_work(world: World, service: UUID) -> None:
    case = asked(world.first.anna, service)
    cases.answer_case(actor=world.kim, case=case, words="Ik kijk ernaar.", at=MONDAY)
    cases.assign_case(actor=world.kim, case=case, person=world.clerk.person, at=MONDAY)
    close(world.clerk, case)
    for who in (world.clerk, world.kim):
        with pytest.raises(cases.OwnWork):
            cases.check_case(actor=who, case=case, at=MONDAY + DAY)
        with pytest.raises(cases.OwnWork):
            cases.send_back_case(actor=who, case=case, words="Nee", at=MONDAY + DAY)
        assert isinstance(seen(who, case).why_not, cases.OwnWork)
        assert not {"check", "send_back"} & seen(who, case).actions
        with pytest.raises(Refused):
            close(who, case, MONDAY + DAY)
    (desk, *_) = organisations.units_of(actor=world.system, organisation=world.provider)
    third = employ(world.system, world.provider, desk.id, "Derk Derde", None, Role.SSC_CLERK)
    cases.check_case(actor=third, case=case, at=MONDAY + DAY)


def test_others_neither_check_nor_send_back(world: World, elsewhere: World, service: UUID) -> None:
    case = asked(world.first.anna, service)
    close(world.clerk, case)
    for who in (world.first.anna, world.first.jan, world.payer, world.contract_manager, elsewhere.kim):
        for act in (
            lambda who=who: cases.check_case(actor=who, case=case, at=MONDAY + DAY),
            lambda who=who: cases.send_back_case(actor=who, case=case, words="Nee", at=MONDAY + DAY),
        ):
            with pytest.raises((Refused, NotFound)):
                act()


def test_what_is_sent_back_is_worked_on_again_and_handed_in_anew(world: World, service: UUID) -> None:
    case = asked(world.first.anna, service)
    close(world.clerk, case)
    with pytest.raises(cases.NothingSaid):
        cases.send_back_case(actor=world.kim, case=case, words=" ", at=MONDAY + 2 * HOUR)
    cases.send_back_case(actor=world.kim, case=case, words="Loonstrook ontbreekt", at=MONDAY + 2 * HOUR)
    view = seen(world.clerk, case, MONDAY + 3 * HOUR)
    assert (view.state, view.taken_by, view.proposal) == (
        cases.CaseState.IN_PROGRESS,
        world.clerk.person,
        None,
    )
    assert "Loonstrook" not in str(seen(world.first.anna, case).timeline)
    with pytest.raises(cases.NotPossibleNow):
        cases.check_case(actor=world.kim, case=case, at=MONDAY + 3 * HOUR)
    close(world.clerk, case, MONDAY + 4 * HOUR)
    cases.check_case(actor=world.kim, case=case, at=MONDAY + 5 * HOUR)


def test_the_term_goes_on_while_the_centre_checks(world: World, service: UUID) -> None:
    case = asked(world.first.anna, service)
    cases.ask_requester(actor=world.clerk, case=case, question="Welke bank?", at=MONDAY + HOUR)
    close(world.clerk, case, MONDAY + 2 * HOUR)
    clock = seen(world.clerk, case, MONDAY + 10 * DAY).clock
    assert clock is not None
    assert clock.is_running
    assert clock.is_late
    (row,) = cases.desk_cases(
        actor=world.clerk, narrow=cases.CaseFilter(state="second_check"), at=MONDAY + DAY
    ).rows
    assert row.id == case
    (count,) = cases.desk_case_counts(actor=world.clerk, at=MONDAY + DAY)
    assert (count.open, count.to_check, count.waiting) == (1, 1, 0)
    cases.write_message(actor=world.first.anna, case=case, words="De BNG.", at=MONDAY + DAY)
    assert seen(world.kim, case).state is cases.CaseState.SECOND_CHECK
    cases.withdraw_case(actor=world.first.anna, case=case, at=MONDAY + DAY)
    assert seen(world.first.anna, case).state is cases.CaseState.WITHDRAWN


def test_from_an_amount_on_and_below_it_not(world: World) -> None:
    service = published(world, controller_of(world), FROM_1000)
    states = []
    for amount in ("999,99", "1.000,00"):
        case = asked(world.first.anna, service, kind="mortgage", amount=amount)
        states.append(close(world.clerk, case))
    states.append(close(world.clerk, asked(world.first.anna, service)))
    assert states == [cases.CaseState.CLOSED, cases.CaseState.SECOND_CHECK, cases.CaseState.CLOSED]


def test_the_rule_is_that_of_the_version_of_the_day(world: World, service: UUID) -> None:
    """What came in under a rule is checked, also when the next version has none."""
    case = asked(world.first.anna, service)
    draft = catalogue.write_next_version(actor=world.contract_manager, service=service, at=MONDAY)
    catalogue.change_draft(actor=world.contract_manager, version=draft, content=STATEMENT, at=MONDAY)
    assert close(world.clerk, case) is cases.CaseState.SECOND_CHECK


AMOUNTS = st.integers(0, 10**9).map(Euro)


@given(st.integers(1, 100), st.uuids(), AMOUNTS)
def test_a_sample_is_the_same_for_a_case_whenever_it_is_asked(share: int, case: UUID, amount: Euro) -> None:
    rule = replace(STATEMENT, second_check="sample", second_check_share=share)
    once = needs_second_check(rule, {"amount": amount}, case)
    assert needs_second_check(rule, {}, case) == once
    assert needs_second_check(replace(rule, second_check_share=100), {}, case)
    assert once <= needs_second_check(replace(rule, second_check_share=min(100, share + 1)), {}, case)
    assert not needs_second_check(STATEMENT, {"amount": amount}, case)


def test_about_a_quarter_of_many_is_drawn() -> None:
    rule = replace(STATEMENT, second_check="sample", second_check_share=25)
    drawn = sum(needs_second_check(rule, {}, uuid.UUID(int=n)) for n in range(4000))
    assert 900 < drawn < 1100


@given(AMOUNTS, AMOUNTS)
def test_the_largest_amount_counts_also_within_a_table(one: Euro, other: Euro) -> None:
    answers = {"a": one, "lines": ({"b": other, "c": Decimal(9)}, {"d": "text"})}
    assert needs_second_check(FROM_1000, answers, uuid.UUID(int=1)) == (max(one, other) >= Euro(100_000))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"second_check": "sometimes"}, "second_check"),
        ({"second_check": "amount"}, "second_check_from"),
        ({"second_check": "amount", "second_check_from": 10, "form": catalogue.Form()}, "second_check"),
        ({"second_check": "sample"}, "second_check_share"),
        ({"second_check": "sample", "second_check_share": 101}, "second_check_share"),
    ],
)
def test_a_rule_that_cannot_be_applied_is_refused(change: dict[str, object], place: str) -> None:
    (finding,) = catalogue.check_content(replace(STATEMENT, **change))  # type: ignore[arg-type]
    assert finding.place == place
    assert catalogue.check_content(replace(STATEMENT, name=Words("Anders"))) == ()
