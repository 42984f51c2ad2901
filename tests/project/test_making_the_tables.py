"""``migrate`` takes a short way on an empty database, and comes out where Django's own does."""

import os
import subprocess
import sys

import psycopg
import pytest
from tests.database import ROOT, TestServer

from bodemplaat.foundation.database import roles

DJANGOS_OWN = (
    "import django; django.setup(); from django.core.management import call_command;"
    "from django.core.management.commands.migrate import Command;"
    "call_command(Command(), verbosity=0, skip_checks=True)"
)
WHAT_THERE_IS = (
    (
        "SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity"
        " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
    ),
    (
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2, 3"
    ),
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
    "SELECT tablename, policyname, qual, with_check FROM pg_policies ORDER BY 1, 2",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1, 2",
    "SELECT app, name FROM django_migrations ORDER BY 1, 2",
)


@pytest.mark.skipif(
    os.environ.get("HYPOTHESIS_PROFILE") not in ("explore", "thorough"),
    reason="Django's own way takes a minute: HYPOTHESIS_PROFILE=explore, before a release",
)
def test_the_short_way_makes_the_same_tables(test_server: TestServer) -> None:
    name = f"test_{os.getpid()}_djangos_own"
    with test_server._owner() as owner:
        owner.execute(f"CREATE DATABASE {name}")
        try:
            url = test_server.cluster.url(role=roles.OWNER, database=name)
            subprocess.run(
                [sys.executable, "-c", DJANGOS_OWN],
                env={**os.environ, "DATABASE_URL": url},
                cwd=ROOT,
                check=True,
            )
            made = test_server.cluster.url(role=roles.OWNER, database=test_server.template)
            for query in WHAT_THERE_IS:
                assert asked(made, query) == asked(url, query)
                assert asked(url, query)
        finally:
            owner.execute(f"DROP DATABASE {name} WITH (FORCE)")


def asked(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()
