"""What changes the structure. Set-up is the platform's work (``Actor.system``) or an administrator's."""

from datetime import date, datetime
from uuid import UUID

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.employee_accounts import (
    accounts_before,
    tell_of_accounts,
    who_changed,
)
from bodemplaat.foundation.organisations.events import who_can_act_changed
from bodemplaat.foundation.organisations.models import (
    ALWAYS,
    Cooperation,
    Employment,
    Membership,
    Organisation,
    Person,
    Unit,
    Variant,
)
from bodemplaat.foundation.organisations.policies import (
    check_is_free,
    check_may_arrange,
    check_moves_not_under_oneself,
    check_puts_not_under_oneself,
)
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import bare_iban, say


@command
def register_organisation(
    *,
    actor: Actor,
    organisation: UUID,
    name: str,
    kind: str,
    cbs_code: str = "",
    oin: str = "",
    town: str = "",
    inhabitants: int | None = None,
    theme: str = "",
    at: datetime,
) -> UUID:
    """Enter an organisation under an id chosen beforehand, so that the system can act for it at once."""
    check_may_arrange(actor=actor, organisation=organisation)
    Organisation.records.of(actor).create(
        id=organisation,
        name=name,
        kind=kind,
        cbs_code=cbs_code,
        oin=oin,
        town=town,
        inhabitants=inhabitants,
        theme=theme,
    )
    record(actor, "organisation.registered", "organisation", organisation, organisation, at=at)
    return organisation


@command
def found_cooperation(
    *, actor: Actor, cooperation: UUID, name: str, variant: str = Variant.SHARED_CENTRE, at: datetime
) -> UUID:
    """Enter a cooperation, seated at the actor's organisation; members join with ``join_cooperation``."""
    check_may_arrange(actor=actor, organisation=actor.organisation_id)
    row = Cooperation(id=cooperation, name=name, variant=variant, seat_id=actor.organisation_id)
    row.save(force_insert=True)
    record(actor, "cooperation.founded", "cooperation", cooperation, actor.organisation_id, at=at)
    return cooperation


@command
def join_cooperation(
    *, actor: Actor, cooperation: UUID, organisation: UUID, parts: tuple[str, ...], since: date, at: datetime
) -> None:
    """Let an organisation take one or more parts in a cooperation from a day on."""
    check_may_arrange(actor=actor, organisation=organisation)
    Membership.records.of(actor).bulk_create(
        Membership(cooperation_id=cooperation, organisation_id=organisation, part=part, valid_from=since)
        for part in parts
    )
    record(
        actor,
        "cooperation.joined",
        "cooperation",
        cooperation,
        organisation,
        at=at,
        details={"parts": list(parts), "since": since.isoformat()},
    )


@command
def add_unit(
    *,
    actor: Actor,
    organisation: UUID,
    code: str,
    name: str,
    parent: UUID | None = None,
    since: date = ALWAYS,
    at: datetime,
) -> UUID:
    """Add an organisational unit; raises ``Refused`` for a code that another unit has."""
    check_may_arrange(actor=actor, organisation=organisation)
    units = Unit.records.of(actor).filter(organisation_id=organisation)
    if units.filter(code__iexact=code).exists():
        raise Refused(say("There is a unit with the code {code} already: choose another one."), code=code)
    unit = units.create(
        organisation_id=organisation, code=code, name=name, parent_id=parent, valid_from=since
    )
    record(actor, "unit.added", "unit", unit.id, organisation, at=at)
    return unit.id


@command
def add_person(
    *,
    actor: Actor,
    organisation: UUID,
    name: str,
    email: str = "",
    language: str = "nl",
    number: str = "",
    at: datetime,
) -> UUID:
    """Add a person as one organisation knows them; raises ``Refused`` for a personnel number or an address that another has."""
    check_may_arrange(actor=actor, organisation=organisation)
    check_is_free(actor=actor, organisation=organisation, email=email, number=number)
    person = Person.records.of(actor).create(
        organisation_id=organisation, name=name, email=email, language=language, number=number
    )
    record(actor, "person.added", "person", person.id, organisation, at=at)
    return person.id


@command
def add_employment(
    *,
    actor: Actor,
    organisation: UUID,
    person: UUID,
    unit: UUID,
    manager: UUID | None,
    since: date,
    job_title: str = "",
    iban: str = "",
    at: datetime,
) -> UUID:
    """Employ a person in a unit under a manager, from a day on; never oneself, who would choose the manager, nor under oneself or one's own function."""
    check_may_arrange(actor=actor, organisation=organisation)
    if person in actor.people:
        raise Refused(say("Nobody chooses their own manager: ask another administrator to do it."))
    check_puts_not_under_oneself(actor=actor, manager=manager)
    check_moves_not_under_oneself(actor=actor, unit=unit, since=since)
    earlier, bare = accounts_before(actor, [person]).get(person, []), bare_iban(iban)
    changed_by = who_changed(actor, earlier, bare)
    employment = Employment.records.of(actor).create(
        organisation_id=organisation,
        person_id=person,
        unit_id=unit,
        manager_id=manager,
        valid_from=since,
        job_title=job_title,
        iban=bare,
        iban_changed_by=changed_by,
    )
    record(actor, "employment.added", "employment", employment.id, organisation, at=at)
    if not actor.is_system:  # a set-up of thousands tells nobody
        who_can_act_changed(actor=actor, organisation=organisation, days=[since], at=at)
    if changed_by is not None and bare != earlier[-1][0]:
        tell_of_accounts(actor=actor, organisation=organisation, people=[person], at=at)
    return employment.id


@command
def end_employment(*, actor: Actor, employment: UUID, until: date, at: datetime) -> None:
    """Let an employment end; ``until`` is the first day on which it no longer holds. Raises for one's own."""
    row = Employment.records.of(actor).locked().one(id=employment)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    if row.person_id in actor.people:
        raise Refused(say("Nobody ends their own employment: ask another administrator to do it."))
    if until <= row.valid_from:
        raise Refused(say("An employment ends after the day on which it began. Choose a later day."))
    row.valid_until = until
    row.save(update_fields=["valid_until"])
    record(
        actor,
        "employment.ended",
        "employment",
        row.id,
        row.organisation_id,
        at=at,
        details={"until": until.isoformat()},
    )
    who_can_act_changed(actor=actor, organisation=row.organisation_id, days=[until], at=at)


@command
def change_manager(
    *, actor: Actor, employment: UUID, manager: UUID | None, since: date, at: datetime
) -> UUID:
    """Let an employment continue under another manager from a day on: the old row ends, a new one begins.

    Answers the id of the row that holds from then; on the first day of an employment that is the row itself. ``None``
    is no known manager. Raises ``Refused`` for one's own employment, for oneself as the manager, for a person as their
    own manager, and for a day on which the employment does not hold.
    """
    row = Employment.records.of(actor).locked().one(id=employment)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    if row.person_id in actor.people:
        raise Refused(say("Nobody chooses their own manager: ask another administrator to do it."))
    check_puts_not_under_oneself(actor=actor, manager=manager, was=row.manager_id)
    if manager is not None:
        if manager == row.person_id:
            raise Refused(say("Nobody is their own manager: choose a colleague."))
        Person.records.of(actor).one(id=manager, organisation_id=row.organisation_id)
    ended = row.valid_until is not None and since >= row.valid_until
    if since < row.valid_from or ended:
        raise Refused(say("This person is not employed on that day: choose another one."))
    if since == row.valid_from:
        changed = row
        changed.manager_id = manager
        changed.save(update_fields=["manager"])
    else:
        changed = Employment.records.of(actor).create(
            organisation_id=row.organisation_id,
            person_id=row.person_id,
            unit_id=row.unit_id,
            manager_id=manager,
            valid_from=since,
            valid_until=row.valid_until,
            job_title=row.job_title,
            iban=row.iban,
            iban_changed_by=row.iban_changed_by,
        )
        row.valid_until = since
        row.save(update_fields=["valid_until"])
    record(
        actor,
        "employment.manager_changed",
        "employment",
        changed.id,
        row.organisation_id,
        at=at,
        details={"manager": str(manager) if manager else "", "since": since.isoformat()},
    )
    who_can_act_changed(actor=actor, organisation=row.organisation_id, days=[since], at=at)
    return changed.id
