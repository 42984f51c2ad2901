"""Drawing a sample that anyone can draw again: the order follows from the seed and the claim's id alone. Pure."""

import hashlib
import math
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID


def draw(claims: Iterable[UUID], percent: Decimal, seed: str) -> tuple[UUID, ...]:
    """The chosen percentage of the claims, rounded up, so that a sample of a few is never empty.

    Each claim gets the SHA-256 of seed and id as its lot; the lowest lots are drawn. A claim added or removed
    changes nobody else's lot.
    """
    lots = sorted((hashlib.sha256(f"{seed}:{claim}".encode()).digest(), claim) for claim in set(claims))
    return tuple(claim for _, claim in lots[: math.ceil(len(lots) * percent / 100)])
