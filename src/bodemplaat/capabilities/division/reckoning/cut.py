"""A cut as values: who has a process of a customer, and the fillings that one begins with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from bodemplaat.capabilities.division.reckoning.processes import (
    Process,
    ProcessList,
    divisible,
    process,
    processes_of_task,
)


class Side(StrEnum):
    """To whom a process is given."""

    MUNICIPALITY = "municipality"
    PROVIDER = "provider"
    BOTH = "both"
    JOINT = "joint"
    JOINT_LATER = "joint_later"
    OTHER_PROVIDER = "other_provider"
    UNDECIDED = "undecided"


class Filling(StrEnum):
    """What a version begins with."""

    HIGH = "high"
    ADMINISTRATIVE = "administrative"
    PER_PROCESS = "per_process"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class SubProcess:
    """A part of a process that is split, with its one side: ``municipality`` or ``provider``."""

    name: str
    side: Side


@dataclass(frozen=True, slots=True)
class Row:
    """To whom a process goes. ``customer`` is the one that differs, ``None`` for the row that holds for all.

    ``provider`` is the member that it goes to; ``other_provider`` names one outside. ``takes_write_off``: the power to write
    off goes with it (receivables).
    """

    process: str
    side: Side
    customer: UUID | None = None
    provider: UUID | None = None
    other_provider: str = ""
    parts: tuple[SubProcess, ...] = ()
    takes_write_off: bool = False
    reason: str = ""
    remarks: str = ""

    @property
    def party(self) -> tuple[str, UUID | None, str]:
        """Who does it: two rows of the same party are with the same organisation."""
        return (self.side.value, self.provider, self.other_provider.casefold())


@dataclass(frozen=True)
class Cut:
    """The rows of one version. ``functions`` names the two functions of a pair of steps, by the pair's id."""

    rows: tuple[Row, ...] = ()
    functions: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, UUID | None], Row]:
        return {(row.process, row.customer): row for row in self.rows}

    def own_row(self, code: str, customer: UUID | None) -> Row | None:
        """The row written down for exactly this process and customer, if any."""
        return self._by_place.get((code, customer))

    def row(self, code: str, customer: UUID | None = None) -> Row:
        """What holds for a customer: what is fixed, else its own row, else the common one, else undecided."""
        if process(code).fixed:
            return Row(code, Side(process(code).fixed), customer)
        own = self._by_place.get((code, customer)) or self._by_place.get((code, None))
        return own or Row(code, Side.UNDECIDED, customer)

    def provider_of_task(self, task: str, customer: UUID) -> UUID | None:
        """The organisation that does a task of the platform for a customer; ``None`` where the cut leaves it as it is."""
        decision = self.decision_on_task(task, customer)
        return decision[1] if decision else None

    def decision_on_task(self, task: str, customer: UUID) -> tuple[Process, UUID] | None:
        """The process that decides who does a task for a customer, with that organisation.

        The first of the processes of the task that is given to the municipality or to a provider decides.
        """
        for each in processes_of_task(task):
            row = self.row(each.code, customer)
            if row.side is Side.MUNICIPALITY:
                return each, customer
            if row.side is Side.PROVIDER and row.provider is not None:
                return each, row.provider
        return None

    def may_provide(self, code: str, customer: UUID, provider: UUID) -> bool:
        """Whether an organisation may offer services for a process to a customer.

        Its provider may, and of what is split or done jointly both; what stays with the municipality that itself alone.
        """
        if process(code).is_heading:
            parts = [each for each in divisible(process(code).list) if each.parent == code]
            return any(self.may_provide(each.code, customer, provider) for each in parts)
        row = self.row(code, customer)
        if row.side in (Side.BOTH, Side.JOINT):
            return provider in (customer, row.provider)
        if row.side in (Side.PROVIDER, Side.OTHER_PROVIDER):
            return provider == row.provider
        return provider == customer


def filled(filling: Filling, provider: UUID | None) -> tuple[Row, ...]:
    """The rows of a new version: ``high`` gives all that is not fixed to the provider, ``administrative`` those rows.

    Without a provider every row that would go there is left open. ``per_process`` and ``earlier`` decide nothing here.
    """
    if filling not in (Filling.HIGH, Filling.ADMINISTRATIVE) or provider is None:
        return ()
    rows = []
    for of in ProcessList:
        for each in divisible(of):
            if each.fixed:
                continue
            goes = filling is Filling.HIGH or each.is_administrative
            rows.append(
                Row(each.code, Side.PROVIDER, provider=provider)
                if goes
                else Row(each.code, Side.MUNICIPALITY)
            )
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row that differs between two cuts, for a customer or (``None``) for all."""

    process: Process
    customer: UUID | None
    before: Row
    after: Row


def differences(before: Cut, after: Cut) -> tuple[RowDifference, ...]:
    """What differs between two cuts, by process in the order of the lists; the common row first."""
    customers = {row.customer for cut in (before, after) for row in cut.rows} | {None}
    ordered = sorted(customers, key=lambda each: (each is not None, str(each)))
    rows = []
    for of in ProcessList:
        for each in divisible(of):
            for customer in ordered:
                if customer and not any(cut.own_row(each.code, customer) for cut in (before, after)):
                    continue
                was, is_now = before.row(each.code, customer), after.row(each.code, customer)
                if _content(was) != _content(is_now):
                    rows.append(RowDifference(each, customer, was, is_now))
    return tuple(rows)


def _content(row: Row) -> tuple[object, ...]:
    return (row.party, row.parts, row.takes_write_off, row.reason, row.remarks)
