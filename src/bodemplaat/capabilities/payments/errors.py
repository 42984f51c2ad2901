"""What stops a payment, by name. Each carries its findings: in the user's words, with the cure."""

from bodemplaat.kernel import Finding


class PaymentError(ValueError):
    """Nothing was changed; ``findings`` says everything that stands in the way."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.render() for finding in findings))


class UnsoundAccount(PaymentError):
    """A bank account cannot be used as it was given."""


class UnsoundRequest(PaymentError):
    """A payment cannot be made as it was asked for; places are ``requests.<position>.<field>``."""


class UnsoundBatch(PaymentError):
    """A batch cannot be made or released as it stands."""


class UnusableStatement(PaymentError):
    """A file is no statement of an account that the reader may see; nothing of it was stored."""


class PayingShut(PaymentError):
    """Nothing is paid since a backup was set up, until two payers say that the bank's statements were read."""
