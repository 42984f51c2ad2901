"""``python -m benchmarks.against COMMIT [MEASURE …]``: today's code beside an earlier commit, on one machine in one run.

The commit is checked out in a folder of its own under the temporary directory, with its own environment from its own lock
and its own test server, and kept there for the next run. Both sides then run the same measure (``benchmarks.rounds``) in
turn, with the bare limit beside them, so that what else the machine does falls on all three alike. Printed is the median
per act of the processor time (Python's and its database session's; the least moved by others), of the wall clock and the
number of statements, each with the ratio of the pairs of rounds.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
BASE = "191a297"
"""The build of 28 November 2026, which issue 10 measures against."""
ROUNDS = 7
ONE_BY_ONE = ("submit", "hand_in", "approve", "desk", "home_page", "list_page", "overview_page")
BY_THE_THOUSAND = (
    *("ask_payments", "batch", "statement", "statement_again"),  # of 10,000 payments (ROUND_PAYMENTS)
    *("divide", "reciprocal", "clock", "measure_log", "plan"),
)
MEASURES = ONE_BY_ONE + BY_THE_THOUSAND
"""Those of ``benchmarks/rounds.py``; half as many rounds of what is done by the thousand."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one act took in a round, in milliseconds (processor and wall), and in statements."""

    processor: float
    wall: float
    statements: int


class Side:
    """A process that keeps its world ready and does a round whenever it is asked."""

    def __init__(self, folder: Path, measure: str) -> None:
        command = [str(folder / ".venv/bin/python"), str(ROOT / "benchmarks/rounds.py"), measure]
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def round(self) -> tuple[Round, Round]:
        """One round: the act, and the bare limit beside it."""
        print(file=_pipe(self._process.stdin), flush=True)
        act, limit = json.loads(self._answer())
        return Round(*act), Round(*limit)

    def end(self) -> None:
        """Let it put its database away."""
        _pipe(self._process.stdin).close()
        self._process.wait()

    def _answer(self) -> str:
        line = _pipe(self._process.stdout).readline()
        if not line:
            raise SystemExit("a side of the measure ended by itself; what it said stands above")
        return line


def main(asked: Sequence[str] = ()) -> None:
    """Print lines for each measure that is asked for; all of them beside ``BASE`` when nothing is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("commit", nargs="?", default=BASE)
    parser.add_argument("measures", nargs="*", choices=[[], *MEASURES], metavar="MEASURE")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args(asked)
    old = built(arguments.commit)
    print(f"{'':<34}{'':>12}{'then':>10}{'now':>10}{'ratio':>9}{'bare':>10}   load {os.getloadavg()[0]:.1f}")
    for measure in arguments.measures or MEASURES:
        heavy = measure in BY_THE_THOUSAND
        compare(measure, old, max(1, arguments.rounds // 2) if heavy else arguments.rounds)


@dataclass(frozen=True, slots=True)
class Compared:
    """Medians of both sides and of the bare limit, in milliseconds, with the ratio of the pairs of rounds."""

    processor: tuple[float, float, float, float]
    """Then, now, bare, ratio; as ``wall``."""
    wall: tuple[float, float, float, float]
    then_statements: int
    now_statements: int
    bare_statements: int


def compare(measure: str, old: Path, count: int) -> None:
    """Run both sides of a measure in turn and print what came out."""
    done = compared(measure, old, count)
    for unit, (then, now, bare, ratio) in (("processor", done.processor), ("wall", done.wall)):
        label = f"{unit} ms"
        print(f"{measure:<34}{label:>12}{then:10.2f}{now:10.2f}{ratio:8.1f}×{bare:10.2f}", flush=True)
    before, after = done.then_statements, done.now_statements
    ratio = before / after if after else 1.0
    print(f"{measure:<34}{'statements':>12}{before:10}{after:10}{ratio:8.1f}×{done.bare_statements:10}", flush=True)  # fmt: skip


def compared(measure: str, old: Path, count: int) -> Compared:
    """Run both sides of a measure in turn."""
    sides = [Side(old, measure)]
    pairs = []
    try:
        sides.append(Side(ROOT, measure))
        for number in range(count):
            order = sides if number % 2 else sides[::-1]
            done = {side: side.round() for side in order}
            pairs.append((done[sides[0]][0], *done[sides[1]]))
    finally:
        for side in sides:
            side.end()

    def medians(unit: str) -> tuple[float, float, float, float]:
        then, now, bare = (statistics.median(getattr(each[i], unit) for each in pairs) for i in range(3))
        ratio = statistics.median(getattr(each[0], unit) / getattr(each[1], unit) for each in pairs)
        return then, now, bare, ratio

    return Compared(medians("processor"), medians("wall"), *(each.statements for each in pairs[-1]))


def built(commit: str) -> Path:
    """The folder of a commit, with what its lock names installed; made once and used again."""
    sha = _output("git", "-C", str(ROOT), "rev-parse", "--short=12", f"{commit}^{{commit}}")
    folder = Path(tempfile.gettempdir()) / f"bodemplaat-against-{sha}"
    if not folder.exists():
        subprocess.run(["git", "clone", "-q", "--shared", "--no-checkout", ROOT, folder], check=True)
        subprocess.run(["git", "-C", folder, "checkout", "-q", sha], check=True)
    subprocess.run(["make", "-s", "-C", folder, ".venv/.ready", "compiled"], check=True, stdout=sys.stderr)
    return folder


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None  # both were asked for
    return pipe


if __name__ == "__main__":
    main(sys.argv[1:])
