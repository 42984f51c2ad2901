"""Every row of issue 10 in one run, with the build of 28 November 2026 (191a297) beside it: what ``make bench`` does.

``--quick`` takes small sizes, to see whether all works; ``--full`` the issue's own sizes where the run otherwise takes
less, and the tests as well, which takes hours. ``--rows`` takes some. ``--write`` puts the table in
``docs/reference/performance.md``. Both sides do each row in turn on one machine: first the earlier build, then this one, but what is
short and done one by one, which alternates. A row that fails says so, and the run goes on. Whatever a side made (its database, the demo's
folder) goes when it ends.
"""

import argparse
import contextlib
import datetime
import json
import os
import platform
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.against import BASE, ROOT, Compared, built, compared

PAGE = ROOT / "docs/reference/performance.md"
HEADING = "## Every row of issue 10 in one run"
LOG = "data/eventlogs/RequestForPayment.xes.gz"
LOG_CASES = 6_760
LONGEST, FIRST_START = 3600, 900
"""Seconds after which a side is ended, and a demo."""
LEFT_OUT = (
    ("peers: Tryton, pm4py, mt-940", "none is a package of ours, and a run installs nothing"),
    ("10,000,000 events in bounded memory", "some ten minutes a side: `BENCH_EVENTS=10000000 make bench ARGS='--rows logs'`"),
)  # fmt: skip
NO_TESTS = (
    "`make test`",
    "it is a run by itself, and the tests have grown with the platform: `make bench ARGS=--full` has it",
)
Figures = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """How much of each is done."""

    name: str
    payments: int
    claims: int
    events: int
    xes_events: int
    requests: int
    seconds: int
    cases: int
    rounds: int
    draws: int
    divisions: int
    clock: int
    tests: bool = False

    @property
    def environment(self) -> dict[str, str]:
        """For the sides."""
        named = {
            "BENCH_PAYMENTS": self.payments, "BENCH_CLAIMS": self.claims, "BENCH_EVENTS": self.events,
            "BENCH_XES_EVENTS": self.xes_events, "BENCH_REQUESTS": self.requests, "BENCH_SECONDS": self.seconds,
            "ROUND_DRAWS": self.draws, "ROUND_DIVISIONS": self.divisions, "ROUND_CASES": self.clock,
        }  # fmt: skip
        return {name: str(value) for name, value in named.items()}


USUAL = Size("usual", 100_000, 1_000_000, 1_000_000, 200_000, 2_000, 10, 300, 5, 10_000, 1_000_000, 1_000_000)
QUICK = Size("quick", 1_000, 5_000, 10_000, 5_000, 100, 2, 5, 1, 200, 20_000, 20_000)
FULL = replace(USUAL, name="full", xes_events=1_000_000, cases=LOG_CASES, rounds=7, tests=True)


@dataclass(frozen=True)
class Row:
    """A line of the table: the figure of either side, the ratio that the issue asks, and what stands beside it."""

    what: str
    then: float
    now: float
    unit: str
    target: str
    least: float | None = None
    """The ratio from which on the target is reached; below one where less is asked of what may not grow."""
    beside: str = ""
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        """How many times better than the earlier build."""
        better, worse = (self.now, self.then) if self.more_is_better else (self.then, self.now)
        return better / worse if worse else float("inf")

    def line(self, *, judged: bool) -> str:
        """The row in Markdown; ``judged`` whether it says that its target is reached, which small sizes cannot tell."""
        reached = ""
        if judged and self.least is not None:
            reached = "reached" if self.ratio >= self.least else "not reached"
        cells = (self.what, f"{_shown(self.then)} → {_shown(self.now)} {self.unit}", f"{self.ratio:.1f} ×",
                 self.target, reached, self.beside)  # fmt: skip
        return f"| {' | '.join(cells)} |"


def main(asked: Sequence[str] = ()) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--rows", nargs="*", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args(asked)
    size = QUICK if arguments.quick else FULL if arguments.full else USUAL
    begun, load = time.monotonic(), os.getloadavg()[0]
    signal.signal(signal.SIGTERM, _ended)
    os.environ |= {name: value for name, value in size.environment.items() if name not in os.environ}
    old = built(BASE)
    lines: list[str] = []
    for name in arguments.rows:
        note = f"{name}, {(time.monotonic() - begun) / 60:.1f} min so far, load {os.getloadavg()[0]:.1f}"
        print(note, file=sys.stderr, flush=True)
        try:
            lines += [row.line(judged=size is not QUICK) for row in PARTS[name](old, size)]
        except (subprocess.SubprocessError, OSError, ValueError, KeyError, SystemExit, RuntimeError) as error:
            lines.append(f"| {name} | failed: {_short(error)} | | | | |")
    with contextlib.suppress(subprocess.SubprocessError):  # ours stays up between runs, as for tests
        stop = [str(old / ".venv/bin/python"), "-m", "bodemplaat.foundation.database", "stop", "test"]
        subprocess.run(stop, cwd=old, check=False, capture_output=True, timeout=60)
    table = _table(lines, size, load, time.monotonic() - begun)
    print(table)
    if arguments.write:
        _write(table)


def _table(lines: Sequence[str], size: Size, load: float, seconds: float) -> str:
    day = datetime.datetime.now(tz=datetime.UTC).astimezone()
    said = (
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, {day:%-d %B %Y %H:%M}, load before {load:.1f}, "
        f"sizes: {size.name}, {seconds / 60:.0f} minutes; 191a297 → this build. Seconds are of the wall clock where nothing else is said; a "
        f"ratio above one is for the better. What is scaled says so."
    )
    head = ("| what | then → now | ratio | to reach | | beside it |", "|---|---|---|---|---|---|")
    left_out = LEFT_OUT if size.tests else (NO_TESTS, *LEFT_OUT)
    missing = ["Not in the run: " + "; ".join(f"{what} ({why})" for what, why in left_out) + "."]
    return "\n".join([HEADING, "", said, "", *head, *lines, "", *missing, ""])


def _write(table: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    before, found, rest = text.partition(HEADING)
    after = re.search(r"^## ", rest, re.MULTILINE) if found else None
    end = rest[after.start() :] if after else ""
    PAGE.write_text(f"{before.rstrip()}\n\n{table}{chr(10) + end if end else ''}", encoding="utf-8")


def commands(old: Path, size: Size) -> Iterator[Row]:
    """A claim on its way, one by one, the sides in turn."""
    wanted = {
        "submit": ("a claim started, filled in, handed in", "≥ 5 × a second; ≤ 16 statements", 5.0),
        "approve": ("approved by the manager", "≥ 4 ×", 4.0),
        "desk": ("taken, booked, approved at the desk", "≥ 4 ×", 4.0),
        "home_page": ("start page, one after the other, processor", "≥ 4 ×", 4.0),
        "list_page": ("controller's list of thirty, processor", "≥ 4 ×", 4.0),
        "overview_page": ("overview, processor", "", None),
    }
    for name, (what, target, least) in wanted.items():
        done = compared(name, old, size.rounds)
        of = done.processor if name.endswith("page") else done.wall
        beside = f"{done.then_statements} → {done.now_statements} statements; bare {of[2]:.1f} ms"
        yield Row(what, of[0], of[1], "ms", target, least, beside)
        if name == "submit":
            yield Row("… claims a second", 1000 / of[0], 1000 / of[1], "a second", "≥ 5 ×", 5.0,
                      f"processor {done.processor[0]:.0f} → {done.processor[1]:.0f} ms", more_is_better=True)  # fmt: skip


def engines(old: Path, size: Size) -> Iterator[Row]:
    """What is worked out by the thousand, the sides in turn."""
    wanted = {
        "plan": (f"`plan`, 5,000 activities × {size.draws:,} draws", "≤ 3 s", 12.6 / 3),
        "reciprocal": ("reciprocal method, 500 centres, to whole cents", "≤ 0.2 s", 1.08 / 0.2),
        "divide": (f"{size.divisions:,} divisions", "≤ 0.8 s", 2.6 / 0.8),
        "clock": (f"clock over {size.clock:,} cases", "≤ 0.1 s", 0.3 / 0.1),
    }
    for name, (what, target, least) in wanted.items():
        done: Compared = compared(name, old, min(3, size.rounds))
        yield Row(
            f"{what}, processor", done.processor[0] / 1000, done.processor[1] / 1000, "s", target, least
        )


def money(old: Path, size: Size) -> Iterator[Row]:
    """Payments to the bank and back."""
    then, now = _both("money", old, size)
    many = f"{size.payments:,}"
    for side in (then, now):
        made, released = side["batch_made"], side["batch_released"]
        side["batch"] = {key: made[key] + released[key] for key in ("wall", "processor")}
    bare = now["batch_released"]["bare"], now["statement"]["bare"]
    wanted = (
        ("ask_payments", f"{many} payments asked for", "≤ 8 s", 46 / 8, ""),
        ("batch", f"a batch of {many} made and released", "≤ 6 s", 29 / 6, f"lxml writing it {bare[0]:.1f} s"),
        ("statement", f"camt.053 of {many} entries read, matched, stored, paid", "≤ 6 s", 34.8 / 6, f"lxml parse {bare[1]:.1f} s"),
        ("statement_again", "the same statement again", "≤ 1.5 s", 12.6 / 1.5, ""),
    )  # fmt: skip
    for name, what, target, least, beside in wanted:
        processor = f"processor {then[name]['processor']:.1f} → {now[name]['processor']:.1f} s"
        yield Row(what, then[name]["wall"], now[name]["wall"], "s", target, least, "; ".join(filter(None, (processor, beside))))  # fmt: skip
    first, second = then["statement"], now["statement"]
    held = f"of which held before {first['held']} → {second['held']} MB"
    whole = size.payments == USUAL.payments
    yield Row(f"most memory while reading {many} entries", first["memory"], second["memory"], "MB",
              "≤ 250 MB" if whole else "≤ 250 MB at 100,000", first["memory"] / 250 if whole else None, held)  # fmt: skip


def logs(old: Path, size: Size) -> Iterator[Row]:
    """``measure`` on logs."""
    then, now = _both("logs", old, size)
    for name, kind, events in (("log_csv", "CSV", size.events), ("log_xes", "XES", size.xes_events)):
        memory = f"most memory {then[name]['memory']} → {now[name]['memory']} MB"
        bare = f"; bare csv {now[name]['bare']:.1f} s" if "bare" in now[name] else ""
        scaled = "" if events == USUAL.events else f" (the issue: {USUAL.events:,})"
        yield Row(f"`measure`, {events:,} events of {kind}{scaled}, processor", then[name]["processor"], now[name]["processor"],
                  "s", "≤ 3 s and ≤ 600 MB for a million", 14.4 / 3, memory + bare)  # fmt: skip


def site(old: Path, size: Size) -> Iterator[Row]:
    """A list among many claims, and a site under clients."""
    then, now = _both("site", old, size)
    targets = {
        "list, first page, by the door": ("≤ 6 ms", 22.7 / 6),
        "list, page 100, by the door": ("≤ 6 ms", 129 / 6),
        "list, only in approval, by the door": ("≤ 6 ms", None),
        "list, by amount, by the door": ("≤ 6 ms", 116 / 6),
        "list, searched for a word, by the door": ("≤ 6 ms", 65 / 6),
        "list, first page, the whole page": ("≤ 30 ms", 95 / 30),
        "overview of a year, the whole page": ("≤ 40 ms", 112 / 40),
    }
    bare = now["bare limit: SQL of the first page, no policies"]["wall"] * 1000
    for name, (target, least) in targets.items():
        a, b = then[name], now[name]
        processor = (
            f"processor {a['processor'] * 1000:.0f} → {b['processor'] * 1000:.0f} ms; bare {bare:.1f} ms"
        )
        yield Row(f"{size.claims:,} claims: {name}", a["wall"] * 1000, b["wall"] * 1000, "ms", target, least, processor)  # fmt: skip
    for name, what in (("home", "start page"), ("list", "controller's list")):
        a, b = then[name], now[name]
        beside = f"p95 {a['p95'] * 1000:.0f} → {b['p95'] * 1000:.0f} ms; {a['errors']}, {b['errors']} errors"
        yield Row(f"{what}, 16 clients, 2 workers", a["rate"], b["rate"], "pages a second", "≥ 4 ×", 4.0, beside, more_is_better=True)  # fmt: skip
    a, b = then["mix"], now["mix"]
    yield Row("60 requests a second of the mix, p95", a["p95"] * 1000, b["p95"] * 1000, "ms", "< 250 ms", a["p95"] / 0.25,
              f"answered {a['rate']:.0f} → {b['rate']:.0f} a second")  # fmt: skip
    a, b = then["crowd"], now["crowd"]
    yield Row("200 clients, p50", a["p50"], b["p50"], "s", "0 errors", None, f"{a['errors']} → {b['errors']} errors")  # fmt: skip
    a, b = then["memory"], now["memory"]
    grown = sum(b["web"]) - sum(now["memory_before"]["web"])
    yield Row(f"resident: two web workers after {size.requests:,} requests", sum(a["web"]), sum(b["web"]), "MB", "≤ 60 %", 1 / 0.6,
              f"{' + '.join(map(str, a['web']))} → {' + '.join(map(str, b['web']))} MB; grew {grown} MB in them")  # fmt: skip
    yield Row("resident: job worker", a["worker"], b["worker"], "MB", "≤ 60 %", 1 / 0.6)


def replay(old: Path, size: Size) -> Iterator[Row]:
    """The real log played through the commands."""
    log = next((each / "shared" / LOG for each in ROOT.parents if (each / "shared" / LOG).exists()), None)
    if log is None:
        raise OSError(f"{LOG} does not lie beside this checkout")
    took = [_replayed(folder, log, size.cases) for folder in (old, ROOT)]
    scaled = "" if size.cases == LOG_CASES else f" (the issue: {LOG_CASES:,})"
    yield Row(f"replay of {size.cases:,} real cases{scaled}, processor of Python", took[0], took[1], "s",
              "≤ 3 of 14 min", 14 / 3)  # fmt: skip


def _replayed(folder: Path, log: Path, cases: int) -> float:
    with _state() as environment:
        limit = [] if cases == LOG_CASES else [f"--limit={cases}"]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        _run([str(folder / ".venv/bin/bodemplaat"), "replay", str(log), *limit], folder, environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def demo(old: Path, size: Size) -> Iterator[Row]:
    """The demo started once more on data that are there."""
    took = [_second_start(folder, loads=size.name != "quick") for folder in (old, ROOT)]
    yield Row("`make demo`, second start", took[0], took[1], "s", "≤ 4 s", took[0] / 4, "everything loaded; the better of two")  # fmt: skip


def _second_start(folder: Path, *, loads: bool) -> float:
    """Seconds until the site answers, the better of two."""
    with _state() as environment:
        with _demo(folder, environment) as lines:
            _await(lines, RUNS)
            if folder == ROOT and loads:  # it loads behind the open site
                _await(lines, LAST_LOADED)
        walls = []
        for _ in range(2):
            start = time.monotonic()
            with _demo(folder, environment) as lines:
                _await(lines, RUNS)
                walls.append(time.monotonic() - start)
    return min(walls)


RUNS = re.compile(r"^The demo runs at ")
LAST_LOADED = re.compile(r"^\[(\d+)/\1\].*(staat klaar|is ready)")


@contextlib.contextmanager
def _demo(folder: Path, environment: dict[str, str]) -> Iterator[Iterator[str]]:
    """The lines that a demo prints; it is stopped in its own way."""
    command = [str(folder / ".venv/bin/bodemplaat"), "demo", "--port", "0", "--lang", "en"]
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    watch = threading.Timer(FIRST_START, process.terminate)  # which ends its lines
    watch.start()
    try:
        yield iter(process.stdout or ())
    finally:
        watch.cancel()
        process.terminate()  # Ctrl-C is not heard by what was started in the background
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=60)  # its database server may hold the pipe longer
        if process.poll() is None:
            process.kill()
            process.wait()


def _await(lines: Iterator[str], wanted: re.Pattern[str]) -> None:
    if not any(wanted.search(line) for line in lines):
        raise RuntimeError(f"the demo ended without saying {wanted.pattern}")


@contextlib.contextmanager
def _state() -> Iterator[dict[str, str]]:
    """The environment for a command with a state folder of its own, where its database server can come; it goes after."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield {**os.environ, "BODEMPLAAT_STATE": f"{folder}/state"}


def tests(old: Path, size: Size) -> Iterator[Row]:
    """``make test`` of the earlier build, and of this one the files of tests that were there then."""
    if not size.tests:
        return
    files = sorted(str(each.relative_to(old)) for each in (old / "tests").rglob("test_*.py"))
    took = []
    for folder in (old, ROOT):
        start = time.monotonic()
        there = [each for each in files if (folder / each).exists()]
        command = [str(folder / ".venv/bin/pytest"), "-q", "-n", "2", "--dist", "loadgroup", *there]
        subprocess.run(command, cwd=folder, check=False, stdout=subprocess.DEVNULL, timeout=LONGEST)
        took.append(time.monotonic() - start)
    yield Row("`make test`, the files that both builds have", took[0], took[1], "s", "≤ 150 s", took[0] / 150)


def _both(journey: str, old: Path, size: Size) -> tuple[Figures, Figures]:
    """What a journey took on either side."""
    done = []
    for folder in (old, ROOT):
        command = [str(folder / ".venv/bin/python"), str(ROOT / "benchmarks/journeys.py"), journey]
        output = _run(command, folder, {**os.environ, "PYTHONPATH": str(folder)})
        done.append(json.loads(output.splitlines()[-1]))
    return done[0], done[1]


def _run(command: Sequence[str], folder: Path, environment: dict[str, str]) -> str:
    """What a command printed. One that takes too long is asked to end, so that it clears up, and then ended."""
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            output, complaints = process.communicate(timeout=LONGEST)
        except BaseException:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.communicate(timeout=60)
            process.kill()
            raise
    if process.returncode:
        raise RuntimeError(
            f"{Path(command[0]).name} ended with {process.returncode}: {complaints.strip()[-300:]}"
        )
    return output


def _shown(figure: float) -> str:
    digits = 0 if abs(figure) >= 100 else 1 if abs(figure) >= 10 else 2
    return f"{figure:,.{digits}f}"


def _short(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split()).replace("|", "/")[-200:]


def _ended(*_: object) -> None:
    raise KeyboardInterrupt  # so that what was begun is put away, and nothing else is


PARTS: dict[str, Callable[[Path, Size], Iterator[Row]]] = {
    "commands": commands, "engines": engines, "money": money, "logs": logs, "replay": replay, "demo": demo, "site": site,
    "tests": tests,
}  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
