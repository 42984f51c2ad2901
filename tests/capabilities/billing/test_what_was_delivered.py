"""What was delivered is billed once at the price that was agreed: late or early, in any order of runs, and never twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.capabilities.billing.using import (
    DECEMBER,
    END,
    MID_DECEMBER,
    Used,
    days_later,
    line_of_cases,
    line_of_claims,
    using,
)
from tests.database import TestDatabase
from tests.world import World

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.billing.models import BilledDelivery
from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.tenancy.api import Refused, entered
from bodemplaat.kernel import Euro

NEW_YEAR = date(2027, 1, 5)


@pytest.fixture
def used(world: World) -> Used:
    return using(world)


def lines(bills: tuple[billing.BillView, ...], kind: str = billing.USAGE) -> list[billing.BillLine]:
    return [each.line for bill in bills for each in bill.lines if each.line.kind == kind]


def delivered(used: Used) -> dict[UUID, str]:
    """Every delivery that a run holds, with its state."""
    with entered(used.maker):
        return dict(BilledDelivery.records.of(used.maker).values_list("case", "state"))


def test_what_was_delivered_before_the_moment_is_billed_at_the_price_that_was_agreed(used: Used) -> None:
    ended = {used.claim(), used.claim(days_later(2))}
    used.claim(days_later(9))  # in December
    bills = used.bill_up_to(DECEMBER)
    (line,) = lines(bills)
    assert (line.code, line.quantity, line.price, line.amount) == (
        "SP10",
        2,
        Euro.of("6.25"),
        Euro.of("12.50"),
    )
    assert (line.first, line.last, line.late) == (date(2026, 11, 1), date(2026, 11, 30), 0)
    assert line.why("nl").render() == (
        "Delivered from 2026-11-01 up to and including 2026-11-30: 2 times 6.25 per declaratie, by financial file (DFA) 1."
    )
    assert delivered(used) == dict.fromkeys(ended, "released")
    invoice = bills[0].invoice
    assert invoice is not None
    sold = sales.sales_view(actor=used.maker, invoice=invoice, on=DECEMBER).content.lines
    assert (sold[-1].name, sold[-1].quantity, sold[-1].price) == (
        "Declaratie (SP10): geleverd, 1 november 2026 tot en met 30 november 2026",
        Decimal(2),
        Decimal("6.25"),
    )


def test_what_came_late_goes_with_the_next_run_and_the_line_says_so(used: Used) -> None:
    used.claim()
    used.bill_up_to(DECEMBER)
    used.claim(days_later(3))  # ended in November, and was not there when the run was made
    used.claim(days_later(10))
    (line,) = lines(used.bill_up_to(MID_DECEMBER))
    assert (line.quantity, line.late, line.first) == (2, 1, DECEMBER)
    assert "Of these 1 ended before 2026-12-01 and were in no run yet." in line.why().render()
    assert used.due(MID_DECEMBER).total == Euro(0)


def test_an_advance_is_set_off_against_what_was_delivered_when_the_file_ends(used: Used) -> None:
    used.case()
    used.bill_up_to(MID_DECEMBER)
    for _ in range(5):
        used.case(days_later(20))
    bills = used.bill_up_to(NEW_YEAR)
    (usage,), (back,) = lines(bills), lines(bills, billing.SET_OFF)
    assert (usage.quantity, usage.amount, back.amount) == (6, Euro.of("60.00"), Euro.of("-40.00"))
    assert back.why().render() == (
        "Set off: 40.00 was billed in advance by financial file (DFA) 1. What was delivered is billed instead."
    )
    assert used.due(NEW_YEAR).total == Euro(0)


def test_less_than_was_billed_in_advance_goes_back_by_credit_note(used: Used) -> None:
    used.case()
    used.bill_up_to(MID_DECEMBER)
    (bill,) = used.bill_up_to(NEW_YEAR)
    assert bill.total == Euro.of("-30.00")
    assert bill.invoice is not None
    assert sales.sales_view(actor=used.maker, invoice=bill.invoice, on=NEW_YEAR).row.is_credit_note


def test_what_was_planned_and_nothing_else_is_billed_where_that_was_agreed(world: World) -> None:
    used = using(world, line_of_claims(agreements.AGREED), line_of_cases(agreements.AGREED))
    used.claim()
    used.case()
    assert lines(used.bill_up_to(MID_DECEMBER)) == []
    assert used.due(NEW_YEAR).total == Euro(0)
    assert delivered(used) == {}


def test_a_case_that_changes_after_it_was_billed_changes_no_figure_and_is_billed_once(used: Used) -> None:
    case = used.case()
    used.bill_up_to(MID_DECEMBER)
    before = used.bill_up_to(NEW_YEAR)
    cases.reopen_case(actor=used.world.clerk, case=case, words="Nog een fout", at=days_later(43))
    assert used.due(NEW_YEAR).total == Euro(0)
    used.close(case, days_later(44))
    assert used.due(NEW_YEAR).total == Euro(0)
    assert used.view(billing.runs(actor=used.maker)[0].id).bills == before


def test_what_a_run_that_was_taken_back_held_is_due_again(used: Used) -> None:
    claim = used.claim()
    run = used.make(DECEMBER, days_later(8))
    billing.take_back_run(actor=used.maker, run=run, because="Te vroeg", at=days_later(8))
    assert delivered(used) == {claim: "dropped"}
    (line,) = lines(used.bill_up_to(DECEMBER))
    assert line.quantity == 1


@pytest.mark.parametrize("days", [(), (DECEMBER,), (MID_DECEMBER,), (DECEMBER, MID_DECEMBER, END)])
def test_whatever_the_runs_all_that_was_billed_is_what_was_delivered_times_its_price(
    used: Used, days: tuple[date, ...]
) -> None:
    """The cases come between the runs, some of them late."""
    billed: list[billing.BillView] = []
    for number in range(len(days)):
        used.claim(days_later(number * 8))
        used.case(days_later(number * 8))
        billed += used.bill_up_to(days[number])
    for number in range(4 - len(days)):
        used.claim(days_later(number * 8))
        used.case(days_later(number * 8))
    billed += used.bill_up_to(NEW_YEAR)
    assert Euro.total(each.total for each in billed) == Euro.of("6.25") * 4 + Euro.of("10.00") * 4
    assert len(delivered(used)) == 8


def test_the_database_bills_no_delivery_twice(used: Used) -> None:
    used.claim()
    used.bill_up_to(DECEMBER)
    with entered(used.maker):
        row = BilledDelivery.records.of(used.maker).get()
        row.pk = UUID(int=1)
        with pytest.raises(IntegrityError, match="one_bill_of_a_delivery"), transaction.atomic():
            BilledDelivery.records.of(used.maker).bulk_create([row])


def test_a_customer_reads_what_was_billed_to_it_once_it_is_released_and_no_other(used: Used) -> None:
    def seen(who: str) -> int:
        actor = getattr(used, who)
        with entered(actor), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM billing_billeddelivery")
            return int(cursor.fetchone()[0])

    used.claim()
    run = used.make(DECEMBER, days_later(8))
    assert (seen("maker"), seen("first"), seen("second")) == (1, 0, 0)
    billing.release_run(actor=used.releaser, run=run, at=days_later(8))
    assert (seen("maker"), seen("first"), seen("second")) == (1, 1, 0)


def test_many_who_make_a_run_at_once_bill_each_delivery_once(
    committed_world: tuple[TestDatabase, World],
) -> None:
    _, world = committed_world
    used = using(world)
    ended = {used.claim(), used.claim(days_later(1))}

    def race(number: int) -> bool:
        try:
            used.make(DECEMBER, days_later(8), (used.maker, used.releaser)[number % 2])
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(race, range(6))) == 1
    assert delivered(used) == dict.fromkeys(ended, "made")


def test_more_deliveries_take_no_more_statements(used: Used) -> None:
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            used.due(NEW_YEAR)
        return len(captured)

    used.claim()
    used.case()
    first = statements()
    for _ in range(3):
        used.claim(days_later(2))
        used.case(days_later(12))
    assert statements() == first
