"""Every amount on a bill leads down to what it follows from, and each table adds up to what stands above it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.capabilities.billing.running import FIRST, ready
from tests.capabilities.billing.using import DECEMBER, MID_DECEMBER, Used, days_later, using
from tests.world import World

from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.engines.credit import CreditRule, credit_for
from bodemplaat.foundation.tenancy.api import Actor, NotFound
from bodemplaat.kernel import Euro
from bodemplaat.presentation.report import Paragraph, Report, Table

NEW_YEAR = date(2027, 1, 5)


@pytest.fixture
def used(world: World) -> Used:
    return using(world)


def why(who: Actor, bill: billing.BillView, source: str = billing.USAGE) -> tuple[billing.Explained, Report]:
    """The explanation of the first line of a kind."""
    place = next(at for at, each in enumerate(bill.lines, 1) if each.line.kind == source)
    seen = billing.explained(actor=who, bill=bill.id, position=place, on=NEW_YEAR)
    return seen, billing.explanation(seen, language="en")


def total(report: Report, key: str) -> object:
    """What a table adds up to: its last column."""
    table = next(each for each in report.tables if each.key == key)
    assert table.totals is not None
    return table.totals[-1]


def test_what_was_delivered_is_shown_by_month_and_case_by_case_and_adds_up(used: Used) -> None:
    used.claim()
    used.claim(days_later(2))
    (bill,) = used.bill_up_to(DECEMBER)
    seen, report = why(used.first, bill)
    assert seen.line.amount == Euro.of("12.50")
    assert total(report, "months") == total(report, "cases") == seen.line.amount
    assert {len(each.number) > 0 for each in seen.deliveries} == {True}
    assert [each.ended_on.month for each in seen.deliveries] == [11, 11]
    told = next(each for each in report.parts if isinstance(each, Paragraph))
    assert told.text.render() == (  # type: ignore[attr-defined]
        "Financial file (DFA) 1, which holds from 2026-11-01: 6.25 per claim, because: Zo afgesproken."
    )


def test_who_bills_reads_how_many_and_the_number_of_no_case(used: Used) -> None:
    used.claim()
    (bill,) = used.bill_up_to(DECEMBER)
    seen, report = why(used.maker, bill)
    assert [(each.number, each.page) for each in seen.deliveries] == [("", "")]
    assert total(report, "cases") == seen.line.amount
    cases = next(each for each in report.tables if each.key == "cases")
    assert "Of 1 no number is shown" in cases.note.render()  # type: ignore[attr-defined]


def test_nobody_else_reads_why(used: Used) -> None:
    used.claim()
    (bill,) = used.bill_up_to(DECEMBER)
    with pytest.raises(NotFound):
        billing.explained(actor=used.second, bill=bill.id, position=1, on=NEW_YEAR)
    with pytest.raises(NotFound):
        billing.explained(actor=used.first, bill=bill.id, position=9, on=NEW_YEAR)
    with pytest.raises(billing.NotYourBills):
        billing.explained(actor=used.world.first.anna, bill=bill.id, position=1, on=NEW_YEAR)


def test_what_is_set_off_is_what_was_billed_in_advance(used: Used) -> None:
    for _ in range(5):
        used.case()
    used.bill_up_to(MID_DECEMBER)
    (bill,) = used.bill_up_to(NEW_YEAR)
    for who in (used.maker, used.first):
        seen, report = why(who, bill, billing.SET_OFF)
        assert total(report, "before") == -seen.line.amount == Euro.of("40.00")
        seen, report = why(who, bill)
        assert total(report, "months") == total(report, "cases") == seen.line.amount == Euro.of("50.00")


def test_what_each_day_bills_of_an_advance_comes_to_the_whole(world: World) -> None:
    bills = ready(world)
    run = bills.released()
    for bill in bills.view(run).bills:
        for kind in {each.line.kind for each in bill.lines}:
            seen, report = why(bills.maker, bill, kind)
            assert total(report, "moments") == seen.line.whole
            moments = next(each for each in report.tables if each.key == "moments")
            (here,) = moments.emphasis
            assert moments.rows[here][-1] == seen.line.amount


def test_a_credit_adds_up_with_what_the_ceiling_takes_off() -> None:
    rule = CreditRule(Decimal(1), Decimal(10))
    price = Euro.of("1234.56")
    credit = credit_for(rule, price=price, goal=Fraction(95, 100), share=Fraction(70, 100), earlier=Euro(500))
    line = billing.BillLine(
        source="credit",
        kind=billing.CREDIT,
        customer=UUID(int=1),
        code="SP10",
        name=Words("Declaratie"),
        first=FIRST,
        last=FIRST,
        due=FIRST,
        amount=-credit.amount,
    )
    seen = billing.Explained(line, "SSC", "Vlist", FIRST, UUID(int=2), credit=credit)
    assert total(billing.explanation(seen, language="nl"), "credit") == line.amount
    uncapped = replace(credit, reckoned=credit.amount)
    report = billing.explanation(replace(seen, credit=uncapped), language="nl")
    assert total(report, "credit") == line.amount


def test_more_deliveries_take_no_more_statements_to_explain(used: Used) -> None:
    def statements(bill: billing.BillView) -> int:
        with CaptureQueriesContext(connection) as captured:
            seen, _ = why(used.first, bill)
        assert seen.deliveries
        return len(captured)

    used.claim()
    (first,) = used.bill_up_to(DECEMBER)
    for _ in range(4):
        used.claim(days_later(10))
    (second,) = used.bill_up_to(MID_DECEMBER)
    assert statements(first) == statements(second)


def test_every_line_can_be_explained_by_whoever_reads_its_bill(used: Used) -> None:
    used.claim()
    used.case()
    bills = [*used.bill_up_to(DECEMBER), *used.bill_up_to(MID_DECEMBER), *used.bill_up_to(NEW_YEAR)]
    for who in (used.maker, used.first):
        for bill in bills:
            for place, each in enumerate(bill.lines, 1):
                seen = billing.explained(actor=who, bill=bill.id, position=place, on=NEW_YEAR)
                report = billing.explanation(seen, language="nl")
                assert seen.line.source == each.line.source
                assert any(isinstance(part, Table) for part in report.parts)
