"""What is announced about the books. Each carries ``by`` (an id), ``year`` and ``number`` of the period, and ``reason``."""

from typing import Final

REOPENING_ASKED: Final = "ledger.reopening_asked"
REOPENED: Final = "ledger.reopened"
REOPENING_REFUSED: Final = "ledger.reopening_refused"
CLOSING_ASKED: Final = "ledger.year_closing_asked"
CLOSED: Final = "ledger.year_closed"
CLOSING_REFUSED: Final = "ledger.year_closing_refused"
"""Of these ``number`` is empty: they are about a whole year."""
BUDGET_RULE_ASKED: Final = "ledger.budget_rule_asked"
BUDGET_RULE_CONFIRMED: Final = "ledger.budget_rule_confirmed"
BUDGET_RULE_REFUSED: Final = "ledger.budget_rule_refused"
"""Of these only ``since_day`` says what they are about: the day from which the rule is to hold."""
