"""What a room says about what is proposed in it: who decides for each side, and what follows."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.proposals.models import WAITING
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Said

PROPOSED: Final = "proposed"
"""The first act; the others are called as the state they lead to."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of those who have to agree: at the organisation itself, or ``at_partner``. ``who`` tells anybody else who decides."""

    name: str
    roles: frozenset[Role]
    who: Said
    at_partner: bool = False


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What one person decided for a side."""

    side: str
    organisation_id: UUID
    person: UUID
    name: str
    is_agreed: bool
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal with its decisions, in the order in which they were taken."""

    id: UUID
    kind: str
    subject: str
    organisation_id: UUID
    partner_id: UUID | None
    sides: tuple[str, ...]
    state: str
    reason: str
    expires_on: date | None
    proposed_by: UUID
    proposed_by_name: str
    proposed_at: datetime
    closed_by: UUID | None
    closed_at: datetime | None
    decisions: tuple[DecisionView, ...]

    @property
    def refusal(self) -> str:
        """Why it was refused; empty for what was not."""
        return next((each.reason for each in self.decisions if not each.is_agreed), "")

    @property
    def missing(self) -> tuple[str, ...]:
        """The sides that have not decided yet."""
        decided = {each.side for each in self.decisions}
        return tuple(each for each in self.sides if each not in decided)

    def waits_on(self, day: date) -> bool:
        """Whether somebody can still decide on a day."""
        return self.state == WAITING and (self.expires_on is None or day <= self.expires_on)


class ProposalKind(ABC):
    """One kind of proposal. A room makes one object of its own class and registers it."""

    code: str
    """Its name in the table, for good."""
    trail: str
    """How its acts begin in the trail: ``trail`` + ``proposed``, ``agreed``, ``confirmed``, ``refused``, ``withdrawn``."""
    recorded_as: str
    """What the trail calls it."""
    sides: tuple[Side, ...]
    taken: Said
    """Told to whoever proposes while another proposal of the same subject waits."""
    own: Said
    """Told to whoever would decide on their own proposal."""
    topics: Mapping[str, str] = MappingProxyType({})
    """What is announced, by act; nothing of any other."""

    @abstractmethod
    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Do what was proposed, as whoever agreed last; what it raises lets nothing be decided."""

    @abstractmethod
    def check_may_withdraw(self, *, actor: Actor, proposal: ProposalView) -> None:
        """Raise unless the actor may take it back."""

    def check_may_decide(  # noqa: B027  # most kinds ask no more than the role
        self, *, actor: Actor, proposal: ProposalView, side: Side, at: datetime
    ) -> None:
        """Raise for anybody who has the role of a side and lacks something more, such as a mandate."""

    def facts(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """What the trail tells about it."""
        return {}

    def announced(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """What an announcement tells beside who proposed it (``by``) and why it was refused (``reason``)."""
        return {}

    def told(self, *, actor: Actor, proposal: ProposalView, act: str, at: datetime) -> None:
        """Announce an act, and let what hangs on a refusal or withdrawal follow."""
        if topic := self.topics.get(act):
            facts = {
                **self.announced(actor=actor, proposal=proposal),
                "by": str(proposal.proposed_by),
                "reason": proposal.refusal,
            }
            publish(actor, Announcement(topic, proposal.organisation_id, facts), at=at)


_KINDS: dict[str, ProposalKind] = {}


def register_kind(kind: ProposalKind) -> None:
    """Make a kind known; registering it again replaces it."""
    _KINDS[kind.code] = kind


def kind_of(code: str) -> ProposalKind:
    """A kind by its name; raises ``LookupError`` for one that no room has registered."""
    return _KINDS[code]
