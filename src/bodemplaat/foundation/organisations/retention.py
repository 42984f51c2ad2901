"""People and their employments as records that are kept for a term after somebody left."""

from datetime import date
from typing import Final

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from bodemplaat.foundation.organisations.models import Employment
from bodemplaat.foundation.retention.api import Dossier, Part, Rows, ended
from bodemplaat.kernel import say


def _left(rows: Rows, on: date) -> Rows:
    """Everybody whose every employment has ended; the term counts from the end of the last."""
    own: Rows = QuerySet(Employment).filter(person=OuterRef("pk"))
    works = own.filter(Q(valid_until=None) | Q(valid_until__gt=on))
    last = own.order_by().values("person").annotate(last=Max("valid_until")).values("last")
    return rows.filter(Exists(own), ~Exists(works)).annotate(closed_on=Subquery(last))


def _replaced(rows: Rows, on: date) -> Rows:
    """Employments that another of the same person came after; the last one goes with the person."""
    later: Rows = QuerySet(Employment).filter(
        person=OuterRef("person"),
        organisation=OuterRef("organisation"),
        valid_from__gte=OuterRef("valid_until"),
    )
    return ended("valid_until")(rows.filter(Exists(later)), on)


PEOPLE: Final = Dossier(
    code="people",
    name=say("People who left, with their employments"),
    model="organisations.Person",
    closed=_left,
    label="number",
    parts=(Part("organisations.Employment", "person"),),
)
EMPLOYMENTS: Final = Dossier(
    code="employments",
    name=say("Earlier employments of who works here"),
    model="organisations.Employment",
    closed=_replaced,
)
