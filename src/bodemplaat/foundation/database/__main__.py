"""``python -m bodemplaat.foundation.database start|stop|url demo|test``: the server by hand.

``url`` prints the application's URL of a running or started server; with ``owner`` behind it, the owner's.
"""

import argparse
import sys

from bodemplaat.foundation.database import roles
from bodemplaat.foundation.database.cluster import Cluster, Purpose, stop_cluster
from bodemplaat.foundation.database.errors import DatabaseTrouble

ROLES = {"app": roles.APP, "owner": roles.OWNER, "superuser": roles.SUPERUSER}


def main() -> int:
    """Do what the arguments ask; 0 when it worked."""
    parser = argparse.ArgumentParser(prog="python -m bodemplaat.foundation.database", description=__doc__)
    parser.add_argument("action", choices=["start", "stop", "url"])
    parser.add_argument("purpose", choices=[purpose.value for purpose in Purpose])
    parser.add_argument("role", nargs="?", choices=ROLES, default="app")
    asked = parser.parse_args()
    purpose = Purpose(asked.purpose)
    try:
        if asked.action == "stop":
            stop_cluster(purpose)
        else:
            cluster = Cluster.ensure(purpose)
            if asked.action == "url":
                sys.stdout.write(cluster.url(role=ROLES[asked.role]) + "\n")
    except DatabaseTrouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    return 0


sys.exit(main())
