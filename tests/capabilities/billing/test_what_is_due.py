"""What an agreement and its reports come to: exact both ways, once, and whatever the order of the runs."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.billing.bargains import (
    CODES,
    CUSTOMERS,
    NEXT,
    YEAR,
    due,
    file_of,
    files,
    report_of,
    signed,
)

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing import api as billing
from bodemplaat.kernel import Euro

QUARTERS = (
    (date(2027, 1, 1), "25"),
    (date(2027, 4, 1), "25"),
    (date(2027, 7, 1), "25"),
    (date(2027, 10, 1), "25"),
)
LAST = date(2029, 1, 1)
DAYS = st.dates(date(2026, 12, 1), date(2028, 6, 1))


def total(lines: tuple[billing.BillLine, ...] | list[billing.BillLine]) -> Euro:
    return Euro.total(each.amount for each in lines)


@given(files())
def test_over_the_moments_every_line_and_over_the_lines_every_moment_is_what_was_agreed(
    terms: agreements.Terms,
) -> None:
    lines = billing.advances(replace(terms, until=None), CUSTOMERS[0])
    by_moment: dict[date, int] = defaultdict(int)
    by_line: dict[str, int] = defaultdict(int)
    for each in lines:
        by_moment[each.due] += each.amount.cents
        by_line[each.code or each.name.nl] += each.amount.cents
    assert by_moment == {moment.day: amount.cents for moment, amount in terms.bills if amount}
    expected = {each.code: terms.amount(each).cents for each in terms.content.lines}
    expected |= {each.what: each.amount.cents for each in terms.content.start_up}
    assert by_line == {code: cents for code, cents in expected.items() if cents}
    assert all(each.amount.cents > 0 for each in lines)
    assert len({each.source for each in lines}) == len(lines)


@given(files())
def test_no_part_is_a_cent_off_what_its_moment_bills_of_its_line(terms: agreements.Terms) -> None:
    bills = {moment.day: amount for moment, amount in terms.bills}
    for each in billing.advances(terms, CUSTOMERS[0]):
        exact = each.whole.cents * bills[each.due].cents
        assert abs(each.amount.cents * terms.total.cents - exact) < terms.total.cents


@given(files(), st.lists(DAYS, max_size=5), st.data())
def test_runs_on_any_days_bill_everything_once(
    terms: agreements.Terms, days: list[date], data: st.DataObject
) -> None:
    """Whatever the order of the runs: together they bill what one run at the end bills."""
    bargain = [signed(terms), signed(terms, CUSTOMERS[1])]
    reports = [report_of("q1", data.draw(st.integers(0, 10_000)), corrected=("q4", 700, 300))]
    billed: list[billing.BillLine] = []
    for day in (*days, LAST):
        billed += due(bargain, reports, billed, until=day)
    at_once = due(bargain, reports, [], until=LAST)
    assert sorted(billed, key=lambda each: each.source) == sorted(at_once, key=lambda each: each.source)
    assert due(bargain, reports, billed, until=LAST) == ()


@given(files(), DAYS, DAYS, st.data())
def test_what_was_billed_of_days_that_a_newer_file_took_over_is_taken_back(
    terms: agreements.Terms, ended: date, first_run: date, data: st.DataObject
) -> None:
    """The newer one is signed after the run: together they bill the moments that each of them has."""
    newer = replace(data.draw(files(number=2)), since=ended)
    billed = [*due([signed(terms)], [], [], until=first_run)]
    both = [signed(replace(terms, until=ended)), signed(newer)]
    billed += due(both, [], billed, until=LAST)
    assert total(billed) == total(due(both, [], [], until=LAST))
    assert due(both, [], billed, until=LAST) == ()
    back = [each for each in billed if each.kind == billing.TAKEN_BACK]
    assert all(each.due >= ended and each.amount.cents < 0 for each in back)


def test_a_moment_is_due_on_its_day_and_not_the_day_before() -> None:
    bargain = [signed(file_of((1_200, 625), (3_000, 410), moments=QUARTERS, start_up=(250_000,)))]
    assert due(bargain, [], [], until=YEAR - timedelta(days=1)) == ()
    first = due(bargain, [], [], until=YEAR)
    assert [(each.code, str(each.amount)) for each in first] == [
        ("SP10", "1875.00"),
        ("SF03", "3075.00"),
        ("", "625.00"),
    ]


def test_every_line_says_why_down_to_the_agreement_and_the_moment() -> None:
    bargain = [signed(file_of((1_200, 625), moments=QUARTERS, start_up=(250_000,), number=3))]
    reports = [report_of("q1", 4_200, corrected=("q4", 700, 300))]
    lines = due(bargain, reports, [], until=date(2027, 4, 20))
    assert [each.why().render() for each in lines if each.due != YEAR] == [
        "Advance of 25 % on 2027-04-01, of 7500.00 in the year: 1200 times 6.25, by financial file (DFA) 3.",
        "Start-up costs: 25 % on 2027-04-01, of 2500.00 in the year, by financial file (DFA) 3.",
        (
            "The credit of 2026-10-01 up to and including 2026-12-31 was 7.00 and comes to 3.00: the later report says so,"
            " which both signed."
        ),
        "Credit for a norm that was missed from 2027-01-01 up to and including 2027-03-31, by the report that both signed.",
    ]
    assert [each.amount.cents for each in lines[-2:]] == [400, -4_200]
    (back,) = due([], [], lines[:1], until=LAST)
    assert back.why().render() == (
        "Taken back: billed on 2027-01-01 by financial file (DFA) 3, which ended before that day."
    )


def test_a_report_is_credited_from_the_day_on_which_the_second_signed() -> None:
    reports = [report_of("q1", 0, 4_200, signed_on=date(2027, 4, 20))]
    assert due([], reports, [], until=date(2027, 4, 19)) == ()
    (line,) = due([], reports, [], until=date(2027, 4, 20))
    assert (line.code, line.kind, line.amount) == (CODES[1], billing.CREDIT, Euro(-4_200))


def test_a_file_of_a_part_of_the_year_bills_the_moments_of_its_days() -> None:
    terms = file_of((1_200, 625), moments=QUARTERS, until=date(2027, 7, 1))
    lines = billing.advances(terms, CUSTOMERS[0])
    assert [each.due for each in lines] == [date(2027, 1, 1), date(2027, 4, 1)]
    assert {(each.first, each.last) for each in lines} == {(YEAR, date(2027, 6, 30))}
    assert {each.last for each in billing.advances(replace(terms, until=NEXT), CUSTOMERS[0])} == {
        date(2027, 12, 31)
    }
    assert {each.percent for each in lines} == {Decimal(25)}
