"""Messages about runs: whoever may release one, and whoever made it."""

from types import MappingProxyType

from bodemplaat.capabilities.billing.events import MADE, RELEASED, TAKEN_BACK
from bodemplaat.capabilities.billing.policies import BILLERS
from bodemplaat.foundation.access.api import MessagesByTwo
from bodemplaat.kernel import say


class RunMessages(MessagesByTwo):
    """Runs that wait for a second controller."""

    asked = MADE
    texts = MappingProxyType(
        {
            MADE: (
                say("The bills up to {until_day} wait for a second controller"),
                say("Look at what each customer is billed and why, then release the run or take it back."),
            ),
            RELEASED: (
                say("The bills up to {until_day} were released"),
                say("The invoices are made now. The page of the run says how far that is."),
            ),
            TAKEN_BACK: (
                say("The bills up to {until_day} were taken back"),
                say("Why: {because}"),
            ),
        }
    )
    about = "run"
    roles = BILLERS
