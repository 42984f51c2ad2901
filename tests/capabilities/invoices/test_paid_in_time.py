"""The 95 %: by customer and month what was paid within the term of the law, who kept it waiting, and what being late cost."""

from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest
from tests.capabilities.invoices.paid import PAY_ON, approved, set_up
from tests.capabilities.invoices.test_invoices_against_their_norm import (
    NEW_YEAR,
    asked,
    paid,
    publish_invoices,
)
from tests.world import TODAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.api import ReminderLevel
from bodemplaat.capabilities.invoices.reckoning.in_time import InTime, Owed, by_month, costs_of, last_day
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import Euro, Period
from bodemplaat.presentation.report import Table

DECEMBER = Period(date(2026, 12, 1), date(2027, 1, 1))
LAST = date(2026, 12, 23)
ONE = UUID(int=1)


def seen_by(actor: Actor, period: Period = DECEMBER) -> InTime:
    return invoices.paid_in_time(actor=actor, period=period, now=NEW_YEAR)


def test_it_counts_in_the_month_in_which_the_term_ends(world: World) -> None:
    set_up(world)
    publish_invoices(world)
    in_time, late = asked(world), asked(world, "2")
    approved(world, "3")
    paid(world, in_time, on=PAY_ON)
    paid(world, late, on=date(2026, 12, 30))
    seen = seen_by(world.contract_manager)
    (month,) = seen.months
    assert (month.customer_name, month.month) == ("Nederlek", date(2026, 12, 1))
    assert (month.due, month.inside, month.late, month.unpaid) == (3, 1, 1, 1)
    assert seen.promised[world.first.id].goal == Fraction(95, 100)
    assert seen.promised[world.first.id].share == Fraction(1, 2), (
        "what is not paid yet is not judged by the clock"
    )
    assert seen.units == (), "the budget holder decided in November"
    (unit,) = seen_by(world.contract_manager, Period(date(2026, 11, 1), date(2027, 1, 1))).units
    assert (unit.unit_name, len(unit.days), unit.waiting) == ("Financiën", 3, 0)
    (cost,) = seen.costs
    assert (cost.late, cost.costs) == (2, Euro.of("80"))
    assert cost.interest > Euro(0)
    assert cost.avoided > Euro.of("40")
    assert [str(each.cause) for each in seen.waiting] == ["the budget holder"]
    assert seen_by(world.first.carla) == seen, "both sides read the same"
    assert seen_by(world.second.carla).months == ()
    assert seen_by(world.contract_manager, Period(date(2026, 11, 1), date(2026, 12, 1))).months == ()


def test_what_suppliers_asked_and_claimed_is_counted_by_customer(world: World) -> None:
    set_up(world)
    publish_invoices(world)
    one, other = approved(world), approved(world, "2")
    asks: list[tuple[UUID, ReminderLevel, int, str | None]] = [
        (one, ReminderLevel.REMINDER, 1, None),
        (one, ReminderLevel.DEMAND, 10, "40.00"),
        (one, ReminderLevel.COLLECTION, 20, "95.00"),
        (other, ReminderLevel.DEMAND, 20, "40.00"),
    ]
    for invoice, level, day, claims in asks:
        invoices.note_reminder(
            actor=world.clerk,
            invoice=invoice,
            words="Brief",
            level=level,
            day=date(2026, 12, day),
            claimed=Euro.of(claims) if claims else None,
            at=NEW_YEAR,
        )
    reminded = seen_by(world.contract_manager).reminders[world.first.id]
    assert (reminded.count, reminded.claimed) == (4, Euro.of("135.00"))
    assert reminded.by_level == {
        ReminderLevel.REMINDER: 1,
        ReminderLevel.DEMAND: 2,
        ReminderLevel.COLLECTION: 1,
    }
    report = invoices.report_in_time(
        seen_by(world.contract_manager), name="Nederlek", period_name="december", language="nl"
    )
    (table,) = [each for each in report.parts if isinstance(each, Table) and each.key == "reminders"]
    assert [list(row) for row in table.rows] == [["Nederlek", 0, 1, 2, 1, Euro.of("135.00")]]
    november = Period(date(2026, 11, 1), date(2026, 12, 1))
    assert seen_by(world.contract_manager, november).reminders == {}


def test_who_may_not_read_it(world: World, elsewhere: World) -> None:
    set_up(world)
    approved(world)
    for who in (world.first.jan, world.clerk, world.payer):
        with pytest.raises(Refused):
            seen_by(who)
    assert seen_by(elsewhere.contract_manager).months == ()


def test_late_to_the_day() -> None:
    assert last_day(TODAY) == LAST
    assert last_day(date(1990, 1, 1)) is None
    amount = Euro.of("1000")
    rows = [Owed(ONE, LAST, paid, amount) for paid in (LAST, date(2026, 12, 24), None)]
    (month,) = by_month(rows, {ONE: "Vlist"})
    assert (month.due, month.inside, month.late, month.unpaid) == (3, 1, 1, 1)
    (cost,) = costs_of(rows, {ONE: "Vlist"}, date(2026, 12, 24))
    assert (cost.late, cost.interest, cost.costs) == (2, Euro.of("0.56"), Euro.of("80"))
    assert cost.avoided == Euro.of("40.28")
    (unknown,) = costs_of([Owed(ONE, LAST, None, amount)], {}, date(2030, 1, 1))
    assert (unknown.unknown, unknown.late) == (1, 1)
