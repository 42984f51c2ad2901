"""Lines of invoices against an order: each verdict, and what holds whatever comes in whatever order."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.engines.matching import Invoiced, Matched, Ordered, Tolerance, Verdict, cents_of, match

EXACT = Tolerance()
QUANTITIES = st.decimals(Decimal("0.001"), Decimal(50), places=3)
PRICES = st.decimals(Decimal(0), Decimal(100), places=4)
TOLERANCES = st.builds(Tolerance, st.integers(0, 2000), st.integers(0, 5000))


def order(quantity: str = "10", price: str = "24.50", received: str = "10", rate: str = "21") -> Ordered[str]:
    return Ordered("a", Decimal(quantity), Decimal(price), Decimal(rate), Decimal(received))


def bill(quantity: str, euros: str, of: str | None = "a", rate: str | None = "21") -> Invoiced[str]:
    return Invoiced(
        of,
        Decimal(quantity),
        int(Decimal(euros) * 100),
        None if rate is None else Decimal(rate),
    )


def judged(
    line: Ordered[str], *invoices: Invoiced[str], tolerance: Tolerance = EXACT
) -> list[tuple[str, int]]:
    """The verdict and difference of each, each an invoice of its own."""
    every = match([line], [(tolerance, [each]) for each in invoices])
    return [(each.verdict.value, each.difference) for (each,) in every]


@pytest.mark.parametrize(
    ("line", "invoice", "verdict", "difference"),
    [
        (order(), bill("10", "245.00"), "matched", 0),
        (order(), bill("4", "98.00"), "matched", 0),
        (order(), bill("10", "250.00"), "price", 500),
        (order(), bill("10", "240.00"), "price", -500),
        (order(received="4"), bill("10", "245.00"), "not_received", 14_700),
        (order(received="0"), bill("10", "245.00"), "not_received", 24_500),
        (order(received="12"), bill("12", "294.00"), "more_than_ordered", 4900),
        (order(), bill("10", "245.00", of=None), "not_ordered", 24_500),
        (order(), bill("10", "245.00", of="b"), "not_ordered", 24_500),
        (order(), bill("10", "245.00", rate="9"), "vat", 0),
        (order(), bill("10", "245.00", rate=None), "matched", 0),
        (order(), bill("-1", "-24.50"), "credited", -2450),
        (order(price="0.0325", quantity="2000", received="2000"), bill("2000", "65.00"), "matched", 0),
    ],
)
def test_each_verdict(line: Ordered[str], invoice: Invoiced[str], verdict: str, difference: int) -> None:
    assert judged(line, invoice) == [(verdict, difference)]


def test_what_was_invoiced_before_is_not_there_again() -> None:
    whole = bill("10", "245.00")
    assert judged(order(), whole, whole) == [("matched", 0), ("again", 24_500)]
    half = bill("5", "122.50")
    assert [each for each, _ in judged(order(), half, half, half)] == ["matched", "matched", "again"]
    # of what is still to come it is the receipt that is missing
    assert [each for each, _ in judged(order(received="5"), half, half)] == ["matched", "not_received"]


def test_a_credit_note_gives_back() -> None:
    whole, back = bill("10", "245.00"), bill("-10", "-245.00")
    assert [each for each, _ in judged(order(), whole, back, whole)] == ["matched"] * 3
    # of two that were too many
    too_many, two_back = bill("12", "294.00"), bill("-2", "-49.00")
    assert [each for each, _ in judged(order(), too_many, two_back)] == ["more_than_ordered", "matched"]


def test_the_tolerance_is_the_lower_of_percent_and_euros_and_small_differences_add_up() -> None:
    of_two_percent = Tolerance(200, 300)
    assert judged(order(), bill("10", "248.00"), tolerance=of_two_percent) == [("matched", 300)]
    assert judged(order(), bill("10", "248.01"), tolerance=of_two_percent) == [("price", 301)]
    assert judged(order(), bill("10", "247.00"), tolerance=Tolerance(50, 300)) == [("price", 200)]
    half = bill("5", "124.40")  # 1.90 too much
    assert [each for each, _ in judged(order(), half, half, tolerance=of_two_percent)] == ["matched", "price"]
    # what somebody looked at is not held against the next
    dear, right = bill("5", "140.00"), bill("5", "122.50")
    assert [each for each, _ in judged(order(), dear, right, tolerance=of_two_percent)] == [
        "price",
        "matched",
    ]


def test_a_line_in_two_parts_counts_once() -> None:
    (lines,) = match([order()], [(EXACT, [bill("6", "147.00"), bill("6", "147.00")])])
    assert [(each.verdict, each.before) for each in lines] == [
        (Verdict.MATCHED, Decimal(0)),
        (Verdict.MORE_THAN_ORDERED, Decimal(6)),
    ]


@st.composite
def bills(draw: st.DrawFn) -> tuple[Ordered[str], Tolerance, list[Invoiced[str]]]:
    """An order, and invoices of it that are right, nearly right or wrong."""
    line = Ordered(
        "a", draw(QUANTITIES), draw(PRICES), Decimal(21), draw(st.one_of(QUANTITIES, st.just(Decimal(0))))
    )
    each = st.builds(
        lambda quantity, off: Invoiced("a", quantity, cents_of(quantity, line.price) + off),
        st.one_of(QUANTITIES, st.just(line.quantity), st.just(line.received / 2)),
        st.one_of(st.just(0), st.integers(-300, 300)),
    )
    return line, draw(TOLERANCES), draw(st.lists(each, max_size=4))


def flat(line: Ordered[str], tolerance: Tolerance, some: Sequence[Invoiced[str]]) -> list[Matched]:
    return [each for (each,) in match([line], [(tolerance, [one]) for one in some])]


@given(bills())
def test_never_more_than_what_came_and_the_tolerance_without_a_word(
    drawn: tuple[Ordered[str], Tolerance, list[Invoiced[str]]],
) -> None:
    line, tolerance, some = drawn
    silent = [each for each in flat(line, tolerance, some) if each.verdict is Verdict.MATCHED]
    value = line.limit * line.price * 100
    most = value + tolerance.of(cents_of(line.limit, line.price)) + Decimal(len(silent) + 1) / 2
    assert sum(each.cents for each in silent) <= most


@given(bills())
def test_it_does_not_matter_which_comes_first(
    drawn: tuple[Ordered[str], Tolerance, list[Invoiced[str]]],
) -> None:
    line, tolerance, some = drawn
    totals, all_exact = set(), set()
    for every in permutations(some):
        lines = flat(line, tolerance, every)
        totals.add((sum(each.quantity for each in lines), sum(each.cents for each in lines)))
        all_exact.add(all(each.verdict is Verdict.MATCHED for each in flat(line, EXACT, every)))
    assert (len(totals), len(all_exact)) == (1, 1)


@given(bills())
def test_a_credit_note_of_the_last_leaves_what_was_there_before_it(
    drawn: tuple[Ordered[str], Tolerance, list[Invoiced[str]]],
) -> None:
    line, tolerance, some = drawn
    if not some or flat(line, tolerance, some)[-1].verdict is not Verdict.MATCHED:
        return
    last = some[-1]
    back = Invoiced("a", -last.quantity, -last.cents)
    *_, given_back, again = flat(line, tolerance, [*some, back, last])
    assert (given_back.verdict, again.verdict) == (Verdict.MATCHED, Verdict.MATCHED)
