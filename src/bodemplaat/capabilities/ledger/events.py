"""What is announced about the books. Each carries ``by`` (an id), ``year`` and ``number`` of the period, and ``reason``."""

from typing import Final

REOPENING_ASKED: Final = "ledger.reopening_asked"
REOPENED: Final = "ledger.reopened"
REOPENING_REFUSED: Final = "ledger.reopening_refused"
CLOSING_ASKED: Final = "ledger.year_closing_asked"
CLOSED: Final = "ledger.year_closed"
CLOSING_REFUSED: Final = "ledger.year_closing_refused"
"""Of these ``number`` is empty: they are about a whole year."""
