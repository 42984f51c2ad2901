"""A request from the form to its result: who sees it, who works on it, what happens to it, and what is refused."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.cases.desk import ADVICE, STATEMENT, asked, controller_of, published, seen
from tests.world import MONDAY, TODAY, World, employ

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.models import Case, CaseEvent
from bodemplaat.capabilities.cases.queries.own import OWN
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.notices import api as notices
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, UnguardedQuery, entered
from bodemplaat.kernel import Euro, IllegalMove

HOUR = timedelta(hours=1)
MOST_STATEMENTS = 20


@pytest.fixture
def service(world: World) -> UUID:
    return published(world, controller_of(world))


def test_a_request_goes_from_form_to_result_and_its_requester_follows_it(world: World, service: UUID) -> None:
    anna, clerk = world.first.anna, world.clerk
    case = asked(anna, service, kind="mortgage", amount="1.234,50", for_whom=str(anna.person))
    view = seen(anna, case)
    assert view.number == "Z2026-000001"
    assert view.state is cases.CaseState.RECEIVED
    assert view.answers == {"kind": "mortgage", "amount": Euro(123450), "for_whom": str(anna.person)}
    assert view.people[str(anna.person)] == anna.person_name
    assert view.actions == {"message", "withdraw", "document", "complain"}
    assert view.clock is not None
    assert view.clock.due_day.isoformat() == "2026-11-26"

    cases.take_case(actor=clerk, case=case, at=MONDAY + HOUR)
    assert seen(anna, case).state is cases.CaseState.IN_PROGRESS
    cases.ask_requester(actor=clerk, case=case, question="Welke bank?", at=MONDAY + 2 * HOUR)
    assert seen(anna, case).state is cases.CaseState.WAITS_FOR_CUSTOMER
    cases.write_message(actor=anna, case=case, words="De BNG.", at=MONDAY + 3 * HOUR)
    assert seen(anna, case).state is cases.CaseState.IN_PROGRESS
    cases.wait_for_third(actor=clerk, case=case, words="Salarisbureau", at=MONDAY + 4 * HOUR)
    cases.resume_case(actor=clerk, case=case, at=MONDAY + 5 * HOUR)
    cases.answer_case(actor=clerk, case=case, words="Hij komt vandaag.", at=MONDAY + 5 * HOUR)
    cases.close_case(
        actor=clerk, case=case, result=cases.Result.DONE, words="Verstuurd.", at=MONDAY + 6 * HOUR
    )
    view = seen(anna, case, MONDAY + 7 * HOUR)
    assert (view.state, view.result) == (cases.CaseState.CLOSED, cases.Result.DONE)
    assert view.actions == {"reopen", "complain", "rate"}
    assert [each.act for each in view.timeline] == [
        cases.CaseAct.RECEIVED,
        cases.CaseAct.TAKEN,
        cases.CaseAct.WAITS_FOR_CUSTOMER,
        cases.CaseAct.MESSAGE,
        cases.CaseAct.RESUMED,
        cases.CaseAct.WAITS_FOR_THIRD,
        cases.CaseAct.RESUMED,
        cases.CaseAct.ANSWERED,
        cases.CaseAct.CLOSED,
    ]


def test_what_is_missing_is_said_all_at_once_and_nothing_is_stored(world: World, service: UUID) -> None:
    with pytest.raises(cases.CaseNotReady) as refusal:
        cases.open_case(
            actor=world.first.anna,
            service=service,
            question=cases.Question(" ", "", {"kind": "mortgage", "amount": "veel"}),
            key="k",
            at=MONDAY,
        )
    assert {each.place for each in refusal.value.findings} == {"subject", "amount"}
    assert cases.my_cases(actor=world.first.anna, at=MONDAY) == ()


def test_a_service_without_a_form_asks_for_words(world: World) -> None:
    service = published(world, controller_of(world), ADVICE, "SP01")
    with pytest.raises(cases.CaseNotReady) as refusal:
        cases.open_case(
            actor=world.first.anna, service=service, question=cases.Question("Verlof"), key="k", at=MONDAY
        )
    assert [each.place for each in refusal.value.findings] == ["words"]


def test_sent_twice_is_one_case(world: World, service: UUID) -> None:
    question = cases.Question("Verklaring", "", {"kind": "work"})
    one, two = (
        cases.open_case(actor=world.first.anna, service=service, question=question, key="same", at=MONDAY)
        for _ in range(2)
    )
    assert one == two
    assert len(cases.my_cases(actor=world.first.anna, at=MONDAY)) == 1


def test_numbers_are_the_providers_own_whoever_asks(world: World, service: UUID) -> None:
    numbers = [
        seen(who, asked(who, service)).number
        for who in (world.first.anna, world.second.anna, world.first.bert)
    ]
    assert numbers == ["Z2026-000001", "Z2026-000002", "Z2026-000003"]


def test_the_desk_writes_down_what_came_by_telephone(world: World, service: UUID) -> None:
    case = cases.write_down_case(
        actor=world.clerk,
        requester=world.first.anna.person,
        service=service,
        channel=cases.Channel.TELEPHONE,
        question=cases.Question("Verklaring", "Belde erover", {"kind": "work"}),
        received_at=MONDAY,
        key="k",
        at=MONDAY + timedelta(days=3),
    )
    view = seen(world.first.anna, case, MONDAY + timedelta(days=3))
    assert (view.channel, view.requester_id) == (cases.Channel.TELEPHONE, world.first.anna.person)
    assert view.received_at == MONDAY
    assert view.is_own


def test_only_a_clerk_writes_down_and_never_for_themselves_or_for_tomorrow(
    world: World, service: UUID
) -> None:
    def write(who: Actor, requester: UUID, received: timedelta = timedelta(0)) -> None:
        cases.write_down_case(
            actor=who,
            requester=requester,
            service=service,
            channel=cases.Channel.POST,
            question=cases.Question("Verklaring", "", {"kind": "work"}),
            received_at=MONDAY + received,
            key="k",
            at=MONDAY,
        )

    with pytest.raises(cases.NotOfTheDesk):
        write(world.first.anna, world.first.bert.person)
    with pytest.raises(cases.NotYourOwnCase):
        write(world.clerk, world.clerk.person)
    with pytest.raises(Refused):
        write(world.clerk, world.first.anna.person, timedelta(days=1))
    with pytest.raises(NotFound):
        write(world.clerk, uuid.uuid4())


def test_nobody_else_opens_it_and_another_cooperation_knows_nothing(
    world: World, elsewhere: World, service: UUID
) -> None:
    case = asked(world.first.anna, service)
    others = (
        world.first.bert, world.first.jan, world.first.carla, world.second.anna, world.payer, elsewhere.clerk,
        elsewhere.first.anna,
    )  # fmt: skip
    for who in others:
        with pytest.raises(NotFound):
            seen(who, case)
    with pytest.raises(NotFound):
        asked(elsewhere.first.anna, service)


def test_a_note_for_colleagues_never_reaches_who_asked(world: World, service: UUID) -> None:
    case = asked(world.first.anna, service)
    cases.note_for_colleagues(actor=world.clerk, case=case, words="Belt vaak.", at=MONDAY)
    cases.hand_to_line(actor=world.clerk, case=case, line=2, words="Lastig geval.", at=MONDAY)
    said = str(seen(world.first.anna, case).timeline)
    assert "Belt vaak." not in said
    assert "Lastig geval." not in said
    assert "Belt vaak." in str(seen(world.kim, case).timeline)
    with entered(world.first.anna):
        facts = [str(f) for part in OWN for f in part.rows(world.first.anna, world.first.anna.person)]
    assert facts
    assert not any("Belt vaak." in each for each in facts)


def test_a_clerk_who_asked_it_in_another_job_reads_no_notes_about_it(world: World, service: UUID) -> None:
    anna = world.first.anna
    (desk, *_) = organisations.units_of(actor=world.system, organisation=world.provider)
    at_desk = employ(
        world.system, world.provider, desk.id, anna.person_name, None, Role.SSC_CLERK, anna.user_id
    )
    case = asked(anna, service)
    cases.note_for_colleagues(actor=world.clerk, case=case, words="Belt vaak.", at=MONDAY)
    cases.take_case(actor=world.clerk, case=case, at=MONDAY)
    cases.set_task(
        actor=world.clerk, case=case, what="Bel terug.", person=world.kim.person, until=TODAY, at=MONDAY
    )
    view = seen(at_desk, case)
    assert "Belt vaak." not in str(view.timeline)
    assert (view.tasks, view.taken_by_name, view.actions) == ((), "", frozenset())
    assert isinstance(view.why_not, cases.NotYourOwnCase)


def test_a_colleague_keeps_off_what_is_taken_and_is_told_who_has_it(world: World, service: UUID) -> None:
    case = asked(world.first.anna, service)
    cases.take_case(actor=world.clerk, case=case, at=MONDAY)
    with pytest.raises(cases.WithColleague) as refusal:
        cases.answer_case(actor=world.kim, case=case, words="Ja", at=MONDAY)
    assert world.clerk.person_name in str(refusal.value)
    assert "answer" not in seen(world.kim, case).actions
    cases.assign_case(actor=world.kim, case=case, person=world.kim.person, at=MONDAY)
    cases.answer_case(actor=world.kim, case=case, words="Ja", at=MONDAY)
    with pytest.raises(Refused):
        cases.assign_case(actor=world.kim, case=case, person=world.payer.person, at=MONDAY)
    for who in (world.first.anna, world.payer, world.first.carla):
        with pytest.raises((Refused, NotFound)):
            cases.take_case(actor=who, case=case, at=MONDAY)


def test_what_is_over_stays_over_until_it_is_opened_again(world: World, service: UUID) -> None:
    anna, clerk = world.first.anna, world.clerk
    case = asked(anna, service)
    cases.withdraw_case(actor=anna, case=case, at=MONDAY)
    with pytest.raises(cases.NotPossibleNow):
        cases.take_case(actor=clerk, case=case, at=MONDAY)
    with pytest.raises(cases.NotPossibleNow):
        cases.reopen_case(actor=anna, case=case, words="Toch", at=MONDAY)
    other = asked(anna, service)
    cases.close_case(actor=clerk, case=other, result=cases.Result.DONE, words="Klaar", at=MONDAY)
    cases.reopen_case(actor=anna, case=other, words="Er staat een fout in.", at=MONDAY + HOUR)
    assert seen(anna, other).state is cases.CaseState.REOPENED
    cases.close_case(actor=clerk, case=other, result=cases.Result.DONE, words="Klaar", at=MONDAY + 2 * HOUR)
    with pytest.raises(Refused):
        cases.reopen_case(actor=anna, case=other, words="Toch niet", at=MONDAY + timedelta(days=31))
    with pytest.raises(cases.NothingSaid):
        cases.reopen_case(actor=clerk, case=other, words=" ", at=MONDAY)


def test_a_service_with_pages_of_its_own_is_not_asked_for_here(world: World) -> None:
    content = catalogue.Content(name=STATEMENT.name, process="per-8B", case_type="expense-claims")
    service = published(world, controller_of(world), content, "SP10")
    with pytest.raises(cases.OwnPages):
        asked(world.first.anna, service)
    assert cases.services_to_ask_for(actor=world.first.anna, customer=world.first.id, on=MONDAY.date()) == ()


def test_whoever_asked_hears_of_it_and_so_does_a_colleague(world: World, service: UUID) -> None:
    case = asked(world.first.anna, service)
    cases.assign_case(actor=world.clerk, case=case, person=world.kim.person, at=MONDAY)
    cases.ask_requester(actor=world.kim, case=case, question="Welke bank?", at=MONDAY)
    deliver_waiting(world.first.id)
    deliver_waiting(world.provider)
    anna = [each.subject for each in notices.inbox_of(actor=world.first.anna)]
    assert len(anna) == 2
    assert all("Z2026-000001" in each or "{number}" in each for each in anna)
    assert len(notices.inbox_of(actor=world.kim)) == 1


def test_what_happened_is_never_changed(world: World, service: UUID) -> None:
    case = asked(world.first.anna, service)
    with entered(world.clerk):
        for act in (
            lambda: CaseEvent.records.of(world.clerk).filter(case=case).update(words="anders"),
            lambda: CaseEvent.records.of(world.clerk).filter(case=case).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()


def test_the_kept_state_is_what_the_events_make_of_it(world: World, service: UUID) -> None:
    case = asked(world.first.anna, service)
    acts = (
        lambda: cases.take_case(actor=world.clerk, case=case, at=MONDAY),
        lambda: cases.wait_for_third(actor=world.clerk, case=case, words="bank", at=MONDAY),
        lambda: cases.hand_to_line(actor=world.clerk, case=case, line=3, words="expert", at=MONDAY),
        lambda: cases.resume_case(actor=world.clerk, case=case, at=MONDAY),
        lambda: cases.put_back_case(actor=world.clerk, case=case, at=MONDAY),
        lambda: cases.close_case(
            actor=world.clerk, case=case, result=cases.Result.REFUSED, words="nee", at=MONDAY
        ),
        lambda: cases.reopen_case(actor=world.clerk, case=case, words="toch", at=MONDAY),
    )
    for act in acts:
        act()
        view = seen(world.clerk, case)
        assert view.state is cases.state_of(each.act for each in view.timeline)


@given(st.lists(st.sampled_from(sorted(cases.CaseAct)), max_size=12))
def test_no_order_of_acts_leaves_the_lifecycle(acts: list[cases.CaseAct]) -> None:
    """Whatever is tried: the state is one of those named, and what ended is left by opening it again or taking it apart alone."""
    ways_back = {
        (cases.CaseState.CLOSED, cases.CaseAct.REOPENED),
        (cases.CaseState.MERGED, cases.CaseAct.UNMERGED),
    }
    done: list[cases.CaseAct] = []
    for act in acts:
        before = cases.state_of(done)
        try:
            after = cases.state_of([*done, act])
        except IllegalMove:
            continue
        done.append(act)
        if before not in cases.OPEN and after is not before:
            assert (before, act) in ways_back


def test_each_command_asks_the_database_a_small_fixed_number_of_times(world: World, service: UUID) -> None:
    anna, clerk = world.first.anna, world.clerk
    asked(world.first.bert, service)
    counts: dict[str, int] = {}

    def counted(name: str, act: Callable[[], Any]) -> Any:
        with CaptureQueriesContext(connection) as statements:
            answer = act()
        counts[name] = len(statements) - 1  # the key is turned back, because the test's transaction goes on
        return answer

    case = counted("open", lambda: asked(anna, service))
    person = str(world.first.bert.person)
    counted(
        "open with all that is asked",
        lambda: asked(anna, service, kind="mortgage", amount="12,50", for_whom=person, wanted=str(TODAY)),
    )
    counted(
        "write down",
        lambda: cases.write_down_case(
            actor=clerk,
            requester=anna.person,
            service=service,
            channel=cases.Channel.TELEPHONE,
            question=cases.Question("Verklaring", "Belde erover", {"kind": "work"}),
            key="telephone",
            at=MONDAY,
        ),
    )
    for name, act in {
        "take": lambda: cases.take_case(actor=clerk, case=case, at=MONDAY),
        "ask": lambda: cases.ask_requester(actor=clerk, case=case, question="?", at=MONDAY),
        "message": lambda: cases.write_message(actor=anna, case=case, words="!", at=MONDAY),
        "wait": lambda: cases.wait_for_third(actor=clerk, case=case, words="wie", at=MONDAY),
        "resume": lambda: cases.resume_case(actor=clerk, case=case, at=MONDAY),
        "answer": lambda: cases.answer_case(actor=clerk, case=case, words="ja", at=MONDAY),
        "other line": lambda: cases.hand_to_line(actor=clerk, case=case, line=2, words="zo", at=MONDAY),
        "close": lambda: cases.close_case(
            actor=clerk, case=case, result=cases.Result.DONE, words="klaar", at=MONDAY
        ),
        "reopen": lambda: cases.reopen_case(actor=anna, case=case, words="nee", at=MONDAY),
    }.items():
        counted(name, act)
    assert {name: count for name, count in counts.items() if count > MOST_STATEMENTS} == {}


def test_the_lists_cost_the_same_however_long_they_are(world: World, service: UUID) -> None:
    def counts() -> list[int]:
        taken = []
        for act in (
            lambda: cases.my_cases(actor=world.first.anna, at=MONDAY),
            lambda: cases.desk_cases(actor=world.clerk, narrow=cases.CaseFilter(), at=MONDAY),
            lambda: cases.desk_case_counts(actor=world.clerk, at=MONDAY),
        ):
            with CaptureQueriesContext(connection) as statements:
                act()
            taken.append(len(statements))
        return taken

    cases.take_case(actor=world.clerk, case=asked(world.first.anna, service), at=MONDAY)
    before = counts()
    controller = controller_of(world, "Tom Bos")
    others = [published(world, controller, code=f"SP9{n}") for n in range(3)]
    for each in (service, *others):
        for who in (world.first.anna, world.first.anna, world.second.anna, world.first.bert):
            cases.take_case(actor=world.clerk, case=asked(who, each), at=MONDAY)
    assert len(cases.my_cases(actor=world.first.anna, at=MONDAY)) == 9
    assert counts() == before


def test_every_table_of_cases_is_guarded(world: World) -> None:
    with pytest.raises(UnguardedQuery):
        Case.records.all()
