"""What can stop something about the bills of a provider, by name."""

from collections.abc import Sequence

from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import Finding, say


class NotYourBills(Refused):
    """Somebody in another role would make, release or read bills."""

    def __init__(self) -> None:
        super().__init__(
            say("Bills are for controllers. You are signed in in another role."), who_may=("controller",)
        )


class BillsNobody(Refused):
    """Somebody of an organisation that provides nothing would say how services are taxed."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Your organisation provides nothing to others, so it bills nobody. What it was billed stands under Billing."
            )
        )


class NotByYou(Refused):
    """Whoever made a run, or changed the account that is paid to last, would release it."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Somebody else releases this run: you made it, or you changed the account that is paid to. Ask another"
                " controller."
            )
        )


class CannotBill(Refused):
    """A run that cannot be made as things stand; ``findings`` say why, each with its place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        super().__init__(first.text, **first.values)
