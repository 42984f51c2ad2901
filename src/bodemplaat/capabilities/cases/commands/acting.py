"""What every act on a case does: hold the case, change its state by the lifecycle, note it, and work its term out again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from bodemplaat.capabilities.agreements.api import norms_agreed
from bodemplaat.capabilities.cases import events, lifecycle
from bodemplaat.capabilities.cases.commands.pressing import pressed
from bodemplaat.capabilities.cases.errors import NothingSaid, NotOfTheDesk, NotPossibleNow, PressedTwice
from bodemplaat.capabilities.cases.mapping import happened_in
from bodemplaat.capabilities.cases.models import NOT_RUNNING, Case, CaseEvent
from bodemplaat.capabilities.cases.policies import check_may_work, is_at_desk
from bodemplaat.capabilities.cases.queries.clock import contents_for, hours_for, norm_of, timelines
from bodemplaat.capabilities.cases.reckoning.clock import CLOCK_ACTS, Clock, Happened, read_clock
from bodemplaat.capabilities.cases.vocabulary import CaseAct, CaseState
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, change_at_end, shaped
from bodemplaat.kernel import IllegalMove, say

MOST_WORDS = 4000
MOST_MAIL_WORDS = 20_000
"""Of what came by e-mail, with what it repeats."""


def held(actor: Actor, case: UUID) -> Case:
    """A case that the actor may open, held until the end; raises ``NotFound`` for any other.

    Raises ``PressedTwice`` when it holds what the same press wrote.
    """
    row = next(iter(_held(actor, case)), None) if isinstance(case, UUID) else None
    if row is None or not (
        actor.is_system
        or row.requester_id == actor.person
        or (actor.role is Role.SSC_CLERK and row.provider_id == actor.organisation_id)
    ):
        raise NotFound(Case._meta.verbose_name)
    if (press := pressed()) and CaseEvent.records.of(actor).filter(case=row, details__press=press).exists():
        raise PressedTwice
    return row


@shaped
def _held(actor: Actor, case: UUID) -> QuerySet[Case]:
    return Case.records.of(actor).locked().filter(id=case)


def act_on(
    actor: Actor,
    case: Case,
    act: CaseAct,
    *,
    at: datetime,
    words: str = "",
    is_internal: bool = False,
    details: Mapping[str, object] | None = None,
) -> None:
    """Let something happen to a case that is held. Raises ``NotPossibleNow`` when its state does not allow it."""
    changed, before = ["changed_at"], case.state
    case.changed_at = at
    if act in lifecycle.MOVE_OF:
        try:
            case.state = lifecycle.CASE.after(case.state, lifecycle.MOVE_OF[act])
        except IllegalMove:
            raise NotPossibleNow from None
        changed.append("state")
    if act in CLOCK_ACTS:
        case.due_at = due_at(actor, case, [Happened(act, at)], at)
        changed.append("due_at")
    change_at_end(actor, case, *changed)
    events.happened(actor, case, act, at=at, words=words, is_internal=is_internal, details=details)
    if case.state != before:
        events.state_changed(actor, case, before, at=at)


def due_at(actor: Actor, case: Case, more: Iterable[Happened], at: datetime) -> datetime:
    """Where a case stands in the queue with these events beside those that are written; ``NOT_RUNNING`` while its clock stands."""
    known = happened_in(timelines(actor, [case.id])[case.id])
    happened = sorted((*known, *more), key=lambda each: each.at)
    norm = norm_of(
        norms_agreed(actor=actor), case, contents_for(actor, [case])[case.service_id, case.version]
    )
    hours = hours_for(actor, [case]).of(case.provider_id, case.cooperation_id)
    return place_in_queue(read_clock(happened, norm, hours, at))


def place_in_queue(clock: Clock | None) -> datetime:
    """By what a case is sorted: its due moment while its clock runs."""
    return clock.answer.due if clock is not None and clock.is_running else NOT_RUNNING


def give_to(
    actor: Actor, case: Case, person: UUID | None, act: CaseAct, *, at: datetime, words: str = ""
) -> None:
    """Put somebody's name on a case, or take it off."""
    case.taken_by = person
    change_at_end(actor, case, "taken_by")
    act_on(actor, case, act, at=at, words=words, details={"person": str(person)} if person else None)


def end(actor: Actor, case: Case, act: CaseAct, *, at: datetime, words: str = "", result: str = "") -> None:
    """Close a case in one of the two ways."""
    case.closed_at, case.result = at, result
    change_at_end(actor, case, "closed_at", "result")
    act_on(actor, case, act, at=at, words=words, details={"result": result} if result else None)


def is_open(case: Case) -> bool:
    """Whether something has still to be done."""
    return CaseState(case.state) in lifecycle.OPEN


def needed_words(words: str, most: int = MOST_WORDS) -> str:
    """Words that the other side needs, tidied; raises ``NothingSaid`` where there are none."""
    words = short_words(words, most)
    if not words:
        raise NothingSaid
    return words


def short_words(words: str, most: int = MOST_WORDS) -> str:
    """Words tidied; raises ``Refused`` for more than anybody reads."""
    words = words.replace("\x00", "").strip()
    if len(words) > most:
        raise Refused(say("This text is longer than {most} characters: shorten it."), most=most)
    return words


def open_to_work_on(actor: Actor, case: UUID, at: datetime, *, with_anybody: bool = False) -> Case:
    """An open case, held, that the actor may work on."""
    row = held(actor, case)
    if row.requester_id == actor.person_id and not is_at_desk(actor, row):
        raise NotOfTheDesk
    check_may_work(actor, row, timezone.localdate(at), with_anybody=with_anybody)
    if not is_open(row):
        raise NotPossibleNow
    return row
