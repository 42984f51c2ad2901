"""What can stop something here, by name."""

from bodemplaat.kernel import Finding


class UnsoundAgreement(ValueError):
    """An agreement or charter cannot be kept or offered like this; ``findings`` say what is wrong, where, and the cure."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.render() for finding in findings))
