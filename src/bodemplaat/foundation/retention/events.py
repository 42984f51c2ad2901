"""What this room announces."""

from typing import Final

DESTRUCTION_PROPOSED: Final = "retention.proposed"
DESTRUCTION_ACCEPTED: Final = "retention.accepted"
DESTROYED: Final = "retention.destroyed"
