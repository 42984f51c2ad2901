"""What can stop something about an invoice, by name."""

from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import Finding, Said, say


class NotForThisDesk(Refused):
    """Somebody who is no clerk of the provider of an organisation would take in or decide about its invoices."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The clerks of the service centre that works for this organisation take in its invoices. You are not one of"
                " them now."
            ),
            who_may=("ssc_clerk",),
        )


class AlreadyDecided(Refused):
    """Somebody decided about the invoice already."""

    def __init__(self) -> None:
        super().__init__(
            say("A colleague decided about this invoice just now. Look at it again before you go on.")
        )


class CannotBeRegistered(Refused):
    """The invoice cannot be taken in, whatever the reason."""


class UnusableInvoiceFile(Refused):
    """A file is empty, or larger than is taken."""


class NoReason(Refused):
    """A decision needs a reason."""

    def __init__(self) -> None:
        super().__init__(say("Write in a few words why."))


class UnsoundSupplier(Refused):
    """A supplier, or an account of one, cannot be kept as it was filled in."""


class UnsoundTyping(Refused):
    """An invoice cannot be typed over, or not so."""


class UnsoundDiscount(Refused):
    """A discount for paying early cannot be noted, or not so."""


class CannotBeDivided(Refused):
    """An invoice cannot be paid in parts as it stands, or not in these. ``findings`` say what is wrong with which part."""

    def __init__(self, said: Said, *findings: Finding, **values: object) -> None:
        super().__init__(said, **values)
        self.findings = findings


class UnsoundReminder(Refused):
    """A reminder cannot be noted as it was filled in."""


class CannotBeCoded(Refused):
    """An invoice cannot be coded, or not so. ``findings`` say at which line what is wrong, where it is a line."""

    def __init__(self, said: Said, *findings: Finding, **values: object) -> None:
        super().__init__(said, **values)
        self.findings = findings


class CannotBeMatched(Refused):
    """An invoice cannot be linked to an order, or not so, or not be booked as it was ordered."""


class ChangedMeanwhile(Refused):
    """It was coded anew since it was read."""

    def __init__(self) -> None:
        super().__init__(say("The invoice was coded anew just now. Look at it again before you decide."))


class CannotBeDisputed(Refused):
    """An invoice cannot be disputed as it stands, or no dispute of it can be lifted."""


class CannotBePaid(Refused):
    """An invoice cannot be paid as it stands, or not so. ``findings`` are what payments says, where it says so."""

    def __init__(self, said: Said, *findings: Finding, **values: object) -> None:
        super().__init__(said, **values)
        self.findings = findings
