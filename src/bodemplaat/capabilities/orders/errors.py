"""What can stop something about an order, by name."""

from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import Finding, Said, say


class NotForThisDesk(Refused):
    """Somebody who is no clerk of the provider of an organisation would write or place its orders."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The clerks of the service centre that works for this organisation write its orders. You are not one of them now."
            ),
            who_may=("ssc_clerk",),
        )


class UnsoundOrder(Refused):
    """An order cannot be as it was filled in. ``findings`` say at which line what is wrong, where it is a line."""

    def __init__(self, said: Said, *findings: Finding, **values: object) -> None:
        super().__init__(said, **values)
        self.findings = findings


class NotNow(Refused):
    """What would be done with an order cannot be done as it stands."""

    def __init__(self) -> None:
        super().__init__(say("The order stands differently by now. Look at it again before you go on."))


class NoReason(Refused):
    """It needs a reason."""

    def __init__(self) -> None:
        super().__init__(say("Write in a few words why."))


class UnsoundReceipt(Refused):
    """What came cannot be noted so."""


class NotYoursToReceive(Refused):
    """Whoever placed the order does not note what came of it."""

    def __init__(self) -> None:
        super().__init__(
            say("You placed this order yourself, so somebody else notes what came. Ask a colleague to do it.")
        )


class ChangedMeanwhile(Refused):
    """It was written anew since it was read."""

    def __init__(self) -> None:
        super().__init__(say("The order was changed just now. Look at it again before you decide."))
