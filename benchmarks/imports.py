"""Six thousand employees in twelve units from a workbook: preview, carrying it out, the same file again, and undo.

Through the doors that the page uses, as the application's role, with history, trail and row-level security; on a
database that is made for the run and dropped after it. Beside it stands what the bare file costs to read.
"""

import os
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bodemplaat.project.settings_test")
django.setup()

from django.db import connection  # noqa: E402
from tests.database import TestServer, pointed_at  # noqa: E402
from tests.foundation.imports.files import UNITS, csv_file, several, xlsx_file  # noqa: E402
from tests.world import IBANS, MONDAY, TODAY, World  # noqa: E402

from bodemplaat.formats.workbook import read_workbook  # noqa: E402
from bodemplaat.foundation.access import api as access  # noqa: E402
from bodemplaat.foundation.imports import api as imports  # noqa: E402
from bodemplaat.foundation.tenancy.api import Role  # noqa: E402

EMPLOYEES = int(os.environ.get("IMPORT_EMPLOYEES", "6000"))
COLUMNS = ("number", "name", "email", "unit", "manager", "job", "iban", "since", "until", "language")


def main() -> None:
    """Print the time and the statements of each step."""
    server = TestServer.started()
    database = server.clone()
    try:
        with pointed_at(database.url):
            _measured(World.founded())
    finally:
        server.drop(database)
    database = server.clone()
    try:
        with pointed_at(database.url):
            _founded()
    finally:
        server.drop(database)


def _measured(world: World) -> None:
    admin = world.first.ad
    units = csv_file("units", UNITS, *((f"U{n}", f"Afdeling {n}", "", "", "") for n in range(12)))
    people = xlsx_file("people", COLUMNS, *map(_person, range(1, EMPLOYEES + 1)))

    def preview(list_name: str, content: bytes) -> object:
        return imports.preview_import(
            actor=admin,
            list_name=list_name,
            file_name="lijst.xlsx" if content[:2] == b"PK" else "lijst.csv",
            content=content,
            since=TODAY,
            is_complete=False,
            at=MONDAY,
        )

    def do(import_id: object) -> None:
        imports.carry_out_import(actor=admin, import_id=import_id, at=MONDAY)  # type: ignore[arg-type]

    do(preview("units", units))
    print(
        f"{EMPLOYEES} lines, {len(people) / 1_000_000:.1f} MB; load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores"
    )
    _timed("bare limit: the workbook read", lambda: read_workbook(people))
    done = _timed("preview", lambda: preview("people", people))
    _timed("carried out", lambda: do(done))
    _timed("the same file again, previewed", lambda: preview("people", people))
    _timed("undone", lambda: imports.undo_import(actor=admin, import_id=done, at=MONDAY))  # type: ignore[arg-type]


def _founded() -> None:
    """The same people where a cooperation begins with files: what they would found, and founding it by the worker's door."""
    email = "hans.oskam@nederlek.example"
    account = access.begin(
        code=access.setup_code(),
        cooperation="Samenwerking",
        variant="shared_centre",
        organisation="Nederlek",
        kind="arrangement",
        name="Hans Oskam",
        email=email,
        language="nl",
        password="een lange zin om in te loggen",  # of a database that is dropped
        since=date(2024, 1, 1),
        at=MONDAY,
    )
    hats = access.hats_of(user=account, on=TODAY)
    hat = next(each for each in hats if each.role is Role.COOPERATION_ADMINISTRATOR)
    actor = access.actor_wearing(user=account, assignment=hat.assignment_id, on=TODAY)
    units = [("Nederlek", f"U{n}", f"Afdeling {n}", "", "", "") for n in range(12)]
    people = [("Nederlek", *_person(number)) for number in range(1, EMPLOYEES + 1)]
    members = csv_file(
        "organisations",
        ("organisation", "kind", "parts", "since", "administrator", "email"),
        (
            "Servicecentrum Nederlek",
            "provider",
            "provider",
            "1-1-2024",
            "Saskia Vonk",
            "s.vonk@centrum.example",
        ),
    )
    files = [
        imports.HandedIn("organisaties.csv", members),
        imports.HandedIn("afdelingen.xlsx", several("units", UNITS, units)),
        imports.HandedIn("mensen.xlsx", several("people", COLUMNS, people)),
    ]
    print("begin with files: three of them, of which one with all people")
    together = _timed(
        "previewed", lambda: access.preview_beginning(actor=actor, files=files, since=TODAY, at=MONDAY)
    )
    access.ask_to_found(actor=actor, together=together, language="nl", at=MONDAY)  # type: ignore[arg-type]
    _timed("founded", lambda: access.found_what_was_asked(actor=actor, together=together, at=MONDAY))  # type: ignore[arg-type]
    (seen, *_) = imports.kept_to_begin(actor=actor, together=together)  # type: ignore[arg-type]
    assert seen.state == "founded", seen.stopped


def _person(number: int) -> tuple[str, ...]:
    manager = str(number - number % 12 or 12) if number > 12 else ""
    return (
        str(number),
        f"Medewerker {number}",
        f"medewerker{number}@nederlek.example",
        f"U{number % 12}",
        manager if manager != str(number) else "",
        "Medewerker",
        IBANS[number % 4],
        "1-1-2024",
        "",
        "nl",
    )


def _timed(what: str, step: Callable[[], object]) -> object:
    """Time a step; statements are counted without Django's log, which writes each of them out a second time."""
    statements = 0

    def counted(execute: Callable[..., object], *arguments: object) -> object:
        nonlocal statements
        statements += 1
        return execute(*arguments)

    with connection.execute_wrapper(counted):
        processor, start = _processor(), time.perf_counter()
        answer = step()
        took, spent = time.perf_counter() - start, _processor() - processor
    print(f"{what:40} {took:6.1f} s, {spent:5.1f} s of processor, {statements:4} statements", flush=True)
    return answer


def _processor() -> float:
    """Seconds of processor time of this process, of those it started, and of the server for this connection."""
    own, started = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    connection.ensure_connection()
    fields = (
        Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    )
    server = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own.ru_utime + own.ru_stime + started.ru_utime + started.ru_stime + server


if __name__ == "__main__":
    main()
