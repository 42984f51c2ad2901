"""An empty site in a browser: the first administrator with the printed code, and a member whose administrator is invited."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.browser.conftest import Visitor
from tests.browser.test_founding_in_the_browser import seen
from tests.database import TestDatabase

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.notices import sealing

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PASSWORD = "vier-woorden-uit-de-polder"


@pytest.fixture
def committed_world(fresh_database: TestDatabase) -> tuple[TestDatabase, None]:
    """The site of this module begins with nothing."""
    return fresh_database, None


@pytest.fixture(autouse=True)
def the_secret_of_the_site(settings: Any) -> None:
    """Codes and letters of the site are read here, so the test shares its secret."""
    settings.SECRET_KEY = "only for a demo on this machine"


@pytest.mark.parametrize(("language", "width", "height"), [("nl", 390, 844), ("en", 1280, 900)])
def test_an_empty_site_is_begun_and_a_member_invited(
    visitor: Callable[[str, int, int], Visitor], language: str, width: int, height: int
) -> None:
    visit = visitor(language, width, height)
    page = visit.page
    visit.goto("/inrichting/beginnen/")
    page.locator("[name=code]").fill("AAAAA-AAAAA")
    page.locator("[name=cooperation]").fill("Krimpenerwaard")
    page.locator("[name=variant]").select_option("matrix")
    page.locator("[name=own-municipality]").select_option("Gouda")
    page.locator("[name=name]").fill("Inge Visser")
    page.locator("[name=email]").fill("inge@gouda.example")
    for name in ("password", "again"):
        page.locator(f"[name={name}]").fill(PASSWORD)
    page.locator("main form button.is-primary").click()
    expect(page.locator("[role=alert]").first).to_be_visible()
    seen(visit, language, "begin-refused")
    page.locator("[name=code]").fill(access.setup_code())
    for name in ("password", "again"):
        page.locator(f"[name={name}]").fill(PASSWORD)
    page.locator("main form button.is-primary").click()
    page.wait_for_url("**/account/login/")
    sign_in(visit, "inge@gouda.example")
    expect(page.locator("main")).to_contain_text("Krimpenerwaard")
    seen(visit, language, "cooperation")
    page.locator("a[href$='/organisatie/']").click()
    page.wait_for_load_state()
    page.locator("[name=own-name]").fill("Servicecentrum Krimpenerwaard")
    page.locator("[name=own-kind]").select_option("provider")
    page.locator("[name=parts][value=provider]").check()
    page.locator("[name=administrator]").fill("Gijs Admiraal")
    page.locator("[name=email]").fill("gijs@service.example")
    seen(visit, language, "add-member")
    page.locator("main form button.is-primary").click()
    page.wait_for_url("**/samenwerking/")
    expect(page.locator("main")).to_contain_text("Servicecentrum Krimpenerwaard")
    seen(visit, language, "member")
    page.context.clear_cookies()
    visit.goto(invitation())
    for name in ("password", "again"):
        page.locator(f"[name={name}]").fill(PASSWORD)
    seen(visit, language, "invitation")
    page.locator("main form button.is-primary").click()
    page.wait_for_url(re.compile(r"/inrichting/$|/bestuur/"))
    visit.goto("/inrichting/")
    seen(visit, language, "begun")


def sign_in(visit: Visitor, email: str) -> None:
    """With address and password."""
    visit.page.locator("[name=login]").fill(email)
    visit.page.locator("[name=password]").fill(PASSWORD)
    visit.page.locator("main form.form button.is-primary").click()
    visit.page.wait_for_load_state()


def invitation() -> str:
    """The path in the letter that waits to be mailed."""
    (job,) = ProcrastinateJob.objects.filter(task_name="notices.letter")
    body = json.loads(sealing.opened(job.args["sealed"]))["body"]
    link = re.search(r"/uitnodiging/[^\s]+", body)
    assert link is not None
    return link[0]
