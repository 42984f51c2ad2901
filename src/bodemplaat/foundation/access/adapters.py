"""How sign-in is adapted: secrets of the second factor are encrypted at rest, and nobody creates their own account."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import (
    ratelimit,  # its own adapter uses it; the public one cannot take a count back
)
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.shortcuts import render

from bodemplaat.foundation.access import sign_ins
from bodemplaat.foundation.access.devices import device_of
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.notices.api import post
from bodemplaat.foundation.secrets.api import sealed, unsealed


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are given by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave the mail to the worker: a page never waits for a mail server, whether or not there is an account."""
        request = allauth_context.request
        shown = {"request": request, "email": email, "current_site": get_current_site(request), **context}
        post(self.render_mail(template_prefix, email, shown))

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Mail the link, and leave a line: anyone can ask for it who knows the address."""
        sign_ins.password_asked(user)
        super().send_password_reset_mail(user, email, context)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Stop who guesses, before the password is looked at; alike for an account that does not exist.

        Failures count against the account together with the place they come from, against the place, and, with a wide
        limit, against the account wherever they come from. On a device where the account signed in before only the
        failures of that device count: guessing elsewhere shuts nobody out there.
        """
        login = str(credentials.get("email", ""))
        key = self._get_login_attempts_cache_key(request, **credentials)
        device = device_of(request)
        if device.knows(login):
            counted = [("login_failed_device", f"{key}|{device.name}")]
        else:
            place = ratelimit.get_ip(request)
            counted = [
                ("login_failed_place", key),
                ("login_failed_here", f"{key}|{place}"),
                ("login_failed_account", key),
            ]
        used: list[Any] = []
        for action, counter in counted:
            usage = ratelimit.consume(request, app="allauth.account", action=action, key=counter)
            if usage is None:
                ratelimit.RateLimitUsage(usage=used).rollback()
                if action != "login_failed_place":  # then it is not about this account
                    sign_ins.shut_out(login)
                raise ImmediateHttpResponse(render(request, "429.html", status=429))
            used += usage.usage
        self._login_failed_rl_usage = ratelimit.RateLimitUsage(usage=used)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password leaves a line with who it was tried on."""
        sign_ins.failed(str(credentials.get("email", "")))


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps TOTP secrets and recovery seeds encrypted under a key from the settings."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret for the database."""
        return sealed(text, "second factor")

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret back."""
        return unsealed(encrypted_text, "second factor")
