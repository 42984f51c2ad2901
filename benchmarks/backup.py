"""A backup of a million claims beside bare ``pg_dump`` of the same database, taken in turn in one run.

The peer is ``pg_dump`` in its custom format, packed at the level at which ours packs (``-Z1``): both then write packed rows to one
file, and neither has the easier work of packing more or not at all. Beside it stand its default (level 6) and plain text. ``pg_dump``
comes from the same wheel as the server. Ours counts, checksums and packs while it reads, and reads the file again after.
The rows are those of the measurement of claims. ``BACKUP_CLAIMS=20000`` measures fewer, ``BACKUP_ROUNDS`` how often.
"""

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import benchmarks.claims as claims  # sets Django up, which what follows needs

# isort: split
from tests.database import TestServer, pointed_at
from tests.world import World

from bodemplaat.foundation.backup.api import Opener, make_backup, read_through

CLAIMS = int(os.environ.get("BACKUP_CLAIMS", str(claims.CLAIMS)))
ROUNDS = int(os.environ.get("BACKUP_ROUNDS", "2"))


def main() -> None:
    """Print the best time of each, its processor time and size, and how many times as long ours takes."""
    server = TestServer.started()
    database = server.clone()
    claims.CLAIMS = CLAIMS
    try:
        with pointed_at(database.url):
            claims.fill(database, World.founded())
        pg_dump = str(server.cluster.binaries.program("pg_dump"))
        with tempfile.TemporaryDirectory() as folder:
            _measured(pg_dump, database.owner_url, Path(folder))
    finally:
        server.drop(database)


def _measured(pg_dump: str, url: str, folder: Path) -> None:
    def dump(*options: str) -> Callable[[Path], object]:
        return lambda file: subprocess.run([pg_dump, *options, "-f", file, url], check=True)

    ways: dict[str, Callable[[Path], object]] = {
        "bodemplaat backup, read again": lambda file: make_backup(url, file, replace=True),
        "pg_dump -Fc -Z1, the peer": dump("-Fc", "-Z1"),
        "pg_dump -Fc": dump("-Fc"),
        "pg_dump -Fp, not packed": dump("-Fp"),
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, act in ways.items():
            times[name].append(_timed(act, folder / f"{list(ways).index(name)}"))
    ours = min(times["bodemplaat backup, read again"])[0]
    again, _ = _timed(lambda file: read_through(file, Opener()), folder / "0")
    rows = read_through(folder / "0", Opener()).rows
    load = os.getloadavg()[0]
    print(
        f"{CLAIMS:,} claims, {rows:,} rows; best of {ROUNDS} in turn; load {load:.0f} on {os.cpu_count()} cores"
    )
    for number, name in enumerate(ways):
        seconds, processor = min(times[name])
        size = (folder / f"{number}").stat().st_size / 1e6
        ratio = (
            f"ours takes {ours / seconds:.2f} of it" if number else f"of which reading again {again:.1f} s"
        )
        print(f"  {name:32} {seconds:6.1f} s, {processor:5.1f} s here, {size:6.0f} MB   {ratio}", flush=True)


def _timed(act: Callable[[Path], object], file: Path) -> tuple[float, float]:
    """Seconds on the clock, and of the processor in this process and those it started (the server's are not among them)."""
    before, start = _processor(), time.perf_counter()
    act(file)
    return time.perf_counter() - start, _processor() - before


def _processor() -> float:
    own, started = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + started.ru_utime + started.ru_stime


if __name__ == "__main__":
    main()
