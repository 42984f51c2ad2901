"""The door of this room. Nothing behind it imports Django, so the command line stays quick."""

from bodemplaat.foundation.database.account import Account
from bodemplaat.foundation.database.check import check_server
from bodemplaat.foundation.database.cluster import Cluster, Purpose, remove_cluster
from bodemplaat.foundation.database.environment import (
    EMBEDDED,
    owner_url,
    prepare_environment,
    prepared_environment,
)
from bodemplaat.foundation.database.errors import DatabaseTrouble, ServerNotReady
from bodemplaat.foundation.database.schema import is_migrated, mark_migrated
from bodemplaat.foundation.database.scratch import empty_database, scratch_database, scratch_environment
from bodemplaat.foundation.database.state import state_folder
from bodemplaat.foundation.database.url import DatabaseUrl, database_settings, replica_settings

__all__ = [
    "EMBEDDED",
    "Account",
    "Cluster",
    "DatabaseTrouble",
    "DatabaseUrl",
    "Purpose",
    "ServerNotReady",
    "check_server",
    "database_settings",
    "empty_database",
    "is_migrated",
    "mark_migrated",
    "owner_url",
    "prepare_environment",
    "prepared_environment",
    "remove_cluster",
    "replica_settings",
    "scratch_database",
    "scratch_environment",
    "state_folder",
]
