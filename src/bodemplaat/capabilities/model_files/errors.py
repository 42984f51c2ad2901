"""What stops a model file from being kept, by name."""

from bodemplaat.kernel import Finding


class UnsoundModelFile(ValueError):
    """Nothing was changed; ``findings`` says everything that stands in the way, each with its cure."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.render() for finding in findings))
