"""A code from an app, recovery codes and passkeys; their secrets are unreadable in the database."""

import json
import re
from pathlib import Path
from typing import Any

import allauth
import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from babel.messages.pofile import read_po
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from tests.foundation.access.conftest import CODES_READ_AT, PASSWORD, Someone, is_in, signs_in
from tests.foundation.access.passkey import Passkey

from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.tenancy.api import Actor

PERIOD = 30


def code_of(secret: str) -> str:
    """The code that the app shows."""
    code: str = totp.format_hotp_value(totp.hotp_value(secret, CODES_READ_AT // PERIOD))
    return code


def signs_in_and_says_so_again(client: Client, who: Someone) -> None:
    """Whoever changes how he signs in gives the password once more."""
    signs_in(client, who.email)
    refused = client.get("/account/2fa/totp/activate/")
    assert refused["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": PASSWORD})


def turned_on(client: Client) -> str:
    """Turn codes on, as somebody who just gave the password; answers the app's secret."""
    client.get("/account/2fa/totp/activate/")
    secret: str = client.session["mfa.totp.secret"]
    done = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert done.status_code == 302
    return secret


def made_passkey(client: Client, key: Passkey | None = None) -> Any:
    """Make a passkey, as somebody who just gave the password; answers the response."""
    told = options_on(client.get("/account/2fa/webauthn/add/"), "js_data")
    challenge = told["creation_options"]["publicKey"]["challenge"]
    credential = json.dumps((key or Passkey()).registered(challenge))
    typed = {"name": "Telefoon", "passwordless": "on", "credential": credential}
    return client.post("/account/2fa/webauthn/add/", typed, secure=True)


@pytest.fixture
def enrolled(anna: Someone, client: Client) -> str:
    """Anna turned two-step sign-in on, and signed out; answers the app's secret."""
    signs_in_and_says_so_again(client, anna)
    secret = turned_on(client)
    client.post("/account/logout/")
    cache.clear()
    return secret


def test_the_password_alone_is_no_longer_enough(anna: Someone, enrolled: str, client: Client) -> None:
    answer = signs_in(client, anna.email)
    assert answer["Location"] == "/account/2fa/authenticate/"
    assert not is_in(client)
    answer = client.post("/account/2fa/authenticate/", {"code": code_of(enrolled)})
    assert answer.status_code == 302
    assert is_in(client)


def guesses_codes(who: Someone, times: int, place: str = "10.9.9.9") -> None:
    """As somebody elsewhere who knows the password."""
    for _ in range(times):
        stranger = Client(REMOTE_ADDR=place)
        signs_in(stranger, who.email)
        stranger.post("/account/2fa/authenticate/", {"code": "000000"})


def test_codes_that_a_stranger_guesses_shut_nobody_out_of_a_known_device(
    anna: Someone, enrolled: str, client: Client
) -> None:
    guesses_codes(anna, 8)
    signs_in(client, anna.email)
    client.post("/account/2fa/authenticate/", {"code": code_of(enrolled)})
    assert is_in(client)


def test_who_knows_the_password_guesses_five_codes_from_however_many_places(
    anna: Someone, enrolled: str
) -> None:
    for n in range(5):
        guesses_codes(anna, 1, place=f"10.0.{n}.1")
    elsewhere = Client(REMOTE_ADDR="10.7.7.7")
    signs_in(elsewhere, anna.email)
    elsewhere.post("/account/2fa/authenticate/", {"code": code_of(enrolled)})
    assert not is_in(elsewhere)
    (notice,) = inbox_of(actor=anna.actor)
    assert "wachtwoord kent" in notice.subject or "knows your password" in notice.subject
    lines = trail_of(actor=Actor.system(anna.actor.organisation_id), subject=anna.actor.person)
    acts = [line.action for line in lines]
    assert (acts.count("account.code_failed"), acts.count("account.shut_out")) == (5, 1)


def test_on_a_known_device_five_wrong_codes_are_enough(anna: Someone, enrolled: str, client: Client) -> None:
    for code in ["000000"] * 5 + [code_of(enrolled)]:
        signs_in(client, anna.email)
        client.post("/account/2fa/authenticate/", {"code": code})
    assert not is_in(client)


def test_a_code_is_good_once(anna: Someone, enrolled: str, client: Client) -> None:
    code = code_of(enrolled)
    for expected in (True, False):
        signs_in(client, anna.email)
        client.post("/account/2fa/authenticate/", {"code": code})
        assert is_in(client) is expected
        client.post("/account/logout/")


def test_guessing_codes_is_locked_out(anna: Someone, enrolled: str, client: Client) -> None:
    signs_in(client, anna.email)
    for n in range(6):
        client.post("/account/2fa/authenticate/", {"code": f"{n:06d}"})
    client.post("/account/2fa/authenticate/", {"code": code_of(enrolled)})
    assert not is_in(client)


def test_a_recovery_code_opens_the_door_once(anna: Someone, enrolled: str, client: Client) -> None:
    row = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    code = row.wrap().get_unused_codes()[0]
    for expected in (True, False):
        signs_in(client, anna.email)
        client.post("/account/2fa/authenticate/", {"code": code})
        assert is_in(client) is expected
        client.post("/account/logout/")


def test_secrets_are_unreadable_in_the_database(enrolled: str) -> None:
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert enrolled not in stored
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert codes.data["seed"].startswith("gAAAA")  # Fernet
    assert Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"].startswith("gAAAA")


def options_on(page: Any, name: str) -> dict[str, Any]:
    """What a page tells the browser about the key that it asks for."""
    found = re.search(rf'<script id="{name}" type="application/json">(.*?)</script>', page.content.decode())
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def handle_of(who: Someone) -> str:
    """The name under which a key knows its owner."""
    handle: str = user_pk_to_url_str(User.objects.get(email=who.email))
    return handle


def test_a_passkey_is_made_and_opens_the_door_without_a_password(anna: Someone, client: Client) -> None:
    key = Passkey()
    signs_in_and_says_so_again(client, anna)
    made = made_passkey(client, key)
    assert made.status_code == 302, made.content.decode()[:3000]
    client.post("/account/logout/")
    asked = client.get("/account/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"}).json()
    challenge = asked["request_options"]["publicKey"]["challenge"]
    proof = key.proved(challenge, handle_of(anna))
    client.post("/account/2fa/webauthn/login/", {"credential": json.dumps(proof)})
    assert is_in(client)


def test_the_name_of_a_key_is_asked_in_dutch(anna: Someone, client: Client) -> None:
    signs_in_and_says_so_again(client, anna)
    page = client.get("/account/2fa/webauthn/add/", headers={"Accept-Language": "nl"}).content.decode()
    assert "Naam van deze sleutel" in page
    assert ">Name" not in page


def test_another_key_does_not_open_it(anna: Someone, client: Client) -> None:
    own, stranger = Passkey(), Passkey()
    signs_in_and_says_so_again(client, anna)
    told = options_on(client.get("/account/2fa/webauthn/add/"), "js_data")
    challenge = told["creation_options"]["publicKey"]["challenge"]
    credential = json.dumps(own.registered(challenge))
    client.post("/account/2fa/webauthn/add/", {"name": "Telefoon", "credential": credential})
    client.post("/account/logout/")
    asked = client.get("/account/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"}).json()
    challenge = asked["request_options"]["publicKey"]["challenge"]
    proof = stranger.proved(challenge, handle_of(anna))
    client.post("/account/2fa/webauthn/login/", {"credential": json.dumps(proof)})
    assert not is_in(client)


def test_the_pages_of_the_sign_in_library_say_u() -> None:
    """Every text of its pages, mails, messages and refusals; not of what we do not have (being a provider ourselves)."""
    catalog = Path(allauth.__file__).parent / "locale/nl/LC_MESSAGES/django.po"
    with catalog.open("rb") as file, translation.override("nl"):
        shown = [
            m for m in read_po(file, locale="nl") if m.id and any("idp/" not in p for p, _ in m.locations)
        ]
        said = [
            translation.gettext(m.id) if isinstance(m.id, str) else translation.ngettext(m.id[0], m.id[1], n)
            for m in shown
            for n in (1, 2)
        ]
    assert len(said) > 300
    assert [text for text in said if re.search(r"\b(je|jij|jou|jouw|jezelf|jullie)\b", text, re.I)] == []
