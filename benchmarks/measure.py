"""``bodemplaat measure`` on a million events of two hundred thousand cases, as CSV.

Beside it, in the same run, the bare limit of reading such a file in Python: ``csv.reader`` over every row and
``datetime.fromisoformat`` on its time, with nothing done with them.
"""

import csv
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.measure.baseline import measure
from bodemplaat.calculations.measure.log import observe
from bodemplaat.calculations.measure.question import Question, understand
from bodemplaat.kernel.finding import errors

CASES = 200_000
STEPS = ("received", "waiting for customer", "answer", "checked", "closed")
SEED = 20261123
ASKED = {
    "case": "case", "activity": "activity", "time": "time", "customer": "customer", "received": ("received",),
    "closed": ("closed",), "suspended": ("waiting for customer=customer",), "norm": "5 working days",
}  # fmt: skip


def rows() -> Iterator[str]:
    """One line per event, case after case, on the wall clock of Amsterdam."""
    source = random.Random(SEED)
    start = datetime(2024, 1, 1, 8)  # noqa: DTZ001  # as such a file writes it
    for case in range(CASES):
        at = start + timedelta(minutes=source.randrange(2 * 365 * 1440))
        for step in STEPS:
            yield f"Z{case},{step},{at.isoformat(sep=' ')},municipality {case % 20}\n"
            at += timedelta(minutes=source.randrange(1, 4000))


def bare(path: Path) -> int:
    """Read every row and its time; how many."""
    with path.open(newline="") as file:
        read = csv.reader(file)
        next(read)
        return sum(datetime.fromisoformat(row[2]) is not None for row in read)


def main() -> None:
    """Print the times of reading, of reckoning and of the bare pass."""
    question: Question = understand(None, ASKED)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        with path.open("w") as file:
            file.write("case,activity,time,customer\n")
            file.writelines(rows())
        start = time.process_time()
        observed = observe(InputFile.at(path), question, lambda done, whole: None)
        read = time.process_time()
        baseline = measure(observed, question)
        measured = time.process_time()
        count = bare(path)
        limit = time.process_time() - measured
        size = path.stat().st_size
    if observed.events != count or errors(observed.findings):
        raise AssertionError("not every event was read")
    print(f"{count:,} events of {baseline.cases:,} cases, CSV of {size / 1e6:.0f} MB")
    print(f"  measure                    {measured - start:6.2f} s  (reading and following {read - start:.2f}, "
          f"reckoning and counting {measured - read:.2f})")  # fmt: skip
    print(f"  csv.reader and fromisoformat only {limit:.2f} s   (seconds of processor time)")


if __name__ == "__main__":
    main()
