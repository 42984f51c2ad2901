"""How lines are taxed, and by which invoices they go out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.billing.bargains import CODES, YEAR, due, file_of, signed

from bodemplaat.capabilities.billing import api as billing
from bodemplaat.kernel import Euro

(LINE, START, *_) = due(
    [signed(file_of((1, 100), moments=((YEAR, "100"),), start_up=(100,)))], [], [], until=YEAR
)
TAXED = (billing.GENERAL, "")
MUTUAL = (billing.EXEMPT, "Koepelvrijstelling")
OTHER = (billing.EXEMPT, "Andere vrijstelling")
PUBLIC = (billing.OUTSIDE, "Overheidshandelen")
HOWS = st.sampled_from((TAXED, MUTUAL, OTHER, PUBLIC))
LINES = st.lists(st.tuples(HOWS, st.integers(-500, 500).filter(bool), st.integers(1, 28)), max_size=12)


def line(how: tuple[str, str], cents: int, day: int = 1, at: int = 0) -> billing.TaxedLine:
    each = replace(LINE, source=f"{at}", amount=Euro(cents), due=date(2027, 1, day))
    return billing.TaxedLine(each, *how)


def test_a_service_is_taxed_as_said_last_before_the_day() -> None:
    early = billing.Treatment("SP10", date(2026, 1, 1), billing.OUTSIDE, "Overheidshandelen")
    late = billing.Treatment("SP10", date(2027, 2, 1), billing.GENERAL)
    said = (late, early)
    assert billing.treatment_on(said, "SP10", date(2027, 1, 31)) is early
    assert billing.treatment_on(said, "SP10", date(2027, 2, 1)) is late
    assert billing.treatment_on(said, "SP10", date(2025, 12, 31)) is None
    assert billing.treatment_on(said, "SF03", date(2027, 2, 1)) is None


def test_what_nobody_said_is_told_by_its_name_and_never_filled_in() -> None:
    lines, findings = billing.taxed([LINE, START], [], YEAR)
    assert lines == ()
    assert [(each.place, each.render()) for each in findings] == [
        ("", "Say how start-up costs are taxed: at a rate, exempt or outside the tax."),
        ("SP10", "Say how SP10 (Dienst SP10) is taxed: at a rate, exempt or outside the tax."),
    ]
    said = [billing.Treatment(CODES[0], YEAR, *TAXED), billing.Treatment("", YEAR, *PUBLIC)]
    lines, findings = billing.taxed([LINE, START], said, YEAR)
    assert findings == ()
    assert [(each.line, each.how, each.reason) for each in lines] == [
        (LINE, *TAXED),
        (START, *PUBLIC),
    ]


def test_outside_the_tax_goes_by_itself_and_each_reason_has_one_invoice() -> None:
    lines = [line(how, 1, at=at) for at, how in enumerate((TAXED, PUBLIC, MUTUAL, OTHER, TAXED, MUTUAL))]
    sheets = [[each.line.source for each in sheet] for sheet in billing.sheets_of(lines)]
    assert sheets == [["0", "2", "4", "5"], ["1"], ["3"]]


@given(LINES)
def test_no_invoice_comes_to_less_than_nothing_and_no_line_is_lost(
    drawn: list[tuple[tuple[str, str], int, int]],
) -> None:
    lines = [line(how, cents, day, at) for at, (how, cents, day) in enumerate(drawn)]
    now, later = billing.settled(lines)
    assert sorted((*now, *later), key=lambda each: int(each.line.source)) == lines
    assert all(each.line.amount.cents < 0 for each in later)
    for sheet in billing.sheets_of(now):
        assert sum(each.line.amount.cents for each in sheet) >= 0
        assert len({each.reason for each in sheet if each.reason}) <= 1
        assert len({each.how == billing.OUTSIDE for each in sheet}) == 1


@given(LINES)
def test_of_a_customer_who_leaves_nothing_waits_and_what_goes_back_is_of_one_treatment(
    drawn: list[tuple[tuple[str, str], int, int]],
) -> None:
    lines = [line(how, cents, day, at) for at, (how, cents, day) in enumerate(drawn)]
    now, later = billing.settled(lines, goes_on=False)
    assert ([*now], later) == (lines, ())
    sheets = billing.sheets_of(now)
    assert sorted(int(each.line.source) for sheet in sheets for each in sheet) == [*range(len(lines))]
    for sheet in sheets:
        assert sum(each.line.amount.cents for each in sheet) >= 0 or len({each.how for each in sheet}) == 1


def test_the_latest_credit_waits_where_there_is_too_little_to_set_it_off_against() -> None:
    lines = [line(TAXED, 100), line(TAXED, -80, 2, 1), line(TAXED, -50, 3, 2)]
    now, later = billing.settled(lines)
    assert ([each.line.source for each in now], [each.line.source for each in later]) == (["0", "1"], ["2"])


def test_what_waits_takes_no_invoice_below_nothing_by_leaving_it() -> None:
    lines = [line(MUTUAL, -10, 9), line(OTHER, 1, 1, 1), line(MUTUAL, 10, 1, 2), line(TAXED, -5, 1, 3)]
    now, later = billing.settled(lines)
    assert [each.line.source for each in later] == ["0", "3"]
    assert all(sum(each.line.amount.cents for each in sheet) >= 0 for sheet in billing.sheets_of(now))


def test_the_rate_is_that_of_the_law_on_the_day_of_the_invoice() -> None:
    days = (date(2012, 9, 30), date(2012, 10, 1), date(2027, 1, 1))
    assert [billing.rate_on(billing.GENERAL, day) for day in days] == [19, 21, 21]
    assert [billing.rate_on(billing.REDUCED, day) for day in days] == [6, 6, 9]
    assert billing.rate_on(billing.EXEMPT, YEAR) == Decimal(0)
    assert billing.rate_on(billing.OUTSIDE, YEAR) is None
