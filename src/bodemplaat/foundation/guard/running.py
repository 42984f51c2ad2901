"""Running one of our functions in a process of its own."""

import enum
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "from bodemplaat.foundation.guard.child import main; main(json.loads(sys.argv[2]))"
)
_KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT")
_DETAIL_KEPT = 300


class Why(enum.Enum):
    """What happened to the child."""

    TIME = "time"
    """It took longer than it may, by the clock or of the processor."""
    MEMORY = "memory"
    """It asked for more memory than it may have."""
    ENDED = "ended"
    """Its process ended without an answer; the detail names the signal or status."""
    RAISED = "raised"
    """The function raised; the detail is the name of the exception and what it said."""
    ANSWER = "answer"
    """Its answer was larger than it may be."""


class GuardedFailure(Exception):
    """The function gave no answer; ``why`` and ``detail`` (English, for a log) say what happened."""

    def __init__(self, why: Why, detail: str) -> None:
        self.why = why
        self.detail = detail
        super().__init__(f"{why.value}: {detail}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use. ``seconds`` is by the clock; ``memory`` is address space and ``answer`` size, in bytes."""

    seconds: float = 20.0
    cpu_seconds: int = 15
    memory: int = 1024 * MEGABYTE
    answer: int = 32 * MEGABYTE


def run_guarded(
    function: Callable[[bytes], bytes] | str, data: bytes = b"", *, limits: Limits | None = None
) -> bytes:
    """Call a function of a module in a fresh interpreter and return its answer.

    ``function`` stands at the top level of a module; named as ``"package.module:function"`` it is not even loaded
    here, only there. Raises ``GuardedFailure`` for every other end than an answer, and ``ValueError`` for a function
    that has no name of its own.
    """
    limits = limits or Limits()
    module, name = _named(function)
    order = {
        "module": module,
        "name": name,
        "cpu_seconds": limits.cpu_seconds,
        "memory": limits.memory,
        "answer": limits.answer,
        "parent": os.getpid(),
    }
    try:
        child = _started(order)
    except OSError as error:
        raise GuardedFailure(Why.ENDED, f"could not be started: {error}") from error
    with child:
        try:
            answer, said = child.communicate(data, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise GuardedFailure(Why.TIME, f"longer than {limits.seconds:g} s") from None
        except BaseException:
            child.kill()
            raise
    return _read(child.returncode, answer, said, limits)


def _named(function: Callable[[bytes], bytes] | str) -> tuple[str, str]:
    if isinstance(function, str):
        module, _, name = function.partition(":")
    elif function.__qualname__ != function.__name__ or function.__name__ == "<lambda>":
        raise ValueError(f"{function.__qualname__} does not stand at the top level of a module")
    else:
        module, name = function.__module__, function.__name__
    return module, name


def _started(order: Mapping[str, object]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", "-c", _START, json.dumps(sys.path), json.dumps(order)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={name: os.environ[name] for name in _KEPT if name in os.environ},
        cwd="/",
    )


def _read(status: int, answer: bytes, said: bytes, limits: Limits) -> bytes:
    mark, content = answer[:1], answer[1:]
    if status == 0 and mark == b"+":
        return content
    if status == 0 and mark in _TOLD:
        raise GuardedFailure(_TOLD[mark], content.decode(errors="replace"))
    if status == -signal.SIGXCPU:
        raise GuardedFailure(Why.TIME, f"more than {limits.cpu_seconds} s of the processor")
    detail = f"signal {signal.Signals(-status).name}" if status < 0 else f"status {status}"
    last = said.decode(errors="replace").strip()[-_DETAIL_KEPT:]
    why = Why.MEMORY if "MemoryError" in last else Why.ENDED
    raise GuardedFailure(why, f"{detail}: {last}" if last else detail)


_TOLD = {b"m": Why.MEMORY, b"!": Why.RAISED, b">": Why.ANSWER}
