"""Versions of a cut as they are shown: frozen, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.division.reckoning.checks import CutFinding
from bodemplaat.capabilities.division.reckoning.cut import Cut, Filling
from bodemplaat.foundation.organisations.api import Task


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version without its rows. ``standing`` is its state, or for one that was adopted ``coming``, ``in_force`` or ``replaced``.

    ``until`` is the first day on which another holds. People are ids; names of people elsewhere stay there.
    """

    id: UUID
    cooperation: UUID
    seat: UUID
    number: int
    standing: str
    filling: Filling
    remarks: str
    holds_from: date | None
    until: date | None
    finishes_open: bool
    reads_earlier: bool
    proposed_by: UUID | None
    proposed_at: datetime | None
    adopted_by: UUID | None
    adopted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Party:
    """A member that work comes from or goes to."""

    id: UUID
    name: str
    inhabitants: int | None = None


@dataclass(frozen=True, slots=True)
class TaskMove:
    """A task of the platform that goes over when a version holds; ``before`` is ``None`` where nobody does it yet.

    ``agreed``: a controller of the customer agreed with it; what nobody does yet asks for no consent.
    """

    task: Task
    customer: Party
    before: Party | None
    after: Party
    agreed: bool
    refusal: str = ""
    """Why a controller of the customer does not agree; empty while nobody said so."""


@dataclass(frozen=True, slots=True)
class CutView:
    """A version whole: its rows, what it runs against, and what moves by it. ``may_make``: the reader may change it."""

    version: VersionView
    cooperation_name: str
    cut: Cut
    customers: tuple[Party, ...]
    providers: tuple[Party, ...]
    findings: tuple[CutFinding, ...]
    moves: tuple[TaskMove, ...]
    may_make: bool
    may_adopt: bool
    may_consent: bool


@dataclass(frozen=True, slots=True)
class CooperationCuts:
    """A cooperation of the reader with its versions, the newest first."""

    id: UUID
    name: str
    versions: tuple[VersionView, ...]
    may_make: bool
    providers: tuple[Party, ...]
