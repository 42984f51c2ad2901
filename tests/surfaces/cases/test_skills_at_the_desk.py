"""Skills by what people press: the queue that shows first what one can do, taking it all the same, handing it on, and who has what."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.capabilities.cases.desk import ADVICE, STATEMENT, asked, controller_of, published, within
from tests.surfaces.cases.conftest import SignedIn
from tests.surfaces.cases.test_pages_of_a_case import QUEUE, press, text
from tests.world import MONDAY, SINCE, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.access import api as access

SKILLS = reverse("cases:skills")
PLAIN = replace(ADVICE, indicators=(within(5),))


@pytest.fixture
def payroll(world: World) -> UUID:
    """A service that asks a skill, which Kim has."""
    service = published(world, controller_of(world), replace(STATEMENT, skill="payroll_work"))
    access.assign_function(
        actor=world.system, person=world.kim.person, function="payroll_work", since=SINCE, at=MONDAY
    )
    return service


def test_the_queue_shows_first_what_one_can_do_and_says_what_it_asks(
    world: World, payroll: UUID, signed_in: SignedIn
) -> None:
    asked(world.first.anna, payroll)
    asked(world.first.bert, published(world, controller_of(world, "Tom Twee"), PLAIN, "SP43"))
    kim, clerk = signed_in(world.kim), signed_in(world.clerk)
    mine, others = text(kim.get(QUEUE)), text(clerk.get(QUEUE))
    assert mine.index("Z2026-000001") < mine.index("Z2026-000002")
    assert others.index("Z2026-000002") < others.index("Z2026-000001")
    assert "asks payroll work" in others
    assert "asks payroll work" not in mine
    fits = text(clerk.get(QUEUE, {"whose": "fits"}))
    assert "Z2026-000002" in fits
    assert "Z2026-000001" not in fits


def test_the_queue_of_skills_goes_on_where_it_stopped(
    world: World, payroll: UUID, signed_in: SignedIn
) -> None:
    for _ in range(30):
        asked(world.first.anna, payroll)
    clerk, seen = signed_in(world.clerk), set()
    address = QUEUE
    while address:
        context = clerk.get(address).context
        seen |= {item["row"].number for item in context["items"]}
        address = context["following"]
    assert len(seen) == 30


def test_without_the_skill_a_case_is_taken_with_a_reason(
    world: World, payroll: UUID, signed_in: SignedIn
) -> None:
    case, clerk = asked(world.first.anna, payroll), signed_in(world.clerk)
    address = reverse("cases:desk_case", args=[case])
    page = text(clerk.get(address))
    assert "Hand it to Kim" in page
    assert "Take it without the skill" in page
    assert "Answer the requester" not in page
    assert press(clerk, case, "take").status_code == 422
    assert press(clerk, case, "answer", words="Yes").status_code == 409
    press(clerk, case, "take", words="Kim is ill.")
    page = text(clerk.get(address))
    assert "Answer the requester" in page
    assert "Kim is ill." in page
    assert "Take it without the skill" not in page
    kim = signed_in(world.kim)
    assert "Hand it to" not in text(kim.get(address))


def test_another_line_names_first_who_can_do_it(world: World, payroll: UUID, signed_in: SignedIn) -> None:
    case, kim = asked(world.first.anna, payroll), signed_in(world.kim)
    page = text(kim.get(reverse("cases:desk_case", args=[case])))
    assert '<optgroup label="Has the skill: payroll work">' in page
    response = press(kim, case, "other_line", line="2", words="For line 2", person=str(world.clerk.person))
    assert response.status_code == 409
    assert "this colleague has not" in text(response)
    press(kim, case, "other_line", line="2", words="For line 2", person=str(world.kim.person))
    view = cases.case_view(actor=world.kim, case=case, at=timezone.now())
    assert (view.line, view.taken_by) == (2, world.kim.person)


def test_who_can_do_what_is_said_to_who_works_there_or_leads_it(
    world: World, payroll: UUID, signed_in: SignedIn
) -> None:
    for who in (world.clerk, world.contract_manager):
        page = text(signed_in(who).get(SKILLS))
        assert "One skill rests on one person or on nobody." in page
        assert "payroll work" in page
        assert world.kim.person_name in page
    for who, status in ((world.first.anna, 403), (world.payer, 403), (world.first.carla, 403)):
        assert signed_in(who).get(SKILLS).status_code == status
    assert "No service asks a skill" in text(signed_in(world.first.jan).get(SKILLS))


def test_the_pages_cost_the_same_however_much_asks_a_skill(
    world: World, payroll: UUID, signed_in: SignedIn
) -> None:
    clerk, kim = signed_in(world.clerk), signed_in(world.kim)
    plain = published(world, controller_of(world, "Tom Twee"), PLAIN, "SP43")
    case, _ = asked(world.first.anna, payroll), asked(world.first.anna, plain)

    def counts() -> list[int]:
        counted = []
        for browser in (clerk, kim):
            for address in (QUEUE, f"{QUEUE}?whose=fits", reverse("cases:desk_case", args=[case]), SKILLS):
                browser.get(address)
                with CaptureQueriesContext(connection) as statements:
                    assert browser.get(address).status_code == 200
                counted.append(len(statements))
        return counted

    before = counts()
    for number in range(27):
        asked(world.first.bert if number % 2 else world.second.anna, payroll if number % 3 else plain)
    assert counts() == before
