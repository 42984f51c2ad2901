"""Coming in: one click in the demo, another role, the inbox and what is unread."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests.database import TestDatabase
from tests.world import MONDAY, SINCE, World, account_of, another_hat

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.notices.api import inbox_of, notify
from bodemplaat.foundation.tenancy.api import Actor, Role


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(account_of(actor))
    return client


def tell(world: World, who: Actor, subject: str, path: str = "") -> None:
    notify(
        actor=world.system,
        person=who.person,
        organisation=who.organisation_id,
        cause=world.cooperation,
        subject=subject,
        body="Kijk even.",
        values={},
        path=path,
        at=MONDAY,
    )


def test_one_click_signs_in_as_somebody_of_the_demo(world: World) -> None:
    client = Client()
    page = client.get(reverse("front:demo")).content.decode()
    email = account_of(world.first.jan).email
    assert f'value="{email}"' in page
    assert "Jan de Vries" in page
    assert "Leidinggevende" in page
    landed = client.post(reverse("front:demo"), {"email": email}, follow=True)
    assert landed.redirect_chain[-1][0] == reverse("selfservice:home")
    assert client.post(reverse("front:demo"), {"email": "niemand@example.nl"}).status_code == 404


def test_an_empty_demo_leads_to_its_first_page_and_waits_for_nothing(
    fresh_database: TestDatabase, settings: object
) -> None:
    """Started with ``--empty`` it loads no examples: a page that says so would wait for ever."""
    settings.DEMO_COOPERATIONS = 0  # type: ignore[attr-defined]
    client = Client(headers={"accept-language": "en"})
    assert client.get("/")["Location"] == reverse("founding:begin")
    page = client.get(reverse("front:demo")).content.decode()
    assert "loaded" not in page
    assert reverse("founding:begin") in page


def test_who_was_founded_in_an_empty_demo_signs_in_with_one_click_and_nothing_more_is_announced(
    world: World, settings: object
) -> None:
    settings.DEMO_COOPERATIONS = 0  # type: ignore[attr-defined]
    client = Client(headers={"accept-language": "en"})
    assert client.get("/")["Location"] == reverse("front:demo")
    page = client.get(reverse("front:demo")).content.decode()
    assert "being loaded" not in page
    assert "somebody of the demonstration" not in page
    assert "Jan de Vries" in page


def test_that_page_exists_in_the_demo_only(world: World, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    client = Client()
    assert client.get(reverse("front:demo")).status_code == 404
    email = account_of(world.first.jan).email
    assert client.post(reverse("front:demo"), {"email": email}).status_code == 404
    assert client.get(reverse("front:home")).url == "/account/login/"  # type: ignore[attr-defined]


def test_what_is_unread_is_counted_in_the_bar(world: World) -> None:
    anna = signed_in(world.first.anna)
    inbox = reverse("front:inbox")
    assert "Nog geen berichten" in anna.get(inbox).content.decode()
    tell(world, world.first.anna, "Uw <i>bericht</i>", path=reverse("selfservice:claims"))
    page = anna.get(inbox).content.decode()
    assert "Uw &lt;i&gt;bericht&lt;/i&gt;" in page
    assert "Eén bericht is nog niet gelezen." in page
    bar = page.partition("site-navigation")[2].partition("</nav>")[0]
    assert 'class="count"' in bar
    notice = inbox_of(actor=world.first.anna)[0].id
    assert signed_in(world.first.bert).post(reverse("front:message", args=[notice])).status_code == 404
    opened = anna.post(reverse("front:message", args=[notice]))
    assert opened.url == reverse("selfservice:claims")  # type: ignore[attr-defined]
    assert 'class="count"' not in anna.get(inbox).content.decode()
    assert "U hebt alles gelezen." in anna.get(inbox).content.decode()


def test_all_read_at_once_and_many_in_pages(world: World) -> None:
    anna = signed_in(world.first.anna)
    tell(world, world.first.anna, "Een bericht")
    anna.post(reverse("front:read_all"))
    assert inbox_of(actor=world.first.anna)[0].is_read
    assert anna.get(reverse("front:inbox") + "?start=30").status_code == 200


def test_acting_in_another_role_of_ones_own(world: World) -> None:
    jan = world.first.jan
    access.assign_role(actor=world.system, person=jan.person, role=Role.CONTROLLER, since=SINCE, at=MONDAY)
    client = signed_in(jan)
    page = client.get(reverse("front:hats")).content.decode()
    assert "Controller" in page
    assert "Leidinggevende" in page
    client.post(reverse("front:hats"), {"hat": str(jan.assignment_id)})
    assert "U werkt nu als Leidinggevende van Nederlek." in client.get(reverse("front:hats")).content.decode()
    for hat in (str(world.first.piet.assignment_id), "geen", ""):
        assert client.post(reverse("front:hats"), {"hat": hat}).status_code == 404


def test_an_account_without_a_role_is_told_whom_to_ask(world: World) -> None:
    user = User.objects.create_user("nieuw@example.nl", "een lang wachtwoord", "Nieuw")
    client = Client()
    client.force_login(user)
    page = client.get(reverse("selfservice:home"))
    assert page.status_code == 403
    assert "Een beheerder van uw organisatie geeft u een rol." in page.content.decode()
    assert "nieuw@example.nl" in page.content.decode()


def test_who_is_refused_in_one_role_is_offered_the_other_that_may(world: World) -> None:
    """And lands on the page that was asked for; an address outside the site is no such page."""
    jan, board = world.first.jan, reverse("board:overview")
    controller = another_hat(world.system, jan, Role.CONTROLLER)
    client = signed_in(jan)
    client.post(reverse("front:hats"), {"hat": str(jan.assignment_id)})
    refused = client.get(board)
    assert refused.status_code == 403
    assert "Verder als Controller van Nederlek" in refused.content.decode()
    assert str(controller.assignment_id) in refused.content.decode()
    sent = {"hat": str(controller.assignment_id), "next": board}
    assert client.post(reverse("front:hats"), sent)["Location"] == board
    assert client.get(board).status_code == 200
    elsewhere = sent | {"hat": str(jan.assignment_id), "next": "https://elders.example/"}
    assert client.post(reverse("front:hats"), elsewhere)["Location"] == reverse("front:home")


def test_who_has_no_role_that_may_is_offered_none(world: World) -> None:
    refused = signed_in(world.first.anna).get(reverse("board:overview")).content.decode()
    assert "Wie dit wel mag" in refused
    assert "Verder als" not in refused
