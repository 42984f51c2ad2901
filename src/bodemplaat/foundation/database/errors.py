"""What stops work on the database; each error carries findings in plain words with their cure."""

from collections.abc import Iterable

from bodemplaat.kernel import Finding


class DatabaseTrouble(Exception):
    """The database cannot be had; ``findings`` say what is missing and what cures it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(finding.render() for finding in self.findings))


class NoBinaries(DatabaseTrouble):
    """No PostgreSQL programs of version 15 or newer were found, or they cannot be run."""


class ServerFailed(DatabaseTrouble):
    """A PostgreSQL program was run and failed; the finding quotes the end of its log."""


class OtherVersion(DatabaseTrouble):
    """The data folder was made by another major version of PostgreSQL than the programs at hand."""


class BadUrl(DatabaseTrouble):
    """A database URL cannot be read."""


class ServerNotReady(DatabaseTrouble):
    """A server that others look after lacks a role, right or extension."""
