"""The connection with a directory, and the other pages of founding, on a phone in Dutch and at a desk in English.

Every page is scanned by axe. With ``BODEMPLAAT_PICTURES`` each is kept as a picture in that folder.
"""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.database import TestDatabase
from tests.world import TODAY, World, account_of, employ, journey

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.models import Cooperation
from bodemplaat.foundation.tenancy.api import Role, entered

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PAGE = "/inrichting/accountbeheer/"
WORDS = {
    "nl": ("Koppeling aanzetten", "Vastleggen", "Geven", "Er wacht 1 ding op u."),
    "en": ("Switch the connection on", "Set this", "Give", "1 thing waits for you."),
}


def send(site: str, path: str, secret: str, document: Any) -> Any:
    """A request of the directory."""
    request = urllib.request.Request(  # the test's own site
        f"{site}{path}",
        json.dumps(document).encode(),
        {"Authorization": f"Bearer {secret}", "Content-Type": "application/scim+json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


@ON_A_PHONE_AND_AT_A_DESK
def test_a_directory_is_connected_and_its_manager_waits_for_a_press(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    switch_on, set_this, give, waits = WORDS[language]
    admin = visitor(language, width, height)
    admin.sign_in(account_of(world.first.ad).email)
    admin.goto("/inrichting/")
    admin.keep(f"home-{language}")
    admin.page.locator(f"a[href='{PAGE}']").click()
    admin.scan()
    admin.keep(f"off-{language}")
    admin.page.get_by_role("button", name=switch_on).click()
    admin.scan()
    admin.keep(f"on-{language}")
    secret = admin.page.locator("#secret").inner_text()
    base = f"/scim/v2/{world.first.id}"
    noor = send(admin.site, f"{base}/Users", secret, {
        "schemas": [USER], "userName": "noor@nederlek.example", "displayName": "Noor Smit", "active": True,
    })  # fmt: skip
    group = send(admin.site, f"{base}/Groups", secret, {
        "schemas": [GROUP], "displayName": "Leidinggevenden", "members": [{"value": noor["id"]}],
    })  # fmt: skip
    admin.goto(f"{PAGE}groepen/")
    admin.keep(f"groups-{language}")
    admin.goto(f"{PAGE}groepen/{group['id']}/")
    admin.page.locator("[name=means]").select_option("role:manager")
    admin.keep(f"group-{language}")
    admin.page.get_by_role("button", name=set_this).click()
    admin.goto(PAGE)
    expect(admin.page.locator("p.answer")).to_contain_text(waits)
    admin.keep(f"waits-{language}")
    admin.page.get_by_role("button", name=give).first.click()
    admin.scan()
    expect(admin.page.locator("p.answer")).not_to_contain_text(waits)
    admin.goto(f"{PAGE}uitzetten/")


@ON_A_PHONE_AND_AT_A_DESK
def test_an_account_goes_to_another_address_when_a_controller_agrees(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    first = world.first
    organisations.change_person(
        actor=first.ad, person=first.jan.person, name="Jan de Vries",
        email="jan.de.vries.van.het.sociaal.domein@nederlek.example", number="", language="nl", at=world.at,
    )  # fmt: skip
    move = access.propose_account_move(actor=first.ad, person=first.jan.person, at=world.at)
    controller = visitor(language, width, height)
    controller.sign_in(account_of(first.carla).email)
    controller.goto(f"{PAGE}adres/{move}/")
    controller.scan()
    controller.keep(f"account-move-{language}")
    controller.page.locator("form:has([value=confirm]) button").click()
    controller.scan()
    controller.keep(f"account-moved-{language}")
    assert account_of(first.jan).email.startswith("jan.de.vries.van")


@ON_A_PHONE_AND_AT_A_DESK
def test_cost_centres_invitations_and_a_member_that_leaves(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    world.approved(world.first.anna, journey())
    with entered(world.system):
        Cooperation.records.among_partners(world.system).filter(id=world.cooperation).update(
            seat_id=world.provider
        )
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    founder = employ(
        world.system, world.provider, desk.id, "Inge Visser", None, Role.COOPERATION_ADMINISTRATOR
    )
    person = organisations.add_person(
        actor=world.first.ad,
        organisation=world.first.id,
        name="Noor Smit",
        email="noor@x.example",
        at=world.at,
    )
    organisations.add_employment(
        actor=world.first.ad, organisation=world.first.id, person=person, unit=world.first.unit, manager=None,
        since=TODAY, at=world.at,
    )  # fmt: skip
    admin = visitor(language, width, height)
    admin.sign_in(account_of(world.first.ad).email)
    admin.goto("/inrichting/kostenplaatsen/")
    admin.keep(f"centres-{language}")
    admin.page.get_by_role("link", name="6100").click()
    admin.scan()
    admin.keep(f"centre-{language}")
    admin.goto("/inrichting/kostenplaatsen/nieuw/")
    admin.goto("/inrichting/uitnodigingen/")
    admin.keep(f"invitations-{language}")
    admin.page.locator(f"input[value='{person}']").check()
    admin.page.locator("button[value=invite]").click()
    admin.scan()
    admin.keep(f"invited-{language}")
    admin.goto(f"/inrichting/mensen/{world.first.anna.person}/")
    admin.keep(f"person-{language}")
    boss = visitor(language, width, height)
    boss.sign_in(account_of(founder).email)
    boss.goto("/inrichting/samenwerking/")
    boss.keep(f"cooperation-{language}")
    boss.goto("/inrichting/samenwerking/beheerder/")
    boss.goto(f"/inrichting/samenwerking/{world.cooperation}/leden/{world.second.id}/")
    boss.keep(f"member-{language}")
    boss.goto(f"/inrichting/samenwerking/{world.cooperation}/leden/{world.second.id}/vertrek/")
    boss.keep(f"leaves-{language}")
