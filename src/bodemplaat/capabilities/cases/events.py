"""What is written on the timeline of a case, in the audit trail and announced: together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bodemplaat.capabilities.cases.commands.pressing import pressed
from bodemplaat.capabilities.cases.models import Case, CaseEvent, CaseWord
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.foundation.audit.api import record_many
from bodemplaat.foundation.finding.api import words_noted
from bodemplaat.foundation.outbox.api import Announcement, publish_many
from bodemplaat.foundation.tenancy.api import Actor, write_at_end

TO_REQUESTER = frozenset(
    {
        CaseAct.RECEIVED,
        CaseAct.WAITS_FOR_CUSTOMER,
        CaseAct.ANSWERED,
        CaseAct.CLOSED,
        CaseAct.REOPENED,
        CaseAct.MERGED,
        CaseAct.UNMERGED,
    }
)
"""What the requester is told of."""
STATE_CHANGED = "case.state_changed"
"""Carries ``case``, ``customer`` and ``provider`` (ids), ``state``, and ``before``: empty for a case that came in."""


def note_words(
    actor: Actor, case: Case, texts: Iterable[str], *, at: datetime, is_internal: bool = False
) -> None:
    """Let a case be found by the words of these texts; in the caller's transaction, at its end."""
    rows = words_noted(
        CaseWord,
        texts,
        organisation=case.organisation_id,
        person=case.requester_id,
        record=case.id,
        at=at,
        is_internal=is_internal,
    )
    write_at_end(actor, rows)


def happened(
    actor: Actor,
    case: Case,
    act: CaseAct,
    *,
    at: datetime,
    happened_at: datetime | None = None,
    words: str = "",
    is_internal: bool = False,
    details: Mapping[str, object] | None = None,
) -> None:
    """Write one event of a case down and, where people care, announce it; in the caller's transaction.

    ``happened_at`` is for what happened before it is written down (a letter that lay).
    """
    happened_many(
        actor,
        [case],
        act,
        at=at,
        happened_at=happened_at,
        words=words,
        is_internal=is_internal,
        details=details,
    )


def happened_many(
    actor: Actor,
    cases: Sequence[Case],
    act: CaseAct,
    *,
    at: datetime,
    happened_at: datetime | None = None,
    words: str = "",
    is_internal: bool = False,
    details: Mapping[str, object] | None = None,
) -> None:
    """The same event of any number of cases, set-based. The words stay in the file: the trail and what is announced lack them."""
    facts = dict(details or {})
    press = {"press": pressed()} if pressed() else {}
    rows = [
        CaseEvent(
            organisation_id=case.organisation_id,
            case=case,
            at=happened_at or at,
            act=act,
            is_internal=is_internal,
            person_id=actor.person_id,
            person_name=actor.person_name,
            role=actor.role.value,
            words=words,
            details=facts | press,
        )
        for case in cases
    ]
    write_at_end(actor, rows)
    if words:
        for case in cases:
            note_words(actor, case, [words], at=at, is_internal=is_internal)
    record_many(actor, act, "case", [(case.id, case.organisation_id, facts) for case in cases], at=at)
    announced = []
    if act in TO_REQUESTER:
        announced = [Announcement(act, case.organisation_id, {"case": str(case.id)}) for case in cases]
    elif act in (CaseAct.ASSIGNED, CaseAct.TASK_SET):
        announced = [
            Announcement(
                act,
                case.provider_id,
                {
                    "case": str(case.id),
                    "number": case.number,
                    "person": facts["person"],
                    **({"until_day": facts["until"]} if act == CaseAct.TASK_SET else {}),
                },
            )
            for case in cases
        ]
    if announced:
        publish_many(actor, announced, at=at)


def state_changed(actor: Actor, case: Case, before: str, *, at: datetime) -> None:
    """Announce that a case came in, or stands otherwise than before; in the caller's transaction."""
    facts = {
        "case": str(case.id),
        "customer": str(case.organisation_id),
        "provider": str(case.provider_id),
        "state": str(case.state),
        "before": str(before),
    }
    publish_many(actor, [Announcement(STATE_CHANGED, case.organisation_id, facts)], at=at)
