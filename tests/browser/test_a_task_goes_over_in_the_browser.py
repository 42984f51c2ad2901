"""An administrator lets a task go over, takes it back and names a contact: on a phone in Dutch, wide in English."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.browser.conftest import Visitor
from tests.database import TestDatabase
from tests.surfaces.board.test_tasks import given_by_a_division
from tests.world import SINCE, World, account_of

from bodemplaat.foundation.organisations import api as organisations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize(
    ("language", "width", "verbs"),
    [
        (
            "nl",
            390,
            (
                "Laten overgaan",
                "Voorstellen om te laten overgaan",
                "Bevestigen: laten overgaan",
                "Laten blijven waar hij is",
                "Laten blijven",
                "Toon wie het vanaf die dag kan doen",
                "Taakverdeling",
            ),
        ),
        (
            "en",
            1280,
            (
                "Let it go over",
                "Propose to let it go over",
                "Confirm: let it go over",
                "Let it stay where it is",
                "Let it stay",
                "Show who can do it from that day",
                "Division of work",
            ),
        ),
    ],
)
def test_a_task_goes_over_and_stays_after_all_and_somebody_can_be_called(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    verbs: tuple[str, ...],
) -> None:
    _, world = committed_world
    organisations.join_cooperation(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=world.second.id,
        parts=("provider",),
        since=SINCE,
        at=world.at,
    )
    over, propose, agree, stay, confirm, look, division_page = verbs
    admin = visitor(language, width, 900)
    page = admin.page
    admin.sign_in(account_of(world.first.ad).email)
    admin.goto("/bestuur/taken/")
    admin.pictured(f"tasks-{width}")
    page.get_by_role("link", name=over).first.click()
    admin.pictured(f"move-{width}")
    page.get_by_role("button", name=propose).click()
    page.wait_for_selector(".error-summary")
    admin.pictured(f"move-wrong-{width}")
    page.fill("input[name=since]", (timezone.localdate() + timedelta(days=9)).isoformat())
    page.get_by_role("button", name=look).click()
    page.wait_for_load_state()
    assert page.locator(".error-summary").count() == 0
    page.get_by_label("Vlist", exact=True).check()
    page.get_by_role("button", name=propose).click()
    page.wait_for_url("**/bestuur/taken/")
    assert page.get_by_role("button", name=agree).count() == 0
    admin.pictured(f"proposed-{width}")
    controller = visitor(language, width, 900)
    controller.sign_in(account_of(world.first.carla).email)
    controller.goto("/bestuur/taken/")
    controller.pictured(f"proposed-to-me-{width}")
    controller.page.get_by_role("button", name=agree).click()
    controller.page.wait_for_load_state()
    page.goto(f"{admin.site}/bestuur/taken/")
    admin.pictured(f"coming-{width}")
    page.get_by_role("link", name=stay).click()
    admin.pictured(f"stay-{width}")
    page.get_by_role("button", name=confirm).click()
    page.wait_for_url("**/bestuur/taken/")
    assert page.get_by_role("link", name=over).count() == len(organisations.COMMON_TASKS)
    admin.goto("/bestuur/contacten/nieuw/")
    page.fill("input[name=name]", "Carla Dekker")
    page.locator("input[name=side][value=demand]").check()
    page.fill("input[name=phone]", "0182 123 456")
    page.fill("input[name=deputy_name]", "Jan de Vries")
    admin.pictured(f"contact-{width}")
    page.locator("form button.is-primary").click()
    page.wait_for_url("**/bestuur/contacten/")
    admin.pictured(f"contacts-{width}")
    admin.goto("/wie-bel-ik/")
    assert page.get_by_text("Carla Dekker").is_visible()
    admin.pictured(f"calling-{width}")
    given_by_a_division(world)
    admin.goto("/bestuur/taken/expense-claims/overgaan/")
    assert page.get_by_label("Vlist", exact=True).count() == 0
    admin.pictured(f"not-by-the-division-{width}")
    page.locator("main").get_by_role("link", name=division_page, exact=True).click()
    page.wait_for_url("**/bestuur/taakverdeling/")
