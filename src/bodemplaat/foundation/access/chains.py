"""A chain of approval as it runs, for whatever is approved: which step is open, who decides on it, and what opens next.

Who decides is worked out by ``engines/approval``, from who can act on the day. A room says once how its rows and steps are called
(``Chain``); what follows when nothing is open any more is its own.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from bodemplaat.engines.approval import (
    OPEN,
    PENDING,
    STEP,
    Addressed,
    Approver,
    AskedStep,
    Office,
    addressed,
    approvers_of,
)
from bodemplaat.foundation.access.models import ApprovalStep
from bodemplaat.foundation.access.office import office_on
from bodemplaat.foundation.access.queries import persons_of_one_human
from bodemplaat.foundation.tenancy.api import (
    Actor,
    GuardedQuerySet,
    NotFound,
    Refused,
    TenantModel,
    change_at_end,
)
from bodemplaat.kernel import say

Row = TypeVar("Row", bound=TenantModel)
Step = TypeVar("Step", bound=ApprovalStep)


class NotYoursToDecide(Refused):
    """Whoever would decide is not asked: they prepared it, decided before in this round, or others answer for the budget."""


@dataclass(frozen=True)
class OpenStep(Generic[Row, Step]):
    """The step that is open of something that waits for approval, who decides on it ``now``, and in which ``office``."""

    row: Row
    step: Step
    now: Addressed
    office: Office


@dataclass(frozen=True)
class Chain(Generic[Row, Step]):
    """How one room approves.

    ``steps`` is its table of steps, of which ``of`` is the key to what is approved. A row of that has ``round`` and ``unit_id``;
    ``prepared_by`` is the column of whoever prepared it and never decides on it, and it waits while ``state`` holds ``asked``.
    ``fallback`` is the function that decides where nobody else can.
    """

    steps: type[Step]
    of: str
    prepared_by: str
    state: str
    asked: str
    fallback: str

    def steps_of(self, actor: Actor, row: Row) -> Sequence[Step]:
        """The steps of the running round, in their order."""
        values: Any = row
        rows: QuerySet[Step] = self.steps.records.of(actor).filter(
            **{f"{self.of}_id": row.id, "round": values.round}
        )
        return list(rows.order_by("position"))

    def office_for(self, actor: Actor, organisations: Collection[UUID], on: date) -> Office:
        """Who can act on a day for these organisations."""
        fallback = dict.fromkeys(organisations, self.fallback)
        return office_on(actor=actor, managers=(), fallback=fallback, on=on)

    def who_decides(
        self, actor: Actor, row: Row, step: Step, steps: Sequence[Step], office: Office
    ) -> Addressed:
        """Who decides on an open step: never whoever prepared it, in whatever job, nor who decided before in this round."""
        values: Any = row
        pending = AskedStep(
            organisation=row.organisation_id,
            by=Approver(step.by),
            function=step.function,
            never=_human(actor, getattr(row, self.prepared_by)),
            unit=values.unit_id or row.organisation_id,
            manager=None,
            approved_by=approvers_of(steps),
        )
        return addressed(pending, office)

    def open_steps(self, actor: Actor, rows: QuerySet[Row], on: date) -> Sequence[OpenStep[Row, Step]]:
        """Every open step of these, in their order; in a constant number of statements."""
        waiting: dict[UUID, Any] = {row.id: row for row in rows.filter(**{self.state: self.asked})}
        if not waiting:
            return ()
        by_row: dict[UUID, list[Step]] = {each: [] for each in waiting}
        steps: QuerySet[Step] = self.steps.records.of(actor).filter(**{f"{self.of}__in": list(waiting)})
        for each in steps.order_by("position"):
            identity = getattr(each, f"{self.of}_id")
            if each.round == waiting[identity].round:
                by_row[identity].append(each)
        office = self.office_for(actor, {row.organisation_id for row in waiting.values()}, on)
        opened = []
        for identity, row in waiting.items():
            step = open_of(by_row[identity])
            if step is not None:
                now = self.who_decides(actor, row, step, by_row[identity], office)
                opened.append(OpenStep[Row, Step](row, step, now, office))
        return opened

    def waiting_for(self, actor: Actor, rows: QuerySet[Row], on: date) -> Mapping[UUID, Addressed]:
        """Which of these wait for this person now."""
        return {
            each.row.id: each.now
            for each in self.open_steps(actor, rows, on)
            if actor.person_id in each.now.people
        }

    def open_next(self, actor: Actor, row: Row, steps: Sequence[Step], at: datetime) -> Step | None:
        """Open the first step that still waits and note who is asked; ``None`` where none does, so that all was approved."""
        step = next((each for each in steps if each.state == PENDING), None)
        if step is not None:
            office = self.office_for(actor, {row.organisation_id}, timezone.localdate(at))
            step.state, step.opened_at = STEP.after(step.state, "open"), at
            step.asked = sorted(self.who_decides(actor, row, step, steps, office).people)
            change_at_end(actor, step, "state", "opened_at", "asked")
        return step

    def held(
        self, actor: Actor, rows: GuardedQuerySet[Row], which: UUID, at: datetime
    ) -> tuple[Row, Step, Sequence[Step]]:
        """One of these rows, held, its open step and all of its round; raises unless this actor decides on it now.

        It is held before anything about power is read, so that what was decided while this waited counts. Raises
        ``NotYoursToDecide``, and ``NotFound`` for who was never asked.
        """
        if actor.person_id is None:
            raise NotYoursToDecide(say("The platform approves nothing by itself."))
        row = rows.locked().one(id=which)
        steps = self.steps_of(actor, row)
        step = open_of(steps)
        was_asked = any(actor.person_id in each.asked or each.decided_by == actor.person_id for each in steps)
        if step is None or getattr(row, self.state) != self.asked:
            if not was_asked:
                raise NotFound(self.of)
            raise NotYoursToDecide(say("Nothing waits for you here any more: it was decided, or taken back."))
        office = self.office_for(actor, {row.organisation_id}, timezone.localdate(at))
        if actor.person_id not in self.who_decides(actor, row, step, steps, office).people:
            if not was_asked:
                raise NotFound(self.of)
            raise NotYoursToDecide(say("Somebody else decides on this now."))
        if getattr(row, self.prepared_by) in actor.people:
            raise NotYoursToDecide(say("You prepared this yourself: somebody else approves it."))
        return row, step, steps

    def decide(self, actor: Actor, step: Step, move: str, at: datetime) -> None:
        """Note what this actor decided on a step."""
        step.state = STEP.after(step.state, move)
        step.decided_at, step.decided_by = at, actor.person
        change_at_end(actor, step, "state", "decided_at", "decided_by")


def open_of(steps: Sequence[Step]) -> Step | None:
    """The step that is open, if any."""
    return next((step for step in steps if step.state == OPEN), None)


def _human(actor: Actor, person: UUID | None) -> frozenset[UUID]:
    """Every person who is the same human being; for a whole list one statement."""
    if person is None:
        return frozenset()
    humans = persons_of_one_human(actor=actor)
    same = humans.get(person)
    return frozenset({person} | {each for each, first in humans.items() if first == same})
