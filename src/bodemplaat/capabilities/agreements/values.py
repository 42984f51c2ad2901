"""Agreements as they are shown: frozen, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.agreements import lifecycle
from bodemplaat.capabilities.agreements.reckoning.content import Terms
from bodemplaat.capabilities.agreements.reckoning.deliveries import CUSTOMER, Delivery, days_late
from bodemplaat.kernel import Said


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed for a side (``provider`` or ``customer``), and when."""

    side: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CharterView:
    """A version of the charter; ``published_at`` is ``None`` for a draft."""

    id: UUID
    cooperation_id: UUID
    provider_id: UUID
    number: int
    texts: Mapping[str, str]
    published_at: datetime | None


@dataclass(frozen=True)
class AgreementView:
    """A version with everything it refers to, who signed, and what this actor can do with it now (``moves``)."""

    id: UUID
    provider_id: UUID
    provider_name: str
    customer_id: UUID
    customer_name: str
    cooperation_id: UUID
    state: str
    terms: Terms
    written_by: str
    written_at: datetime
    offered_by: str
    offered_at: datetime | None
    expires_on: date | None
    signatures: tuple[Signature, ...]
    refused_by: str
    refused_because: str
    ended_by: str
    ended_because: str
    cannot_sign: Said
    """Why this actor cannot sign what waits for signatures, in marked text; empty for who can, and where nothing waits."""
    cannot_end: Said
    """Why this actor cannot give notice of what both signed and runs; empty as above."""
    is_back_dated: bool
    """Whether it is still to be signed and its first day has gone: what came since would follow it."""
    moves: tuple[str, ...] = ()

    def standing(self, day: date) -> str:
        """How it stands on a day: as stored, or what follows from its days and signatures.

        ``draft``, ``offered``, ``signed_by_one``, ``expired``, ``refused``, ``withdrawn``, ``to_come``, ``in_force``, ``ended``.
        """
        if self.state == lifecycle.OFFERED:
            if self.expires_on is not None and day > self.expires_on:
                return "expired"
            return "signed_by_one" if self.signatures else "offered"
        if self.state != lifecycle.SIGNED:
            return self.state
        if day < self.terms.since:
            return "to_come"
        return "in_force" if self.terms.until is None or day < self.terms.until else "ended"


@dataclass(frozen=True, slots=True)
class Signed:
    """What a provider and a customer agreed and both signed."""

    provider_id: UUID
    customer_id: UUID
    terms: Terms
    cooperation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer with the newest version of each kind of agreement, and the one in force."""

    cooperation_id: UUID
    provider_id: UUID
    provider_name: str
    customer_id: UUID
    customer_name: str
    newest: Mapping[str, AgreementView]
    in_force: Mapping[str, AgreementView]


@dataclass(frozen=True, slots=True)
class HandoverView:
    """What was handed over, by whom and when, and how the other side answered (``received``, ``sent_back``, empty for not yet)."""

    id: UUID
    number: int
    note: str
    evidence_name: str
    by: str
    at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None
    reason: str

    @property
    def has_evidence(self) -> bool:
        """Whether a file goes with it."""
        return bool(self.evidence_name)


@dataclass(frozen=True)
class DeliveryView:
    """A delivery on one of its days: what, between whom, due when, and everything that was handed over for it."""

    agreement_id: UUID
    cooperation_id: UUID
    provider_id: UUID
    provider_name: str
    customer_id: UUID
    customer_name: str
    line: Delivery
    planned: date
    due: date
    handovers: tuple[HandoverView, ...]

    @property
    def owed_by(self) -> UUID:
        """The organisation that delivers it."""
        return self.customer_id if self.line.owed_by == CUSTOMER else self.provider_id

    @property
    def awaited_by(self) -> UUID:
        """The organisation that receives it."""
        return self.provider_id if self.line.owed_by == CUSTOMER else self.customer_id

    @property
    def last(self) -> HandoverView | None:
        """What was handed over last."""
        return self.handovers[-1] if self.handovers else None

    @property
    def counts(self) -> HandoverView | None:
        """What was handed over and not sent back."""
        return self.last if self.last is not None and self.last.answer != lifecycle.SENT_BACK else None

    @property
    def is_done(self) -> bool:
        """Whether the other side received it."""
        return self.last is not None and self.last.answer == lifecycle.RECEIVED

    @property
    def waits_for(self) -> UUID | None:
        """The organisation that is to act: it hands over, or receives; nobody when it is done."""
        if self.is_done:
            return None
        return self.owed_by if self.counts is None else self.awaited_by

    def late(self, on: date) -> int:
        """How many days it was handed over too late, or is too late on a day; what was sent back was not handed over."""
        day = None if self.counts is None else timezone.localdate(self.counts.at)
        return days_late(self.due, day, on)

    def standing(self, on: date) -> str:
        """How it stands on a day: ``received``, ``handed_over``, ``sent_back``, ``late`` or ``to_come``."""
        if self.is_done:
            return "received"
        if self.counts is not None:
            return "handed_over"
        if self.due < on:
            return "late"
        return "sent_back" if self.handovers else "to_come"
