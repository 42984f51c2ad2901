"""A backup of a million claims beside bare ``pg_dump`` of the same database, in one run.

``pg_dump`` comes from the same wheel as the server and writes its custom format, packed as it packs by default, and
once more as plain text. Ours counts, checksums and packs while it reads, and then reads the file again. The rows are those
of the measurement of claims. ``BACKUP_CLAIMS=20000`` measures fewer.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import benchmarks.claims as claims  # sets Django up, which what follows needs

# isort: split
from tests.database import TestServer, pointed_at
from tests.world import World

from bodemplaat.foundation.backup.api import Opener, make_backup
from bodemplaat.foundation.backup.archive import read_through

CLAIMS = int(os.environ.get("BACKUP_CLAIMS", str(claims.CLAIMS)))


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds on the clock, and what came of it."""
    start = time.perf_counter()
    came = act()
    return time.perf_counter() - start, came


def main() -> None:
    """Print the times and sizes of all three."""
    server = TestServer.started()
    database = server.clone()
    claims.CLAIMS = CLAIMS
    try:
        with pointed_at(database.url):
            claims.fill(database, World.founded())
        pg_dump = str(server.cluster.binaries.program("pg_dump"))
        with tempfile.TemporaryDirectory() as folder:
            ours, custom, plain = (Path(folder) / name for name in ("ours", "custom", "plain"))
            packed, _ = timed(
                lambda: subprocess.run([pg_dump, "-Fc", "-f", custom, database.owner_url], check=True)
            )
            text, _ = timed(
                lambda: subprocess.run([pg_dump, "-Fp", "-f", plain, database.owner_url], check=True)
            )
            whole, made = timed(lambda: make_backup(database.owner_url, ours))
            again, _ = timed(lambda: read_through(ours, Opener()))
            sizes = [path.stat().st_size / 1e6 for path in (ours, custom, plain)]
        print(f"{CLAIMS:,} claims, {made.rows:,} rows in {made.tables} tables")
        print(f"  bodemplaat backup, read again        {whole:6.1f} s  {sizes[0]:7.0f} MB")
        print(f"    of which reading it again          {again:6.1f} s")
        print(
            f"  pg_dump, custom format               {packed:6.1f} s  {sizes[1]:7.0f} MB   ours takes {whole / packed:.2f} times as long"
        )
        print(
            f"  pg_dump, plain text                  {text:6.1f} s  {sizes[2]:7.0f} MB   ours takes {whole / text:.2f} times as long"
        )
    finally:
        server.drop(database)


if __name__ == "__main__":
    main()
