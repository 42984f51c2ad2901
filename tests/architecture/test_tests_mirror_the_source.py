"""Where a room's tests stand is known from where the room stands."""

from collections.abc import Mapping
from pathlib import Path

import pytest

import bodemplaat

SOURCE = Path(bodemplaat.__file__).parent
TESTS = Path(__file__).resolve().parents[1]
OF_NO_ROOM = frozenset({"architecture", "browser", "scenarios", "tools"})
"""What is about the whole: its walls, its pages in a browser, the stories told from end to end, and our own tools."""
OF_A_TEST = frozenset({"foundation/access/provider", "foundation/outbox/slow"})
"""Programs that tests start: an identity provider, and a slow job."""
TOLD_ELSEWHERE: Mapping[str, str] = {
    "surfaces/style_guide": "foundation/design/test_components.py",
}
"""Rooms without a folder of their own, and what puts them to use today. Never add one: a new room brings its tests."""


def rooms(top: Path) -> set[str]:
    """Folders of two levels with Python in them: a storey and a room in it."""
    found = {path.parent.relative_to(top) for path in top.glob("*/*/*.py")}
    return {each.as_posix() for each in found if each.name not in ("management", "migrations")}


def folders(top: Path) -> set[str]:
    """Every folder that holds tests or what they share."""
    return {path.parent.relative_to(top).as_posix() for path in top.rglob("*.py")} - {"."}


@pytest.mark.parametrize("room", sorted(rooms(SOURCE) - TOLD_ELSEWHERE.keys()))
def test_a_room_has_its_tests_under_its_own_name(room: str) -> None:
    assert list((TESTS / room).glob("**/test_*.py")), f"no tests in tests/{room}"


def test_a_folder_of_tests_has_a_room() -> None:
    strange = {
        each
        for each in folders(TESTS) - OF_A_TEST
        if each.split("/")[0] not in OF_NO_ROOM and not (SOURCE / each).is_dir()
    }
    assert strange == set()


def test_what_is_told_elsewhere_still_is() -> None:
    for room, place in TOLD_ELSEWHERE.items():
        assert room in rooms(SOURCE), f"{room} is no room any more"
        assert not list((TESTS / room).glob("test_*.py")), (
            f"{room} has tests of its own now: take it off the list"
        )
        assert (TESTS / place).exists(), place
    assert {each for each in OF_A_TEST if not (TESTS / each).is_dir()} == set()
