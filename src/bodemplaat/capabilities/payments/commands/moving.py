"""Moving many payments at once along their lifecycle, and naming many rows in one statement."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import BooleanField, F, Func, Value

from bodemplaat.capabilities.payments.lifecycle import PAYMENT
from bodemplaat.capabilities.payments.models import Payment
from bodemplaat.foundation.tenancy.api import GuardedQuerySet


def move_all(rows: GuardedQuerySet[Payment], move: str, **facts: object) -> int:
    """Take every payment among ``rows`` from which ``move`` starts along it; returns how many.

    One statement, so that what another transaction moved first is passed over and never overwritten.
    """
    arrow = next(each for each in PAYMENT.moves if each.name == move)
    return rows.filter(state__in=arrow.sources).update(state=arrow.target, **facts)


def among(field: str, values: Collection[UUID] | Collection[str]) -> Func:
    """The condition that ``field`` is one of any number of values, as one parameter.

    ``field = ANY (array)``: PostgreSQL then knows how many it looks for and takes the index on the field, which it
    may not do for a list of its own or a subquery of values.
    """
    return Func(
        F(field),
        Value(list(values)),
        template="(%(expressions)s))",
        arg_joiner=" = ANY (",
        output_field=BooleanField(),
    )
