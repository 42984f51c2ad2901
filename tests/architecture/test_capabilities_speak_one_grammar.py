"""Every capability names the same kinds of modules alike, so that who knows one finds the way in another."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CAPABILITIES = Path(__file__).parents[2] / "src/bodemplaat/capabilities"
ROOMS = sorted(folder.name for folder in CAPABILITIES.iterdir() if (folder / "api.py").exists())
KINDS = {
    "api": "the door",
    "apps": "Django's name for the room",
    "models": "tables",
    "values": "frozen values given and taken",
    "lifecycle": "states and moves, as data",
    "vocabulary": "states and acts, with the words and icons they are shown with",
    "errors": "what stops something, by name",
    "events": "what is announced",
    "policies": "who may do what",
    "mapping": "rows to and from values",
    "identification": "names that travel outside and come back",
    "ports": "what a capability above fills in",
    "notifications": "messages to people",
    "tasks": "jobs of the worker",
    "lists": "what is filled from files",
    "retention": "what is kept for a term, and when it is closed",
    "commands": "what changes something",
    "queries": "what is asked",
    "reckoning": "what is worked out from values alone",
}
LONGEST = 400
"""Lines of a module; longer ones do more than one thing."""


def modules(room: str) -> Iterator[Path]:
    """Every module of a room, migrations left out."""
    for path in sorted((CAPABILITIES / room).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def decorated(path: Path, decorator: str) -> list[str]:
    """The functions of a module under a decorator."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(each, ast.Name) and each.id == decorator for each in node.decorator_list)
    ]


def in_part(path: Path, room: str, part: str) -> bool:
    """Whether a module is a part of a room, or in the package of that name."""
    return path.relative_to(CAPABILITIES / room).with_suffix("").parts[0] == part


@pytest.mark.parametrize("room", ROOMS)
def test_a_module_is_of_a_known_kind(room: str) -> None:
    """A new kind is named here, with what it is, before there is one."""
    parts = {path.relative_to(CAPABILITIES / room).with_suffix("").parts[0] for path in modules(room)}
    assert parts - {"__init__", "management"} <= set(KINDS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_query_changes_nothing_and_a_command_stands_with_commands(room: str) -> None:
    """By its decorator: a reader finds each where its name says."""
    misplaced = [
        f"{path.relative_to(CAPABILITIES)}: {name}"
        for path in modules(room)
        for part, other in (("queries", "command"), ("commands", "query"))
        if in_part(path, room, part)
        for name in decorated(path, other)
    ]
    assert misplaced == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_module_outgrew_its_idea(room: str) -> None:
    """No module is longer than a reader takes in at once."""
    assert [p.name for p in modules(room) if len(p.read_text("utf-8").splitlines()) > LONGEST] == []
