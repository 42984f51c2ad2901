"""``python -m bodemplaat.surfaces.cli.tether PID COMMAND …``: become the command, and be told to stop when PID ends.

Linux tells (SIGTERM) as soon as the process that started us is gone, also when it was killed; elsewhere the command
simply runs, and what is left is ended at the next start.
"""

import ctypes
import os
import signal
import sys


def main() -> None:
    """Tie ourselves to whoever started us and become the command."""
    parent, *command = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG; kept by what we become
        if os.getppid() != int(parent):
            sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606 - the command of our own supervisor


if __name__ == "__main__":
    main()
