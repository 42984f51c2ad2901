"""What is asked of organisations and the cooperations they take part in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bodemplaat.foundation.organisations.models import (
    Cooperation,
    Membership,
    Organisation,
    holds_on,
)
from bodemplaat.foundation.tenancy.api import Actor, query


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """An organisation as others see it."""

    id: UUID
    name: str
    kind: str
    town: str
    inhabitants: int | None
    theme: str


@dataclass(frozen=True, slots=True)
class OrganisationIdentity:
    """By what others know an organisation: its name, and its number as an organisation of the government (may be empty)."""

    name: str
    oin: str


@dataclass(frozen=True, slots=True)
class MemberView:
    """An organisation in a cooperation, with the parts that it plays or will play and their days."""

    id: UUID
    name: str
    kind: str
    inhabitants: int | None
    parts: tuple[tuple[str, date, date | None], ...]


@dataclass(frozen=True, slots=True)
class CooperationView:
    """A cooperation with its members, by name."""

    id: UUID
    name: str
    variant: str
    seat: UUID | None
    members: tuple[MemberView, ...]

    @property
    def first_day(self) -> date | None:
        """The day on which anybody began to take part; ``None`` before there is a member."""
        return min((since for each in self.members for _, since, _ in each.parts), default=None)


@query
def organisations_in_scope(*, actor: Actor) -> tuple[OrganisationView, ...]:
    """The organisations whose records the actor may reach, by name."""
    rows = Organisation.records.of(actor).order_by("name", "id")
    return tuple(OrganisationView(o.id, o.name, o.kind, o.town, o.inhabitants, o.theme) for o in rows)


@query
def identity_of(*, actor: Actor, organisation: UUID) -> OrganisationIdentity:
    """The name and number of an organisation whose records the actor may reach; raises ``NotFound`` for any other."""
    row = Organisation.records.of(actor).only("name", "oin").one(id=organisation)
    return OrganisationIdentity(row.name, row.oin)


@query
def names_of_partners(*, actor: Actor, organisations: Collection[UUID]) -> Mapping[UUID, str]:
    """Names by id of those organisations that the actor's cooperations hold; others are simply absent."""
    rows = Organisation.records.among_partners(actor).filter(id__in=set(organisations))
    return dict(rows.values_list("id", "name").distinct())


@query
def cooperations_of(*, actor: Actor) -> Mapping[UUID, str]:
    """The cooperations that the actor's organisation takes part in, by name."""
    return dict(Cooperation.records.among_partners(actor).order_by("name", "id").values_list("id", "name"))


@query
def cooperations_joined(*, actor: Actor, on: date) -> frozenset[UUID]:
    """Ids of the cooperations in which the actor's organisation takes part on a day, also for an actor who knows none yet."""
    rows = Membership.records.of(actor).filter(holds_on(on), organisation_id=actor.organisation_id)
    return frozenset(rows.values_list("cooperation_id", flat=True))


@query
def partners_in(*, actor: Actor, cooperation: UUID, on: date) -> frozenset[UUID]:
    """Ids of the other organisations that take part on a day in a cooperation of the actor's own organisation."""
    rows = Membership.records.among_partners(actor).filter(holds_on(on), cooperation_id=cooperation)
    ids = rows.values_list("organisation_id", flat=True)
    return frozenset(ids) - {actor.organisation_id}


@query
def takes_part_since(*, actor: Actor, organisation: UUID) -> date | None:
    """The first day on which an organisation takes part in any cooperation of the actor's; ``None`` when in none."""
    rows = Membership.records.among_partners(actor).filter(organisation_id=organisation)
    return rows.order_by("valid_from").values_list("valid_from", flat=True).first()


@query
def parts_of(*, actor: Actor, organisation: UUID, on: date) -> frozenset[str]:
    """The parts that an organisation plays on a day in any cooperation of the actor's."""
    rows = Membership.records.among_partners(actor).filter(holds_on(on), organisation_id=organisation)
    return frozenset(rows.values_list("part", flat=True))


@query
def cooperations_seated(*, actor: Actor) -> tuple[CooperationView, ...]:
    """The cooperations that are administered at the actor's organisation, with their members; two queries."""
    rows = Cooperation.records.among_partners(actor).filter(seat_id=actor.organisation_id).distinct()
    return _with_members(actor, list(rows.order_by("name", "id")))


@query
def cooperation_members(*, actor: Actor, cooperation: UUID | None = None) -> tuple[CooperationView, ...]:
    """The cooperations that the actor's organisation takes part in, or the one with this id, with members; two queries."""
    rows = Cooperation.records.among_partners(actor).distinct()
    if cooperation is not None:
        rows = rows.filter(id=cooperation)
    return _with_members(actor, list(rows.order_by("name", "id")))


@query
def member_names(*, actor: Actor) -> Mapping[UUID, str]:
    """Names by id of all that are or were members of the cooperations that the actor's organisation takes part in."""
    return {member.id: member.name for each in cooperation_members(actor=actor) for member in each.members}


def _with_members(actor: Actor, cooperations: list[Cooperation]) -> tuple[CooperationView, ...]:
    memberships = Membership.records.among_partners(actor).filter(cooperation__in=cooperations)
    members: dict[UUID, dict[UUID, tuple[Organisation, list[tuple[str, date, date | None]]]]] = {}
    for each in memberships.select_related("organisation").order_by(
        "organisation__name", "valid_from", "part"
    ):
        of = members.setdefault(each.cooperation_id, {})
        _, parts = of.setdefault(each.organisation_id, (each.organisation, []))
        parts.append((each.part, each.valid_from, each.valid_until))
    return tuple(
        CooperationView(
            row.id,
            row.name,
            row.variant,
            row.seat_id,
            tuple(
                MemberView(o.id, o.name, o.kind, o.inhabitants, tuple(parts))
                for o, parts in members.get(row.id, {}).values()
            ),
        )
        for row in cooperations
    )
