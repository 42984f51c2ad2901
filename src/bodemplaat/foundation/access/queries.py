"""From an account to an actor, and who holds what."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet, Value

from bodemplaat.foundation.access.models import (
    FunctionAssignment,
    PersonalAccount,
    RoleAssignment,
    Substitution,
)
from bodemplaat.foundation.organisations.api import holds_on, working_people
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role, query, remembered, shaped


@dataclass(frozen=True, slots=True)
class Hat:
    """A role that an account can act in."""

    assignment_id: UUID
    role: Role
    organisation_id: UUID
    organisation_name: str
    person_name: str


@dataclass(frozen=True, slots=True)
class SubstitutionView:
    """Who stands in for whom, and when."""

    id: UUID
    absent_id: UUID
    absent_name: str
    substitute_id: UUID
    substitute_name: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """A role or a named function of a person that holds or will hold; one of ``role`` and ``function`` is there.

    ``unit_name`` is empty for a role and for a function in the whole organisation. ``until`` is not included.
    """

    id: UUID
    person_id: UUID
    role: Role | None
    function: str
    unit_name: str
    since: date
    until: date | None


def hats_of(*, user: int, on: date) -> tuple[Hat, ...]:
    """Every role the account can act in on a day, the broadest last. Asked before any organisation is entered."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT assignment_id, role, organisation_id, organisation_name, person_name"
            " FROM access_assignments(%s, %s)",
            [user, on],
        )
        hats = [Hat(row[0], Role(row[1]), *row[2:]) for row in cursor.fetchall()]
    order = list(Role)
    return tuple(sorted(hats, key=lambda hat: (order.index(hat.role), hat.organisation_name)))


def actor_wearing(*, user: int, assignment: UUID, on: date) -> Actor:
    """The actor that an account is in one of its roles on a day; raises ``NotFound`` when it has no such role."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT role, organisation_id, organisation_name, person_id, person_name, scope, cooperations, theme,"
            " access_people(%s), partly, desk_partly FROM access_assignments(%s, %s) WHERE assignment_id = %s",
            [user, user, on, assignment],
        )
        row = cursor.fetchone()
    if row is None:
        raise NotFound("role")
    return Actor(
        role=Role(row[0]),
        organisation_id=row[1],
        scope=frozenset(row[5]),
        partly=frozenset(row[9]),
        desk_partly=frozenset(row[10]),
        cooperations=frozenset(row[6]),
        person_id=row[3],
        user_id=user,
        assignment_id=assignment,
        person_name=row[4],
        organisation_name=row[2],
        theme=row[7],
        people=frozenset(row[8]),
    )


def actors_of_accounts(*, on: date) -> tuple[Actor, ...]:
    """Everyone with an account in each role that it has on a day; by account, the broadest role last. One statement.

    For a demo, where everyone may be chosen; asked before any organisation is entered.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.id, a.role, a.organisation_id, a.organisation_name, a.person_id, a.person_name, a.scope,"
            " a.cooperations, a.theme, access_people(u.id), a.partly, a.assignment_id, a.desk_partly"
            " FROM access_user u CROSS JOIN LATERAL access_assignments(u.id, %s) a ORDER BY u.id",
            [on],
        )
        actors = [
            Actor(
                role=Role(row[1]),
                organisation_id=row[2],
                scope=frozenset(row[6]),
                partly=frozenset(row[10]),
                desk_partly=frozenset(row[12]),
                cooperations=frozenset(row[7]),
                person_id=row[4],
                user_id=row[0],
                assignment_id=row[11],
                person_name=row[5],
                organisation_name=row[3],
                theme=row[8],
                people=frozenset(row[9]),
            )
            for row in cursor.fetchall()
        ]
    order = list(Role)
    return tuple(
        sorted(actors, key=lambda each: (each.user_id or 0, order.index(each.role), each.organisation_name))
    )


@query
def clerks_of(*, actor: Actor, on: date) -> Mapping[tuple[UUID, UUID], Mapping[UUID, frozenset[UUID]]]:
    """By organisation within reach and provider of its claims, the clerks there who can work on them on a day.

    A provider that finishes what was handed in before the task went over counts too. Each clerk with every person that
    signs in with the same account. Ids only: an organisation that is served learns whether somebody is there, not who.
    """
    clerks: dict[tuple[UUID, UUID], dict[UUID, frozenset[UUID]]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id, provider_id, person_id, same FROM access_clerks(%s)", [on])
        for organisation, provider, person, same in cursor.fetchall():
            clerks[organisation, provider][person] = frozenset(same)
    return clerks


@query
@remembered(PersonalAccount)
def same_human(*, actor: Actor, person: UUID) -> frozenset[UUID]:
    """Every person within reach who signs in with the same account as this one, and this one itself.

    Four eyes are those of two human beings: who works for two organisations is two persons with one account.
    """
    return frozenset(same for (same,) in _with_one_account(actor, person)) | {person}


@query
@remembered(PersonalAccount)
def persons_of_one_human(*, actor: Actor) -> Mapping[UUID, UUID]:
    """Each person within reach whose account is another's there too, with the one that stands for that human being.

    Who is not among them stands alone. Human beings are counted by it, where persons would count some twice.
    """
    accounts = PersonalAccount.records.of(actor)
    shared = accounts.order_by().values("user_id").annotate(n=Count("id")).filter(n__gt=1).values("user_id")
    first: dict[int, UUID] = {}
    rows = accounts.filter(user_id__in=shared).order_by("person_id").values_list("user_id", "person_id")
    return {person: first.setdefault(user, person) for user, person in rows}


@shaped
def _with_one_account(actor: Actor, person: UUID) -> QuerySet[Any, Any]:
    accounts = PersonalAccount.records.of(actor)
    users = accounts.filter(person_id=person).values("user_id")
    return accounts.filter(user_id__in=users).values_list("person_id")


@query
def people_with_address(*, actor: Actor, email: str) -> Mapping[UUID, UUID]:
    """Who within reach signs in with this address, in whatever capitals, and can come in: organisations by person."""
    accounts = PersonalAccount.records.of(actor).filter(shut_at=None, user__is_active=True)
    return dict(accounts.filter(user__email__iexact=email).values_list("person_id", "organisation_id"))


@query
def address_of(*, actor: Actor, person: UUID) -> str:
    """The address with which somebody within reach signs in; empty where they cannot come in."""
    accounts = PersonalAccount.records.of(actor).filter(shut_at=None, user__is_active=True, person_id=person)
    return str(accounts.values_list("user__email", flat=True).first() or "")


@dataclass(frozen=True, slots=True)
class Standing:
    """Who of some people can act on a day, and by which roles.

    ``able``: holds some role, and works here still (no job is required of anyone who never had one here). ``now`` and
    ``before``: the roles that hold, and those that held once, by person.
    """

    able: frozenset[UUID]
    now: Mapping[UUID, frozenset[Role]]
    before: Mapping[UUID, frozenset[Role]]

    def holding(self, role: Role) -> frozenset[UUID]:
        """Who has a role."""
        return frozenset(person for person, roles in self.now.items() if role in roles)

    def formerly(self, role: Role) -> frozenset[UUID]:
        """Who had a role that has ended, and does not have it again."""
        return frozenset(person for person, roles in self.before.items() if role in roles) - self.holding(
            role
        )


@dataclass(frozen=True, slots=True)
class Holding:
    """A named function that somebody holds; ``unit`` is ``None`` for the whole organisation."""

    organisation: UUID
    function: str
    unit: UUID | None
    person: UUID


@query
@remembered(RoleAssignment, PersonalAccount, "organisations.Employment")
def standing_of(*, actor: Actor, people: Collection[UUID], on: date) -> Standing:
    """Who of these people can act on a day: what has ended takes the power away at once; one query.

    A person whose account is shut has no role here as long as it is.
    """
    now: dict[UUID, set[Role]] = defaultdict(set)
    before: dict[UUID, set[Role]] = defaultdict(set)
    out_of_work: set[UUID] = set()
    for person, role, until, worked, works in _roles_begun(actor, people, on):
        (now if until is None or until > on else before)[person].add(Role(role))
        if worked and not works:
            out_of_work.add(person)
    return Standing(
        able=frozenset(now) - out_of_work,
        now={person: frozenset(roles_held) for person, roles_held in now.items()},
        before={person: frozenset(roles_held) for person, roles_held in before.items()},
    )


@shaped
def _roles_begun(actor: Actor, people: Collection[UUID], on: date) -> QuerySet[Any, Any]:
    """The roles of people that began by a day, and of each person whether they ever had a job by then and have one."""
    shut = PersonalAccount.records.of(actor).filter(shut_at__isnull=False).values("person_id")
    roles = RoleAssignment.records.of(actor).filter(person_id__in=people, valid_from__lte=on)
    return (
        roles.exclude(person_id__in=shut)
        .annotate(
            worked=Q(person__in=working_people(actor=actor, on=on, still=False)),
            works=Q(person__in=working_people(actor=actor, on=on, still=True)),
        )
        .values_list("person_id", "role", "valid_until", "worked", "works")
    )


@query
def holdings_on(*, actor: Actor, on: date) -> tuple[Holding, ...]:
    """Every named function within reach that somebody holds on a day."""
    return _arrangements_on(actor, on)[0]


@query
def substitutes_on(*, actor: Actor, on: date) -> Mapping[UUID, frozenset[UUID]]:
    """By who is away on a day, who stands in for them directly."""
    return {absent: frozenset(stand_ins) for absent, stand_ins in _pairs(actor, on, forwards=True).items()}


@query
def holders_of_role(*, actor: Actor, organisation: UUID, role: Role, on: date) -> frozenset[UUID]:
    """The people with a role at an organisation on a day."""
    return holders_of_roles(actor=actor, organisation=organisation, roles=(role,), on=on)


@query
def holders_of_roles(
    *, actor: Actor, organisation: UUID, roles: Collection[Role], on: date
) -> frozenset[UUID]:
    """The people with one of these roles at an organisation on a day; one statement."""
    rows = RoleAssignment.records.of(actor).filter(
        holds_on(on), organisation_id=organisation, role__in=[role.value for role in roles]
    )
    return frozenset(rows.values_list("person_id", flat=True))


def organisations_with(*, role: Role, on: date) -> tuple[UUID, ...]:
    """Ids of every organisation at which somebody has a role on a day; asked before anyone has entered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_organisations_with(%s, %s)", [role.value, on])
        return tuple(organisation for (organisation,) in cursor.fetchall())


@query
def holders_of_function(
    *, actor: Actor, organisation: UUID, function: str, unit: UUID | None, on: date
) -> frozenset[UUID]:
    """The people with a named function on a day: those of the unit, or else those of the whole organisation."""
    rows = FunctionAssignment.records.of(actor).filter(
        holds_on(on), organisation_id=organisation, function=function
    )
    by_unit: dict[UUID | None, set[UUID]] = defaultdict(set)
    for person, held_for in rows.values_list("person_id", "unit_id"):
        by_unit[held_for].add(person)
    return frozenset(by_unit.get(unit) or by_unit[None])


@dataclass(frozen=True, slots=True)
class FunctionHolder:
    """Somebody with a named function; ``until`` is the first day without it."""

    function: str
    person: UUID
    name: str
    since: date
    until: date | None

    def has_it_on(self, day: date) -> bool:
        """Whether they have it on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@query
def holders_of_functions(
    *, actor: Actor, organisation: UUID, functions: Collection[str], on: date
) -> tuple[FunctionHolder, ...]:
    """Who of an organisation has one of these functions on a day or later, for whatever unit, by name; one statement."""
    not_ended = Q(valid_until=None) | Q(valid_until__gt=on)
    rows = FunctionAssignment.records.of(actor).filter(
        not_ended, organisation_id=organisation, function__in=functions
    )
    columns = ("function", "person_id", "person__name", "valid_from", "valid_until")
    ordered = rows.order_by("person__name", "person_id", "valid_from", "id")
    return tuple(FunctionHolder(*row) for row in ordered.values_list(*columns))


@query
def functions_of(*, actor: Actor, person: UUID, on: date) -> tuple[tuple[str, UUID | None], ...]:
    """The named functions a person holds on a day, each with its unit (``None``: the whole organisation)."""
    rows = FunctionAssignment.records.of(actor).filter(holds_on(on), person_id=person)
    return tuple(rows.values_list("function", "unit_id"))


@query
def assignments_of(
    *, actor: Actor, people: Collection[UUID], on: date
) -> Mapping[UUID, tuple[AssignmentView, ...]]:
    """Roles, then functions of several people that have not ended by a day; two queries. Nobody is left out."""
    assignments: dict[UUID, list[AssignmentView]] = {person: [] for person in people}
    not_ended = Q(valid_until=None) | Q(valid_until__gt=on)
    roles = RoleAssignment.records.of(actor).filter(not_ended, person_id__in=assignments)
    for row in roles.order_by("valid_from", "id"):
        assignments[row.person_id].append(
            AssignmentView(row.id, row.person_id, Role(row.role), "", "", row.valid_from, row.valid_until)
        )
    functions = FunctionAssignment.records.of(actor).filter(not_ended, person_id__in=assignments)
    for assignment in functions.select_related("unit").order_by("function", "valid_from", "id"):
        unit = assignment.unit.name if assignment.unit else ""
        assignments[assignment.person_id].append(
            AssignmentView(
                assignment.id,
                assignment.person_id,
                None,
                assignment.function,
                unit,
                assignment.valid_from,
                assignment.valid_until,
            )
        )
    return {person: tuple(views) for person, views in assignments.items()}


@query
def functions_held(*, actor: Actor, organisation: UUID, on: date) -> Mapping[str, tuple[str, ...]]:
    """The named functions that somebody of an organisation holds on a day, each with the names of who do."""
    rows = FunctionAssignment.records.of(actor).filter(holds_on(on), organisation_id=organisation)
    names_by_function: dict[str, list[str]] = defaultdict(list)
    for function, name in rows.order_by("function", "person__name").values_list("function", "person__name"):
        if name not in names_by_function[function]:
            names_by_function[function].append(name)
    return {function: tuple(names) for function, names in names_by_function.items()}


@query
def stands_in_for(*, actor: Actor, person: UUID, on: date) -> frozenset[UUID]:
    """Everyone this person stands in for on a day, along chains of substitutes."""
    return _reachable(person, _pairs(actor, on, forwards=False))


@query
def stand_ins_for(*, actor: Actor, person: UUID, on: date) -> frozenset[UUID]:
    """Everyone who stands in for this person on a day, along chains of substitutes."""
    return _reachable(person, _pairs(actor, on, forwards=True))


@query
def absent_people(*, actor: Actor, people: Collection[UUID], on: date) -> frozenset[UUID]:
    """Which of these people have named a substitute for the day: they are away."""
    rows = Substitution.records.of(actor).filter(holds_on(on), absent_id__in=people)
    return frozenset(rows.values_list("absent_id", flat=True))


@query
def substitutions_of(*, actor: Actor, person: UUID, on: date) -> tuple[SubstitutionView, ...]:
    """Substitutions that concern a person and have not ended by a day, earliest first."""
    rows = Substitution.records.of(actor).filter(valid_until__gt=on).select_related("absent", "substitute")
    mine = rows.filter(absent_id=person) | rows.filter(substitute_id=person)
    return tuple(
        SubstitutionView(
            s.id, s.absent_id, s.absent.name, s.substitute_id, s.substitute.name, s.valid_from, s.valid_until
        )
        for s in mine.order_by("valid_from", "id")
    )


def _pairs(actor: Actor, on: date, *, forwards: bool) -> dict[UUID, list[UUID]]:
    pairs: dict[UUID, list[UUID]] = defaultdict(list)
    for absent, substitute in _arrangements_on(actor, on)[1]:
        start, end = (absent, substitute) if forwards else (substitute, absent)
        pairs[start].append(end)
    return pairs


@remembered(FunctionAssignment, Substitution)
def _arrangements_on(actor: Actor, on: date) -> tuple[tuple[Holding, ...], tuple[tuple[UUID, UUID], ...]]:
    """Who holds which function and who stands in for whom (absent, substitute) on a day, within reach; one query."""
    holdings, pairs = [], []
    for organisation, function, unit_or_absent, person in _arrangements(actor, on):
        if function:
            holdings.append(Holding(organisation, function, unit_or_absent, person))
        else:
            pairs.append((unit_or_absent, person))
    return tuple(holdings), tuple(pairs)


@shaped
def _arrangements(actor: Actor, on: date) -> QuerySet[Any, Any]:
    functions = FunctionAssignment.records.of(actor).filter(holds_on(on))
    away = Substitution.records.of(actor).filter(holds_on(on))
    return functions.values_list("organisation_id", "function", "unit_id", "person_id").union(
        away.values_list("organisation_id", Value(""), "absent_id", "substitute_id"), all=True
    )


def _reachable(start: UUID, steps: dict[UUID, list[UUID]]) -> frozenset[UUID]:
    seen: set[UUID] = set()
    waiting: Iterable[UUID] = [start]
    while waiting:
        waiting = [n for p in waiting for n in steps.get(p, ()) if n not in seen and n != start]
        seen.update(waiting)
    return frozenset(seen)


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """Somebody who can act in a role; ``human`` is the same for two people who sign in with one account."""

    person: UUID
    name: str
    human: object


@query
def holders_by_role(*, actor: Actor, organisation: UUID, on: date) -> Mapping[Role, tuple[RoleHolder, ...]]:
    """Who of an organisation can act in each role on a day, by name, each human being once; three queries.

    Who left, and whose account is shut, can not.
    """
    rows = RoleAssignment.records.of(actor).filter(holds_on(on), organisation_id=organisation)
    named = list(rows.order_by("person__name", "person_id").values_list("role", "person_id", "person__name"))
    able = standing_of(actor=actor, people={person for _, person, _ in named}, on=on).able
    accounts = PersonalAccount.records.of(actor).filter(organisation_id=organisation)
    users = dict(accounts.values_list("person_id", "user_id"))
    holders: dict[Role, dict[object, RoleHolder]] = defaultdict(dict)
    for role, person, name in named:
        if person in able:
            human = users.get(person, person)
            holders[Role(role)].setdefault(human, RoleHolder(person, name, human))
    return {role: tuple(by_human.values()) for role, by_human in holders.items()}
