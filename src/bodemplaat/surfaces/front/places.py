"""The places of coming in, in the bar and under one's own name."""

from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, Place, register
from bodemplaat.foundation.notices.api import unread_count
from bodemplaat.foundation.tenancy.api import Actor


def connect() -> None:
    """Everyone has an inbox, another role perhaps, and means to sign in. Called once, when all is loaded."""
    register(
        NavigationItem(_("Messages"), "front:inbox", order=90, icon="mail", count=_unread, compact=True),
        NavigationItem(_("Whom do I call?"), "front:calling", order=5, icon="people", place=Place.PERSON),
        NavigationItem(_("Act in another role"), "front:hats", order=10, icon="person", place=Place.PERSON),
        NavigationItem(_("Sign-in and security"), "mfa_index", order=90, icon="lock", place=Place.PERSON),
    )


def _unread(actor: Actor) -> int:
    return unread_count(actor=actor)
