"""What the cuts that hold on a day allow."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.division.errors import TaskGoesElsewhere
from bodemplaat.capabilities.division.lifecycle import ADOPTED
from bodemplaat.capabilities.division.mapping import cut_of, named
from bodemplaat.capabilities.division.models import CutRow, CutVersion
from bodemplaat.capabilities.division.reckoning.cut import Cut, Row, Side
from bodemplaat.capabilities.division.reckoning.processes import Process, divisible
from bodemplaat.capabilities.division.reckoning.processes import process as process_of
from bodemplaat.foundation.organisations.api import (
    DESK_OF_LIST,
    Part,
    Task,
    cooperation_members,
    has_desk_of_its_own,
    member_names,
    provisions_of,
)
from bodemplaat.foundation.tenancy.api import Actor, Refused, query
from bodemplaat.kernel import say


@dataclass(frozen=True)
class CutsInForce:
    """The cuts of a day, by cooperation, with the customers of each; ask it about as many services as needed."""

    cuts: tuple[tuple[frozenset[UUID], Cut], ...]

    def may_provide(self, process: str, customer: UUID, provider: UUID) -> bool:
        """Whether a provider may offer a service for a process to a customer.

        True where no cooperation of the customer has a cut: what is not divided is as it was.
        """
        cuts = [cut for customers, cut in self.cuts if customer in customers]
        return not cuts or any(cut.may_provide(process, customer, provider) for cut in cuts)

    def allows_task(self, task: str, customer: UUID, provider: UUID) -> bool:
        """Whether the cuts leave a task with, or give it to, a provider."""
        decisions = self.decisions_on_task(task, customer)
        return not decisions or provider in {organisation for _, organisation in decisions}

    def gives_any_of(self, task: str, customer: UUID, provider: UUID) -> bool:
        """Whether a provider may offer a customer anything of the list that a desk is of; true of a task that is no such desk."""
        of_list = next((name for name, desk in DESK_OF_LIST.items() if desk == task), None)
        return of_list is None or any(
            self.may_provide(each.code, customer, provider) for each in divisible(of_list)
        )

    def decisions_on_task(self, task: str, customer: UUID) -> tuple[tuple[Process, UUID], ...]:
        """Which process gives a task of a customer to which organisation, one for each cut that decides on it."""
        each_cut = (
            cut.decision_on_task(task, customer) for customers, cut in self.cuts if customer in customers
        )
        return tuple(decision for decision in each_cut if decision is not None)


@query
def cuts_in_force(*, actor: Actor, on: date) -> CutsInForce:
    """The cuts that hold on a day in the cooperations of the actor; four statements, however many services are asked."""
    versions = (
        CutVersion.records.among_partners(actor)
        .filter(state=ADOPTED, holds_from__lte=on)
        .order_by("cooperation_id", "-holds_from")
        .distinct("cooperation_id")
    )
    by_cooperation = {each.cooperation_id: each for each in versions}
    if not by_cooperation:
        return CutsInForce(())
    rows: dict[UUID, list[CutRow]] = {}
    for row in CutRow.records.among_partners(actor).filter(version__in=list(by_cooperation.values())):
        rows.setdefault(row.cooperation_id, []).append(row)
    return CutsInForce(
        tuple(
            (
                frozenset(
                    member.id
                    for member in each.members
                    if any(
                        part == Part.CUSTOMER and since <= on and (until is None or on < until)
                        for part, since, until in member.parts
                    )
                ),
                cut_of(by_cooperation[each.id], rows.get(each.id, ())),
            )
            for each in cooperation_members(actor=actor)
            if each.id in by_cooperation
        )
    )


@query
def may_provide(*, actor: Actor, process: str, customer: UUID, provider: UUID, day: date) -> bool:
    """Whether a provider may offer a service for a process to a customer on a day; as ``CutsInForce.may_provide``.

    Raises ``LookupError`` for a process that there is not. For many at once, ask ``cuts_in_force``.
    """
    return cuts_in_force(actor=actor, on=day).may_provide(process, customer, provider)


@query
def processes_elsewhere(
    *, actor: Actor, processes: Collection[str], customer: UUID, provider: UUID, on: date
) -> Mapping[str, str]:
    """Of these processes of a customer those that the cut of a day lets this provider not do: by name who has them instead.

    Nobody has what is undecided: that name is empty. The number of statements is the same however many are asked.
    """
    cuts = cuts_in_force(actor=actor, on=on)
    gone = {each for each in processes if not cuts.may_provide(each, customer, provider)}
    if not gone:
        return {}
    names = member_names(actor=actor)
    return {
        each: ", ".join(
            sorted(
                {
                    name
                    for customers, cut in cuts.cuts
                    if customer in customers
                    for part in _divided(each)
                    for name in _having(cut.row(part, customer), names.get(customer, ""), names)
                }
            )
        )
        for each in gone
    }


@query
def elsewhere_since(
    *, actor: Actor, cooperation: UUID, process: str, customer: UUID, provider: UUID, on: date
) -> date | None:
    """Since when, up to a day, the cuts of a cooperation let a provider no longer do a process; ``None`` where they do.

    Two statements, however many versions there were.
    """
    versions = CutVersion.records.among_partners(actor).filter(
        cooperation_id=cooperation, state=ADOPTED, holds_from__lte=on
    )
    newest_first = list(versions.order_by("-holds_from"))
    rows: dict[UUID, list[CutRow]] = {}
    for row in CutRow.records.among_partners(actor).filter(version__in=newest_first):
        rows.setdefault(row.version_id, []).append(row)
    since = None
    for version in newest_first:
        if cut_of(version, rows.get(version.id, ())).may_provide(process, customer, provider):
            break
        since = version.holds_from
    return since


def _divided(code: str) -> tuple[str, ...]:
    """What is divided of a process: itself, or of a heading its parts."""
    of = process_of(code)
    return (
        tuple(each.code for each in divisible(of.list) if each.parent == code) if of.is_heading else (code,)
    )


@query
def check_task_follows_cut(*, actor: Actor, customer: UUID, task: Task, provider: UUID, on: date) -> None:
    """Raise ``TaskGoesElsewhere`` when a cut of a day, or one adopted for a later day, gives a task to another provider.

    Whoever begins with a task goes on with it, so a cut to come counts as well: else the cut and the work drift apart. The desk of
    a list goes to nobody to whom the cut gives nothing of it: there would be nothing left to ask for.
    """
    to_come = CutVersion.records.among_partners(actor).filter(state=ADOPTED, holds_from__gt=on)
    for day in (on, *to_come.order_by("holds_from").values_list("holds_from", flat=True).distinct()):
        if day is None or (task is Task.DESK and _has_desk_of_ict(actor, customer, day)):
            continue
        cuts = cuts_in_force(actor=actor, on=day)
        if not cuts.gives_any_of(task, customer, provider):
            raise TaskGoesElsewhere(
                say(
                    "The division of work of your cooperation gives {provider} no process of this list on {day}, so nothing could be"
                    " asked for there. Have that changed first under Division of work, by a new version that somebody else adopts."
                ),
                day=day,
                provider=member_names(actor=actor).get(provider, ""),
            )
        if cuts.allows_task(task, customer, provider):
            continue
        decisions, names = cuts.decisions_on_task(task, customer), member_names(actor=actor)
        raise TaskGoesElsewhere(
            say(
                "The division of work of your cooperation gives {processes} to {others} on {day}, not to {provider}. Have that"
                " changed first under Division of work, by a new version that somebody else adopts."
            ),
            day=day,
            processes=named(each for each, _ in decisions),
            others=", ".join(sorted({names.get(organisation, "") for _, organisation in decisions})),
            provider=names.get(provider, ""),
        )


def _has_desk_of_ict(actor: Actor, customer: UUID, on: date) -> bool:
    """Whether the cases of ICT are at a desk of their own, so that a cut says nothing of the desk."""
    own = provisions_of(actor=actor, organisation=customer, task=Task.DESK_ICT)
    return has_desk_of_its_own(own, Task.DESK_ICT, on)


@query
def check_service_follows_cut(
    *, actor: Actor, cooperation: UUID, process: str, provider: UUID, on: date
) -> None:
    """Raise ``Refused`` when the cut that holds on a day gives a process to this provider for no customer at all.

    It says who has the process then and what to do. Without a cut anything may be offered.
    """
    version = (
        CutVersion.records.among_partners(actor)
        .filter(cooperation_id=cooperation, state=ADOPTED, holds_from__lte=on)
        .order_by("-holds_from")
        .first()
    )
    if version is None:
        return
    cut = cut_of(version, CutRow.records.among_partners(actor).filter(version=version, process=process))
    (there,) = cooperation_members(actor=actor, cooperation=cooperation)
    customers = [
        member
        for member in there.members
        if any(
            part == Part.CUSTOMER and since <= on and (until is None or on < until)
            for part, since, until in member.parts
        )
    ]
    if any(cut.may_provide(process, each.id, provider) for each in customers):
        return
    names = {member.id: member.name for member in there.members}
    having = {name for each in customers for name in _having(cut.row(process, each.id), each.name, names)}
    values = {
        "process": named([process_of(process)]),
        "provider": names.get(provider, ""),
        "day": on,
        "number": version.number,
    }
    if not having:
        raise Refused(
            say(
                "The division of work (version {number}) has not decided to whom {process} goes on {day}, so nobody can"
                " offer it. Have it given to {provider} under Division of work, by a new version that somebody else adopts, and"
                " publish then."
            ),
            **values,
        )
    raise Refused(
        say(
            "The division of work (version {number}) gives {process} on {day} to {others}, so {provider} cannot offer"
            " it to anyone. Let them offer it, or have it given to {provider} for at least one customer under Division of work,"
            " by a new version that somebody else adopts, and publish then."
        ),
        **values,
        others=", ".join(sorted(having)),
    )


def _having(row: Row, customer: str, names: Mapping[UUID, str]) -> set[str]:
    """By name who has a process of a customer; nobody where it is undecided."""
    provider = row.other_provider if row.provider is None else names.get(row.provider, "")
    match row.side:
        case Side.MUNICIPALITY | Side.JOINT_LATER:
            return {customer}
        case Side.BOTH | Side.JOINT:
            return {customer, provider} - {""}
        case Side.PROVIDER | Side.OTHER_PROVIDER:
            return {provider} - {""}
    return set()
