"""Whatever happens in the guarded child is a message here."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.foundation.guard import work
from tests.workers import eventually

from bodemplaat.foundation.guard.api import GuardedFailure, Limits, Why, run_guarded

MEGABYTE = 1024 * 1024


def why(function: object, data: bytes = b"", **limits: float) -> tuple[Why, str]:
    with pytest.raises(GuardedFailure) as failure:
        run_guarded(function, data, limits=Limits(**limits))  # type: ignore[arg-type]
    return failure.value.why, failure.value.detail


@pytest.mark.parametrize("data", [b"", b"abc", bytes(range(256)) * 20_000])
def test_an_answer_comes_back_whole_and_without_noise(data: bytes) -> None:
    assert run_guarded(work.backwards, data) == data[::-1]


def test_who_never_answers_is_ended_in_time() -> None:
    before = time.monotonic()
    assert why(work.sleeps, seconds=0.8) == (Why.TIME, "longer than 0.8 s")
    assert why(work.spins, cpu_seconds=1, seconds=30)[0] is Why.TIME
    assert time.monotonic() - before < 20


def test_who_takes_too_much_memory_is_told_so() -> None:
    assert run_guarded(work.takes, b"%d" % (50 * MEGABYTE), limits=Limits(memory=400 * MEGABYTE)) == b"\0"
    assert why(work.takes, b"%d" % (500 * MEGABYTE), memory=400 * MEGABYTE)[0] is Why.MEMORY


@pytest.mark.parametrize("end", ["SIGSEGV", "SIGKILL", "SIGABRT", "SIGTRAP"])
def test_the_end_of_the_child_is_a_message(end: str) -> None:
    assert why(work.ends, end.encode()) == (Why.ENDED, f"signal {end}")


def test_so_is_a_status_and_an_exception() -> None:
    assert why(work.ends, b"3") == (Why.ENDED, "status 3")
    assert why(work.ends, b"0")[0] is Why.ENDED
    assert why(work.raises, b"no such page") == (Why.RAISED, "ValueError: no such page")


def test_an_answer_may_not_be_larger_than_agreed() -> None:
    assert why(work.backwards, b"x" * 1001, answer=1000) == (Why.ANSWER, "1001 bytes, more than 1000")


def test_the_child_knows_no_secrets_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:secret@127.0.0.1/x")
    monkeypatch.setenv("BODEMPLAAT_SECRET_KEY", "secret")
    known = run_guarded(work.tells).decode()
    assert "DATABASE_URL" not in known
    assert "SECRET" not in known
    assert known.endswith("False)")
    assert why(work.writes, str(tmp_path / "file").encode())[0] is Why.RAISED


def test_only_a_named_function_of_a_module_can_be_run() -> None:
    with pytest.raises(ValueError, match="top level"):
        run_guarded(lambda data: data)


def test_many_threads_at_once() -> None:
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda i: run_guarded(work.backwards, b"%d" % i), range(12)))
    assert answers == [str(i).encode()[::-1] for i in range(12)]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_a_child_ends_with_its_parent(tmp_path: Path) -> None:
    has_begun = tmp_path / "begun"
    asks = (
        "import sys; from tests.foundation.guard import work;"
        "from bodemplaat.foundation.guard.api import run_guarded;"
        "run_guarded(work.says_so_and_sleeps, sys.argv[1].encode())"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen([sys.executable, "-c", asks, has_begun], env=environment)
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    try:
        eventually(has_begun.exists)
        (child, *_) = children.read_text().split()
    finally:
        parent.kill()
        parent.wait()
    eventually(lambda: not _lives(int(child)))


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
