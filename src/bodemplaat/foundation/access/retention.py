"""What goes with a person who left: roles, functions, substitutes, and the account that nobody signs in with any more."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from bodemplaat.foundation.access.models import PersonalAccount, RoleAssignment, User
from bodemplaat.foundation.retention.api import Part, Rows
from bodemplaat.foundation.tenancy.api import Actor

PARTS: Final = (
    Part("access.RoleAssignment", "person"),
    Part("access.FunctionAssignment", "person"),
    Part("access.Substitution", "absent"),
    Part("access.Substitution", "substitute"),
    Part("access.PersonalAccount", "person"),
)


def without_a_role(rows: Rows, on: date) -> Rows:
    """People who have no role any more: whoever still signs in has not left."""
    runs: Rows = QuerySet(RoleAssignment).filter(
        Q(valid_until=None) | Q(valid_until__gt=on), person=OuterRef("pk")
    )
    return rows.filter(~Exists(runs))


def forget_accounts(actor: Actor, people: Sequence[UUID]) -> Callable[[], None]:
    """The accounts of these people go when they are nobody's any more, at whatever organisation."""
    accounts = PersonalAccount.records.of(actor).filter(person_id__in=people)
    users = set(accounts.values_list("user_id", flat=True))

    def afterwards() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT u FROM unnest(%s::bigint[]) AS u WHERE cardinality(access_people(u)) = 0", [[*users]]
            )
            nobodys = [user for (user,) in cursor.fetchall()]
        User.objects.filter(pk__in=nobodys).delete()

    return afterwards
