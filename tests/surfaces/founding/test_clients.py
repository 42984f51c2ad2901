"""The pages of connections: a secret once, what waits for a second person, and an end."""

import re
from datetime import timedelta

import pytest
from django.utils import translation
from tests.surfaces.founding.conftest import SignedIn
from tests.surfaces.founding.test_units_and_people import text_of
from tests.world import TODAY, World

from bodemplaat.foundation.clients import api as clients
from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.surfaces.founding.wording import scope_words

PAGE = "/inrichting/koppelingen/"
NEW = {
    "name": "Intranet",
    "purpose": "Aanvragen tonen",
    "contact": "team@nederlek.example",
    "last_day": (TODAY + timedelta(days=90)).isoformat(),
    "scopes": [Scope.CASES_READ.value, Scope.CASES_CREATE.value],
}


def test_every_scope_that_waits_for_a_second_person_is_named_before_it_is_asked_for(
    world: World, signed_in: SignedIn
) -> None:
    with translation.override("nl"):
        names = [f"“{each}”" for each in scope_words(clients.BY_TWO)]
    assert len(names) == 4
    admin = signed_in(world.first.ad)
    admin.post(f"{PAGE}nieuw/", NEW | {"scopes": [Scope.CASES_READ.value]})
    (row,) = clients.clients_of(actor=world.first.ad, at=world.at)
    for page in (f"{PAGE}nieuw/", f"{PAGE}{row.id}/"):
        shown = text_of(admin.get(page, headers={"accept-language": "nl"}))
        assert all(name in shown for name in names), page


def test_the_secret_is_shown_once_and_a_controller_gives_what_waits(
    world: World, signed_in: SignedIn
) -> None:
    admin, controller = signed_in(world.first.ad), signed_in(world.first.carla)
    assert "0 systems" in text_of(admin.get(PAGE))
    answer = admin.post(f"{PAGE}nieuw/", NEW)
    assert answer.status_code == 200
    (secret,) = re.findall(r"bdc_[\w.-]+", answer.content.decode())
    assert clients.opened_by(secret=secret, at=world.at)
    (row,) = clients.clients_of(actor=world.first.ad, at=world.at)
    page = f"{PAGE}{row.id}/"
    shown = admin.get(page).content.decode()
    assert (secret in shown, f"…{secret[-4:]}" in shown, "/api/v1" in shown) == (False, True, True)
    waits = clients.client_of(actor=world.first.carla, client=row.id, at=world.at).waits
    assert waits is not None
    proposal = str(waits.proposal.id)
    assert admin.post(page, {"action": "give", "proposal": proposal}).status_code == 422
    assert "Waits for a second person" in text_of(controller.get(page))
    assert controller.post(page, {"action": "refuse", "proposal": proposal, "reason": ""}).status_code == 422
    controller.post(page, {"action": "give", "proposal": proposal})
    assert "Waits for a second person" not in text_of(controller.get(page))
    opened = clients.opened_by(secret=secret, at=world.at)
    assert opened is not None
    assert opened.scopes == {Scope.CASES_READ, Scope.CASES_CREATE}
    later = admin.post(page, {"action": "renew", "until": ""})
    (second,) = re.findall(r"bdc_[\w.-]+", later.content.decode())
    assert clients.opened_by(secret=secret, at=world.at) is None
    admin.post(page, {"action": "scopes", "scopes": [Scope.CASES_READ.value]})
    opened = clients.opened_by(secret=second, at=world.at)
    assert opened is not None
    assert opened.scopes == {Scope.CASES_READ}
    assert "End the connection" in text_of(admin.get(f"{page}beeindigen/"))
    admin.post(f"{page}beeindigen/")
    assert clients.opened_by(secret=second, at=world.at) is None
    assert "Has ended" in text_of(admin.get(PAGE))


def test_what_waits_is_taken_back_and_a_secret_ended(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    admin.post(f"{PAGE}nieuw/", NEW)
    (row,) = clients.clients_of(actor=world.first.ad, at=world.at)
    seen = clients.client_of(actor=world.first.ad, client=row.id, at=world.at)
    assert seen.waits is not None
    page = f"{PAGE}{row.id}/"
    assert admin.post(page, {"action": "end", "secret": "x"}).status_code == 422
    admin.post(page, {"action": "withdraw", "proposal": str(seen.waits.proposal.id)})
    admin.post(page, {"action": "end", "secret": str(seen.secrets[0].id)})
    seen = clients.client_of(actor=world.first.ad, client=row.id, at=world.at)
    assert (seen.waits, seen.secrets) == (None, ())
    assert "No secret opens now" in text_of(admin.get(page))
    assert admin.post(page, {"action": "dance"}).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"contact": "x"}, {"last_day": "2020-01-01"}, {"scopes": ["all"]}]
)
def test_what_cannot_be_says_so_on_the_form(
    world: World, signed_in: SignedIn, wrong: dict[str, object]
) -> None:
    answer = signed_in(world.first.ad).post(f"{PAGE}nieuw/", {**NEW, **wrong})
    assert answer.status_code == 422
    assert clients.clients_of(actor=world.first.ad, at=world.at) == ()


def test_what_was_refused_is_told(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    admin.post(f"{PAGE}nieuw/", NEW)
    (row,) = clients.clients_of(actor=world.first.ad, at=world.at)
    seen = clients.client_of(actor=world.first.ad, client=row.id, at=world.at)
    opened = clients.Opened(row.id, world.first.id, row.name, seen.secrets[0].id, frozenset(), row.last_day)
    clients.note_client_use(
        actor=Actor.system(world.first.id), opened=opened, method="GET", about="/reports", status=403,
        reason="This connection may not do that: it lacks {scope}.", at=world.at,
    )  # fmt: skip
    with translation.override("en"):
        assert "it lacks …" in text_of(admin.get(f"{PAGE}{row.id}/"))


def test_a_page_that_is_loaded_again_makes_no_second_secret(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    admin.post(f"{PAGE}nieuw/", NEW | {"scopes": [Scope.CASES_READ.value]})
    (row,) = clients.clients_of(actor=world.first.ad, at=world.at)
    page = f"{PAGE}{row.id}/"
    (after,) = re.findall(r'name="after" value="([^"]+)"', admin.get(page).content.decode())
    press = {"action": "renew", "until": "", "after": after}
    (secret,) = re.findall(r"bdc_[\w.-]+", admin.post(page, press).content.decode())
    again = admin.post(page, press)
    assert (again.status_code, "A secret was made since" in text_of(again)) == (422, True)
    assert "bdc_" not in again.content.decode()
    assert clients.opened_by(secret=secret, at=world.at)
