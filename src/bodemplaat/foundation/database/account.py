"""Under which account PostgreSQL runs: it refuses root, so root hands it to ``nobody``."""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Account:
    """The account that PostgreSQL's programs run under; ``user`` is ``None`` for our own."""

    user: int | None
    group: int | None

    @classmethod
    def for_servers(cls) -> "Account":
        """Our own account, or ``nobody`` when we are root."""
        if os.geteuid() != 0:
            return cls(None, None)
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid)

    @property
    def is_another(self) -> bool:
        """Whether servers run under another account than ours."""
        return self.user is not None

    def run(
        self,
        command: Sequence[str | Path],
        *,
        text: str | None = None,
        environment: Mapping[str, str] | None = None,
        seconds: float = 120,
    ) -> subprocess.CompletedProcess[str]:
        """Run a program to its end under this account, from ``/``; its messages come back in English.

        Output goes through pipes unless the program leaves a server behind: see ``start``.
        """
        return subprocess.run(
            [str(part) for part in command],
            input=text,
            stdin=subprocess.DEVNULL if text is None else None,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
            env=self._environment(environment),
            cwd="/",
            user=self.user,
            group=self.group,
            extra_groups=[] if self.is_another else None,
        )

    def start(self, command: Sequence[str | Path], *, seconds: float = 120) -> int:
        """Run a program that leaves a server behind and return its exit status.

        The server inherits the program's streams; a reader of a pipe would wait until it stops.
        """
        return subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            env=self._environment(None),
            cwd="/",
            user=self.user,
            group=self.group,
            extra_groups=[] if self.is_another else None,
        ).returncode

    def can_enter(self, folder: Path) -> bool:
        """Whether the account may walk down to ``folder``, which exists."""
        return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", folder]).returncode == 0

    def give(self, path: Path) -> None:
        """Make the account owner of ``path``."""
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group)

    @staticmethod
    def _environment(extra: Mapping[str, str] | None) -> dict[str, str]:
        """Ours without PostgreSQL's own variables, which would steer its programs elsewhere."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return kept | {"LC_ALL": "C", "TZ": "UTC"} | dict(extra or {})
