"""What the guarded children of the tests do."""

import os
import signal
import sys
import time
from pathlib import Path


def backwards(data: bytes) -> bytes:
    """An honest answer, beside noise of a library."""
    sys.stdout.write("noise on standard output")
    sys.stdout.flush()
    os.write(1, b"noise past Python")
    return data[::-1]


def sleeps(data: bytes) -> bytes:
    """Never ready."""
    time.sleep(600)
    return data


def says_so_and_sleeps(data: bytes) -> bytes:
    """Never ready; leaves an empty file at the path it is told once it has begun."""
    Path(data.decode()).touch()
    time.sleep(600)
    return data


def spins(data: bytes) -> bytes:
    """Never ready, and warm."""
    while True:
        pass


def takes(data: bytes) -> bytes:
    """Asks for as many bytes as it is told."""
    return bytes(bytearray(int(data)))[:1]


def ends(data: bytes) -> bytes:
    """Ends its own process as it is told: ``SIGSEGV``, ``SIGKILL``, or with a status."""
    if data.isdigit():
        os._exit(int(data))
    os.kill(os.getpid(), signal.Signals[data.decode()])
    time.sleep(10)
    return data


def raises(data: bytes) -> bytes:
    """Says no."""
    raise ValueError(data.decode())


def tells(data: bytes) -> bytes:
    """What a child knows: its environment and whether Django is loaded."""
    return repr((sorted(os.environ), "django" in sys.modules)).encode()


def writes(data: bytes) -> bytes:
    """Tries to write a file."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with Path(data.decode()).open("wb") as file:
        file.write(b"x" * 10)
    return b"written"
