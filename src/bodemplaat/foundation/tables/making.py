"""Tables as they are now, or as they were when certain migrations had run."""

from collections.abc import Collection

from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from bodemplaat.foundation.tables.executor import QuickExecutor

Name = tuple[str, str]
"""A migration: its application and its own name."""


def applied_migrations(database: str = DEFAULT_DB_ALIAS) -> frozenset[Name]:
    """The migrations that have run in a database; none in an empty one."""
    return frozenset(MigrationRecorder(connections[database]).applied_migrations())


def unknown_migrations(names: Collection[Name]) -> tuple[Name, ...]:
    """Those of ``names`` that this version of the software does not have, in order."""
    return tuple(sorted(set(names) - set(MigrationLoader(None).disk_migrations)))


def make_tables(upto: Collection[Name] | None = None, database: str = DEFAULT_DB_ALIAS) -> None:
    """Run migrations: all that have not run yet, or in an empty database those in ``upto``."""
    connection = connections[database]
    make = MigrationExecutor if MigrationRecorder(connection).applied_migrations() else QuickExecutor
    executor = make(connection)
    executor.loader.check_consistent_history(connection)
    if upto is None:
        executor.migrate(executor.loader.graph.leaf_nodes())
        emit_post_migrate_signal(verbosity=0, interactive=False, db=database)
    else:
        executor.migrate(_last_of(executor.loader, set(upto)))


def _last_of(loader: MigrationLoader, names: set[Name]) -> list[Name]:
    """The migrations in ``names`` after which no other of the same application in ``names`` comes."""
    graph = loader.graph
    return sorted(
        name
        for name in names
        if name in graph.nodes
        and not any(child.key[0] == name[0] and child.key in names for child in graph.node_map[name].children)
    )
