"""What can stop something in the catalogue, by name."""

from bodemplaat.capabilities.catalogue.reckoning.audience import for_whom
from bodemplaat.capabilities.catalogue.reckoning.content import Content
from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import Finding, say


class UnsoundService(ValueError):
    """A service cannot be kept or agreed on like this; ``findings`` say what is wrong, where, and how to cure it."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.render() for finding in findings))


class NotForYou(Refused):
    """A service is offered to the organisation, and is for others there; the text says for whom."""

    def __init__(self, content: Content) -> None:
        super().__init__(
            say(
                "This service is for {whom}. Is something of it needed? Ask your manager or the service centre."
            ),
            whom=for_whom(content),
        )
