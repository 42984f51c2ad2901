"""Who provides which task for whom, answered for a day."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from bodemplaat.foundation.organisations.models import (
    Membership,
    Organisation,
    Part,
    Provision,
    Task,
    holds_on,
)
from bodemplaat.foundation.tenancy.api import Actor, query, remembered, shaped
from bodemplaat.kernel import Said, say

TASK_LABELS: Mapping[Task, Said] = {
    Task.EXPENSE_CLAIMS: say("Expense claims"),
    Task.PAYMENTS: say("Payments"),
    Task.DESK: say("Cases at the desk"),
    Task.DESK_PERSONNEL: say("Desk for personnel services"),
    Task.DESK_FINANCE: say("Desk for financial services"),
    Task.DESK_ICT: say("Desk for ICT services"),
}
TASK_MEANINGS: Mapping[Task, Said] = {
    Task.EXPENSE_CLAIMS: say("Checks and books what employees claim, and decides on it last."),
    Task.PAYMENTS: say("Sends what was approved to the bank and reads its statements."),
    Task.DESK: say("Takes what people ask for, and what does not work, and deals with it."),
    Task.DESK_PERSONNEL: say("Takes what people ask for of the personnel services, and nothing else."),
    Task.DESK_FINANCE: say(
        "Takes what people ask for of the financial services, and the invoices that come in."
    ),
    Task.DESK_ICT: say("Takes what people ask for of the ICT services, and what does not work there."),
}
"""What whoever provides a task does."""


@dataclass(frozen=True, slots=True)
class ProvisionView:
    """Who provides a task for a customer, and when. ``until`` is the first day on which another does, or nobody."""

    id: UUID
    task: Task
    provider_id: UUID
    provider_name: str
    since: date
    until: date | None
    finishes_open: bool
    reads_earlier: bool

    def holds_on(self, day: date) -> bool:
        """Whether it is this provider on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@query
@remembered(Provision, Organisation)
def provisions_of(*, actor: Actor, organisation: UUID, task: Task | None = None) -> tuple[ProvisionView, ...]:
    """Who provided, provides and will provide the tasks of a customer: by task, the newest first.

    A provider that the actor may not see is there without its name: the platform works for one customer at a time.
    """
    return tuple(
        ProvisionView(
            id=row.id,
            task=Task(row.task),
            provider_id=row.provider_id,
            provider_name=row.name_seen,
            since=row.valid_from,
            until=row.valid_until,
            finishes_open=row.finishes_open,
            reads_earlier=row.reads_earlier,
        )
        for row in _provisions(actor, organisation, None if task is None else task.value)
    )


@shaped
def _provisions(actor: Actor, organisation: UUID, task: str | None) -> QuerySet[Any]:
    rows = Provision.records.of(actor).filter(organisation_id=organisation)
    if task is not None:
        rows = rows.filter(task=task)
    # not joined: a join drops the row of a provider that the second lock hides
    organisations: QuerySet[Organisation] = QuerySet(Organisation)
    name = organisations.filter(id=OuterRef("provider")).values("name")
    named = rows.annotate(name_seen=Coalesce(Subquery(name[:1]), Value("")))
    return named.order_by("task", "-valid_from")


def provider_on(provisions: Iterable[ProvisionView], on: date) -> UUID | None:
    """Which of the providers of one task provides it on a day, if any."""
    return next((each.provider_id for each in provisions if each.holds_on(on)), None)


def is_left_to(provisions: Iterable[ProvisionView], provider: UUID, on: date, **remains: bool) -> bool:
    """Whether a provider provides on a day, or what it provided last leaves this to it (``finishes_open``, ``reads_earlier``)."""
    begun = (each for each in provisions if each.provider_id == provider and each.since <= on)
    last = max(begun, key=lambda each: each.since, default=None)
    return last is not None and (
        last.holds_on(on) or all(getattr(last, name) is wanted for name, wanted in remains.items())
    )


@dataclass(frozen=True, slots=True)
class GoingOver:
    """An earlier provider of a task, and what of it goes over to the one of the day: what is settled, and what is open."""

    provider: UUID
    settled: bool
    open: bool


def going_over(
    provisions: Sequence[ProvisionView], on: date, *, stays_with: Collection[UUID] = ()
) -> Iterator[GoingOver]:
    """What the earlier providers of a task may not read or finish any more on a day, by provider.

    Nothing goes over from the provider of the day itself, nor from those with whom it stays.
    """
    current = provider_on(provisions, on)
    for earlier in sorted({each.provider_id for each in provisions} - {current, *stays_with}):
        yield GoingOver(
            earlier,
            settled=not is_left_to(provisions, earlier, on, reads_earlier=True),
            open=not is_left_to(provisions, earlier, on, finishes_open=True),
        )


@dataclass(frozen=True, slots=True)
class Served:
    """Which organisation provides a task for which customer."""

    task: Task
    customer_id: UUID
    customer_name: str
    provider_id: UUID
    provider_name: str


@query
def provisions_among_partners(*, actor: Actor, on: date) -> tuple[Served, ...]:
    """Who provides which task for whom on a day, in all cooperations of the actor's; by customer and task."""
    rows = Provision.records.among_partners(actor).filter(holds_on(on))
    columns = ("task", "organisation_id", "organisation__name", "provider_id", "provider__name")
    return tuple(
        Served(Task(task), *names)
        for task, *names in rows.order_by("organisation__name", "task").values_list(*columns)
    )


@query
def provisions_to_come(*, actor: Actor, after: date) -> tuple[tuple[Served, date], ...]:
    """Who begins with which task for whom after a day, with that day, in all cooperations of the actor's."""
    rows = Provision.records.among_partners(actor).filter(valid_from__gt=after)
    columns = ("task", "organisation_id", "organisation__name", "provider_id", "provider__name")
    return tuple(
        (Served(Task(task), *names), since)
        for since, task, *names in rows.order_by("organisation__name", "task", "valid_from").values_list(
            "valid_from", *columns
        )
    )


@query
def providers_among_partners(*, actor: Actor, on: date) -> Mapping[UUID, str]:
    """Names by id of the organisations that provide in one of the actor's cooperations on a day, by name."""
    rows = Membership.records.among_partners(actor).filter(holds_on(on), part=Part.PROVIDER)
    names = rows.order_by("organisation__name").values_list("organisation_id", "organisation__name")
    return dict(names)


@query
def days_as_provider(*, actor: Actor, organisation: UUID) -> tuple[tuple[date, date | None], ...]:
    """From when until when an organisation in scope provides in some cooperation, whatever it is besides."""
    rows = Membership.records.of(actor).filter(organisation_id=organisation, part=Part.PROVIDER)
    return tuple(rows.order_by("valid_from").values_list("valid_from", "valid_until"))


@query
def served_by(*, actor: Actor, organisation: UUID, tasks: Collection[Task], on: date) -> frozenset[UUID]:
    """Ids of the customers of whom an organisation in scope provides a task of these on a day, or finishes what was handed in.

    Ids only, so that the platform can go and work for each of them; empty for an organisation that provides nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT organisations_served(%s, task, %s) FROM unnest(%s::varchar[]) AS task",
            [organisation, on, [task.value for task in tasks]],
        )
        return frozenset(customer for (customer,) in cursor.fetchall())


@query
def customers_of_tasks(*, actor: Actor, tasks: Collection[Task], on: date) -> frozenset[UUID]:
    """Ids of the organisations in scope of whom the actor's own organisation provides a task of these on a day; one statement."""
    rows = Provision.records.of(actor).filter(
        holds_on(on), provider_id=actor.organisation_id, task__in=[task.value for task in tasks]
    )
    return frozenset(rows.values_list("organisation_id", flat=True))


def customers_gone_over(*, on: date) -> tuple[UUID, ...]:
    """Ids of every customer of whom a task has gone over to another provider by a day; asked before anyone has entered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisations_gone_over(%s)", [on])
        return tuple(customer for (customer,) in cursor.fetchall())
