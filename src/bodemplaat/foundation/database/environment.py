"""What the settings read: ``DATABASE_URL`` and ``BODEMPLAAT_OWNER_URL``, filled in where nobody did."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from bodemplaat.foundation.database import roles
from bodemplaat.foundation.database.cluster import Cluster, Purpose

EMBEDDED = "BODEMPLAAT_EMBEDDED"
"""Set for every process that works on our own server: what it is for (``Purpose``)."""


def owner_url(cluster: Cluster) -> str:
    """The URL of the role that owns the tables on our own server."""
    return cluster.url(role=roles.OWNER)


def prepare_environment(purpose: Purpose = Purpose.DEMO) -> Cluster | None:
    """Make sure that both variables are set, so that the settings can be imported.

    With ``DATABASE_URL`` given, that server is used, nothing is started and ``None`` comes back; the owner's URL is
    then taken as given, or absent. Otherwise the embedded server for the purpose is started if it was not running.
    """
    if os.environ.get("DATABASE_URL", "").strip():
        return None
    cluster = Cluster.ensure(purpose)
    os.environ["DATABASE_URL"] = cluster.url()
    os.environ["BODEMPLAAT_OWNER_URL"] = owner_url(cluster)
    os.environ[EMBEDDED] = purpose.value
    return cluster


@contextmanager
def prepared_environment(purpose: Purpose = Purpose.DEMO) -> Iterator[Cluster | None]:
    """``prepare_environment``; a server of our own that did not run before is stopped again afterwards."""
    cluster = prepare_environment(purpose)
    try:
        yield cluster
    finally:
        if cluster is not None and cluster.started_here:
            cluster.stop()
