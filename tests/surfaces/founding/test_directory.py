"""The page of the connection with the directory: its secret once, what waits, what was refused, and what groups are."""

import re

import pytest
from tests.surfaces.founding.conftest import SignedIn
from tests.surfaces.founding.test_units_and_people import text_of
from tests.world import World

from bodemplaat.foundation.directory import api as directory
from bodemplaat.foundation.tenancy.api import Role

PAGE = "/inrichting/accountbeheer/"


def test_the_secret_is_shown_once_and_opens(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    assert "The connection is off" in text_of(admin.get(PAGE))
    answer = admin.post(PAGE, {"action": "on"})
    (secret,) = re.findall(r"bdp_[\w-]+", answer.content.decode())
    there = directory.directory_of(world.first.id)
    assert directory.secret_opened(actor=there, secret=secret, at=world.at)
    page = admin.get(PAGE).content.decode()
    assert (secret in page, f"…{secret[-4:]}" in page, f"/scim/v2/{world.first.id}" in page) == (
        False,
        True,
        True,
    )
    later = admin.post(PAGE, {"action": "renew", "until": "2026-11-24T12:00"})
    assert later.status_code == 200
    assert directory.secret_opened(actor=there, secret=secret, at=world.at)
    assert "24 November 2026" in text_of(admin.get(PAGE))
    assert admin.post(PAGE, {"action": "renew", "until": "2026-11-20T12:00"}).status_code == 422
    admin.post(PAGE, {"action": "renew", "until": ""})
    assert not directory.secret_opened(actor=there, secret=secret, at=world.at)
    view = directory.connection_of(actor=world.first.ad, at=world.at)
    assert view is not None
    admin.post(PAGE, {"action": "end", "secret": view.secrets[0].id})
    assert "No secret opens now" in text_of(admin.get(PAGE))
    admin.post(f"{PAGE}uitzetten/")
    assert "The connection is off" in text_of(admin.get(PAGE))


def test_what_waits_is_given_by_a_press_and_what_was_refused_is_told(
    world: World, signed_in: SignedIn
) -> None:
    admin, there = signed_in(world.first.ad), directory.directory_of(world.first.id)
    secret = directory.switch_on(actor=world.first.ad, at=world.at)
    noor = directory.save_person(
        actor=there,
        person=None,
        said=directory.SaidOfPerson("noor@nederlek.example", name="Noor Smit"),
        at=world.at,
    )
    group = directory.save_group(
        actor=there,
        group=None,
        said=directory.SaidOfGroup("Chefs", "g", frozenset({str(noor.id)})),
        at=world.at,
    )
    opened = directory.secret_opened(actor=there, secret=secret, at=world.at)
    assert opened is not None
    reason = "{attribute} is longer than {most} characters: shorten it."
    directory.note_use(
        actor=there, secret=opened, method="POST", about="Users", status=400, reason=reason, at=world.at
    )
    where = f"{PAGE}groepen/{group.id}/"
    assert "This group means nothing here." in text_of(admin.get(where))
    assert admin.post(where, {"means": "role:administrator"}).status_code == 422
    assert admin.post(where, {"means": "role:manager"})["Location"] == where
    assert ">Manager<" in admin.get(f"{PAGE}groepen/").content.decode()
    page = admin.get(PAGE)
    text = text_of(page)
    assert "1 thing waits for you." in text
    assert "The role Manager" in text
    assert "… is longer than … characters" in text
    (key,) = re.findall(r'name="ask" value="([^"]+)"', page.content.decode())
    assert admin.post(PAGE, {"action": "give", "ask": key})["Location"] == PAGE
    held = directory.asks_of_directory(actor=world.first.ad, at=world.at)
    assert held == ()
    assert admin.post(PAGE, {"action": "give", "ask": key}).status_code == 422
    assert "Directory (SCIM)" in text_of(admin.get("/bestuur/spoor/"))


@pytest.mark.parametrize("path", ["", "uitzetten/", "groepen/"])
def test_it_is_for_administrators(world: World, signed_in: SignedIn, path: str) -> None:
    for who in (world.first.jan, world.first.carla):
        assert signed_in(who).get(PAGE + path).status_code == 403
    assert signed_in(world.first.ad).get(PAGE + path).status_code in (200, 302)


def test_a_group_can_be_what_the_organisation_has(world: World, signed_in: SignedIn) -> None:
    there = directory.directory_of(world.first.id)
    group = directory.save_group(actor=there, group=None, said=directory.SaidOfGroup("Allen"), at=world.at)
    page = signed_in(world.first.ad).get(f"{PAGE}groepen/{group.id}/").content.decode()
    values = set(re.findall(r'value="((?:role|unit):[^"]+)"', page))
    assert values == {
        *(f"role:{role.value}" for role in (Role.EMPLOYEE, Role.MANAGER, Role.CONTROLLER)),
        f"unit:{world.first.unit}",
    }
