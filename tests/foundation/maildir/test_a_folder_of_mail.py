"""A maildir: what waits is read in the order in which it came, and moved when it is done."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bodemplaat.foundation.maildir.api import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    return Folder(tmp_path)


def deliver(folder: Folder, name: str, second: int, content: bytes = b"hallo") -> None:
    (folder.path / "tmp" / name).write_bytes(content)
    os.utime(folder.path / "tmp" / name, (second, second))
    (folder.path / "tmp" / name).rename(folder.path / "new" / name)


def test_the_oldest_comes_first_with_its_size_and_moment(folder: Folder) -> None:
    deliver(folder, "b", 2_000, b"twee")
    deliver(folder, "c", 1_000)
    first, second = folder.waiting()
    assert (first.name, second.name) == ("c", "b")
    assert second.size == 4
    assert second.came_at == datetime.fromtimestamp(2_000, UTC)
    assert folder.read(second, 2) == b"tw"


def test_what_is_done_is_moved_as_read_and_twice_is_once(folder: Folder) -> None:
    deliver(folder, "a", 1_000)
    (waiting,) = folder.waiting()
    folder.done(waiting)
    folder.done(waiting)
    assert folder.waiting() == ()
    assert [path.name for path in (folder.path / "cur").iterdir()] == ["a:2,S"]


def test_what_is_set_aside_lies_in_a_folder_beside(folder: Folder) -> None:
    deliver(folder, "a", 1_000)
    folder.set_aside(folder.waiting()[0], "onbekend")
    assert (folder.path / ".onbekend/cur/a:2,S").read_bytes() == b"hallo"
    assert folder.waiting() == ()


def test_a_link_or_folder_is_no_message(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "geheim").write_bytes(b"geheim")
    (folder.path / "new/link").symlink_to(tmp_path / "geheim")
    (folder.path / "new/map").mkdir()
    (folder.path / "new/.verborgen").write_bytes(b"")
    assert folder.waiting() == ()


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    gone = Folder(tmp_path / "nergens")
    with pytest.raises(FileNotFoundError):
        gone.waiting()
