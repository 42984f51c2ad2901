"""A dated rule holds from its day, once another confirmed it; and what was kept in tables of its own before went along."""

import importlib
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.rules import api as rules
from bodemplaat.foundation.rules.models import DatedRule
from bodemplaat.foundation.tenancy.api import Refused, entered
from bodemplaat.kernel import Euro

TOMORROW, LATER = TODAY + timedelta(days=1), TODAY + timedelta(days=10)


def propose(world: World, cents: int, since: date = TOMORROW, at: datetime = MONDAY) -> UUID:
    return rules.propose_rule(
        actor=world.first.ad,
        kind=invoices.SECOND_RULE,
        terms={"from_cents": cents},
        since=since,
        reason="Zo besloten",
        at=at,
    )


def holds_on(world: World, day: date) -> Euro:
    rule = rules.rule_on(actor=world.clerk, kind=invoices.SECOND_RULE, organisation=world.first.id, on=day)
    return rule.amount


def test_each_day_has_its_rule_for_whoever_works_there(world: World) -> None:
    for cents, since in ((500_000, TOMORROW), (700_000, LATER)):
        invoices.SECOND_APPROVALS.confirm(
            actor=world.first.carla, which=propose(world, cents, since), at=MONDAY
        )
    assert [holds_on(world, day) for day in (TODAY, TOMORROW, LATER)] == [
        Euro.of("25000"),
        Euro.of("5000"),
        Euro.of("7000"),
    ]
    view = rules.rule_over_time(
        actor=world.first.carla, kind=invoices.SECOND_RULE, at=MONDAY + timedelta(days=11)
    )
    assert (view.now.since, [each.since for each in view.was]) == (LATER, [TOMORROW])
    with pytest.raises(Refused, match="controller and the administrator"):
        rules.rule_over_time(actor=world.clerk, kind=invoices.SECOND_RULE, at=MONDAY)


def test_one_kind_waits_beside_another(world: World) -> None:
    propose(world, 500_000)
    ledger.propose_budget_rule(
        actor=world.first.carla, stops=True, since=TOMORROW, reason="Zuinig", at=MONDAY
    )
    assert rules.rule_waits(actor=world.first.carla, kind=invoices.SECOND_RULE)
    assert rules.rule_waits(actor=world.first.carla, kind=ledger.BUDGET_RULE)
    with pytest.raises(Refused, match="waits for a controller already"):
        propose(world, 600_000)


def test_what_a_rule_says_is_never_changed(world: World) -> None:
    propose(world, 500_000)
    with entered(world.first.system):
        row = DatedRule.records.of(world.first.system).get()
        row.terms = {"from_cents": 1}
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            row.save()


@pytest.mark.parametrize(
    ("module", "table", "column", "value", "terms"),
    [
        (
            "invoices.migrations.0020_second_approval_is_a_dated_rule",
            "invoices_secondapproval",
            "from_cents bigint",
            2_500_000,
            {"from_cents": 2_500_000},
        ),
        (
            "ledger.migrations.0018_budget_rule_is_a_dated_rule",
            "ledger_budgetrule",
            "stops boolean",
            True,
            {"stops": True},
        ),
    ],
)
def test_what_was_kept_before_went_along(
    world: World, module: str, table: str, column: str, value: int, terms: dict[str, object]
) -> None:
    migration = importlib.import_module(f"bodemplaat.capabilities.{module}")
    system, since = world.first.system, date(2026, 1, 1)
    with entered(system):
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TEMP TABLE {table} (id uuid, organisation_id uuid, proposal_id uuid, valid_from date, {column})"
                " ON COMMIT DROP"
            )
            cursor.execute(
                f"INSERT INTO {table} VALUES (gen_random_uuid(), %s, NULL, %s, %s)",
                [system.organisation_id, since, value],
            )
            cursor.execute(migration.COPY)
        row = DatedRule.records.of(system).get()
        assert (row.valid_from, row.terms, row.proposal_id) == (since, terms, None)
    if "from_cents" in terms:
        assert holds_on(world, TODAY) == Euro.of("25000")
