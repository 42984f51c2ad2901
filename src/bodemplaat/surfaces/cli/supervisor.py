"""Several programs run as one: they start together, and when one ends, all end."""

import collections
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType

LINES_KEPT = 30
SECONDS_TO_STOP = 15
PAUSE = 0.1
PAUSE_BETWEEN_LOOKS = 1.0
TETHER = "bodemplaat.surfaces.cli.tether"


@dataclass
class Child:
    """One running program; what it says is passed on with its name in front, and its last lines are kept.

    One that ``may_end`` has a task of its own to finish: it ends well without ending the others, and speaks for itself.
    """

    name: str
    process: subprocess.Popen[str]
    may_end: bool = False
    last_lines: collections.deque[str] = field(default_factory=lambda: collections.deque(maxlen=LINES_KEPT))

    def listen(self) -> threading.Thread:
        """Pass on what the program says until it is silent for good."""
        thread = threading.Thread(target=self._pass_on, name=f"output of {self.name}", daemon=True)
        thread.start()
        return thread

    def _pass_on(self) -> None:
        for line in self.process.stdout or ():
            self.last_lines.append(line.rstrip("\n"))
            if self.may_end:
                sys.stdout.write(line)
                sys.stdout.flush()
            else:
                sys.stderr.write(f"{self.name} | {line}")


class Ended(Exception):
    """A program ended by itself; ``child`` is that program."""

    def __init__(self, child: Child) -> None:
        self.child = child
        super().__init__(f"{child.name} ended with status {child.process.returncode}")


class Supervisor:
    """Starts programs and stops them all, each with everything it started itself.

    Each program gets a process group of its own, so that Ctrl-C reaches only us and we stop them in order; when we are
    killed, the system tells them to stop (see ``tether``).
    """

    def __init__(self) -> None:
        self._children: list[tuple[Child, threading.Thread]] = []
        self._asked_to_stop = threading.Event()

    def start(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], *, may_end: bool = False
    ) -> Child:
        """Start a program under a name."""
        process = subprocess.Popen(
            [sys.executable, "-m", TETHER, str(os.getpid()), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=dict(environment),
            start_new_session=True,
        )
        child = Child(name, process, may_end)
        self._children.append((child, child.listen()))
        return child

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Inside the block Ctrl-C, SIGTERM and a closed terminal ask us to stop instead of ending us at once."""
        signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, self._told) for number in signals}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _told(self, number: int, frame: FrameType | None) -> None:
        self._asked_to_stop.set()

    @property
    def told_to_stop(self) -> bool:
        """Whether Ctrl-C or a signal asked us to stop."""
        return self._asked_to_stop.is_set()

    def look(self) -> None:
        """Raise ``Ended`` when a program has ended by itself."""
        for child, listener in self._children:
            status = child.process.poll()
            if status is not None and not (child.may_end and status == 0):
                listener.join(timeout=1)
                raise Ended(child)

    def watch(self, also: Callable[[], object] = lambda: None) -> None:
        """Wait for a signal to stop; raises ``Ended`` as soon as a program ends by itself.

        ``also`` is called every second and may raise.
        """
        last = time.monotonic()
        while not self._asked_to_stop.wait(PAUSE):
            self.look()
            if time.monotonic() - last >= PAUSE_BETWEEN_LOOKS:
                also()
                last = time.monotonic()

    def stop(self) -> None:
        """Ask all to stop, the last started first, and end those that do not in time."""
        for child, _ in reversed(self._children):
            # Only the program itself: it knows in which order its own children must stop.
            child.process.terminate()
        last_moment = time.monotonic() + SECONDS_TO_STOP
        for child, listener in reversed(self._children):
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0, last_moment - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()
            listener.join(timeout=1)
        self._children.clear()
