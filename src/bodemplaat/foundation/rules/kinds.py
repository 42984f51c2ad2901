"""What a room says about a kind of rule: who proposes and reads it, what it may say, and what holds where nobody chose."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.proposals.api import ProposalKind, ProposalView
from bodemplaat.foundation.rules.models import DatedRule
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import say

Terms = Mapping[str, int | bool]
"""What a rule says, as it is kept: whole numbers and yes or no, by name."""


class Since(Protocol):
    """A rule as its room reads it."""

    @property
    def since(self) -> date | None:
        """From which day it holds; ``None`` where nobody chose it."""


RuleT = TypeVar("RuleT", bound=Since)


class UnsoundRule(Refused):
    """A rule cannot hold as it was filled in, or no more."""


@dataclass(frozen=True)
class RuleChange(Generic[RuleT]):
    """Another rule that is asked for; ``has_come`` once its day has, so that nobody can confirm it."""

    proposal: UUID
    rule: RuleT
    reason: str
    asked_by_name: str
    asked_at: datetime
    has_come: bool
    may_decide: bool


@dataclass(frozen=True)
class RuleView(Generic[RuleT]):
    """One kind of rule of an organisation: now, later (first comes first) and before (last comes first), and what waits."""

    now: RuleT
    coming: tuple[RuleT, ...]
    was: tuple[RuleT, ...]
    change: RuleChange[RuleT] | None
    may_propose: bool


class RuleKind(ProposalKind, Generic[RuleT]):
    """One kind of rule. A room makes one object of its own class and registers it as a proposal."""

    unless_chosen: Terms
    """What holds where nobody chose."""

    @abstractmethod
    def check_may_propose(self, actor: Actor) -> None:
        """Raise unless the actor proposes such rules of their own organisation; whoever may also takes one back."""

    @abstractmethod
    def check_may_read(self, actor: Actor) -> None:
        """Raise unless the actor reads the rules of their own organisation."""

    @abstractmethod
    def read(self, terms: Terms, since: date | None) -> RuleT:
        """A rule as the room reads it."""

    def check_terms(self, terms: Terms) -> None:  # of some kinds anything can be said
        """Raise ``UnsoundRule`` for what no such rule may say."""

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Let it hold from its day, in the place of one that was to hold from the same day."""
        if self._row(actor, proposal).valid_from <= timezone.localdate(at):
            raise UnsoundRule(
                say("The day from which this should hold has come. Have it proposed anew for a later day.")
            )

    def check_may_withdraw(self, *, actor: Actor, proposal: ProposalView) -> None:
        """Whoever may propose may."""
        self.check_may_propose(actor)

    def facts(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """What it says, and from which day."""
        row = self._row(actor, proposal)
        return {**row.terms, "since": row.valid_from.isoformat()}

    def announced(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """What it says, and from which day."""
        row = self._row(actor, proposal)
        return {**row.terms, "since_day": row.valid_from.isoformat()}

    def _row(self, actor: Actor, proposal: ProposalView) -> DatedRule:
        return DatedRule.records.of(actor).one(proposal_id=proposal.id)
