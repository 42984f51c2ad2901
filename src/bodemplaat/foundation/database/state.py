"""Where clusters live: ``BODEMPLAAT_STATE``, else ``.state`` of the checkout or of the current folder.

When root starts a server that ``nobody`` runs and the checkout is closed to ``nobody``, state moves to
``/var/tmp`` under a name made from the account and the checkout.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from bodemplaat.foundation.database.account import Account


def checkout() -> Path:
    """The checkout that this package is installed from, else the current folder."""
    root = Path(__file__).resolve().parents[4]
    return root if (root / "pyproject.toml").is_file() else Path.cwd()


def state_folder(
    account: Account, *, root: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Path:
    """The folder for clusters, made when absent; the account may walk through it."""
    chosen = environment.get("BODEMPLAAT_STATE", "").strip()
    if chosen:
        folder = Path(chosen).expanduser().absolute()
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    root = (root or checkout()).absolute()
    if account.can_enter(root):
        folder = root / ".state"
        folder.mkdir(mode=0o755, exist_ok=True)
        return folder
    name = hashlib.sha256(os.fsencode(root)).hexdigest()[:12]
    folder = Path("/var/tmp") / f"bodemplaat-{os.geteuid()}-{name}"  # noqa: S108 - owner and mode are checked below
    folder.mkdir(mode=0o755, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise PermissionError(
            f"{folder} belongs to someone else; set BODEMPLAAT_STATE to a folder of your own"
        )
    return folder
