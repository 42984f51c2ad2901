"""What this room announces."""

from typing import Final

CORRECTION_ASKED: Final = "privacy.correction_asked"
CORRECTION_ANSWERED: Final = "privacy.correction_answered"
