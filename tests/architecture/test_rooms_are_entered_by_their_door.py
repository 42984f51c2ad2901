"""A room of the foundation or of the capabilities is entered through its door, ``api``; nothing else of it is used
from outside. Import Linter cannot say "every module of a room but one", so the source itself is read here.

Excepted: foreign keys (a ``models`` may use the ``models`` of a room under it) and migrations, which are stored
history and name what rows were made with. Settings name middlewares as text, which is no import.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

SOURCES = Path(__file__).parents[2] / "src"
STOREYS = ("bodemplaat.foundation", "bodemplaat.capabilities")
DOOR = "api"


class PastTheDoor(NamedTuple):
    """A place in the source that reaches past a door, and what it reaches for."""

    file: str
    line: int
    reached: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} reaches for {self.reached}"


def rooms(sources: Path) -> frozenset[str]:
    """Every room by its dotted name."""
    return frozenset(
        f"{storey}.{folder.name}"
        for storey in STOREYS
        for folder in (sources / storey.replace(".", "/")).iterdir()
        if (folder / "__init__.py").exists()
    )


def past_the_doors(sources: Path) -> Iterator[PastTheDoor]:
    """Every import past a door, by file and line."""
    every = rooms(sources)
    for path in sorted(sources.rglob("*.py")):
        module = ".".join(path.relative_to(sources).with_suffix("").parts)
        if "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for line, reached in imported(tree, module):
            if is_past_a_door(reached, module, every):
                yield PastTheDoor(path.relative_to(sources.parent).as_posix(), line, reached)


def imported(tree: ast.AST, module: str) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything imported, wherever it stands: at the top, in a function, or by its name."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, each.name) for each in names)
            case ast.ImportFrom(level=level, module=source, names=names):
                parts = module.split(".")[:-level] if level else []
                base = ".".join([*parts, *([source] if source else [])])
                yield from ((node.lineno, f"{base}.{each.name}") for each in names)
            case ast.Call(
                func=ast.Attribute(attr="import_module") | ast.Name(id="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield node.lineno, name


def is_past_a_door(reached: str, module: str, every: frozenset[str]) -> bool:
    """Whether a name lies inside a room and is not its door, seen from a module outside that room."""
    parts = reached.split(".")
    room, inside = ".".join(parts[:3]), parts[3:]
    if room not in every or module == room or module.startswith(f"{room}."):
        return False
    is_foreign_key = module.split(".")[3:4] == ["models"] and inside[:1] == ["models"]
    return inside[:1] != [DOOR] and not is_foreign_key


A, B = "bodemplaat.foundation.access", "bodemplaat.capabilities.claims"


@pytest.mark.parametrize(
    ("line", "module", "reaches_past"),
    [
        (f"from {A}.api import page", f"{B}.queries.lists", False),
        (f"from {A} import api", f"{B}.queries.lists", False),
        (f"from {A}.models import User", f"{B}.queries.lists", True),
        (f"from {A}.models import User", f"{B}.models", False),
        (f"from {A}.models import User", f"{B}.models.suppliers", False),
        (f"from {A}.models import User", f"{B}.queries.models", True),
        (f"from {A}.policies import check", f"{B}.models", True),
        (f"from {A} import models", "bodemplaat.surfaces.front.views", True),
        (f"import {A}.models", "bodemplaat.surfaces.front.views", True),
        (f"def f():\n    from {A}.queries import hats_of", "bodemplaat.project.urls", True),
        (f"import_module('{A}.models')", "bodemplaat.project.wiring", True),
        (f"importlib.import_module('{A}.models')", "bodemplaat.project.wiring", True),
        (f"from {A}.models import User", f"{A}.queries", False),
        ("from ..access.models import User", "bodemplaat.foundation.notices.queries", True),
    ],
)
def test_what_reaches_past_a_door(line: str, module: str, reaches_past: bool) -> None:
    """The reader of imports sees each way there is to write one."""
    every = frozenset({A, B, "bodemplaat.foundation.notices"})
    found = [is_past_a_door(reached, module, every) for _, reached in imported(ast.parse(line), module)]
    assert any(found) is reaches_past


def test_every_room_is_entered_by_its_door() -> None:
    """No import in ``src`` reaches past a door."""
    assert [str(each) for each in past_the_doors(SOURCES)] == []


def test_every_room_has_a_door() -> None:
    """A room is a folder with an ``api.py``."""
    doors = {room for room in rooms(SOURCES) if (SOURCES / room.replace(".", "/") / f"{DOOR}.py").exists()}
    assert doors == rooms(SOURCES)
