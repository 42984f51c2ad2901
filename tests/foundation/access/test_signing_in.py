"""Coming in with a password: guessing is locked out, nothing is told, and a role that ends is gone at once."""

import importlib
from collections import Counter
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.core.cache import cache, caches
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from tests.database import TestDatabase
from tests.foundation.access.conftest import PASSWORD, Someone, is_in, signs_in
from tests.world import World, account_of

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.devices import COOKIE
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.charts import drawing
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.tenancy.api import Actor, Refused

GUESSES = 5
FROM_ANYWHERE = 50
KEPT_BY_DEFAULT = 300  # entries, by each of Django's caches


def test_with_the_right_password(anna: Someone, client: Client) -> None:
    assert not is_in(client)
    answer = signs_in(client, anna.email)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(client)
    client.post("/account/logout/")
    assert not is_in(client)


def test_guessing_is_locked_out_where_it_happens_also_with_the_right_password(
    anna: Someone, client: Client
) -> None:
    for n in range(GUESSES):
        assert signs_in(client, anna.email, f"gok nummer {n}", REMOTE_ADDR="10.0.0.1").status_code == 200
    locked = signs_in(client, anna.email, PASSWORD, REMOTE_ADDR="10.0.0.1")
    assert locked.status_code == 429
    assert not is_in(client)
    assert "Wacht vijf minuten" in locked.content.decode() or "Wait five minutes" in locked.content.decode()
    assert signs_in(client, anna.email, PASSWORD, REMOTE_ADDR="10.0.0.2").status_code == 302


def crowd_the_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """More pictures than any cache of Django keeps by itself."""
    monkeypatch.setattr(drawing, "render", lambda specification, language="": f"<svg>{specification}</svg>")
    for number in range(KEPT_BY_DEFAULT + 20):
        drawing.draw({"title": str(number)})


def crowd_the_counters() -> None:
    """What guesses at ever other accounts from ever other places leave behind, each counted as long as it stands."""
    for number in range(KEPT_BY_DEFAULT + 20):
        cache.set(f"zzz:{number}", [number], 3600)
        cache.set(f"0:{number}", [number], 3600)


def test_pictures_and_other_guesses_lift_no_lock_out(
    anna: Someone, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(GUESSES):
        assert signs_in(client, anna.email, f"gok nummer {n}").status_code == 200
    assert signs_in(client, anna.email).status_code == 429
    crowd_the_pictures(monkeypatch)
    assert signs_in(client, anna.email).status_code == 429
    crowd_the_counters()
    assert signs_in(client, anna.email).status_code == 429
    assert not is_in(client)


def test_counters_that_have_run_out_are_removed(anna: Someone) -> None:
    for number in range(KEPT_BY_DEFAULT + 20):
        cache.set(f"past:{number}", [number], -60)
    cache.set("present", [1], 3600)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_cache")
        (rows,) = cursor.fetchone()
    assert rows <= KEPT_BY_DEFAULT + 1
    assert cache.get("present") == [1]


def test_pictures_keep_within_their_limit(anna: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches["pictures"], "_max_entries", 50)
    crowd_the_pictures(monkeypatch)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM charts_cache")
        (rows,) = cursor.fetchone()
    assert 0 < rows <= 51


def guesses_from_everywhere(email: str) -> None:
    """Until nothing new is looked at: five from each place, from ever other places."""
    for n in range(FROM_ANYWHERE):
        place = f"10.0.{n // GUESSES}.1"
        assert signs_in(Client(), email, "gok", REMOTE_ADDR=place).status_code == 200
    assert signs_in(Client(), email, PASSWORD, REMOTE_ADDR="10.9.9.9").status_code == 429


def test_guesses_from_everywhere_never_shut_the_owner_out_of_a_known_device(
    anna: Someone, client: Client
) -> None:
    signs_in(client, anna.email)
    client.post("/account/logout/")
    guesses_from_everywhere(anna.email)
    assert signs_in(client, anna.email, REMOTE_ADDR="10.9.9.9").status_code == 302
    assert is_in(client)


def test_a_known_device_of_one_is_no_known_device_of_another(
    world: World, anna: Someone, client: Client
) -> None:
    bert = account_of(world.first.bert).email
    signs_in(client, anna.email)
    client.post("/account/logout/")
    for n in range(GUESSES):
        signs_in(client, bert, f"gok {n}")
    assert signs_in(client, bert).status_code == 429


def test_a_stolen_or_changed_cookie_gives_few_guesses_or_none(anna: Someone, client: Client) -> None:
    signs_in(client, anna.email)
    client.post("/account/logout/")
    answers = [signs_in(client, anna.email, "gok").status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    forged = Client()
    forged.cookies[COOKIE] = client.cookies[COOKIE].value[:-1] + "x"
    assert [signs_in(forged, anna.email, "gok").status_code for _ in range(6)] == [200] * 5 + [429]


def test_a_town_hall_behind_one_address_is_not_shut_by_thirty_mistakes(anna: Someone, client: Client) -> None:
    for n in range(40):
        assert signs_in(client, f"iemand{n}@example.nl", "gok").status_code == 200
    assert signs_in(client, anna.email).status_code == 302


def test_a_place_that_tries_hundreds_of_accounts_is_shut_and_known_devices_there_are_not(
    anna: Someone, client: Client, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed_place": "20/10m/ip"}
    signs_in(client, anna.email)
    client.post("/account/logout/")
    for n in range(20):
        assert signs_in(Client(), f"iemand{n}@example.nl", "gok").status_code == 200
    assert signs_in(Client(), anna.email).status_code == 429
    assert signs_in(client, anna.email).status_code == 302


def test_who_is_shut_out_is_told_once_and_the_trail_says_so(anna: Someone, client: Client) -> None:
    signs_in(client, anna.email)
    client.post("/account/logout/")
    for _ in range(GUESSES + 3):
        signs_in(Client(), anna.email, "gok")
    for _ in range(GUESSES + 3):
        signs_in(Client(), "bestaat.niet@example.nl", "gok")
    (notice,) = inbox_of(actor=anna.actor)
    assert "wrong passwords" in notice.subject or "verkeerde wachtwoorden" in notice.subject
    lines = trail_of(actor=Actor.system(anna.actor.organisation_id), subject=anna.actor.person)
    told = Counter(line.action for line in lines if line.action.startswith("account.s"))
    assert told == {"account.signed_in": 1, "account.sign_in_failed": GUESSES, "account.shut_out": 1}
    (came_in,) = [line for line in lines if line.action == "account.signed_in"]
    assert (came_in.person_id, came_in.details) == (
        anna.actor.person,
        {"device": "new", "method": "password"},
    )


def test_an_account_that_does_not_exist_answers_as_one_that_does(anna: Someone, client: Client) -> None:
    known = [_seen(signs_in(client, anna.email, "fout"), anna.email) for _ in range(GUESSES + 1)]
    cache.clear()
    nobody = "bestaat.niet@example.nl"
    unknown = [_seen(signs_in(client, nobody, "fout"), nobody) for _ in range(GUESSES + 1)]
    assert known == unknown
    assert [status for status, _ in known] == [200] * GUESSES + [429]


def _seen(answer: object, email: str) -> tuple[int, str]:
    text = answer.content.decode()  # type: ignore[attr-defined]
    visible = "".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)
    return answer.status_code, visible.replace(email, "…")  # type: ignore[attr-defined]


def test_asking_for_a_new_password_does_not_tell_who_has_an_account(anna: Someone, client: Client) -> None:
    known = client.post("/account/password/reset/", {"email": anna.email})
    unknown = client.post("/account/password/reset/", {"email": "bestaat.niet@example.nl"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_nobody_makes_an_account_for_himself(db: None, client: Client) -> None:
    before = User.objects.count()
    client.post("/account/signup/", {"email": "nieuw@example.nl", "password1": PASSWORD})
    assert User.objects.count() == before


@pytest.mark.parametrize(
    "page",
    [
        "email/",
        "confirm-email/",
        "confirm-email/MQ:1abc:xyz/",
        "3rdparty/",
        "3rdparty/signup/",
    ],
)
def test_nobody_changes_what_an_administrator_gave(anna: Someone, client: Client, page: str) -> None:
    """The address finds the account when an identity provider says it: whoever changes it becomes another."""
    signs_in(client, anna.email)
    assert client.get(f"/account/{page}").status_code == 404
    posted = {"action_add": "", "email": "iemand.anders@example.nl"}
    assert client.post(f"/account/{page}", posted).status_code == 404
    assert [*EmailAddress.objects.values_list("email", flat=True)] in ([], [anna.email])
    assert account_of(anna.actor).email == anna.email


def test_a_role_that_ends_is_gone_at_the_next_request(anna: Someone, client: Client) -> None:
    signs_in(client, anna.email)
    assert is_in(client)
    today = timezone.localdate()
    access.end_role(
        actor=Actor.system(anna.actor.organisation_id),
        assignment=anna.actor.assignment_id,  # type: ignore[arg-type]
        until=today,
        at=timezone.now() - timedelta(seconds=1),
    )
    answer = client.get("/mijn/")
    assert answer.status_code == 403


def test_who_left_and_whose_account_is_closed_is_out(anna: Someone, client: Client) -> None:
    signs_in(client, anna.email)
    User.objects.filter(email=anna.email).update(is_active=False)
    assert not is_in(client)


def test_the_cookie_of_a_session_changes_at_sign_in(anna: Someone, client: Client) -> None:
    """A session that somebody else planted is worth nothing after signing in."""
    client.get("/account/login/")
    session = client.session
    session["geplant"] = "ja"
    session.save()
    before = session.session_key
    assert before is not None
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    signs_in(client, anna.email)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


@pytest.mark.parametrize("where", ["https://kwaad.example/", "//kwaad.example/"])
def test_signing_in_leads_nowhere_outside(anna: Someone, client: Client, where: str) -> None:
    answer = client.post("/account/login/", {"login": anna.email, "password": PASSWORD, "next": where})
    assert answer["Location"] == "/"


def test_an_address_is_one_account_in_whatever_capitals(anna: Someone, client: Client) -> None:
    for written in (anna.email.upper(), anna.email.title()):
        with pytest.raises(Refused, match="Capitals make no difference"):
            User.objects.create_user(written)
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.bulk_create([User(email=written)])
    assert signs_in(client, anna.email.upper()).status_code == 302
    assert is_in(client)


def test_accounts_that_differ_in_capitals_only_stop_the_migration_by_name(
    fresh_database: TestDatabase,
) -> None:
    migration = importlib.import_module(
        "bodemplaat.foundation.access.migrations.0006_one_account_per_address"
    )
    with psycopg.connect(fresh_database.owner_url, autocommit=True) as owner:
        owner.execute("DROP INDEX one_account_per_address")
    User.objects.bulk_create([User(email="Anna@vlist.example"), User(email="bea@vlist.example")])
    migration.check_addresses(apps, connection.schema_editor())
    User.objects.bulk_create([User(email="anna@vlist.example")])
    with pytest.raises(migration.TwoAccountsWithOneAddress) as stopped:
        migration.check_addresses(apps, connection.schema_editor())
    assert "Anna@vlist.example (account " in str(stopped.value)
    assert "anna@vlist.example (account " in str(stopped.value)
    assert "bea@" not in str(stopped.value)
