"""Cases that were dealt with elsewhere come in at once, and are then what the same acts one by one make of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.capabilities.cases.desk import STATEMENT, controller_of, published
from tests.world import MONDAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.api import CaseAct, PastCase, PastEvent
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role

DAY = timedelta(days=1)
LATER = MONDAY + 20 * DAY
SAID = "Graag met loonstrook."


@pytest.fixture
def statement(world: World) -> UUID:
    """An employer's statement, to be delivered in three working days."""
    return published(world, controller_of(world), STATEMENT)


def told(act: CaseAct, at: datetime, who: Actor, words: str = "", **more: object) -> PastEvent:
    """Something that somebody did."""
    return PastEvent(act, at, who.person, who.person_name, who.role, words, **more)  # type: ignore[arg-type]


def history(world: World, service: UUID, key: str = "a", since: datetime = MONDAY) -> PastCase:
    """Sent, taken, waited for, answered, handed on, closed, opened again and closed."""
    anna, clerk = world.first.anna, world.clerk
    return PastCase(
        requester=anna.person,
        service=service,
        channel=cases.Channel.PORTAL,
        question=cases.Question("Verklaring voor de bank", SAID, {"kind": "work"}),
        key=key,
        events=(
            told(CaseAct.RECEIVED, since, anna),
            told(CaseAct.TAKEN, since + DAY / 24, clerk),
            told(CaseAct.WAITS_FOR_CUSTOMER, since + DAY / 12, clerk, "Voor welke bank?"),
            told(CaseAct.MESSAGE, since + 2 * DAY, anna, "De rabobank."),
            told(CaseAct.RESUMED, since + 2 * DAY + timedelta(seconds=1), anna),
            told(CaseAct.NOTE, since + 2.1 * DAY, clerk, "Kwikzilver."),
            told(CaseAct.CLOSED, since + 3 * DAY, clerk, "Verstuurd.", result=cases.Result.DONE),
            told(CaseAct.REOPENED, since + 4 * DAY, anna, "Er staat een fout in."),
            told(CaseAct.CLOSED, since + 7 * DAY, clerk, "Hersteld.", result=cases.Result.DONE),
        ),
    )


def customer(world: World) -> Actor:
    """The platform at the customer."""
    return Actor.system(world.first.id, cooperations=[world.cooperation])


def one_by_one(world: World, service: UUID) -> UUID:
    """The same, by the doors that people use."""
    anna, clerk, at = world.first.anna, world.clerk, MONDAY
    question = cases.Question("Verklaring voor de bank", SAID, {"kind": "work"})
    case = cases.open_case(actor=anna, service=service, question=question, key="b", at=at)
    cases.take_case(actor=clerk, case=case, at=at + DAY / 24)
    cases.ask_requester(actor=clerk, case=case, question="Voor welke bank?", at=at + DAY / 12)
    cases.write_message(actor=anna, case=case, words="De rabobank.", at=at + 2 * DAY)
    cases.note_for_colleagues(actor=clerk, case=case, words="Kwikzilver.", at=at + 2.1 * DAY)
    done = cases.Result.DONE
    cases.close_case(actor=clerk, case=case, result=done, words="Verstuurd.", at=at + 3 * DAY)
    cases.reopen_case(actor=anna, case=case, words="Er staat een fout in.", at=at + 4 * DAY)
    cases.close_case(actor=clerk, case=case, result=done, words="Hersteld.", at=at + 7 * DAY)
    return case


def test_a_case_that_is_brought_in_is_what_its_acts_make_of_it(world: World, statement: UUID) -> None:
    (brought,) = cases.bring_in_cases(actor=customer(world), cases=[history(world, statement)], at=LATER)
    made = one_by_one(world, statement)
    for who in (world.first.anna, world.clerk):
        here, there = (cases.case_view(actor=who, case=each, at=LATER) for each in (brought, made))
        assert (here.state, here.result, here.closed_at) == (there.state, there.result, there.closed_at)
        assert here.clock is not None
        assert there.clock is not None
        assert (here.clock.is_late, here.clock.due_day) == (there.clock.is_late, there.clock.due_day)
        assert [(e.act, e.words, e.person_name, dict(e.details)) for e in here.timeline] == [
            (e.act, e.words, e.person_name, dict(e.details)) for e in there.timeline
        ]
    assert {here.number, there.number} == {"Z2026-000001", "Z2026-000002"}
    lines = [trail_of(actor=world.first.anna, subject=each) for each in (brought, made)]
    assert [(e.action, e.person_id, e.role) for e in lines[0]] == [
        (e.action, e.person_id, e.role) for e in lines[1]
    ]
    assert {each.details["source"] for each in lines[0]} == {"brought_in"}
    assert all("source" not in each.details for each in lines[1])


def test_it_is_found_by_its_words_and_nobody_is_told(world: World, statement: UUID) -> None:
    (case,) = cases.bring_in_cases(actor=customer(world), cases=[history(world, statement)], at=LATER)
    deliver_waiting(world.first.id)
    assert not inbox_of(actor=world.first.anna)
    assert [each.id for each in cases.cases_found(actor=world.first.anna, text="rabobank", at=LATER)] == [
        case
    ]
    assert [each.id for each in cases.cases_found(actor=world.clerk, text="kwikzilver", at=LATER)] == [case]
    assert not cases.cases_found(actor=world.first.anna, text="kwikzilver", at=LATER)


def test_what_is_open_stands_in_the_queue_by_its_term(world: World, statement: UUID) -> None:
    whole = history(world, statement)
    case = replace(whole, events=whole.events[:2])
    (id_,) = cases.bring_in_cases(actor=customer(world), cases=[case], at=MONDAY + DAY)
    (row,) = cases.desk_cases(actor=world.clerk, narrow=cases.CaseFilter(), at=MONDAY + DAY).rows
    assert (row.id, row.taken_by_name) == (id_, world.clerk.person_name)
    cases.ask_requester(actor=world.clerk, case=id_, question="Welke bank?", at=MONDAY + DAY)


def test_the_same_key_comes_in_once_and_a_mark_is_nobodys(world: World, statement: UUID) -> None:
    marked = [replace(history(world, statement, key), mark=8, remark="Prima") for key in "abcde"]
    first = cases.bring_in_cases(actor=customer(world), cases=marked, at=LATER)
    assert cases.bring_in_cases(actor=customer(world), cases=marked, at=LATER) == first
    with pytest.raises(cases.AlreadyRated):
        cases.rate_case(actor=world.first.anna, case=first[0], mark=9, at=LATER)


def test_a_hundred_take_as_many_statements_as_one(world: World, statement: UUID) -> None:
    counts = []
    for number, many in ((0, 1), (1, 100)):
        batch = [history(world, statement, f"{number}-{each}") for each in range(many)]
        with CaptureQueriesContext(connection) as captured:
            cases.bring_in_cases(actor=customer(world), cases=batch, at=LATER)
        counts.append(len(captured))
    assert counts[1] <= counts[0] + 15  # what is many is laid down beside the table first


def refused(world: World, batch: Sequence[PastCase]) -> list[str]:
    """Where something is wrong."""
    with pytest.raises(cases.CasesNotSound) as error:
        cases.bring_in_cases(actor=customer(world), cases=batch, at=LATER)
    return [each.place for each in error.value.findings]


def test_what_cannot_have_been_is_told_by_case(world: World, statement: UUID) -> None:
    good = history(world, statement)
    received, *others = good.events
    wrong = [
        replace(good, key="1", events=()),
        replace(good, key="2", events=(received, received)),
        replace(good, key="3", events=(received, others[3])),
        replace(good, key="4", events=(received, replace(others[0], at=LATER + DAY))),
        replace(good, key="5", events=(received, replace(others[0], act=CaseAct.COMPLAINED))),
        replace(good, key="6", events=(received, replace(others[1], words=" "))),
        replace(good, key="7", events=(received, replace(others[5], result=None))),
        replace(good, key="8", requester=world.clerk.person),
        replace(good, key="9", mark=11),
        replace(good, key="10", service=world.provider),
        replace(good, key="11", question=cases.Question("", "x", {"kind": "work"})),
        replace(good, key="12", question=cases.Question("x", "x", {"kind": "war"})),
        replace(good, key="13", events=(replace(received, role=Role.SSC_CLERK),)),
    ]
    assert {each.split(".")[0] for each in refused(world, [*wrong, good])} == {
        str(number) for number in range(13)
    }
    assert refused(world, [good, good]) == ["1"]
    early = history(world, statement, since=MONDAY - 90 * DAY)
    assert refused(world, [early]) == ["0"]


def test_people_do_not_bring_in(world: World, statement: UUID) -> None:
    for who in (world.first.anna, world.clerk, world.contract_manager):
        with pytest.raises(Refused):
            cases.bring_in_cases(actor=who, cases=[history(world, statement)], at=LATER)
