"""Who hears what became of a payment. ``project/wiring.py`` fills this in; payments knows no capability above it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from bodemplaat.foundation.tenancy.api import Actor


class PaymentOutcomes(Protocol):
    """Called in the transaction of the bank statement that says so, as the actor who handed it in: both or neither."""

    def paid(self, *, actor: Actor, source_ids: Sequence[UUID], day: date, at: datetime) -> None:
        """These were paid on ``day``, the day the bank booked them."""

    def returned(self, *, actor: Actor, source_id: UUID, reason_code: str, reason: str, at: datetime) -> None:
        """The bank gave this one back: its code (ISO 20022 external return reason, such as AC04) and its text.

        ``reason`` is marked with ``say`` when it is the standard's wording and as the bank wrote it otherwise. A
        payment may be told as paid first and as returned later.
        """


class PaymentHolds(Protocol):
    """Asked before payments go into a batch, and again before that is released."""

    def on_hold(
        self,
        *,
        actor: Actor,
        accounts: Mapping[UUID, str],
        organisations: Collection[UUID],
        on: date,
        carried_out: date,
    ) -> frozenset[UUID]:
        """Which of these sources, each with the account that it would be paid to, may not be paid to it on a day.

        The bank would carry that out on the day ``carried_out``.
        """


class NobodyListens(LookupError):
    """No capability registered itself for this kind of source: a fault in the wiring."""


_outcomes: dict[str, PaymentOutcomes] = {}
_holds: dict[str, PaymentHolds] = {}


def register_outcomes(source_type: str, outcomes: PaymentOutcomes) -> None:
    """Let ``outcomes`` hear of every payment with this source type; the last one registered hears."""
    _outcomes[source_type] = outcomes


def outcomes_for(source_type: str) -> PaymentOutcomes:
    """Who registered for a source type; raises ``NobodyListens``."""
    try:
        return _outcomes[source_type]
    except KeyError:
        raise NobodyListens(f"nobody hears what becomes of payments for {source_type!r}") from None


def register_holds(source_type: str, holds: PaymentHolds) -> None:
    """Let ``holds`` say which payments with this source type wait; the last one registered is asked."""
    _holds[source_type] = holds


def registered_holds() -> Mapping[str, PaymentHolds]:
    """Who registered, by source type."""
    return dict(_holds)
