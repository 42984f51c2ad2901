"""What a missed norm costs by the agreement of the year: worked out by quarter, sealed with the figures, never above its ceiling."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import psycopg
import pytest
from django.db import OperationalError, connection
from tests.capabilities.performance.agreeing import RULE, agree, dfa, dvo
from tests.capabilities.performance.test_claims_against_their_norm import publish_claims, reject_at_the_desk
from tests.world import MONDAY, TODAY, World, employ

from bodemplaat.capabilities.clock import api as clock
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.capabilities.performance.queries.agreed import agreed_for
from bodemplaat.connectors.rest.schemas import ReportDocument
from bodemplaat.connectors.rest.shown import report_document
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, entered
from bodemplaat.kernel import Euro, Period
from bodemplaat.presentation.voice import Voice

QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1))
JANUARY = MONDAY + timedelta(days=45)
SIGNED = date(2027, 1, 8)
APRIL = MONDAY + timedelta(days=135)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))


@pytest.fixture
def world(world: World) -> World:
    publish_claims(world)
    reject_at_the_desk(world, handed_in=0, decided=0, settled=1)
    reject_at_the_desk(world, handed_in=0, decided=0, settled=3)
    return world


def seen_by(actor: Actor, period: Period = QUARTER) -> performance.Performance:
    return performance.performance(actor=actor, period=period, now=JANUARY)


def test_each_point_short_costs_a_part_of_the_year_up_to_the_ceiling(world: World) -> None:
    agree(world, dfa())
    seen = seen_by(world.contract_manager)
    (told,) = seen.services
    assert told.figures.share == Fraction(1, 2)
    assert told.credit is not None
    assert (told.credit.points, str(told.credit.price)) == (45, "7500.00")
    assert (str(told.credit.reckoned), str(seen.credit)) == ("3375.00", "1500.00")
    assert seen_by(world.first.carla).services == seen.services, "both sides read the same"


def test_a_part_that_this_customer_agreed_otherwise_is_its_norm(world: World) -> None:
    agree(world, dvo(percentage=Decimal(52), reason="Eerste jaar"), dfa())
    (told,) = seen_by(world.contract_manager).services
    assert told.goal == Fraction(52, 100)
    assert told.indicator is not None
    assert told.indicator.percentage == 52
    assert told.credit is not None
    assert str(told.credit.amount) == "150.00"


def test_a_credit_by_month_is_worked_out_over_a_month_and_shares_the_ceiling_of_the_year(
    world: World,
) -> None:
    agree(world, dfa(credit=replace(RULE, by_month=True)))
    november = Period(date(2026, 11, 1), date(2026, 12, 1))
    assert seen_by(world.contract_manager).credit is None
    seen = seen_by(world.contract_manager, november)
    assert str(seen.credit) == "1500.00"
    assert seen_by(world.contract_manager, Period(date(2026, 11, 1), date(2027, 1, 1))).credit is None
    report = performance.offer_report(
        actor=world.contract_manager, customer=world.first.id, period=november, at=JANUARY
    )
    own = performance.report(actor=world.first.carla, report=report, now=JANUARY, on=SIGNED)
    assert own.seen.credit == seen.credit
    (kept,) = own.seen.services
    assert kept.credit is not None
    assert kept.credit.rule.by_month


def test_nothing_is_credited_without_a_rule_in_a_month_or_for_another_customer(world: World) -> None:
    assert seen_by(world.contract_manager).credit is None
    agree(world, dfa())
    reject_at_the_desk(world, handed_in=0, decided=0, settled=4)
    assert seen_by(world.contract_manager, Period(date(2026, 11, 1), date(2026, 12, 1))).credit is None
    assert seen_by(world.second.carla).credit is None


def test_a_kept_norm_credits_nothing_and_says_so(world: World) -> None:
    agree(world, dvo(percentage=Decimal(50), reason="Eerste jaar"), dfa())
    assert seen_by(world.contract_manager).credit == Euro(0)


def test_signed_it_stays_and_a_correction_stands_beside_it(world: World) -> None:
    agree(world, dvo(percentage=Decimal(60), reason="Eerste jaar"), dfa())
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    second = employ(world.system, world.provider, desk.id, "Cora Vink", None, Role.CONTRACT_MANAGER)
    report = performance.offer_report(
        actor=world.contract_manager, customer=world.first.id, period=QUARTER, at=JANUARY
    )
    for who in (second, world.first.carla):
        performance.sign_report(actor=who, report=report, at=JANUARY)

    def read() -> performance.ReportView:
        return performance.report(actor=world.first.carla, report=report, now=JANUARY, on=SIGNED)

    before = read()
    assert before.corrections == ()
    assert str(before.seen.credit) == "750.00"
    clock.open_otherwise(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        day=TODAY + timedelta(days=2),
        stretches="",
        reason="Storing bij de bank",
        at=JANUARY,
    )
    after = read()
    assert after.seen == before.seen
    (correction,) = after.corrections
    assert (str(correction.credit_then), str(correction.credit_now)) == ("750.00", "0.00")
    summer = Period(date(2026, 7, 1), date(2026, 10, 1))
    assert _credited_before(world, summer) == Euro.of("750.00")
    spring = performance.offer_report(
        actor=world.contract_manager,
        customer=world.first.id,
        period=Period(date(2027, 1, 1), date(2027, 4, 1)),
        at=APRIL,
    )
    for who in (second, world.first.carla):
        performance.sign_report(actor=who, report=spring, at=APRIL)
    view = performance.report(actor=world.first.carla, report=spring, now=APRIL, on=APRIL.date())
    (told,) = view.seen.corrections
    assert (told.report, str(told.difference)) == (report, "-750.00")
    drawn = performance.report_of(view.seen, name="Nederlek", period_name="kwartaal 1", language="nl")
    (table,) = [each for each in drawn.tables if each.key == "correction-1"]
    assert str(table.rows[0][-1]) == "-750.00"
    (sent,) = ReportDocument.model_validate(report_document(view.row, view.seen, ())).corrections
    assert (sent.first_date, sent.credit_difference) == (QUARTER.start, "-750.00")
    assert _credited_before(world, summer) == Euro(0), "what is credited less no longer takes of the ceiling"


def _credited_before(world: World, period: Period) -> Euro:
    with entered(world.contract_manager):
        return sum(agreed_for(world.contract_manager, period).credited.values(), Euro(0))


def test_a_signed_quarter_counts_for_the_ceiling_of_its_year(world: World) -> None:
    agree(world, dfa())
    reject_at_the_desk(world, handed_in=-70, decided=-70, settled=-60)
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    second = employ(world.system, world.provider, desk.id, "Cora Vink", None, Role.CONTRACT_MANAGER)
    summer = Period(date(2026, 7, 1), date(2026, 10, 1))
    waits = performance.offer_report(
        actor=world.contract_manager, customer=world.first.id, period=QUARTER, at=JANUARY
    )
    earlier = performance.offer_report(
        actor=world.contract_manager, customer=world.first.id, period=summer, at=JANUARY
    )
    for who in (second, world.first.carla):
        performance.sign_report(actor=who, report=earlier, at=JANUARY)
    (told,) = seen_by(world.contract_manager).services
    assert told.credit is not None
    assert (str(told.credit.earlier), told.credit.amount) == ("1500.00", Euro(0))
    performance.sign_report(actor=second, report=waits, at=JANUARY)
    with pytest.raises(Refused, match="counts for the ceiling"):
        performance.sign_report(actor=world.first.carla, report=waits, at=JANUARY)
    own = performance.report(actor=world.first.carla, report=earlier, now=JANUARY, on=SIGNED)
    assert own.corrections == (), "its own signature is not another quarter"


def test_two_reports_of_one_customer_are_not_sealed_at_one_instant(world: World) -> None:
    agree(world, dfa())
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    second = employ(world.system, world.provider, desk.id, "Cora Vink", None, Role.CONTRACT_MANAGER)
    report = performance.offer_report(
        actor=world.contract_manager, customer=world.first.id, period=QUARTER, at=JANUARY
    )
    performance.sign_report(actor=second, report=report, at=JANUARY)
    with psycopg.connect(
        connection.connection.info.dsn, password=connection.settings_dict["PASSWORD"]
    ) as elsewhere:
        key = f"seal_report {world.provider} {world.first.id}"
        elsewhere.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
        with pytest.raises(OperationalError, match="lock timeout"):
            performance.sign_report(actor=world.first.carla, report=report, at=JANUARY)
    assert performance.sign_report(actor=world.first.carla, report=report, at=JANUARY)


def test_the_report_explains_the_credit_by_parts_that_add_up(world: World) -> None:
    agree(world, dfa())
    report = performance.report_of(
        seen_by(world.contract_manager), name="Nederlek", period_name="kwartaal 4", language="nl"
    )
    (table,) = [each for each in report.tables if each.key == "credits"]
    points, ceiling = table.rows
    assert [str(row[2]) for row in (points, ceiling)] == ["3375.00", "-1875.00"]
    assert (points[3], str(ceiling[3])) == (None, "1500.00")
    assert table.totals is not None
    assert str(table.totals[3]) == "1500.00"


@pytest.mark.parametrize(
    ("by_month", "silent", "tells"),
    [(False, QUARTER, NOVEMBER), (True, NOVEMBER, QUARTER)],
)
def test_a_period_over_which_nothing_is_credited_says_over_which_it_is(
    world: World, by_month: bool, silent: Period, tells: Period
) -> None:
    agree(world, dfa(credit=replace(RULE, by_month=by_month)))

    def warnings(period: Period) -> list[str]:
        seen = seen_by(world.contract_manager, period)
        report = performance.report_of(seen, name="Nederlek", period_name="", language="en")
        return [Voice("en")(text) for text in report.warnings]

    assert warnings(silent) == []
    (told,) = warnings(tells)
    assert ("month by month" if by_month else "over a quarter") in told


def test_what_was_sealed_of_a_month_says_that_the_quarter_holds_the_credit(world: World) -> None:
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    second = employ(world.system, world.provider, desk.id, "Cora Vink", None, Role.CONTRACT_MANAGER)
    agree(world, dfa())
    report = performance.offer_report(
        actor=world.contract_manager, customer=world.first.id, period=NOVEMBER, at=JANUARY
    )
    for who in (second, world.first.carla):
        performance.sign_report(actor=who, report=report, at=JANUARY)
    signed = performance.report(actor=world.first.carla, report=report, now=JANUARY, on=JANUARY.date())
    assert (signed.seen.credit, signed.seen.credited_over) == (None, 3)
