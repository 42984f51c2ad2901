"""What stops a backup or setting one up again; each error carries findings in plain words with their cure."""

from bodemplaat.kernel import Finding, say


class BackupRefused(Exception):
    """Nothing was written, or nothing was set up; ``findings`` say why and what cures it."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("\n".join(finding.render() for finding in findings))


def damaged(where: str) -> BackupRefused:
    """The refusal of a file that is not what was once written; ``where`` is the part of it."""
    text = say(
        "This backup is damaged ({where}): it was cut off or changed after it was written. Nothing of it was used."
        " Take another copy of the file, or an earlier backup."
    )
    return BackupRefused(Finding("backup.damaged", "file", text, {"where": where}))


def no_backup() -> BackupRefused:
    """The refusal of a file that is something else."""
    text = say("This is no backup of Bodemplaat. Name a file that `bodemplaat backup` wrote.")
    return BackupRefused(Finding("backup.no_backup", "file", text))
