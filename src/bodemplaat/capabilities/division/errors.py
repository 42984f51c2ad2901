"""What stops a cut from being proposed, by name."""

from bodemplaat.capabilities.division.reckoning.checks import CutFinding
from bodemplaat.foundation.tenancy.api import Refused


class TaskGoesElsewhere(Refused):
    """The division of work of a day gives the task to another: it is changed on the page of the division."""


class UnsoundCut(ValueError):
    """Nothing was changed; ``findings`` says everything that stands in the way, each with its cure."""

    def __init__(self, *findings: CutFinding) -> None:
        self.findings = findings
        super().__init__("; ".join(each.finding.render() for each in findings))
