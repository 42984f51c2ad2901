"""As what a member takes part in a cooperation from a day on: parts that begin, and parts that end, with what hangs on them."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.events import who_can_act_changed
from bodemplaat.foundation.organisations.leaving import check_seated, end_provisions
from bodemplaat.foundation.organisations.lists.units import some
from bodemplaat.foundation.organisations.models import Membership, Part, Provision
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command, entered
from bodemplaat.kernel import say


@command
def change_parts(
    *, actor: Actor, cooperation: UUID, organisation: UUID, parts: Collection[str], since: date, at: datetime
) -> None:
    """Let a member take part as these and nothing else from a day on, today or later.

    When it is no customer any more, what is done for it ends that day and each provider finishes what was handed in
    before, as with a member that leaves. For who administers the cooperation. Raises ``Refused`` for no part at all, for a
    day that has passed, and with names while it provides something then and would be no provider; ``NotFound`` for who is
    no member then.
    """
    check_seated(actor, cooperation)
    wanted = {Part(part).value for part in parts}
    if not wanted:
        raise Refused(say("A member takes part as something. Choose at least one, or let it leave."))
    if since < timezone.localdate(at):
        raise Refused(say("Choose today or a later day."))
    running = Q(valid_until=None) | Q(valid_until__gt=since)
    system = Actor.system(organisation, cooperations=[cooperation])
    own = {"cooperation_id": cooperation, "organisation_id": organisation}
    if not Membership.records.among_partners(actor).filter(running, **own).exists():
        raise NotFound("membership")
    if Part.PROVIDER.value not in wanted:
        provided = Provision.records.among_partners(actor).filter(
            running, cooperation_id=cooperation, provider_id=organisation
        )
        if names := sorted(set(provided.values_list("organisation__name", flat=True))):
            raise Refused(
                say(
                    "This organisation still works for {names} then. Let those tasks go over to another provider first."
                ),
                names=some(names),
            )
    with entered(system):
        there = list(Membership.records.of(system).locked().filter(running, **own))
        if not _change(system, there, wanted, since, own):
            return
        if Part.CUSTOMER.value not in wanted:
            end_provisions(system, cooperation, since)
        details: dict[str, object] = {"parts": sorted(wanted), "since": since.isoformat()}
        record(
            system,
            "cooperation.parts_changed",
            "cooperation",
            cooperation,
            organisation,
            at=at,
            details=details,
        )
        who_can_act_changed(actor=system, organisation=organisation, days=[since], at=at)
    record(
        actor,
        "cooperation.member_changed",
        "organisation",
        organisation,
        actor.organisation_id,
        at=at,
        details={"since": since.isoformat()},
    )


def _change(
    system: Actor, there: list[Membership], wanted: set[str], since: date, own: dict[str, UUID]
) -> bool:
    """End what is not wanted and begin what is; a part that was to end, or to begin later, runs on from the day."""
    changed = False
    for row in there:
        if row.part in wanted and row.valid_from <= since and row.valid_until is None:
            wanted = wanted - {row.part}
            continue
        changed = True
        if row.valid_from >= since:
            row.delete()
        elif row.part in wanted:  # it was to end later, and does not
            wanted = wanted - {row.part}
            row.valid_until = None
            row.save(update_fields=["valid_until"])
        else:
            row.valid_until = since
            row.save(update_fields=["valid_until"])
    for part in sorted(wanted):
        Membership.records.of(system).create(part=part, valid_from=since, **own)
    return changed or bool(wanted)
