"""What the directory finds here: only what it said itself, and of its own organisation."""

from collections.abc import Collection, Mapping
from functools import reduce
from operator import and_, or_
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q

from bodemplaat.foundation.directory.models import DirectoryGroup, DirectoryMember, DirectoryPerson
from bodemplaat.foundation.directory.values import (
    Both,
    DirectoryRefused,
    GroupInDirectory,
    Is,
    Other,
    PersonInDirectory,
    SaidOfGroup,
    SaidOfPerson,
    Where,
    Wrong,
)
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, Role, query
from bodemplaat.kernel import say

_OF_PEOPLE: Final[Mapping[str, tuple[str, bool]]] = {
    "id": ("person_id", True),
    "userName": ("user_name", False),
    "externalId": ("external_id", True),
    "active": ("active", True),
    "displayName": ("person__name", False),
    "name.formatted": ("person__name", False),
    "name.givenName": ("given_name", False),
    "name.familyName": ("family_name", False),
    "emails": ("email", False),
    "emails.value": ("email", False),
    "title": ("title", False),
    "employeeNumber": ("person__number", False),
    "department": ("department", False),
}
"""By the attribute that is asked for: the column, and whether capitals make a difference."""
_OF_GROUPS: Final[Mapping[str, tuple[str, bool]]] = {
    "id": ("id", True),
    "externalId": ("external_id", True),
    "displayName": ("name", False),
    "members": ("members__person_id", True),
    "members.value": ("members__person_id", True),
}
_LOOKUPS: Final = {"eq": "exact", "ne": "exact", "co": "contains", "sw": "startswith", "ew": "endswith"}


@query
def person_in_directory(*, actor: Actor, person: UUID) -> PersonInDirectory:
    """One person who is tied to the directory; raises ``NotFound`` for anyone else."""
    row = _people(actor).one(person_id=person)
    return _person(row, _groups_of(actor, [person]).get(person, ()))


@query
def people_in_directory(
    *, actor: Actor, where: Where | None = None, start: int = 0, count: int = 100
) -> tuple[tuple[PersonInDirectory, ...], int]:
    """A page of the people who are tied to the directory, oldest first, and how many there are; three queries.

    Raises ``DirectoryRefused`` for a condition on what is not kept.
    """
    rows = _people(actor)
    if where is not None:
        rows = rows.filter(_condition(where, _OF_PEOPLE))
    page = list(rows.order_by("made_at", "id")[start : start + count])
    groups = _groups_of(actor, [row.person_id for row in page])
    return tuple(_person(row, groups.get(row.person_id, ())) for row in page), rows.count()


@query
def group_in_directory(*, actor: Actor, group: UUID, with_members: bool = True) -> GroupInDirectory:
    """One group; raises ``NotFound`` for one that is not there."""
    row = _groups(actor).one(id=group)
    members = _members_of(actor, [group]) if with_members else {}
    return _group(row, members.get(group, {}))


@query
def groups_in_directory(
    *,
    actor: Actor,
    where: Where | None = None,
    start: int = 0,
    count: int = 100,
    with_members: bool = True,
) -> tuple[tuple[GroupInDirectory, ...], int]:
    """A page of the groups by name, and how many there are; three queries. Raises as ``people_in_directory``."""
    rows = _groups(actor)
    if where is not None:
        ids = DirectoryGroup.records.of(actor).filter(_condition(where, _OF_GROUPS)).values("id")
        rows = rows.filter(id__in=ids)
    page = list(rows.order_by("name", "id")[start : start + count])
    members = _members_of(actor, [row.id for row in page]) if with_members else {}
    return tuple(_group(row, members.get(row.id, {})) for row in page), rows.count()


def _people(actor: Actor) -> GuardedQuerySet[DirectoryPerson]:
    rows = DirectoryPerson.records.of(actor).filter(organisation_id=actor.organisation_id)
    return rows.select_related("person")


def _groups(actor: Actor) -> GuardedQuerySet[Any]:
    rows = DirectoryGroup.records.of(actor).filter(organisation_id=actor.organisation_id)
    return rows.select_related("unit").annotate(size=Count("members"))


def _person(row: DirectoryPerson, groups: tuple[tuple[UUID, str], ...]) -> PersonInDirectory:
    said = SaidOfPerson(
        user_name=row.user_name,
        external_id=row.external_id,
        active=row.active,
        name=row.person.name,
        given_name=row.given_name,
        family_name=row.family_name,
        email=row.email,
        number=row.person.number,
        language=row.person.language,
        title=row.title,
        department=row.department,
        manager=row.manager,
    )
    return PersonInDirectory(row.person_id, said, row.made_at, row.changed_at, row.version, groups)


def _group(row: Any, members: Mapping[UUID, str]) -> GroupInDirectory:
    said = SaidOfGroup(row.name, row.external_id, frozenset(map(str, members)))
    return GroupInDirectory(
        id=row.id,
        said=said,
        names=members,
        made_at=row.made_at,
        changed_at=row.changed_at,
        version=row.version,
        role=Role(row.role) if row.role else None,
        unit_id=row.unit_id,
        unit_name=row.unit.name if row.unit else "",
        size=row.size,
    )


def _groups_of(actor: Actor, people: Collection[UUID]) -> Mapping[UUID, tuple[tuple[UUID, str], ...]]:
    rows = DirectoryMember.records.of(actor).filter(person_id__in=people).order_by("group__name", "group_id")
    groups: dict[UUID, tuple[tuple[UUID, str], ...]] = {}
    for person, group, name in rows.values_list("person_id", "group_id", "group__name"):
        groups[person] = (*groups.get(person, ()), (group, name))
    return groups


def _members_of(actor: Actor, groups: Collection[UUID]) -> Mapping[UUID, Mapping[UUID, str]]:
    rows = DirectoryMember.records.of(actor).filter(group_id__in=groups).order_by("person__name", "person_id")
    members: dict[UUID, dict[UUID, str]] = {}
    for group, person, name in rows.values_list("group_id", "person_id", "person__name"):
        members.setdefault(group, {})[person] = name
    return members


def _condition(where: Where, columns: Mapping[str, tuple[str, bool]]) -> Q:
    match where:
        case Both(every, terms):
            return reduce(and_ if every else or_, (_condition(term, columns) for term in terms))
        case Other(than):
            return ~_condition(than, columns)
        case Is():
            return _comparison(where, columns)


def _comparison(comparison: Is, columns: Mapping[str, tuple[str, bool]]) -> Q:
    """One comparison. A value that the attribute can never have matches nothing, as any other value would."""
    if comparison.attribute not in columns:
        raise DirectoryRefused(
            Wrong.FILTER,
            say("A filter on {attribute} is not answered here."),
            attribute=comparison.attribute[:100],
        )
    column, is_exact = columns[comparison.attribute]
    never = Q(pk__in=[])
    if comparison.operator == "pr":
        return Q() if column in ("active", "person_id", "id") else ~Q(**{column: ""})
    if comparison.operator not in _LOOKUPS:
        raise DirectoryRefused(
            Wrong.FILTER, say("A filter with {operator} is not answered here."), operator=comparison.operator
        )
    condition: Q
    if column == "active":
        value = {"true": True, "false": False}.get(str(comparison.value).lower())
        condition = never if value is None else Q(active=value)
    elif column.endswith("id") and column != "external_id":
        try:
            condition = Q(**{column: UUID(str(comparison.value))})
        except ValueError:
            condition = never
    elif not isinstance(comparison.value, str) or "\x00" in comparison.value:
        condition = never
    else:
        lookup = _LOOKUPS[comparison.operator]
        condition = Q(**{f"{column}__{lookup if is_exact else f'i{lookup}'}": comparison.value})
    return ~condition if comparison.operator == "ne" else condition
