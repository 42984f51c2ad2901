"""Of two providers that each have a desk of one customer neither sees a case of the other, by whichever way it asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine
from tests.capabilities.cases.desk import ADVICE, controller_of, published, seen
from tests.capabilities.cases.two_desks import two_desks
from tests.capabilities.mailbox.letters import BASE, DESK, email_of, letter, taken
from tests.pages import signing_in
from tests.scenarios.test_who_provides_what import (
    FRIDAY,
    ON_FRIDAY,
    as_on,
    behind_the_second_lock,
    staff,
)
from tests.world import World, receipt

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.models import CaseDocument, CaseEvent
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.connectors.rest.reach import actor_in_name_of
from bodemplaat.foundation.contacts import api as contacts
from bodemplaat.foundation.documents.api import inspect
from bodemplaat.foundation.organisations.api import DESKS, Task, customers_of_tasks
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, entered
from bodemplaat.kernel import Period

HOUR = timedelta(hours=1)
LATER = ON_FRIDAY + HOUR
PAGE = "/balie/zaken/nieuw/"
QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1))


@dataclass
class Side:
    """One of the two providers: its staff, and the case that it handles of the customer of both."""

    clerk: Actor
    manager: Actor
    case: UUID
    services: dict[str, UUID]


@pytest.fixture
def sides(world: World) -> tuple[Side, Side]:
    """The service centre with the desk, and the first municipality with that of ICT; each with a case, a file and a complaint."""
    services = two_desks(world)
    anna = as_on(world.second.anna, FRIDAY)
    found = []
    for name in ("personnel", "ict"):
        case = cases.open_case(
            actor=anna,
            service=services[name],
            question=cases.Question(f"Vraag over {name}", f"Woord{name}", {"kind": "work"}),
            files=[("", inspect("brief.jpg", receipt()))],
            key=name,
            at=ON_FRIDAY,
        )
        cases.complain_about_case(actor=anna, case=case, words="Te traag.", at=ON_FRIDAY)
        found.append(case)
    return (
        Side(as_on(world.clerk, FRIDAY), as_on(world.contract_manager, FRIDAY), found[0], services),
        Side(
            staff(world, "Nel Clerk", Role.SSC_CLERK),
            staff(world, "Nan Contract", Role.CONTRACT_MANAGER),
            found[1],
            services,
        ),
    )


def opened(side: Side, case: UUID) -> bool:
    try:
        seen(side.clerk, case, LATER)
    except NotFound:
        return False
    return True


def listed(side: Side) -> set[UUID]:
    page = cases.desk_cases(actor=side.clerk, narrow=cases.CaseFilter(), count=25, at=LATER)
    return {each.id for each in page.rows}


def searched(side: Side) -> set[UUID]:
    return {each.id for each in cases.cases_found(actor=side.clerk, text="Vraag over", at=LATER)}


def complained(side: Side) -> set[UUID]:
    return {each.case for each in cases.complaints_about_cases(actor=side.manager, at=LATER)}


def told_to_systems(side: Side) -> set[UUID]:
    actor = actor_in_name_of(side.clerk.organisation_id, "Koppeling", LATER)
    rows, _ = cases.case_outlines(
        actor=actor, narrow=cases.OutlineFilter(is_handled=True), count=25, at=LATER
    )
    return {each.id for each in rows}


def in_events(side: Side) -> set[UUID]:
    with entered(side.manager):
        rows = CaseEvent.records.of(side.manager).filter(organisation_id=side.manager.organisation_id)
        own = set(rows.values_list("case_id", flat=True))
        return set(CaseEvent.records.of(side.manager).values_list("case_id", flat=True)) - own


def in_files(side: Side) -> set[UUID]:
    with entered(side.clerk):
        return set(CaseDocument.records.of(side.clerk).values_list("case_id", flat=True))


def behind_the_lock(side: Side) -> set[UUID]:
    return behind_the_second_lock(side.clerk, "cases_case")


def behind_the_lock_for_a_manager(side: Side) -> set[UUID]:
    return behind_the_second_lock(side.manager, "cases_case")


@pytest.mark.parametrize(
    "way",
    [
        listed,
        searched,
        complained,
        told_to_systems,
        in_events,
        in_files,
        behind_the_lock,
        behind_the_lock_for_a_manager,
    ],
)
def test_each_sees_the_case_of_its_own_desk_and_not_the_other(
    sides: tuple[Side, Side], way: Callable[[Side], set[UUID]]
) -> None:
    both = {side.case for side in sides}
    assert [way(side) & both for side in sides] == [{side.case} for side in sides]


def test_neither_opens_works_on_or_finds_by_number_what_the_other_handles(sides: tuple[Side, Side]) -> None:
    for mine, other in (sides, sides[::-1]):
        assert (opened(mine, mine.case), opened(mine, other.case)) == (True, False)
        with pytest.raises(NotFound):
            cases.take_case(actor=mine.clerk, case=other.case, at=LATER)
        cases.take_case(actor=mine.clerk, case=mine.case, at=LATER)
        for table in ("cases_caseevent", "cases_caseword", "cases_casedocument"):
            theirs = behind_the_second_lock(mine.clerk, table)
            assert theirs, table
            assert not theirs & behind_the_second_lock(other.clerk, table), table


def test_both_serve_the_customer_partly_and_have_it_in_reach(world: World, sides: tuple[Side, Side]) -> None:
    customer = world.second.id
    for side in sides:
        for who in (side.clerk, side.manager):
            assert customer in who.scope
            assert customer in who.desk_partly
            assert customers_of_tasks(actor=who, tasks=DESKS, on=FRIDAY) >= {customer}
    assert world.first.id not in sides[0].clerk.desk_partly, "of whom it has every desk it sees all"


def test_the_figures_of_each_are_of_its_own_cases_and_the_customer_has_both(
    world: World, sides: tuple[Side, Side]
) -> None:
    def counted(who: Actor) -> dict[str, int]:
        told = performance.performance(actor=who, period=QUARTER, now=LATER, customer=world.second.id)
        return {each.code: each.figures.received for each in told.services if each.code in {"SP18", "ICT1"}}

    assert [counted(side.manager) for side in sides] == [{"SP18": 1}, {"ICT1": 1}]
    assert counted(as_on(world.second.carla, FRIDAY)) == {"SP18": 1, "ICT1": 1}


def test_a_message_to_the_desk_of_one_becomes_its_case_and_no_other(
    world: World, sides: tuple[Side, Side], settings: object
) -> None:
    settings.MAIL_FOLDER, settings.MAIL_ADDRESS = "/nergens", BASE  # type: ignore[attr-defined]
    questions = published(world, controller_of(world, "Chris Prins"), ADVICE, "SP01")
    mailbox.make_mail_address(
        actor=sides[0].manager, address=DESK, service=questions, customer=None, at=ON_FRIDAY
    )
    mailbox.make_mail_address(
        actor=sides[1].manager, address="storing@nederlek.example", service=sides[1].services["ict"],
        customer=None, at=ON_FRIDAY,
    )  # fmt: skip
    before = [listed(side) for side in sides]
    for address in (DESK, "storing@nederlek.example"):
        taken(letter(email_of(world.second.anna), to=address), at=LATER)
    new = [listed(side) - known for side, known in zip(sides, before, strict=True)]
    assert [len(each) for each in new] == [1, 1]
    assert not new[0] & new[1]
    taken(letter("niemand@elders.example", to="storing@nederlek.example"), at=LATER)
    apart = [mailbox.mail_at_desk(actor=side.clerk) for side in sides]
    (kept,) = [each for rows in apart[1].values() for each in rows]
    assert not any(apart[0].values())
    with pytest.raises(NotFound):
        mailbox.mail_view(actor=sides[0].clerk, mail=kept.id)


def test_whom_to_call_is_told_of_ones_own_desk_too(world: World, sides: tuple[Side, Side]) -> None:
    for side, task in zip(sides, (Task.DESK, Task.DESK_ICT), strict=True):
        told = contacts.whom_to_call(actor=side.clerk, on=FRIDAY)
        assert task in {each.task for each in told if each.customer_id == world.second.id}


def test_a_clerk_writes_down_what_its_own_desk_takes_and_nothing_else(
    world: World, sides: tuple[Side, Side]
) -> None:
    anna = world.second.anna.person
    for side, own, other in ((sides[0], "SP18", "ICT1"), (sides[1], "ICT1", "SP18")):
        with time_machine.travel(LATER, tick=False):
            page = signing_in()(side.clerk)
            assert "Vlist" in page.get(PAGE).content.decode()
            text = page.get(f"{PAGE}?organisation={world.second.id}&person={anna}").content.decode()
        assert own in text
        assert other not in text
        service = side.services["ict" if own == "SP18" else "personnel"]
        with pytest.raises(Refused):
            cases.write_down_case(
                actor=side.clerk,
                requester=anna,
                service=service,
                channel=cases.Channel.TELEPHONE,
                question=cases.Question("Vraag", "Woorden", {"kind": "work"}),
                key="x",
                at=LATER,
            )
