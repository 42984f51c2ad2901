"""What is kept, until when, and letting it go by two people; one's own data, and asking to correct something.

On a phone in Dutch and at a desk in English; every page is scanned by axe. With ``BODEMPLAAT_PICTURES`` each is kept
as a picture in that folder.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.database import TestDatabase
from tests.world import World, account_of

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.privacy import api as privacy
from bodemplaat.foundation.retention import api as retention
from bodemplaat.foundation.tenancy.api import Actor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LATER = datetime(2034, 1, 2, 9, tzinfo=UTC)
LIST = "/bestuur/bewaren/"


@ON_A_PHONE_AND_AT_A_DESK
def test_records_are_let_go_by_two_and_somebody_sees_their_own_data(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    hall = world.first
    for _ in range(3):
        claim = world.submitted(hall.anna)
        claims.reject_claim(actor=hall.jan, claim=claim, reason="Dubbel", at=world.at)
    retention.keep_up(hall.id, LATER)
    proposal = retention.proposals(actor=hall.carla)[0].id

    controller = visitor(language, width, height)
    controller.sign_in(account_of(hall.carla).email)
    for place, name in ((f"{LIST}termijnen/", "terms"), (LIST, "list")):
        controller.goto(place)
        controller.scan()
        controller.keep(f"keeping-{name}-{language}")
    controller.page.locator("input[name=keeping]").last.check()
    controller.page.locator("form[action$='vasthouden/'] button").click()
    controller.scan()
    controller.page.locator("[name=reason]").fill("Er loopt een geschil")
    controller.page.locator("main form button").first.click()
    expect(controller.page.get_by_text("Er loopt een geschil").first).to_be_visible()
    controller.scan()
    controller.keep(f"keeping-held-{language}")
    controller.goto(f"{LIST}vernietigen/{proposal}/")
    controller.scan()
    controller.keep(f"keeping-proposal-{language}")
    controller.page.locator("a[href$='aanvaarden/']").click()
    controller.page.locator("main form button").first.click()
    controller.pictured(f"keeping-accepted-{language}")
    expect(controller.page.locator("a[href$='bevestigen/']")).to_have_count(
        0
    )  # nobody is their own second person

    second = visitor(language, width, height)
    second.sign_in(account_of(hall.ad).email)
    second.goto(LIST)
    second.page.locator(f"a[href$='/vernietigen/{proposal}/']").first.click()
    second.pictured(f"keeping-second-person-{language}")
    second.page.locator("a[href$='bevestigen/']").click()
    second.pictured(f"keeping-confirm-{language}")
    second.page.locator("main form button").first.click()
    second.pictured(f"keeping-confirmed-{language}")
    # What the queue does with it, on a day when the term is over.
    retention.destroy_confirmed(actor=retention.working_for(hall.id), proposal=proposal, at=LATER)
    assert len(retention.certificates(actor=hall.carla)) == 1
    controller.goto(LIST)
    controller.page.locator(f"a[href$='/vernietigen/{proposal}/']").first.click()
    controller.pictured(f"keeping-destroyed-{language}")
    controller.page.locator("a[href*='/verklaringen/']").first.click()
    controller.pictured(f"keeping-certificate-{language}")
    with controller.page.expect_download() as download:
        controller.page.locator("a[href$='pdf/'], a[href$='.pdf']").first.click()
    assert download.value.suggested_filename.endswith(".pdf")

    anna = visitor(language, width, height)
    anna.sign_in(account_of(hall.anna).email)
    anna.goto("/mijn/gegevens/")
    anna.page.locator("form[action$='verzamelen/'] button").click()
    anna.scan()
    request = privacy.own_data_requests(actor=hall.anna)[0].id
    privacy.make_own_file(actor=Actor.system(hall.id), request=request, at=world.at)
    expect(anna.page.locator(f"a[href$='{request}/']")).to_be_visible()  # the page looks again by itself
    anna.page.locator("[name=text]").fill("Mijn naam heeft een s te veel")
    anna.page.locator("form:has([name=text]) button").click()
    anna.scan()
    anna.keep(f"own-data-{language}")

    admin = visitor(language, width, height)
    admin.sign_in(account_of(hall.ad).email)
    admin.goto("/bestuur/verbeterverzoeken/")
    admin.scan()
    admin.keep(f"corrections-{language}")
    admin.page.locator("a.row-link").click()
    admin.scan()
    admin.keep(f"correction-{language}")
