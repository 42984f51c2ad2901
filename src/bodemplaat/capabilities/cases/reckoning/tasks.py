"""What is to be done in a case, from its events."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.cases.values import CaseTask, EventView
from bodemplaat.capabilities.cases.vocabulary import CaseAct

NOBODY: Final[Mapping[UUID, str]] = {}


def tasks_in(timeline: Iterable[EventView], names: Mapping[UUID, str] = NOBODY) -> tuple[CaseTask, ...]:
    """The tasks of a case with the ``names`` of who does them, those that are open first, each group by its day."""
    tasks: dict[UUID, CaseTask] = {}
    for event in timeline:
        if event.act is CaseAct.TASK_SET:
            person = UUID(str(event.details["person"]))
            until = date.fromisoformat(str(event.details["until"]))
            tasks[event.id] = CaseTask(event.id, event.words, person, names.get(person, ""), until)
        elif event.act is CaseAct.TASK_DONE:
            task = UUID(str(event.details["task"]))
            tasks[task] = replace(tasks[task], done_at=event.at, done_by_name=event.person_name)
    return tuple(sorted(tasks.values(), key=lambda each: (not each.is_open, each.until)))
