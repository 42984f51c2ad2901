"""``python -m tests.foundation.backup.dying_in_the_place URL NAME``: killed before each message to the server in turn.

What it sets up is one table of one row. After each death it tells which databases there are whose name begins with ``NAME``,
and what the place itself holds; where that is whole already it is emptied again, so that the next can begin.
"""

import itertools
import json
import os
import signal
import sys
from typing import Any

import psycopg

from bodemplaat.foundation.backup.place import beside
from bodemplaat.foundation.database.api import DatabaseUrl


def main(url: str, name: str) -> None:
    """Die, tell, and begin again, until one lives to the end."""
    for number in itertools.count(1):
        child = os.fork()
        if not child:
            _die_at(number, url)
        _, status = os.waitpid(child, 0)
        lives = os.WIFEXITED(status)
        rows = _rows(url)
        sys.stdout.write(
            json.dumps({"lives": lives, "rows": rows, "databases": _databases(url, name)}) + "\n"
        )
        sys.stdout.flush()
        if lives:
            return
        if rows is not None:
            with psycopg.connect(url) as session:
                session.execute("DROP TABLE first")


def _die_at(number: int, url: str) -> None:
    steps = itertools.count(1)
    wait = psycopg.Connection.wait

    def step(*arguments: Any, **how: Any) -> Any:
        if next(steps) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return wait(*arguments, **how)

    psycopg.Connection.wait = step  # type: ignore[method-assign]
    with beside(url) as place, psycopg.connect(place) as session:
        session.execute("CREATE TABLE first (n int)")
        session.execute("INSERT INTO first VALUES (1)")
        session.commit()
        session.close()
    os._exit(0)


def _rows(url: str) -> int | None:
    """How many rows there are; ``None`` in an empty place."""
    with psycopg.connect(url) as session:
        if session.execute("SELECT to_regclass('first')").fetchone() == (None,):
            return None
        ((count,),) = session.execute("SELECT count(*) FROM first").fetchall()
        return int(count)


def _databases(url: str, name: str) -> list[str]:
    with psycopg.connect(str(DatabaseUrl.parse(url).to("postgres"))) as session:
        names = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY 1"
        return [each for (each,) in session.execute(names, [name]).fetchall()]


if __name__ == "__main__":
    main(*sys.argv[1:])
