"""An account has one address, the one an administrator gave, and that one counts as verified.

allauth keeps addresses of its own beside the account's. It writes one, unverified, whenever it needs one (a password
that is reset, a sign-up, an identity provider), and refuses a second factor to anyone with an unverified address. Its
pages to verify one are closed here, because an address identifies its owner: so an unverified address would
keep its owner from a second factor for ever, and anyone can cause one.
"""

from typing import Any

from allauth.account.models import EmailAddress

from bodemplaat.foundation.access.models import User


def verify_own(sender: type[EmailAddress], instance: EmailAddress, **_: Any) -> None:
    """Before an address is stored: the account's own is verified, whatever stores it."""
    if instance.email.lower() == instance.user.email.lower() and instance.can_set_verified():
        instance.verified = True


def drop_others(
    sender: type[User], instance: User, update_fields: frozenset[str] | None = None, **_: Any
) -> None:
    """After an account is stored: remove the addresses that it had before."""
    if update_fields is None or "email" in update_fields:
        EmailAddress.objects.filter(user_id=instance.pk).exclude(email__iexact=instance.email).delete()
