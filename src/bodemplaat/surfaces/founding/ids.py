"""Ids as they came from a form of these pages."""

from uuid import UUID

from bodemplaat.foundation.design.api import uuid_or_none
from bodemplaat.foundation.tenancy.api import NotFound


def id_of(text: str, kind: str) -> UUID:
    """The id; raises ``NotFound`` for what is none, as for one that nobody has."""
    known = uuid_or_none(text)
    if known is None:
        raise NotFound(kind)
    return known
