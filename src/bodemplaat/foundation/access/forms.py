"""Forms of the second factor: how wrong codes are counted, and labels that the sign-in library leaves in English."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.access import sign_ins
from bodemplaat.foundation.access.devices import device_of

NAME_OF_KEY = _("Name of this key")


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Add a security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME_OF_KEY


class RenameKeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Give a security key another name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME_OF_KEY


class _CountedByDevice:
    """Wrong codes count as wrong passwords do: on a device where the account signed in before, only those given there.

    Elsewhere all count together, so that who knows a password tries few codes from however many places.
    """

    user: Any

    def clean_code(self) -> str:
        """The code, when it is right; too many wrong ones are told to the owner, and each is a line in the trail."""
        device = device_of(context.request)
        counter = f"code|{self.user.pk}"
        action = "code_failed"
        if device.knows(self.user.email):
            counter, action = f"{counter}|{device.name}", "code_failed_device"
        if not ratelimit.consume(context.request, action=action, key=counter):
            sign_ins.shut_out_by_codes(self.user.email)
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]
        ratelimit.clear(context.request, action=action, key=counter)
        return code

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        sign_ins.code_failed(self.user.email)
        super()._emit_authentication_failed(authenticator)  # type: ignore[misc]


class CodeForm(_CountedByDevice, AuthenticateForm):  # type: ignore[misc]
    """Give a code to come in."""


class CodeAgainForm(_CountedByDevice, ReauthenticateForm):  # type: ignore[misc]
    """Give a code once more, before something of signing in is changed."""
