"""The second check of a case: a colleague who did not work on it closes it as it was proposed, or sends it back."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.cases import lifecycle
from bodemplaat.capabilities.cases.commands.acting import act_on, end, held, needed_words
from bodemplaat.capabilities.cases.errors import NotPossibleNow
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.cases.policies import check_may_check
from bodemplaat.capabilities.cases.queries.clock import timelines
from bodemplaat.capabilities.cases.reckoning.checking import did_the_work, proposed
from bodemplaat.capabilities.cases.values import EventView
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.foundation.tenancy.api import Actor, command


@command
def check_case(*, actor: Actor, case: UUID, at: datetime) -> None:
    """Close a case with the words and the result that a colleague proposed. Raises ``OwnWork`` for who worked on it."""
    row, proposal = _to_check(actor, case, at)
    result = str(proposal.details["result"])
    end(actor, row, CaseAct.CLOSED, at=at, words=proposal.words, result=result)


@command
def send_back_case(*, actor: Actor, case: UUID, words: str, at: datetime) -> None:
    """Send a case back to who worked on it, with what is not right; its term has gone on meanwhile. Raises as ``check_case``."""
    row, _ = _to_check(actor, case, at)
    act_on(actor, row, CaseAct.SENT_BACK, at=at, words=needed_words(words), is_internal=True)


def _to_check(actor: Actor, case: UUID, at: datetime) -> tuple[Case, EventView]:
    row = held(actor, case)
    timeline = timelines(actor, [row.id], all_acts=True)[row.id]
    check_may_check(actor, row, did_the_work(timeline), timezone.localdate(at))
    proposal = proposed(timeline)
    if row.state != lifecycle.SECOND_CHECK or proposal is None:
        raise NotPossibleNow
    return row, proposal
