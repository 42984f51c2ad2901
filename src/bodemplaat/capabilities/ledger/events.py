"""What is announced about the books. Each carries ``by`` (an id), ``year`` and ``number`` of the period, and ``reason``."""

from typing import Final

REOPENING_ASKED: Final = "ledger.reopening_asked"
REOPENED: Final = "ledger.reopened"
REOPENING_REFUSED: Final = "ledger.reopening_refused"
