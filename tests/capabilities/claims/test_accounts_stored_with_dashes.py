"""Accounts that were stored as typed, before one check held at every entry, lose their dashes and dots."""

from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader
from tests.world import World, journey

BARE = "NL20INGB0001234567"


def test_stored_accounts_are_made_bare_by_the_migrations(world: World) -> None:
    claim, other = world.draft(world.first.anna, journey()), world.draft(world.first.bert, journey())
    loader = MigrationLoader(connection)
    (of_claims,) = loader.get_migration("claims", "0003_bare_accounts").operations
    (of_jobs,) = loader.get_migration("organisations", "0003_bare_accounts").operations
    assert isinstance(of_claims, RunSQL)
    assert isinstance(of_jobs, RunSQL)
    with connection.cursor() as cursor:
        for key in ("scope", "whole"):
            cursor.execute(f"SELECT set_config('bodemplaat.{key}', %s, true)", [str(world.first.id)])
        cursor.execute("UPDATE claims_claim SET iban = 'NL20-ingb-0001.2345 67' WHERE id = %s", [claim])
        cursor.execute("UPDATE claims_claim SET iban = '' WHERE id = %s", [other])
        cursor.execute("UPDATE organisations_employment SET iban = 'nl20.INGB.0001-234567'")
        assert cursor.rowcount > 1
        cursor.execute(str(of_claims.sql))
        assert cursor.rowcount == 1
        cursor.execute(str(of_jobs.sql))
        cursor.execute("SELECT id, iban FROM claims_claim")
        assert dict(cursor.fetchall()) == {claim: BARE, other: ""}
        cursor.execute("SELECT DISTINCT iban FROM organisations_employment")
        assert cursor.fetchall() == [(BARE,)]
