"""What ``benchmarks.table`` measures once from beginning to end, written so that an earlier commit can run it too.

Started by path in the folder of either side, with the name of a journey: ``money``, ``logs`` or ``site``. Each works in a
database of its own, which it drops, and prints one line of JSON at its end: per act what it took.
"""

import contextlib
import http.client
import json
import os
import pickle
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bodemplaat.project.settings_test")
django.setup()

from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402
from lxml import etree  # noqa: E402
from tests.capabilities.payments import bank  # noqa: E402
from tests.capabilities.payments import world as paying  # noqa: E402
from tests.database import TestDatabase, TestServer, pointed_at  # noqa: E402
from tests.world import World, journey  # noqa: E402

from benchmarks import claims as claims_bench  # noqa: E402  # of the folder of this side
from benchmarks import measure as log_bench  # noqa: E402
from benchmarks import payments as payments_bench  # noqa: E402
from bodemplaat.capabilities.payments import api as payments  # noqa: E402

PAYMENTS = int(os.environ.get("BENCH_PAYMENTS", "100000"))
CLAIMS = int(os.environ.get("BENCH_CLAIMS", "1000000"))
EVENTS = int(os.environ.get("BENCH_EVENTS", "1000000"))
XES_EVENTS = int(os.environ.get("BENCH_XES_EVENTS", "200000"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "2000"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "10"))
AT = getattr(paying, "READ", paying.LATER)  # of an earlier commit
Figures = dict[str, Any]


def timed(act: Callable[[], Any], *, in_database: bool = True) -> tuple[Figures, Any]:
    """Do it once: seconds on the wall and of the processor (Python's and its session's), most memory in MB."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the most memory, from here on
    before, start = _processor(in_database), time.perf_counter()
    done = act()
    wall = time.perf_counter() - start
    return {
        "wall": wall,
        "processor": _processor(in_database) - before,
        "memory": _status("self", "VmHWM"),
    }, done


def _processor(in_database: bool) -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    seconds = own.ru_utime + own.ru_stime
    if in_database:
        connection.ensure_connection()
        run = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text(encoding="ascii")
        seconds += int(run.split()[0]) / 1e9
    return seconds


def _status(process: object, what: str) -> int:
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(what))


@contextlib.contextmanager
def own_database() -> Iterator[TestDatabase]:
    """A database of this run on the side's own test server, dropped whatever happens."""
    server = TestServer.started()
    database = server.clone()
    try:
        with pointed_at(database.url):
            yield database
    finally:
        payments_bench.drop(server, database)


def money() -> dict[str, Figures]:
    """Payments from being asked for to being told of by the bank, and the bare limit beside each."""
    done: dict[str, Figures] = {}
    with own_database() as database, tempfile.TemporaryDirectory() as folder:
        payments.register_outcomes(paying.SOURCE, paying.Ear())
        accounts = {"Schoonhoven": paying.SCHOONHOVEN, "Nederlek": paying.NEDERLEK}
        k5 = paying.cooperation(accounts=accounts)
        asked = [
            (k5.municipalities[name], [paying.request(k5.municipality(name), "12.34") for _ in range(PAYMENTS // 2)])
            for name in k5.municipalities
        ]  # fmt: skip
        done["ask_payments"], _ = timed(
            lambda: [
                payments.request_payments(actor=actor, requests=requests, at=paying.NOW)
                for actor, requests in asked
            ]
        )
        done["batch_made"], batch = timed(lambda: k5.make(key="bench"))
        done["batch_released"], _ = timed(
            lambda: payments.release_batch(actor=k5.bert, batch=batch, at=paying.LATER)
        )
        file = payments.batch_file(actor=k5.bert, batch=batch)[2]
        content = bank.bank_file(
            *(
                bank.statement(
                    *(bank.booked(each, f"B{number}") for number, each in enumerate(bank.sent(file, account))),
                    account=account,
                )
                for account in accounts.values()
            )
        )  # fmt: skip
        (Path(folder) / "statement.xml").write_bytes(content)
        (Path(folder) / "actor").write_bytes(pickle.dumps(k5.anna))
        rows = [("BP" + uuid.uuid4().hex, "12.34") for _ in range(PAYMENTS)]
        bare = {
            "elements": timed(lambda: payments_bench.bare_file(rows))[0]["wall"],
            "parse": timed(lambda: etree.fromstring(content))[0]["wall"],
        }
        read = subprocess.run(  # a process that holds nothing but what reading needs
            [sys.executable, __file__, "statement", folder],
            env={**database.environment, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    done |= json.loads(read.stdout.splitlines()[-1])
    done["batch_released"]["bare"], done["statement"]["bare"] = bare["elements"], bare["parse"]
    return done


def statement(folder: str) -> dict[str, Figures]:
    """The bank's statement read, and read again: by the process of ``money``, in its database."""
    payments.register_outcomes(paying.SOURCE, paying.Ear())
    held = _status("self", "VmRSS")
    actor = pickle.loads((Path(folder) / "actor").read_bytes())
    content = (Path(folder) / "statement.xml").read_bytes()

    def read() -> Any:
        return payments.upload_statement(actor=actor, name="a.xml", content=content, at=AT)

    first, outcome = timed(read)
    again, second = timed(read)
    if (outcome.paid, outcome.unknown, second.paid, second.already_read) != (PAYMENTS, 0, 0, True):
        raise AssertionError(f"not every payment was matched once: {outcome}")
    first["held"] = held
    return {"statement": first, "statement_again": again}


def logs() -> dict[str, Figures]:
    """``measure`` on a log of CSV and on one of XES."""
    done = {}
    with tempfile.TemporaryDirectory() as folder:
        table, xes = Path(folder) / "log.csv", Path(folder) / "log.xes"
        with table.open("w") as file:
            file.write("case,activity,time,customer\n")
            file.writelines(islice(log_bench.rows(), EVENTS))
        with xes.open("w") as file:
            file.writelines(_as_xes(islice(log_bench.rows(), XES_EVENTS)))
        for name, path, count in (("log_csv", table, EVENTS), ("log_xes", xes, XES_EVENTS)):
            asked = dict(log_bench.ASKED)
            if path is xes:
                asked = {
                    key: value for key, value in asked.items() if key not in ("case", "activity", "time")
                }
            done[name], events = timed(
                lambda path=path, asked=asked: _measured(path, asked), in_database=False
            )
            if events != count:
                raise AssertionError(f"{events} of {count} events were read")
        done["log_csv"]["bare"] = timed(lambda: log_bench.bare(table), in_database=False)[0]["processor"]
    return done


def _measured(path: Path, asked: Figures) -> int:
    question = log_bench.understand(None, asked)
    open_log = getattr(log_bench, "InputFile", None)  # an earlier commit takes the path
    observed = log_bench.observe(open_log.at(path) if open_log else path, question, lambda done, whole: None)
    log_bench.measure(observed, question)
    events: int = observed.events
    return events


def _as_xes(rows: Iterator[str]) -> Iterator[str]:
    """The rows, which stand case by case, as traces."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n'
    of = ""
    for row in rows:
        case, activity, at, customer = row.rstrip("\n").split(",")
        if case != of:
            yield f'{"</trace>" if of else ""}<trace><string key="concept:name" value="{case}"/>\n'
            of = case
        yield (
            f'<event><string key="concept:name" value="{activity}"/><date key="time:timestamp" value="{at.replace(" ", "T")}+01:00"/>'
            f'<string key="customer" value="{customer}"/></event>\n'
        )
    yield "</trace></log>\n"


def site() -> dict[str, Figures]:
    """A list among many claims by its door and as a page; then a site of two workers with its job worker under clients."""
    done: dict[str, Figures] = {}

    def noted(what: str, act: Callable[[], object], *, count: bool = False, visits: int = 0) -> None:
        act()
        walls, processors = [], []
        for _ in range(min(visits or 20, 20)):
            took, _ = timed(act)
            walls.append(took["wall"])
            processors.append(took["processor"])
        done[what] = {"wall": statistics.median(walls), "processor": statistics.median(processors)}

    with own_database() as database, contextlib.redirect_stdout(sys.stderr):
        world = World.founded()
        world.submitted(world.first.anna, journey())
        claims_bench.CLAIMS = CLAIMS
        claims_bench.fill(database, world)
        claims_bench.show = noted  # type: ignore[assignment]
        claims_bench.listing(database, world)
        cookies = {who: claims_bench.cookie_of(getattr(world.first, who)) for who in ("anna", "carla")}
        with _running(database) as (port, processes):
            home = (port, reverse("selfservice:home"), cookies["anna"])
            a_list = (port, reverse("board:claims"), cookies["carla"])
            ask(*home), ask(*a_list)
            done["home"] = clients(16, [home])
            done["list"] = clients(16, [a_list])
            done["mix"] = at_a_rate(60, [home, home, a_list])
            done["crowd"] = clients(200, [home, a_list], seconds=2 * SECONDS)
            left = REQUESTS
            done["memory_before"] = processes()
            done["requests"] = clients(4, [home, a_list], most=left, seconds=600)
            done["memory"] = processes()
    return done


@contextlib.contextmanager
def _running(database: TestDatabase) -> Iterator[tuple[int, Callable[[], Figures]]]:
    """Granian with two workers and a job worker; the memory of each, as the system counts it, can be asked."""
    port = claims_bench.free_port()
    environment = {**database.environment, "DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings_demo"}
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4",
              "--port", str(port), "--log-level", "error", "bodemplaat.project.wsgi:application"]  # fmt: skip
    known = Path("src/bodemplaat/foundation").rglob("commands/work.py")
    job = ["work"] if next(known, None) else ["procrastinate", "worker"]
    quiet: Figures = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment}
    running = [
        subprocess.Popen(server, **quiet),
        subprocess.Popen([sys.executable, "-m", "django", *job], **quiet),
    ]

    def processes() -> Figures:
        web = sorted((_status(each, "VmRSS") for each in _children(running[0].pid)), reverse=True)[:2]
        return {"web": web, "worker": _status(running[1].pid, "VmRSS")}

    try:
        claims_bench.await_site(port)
        yield port, processes
    finally:
        for each in running:
            each.terminate()
        for each in running:
            try:
                each.wait(20)
            except subprocess.TimeoutExpired:
                each.kill()


def _children(parent: int) -> list[int]:
    of = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(each) for path in of for each in path.read_text(encoding="ascii").split()]


Page = tuple[int, str, str]
"""Port, address and cookie."""


def ask(port: int, address: str, cookie: str, over: http.client.HTTPConnection | None = None) -> float:
    """Seconds that a page took. Raises ``RuntimeError`` for an answer that is none."""
    start = time.perf_counter()
    asking = over or http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    asking.request("GET", address, headers={"Cookie": cookie})
    answer = asking.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")
    if over is None:
        asking.close()
    return time.perf_counter() - start


def clients(number: int, pages: list[Page], *, seconds: int = SECONDS, most: int = 10**9) -> Figures:
    """So many clients that ask again as soon as they are answered, for a while or until so many pages."""
    taken: list[float] = []
    wrong: list[Exception] = []
    until, start = time.monotonic() + seconds, time.perf_counter()

    def client(first: int) -> None:
        over = http.client.HTTPConnection("127.0.0.1", pages[0][0], timeout=120)
        for page in cycle(pages[first:] + pages[:first]):
            if time.monotonic() > until or len(taken) + len(wrong) >= most:
                return
            try:
                taken.append(ask(*page, over))
            except (OSError, RuntimeError, http.client.HTTPException) as error:
                wrong.append(error)
                over = http.client.HTTPConnection("127.0.0.1", pages[0][0], timeout=120)

    threads = [threading.Thread(target=client, args=(each % len(pages),)) for each in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _summed(taken, wrong, time.perf_counter() - start)


def at_a_rate(rate: int, pages: list[Page]) -> Figures:
    """So many requests a second whatever becomes of them; each counts from the moment at which it was due."""
    taken: list[float] = []
    wrong: list[Exception] = []
    begun = time.perf_counter()

    def request(number: int) -> None:
        due = begun + number / rate
        try:
            ask(*pages[number % len(pages)])
            taken.append(time.perf_counter() - due)
        except (OSError, RuntimeError, http.client.HTTPException) as error:
            wrong.append(error)

    threads = []
    for number in range(rate * SECONDS):
        time.sleep(max(0, begun + number / rate - time.perf_counter()))
        threads.append(threading.Thread(target=request, args=(number,)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return _summed(taken, wrong, time.perf_counter() - begun)


def _summed(taken: list[float], wrong: list[Exception], seconds: float) -> Figures:
    taken.sort()
    return {
        "rate": len(taken) / seconds,
        "p50": statistics.median(taken),
        "p95": taken[int(len(taken) * 0.95)],
        "errors": len(wrong),
    }


def _ended(*_: object) -> None:
    raise SystemExit(1)  # so that the database goes


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _ended)
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])), flush=True)
