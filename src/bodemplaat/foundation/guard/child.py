"""The other side: what the fresh interpreter does. Its answer is one mark (``+``, ``!``, ``m``, ``>``) and bytes."""

import ctypes
import importlib
import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TypedDict, cast


class Order(TypedDict):
    """What to run, within which limits, for whom."""

    module: str
    name: str
    cpu_seconds: int
    memory: int
    answer: int
    parent: int


def main(order: Order) -> None:
    """Read bytes from standard input, call the function, and write its answer to standard output."""
    _end_with(order["parent"])
    _limit(order)
    out = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no part of the answer
    mark, answer = _answer(order)
    with os.fdopen(out, "wb") as file:
        file.write(mark)
        file.write(answer)
    os._exit(0)  # nothing that a library does on leaving may change what was answered


def _answer(order: Order) -> tuple[bytes, bytes]:
    try:
        function = cast(
            Callable[[bytes], bytes], getattr(importlib.import_module(order["module"]), order["name"])
        )
        answer = function(sys.stdin.buffer.read())
    except MemoryError:
        return b"m", f"more than {order['memory']} bytes".encode()
    except Exception as error:  # whatever it raises is told to the parent
        return b"!", f"{type(error).__name__}: {error}"[:1000].encode(errors="replace")
    if len(answer) > order["answer"]:
        return b">", f"{len(answer)} bytes, more than {order['answer']}".encode()
    return b"+", answer


def _limit(order: Order) -> None:
    seconds = order["cpu_seconds"]
    for what, value in (
        (resource.RLIMIT_CPU, (seconds, seconds + 2)),
        (resource.RLIMIT_AS, (order["memory"], order["memory"])),
        (resource.RLIMIT_FSIZE, (0, 0)),
        (resource.RLIMIT_CORE, (0, 0)),
    ):
        with suppress(OSError, ValueError):  # a stricter limit holds already, or the system does not know it
            resource.setrlimit(what, value)


def _end_with(parent: int) -> None:
    """Ask Linux to end us with the thread that started us; elsewhere the limits of time end an orphan."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)
