"""Proposing a version, agreeing with it, adopting it, and what goes over by it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.division.commands.drawing_up import LONGEST_TEXT, own_version, record_cut
from bodemplaat.capabilities.division.errors import UnsoundCut
from bodemplaat.capabilities.division.events import (
    CONSENT_ASKED,
    CONSENT_GIVEN,
    CONSENT_REFUSED,
    CUT_ADOPTED,
    CUT_PROPOSED,
)
from bodemplaat.capabilities.division.lifecycle import ADOPTED, CUT, DRAFT, PROPOSED
from bodemplaat.capabilities.division.models import CutConsent, CutVersion
from bodemplaat.capabilities.division.policies import check_may_consent, check_second_person
from bodemplaat.capabilities.division.queries.versions import cooperation_of, cut_in, moves_by, parties
from bodemplaat.capabilities.division.reckoning.checks import Customer, CutFinding, check_cut
from bodemplaat.capabilities.division.reckoning.cut import Cut
from bodemplaat.capabilities.division.reckoning.processes import Origin, processes_of_task
from bodemplaat.capabilities.division.values import Party, TaskMove
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import (
    CooperationView,
    Part,
    Task,
    move_task,
    provide_task,
    provisions_among_partners,
    provisions_to_come,
)
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command
from bodemplaat.kernel import Finding, say


@command
def propose_cut(
    *,
    actor: Actor,
    version: UUID,
    holds_from: date,
    finishes_open: bool = True,
    reads_earlier: bool = True,
    remarks: str = "",
    at: datetime,
) -> None:
    """Propose a draft, to hold from a day; nothing changes before somebody else adopts it.

    ``finishes_open`` and ``reads_earlier`` say what remains with the earlier provider of a task that goes over. Raises
    ``UnsoundCut`` with everything that stands in the way, and ``Refused`` for the platform, for a day that has gone or that is
    not after the first day of what was adopted before.
    """
    row = own_version(actor, version, DRAFT)
    if actor.person_id is None:
        raise Refused(say("The platform proposes nothing."))
    if holds_from < timezone.localdate(at):
        raise Refused(say("Choose today or a later day."))
    adopted = CutVersion.records.of(actor).filter(cooperation_id=row.cooperation_id, state=ADOPTED)
    last = adopted.order_by("-holds_from").first()
    if last is not None and last.holds_from is not None and holds_from <= last.holds_from:
        raise Refused(say("Another version holds from {day}: choose a later day."), day=last.holds_from)
    row.state = CUT.after(row.state, "propose")
    row.holds_from, row.remarks = holds_from, remarks.strip()[:500]
    row.finishes_open, row.reads_earlier = finishes_open, reads_earlier
    row.proposed_by, row.proposed_at = actor.person, at
    cooperation = cooperation_of(actor, row.cooperation_id)
    stops = _stops(actor, row, cooperation, at)
    if stops:
        raise UnsoundCut(*stops)
    row.save()
    record_cut(actor, row, "proposed", at, {"holds_from": holds_from.isoformat()})
    for customer in sorted({each.customer.id for each in _moves(actor, row) if not each.agreed}):
        _announce(row, CONSENT_ASKED, customer, at)
    _announce_to_customers(row, CUT_PROPOSED, cooperation, holds_from, at)


@command
def withdraw_cut(*, actor: Actor, version: UUID, at: datetime) -> None:
    """Make a proposal a draft again; what was agreed with it no longer counts. Raises ``Refused`` when nothing is proposed."""
    row = own_version(actor, version, PROPOSED)
    row.state = CUT.after(row.state, "withdraw")
    row.proposed_by, row.proposed_at, row.holds_from = None, None, None
    row.save()
    record_cut(actor, row, "withdrawn", at)


@command
def drop_cut(*, actor: Actor, version: UUID, at: datetime) -> None:
    """Put a draft away; the trail and its history keep it. Raises ``Refused`` for anything but a draft."""
    row = own_version(actor, version, DRAFT)
    row.state = CUT.after(row.state, "drop")
    row.save()
    record_cut(actor, row, "dropped", at)


@command
def consent_to_cut(*, actor: Actor, version: UUID, at: datetime) -> None:
    """Agree, as a controller of a customer, that its tasks go over by a proposal (ADR 0054: its cases are its own).

    Raises ``Refused`` for anyone else, for the proposer, and when no task of the customer goes over by it.
    """
    row = CutVersion.records.among_partners(actor).one(id=version)
    check_may_consent(actor, row)
    if row.state != PROPOSED or row.proposed_at is None:
        raise Refused(say("Nobody proposes this version now. Look at it again."))
    mine = [each for each in _moves(actor, row) if each.customer.id == actor.organisation_id]
    if not any(not each.agreed for each in mine):
        raise Refused(say("Nothing of your organisation goes over by it that still waits for you."))
    _answer(actor, row, mine, "", at)


@command
def refuse_cut(*, actor: Actor, version: UUID, reason: str, at: datetime) -> None:
    """Say, as a controller of a customer, that its tasks do not go over by a proposal, and why; the proposer hears it.

    The proposal stays and cannot be adopted: it is changed, or the controller agrees after all. Raises ``Refused`` as
    ``consent_to_cut`` does, and without a reason.
    """
    row = CutVersion.records.among_partners(actor).one(id=version)
    check_may_consent(actor, row)
    if row.state != PROPOSED or row.proposed_at is None:
        raise Refused(say("Nobody proposes this version now. Look at it again."))
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_TEXT["reason"]:
        raise Refused(
            say("Say why you do not agree, in at most {most} characters."), most=LONGEST_TEXT["reason"]
        )
    mine = [each for each in _moves(actor, row) if each.customer.id == actor.organisation_id]
    if not any(each.before is not None for each in mine):
        raise Refused(say("Nothing of your organisation goes over by it that still waits for you."))
    _answer(actor, row, mine, reason, at)


def _answer(actor: Actor, row: CutVersion, mine: list[TaskMove], reason: str, at: datetime) -> None:
    """Keep what a controller answers, and let the proposer know."""
    if row.proposed_at is None:
        raise Refused(say("Nobody proposes this version now. Look at it again."))
    CutConsent.records.of(actor).update_or_create(
        organisation_id=actor.organisation_id,
        version_id=row.id,
        proposed_at=row.proposed_at,
        defaults={
            "cooperation_id": row.cooperation_id,
            "agrees": not reason,
            "reason": reason,
            "given_by": actor.person,
            "given_at": at,
        },
    )
    details = {"number": row.number, "tasks": [each.task.value for each in mine], "reason": reason}
    act = "cut.not_agreed" if reason else "cut.agreed"
    record(actor, act, "cut", row.id, actor.organisation_id, at=at, details=details)
    waiting = {each.customer.id for each in _moves(actor, row) if not each.agreed}
    facts = {"customer": actor.organisation_name, "reason": reason.rstrip("."), "waiting": len(waiting)}
    _announce(row, CONSENT_REFUSED if reason else CONSENT_GIVEN, row.organisation_id, at, facts)


def _announce_to_customers(
    row: CutVersion, topic: str, cooperation: CooperationView, day: date, at: datetime
) -> None:
    """Let every customer hear of it: also where no task goes over, services can leave its list."""
    for customer in parties(cooperation, Part.CUSTOMER, day):
        _announce(row, topic, customer.id, at, {"cooperation": str(row.cooperation_id)})


def _announce(
    row: CutVersion, topic: str, organisation: UUID, at: datetime, more: Mapping[str, object] | None = None
) -> None:
    """Let an organisation hear of a proposal, as the platform working for it."""
    facts = {
        "version": str(row.id),
        "number": row.number,
        "holds_from_day": row.holds_from.isoformat() if row.holds_from else "",
        "proposed_by": str(row.proposed_by or ""),
        **(more or {}),
    }
    system = Actor.system(organisation, cooperations=[row.cooperation_id])
    _publish_for(actor=system, announcement=Announcement(topic, organisation, facts), at=at)


@command
def _publish_for(*, actor: Actor, announcement: Announcement, at: datetime) -> None:
    """Announce something at another organisation of the cooperation, as the platform working for it."""
    publish(actor, announcement, at=at)


@command
def adopt_cut(*, actor: Actor, version: UUID, at: datetime) -> None:
    """Adopt what somebody else proposed: it holds from its day, and the tasks that it gives to another go over on that day.

    Raises ``Refused`` for the proposer, when its day has come, and while a controller of a customer has not agreed that a task
    goes over; ``UnsoundCut`` when something came to stand in the way; and as ``move_task`` does.
    """
    row = own_version(actor, version, PROPOSED)
    check_second_person(actor, row)
    holds_from = row.holds_from
    if holds_from is None:
        raise NotFound("cut")
    cooperation = cooperation_of(actor, row.cooperation_id)
    stops = _stops(actor, row, cooperation, at)
    if stops:
        raise UnsoundCut(*stops)
    moves = _moves(actor, row)
    waiting = sorted({each.customer.name for each in moves if not each.agreed})
    if waiting:
        raise Refused(
            say("Work of {customers} goes over by it: a controller there has to agree first."),
            customers=", ".join(waiting),
        )
    row.state = CUT.after(row.state, "adopt")
    row.adopted_by, row.adopted_at = actor.person, at
    row.save()
    record_cut(actor, row, "adopted", at, {"holds_from": holds_from.isoformat()})
    for each in moves:
        _go_over(row, each, holds_from, at)
    _announce_to_customers(row, CUT_ADOPTED, cooperation, holds_from, at)


def _go_over(row: CutVersion, move: TaskMove, since: date, at: datetime) -> None:
    """Through the doors of provisions, as the platform working for that customer: its controller agreed, or nobody did it."""
    system = Actor.system(move.customer.id, cooperations=[row.cooperation_id])
    if move.before is None:
        provide_task(
            actor=system,
            cooperation=row.cooperation_id,
            organisation=move.customer.id,
            task=move.task,
            provider=move.after.id,
            since=since,
            at=at,
        )
        return
    move_task(
        actor=system,
        organisation=move.customer.id,
        task=move.task,
        provider=move.after.id,
        since=since,
        finishes_open=row.finishes_open,
        reads_earlier=row.reads_earlier,
        at=at,
    )


def _moves(actor: Actor, row: CutVersion) -> tuple[TaskMove, ...]:
    cooperation = cooperation_of(actor, row.cooperation_id)
    return moves_by(actor, row, cut_in(actor, row), cooperation, on=row.holds_from)


def _stops(
    actor: Actor, row: CutVersion, cooperation: CooperationView, at: datetime
) -> tuple[CutFinding, ...]:
    """What stands in the way of a proposal: of the cut itself, of its day, and of who has to take the work on that day."""
    day = row.holds_from or timezone.localdate(at)
    cut = cut_in(actor, row)
    customers = parties(cooperation, Part.CUSTOMER, day)
    known = [Customer(each.id, each.name, each.inhabitants) for each in customers]
    stopping = [each for each in check_cut(cut, known) if each.stops]
    providers = {each.id for each in parties(cooperation, Part.PROVIDER, day)}
    moves = moves_by(actor, row, cut, cooperation, on=day)
    if day < timezone.localdate(at) or (
        day == timezone.localdate(at) and any(each.before is not None for each in moves)
    ):
        text = say("Work goes over on a later day, so that everyone can prepare: choose tomorrow or later.")
        stopping.append(CutFinding(Finding("cut.too_soon", "holds_from", text), (), None, "", Origin.OWN))
    for each in moves:
        if each.after.id not in providers:
            text = say(
                "{provider} is no provider in the cooperation on that day, so it cannot do this work here for {customer}. Let"
                " it take part as a provider first, or give the process to another."
            )
            codes = tuple(one.code for one in processes_of_task(each.task))
            values = {"provider": each.after.name or each.customer.name, "customer": each.customer.name}
            finding = Finding("cut.no_provider", ",".join(codes), text, values)
            stopping.append(CutFinding(finding, codes, each.customer.id, "", Origin.OWN))
    return (*stopping, *_moves_against(actor, cut, customers, day))


def _moves_against(actor: Actor, cut: Cut, customers: Iterable[Party], day: date) -> Iterator[CutFinding]:
    """Moves agreed on for a day after the first of the cut: by them a task would not stay where the cut gives it."""
    names = {each.id: each.name for each in customers}
    for coming, since in provisions_to_come(actor=actor, after=day):
        if coming.customer_id not in names or cut.provider_of_task(coming.task, coming.customer_id) is None:
            continue
        if coming.task is Task.DESK and coming.customer_id in _with_desk_of_ict(actor, since):
            continue
        codes = tuple(each.code for each in processes_of_task(coming.task))
        text = say(
            "This work of {customer} goes over to {provider} on {since_day}, as was agreed on before. Take that back first, under"
            " Who does what, or let this division hold from that day or later."
        )
        values = {
            "customer": coming.customer_name,
            "provider": coming.provider_name,
            "since_day": since.isoformat(),
        }
        finding = Finding("cut.move_to_come", ",".join(codes), text, values)
        yield CutFinding(finding, codes, coming.customer_id, "", Origin.OWN)


def _with_desk_of_ict(actor: Actor, on: date) -> frozenset[UUID]:
    """The customers whose desk no cut speaks of on a day, because their cases of ICT are at a desk apart."""
    provisions = provisions_among_partners(actor=actor, on=on)
    return frozenset(each.customer_id for each in provisions if each.task is Task.DESK_ICT)
