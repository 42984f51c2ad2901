"""What signing in and what changes it leave behind: lines in the trail, a known device, and a notice to the owner whose account was locked."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from bodemplaat.foundation.access.devices import device_of, remember
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.access.queries import actor_wearing, hats_of
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.notices.api import notify
from bodemplaat.foundation.tenancy.api import Actor, entered
from bodemplaat.kernel import Said, say

TOLD_AGAIN_AFTER = timedelta(hours=1)
SHUT_OUT = (
    say("Somebody gave wrong passwords for your account"),
    say(
        "Signing in to your account is shut for a while on devices and at places that we do not know. Devices on which"
        " you signed in before still let you in. Was it not you? Then nobody got in, and nothing is asked of you; tell"
        " your administrator if it goes on."
    ),
)

SHUT_OUT_BY_CODES = (
    say("Somebody who knows your password gave wrong codes"),
    say(
        "Your password was right and the codes after it were wrong, so codes are refused for a while on devices that we do"
        " not know. Devices on which you signed in before still let you in. Was it not you? Nobody got in, but somebody knows"
        " your password: choose another one now."
    ),
)


def password_asked(user: User) -> None:
    """Somebody, whoever it was, asked for a new password: a line in the trail."""
    _note(user.email, "account.password_asked")


def password_reset(*, user: User, **_: Any) -> None:
    """A new password was chosen with the link that was mailed: a line in the trail."""
    _note(user.email, "account.password_reset")


def password_changed(*, user: User, **_: Any) -> None:
    """Somebody who is signed in chose another password: a line in the trail of each organisation."""
    _record(user, "account.password_changed")


def factor_added(*, user: User, **_: Any) -> None:
    """A second step of signing in was set up: the same."""
    _record(user, "account.factor_added")


def factor_removed(*, user: User, **_: Any) -> None:
    """A second step of signing in was removed: the same."""
    _record(user, "account.factor_removed")


def codes_made_anew(*, user: User, **_: Any) -> None:
    """Recovery codes were made anew: the same."""
    _record(user, "account.codes_made_anew")


def signed_in(*, request: HttpRequest, user: User, response: HttpResponse | None = None, **_: Any) -> None:
    """After somebody came in: a line in the trail of each organisation, and a cookie that knows the device."""
    device = device_of(request)
    facts = {"device": "known" if device.knows(user.email) else "new", "method": _method(request)}
    _record(user, "account.signed_in", facts)
    if response is not None:
        remember(response, device.with_account(user.email))


def failed(login: str) -> None:
    """After a wrong password for an account that exists: a line in the trail; of others there is no record."""
    _note(login, "account.sign_in_failed")


def code_failed(login: str) -> None:
    """After a wrong code of the second factor: a line in the trail."""
    _note(login, "account.code_failed")


def shut_out(login: str) -> None:
    """An attempt was not looked at, because too many had failed: in the trail and to the owner, once an hour."""
    _shut_out(login, "bodemplaat.shut_out", SHUT_OUT)


def shut_out_by_codes(login: str) -> None:
    """A code was not looked at, because too many had been wrong: the same, in words that say so."""
    _shut_out(login, "bodemplaat.shut_out_by_codes", SHUT_OUT_BY_CODES)


def _shut_out(login: str, why: str, words: tuple[Said, Said]) -> None:
    once = salted_hmac(why, login.lower()).hexdigest()
    if not cache.add(f"shut_out:{once}", True, TOLD_AGAIN_AFTER.total_seconds()):
        return
    now = timezone.now()
    for person, organisation in _note(login, "account.shut_out"):
        notify(
            actor=Actor.system(organisation),
            person=person,
            organisation=organisation,
            cause=uuid5(NAMESPACE_URL, f"{why}:{person}:{now.isoformat()}"),
            subject=words[0],
            body=words[1],
            values={},
            at=now,
        )


def _note(login: str, action: str) -> list[tuple[UUID, UUID]]:
    """A line about each person of the account, by the platform: who tried is not known. Returns those people."""
    user = User.objects.filter(email__iexact=login).first()
    about = [(actor.person, actor.organisation_id) for actor in _people(user)] if user else []
    for person, organisation in about:
        actor = Actor.system(organisation)
        with entered(actor):
            record(actor, action, "person", person, organisation, at=timezone.now())
    return about


def _record(user: User, action: str, facts: Mapping[str, object] | None = None) -> None:
    """A line by the owner of the account in the trail of each organisation."""
    for actor in _people(user):
        with entered(actor):
            about = (actor.person, actor.organisation_id)
            record(actor, action, "person", *about, at=timezone.now(), details=facts)


def _people(user: User) -> Iterator[Actor]:
    """Who an account is at each organisation where it has a role today, in the broadest of its roles there."""
    on = timezone.localdate()
    hats = {hat.organisation_name: hat for hat in hats_of(user=user.pk, on=on)}
    for hat in hats.values():
        yield actor_wearing(user=user.pk, assignment=hat.assignment_id, on=on)


def _method(request: HttpRequest) -> str:
    """How: ``password``, ``mfa``, ``socialaccount``…, as the last step was."""
    done = request.session.get("account_authentication_methods") if hasattr(request, "session") else None
    return str(done[-1]["method"]) if done else ""
