"""Messages about the books: whoever decides on opening a period again, and whoever asked for it."""

from types import MappingProxyType
from typing import Final

from bodemplaat.capabilities.ledger.events import (
    BUDGET_RULE_ASKED,
    BUDGET_RULE_CONFIRMED,
    BUDGET_RULE_REFUSED,
    CLOSED,
    CLOSING_ASKED,
    CLOSING_REFUSED,
    REOPENED,
    REOPENING_ASKED,
    REOPENING_REFUSED,
)
from bodemplaat.capabilities.ledger.policies import SECOND
from bodemplaat.foundation.access.api import MessagesByTwo
from bodemplaat.kernel import say

ASKED: Final = (
    say("Period {number} of {year} waits for a second person"),
    say("A closed period of the books is to be opened again. Look at why, and let it or refuse it."),
)
OPENED: Final = (
    say("Period {number} of {year} is open again"),
    say("What has to be posted in it can be posted now. Close it when that is done."),
)
REFUSED: Final = (say("Period {number} of {year} stays closed"), say("Why not: {reason}"))


class BookMessages(MessagesByTwo):
    """Periods that would be opened again."""

    asked = REOPENING_ASKED
    texts = MappingProxyType({REOPENING_ASKED: ASKED, REOPENED: OPENED, REOPENING_REFUSED: REFUSED})
    about = "year"
    roles = SECOND


YEAR_ASKED: Final = (
    say("Closing {year} waits for a second person"),
    say(
        "The year is to be closed and carried to the next. Look at what it rests on, and let it or refuse it."
    ),
)
YEAR_CLOSED: Final = (
    say("The books of {year} are closed"),
    say("The next year opened with what it left. What changes afterwards is carried as a correction."),
)
YEAR_REFUSED: Final = (say("The books of {year} are not closed"), say("Why not: {reason}"))


class YearMessages(MessagesByTwo):
    """Years that would be closed."""

    asked = CLOSING_ASKED
    texts = MappingProxyType({CLOSING_ASKED: YEAR_ASKED, CLOSED: YEAR_CLOSED, CLOSING_REFUSED: YEAR_REFUSED})
    about = "year"
    roles = SECOND


RULE_ASKED: Final = (
    say("Another rule about the budget waits for a second person"),
    say(
        "What goes beyond the budget is to be handled in another way from {since_day} on. Look at why, and let it or refuse it."
    ),
)
RULE_CONFIRMED: Final = (
    say("The rule about the budget changes"),
    say("From {since_day} on what goes beyond the budget is handled as you asked."),
)
RULE_REFUSED: Final = (say("The rule about the budget stays as it is"), say("Why not: {reason}"))


class BudgetRuleMessages(MessagesByTwo):
    """Rules about what goes beyond the budget."""

    asked = BUDGET_RULE_ASKED
    texts = MappingProxyType(
        {
            BUDGET_RULE_ASKED: RULE_ASKED,
            BUDGET_RULE_CONFIRMED: RULE_CONFIRMED,
            BUDGET_RULE_REFUSED: RULE_REFUSED,
        }
    )
    roles = SECOND
