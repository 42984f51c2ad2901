"""What stops a posting, by name."""

from collections.abc import Sequence

from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import Finding, say


class UnsoundEntry(Refused):
    """An entry that cannot be posted as it is; ``findings`` say why, each with the place of its line."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        super().__init__(first.text, **first.values)


class PeriodShut(Refused):
    """The period of a day is closed."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The period of this day is closed. Post it on a day in an open period, or let two people open the period again."
            )
        )


class NoBooks(Refused):
    """No books are kept of the year of a day."""

    def __init__(self, year: int) -> None:
        super().__init__(say("No books are kept of {year}. Open that year first."), year=str(year))


class NoCodeElsewhere(Refused):
    """Accounts have no code in the books elsewhere; ``findings`` name each, with the first entry on it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(
            say("{count} {count:account has|accounts have} no code in the books elsewhere."),
            count=len(findings),
        )


class BeyondBudget(Refused):
    """Something goes beyond the budget, and the rule of its organisation stops that. ``findings`` say where and by how much."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(findings[0].said, **findings[0].values)
        self.findings = findings
