"""The identification that travels with a payment and comes back on the statement.

It is the payment's own id, so it is there from the start, is never another's, and can be read back without
looking anything up. 35 characters at most (Max35Text); these are 34.
"""

from functools import lru_cache
from uuid import UUID

PREFIX = "BP"


def end_to_end_id(payment: UUID) -> str:
    """The EndToEndId of a payment."""
    return PREFIX + payment.hex


def payment_id(end_to_end: str) -> UUID | None:
    """The payment that an EndToEndId of ours names; ``None`` for another's."""
    written = end_to_end.strip()
    if not written.upper().startswith(PREFIX) or len(written) != len(PREFIX) + 32:
        return None
    try:
        return UUID(hex=written[len(PREFIX) :])
    except ValueError:
        return None


def message_id(identification: UUID) -> str:
    """How a batch (MsgId) or one of its blocks (PmtInfId) is called in the file and on the statement."""
    return identification.hex


@lru_cache(maxsize=1 << 10)  # of a batch each payment names the same
def identified(message: str) -> UUID | None:
    """The batch or block that a MsgId or PmtInfId of ours names; ``None`` for another's."""
    try:
        return UUID(hex=message) if len(message.strip()) == 32 else None
    except ValueError:
        return None
