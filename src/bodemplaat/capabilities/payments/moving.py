"""Moving many payments at once along their lifecycle, and naming many rows in one statement."""

from collections.abc import Collection
from uuid import UUID

from django.db.models.expressions import RawSQL

from bodemplaat.capabilities.payments.lifecycle import PAYMENT
from bodemplaat.capabilities.payments.models import Payment
from bodemplaat.foundation.tenancy import GuardedQuerySet


def move_all(rows: GuardedQuerySet[Payment], move: str, **facts: object) -> int:
    """Take every payment among ``rows`` from which ``move`` starts along it; answers how many.

    One statement, so that what another transaction moved first is passed over and never overwritten.
    """
    arrow = next(each for each in PAYMENT.moves if each.name == move)
    return rows.filter(state__in=arrow.sources).update(state=arrow.target, **facts)


def among(ids: Collection[UUID]) -> RawSQL:
    """For ``field__in``: any number of ids as one parameter, which an ordinary list is not fit for."""
    return RawSQL("SELECT unnest(%s::uuid[])", [list(ids)])


def among_texts(texts: Collection[str]) -> RawSQL:
    """The same for texts."""
    return RawSQL("SELECT unnest(%s::text[])", [list(texts)])
