"""The administrator names whom others call; everyone reads it under one's own name."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.surfaces.board.conftest import SignedIn
from tests.world import MONDAY, TODAY, World

from bodemplaat.foundation.contacts import api as contacts
from bodemplaat.foundation.organisations.api import Task

LIST, NEW, READ = "/bestuur/contacten/", "/bestuur/contacten/nieuw/", "/wie-bel-ik/"


def sent(world: World, **changed: str) -> dict[str, str]:
    return {
        "cooperation": str(world.cooperation),
        "task": "payments",
        "side": "demand",
        "name": "Carla Dekker",
        "phone": "0182 123 456",
        "email": "",
        "deputy_name": "Jan de Vries",
        "deputy_phone": "",
        "since": TODAY.isoformat(),
        **changed,
    }


def test_from_naming_to_reading_to_ending(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    assert "Nobody of your organisation has been named" in admin.get(LIST).content.decode()
    assert "Carla Dekker" in admin.post(NEW, sent(world), follow=True).content.decode()
    text = signed_in(world.first.anna).get(READ).content.decode()
    assert "Carla Dekker" in text
    assert "Jan de Vries" in text
    assert 'href="tel:0182%20123%20456"' in text
    (row,) = contacts.contacts_of(actor=world.first.ad, on=TODAY)
    end = f"{LIST}{row.id}/beeindigen/"
    assert "Let Carla Dekker be called no more?" in admin.get(end).content.decode()
    assert admin.post(end, {"since": TODAY.isoformat()}).status_code == 302
    assert "Carla Dekker" not in signed_in(world.first.anna).get(READ).content.decode()


def test_what_is_not_right_is_said_at_its_field(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    for changed in (
        {"phone": ""},
        {"name": ""},
        {"email": "geen adres"},
        {"task": "payroll"},
        {"since": "1999-12-31"},
    ):
        response = admin.post(NEW, sent(world, **changed))
        assert response.status_code == 200
        assert "error-summary" in response.content.decode()
    assert contacts.contacts_of(actor=world.first.ad, on=TODAY) == ()


def test_of_another_organisation_nothing_can_be_ended(world: World, signed_in: SignedIn) -> None:
    theirs = contacts.name_contact(
        actor=world.second.ad,
        cooperation=world.cooperation,
        task=Task.PAYMENTS,
        side=contacts.Side.DEMAND,
        name="Karin Vos",
        phone="0182 1",
        since=TODAY,
        at=MONDAY,
    )
    assert signed_in(world.first.ad).get(f"{LIST}{theirs}/beeindigen/").status_code == 404


def test_the_directory_takes_the_same_statements_however_many_are_in_it(
    world: World, signed_in: SignedIn
) -> None:
    reader = signed_in(world.contract_manager)
    reader.get(READ)
    with CaptureQueriesContext(connection) as few:
        reader.get(READ)
    for number in range(7):
        contacts.name_contact(
            actor=world.second.ad,
            cooperation=world.cooperation,
            task=Task.EXPENSE_CLAIMS,
            side=contacts.Side.DEMAND,
            name=f"Nummer {number}",
            phone="1",
            since=TODAY,
            at=MONDAY,
        )
    with CaptureQueriesContext(connection) as many:
        assert "Nummer 6" in reader.get(READ).content.decode()
    assert len(many) == len(few) + 1, "one more, for the names"


def test_a_contact_may_have_begun_when_one_began_to_take_part_and_no_earlier(
    world: World, signed_in: SignedIn
) -> None:
    admin = signed_in(world.first.ad)
    refused = admin.post(NEW, sent(world, since="2024-12-31"))
    assert "Choose 1 January 2025 or a later day." in " ".join(refused.content.decode().split())
    assert admin.post(NEW, sent(world, since="2026-03-01")).status_code == 302
    assert "Carla Dekker" in admin.get(LIST, {"day": "2026-03-01"}).content.decode()
    assert "Carla Dekker" not in admin.get(LIST, {"day": "2026-02-28"}).content.decode()
