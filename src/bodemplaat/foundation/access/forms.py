"""Forms of the second factor whose labels the sign-in library leaves in English."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

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
