"""What can stop something in the catalogue, by name."""

from bodemplaat.kernel import Finding


class UnsoundService(ValueError):
    """A service cannot be kept or agreed on like this; ``findings`` say what is wrong, where, and how to cure it."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.render() for finding in findings))
