"""No page waits for a mail server: a mail is a job, sealed, and sent by the worker."""

import re
import socket
import time

import pytest
from django.core import mail as sent
from django.core.mail import EmailMessage
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.database import TestDatabase
from tests.mail_server import mail_server
from tests.workers import a_worker, eventually

from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.notices import tasks
from bodemplaat.foundation.notices.api import post


def letters() -> list[str]:
    """What lies sealed in the queue."""
    jobs = ProcrastinateJob.objects.filter(task_name="notices.letter").order_by("id")
    return [job.args["sealed"] for job in jobs]


@pytest.fixture
def anna(db: None) -> User:
    user: User = User.objects.create_user("anna@example.nl", "een lang wachtwoord", "Anna")
    return user


def test_a_reset_is_answered_at_once_and_mailed_later(anna: User, client: Client) -> None:
    answer = client.post("/account/password/reset/", {"email": anna.email})
    assert answer.status_code == 302
    assert sent.outbox == [], "the page itself mails nothing"
    (sealed,) = letters()
    assert "anna" not in sealed
    assert "reset" not in sealed
    tasks.letter(sealed)
    (message,) = sent.outbox
    assert message.to == [anna.email]
    link = re.search(r"/account/password/reset/key/\S+", str(message.body))
    assert link
    assert client.get(link[0], follow=True).status_code == 200


def test_who_has_no_account_costs_the_same_and_is_told_by_mail(client: Client, db: None) -> None:
    client.post("/account/password/reset/", {"email": "niemand@example.nl"})
    (sealed,) = letters()
    tasks.letter(sealed)
    assert sent.outbox[0].to == ["niemand@example.nl"]


def test_a_silent_mail_server_stops_nobody_who_asks_for_a_reset(
    anna: User, client: Client, settings: pytest.MonkeyPatch
) -> None:
    with mail_server() as server:
        server.silent = True
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port  # type: ignore[attr-defined]
        settings.EMAIL_TIMEOUT, settings.EMAIL_USE_TLS = 1, False  # type: ignore[attr-defined]
        before = time.monotonic()
        assert client.post("/account/password/reset/", {"email": anna.email}).status_code == 302
        assert time.monotonic() - before < 5
        assert not server.connected.is_set()
        with pytest.raises(OSError, match="timed out"):
            tasks.letter(letters()[0])
        assert time.monotonic() - before < 10, "the worker gives up too, and tries again later"


def test_the_worker_mails_it(fresh_database: TestDatabase) -> None:
    with mail_server() as server, a_worker(fresh_database, mail_port=server.port):
        message = EmailMessage("Onderwerp é", "Regel 1\nRegel 2", "van@example.nl", ["naar@example.nl"])
        message.content_subtype = "plain"
        post(message)
        eventually(lambda: server.mails)
    assert server.mails[0]["To"] == "naar@example.nl"


def test_nothing_is_posted_with_an_attachment(db: None) -> None:
    message = EmailMessage("x", "y", to=["a@example.nl"])
    message.attach("bon.txt", "x", "text/plain")
    with pytest.raises(ValueError, match="attachments"):
        post(message)


def test_an_identity_provider_that_says_nothing_keeps_nobody_waiting(
    client: Client, db: None, settings: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        app = {
            "provider_id": "organisatie",
            "name": "x",
            "client_id": "x",
            "secret": "x",
            "settings": {"server_url": f"http://127.0.0.1:{silent.getsockname()[1]}"},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}  # type: ignore[attr-defined]
        settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 1  # type: ignore[attr-defined]
        before = time.monotonic()
        answer = client.get("/account/oidc/organisatie/login/", follow=True)
        assert time.monotonic() - before < 8
    assert answer.redirect_chain == [("/account/login/", 302)]
    assert "aanmelding van uw organisatie antwoordt niet" in answer.content.decode()
