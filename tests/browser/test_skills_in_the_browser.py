"""Skills on a screen: written in a service, given by an administrator, first in the queue of who has it, and handed on by who has not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.browser.conftest import Visitor
from tests.browser.test_a_request_in_the_browser import signed_in
from tests.browser.test_complaints_and_satisfaction_in_the_browser import offered
from tests.capabilities.cases.desk import STATEMENT, asked
from tests.database import TestDatabase
from tests.world import World

from bodemplaat.foundation.access import api as access

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize(
    ("language", "width", "asks", "take", "give"),
    [
        (
            "nl",
            390,
            "vraagt salarisadministratie",
            "Oppakken zonder de vaardigheid",
            "Aan een collega geven, of overnemen",
        ),
        (
            "en",
            1280,
            "asks salarisadministratie",
            "Take it without the skill",
            "Give to a colleague, or take over",
        ),
    ],
)
def test_a_case_that_asks_a_skill_is_handed_to_who_has_it(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    asks: str,
    take: str,
    give: str,
) -> None:
    _, world = committed_world
    now, skill = timezone.now(), "salarisadministratie"
    service = offered(world, replace(STATEMENT, skill=skill))
    access.assign_function(
        actor=world.system,
        person=world.kim.person,
        function=skill,
        since=timezone.localdate(now) - timedelta(days=3),
        at=now,
    )
    case = asked(world.first.anna, service, at=now)

    someone = visitor(language, width, 844)
    page = someone.page
    signed_in(someone, world.clerk)
    someone.goto("/balie/zaken/")
    expect(page.get_by_text(asks, exact=True)).to_be_visible()
    someone.pictured(f"skills-queue-{language}")
    someone.goto(f"/balie/zaken/{case}/")
    page.get_by_text(take, exact=True).first.click()
    someone.pictured(f"skills-case-{language}")
    page.get_by_text(give, exact=True).first.click()
    page.locator("#id_assign_person").select_option(label=world.kim.person_name)
    someone.pictured(f"skills-give-{language}")
    page.locator("form:has(#id_assign_person) button").click()
    page.wait_for_load_state()
    someone.goto("/balie/zaken/vaardigheden/")
    expect(page.get_by_text(world.kim.person_name)).to_be_visible()
    someone.pictured(f"skills-who-{language}")
    signed_in(someone, world.kim)
    someone.goto("/balie/zaken/?whose=fits")
    expect(page.get_by_text(asks, exact=True)).to_have_count(0)
    someone.pictured(f"skills-fits-{language}")
    signed_in(someone, world.contract_manager)
    someone.goto("/diensten/beheer/")
    someone.pictured(f"skills-kept-{language}")
    someone.goto("/diensten/beheer/nieuw/")
    page.get_by_text("Vaardigheid" if language == "nl" else "Skill", exact=True).first.click()
    someone.pictured(f"skills-service-{language}")
