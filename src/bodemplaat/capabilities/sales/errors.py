"""What can stop something about an invoice of our own, by name."""

from collections.abc import Sequence

from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import Finding, say


class NotYourInvoices(Refused):
    """Somebody in another role would make or read the invoices of an organisation."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The invoices of an organisation are made by its clerks and controllers. You are signed in in another role."
            ),
            who_may=("ssc_clerk", "controller"),
        )


class NotByOneself(Refused):
    """Whoever drafted an invoice, or changed the account on it, would issue it."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Somebody else issues this invoice: you drafted it, or you changed the account that is paid to. Ask a colleague."
            )
        )


class UnsoundSale(Refused):
    """An invoice that cannot be issued as it is; ``findings`` say why, each with its place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        super().__init__(first.text, **first.values)


class AlreadyIssued(Refused):
    """What was issued stays as it is."""

    def __init__(self) -> None:
        super().__init__(say("This invoice was issued, and stays as it is. A credit note corrects it."))


class KeyTaken(Refused):
    """Something else was drafted under this key."""

    def __init__(self) -> None:
        super().__init__(say("Another invoice was made under this key already. Begin again with a new one."))
