"""The list of tasks: one line for each task that an organisation has done, with who provides it and from which day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Final
from uuid import UUID

from bodemplaat.foundation.imports.api import (
    Act,
    Change,
    Fact,
    ImportColumn,
    ImportedList,
    Kind,
    Line,
    Plan,
    RowChange,
    Terms,
    Value,
)
from bodemplaat.foundation.organisations.authorities import name_to_compare
from bodemplaat.foundation.organisations.building_on import builds_on
from bodemplaat.foundation.organisations.desks import OF_LISTS
from bodemplaat.foundation.organisations.lists.units import announce, may_arrange
from bodemplaat.foundation.organisations.models import Membership, Part, Provision, Task
from bodemplaat.foundation.organisations.provisions import TASK_LABELS, ProvisionView, provisions_of
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

TASK, PROVIDER, SINCE = say("Task"), say("Provided by"), say("Provided since")
TASKS: Final = {task.value: label for task, label in TASK_LABELS.items()}

_Days = list[tuple[date, date | None]]


class _Members:
    """Who takes part as what in the cooperations of the actor; one statement."""

    def __init__(self, actor: Actor) -> None:
        self.names: dict[str, set[UUID]] = defaultdict(set)
        self.spelled: dict[str, str] = {}
        self.days: dict[tuple[UUID, UUID, str], _Days] = defaultdict(list)
        self.cooperations: set[UUID] = set()
        rows = Membership.records.among_partners(actor).order_by("valid_from", "id")
        for cooperation, organisation, name, part, since, until in rows.values_list(
            "cooperation_id", "organisation_id", "organisation__name", "part", "valid_from", "valid_until"
        ):
            self.cooperations.add(cooperation)
            self.days[cooperation, organisation, part].append((since, until))
            if part == Part.PROVIDER:
                key = name_to_compare(name)
                self.names[key].add(organisation)
                self.spelled[key] = name

    def is_there(self, cooperation: UUID, organisation: UUID, part: Part, on: date) -> bool:
        """Whether an organisation takes part so on a day."""
        days = self.days.get((cooperation, organisation, part), ())
        return any(since <= on and (until is None or on < until) for since, until in days)

    def where(self, customer: UUID, provider: UUID, on: date) -> UUID | None:
        """The cooperation in which one is customer and the other provider on a day."""
        for cooperation in sorted(self.cooperations):
            if self.is_there(cooperation, customer, Part.CUSTOMER, on) and self.is_there(
                cooperation, provider, Part.PROVIDER, on
            ):
                return cooperation
        return None


def plan_tasks(actor: Actor, organisation: UUID, lines: Sequence[Line], terms: Terms) -> Plan:
    """What a file of tasks does: it says who is the first to provide one. Letting it go over to another is a move."""
    plan = Plan()
    there = provisions_of(actor=actor, organisation=organisation)
    members = _Members(actor)
    wanted: dict[str, Line] = {}
    for line in lines:
        task = line.text("task")
        if task in wanted:
            text = say("Line {other} is about the same task. One organisation provides it: keep one line.")
            plan.wrong(line.number, TASK, text, other=wanted[task].number)
        elif task and line.text("provider"):
            wanted[task] = line
            own = [each for each in there if each.task == task]
            desk = [each for each in there if each.task is Task.DESK] if task in OF_LISTS else []
            _add(plan, organisation, line, own, desk, members, terms)
    if terms.is_complete:
        for each in there:
            if each.until is None and each.task not in wanted:
                text = say(
                    "“{task_text}” is not in this file, and a task does not end by a file. Add its line, or leave the tick out."
                )
                plan.wrong(0, TASK, text, task_text=TASKS[each.task])
    return plan


def _add(
    plan: Plan,
    organisation: UUID,
    line: Line,
    there: Sequence[ProvisionView],
    desk: Sequence[ProvisionView],
    members: _Members,
    terms: Terms,
) -> None:
    task, name, since = line.text("task"), line.text("provider"), line.day("since")
    if since is None:
        return  # told already
    key = name_to_compare(name)
    named = sorted(members.names.get(key, ()))
    if not named:
        near = get_close_matches(key, members.names, 1)
        text = (
            say("No provider in the cooperation is called “{name}”. Is “{near}” meant?")
            if near
            else say("No provider in the cooperation is called “{name}”. Look at the names of the members.")
        )
        plan.wrong(line.number, PROVIDER, text, name=name, near=members.spelled[near[0]] if near else "")
        return
    if any(each.provider_id in named and each.since == since for each in there):
        plan.unchanged += 1
        return
    others = [each for each in desk if each.provider_id not in named]
    running = next((each for each in (*there, *others) if each.until is None or each.until > since), None)
    if running is not None:
        text = say(
            "{provider} provides this task then already. Let it go over on the page that says who does what, with what remains."
        )
        plan.wrong(line.number, PROVIDER, text, provider=running.provider_name)
        return
    places = [(provider, members.where(organisation, provider, since)) for provider in named]
    provider, cooperation = next(((p, c) for p, c in places if c is not None), (named[0], None))
    if cooperation is None:
        text = say(
            "On {since_day} “{name}” and this organisation are not yet provider and customer together."
        )
        plan.wrong(
            line.number,
            SINCE,
            text,
            since_day=since.isoformat(),
            name=members.spelled[name_to_compare(name)],
        )
        return
    columns = {
        "organisation_id": organisation,
        "cooperation_id": cooperation,
        "task": task,
        "provider_id": provider,
        "valid_from": since,
        "valid_until": None,
        "finishes_open": False,
        "reads_earlier": False,
    }
    identity = terms.id("provision", task)
    facts = [
        Fact(PROVIDER, None, members.spelled[name_to_compare(name)]),
        Fact(SINCE, None, since),
    ]
    row = RowChange(Provision, identity, None, columns)
    record = ("task.provided", "provision", identity)
    plan.changes.append(Change(line.number, Act.ADD, TASKS[task], facts, [row], record))
    plan.days.add(since)


def current_tasks(actor: Actor, organisation: UUID, on: date) -> Sequence[Mapping[str, Value]]:
    """Who provides each task now, or will."""
    return [
        {"task": each.task.value, "provider": each.provider_name, "since": each.since}
        for each in reversed(provisions_of(actor=actor, organisation=organisation))
        if each.until is None
    ]


TASK_LIST: Final = ImportedList(
    name="tasks",
    title=say("Tasks"),
    columns=(
        ImportColumn("task", TASK, Kind.CHOICE, required=True, choices=TASKS),
        ImportColumn(
            "provider",
            PROVIDER,
            required=True,
            width=34,
            note=say("The name of a member that provides; it may be your own organisation."),
        ),
        ImportColumn("since", SINCE, Kind.DAY, required=True, width=16),
    ),
    models=(Provision,),
    plan=plan_tasks,
    current=current_tasks,
    check=may_arrange,
    afterwards=announce,
    order=15,
    completes=say("This is the complete list of tasks"),
    also_builds=builds_on,
)
