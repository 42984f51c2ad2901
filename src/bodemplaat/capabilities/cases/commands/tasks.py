"""What is to be done in a case: set for a colleague until a day, and done."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.cases.commands.acting import act_on, needed_words, open_to_work_on
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.cases.queries.clock import timelines
from bodemplaat.capabilities.cases.reckoning.tasks import tasks_in
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.foundation.access.api import holders_of_role
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, command
from bodemplaat.kernel import say


def tasks_still_open(actor: Actor, row: Case) -> int:
    """How many tasks of a case are still to be done."""
    timeline = timelines(actor, [row.id], acts=(CaseAct.TASK_SET, CaseAct.TASK_DONE))[row.id]
    return sum(each.is_open for each in tasks_in(timeline))


@command
def set_task(*, actor: Actor, case: UUID, what: str, person: UUID, until: date, at: datetime) -> None:
    """A clerk says what is to be done in a case, by which clerk of the centre and until which day; for colleagues alone."""
    on = timezone.localdate(at)
    row = open_to_work_on(actor, case, at, with_anybody=True)
    if person not in holders_of_role(actor=actor, organisation=row.provider_id, role=Role.SSC_CLERK, on=on):
        raise Refused(say("Choose a clerk of your service centre."))
    if until < on:
        raise Refused(say("Choose today or a day to come."))
    details = {"person": str(person), "until": until.isoformat()}
    act_on(actor, row, CaseAct.TASK_SET, at=at, words=needed_words(what), is_internal=True, details=details)


@command
def finish_task(*, actor: Actor, case: UUID, task: UUID, at: datetime) -> None:
    """A clerk says that a task is done, their own or a colleague's; raises ``NotFound`` for one that is not open."""
    row = open_to_work_on(actor, case, at, with_anybody=True)
    tasks = tasks_in(timelines(actor, [row.id], all_acts=True)[row.id])
    wanted = next((each for each in tasks if each.id == task and each.is_open), None)
    if wanted is None:
        raise NotFound("task")
    details = {"task": str(task)}
    act_on(actor, row, CaseAct.TASK_DONE, at=at, words=wanted.what, is_internal=True, details=details)
