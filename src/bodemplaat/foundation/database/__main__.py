"""The database by hand: ``python -m bodemplaat.foundation.database``, which explains itself with ``--help``."""

import argparse
import os
import sys

from bodemplaat.foundation.database import roles
from bodemplaat.foundation.database.check import check_server
from bodemplaat.foundation.database.cluster import Cluster, Purpose, stop_cluster
from bodemplaat.foundation.database.errors import DatabaseTrouble, ServerNotReady

ROLES = {"app": roles.APP, "owner": roles.OWNER, "superuser": roles.SUPERUSER}


def main() -> int:
    """Do what the arguments ask; 0 when it worked."""
    parser = argparse.ArgumentParser(prog="python -m bodemplaat.foundation.database")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("check", help="say what the server of DATABASE_URL (and BODEMPLAAT_OWNER_URL) lacks")
    for action, line in {
        "start": "start a server of our own",
        "stop": "stop it",
        "url": "start it if needed and print the URL of its database",
    }.items():
        one = actions.add_parser(action, help=line)
        one.add_argument("purpose", choices=[purpose.value for purpose in Purpose])
        if action == "url":
            one.add_argument("role", nargs="?", choices=ROLES, default="app")
    arguments = parser.parse_args()
    try:
        if arguments.action == "check":
            check(os.environ.get("DATABASE_URL", ""), os.environ.get("BODEMPLAAT_OWNER_URL"))
        elif arguments.action == "stop":
            stop_cluster(Purpose(arguments.purpose))
        else:
            cluster = Cluster.ensure(Purpose(arguments.purpose))
            if arguments.action == "url":
                sys.stdout.write(cluster.url(role=ROLES[arguments.role]) + "\n")
    except DatabaseTrouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    return 0


def check(app_url: str, owner_url: str | None) -> None:
    """Raise ``ServerNotReady`` with everything that is lacking."""
    if findings := check_server(app_url, owner_url):
        raise ServerNotReady(findings)
    sys.stdout.write("Nothing is lacking.\n")


if __name__ == "__main__":
    sys.exit(main())
