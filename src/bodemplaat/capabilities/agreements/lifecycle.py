"""The life of a version of an agreement, as data. That it is in force, replaced or ended follows from its days."""

from typing import Final

from bodemplaat.kernel import Lifecycle, Move

DRAFT, OFFERED, SIGNED, REFUSED, WITHDRAWN = "draft", "offered", "signed", "refused", "withdrawn"

AGREEMENT: Final = Lifecycle(
    name="agreement",
    initial=DRAFT,
    states=(DRAFT, OFFERED, SIGNED, REFUSED, WITHDRAWN),
    moves=(
        Move("offer", (DRAFT,), OFFERED),
        Move("sign", (OFFERED,), SIGNED),
        Move("refuse", (OFFERED,), REFUSED),
        Move("withdraw", (OFFERED,), WITHDRAWN),
    ),
)
"""What was offered never changes: who wants otherwise writes the next version."""

IN_THE_MAKING: Final = (DRAFT, OFFERED)
"""A customer has one version of a kind at most in these states."""

KIND: Final = "agreement"
"""The kind of proposal by which a version is signed."""

RECEIVED, SENT_BACK = "received", "sent_back"
"""How a delivery that was handed over is answered; none yet is empty."""
