"""Agreements as they are shown: frozen, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.agreements import lifecycle
from bodemplaat.capabilities.agreements.reckoning.content import Terms


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
