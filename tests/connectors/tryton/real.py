"""A real Tryton on loopback, with a database of its own in a temporary folder."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

MODULES = ("account", "account_invoice", "analytic_account", "account_budget", "account_statement")
PLACE = os.environ.get("BODEMPLAAT_TRYTOND") or str(Path(sys.executable).parent)
"""Where the programs of the extra ``tryton`` are: in this environment, or in one of their own."""
IS_HERE = shutil.which("trytond-admin", path=PLACE) is not None
WHY_NOT = "the extra tryton is not installed (pip install 'bodemplaat[tryton]'), and BODEMPLAAT_TRYTOND names no folder with trytond"


@contextmanager
def running(folder: Path) -> Iterator[tuple[str, str]]:
    """The address of its database and the password of ``admin``, while it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    password = secrets.token_urlsafe(16)
    config, secret = folder / "trytond.conf", folder / "password"
    config.write_text(
        f"[database]\nuri = sqlite://\npath = {folder}\n[web]\nlisten = 127.0.0.1:{port}\n", encoding="utf-8"
    )
    secret.write_text(password, encoding="utf-8")
    (folder / "books.sqlite").touch()
    arguments = ["-c", str(config), "-d", "books"]
    subprocess.run(
        [
            f"{PLACE}/trytond-admin",
            *arguments,
            "--activate-dependencies",
            "--email",
            "a@example.org",
            "-u",
            *MODULES,
        ],
        env={**os.environ, "TRYTONPASSFILE": str(secret)},
        check=True,
        capture_output=True,
        timeout=400,
    )
    server = subprocess.Popen(
        [f"{PLACE}/trytond", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _until_it_answers(port)
        yield f"http://127.0.0.1:{port}/books", password
    finally:
        server.terminate()
        server.wait(20)


def _until_it_answers(port: int) -> None:
    for _ in range(600):
        try:
            urlopen(f"http://127.0.0.1:{port}/", timeout=5)
        except URLError as no:
            if getattr(no, "code", None):  # it answers, though not with a page
                return
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("Tryton did not come up")
