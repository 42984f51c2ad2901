"""Messages about orders that wait for whoever answers for a budget."""

from typing import Final

from bodemplaat.capabilities.orders.events import APPROVAL_ASKED
from bodemplaat.foundation.access.api import MessagesToDeciders
from bodemplaat.kernel import say

TO_APPROVE: Final = (
    say("An order to {name} waits for you"),
    say("Number {number}. See what is ordered and where it is booked, then approve it, ask, or refuse."),
)


class OrderMessages(MessagesToDeciders):
    """Orders that wait for somebody."""

    asked = APPROVAL_ASKED
    text = TO_APPROVE
    about = "order"
