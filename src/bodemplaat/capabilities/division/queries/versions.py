"""The versions of a cut, whole and side by side."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.division.lifecycle import ADOPTED, DROPPED, PROPOSED
from bodemplaat.capabilities.division.mapping import cut_of
from bodemplaat.capabilities.division.models import CutConsent, CutRow, CutVersion
from bodemplaat.capabilities.division.policies import check_may_read, may_make
from bodemplaat.capabilities.division.reckoning.checks import Customer, check_cut
from bodemplaat.capabilities.division.reckoning.cut import Cut, Filling
from bodemplaat.capabilities.division.values import CooperationCuts, CutView, Party, TaskMove, VersionView
from bodemplaat.foundation.organisations.api import (
    COMMON_TASKS,
    OF_LISTS,
    CooperationView,
    MemberView,
    Part,
    Task,
    cooperation_members,
    provisions_among_partners,
)
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role, query


@query
def cuts_of(*, actor: Actor, on: date) -> tuple[CooperationCuts, ...]:
    """The cooperations of the actor with the versions of their cut; three statements. Raises ``Refused`` as one version does."""
    check_may_read(actor)
    rows = CutVersion.records.among_partners(actor).exclude(state=DROPPED).order_by("-number")
    by_cooperation: dict[UUID, list[CutVersion]] = {}
    for row in rows:
        by_cooperation.setdefault(row.cooperation_id, []).append(row)
    return tuple(
        CooperationCuts(
            id=each.id,
            name=each.name,
            versions=tuple(version_views(by_cooperation.get(each.id, []), on)),
            may_make=may_make(actor, each.seat),
            providers=parties(each, Part.PROVIDER, on),
        )
        for each in cooperation_members(actor=actor)
    )


@query
def cut_view(*, actor: Actor, version: UUID, on: date) -> CutView:
    """One version whole; raises ``NotFound`` for one out of reach, and ``Refused`` for a role that reads none."""
    check_may_read(actor)
    row = CutVersion.records.among_partners(actor).exclude(state=DROPPED).one(id=version)
    others = CutVersion.records.among_partners(actor).filter(cooperation_id=row.cooperation_id)
    (view,) = (each for each in version_views(others, on) if each.id == row.id)
    cooperation = cooperation_of(actor, row.cooperation_id)
    from_day = row.holds_from or on
    cut = cut_in(actor, row)
    customers = parties(cooperation, Part.CUSTOMER, from_day)
    day = None if view.standing == "replaced" else row.holds_from
    moves = moves_by(actor, row, cut, cooperation, on=max(day, on) if row.state == ADOPTED and day else day)
    is_own_move = any(each.customer.id == actor.organisation_id and not each.agreed for each in moves)
    is_proposer = row.proposed_by is not None and row.proposed_by in actor.people
    makes = may_make(actor, row.organisation_id)
    return CutView(
        version=view,
        cooperation_name=cooperation.name,
        cut=cut,
        customers=customers,
        providers=parties(cooperation, Part.PROVIDER, from_day),
        findings=check_cut(cut, [Customer(each.id, each.name, each.inhabitants) for each in customers]),
        moves=moves,
        may_make=makes,
        may_adopt=makes and row.state == PROPOSED and not is_proposer,
        may_consent=(
            row.state == PROPOSED and actor.role is Role.CONTROLLER and is_own_move and not is_proposer
        ),
    )


def version_views(rows: Iterable[CutVersion], on: date) -> Iterable[VersionView]:
    """Versions of one cooperation as they stand on a day, the newest first."""
    ordered = sorted(rows, key=lambda row: -row.number)
    days = sorted(row.holds_from for row in ordered if row.state == ADOPTED and row.holds_from)
    for row in ordered:
        until = next((day for day in days if row.holds_from and day > row.holds_from), None)
        standing = row.state
        if row.state == ADOPTED and row.holds_from:
            is_over = until is not None and until <= on
            standing = "coming" if row.holds_from > on else "replaced" if is_over else "in_force"
        yield VersionView(
            id=row.id,
            cooperation=row.cooperation_id,
            seat=row.organisation_id,
            number=row.number,
            standing=standing,
            filling=Filling(row.fills_with),
            remarks=row.remarks,
            holds_from=row.holds_from,
            until=until if row.state == ADOPTED else None,
            finishes_open=row.finishes_open,
            reads_earlier=row.reads_earlier,
            proposed_by=row.proposed_by,
            proposed_at=row.proposed_at,
            adopted_by=row.adopted_by,
            adopted_at=row.adopted_at,
        )


def cut_in(actor: Actor, version: CutVersion) -> Cut:
    """The rows of a version as a value."""
    return cut_of(version, CutRow.records.among_partners(actor).filter(version=version))


def cooperation_of(actor: Actor, cooperation: UUID) -> CooperationView:
    """A cooperation of the actor's with its members; raises ``NotFound`` for another's."""
    for each in cooperation_members(actor=actor, cooperation=cooperation):
        return each
    raise NotFound("cooperation")


def parties(cooperation: CooperationView, part: Part, on: date) -> tuple[Party, ...]:
    """The members that play a part on a day, by name."""
    return tuple(
        Party(each.id, each.name, each.inhabitants) for each in cooperation.members if _plays(each, part, on)
    )


def followed(doers: Collection[Task]) -> tuple[Task, ...]:
    """The tasks that follow a cut at a customer where these are done: its desk, or with a desk of some list that of ICT alone."""
    has_lists = any(task in OF_LISTS for task in doers)
    return tuple(Task.DESK_ICT if task is Task.DESK and has_lists else task for task in COMMON_TASKS)


def _plays(member: MemberView, part: Part, on: date) -> bool:
    return any(
        each == part and since <= on and (until is None or on < until) for each, since, until in member.parts
    )


def moves_by(
    actor: Actor, version: CutVersion, cut: Cut, cooperation: CooperationView, *, on: date | None
) -> tuple[TaskMove, ...]:
    """Where the version gives a task to another than who does it on a day: before it holds what will go over by it.

    Once it holds there is none, unless somebody let a task stay after all.
    """
    if on is None:
        return ()
    names = {each.id: Party(each.id, each.name) for each in cooperation.members}
    now: dict[UUID, dict[Task, Party]] = {}
    for each in provisions_among_partners(actor=actor, on=on):
        now.setdefault(each.customer_id, {})[each.task] = Party(each.provider_id, each.provider_name)
    consents = CutConsent.records.among_partners(actor).filter(version=version)
    answers = {each.organisation_id: each for each in consents if each.proposed_at == version.proposed_at}
    agreed = {customer for customer, each in answers.items() if each.agrees}
    refusals = {customer: each.reason for customer, each in answers.items() if not each.agrees}
    moves = []
    for customer in parties(cooperation, Part.CUSTOMER, on):
        doers = now.get(customer.id, {})
        for task in followed(doers):
            goes_to = cut.provider_of_task(task, customer.id)
            before = doers.get(task) or (doers.get(Task.DESK) if task in OF_LISTS else None)
            if goes_to is None or (before is not None and before.id == goes_to):
                continue
            after = names.get(goes_to, Party(goes_to, ""))
            moves.append(
                TaskMove(
                    task,
                    customer,
                    before,
                    after,
                    agreed=before is None or customer.id in agreed,
                    refusal=refusals.get(customer.id, ""),
                )
            )
    return tuple(moves)
