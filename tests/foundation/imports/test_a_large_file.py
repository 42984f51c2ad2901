"""Thousands of lines: statements per thousand, one bad line near the end, and a process that is killed."""

import os
import signal
import subprocess
import sys

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.database import TestDatabase
from tests.foundation.imports.conftest import PEOPLE, Desk
from tests.foundation.imports.files import csv_file
from tests.world import MONDAY, World

from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations import api as organisations


def many(count: int, *, bad: int = 0) -> bytes:
    """So many people, each tenth the manager of nine; ``bad`` is the number of one in a unit that nobody knows."""
    lines = [
        (
            str(number),
            f"Medewerker {number}",
            f"m{number}@nederlek.example",
            "FIN" if number != bad else "XXX",
            str(number - number % 10) if number % 10 else "",
            "Medewerker",
            "",
            "1-1-2024",
            "",
        )
        for number in range(10, count + 10)
    ]
    return csv_file("people", PEOPLE, *lines)


def test_statements_do_not_grow_with_the_lines(desk: Desk) -> None:
    """Adding, changing and undoing: as many for 450 people, or a thousand rows, as for twenty."""
    counts = []
    for count in (20, 450):
        with CaptureQueriesContext(connection) as statements:
            added = desk.do("people", many(count))
            changed = desk.do("people", many(count).replace(b";Medewerker;", b";Adviseur;"))
            desk.undo(changed.id)
            desk.undo(added.id)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_bad_line_near_the_end_stores_nothing_and_is_named(desk: Desk) -> None:
    ((line, column, _),) = desk.mistakes("people", many(1500, bad=1498))
    assert (line, column) == (1490, "Unit (code)")
    assert organisations.people_found(actor=desk.actor, organisation=desk.actor.organisation_id)[1] == 6


KILLED = """
import os, sys, django
django.setup()
from datetime import datetime
from uuid import UUID
from django.utils import timezone
from bodemplaat.foundation.access.api import actor_wearing
from bodemplaat.foundation.imports import api as imports, commands
user, assignment, held = int(sys.argv[1]), UUID(sys.argv[2]), UUID(sys.argv[3])
actor = actor_wearing(user=user, assignment=assignment, on=timezone.localdate())
put = commands.record_many
def and_die(*args, **kwargs):
    put(*args, **kwargs)
    os.kill(os.getpid(), 9)
commands.record_many = and_die
imports.carry_out_import(actor=actor, import_id=held, at=timezone.now())
"""


def test_an_import_that_is_killed_leaves_nothing_half_and_can_be_done_again(
    committed_world: tuple[TestDatabase, World],
) -> None:
    database, world = committed_world
    desk = Desk(world.first.ad)
    held = desk.preview("people", many(300))
    arguments = [str(desk.actor.user_id), str(desk.actor.assignment_id), str(held)]
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments], env=os.environ | database.environment, check=False
    )
    assert ended.returncode == -signal.SIGKILL
    assert organisations.people_found(actor=desk.actor, organisation=desk.actor.organisation_id)[1] == 6
    assert desk.seen(held).state == "previewed"
    imports.carry_out_import(actor=desk.actor, import_id=held, at=MONDAY)
    assert organisations.people_found(actor=desk.actor, organisation=desk.actor.organisation_id)[1] == 306
