"""What the division announces."""

from typing import Final

CUT_PROPOSED: Final = "cut.proposed"
CUT_ADOPTED: Final = "cut.adopted"
"""Both at every customer of the cooperation; with the cooperation, the version, its number and its day."""
CONSENT_ASKED: Final = "cut.consent_asked"
"""At a customer of which work goes over by a proposal; with the version, its number, its day and who proposed it."""
CONSENT_REFUSED: Final = "cut.consent_refused"
"""At the seat of the cooperation, that a customer does not agree; with the reason."""
CONSENT_GIVEN: Final = "cut.consent_given"
"""At the seat of the cooperation, that a customer agrees; with how many have still to answer."""
