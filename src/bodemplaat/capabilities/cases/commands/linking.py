"""Cases that belong together: linked at the desk, or merged where somebody asked the same twice."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.cases import lifecycle
from bodemplaat.capabilities.cases.commands.acting import act_on, held, is_open
from bodemplaat.capabilities.cases.commands.tasks import tasks_still_open
from bodemplaat.capabilities.cases.errors import CameFirst, NoSuchCase, NotADouble, NotPossibleNow, TasksOpen
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.cases.policies import check_desk, check_may_work, visible_cases
from bodemplaat.capabilities.cases.queries.clock import timelines
from bodemplaat.capabilities.cases.queries.links import Belonging, belonging
from bodemplaat.capabilities.cases.vocabulary import OTHER_SIDE, CaseAct, LinkKind
from bodemplaat.foundation.tenancy.api import Actor, NotFound, change_at_end, command


@command
def link_cases(*, actor: Actor, case: UUID, number: str, kind: LinkKind, at: datetime) -> None:
    """Say what another case of the desk, named by its number, is to this one; on both, for colleagues alone.

    A link that is there already becomes one of this kind. Raises ``NoSuchCase``.
    """
    row, other = _both(actor, case, number, at)
    for this, that, of_kind in ((row, other, kind), (other, row, OTHER_SIDE[kind])):
        if _belonging(actor, this).links.get(that.id) is not of_kind:
            details = {"case": str(that.id), "kind": of_kind.value}
            act_on(actor, this, CaseAct.LINKED, at=at, is_internal=True, details=details)


@command
def unlink_cases(*, actor: Actor, case: UUID, other: UUID, at: datetime) -> None:
    """Take a link away, on both; raises ``NotFound`` where there is none."""
    check_desk(actor)
    rows = _held_in_order(actor, {case, other}, at)
    if other not in _belonging(actor, rows[case]).links:
        raise NotFound("link")
    for this, that in ((case, other), (other, case)):
        details = {"case": str(that)}
        act_on(actor, rows[this], CaseAct.UNLINKED, at=at, is_internal=True, details=details)


@command
def merge_case(*, actor: Actor, case: UUID, number: str, at: datetime) -> None:
    """Let a case go on in another open one of the same requester, named by its number: they asked the same twice.

    The one that came in first goes on, so that no term begins anew. Both keep their history, the requester is told, and
    ``unmerge_case`` undoes it as long as the other is open. Raises ``NoSuchCase``, ``NotADouble``, ``CameFirst``,
    ``TasksOpen`` and ``NotPossibleNow``.
    """
    row, other = _both(actor, case, number, at)
    check_may_work(actor, row, timezone.localdate(at))
    if row.requester_id != other.requester_id:
        raise NotADouble
    if row.received_at < other.received_at:
        raise CameFirst(other.number)
    if not is_open(other):
        raise NotPossibleNow
    if still_open := tasks_still_open(actor, row):
        raise TasksOpen(still_open, merges=True)
    row.closed_at, row.taken_by = at, None
    change_at_end(actor, row, "closed_at", "taken_by")
    act_on(actor, row, CaseAct.MERGED, at=at, details=_names(other))
    act_on(actor, other, CaseAct.DOUBLE, at=at, details=_names(row))


@command
def unmerge_case(*, actor: Actor, case: UUID, at: datetime) -> None:
    """Let a merged case stand by itself again, its term as if it had not been away. Raises ``NotPossibleNow`` once the other is over."""
    check_desk(actor)
    first = visible_cases(actor).one(id=case)
    into = _belonging(actor, first).merged_into
    if first.state != lifecycle.MERGED or into is None:
        raise NotPossibleNow
    try:
        rows = _held_in_order(actor, {case, into}, at)
    except NotFound:
        raise NotPossibleNow from None
    row, other = rows[case], rows[into]
    if row.state != lifecycle.MERGED or not is_open(other):
        raise NotPossibleNow
    row.closed_at = None
    change_at_end(actor, row, "closed_at")
    act_on(actor, row, CaseAct.UNMERGED, at=at, details=_names(other))
    act_on(actor, other, CaseAct.DOUBLE_OFF, at=at, details=_names(row))


def _both(actor: Actor, case: UUID, number: str, at: datetime) -> tuple[Case, Case]:
    """A case and another one of the desk by its number, both held, in one order whoever begins."""
    check_desk(actor)
    wanted = number.replace("\x00", "").strip().upper()[:16]
    others = Case.records.of(actor).filter(provider_id=actor.organisation_id, number=wanted).exclude(id=case)
    by_number = sorted(
        others, key=lambda row: row.numbered_by != actor.organisation_id
    )  # one's own numbers first
    if not by_number:
        raise NoSuchCase(wanted)
    rows = _held_in_order(actor, {case, by_number[0].id}, at)
    return rows[case], rows[by_number[0].id]


def _held_in_order(actor: Actor, cases: set[UUID], at: datetime) -> dict[UUID, Case]:
    rows = {each: held(actor, each) for each in sorted(cases)}
    for row in rows.values():
        check_may_work(actor, row, timezone.localdate(at), with_anybody=True)
    return rows


def _belonging(actor: Actor, row: Case) -> Belonging:
    return belonging(timelines(actor, [row.id], all_acts=True)[row.id])


def _names(row: Case) -> dict[str, object]:
    return {"case": str(row.id), "number": row.number}
