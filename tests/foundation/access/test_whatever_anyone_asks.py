"""What anyone can ask without an account never keeps its owner from a second factor."""

import re
from collections.abc import Callable

import pytest
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory, TestCase
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.foundation.access.conftest import PASSWORD, Someone, signs_in
from tests.foundation.access.test_the_second_factor import made_passkey, turned_on

from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.notices import tasks
from bodemplaat.foundation.tenancy.api import Actor


def asks_for_a_new_password(anna: Someone) -> None:
    """As anybody who knows the address can."""
    Client().post("/account/password/reset/", {"email": anna.email.upper()})


def gets_a_new_password(anna: Someone) -> None:
    """As the owner does, with what the mail says."""
    asks_for_a_new_password(anna)
    job = ProcrastinateJob.objects.filter(task_name="notices.letter").latest("id")
    tasks.letter(job.args["sealed"])
    (link,) = re.findall(r"https?://[^/]+(/account/password/reset/key/\S+)", str(mail.outbox[-1].body))
    client = Client()
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})


def signs_up_again(anna: Someone) -> None:
    """With an address that has an account."""
    Client().post("/account/signup/", {"email": anna.email, "password1": PASSWORD})


def fails_to_sign_in(anna: Someone) -> None:
    signs_in(Client(), anna.email, "gok")


def is_synchronised(anna: Someone) -> None:
    """What allauth does wherever it wants a row for the account's address."""
    sync_user_email_address(User.objects.get(email=anna.email))


def is_set_up(anna: Someone) -> None:
    """What allauth does with what an identity provider tells."""
    request = RequestFactory().get("/")
    request.session = Client().session
    setup_user_email(request, User.objects.get(email=anna.email), [])


def had_another_address(anna: Someone) -> None:
    """An administrator gave the account another address since."""
    user = User.objects.get(email=anna.email)
    EmailAddress.objects.create(user=user, email="vroeger@example.nl", primary=False, verified=False)
    user.save()


WAYS: list[Callable[[Someone], None]] = [
    asks_for_a_new_password,
    gets_a_new_password,
    signs_up_again,
    fails_to_sign_in,
    is_synchronised,
    is_set_up,
    had_another_address,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_codes_and_passkeys_can_still_be_turned_on(
    anna: Someone, client: Client, way: Callable[[Someone], None]
) -> None:
    way(anna)
    cache.clear()
    signs_in(client, anna.email)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert not EmailAddress.objects.filter(verified=False).exists()
    assert turned_on(client)
    assert made_passkey(client).status_code == 302


def acts_of(who: Someone) -> list[str]:
    """What the trail says of somebody since they were made known."""
    lines = trail_of(actor=Actor.system(who.actor.organisation_id), subject=who.actor.person)
    assert who.email not in str([line.details for line in lines])
    acts = [line.action for line in lines]
    return [act for act in acts if act not in {"person.added", "account.given", "role.assigned"}]


def test_a_new_password_leaves_a_line_when_it_is_asked_and_when_it_is_chosen(anna: Someone) -> None:
    asks_for_a_new_password(anna)
    assert acts_of(anna) == ["account.password_asked"]
    gets_a_new_password(anna)
    assert acts_of(anna) == ["account.password_asked"] * 2 + ["account.password_reset"]


def test_a_new_password_for_nobody_leaves_no_line(anna: Someone) -> None:
    Client().post("/account/password/reset/", {"email": "niemand@example.nl"})
    assert acts_of(anna) == []


def test_each_change_of_how_somebody_signs_in_leaves_a_line(anna: Someone, client: Client) -> None:
    signs_in(client, anna.email)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    turned_on(client)
    made_passkey(client)
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post("/account/2fa/recovery-codes/generate/")
    client.post("/account/2fa/totp/deactivate/")
    other = "een ander lang wachtwoord"
    changed = client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": other, "password2": other}
    )
    assert changed.status_code == 302
    assert set(acts_of(anna)) == {
        "account.signed_in",
        "account.factor_added",
        "account.codes_made_anew",
        "account.factor_removed",
        "account.password_changed",
    }
