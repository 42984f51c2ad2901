"""What changes or ends what is there: units, people and employments, each from a day on, with who depends on it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.commands import add_employment, add_person
from bodemplaat.foundation.organisations.employee_accounts import (
    accounts_before,
    tell_of_accounts,
    who_changed,
)
from bodemplaat.foundation.organisations.events import who_can_act_changed
from bodemplaat.foundation.organisations.lists.loops import loops_in
from bodemplaat.foundation.organisations.lists.units import some, who_works_in
from bodemplaat.foundation.organisations.models import Employment, Person, Unit, UnitState, holds_on
from bodemplaat.foundation.organisations.policies import (
    check_is_free,
    check_may_arrange,
    check_moves_not_under_oneself,
    check_puts_not_under_oneself,
)
from bodemplaat.foundation.organisations.unit_states import state_on, states_of
from bodemplaat.foundation.tenancy.api import Actor, Refused, command, query
from bodemplaat.kernel import bare_iban, say


@command
def end_unit(*, actor: Actor, unit: UUID, until: date, at: datetime) -> None:
    """Let a unit end; ``until`` is the first day without it.

    Raises ``Refused`` with names while people work in it or units are part of it from that day on, and for a day that
    does not come after the one on which it began.
    """
    row = Unit.records.of(actor).locked().one(id=unit)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    if until <= row.valid_from:
        raise Refused(say("A unit ends after the day on which it began. Choose a later day."))
    names, part_names = what_ends_with(actor, row, until)
    if names:
        raise Refused(
            say(
                "{count} {count:person works|people work} here from that day on: {names}. Give them another unit first."
            ),
            count=len(names),
            names=some(names),
        )
    if part_names:
        raise Refused(
            say(
                "{names} {count:is|are} part of this unit. Let that end first, or make it part of another unit."
            ),
            count=len(part_names),
            names=some(part_names),
        )
    UnitState.records.of(actor).filter(unit_id=row.id, valid_from__gte=until).delete()
    row.valid_until = until
    row.save(update_fields=["valid_until"])
    record(
        actor, "unit.ended", "unit", row.id, row.organisation_id, at=at, details={"until": until.isoformat()}
    )


def what_ends_with(actor: Actor, unit: Unit, until: date) -> tuple[list[str], list[str]]:
    """Who works in a unit on or after a day, and the names of the units that are part of it then."""
    people = who_works_in(actor, unit.organisation_id, {unit.id: until}).get(unit.id, [])
    others = list(
        Unit.records.of(actor)
        .filter(Q(valid_until=None) | Q(valid_until__gt=until), organisation_id=unit.organisation_id)
        .exclude(id=unit.id)
    )
    parts = []
    for own in states_of(actor, others).values():
        of_then = [state_on(own, until), *(each for each in own if each.since > until)]
        parts += [each.name for each in of_then if each.parent_id == unit.id][:1]
    return list(people), sorted(parts)


@query
def who_works_under(*, actor: Actor, person: UUID, on: date) -> tuple[str, ...]:
    """Names of who has a person as their manager on a day or later, in order."""
    jobs = Employment.records.of(actor).filter(Q(valid_until=None) | Q(valid_until__gt=on), manager_id=person)
    return tuple(sorted(set(jobs.values_list("person__name", flat=True))))


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What stands in the way of the end of a unit: names of who works there, and of the units that are part of it."""

    people: tuple[str, ...]
    units: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The first names of both."""
        return some((*self.people, *self.units))


@query
def in_the_way_of_unit(*, actor: Actor, unit: UUID, until: date) -> InTheWay:
    """What stands in the way when a unit ends on a day; raises ``NotFound`` for one out of reach."""
    people, units = what_ends_with(actor, Unit.records.of(actor).one(id=unit), until)
    return InTheWay(tuple(people), tuple(units))


@command
def change_person(
    *, actor: Actor, person: UUID, name: str, email: str, number: str, language: str, at: datetime
) -> None:
    """Correct what is known of a person. Raises ``Refused`` for a number or an address that is another's."""
    row = Person.records.of(actor).locked().one(id=person)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    check_is_free(actor=actor, organisation=row.organisation_id, email=email, number=number, but=row.id)
    was = (row.name, row.email, row.number, row.language)
    row.name, row.email, row.number, row.language = name, email, number, language
    if was != (name, email, number, language):
        row.save(update_fields=["name", "email", "number", "language"])
        record(actor, "person.changed", "person", row.id, row.organisation_id, at=at)


@command
def change_employment(
    *,
    actor: Actor,
    employment: UUID,
    unit: UUID,
    manager: UUID | None,
    job_title: str,
    iban: str,
    since: date,
    at: datetime,
) -> UUID:
    """Let an employment continue otherwise from a day on: the old row ends, a new one begins; answers the row from then.

    On the first day of an employment that is the row itself. Raises ``Refused`` for one's own employment, for
    oneself as a manager who was not, for a unit over which one holds a function that reached them not before, for a person as their own manager or managers in a circle, and for a day or a unit that does not fit.
    """
    row = Employment.records.of(actor).locked().select_related("person").one(id=employment)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    if row.person_id in actor.people:
        raise Refused(say("Nobody changes their own employment: ask another administrator to do it."))
    check_puts_not_under_oneself(actor=actor, manager=manager, was=row.manager_id)
    check_moves_not_under_oneself(actor=actor, unit=unit, was=row.unit_id, since=since)
    if since < row.valid_from or (row.valid_until is not None and since >= row.valid_until):
        raise Refused(say("This person is not employed on that day: choose another one."))
    where = Unit.records.of(actor).one(id=unit, organisation_id=row.organisation_id)
    if where.valid_from > since or (where.valid_until is not None and where.valid_until <= since):
        raise Refused(say("The unit “{unit}” is not there on that day: choose another one."), unit=where.name)
    check_manager(
        actor=actor, person=row.person_id, manager=manager, organisation=row.organisation_id, on=since
    )
    wanted = (unit, manager, job_title, bare_iban(iban))
    if wanted == (row.unit_id, row.manager_id, row.job_title, row.iban):
        return row.id
    changed, account_was = row, row.iban
    earlier = accounts_before(actor, [row.person_id])[row.person_id] if wanted[3] != account_was else []
    changed_by = who_changed(actor, [*earlier, (account_was, row.iban_changed_by)], wanted[3])
    if since > row.valid_from:
        changed = Employment(
            organisation_id=row.organisation_id,
            person_id=row.person_id,
            valid_from=since,
            valid_until=row.valid_until,
        )
        row.valid_until = since
        row.save(update_fields=["valid_until"])
    changed.unit_id, changed.manager_id, changed.job_title, changed.iban = wanted
    changed.iban_changed_by = changed_by
    changed.save()
    record(
        actor,
        "employment.changed",
        "employment",
        changed.id,
        row.organisation_id,
        at=at,
        details={"since": since.isoformat()},
    )
    who_can_act_changed(actor=actor, organisation=row.organisation_id, days=[since], at=at)
    if changed_by is not None and changed.iban != account_was:
        tell_of_accounts(actor=actor, organisation=row.organisation_id, people=[row.person_id], at=at)
    return changed.id


def check_manager(*, actor: Actor, person: UUID, manager: UUID | None, organisation: UUID, on: date) -> None:
    """Raise ``Refused`` for a manager who is the person or works under them, ``NotFound`` for one from elsewhere."""
    if manager is None:
        return
    if manager == person:
        raise Refused(say("Nobody is their own manager: choose a colleague."))
    Person.records.of(actor).one(id=manager, organisation_id=organisation)
    jobs = Employment.records.of(actor).filter(holds_on(on), organisation_id=organisation)
    above = {**dict(jobs.values_list("person_id", "manager_id")), person: manager}
    loop = next((loop for loop in loops_in(above) if person in loop), None)
    if loop is not None:
        names = dict(Person.records.of(actor).filter(id__in=loop).values_list("id", "name"))
        path = " → ".join(names[each] for each in (*loop, loop[0]))
        raise Refused(
            say("They would be each other's manager in a circle: {path}. Choose somebody else."), path=path
        )


@command
def employ_somebody(
    *,
    actor: Actor,
    organisation: UUID,
    name: str,
    email: str,
    number: str,
    language: str,
    unit: UUID,
    manager: UUID | None,
    since: date,
    job_title: str,
    iban: str,
    at: datetime,
) -> UUID:
    """Add a person with an employment, both or neither; answers the person. Raises as the two do by themselves."""
    check_may_arrange(actor=actor, organisation=organisation)
    Unit.records.of(actor).one(id=unit, organisation_id=organisation)
    if manager is not None:
        Person.records.of(actor).one(id=manager, organisation_id=organisation)
    person = add_person(
        actor=actor,
        organisation=organisation,
        name=name,
        email=email,
        number=number,
        language=language,
        at=at,
    )
    add_employment(
        actor=actor,
        organisation=organisation,
        person=person,
        unit=unit,
        manager=manager,
        since=since,
        job_title=job_title,
        iban=iban,
        at=at,
    )
    return person
