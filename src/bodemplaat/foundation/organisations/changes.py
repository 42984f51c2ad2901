"""What changes or ends what is there: units, people and employments, each from a day on, with who depends on it."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.commands import add_employment, add_person
from bodemplaat.foundation.organisations.events import who_can_act_changed
from bodemplaat.foundation.organisations.lists.loops import loops_in
from bodemplaat.foundation.organisations.lists.units import some, who_works_in
from bodemplaat.foundation.organisations.models import Employment, Person, Unit, holds_on
from bodemplaat.foundation.organisations.policies import check_may_arrange
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import bare_iban, say


@command
def change_unit(*, actor: Actor, unit: UUID, name: str, parent: UUID | None, at: datetime) -> None:
    """Give a unit another name or another place, from now on. Raises ``Refused`` for one that would be part of itself."""
    row = Unit.records.of(actor).locked().one(id=unit)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    if (row.name, row.parent_id) == (name, parent):
        return
    if parent is not None:
        units = Unit.records.of(actor).filter(organisation_id=row.organisation_id)
        units.one(id=parent)
        if any(True for _ in loops_in({**dict(units.values_list("id", "parent_id")), row.id: parent})):
            raise Refused(say("A unit cannot be part of itself or of a unit within it: choose another one."))
    row.name, row.parent_id = name, parent
    row.save(update_fields=["name", "parent"])
    record(actor, "unit.changed", "unit", row.id, row.organisation_id, at=at)


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
    names = who_works_in(actor, row.organisation_id, {row.id: until}).get(row.id, [])
    if names:
        raise Refused(
            say(
                "{count} {count:person works|people work} here from that day on: {names}. Give them another unit first."
            ),
            count=len(names),
            names=some(names),
        )
    parts = Unit.records.of(actor).filter(Q(valid_until=None) | Q(valid_until__gt=until), parent=row)
    part_names = list(parts.order_by("name").values_list("name", flat=True))
    if part_names:
        raise Refused(
            say(
                "{names} {count:is|are} part of this unit. Let that end first, or make it part of another unit."
            ),
            count=len(part_names),
            names=some(part_names),
        )
    row.valid_until = until
    row.save(update_fields=["valid_until"])
    record(
        actor, "unit.ended", "unit", row.id, row.organisation_id, at=at, details={"until": until.isoformat()}
    )


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


def check_is_free(
    *, actor: Actor, organisation: UUID, email: str, number: str, but: UUID | None = None
) -> None:
    """Raise ``Refused`` when another person of an organisation has the number or the address."""
    people = Person.records.of(actor).filter(organisation_id=organisation)
    if but is not None:
        people = people.exclude(id=but)
    if number and (other := people.filter(number__iexact=number).first()):
        raise Refused(say("{name} has the number {number} already."), name=other.name, number=number)
    if email and (other := people.filter(email__iexact=email).first()):
        raise Refused(
            say("{name} has this address already. Each person needs one of their own."), name=other.name
        )


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

    On the first day of an employment that is the row itself. Raises ``Refused`` for one's own employment, for a
    person as their own manager or managers in a circle, and for a day or a unit that does not fit.
    """
    row = Employment.records.of(actor).locked().select_related("person").one(id=employment)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    if row.person_id in actor.people:
        raise Refused(say("Nobody changes their own employment: ask another administrator to do it."))
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
    changed = row
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
    check_is_free(actor=actor, organisation=organisation, email=email, number=number)
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
