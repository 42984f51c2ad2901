"""What can stop something in this room, by name."""

from bodemplaat.kernel import Finding


class UnsoundAnswer(ValueError):
    """An answer cannot be kept like this; ``findings`` say what is wrong, where, and how to cure it."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.render() for finding in findings))
