"""Moments are stored in UTC; which day they are on is asked in one way, and that way is Dutch."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bodemplaat

ROOT = Path(bodemplaat.__file__).parent
ROOMS = ("foundation", "capabilities", "connectors", "surfaces", "project")
OF_A_FILE = {ROOT / "surfaces" / "cli"}
"""The commands on files have no clock of the site: a log has a zone of its own."""
ASKS_THE_MACHINE = {("date", "today"), ("datetime", "today"), ("datetime", "now"), ("datetime", "utcnow")}
IN_SQL = re.compile(r"\bcurrent_date\b|::date\b|\bTruncDate\b|isoformat\(\)\[:10\]", re.IGNORECASE)


def sources(pattern: str = "*.py") -> Iterator[Path]:
    for room in ROOMS:
        for path in (ROOT / room).rglob(pattern):
            if not OF_A_FILE & set(path.parents):
                yield path


def offences(text: str) -> list[int]:
    """Lines that take the day of a moment in whatever zone it has, or ask the machine which day it is."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if node.func.attr == "date" or (name, node.func.attr) in ASKS_THE_MACHINE:
                found.append(node.lineno)
    return found


@pytest.mark.parametrize(
    "line",
    ["x = at.date()", "date.today()", "datetime.datetime.now()", "datetime.utcnow()", "f(row.at.date())"],
)
def test_the_test_sees_what_it_is_there_to_see(line: str) -> None:
    assert offences(line) == [1]


def test_nobody_takes_the_day_of_a_moment_but_in_dutch() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{line}" for path in sources() for line in offences(path.read_text("utf-8"))
    }
    assert found == set(), "use timezone.localdate(moment) or tenancy.days"


def test_no_query_does_either() -> None:
    found = {
        str(path.relative_to(ROOT))
        for pattern in ("*.py", "*.sql")
        for path in sources(pattern)
        if IN_SQL.search(path.read_text("utf-8"))
    }
    assert found == set()
