"""What the directory would have and does not get by itself: it waits here until an administrator gives it.

Nothing of it is stored. It is what the directory says beside what is so, worked out when it is asked for; so it goes
away when somebody gives it, and when the directory says something else.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.directory.models import DirectoryMember, DirectoryPerson
from bodemplaat.foundation.directory.people import WITHOUT_POWER, has_power
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role, command, query


class Wish(Enum):
    """What it is that waits."""

    ROLE = "role"
    WORK = "work"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that waits for one person: a role; or the unit and manager of their work; or the address of their account.

    Of work ``None`` and empty names mean that the directory says nothing of it, or nothing that is known here.
    """

    wish: Wish
    person_id: UUID
    person_name: str
    role: Role | None = None
    unit_id: UUID | None = None
    unit_name: str = ""
    manager_id: UUID | None = None
    manager_name: str = ""
    address: str = ""
    move: UUID | None = None
    """What waits for a second person already, to be looked at there."""

    @property
    def key(self) -> str:
        """What one is told apart by: it names what was seen, so that nobody gives what they did not see."""
        return ":".join(
            str(part)
            for part in (
                self.wish.value,
                self.person_id,
                self.role.value if self.role else "",
                self.unit_id or "",
                self.manager_id or "",
                self.address,
            )
        )


@query
def asks_of_directory(*, actor: Actor, at: datetime) -> tuple[Ask, ...]:
    """Everything that waits at the actor's organisation, by name; a constant number of queries."""
    organisations.check_may_arrange(actor=actor, organisation=actor.organisation_id)
    rows = DirectoryPerson.records.of(actor).filter(organisation_id=actor.organisation_id, active=True)
    people = list(rows.select_related("person").order_by("person__name", "person_id"))
    asks = [*_roles(actor, people, at), *_work(actor, people, at), *_addresses(actor, people, at)]
    return tuple(sorted(asks, key=lambda ask: (ask.person_name.casefold(), ask.wish.value, ask.key)))


@command
def give_what_is_asked(*, actor: Actor, key: str, at: datetime) -> Ask:
    """Give one of them, as the administrator who presses; raises ``NotFound`` when it is no longer asked for, and
    ``Refused`` as the role, the work or the address by itself would. Another address waits for a second person then.
    """
    ask = next((each for each in asks_of_directory(actor=actor, at=at) if each.key == key), None)
    if ask is None:
        raise NotFound("ask")
    today = timezone.localdate(at)
    if ask.wish is Wish.ADDRESS:
        access.propose_account_move(actor=actor, person=ask.person_id, at=at)
    elif ask.role is not None:
        access.assign_role(actor=actor, person=ask.person_id, role=ask.role, since=today, at=at)
    else:
        _change_work(actor, ask, today, at)
    return ask


def _roles(actor: Actor, people: list[DirectoryPerson], at: datetime) -> list[Ask]:
    names = {row.person_id: row.person.name for row in people}
    members = DirectoryMember.records.of(actor).filter(organisation_id=actor.organisation_id)
    wanted = {
        (person, Role(role))
        for person, role in members.exclude(group__role="").values_list("person_id", "group__role")
        if person in names and Role(role) not in WITHOUT_POWER
    }
    assignments = access.assignments_of(
        actor=actor, people={person for person, _ in wanted}, on=timezone.localdate(at)
    )
    return [
        Ask(Wish.ROLE, person, names[person], role=role)
        for person, role in wanted
        if not any(each.role is role for each in assignments[person])
    ]


def _work(actor: Actor, people: list[DirectoryPerson], at: datetime) -> list[Ask]:
    today = timezone.localdate(at)
    units: dict[str, set[organisations.UnitView]] = defaultdict(set)
    for each in organisations.units_of(actor=actor, organisation=actor.organisation_id, on=today):
        units[each.code.casefold()].add(each)
        units[each.name.casefold()].add(each)
    by_word: dict[str, DirectoryPerson] = {}
    for row in people:
        for word in (row.external_id, row.user_name.casefold(), str(row.person_id)):
            if word:
                by_word[word] = row
    jobs = organisations.employments_of_people(
        actor=actor, people=[row.person_id for row in people], on=today, still_to_come=True
    )
    asks = []
    for row in people:
        named = units.get(row.department.casefold(), set()) if row.department else set()
        unit = next(iter(named)) if len(named) == 1 else None
        manager = by_word.get(row.manager) or by_word.get(row.manager.casefold())
        if manager is not None and manager.person_id == row.person_id:
            manager = None
        ask = _work_of(row, unit, manager, jobs.get(row.person_id, ()), today)
        if ask is not None:
            asks.append(ask)
    return asks


def _work_of(
    row: DirectoryPerson,
    unit: organisations.UnitView | None,
    manager: DirectoryPerson | None,
    jobs: tuple[organisations.EmploymentView, ...],
    today: date,
) -> Ask | None:
    """What differs of one person's work; of somebody with several employments nothing is asked."""
    if not jobs and unit is None:
        return None
    if jobs and (len(jobs) > 1 or jobs[0].since > today):
        return None
    other_unit = unit if unit is not None and (not jobs or jobs[0].unit_id != unit.id) else None
    other_manager = (
        manager if manager is not None and (not jobs or jobs[0].manager_id != manager.person_id) else None
    )
    if other_unit is None and other_manager is None:
        return None
    return Ask(
        Wish.WORK,
        row.person_id,
        row.person.name,
        unit_id=other_unit.id if other_unit else None,
        unit_name=other_unit.name if other_unit else "",
        manager_id=other_manager.person_id if other_manager else None,
        manager_name=other_manager.person.name if other_manager else "",
    )


def _addresses(actor: Actor, people: list[DirectoryPerson], at: datetime) -> list[Ask]:
    addresses: Mapping[UUID, str] = access.addresses_of_accounts(
        actor=actor, people=[row.person_id for row in people]
    )
    others = [
        row
        for row in people
        if row.person.email
        and row.person_id in addresses
        and addresses[row.person_id].lower() != row.person.email.lower()
    ]
    powerful = has_power(actor, [row.person_id for row in others], at)
    moves = access.account_moves_waiting(actor=actor, at=at) if powerful else {}
    return [
        Ask(
            Wish.ADDRESS,
            row.person_id,
            row.person.name,
            address=row.person.email,
            move=moves[row.person_id].proposal.id if row.person_id in moves else None,
        )
        for row in others
        if row.person_id in powerful
    ]


def _change_work(actor: Actor, ask: Ask, today: date, at: datetime) -> None:
    jobs = organisations.employments_of(actor=actor, person=ask.person_id, on=today)
    if jobs:
        job = jobs[0]
        organisations.change_employment(
            actor=actor,
            employment=job.id,
            unit=ask.unit_id or job.unit_id,
            manager=ask.manager_id or job.manager_id,
            job_title=job.job_title,
            iban=job.iban,
            since=today,
            at=at,
        )
    elif ask.unit_id is not None:
        organisations.check_manager(
            actor=actor,
            person=ask.person_id,
            manager=ask.manager_id,
            organisation=actor.organisation_id,
            on=today,
        )
        organisations.add_employment(
            actor=actor,
            organisation=actor.organisation_id,
            person=ask.person_id,
            unit=ask.unit_id,
            manager=ask.manager_id,
            since=today,
            at=at,
        )
