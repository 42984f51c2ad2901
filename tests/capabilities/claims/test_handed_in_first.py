"""When a claim was handed in for the first time is a fact: a question and a second hand-in do not move it."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader
from tests.world import TODAY, World, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.tenancy.api import Actor, entered
from bodemplaat.kernel import Euro, Period

LAST_OF_OCTOBER = datetime(2026, 10, 30, 9, 0, tzinfo=UTC)
IN_NOVEMBER = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)


def returned_and_handed_in_again(world: World, *, times: int = 1) -> uuid.UUID:
    """A claim of 30 October, asked about and handed in again in November."""
    anna, jan = world.first.anna, world.first.jan
    claim = world.submitted(anna, journey(day=LAST_OF_OCTOBER.date()), at=LAST_OF_OCTOBER)
    for n in range(times):
        at = IN_NOVEMBER + timedelta(hours=n)
        claims.return_claim(actor=jan, claim=claim, question="Waarheen?", at=at)
        claims.submit_claim(actor=anna, claim=claim, key=uuid.uuid4().hex, at=at + timedelta(minutes=1))
    return claim


def paid(world: World, claim: uuid.UUID, day: date) -> None:
    at = datetime.combine(day, LAST_OF_OCTOBER.timetz())
    claims.approve_claim(actor=world.first.jan, claim=claim, at=at)
    world.check(claim, at=at)
    with entered(world.system):
        claims.ClaimPayments().paid(actor=world.system, source_ids=[claim], day=day, at=at)


def listed(who: Actor, since: date, until: date) -> list[uuid.UUID]:
    narrow = claims.ClaimFilter(since=since, until=until)
    return [row.id for row in claims.claims(actor=who, on=TODAY, narrow=narrow).rows]


@pytest.mark.parametrize("times", [1, 3])
def test_both_moments_and_the_rounds_are_kept(world: World, times: int) -> None:
    claim = returned_and_handed_in_again(world, times=times)
    view = claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY)
    assert (view.first_submitted_at, view.round) == (LAST_OF_OCTOBER, times + 1)
    assert view.submitted_at == IN_NOVEMBER + timedelta(hours=times - 1, minutes=1)


def test_lead_time_runs_from_the_first_time_and_the_claim_keeps_its_month(world: World) -> None:
    claim = returned_and_handed_in_again(world)
    paid(world, claim, date(2026, 11, 12))
    october, november = Period.month(2026, 10), Period.month(2026, 11)
    seen = claims.overview(actor=world.first.carla, period=october)
    assert (seen.lead_time.median_days, seen.lead_time.by_days) == (13.0, ((13, 1),))
    assert [month.month for month in seen.months] == [date(2026, 10, 1)]
    assert claims.headline(actor=world.first.carla, period=october).median_days == 13.0
    assert claims.overview(actor=world.first.carla, period=november).count == 0
    assert listed(world.first.carla, date(2026, 10, 1), date(2026, 10, 31)) == [claim]
    assert listed(world.first.carla, date(2026, 11, 1), date(2026, 11, 30)) == []


def test_the_rules_of_the_day_it_was_handed_in_last_hold_for_the_round(world: World) -> None:
    claim = returned_and_handed_in_again(world)
    row = claims.claims(actor=world.first.carla, on=TODAY, narrow=claims.ClaimFilter()).rows[0]
    assert (row.id, row.round, row.first_submitted_at) == (claim, 2, LAST_OF_OCTOBER)
    assert row.submitted_at == IN_NOVEMBER + timedelta(minutes=1)


def test_claims_stored_before_this_was_known_get_it_from_the_trail(world: World) -> None:
    claim, draft = returned_and_handed_in_again(world), world.draft(world.first.bert, journey())
    (fill,) = MigrationLoader(connection).get_migration("claims", "0006_first_submission_filled").operations
    assert isinstance(fill, RunSQL)
    with connection.cursor() as cursor:
        for key in ("scope", "whole"):
            cursor.execute(f"SELECT set_config('bodemplaat.{key}', %s, true)", [str(world.first.id)])
        cursor.execute("UPDATE claims_claim SET first_submitted_at = NULL")
        cursor.execute(str(fill.sql))
        cursor.execute("SELECT id, first_submitted_at FROM claims_claim")
        assert dict(cursor.fetchall()) == {claim: LAST_OF_OCTOBER, draft: None}


def test_the_export_says_which_moment_is_which(world: World) -> None:
    from bodemplaat.surfaces.board.claims import _rows

    claim = returned_and_handed_in_again(world)
    (row,) = _rows(world.first.carla, TODAY, [claim], {"in_approval": "x"})
    assert (row[1], *row[-2:]) == (date(2026, 10, 30), date(2026, 11, 9), 2)


def test_a_question_that_comes_late_makes_no_cost_too_old(world: World) -> None:
    anna, day = world.first.anna, date(2026, 8, 1)
    claim = world.submitted(anna, journey(day=day), at=LAST_OF_OCTOBER)
    claims.return_claim(actor=world.first.jan, claim=claim, question="Waarheen?", at=IN_NOVEMBER)
    late = IN_NOVEMBER + timedelta(days=30)
    claims.submit_claim(actor=anna, claim=claim, key="opnieuw", at=late)
    assert claims.claim_view(actor=anna, claim=claim, on=late.date()).round == 2
    with pytest.raises(claims.ClaimNotReady, match="92 days ago"):
        world.submitted(anna, journey(day=day), at=late)


OCTOBER_AND_NOVEMBER = Period(date(2026, 10, 1), date(2026, 12, 1))


def test_for_who_sees_sums_only_a_claim_keeps_its_month_too(world: World) -> None:
    first = returned_and_handed_in_again(world)
    for who in (world.first.bert, world.first.jan):
        world.submitted(who, journey(day=LAST_OF_OCTOBER.date()), at=LAST_OF_OCTOBER)
    seen = claims.overview(actor=world.contract_manager, period=OCTOBER_AND_NOVEMBER)
    assert [(month.month, month.count) for month in seen.months] == [(date(2026, 10, 1), 3)]
    assert claims.headline(actor=world.contract_manager, period=Period.month(2026, 10)).count == 3
    assert claims.claim_view(actor=world.first.anna, claim=first, on=TODAY).round == 2


def test_one_claim_that_came_back_in_a_busy_month_is_no_sum(world: World) -> None:
    returned_and_handed_in_again(world)
    for who in (world.first.bert, world.first.jan):
        world.submitted(who, journey(day=IN_NOVEMBER.date()), at=IN_NOVEMBER)
    seen = claims.overview(actor=world.contract_manager, period=OCTOBER_AND_NOVEMBER)
    assert (seen.months, seen.claimed) == ((), Euro(0))
