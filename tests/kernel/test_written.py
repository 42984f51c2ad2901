"""Numbers as people write them: what means one thing is read, what means two is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.kernel.written import (
    Habit,
    NotANumber,
    TwoReadings,
    habit_of,
    is_twofold,
    read_amount,
    read_number,
    read_whole,
)

NARROW, THIN, NO_BREAK, MINUS = "\u202f", "\u2009", "\u00a0", "\u2212"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1234", "1234"),
        ("1234.5", "1234.5"),
        ("1234,56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("1 234 567", "1234567"),
        (f"1{NO_BREAK}234,50", "1234.5"),
        (f"1{THIN}234.50", "1234.5"),
        (f"1{NARROW}234,567", "1234.567"),
        ("1'234.50", "1234.5"),
        ("1’234", "1234"),
        ("1_234.56", "1234.56"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        (".125", "0.125"),
        ("1234.567", "1234.567"),
        ("1.1250", "1.125"),
        ("12.", "12"),
        ("1e3", "1000"),
        ("1.234e3", "1234"),
        ("-5", "-5"),
        (f"{MINUS}5,5", "-5.5"),
        ("5,50-", "-5.5"),
        ("+5", "5"),
        ("- 1.234,00", "-1234"),
    ],
)
def test_what_means_one_thing_is_read(written: str, number: str) -> None:
    assert read_number(written) == Decimal(number)
    assert read_amount(written) == Decimal(number)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("884.000,00 €", "884000"),
        ("€ 884.000,-", "884000"),
        ("€ 884.000,--", "884000"),
        ("€884.000,=", "884000"),
        ("884.000,–", "884000"),
        ("€ 884.000,—", "884000"),
        ("€ 884,-", "884"),
        ("-€ 5", "-5"),
        ("€ -5", "-5"),
        ("€ 5-", "-5"),
        ("-5 €", "-5"),
        (f"€{NO_BREAK}1.234,56", "1234.56"),
        (f"{MINUS}€{NO_BREAK}1.234,56", "-1234.56"),
        ("EUR 12,50", "12.5"),
        ("12,50 EUR", "12.5"),
        ("12,50 euro", "12.5"),
        ("€1,234.56", "1234.56"),
    ],
)
def test_amounts_carry_their_sign_of_the_euro_on_either_side(written: str, number: str) -> None:
    assert read_amount(written) == Decimal(number)


@pytest.mark.parametrize(
    ("written", "whole", "part"),
    [
        ("100.000", 100000, "100"),
        ("14.500", 14500, "14.5"),
        ("1,234", 1234, "1.234"),
        ("1.125", 1125, "1.125"),
        ("-1.234", -1234, "-1.234"),
        ("€ 884.000", 884000, "884"),
        ("884.000 €", 884000, "884"),
    ],
)
def test_what_means_two_things_is_refused_with_both(written: str, whole: int, part: str) -> None:
    with pytest.raises(TwoReadings) as refused:
        read_amount(written)

    assert (refused.value.whole, refused.value.part) == (whole, Decimal(part))
    assert is_twofold(written)


@pytest.mark.parametrize(
    "written",
    [
        "", " ", "-", "€", ",", ".", "abc", "1.23.456", "12.34.567", "1,23,456", "1.234,567.8", "1 23", "1234 567", "1..2",
        "--5", "-5-", "5,5,5", "1.234.56", "٣", "1½", "1e999", "NaN", "Infinity", "1.234,-5", "0x10", "12,5 %", "1,234,-",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(NotANumber):
        read_amount(written)


@pytest.mark.parametrize(
    ("texts", "habit"),
    [
        (["100.000", "14.500"], Habit.UNKNOWN),
        (["100.000", "12,5"], Habit.DUTCH),
        (["100.000", "€ 5,-"], Habit.DUTCH),
        (["100.000", "€ 884.000,-"], Habit.DUTCH),
        (["100.000", "1.234.567"], Habit.DUTCH),
        (["100.000", "12,5%"], Habit.DUTCH),
        (["100.000", "12,5", "0.03"], Habit.UNKNOWN),
        (["100.000", "0.03", "12.5"], Habit.UNKNOWN),
        (["1,234", "1,234.50"], Habit.ENGLISH),
        (["1,234.50", "1.234,50"], Habit.UNKNOWN),
        (["2026-07-01", "Jansen, P.", "1,2,3"], Habit.UNKNOWN),
    ],
)
def test_a_habit_is_proven_by_what_is_unmistakable(texts: list[str], habit: Habit) -> None:
    assert habit_of(texts) is habit


def test_where_the_habit_is_known_a_thousand_is_a_thousand() -> None:
    assert read_number("1.234", Habit.DUTCH) == 1234
    assert read_number("1,234", Habit.DUTCH) == Decimal("1.234")
    assert read_number("1,234", Habit.ENGLISH) == 1234
    assert read_number("1.234", Habit.STORED) == Decimal("1.234")
    assert read_amount("1.234", Habit.DUTCH) == 1234


@pytest.mark.parametrize(("written", "habit"), [("1,230", Habit.DUTCH), ("1.230", Habit.ENGLISH)])
def test_nobody_writes_euros_in_three_decimals(written: str, habit: Habit) -> None:
    with pytest.raises(TwoReadings):
        read_amount(written, habit)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_every_amount_written_in_full_is_read_back_in_any_notation(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    dutch = english.translate(str.maketrans(",.", ".,"))
    for text in (english, dutch, english.replace(",", " "), dutch.replace(".", THIN), f"{amount:.2f}"):
        assert read_amount(text) == amount
        assert read_amount(f"€ {text}") == amount


@given(st.text(alphabet="0123456789.,' -+€%eE", max_size=12))
def test_any_text_is_one_number_or_two_or_none(text: str) -> None:
    try:
        number = read_amount(text)
    except NotANumber:
        return
    except TwoReadings as two:
        assert two.whole >= 1000 * two.part  # noqa: PT017  # either outcome is right, and each has its law
        return
    assert number.is_finite()


@pytest.mark.parametrize("text", ["", "²", "٣", "-1", "1_0", " 1", "1" * 5000])
def test_other_than_plain_figures_is_no_whole_number(text: str) -> None:
    assert read_whole(text) is None


@given(st.integers(0, 10**9 - 1))
def test_plain_figures_are_the_number_they_write(number: int) -> None:
    assert read_whole(str(number)) == number


@pytest.mark.parametrize("text", ["-5.000", "5.000-", "€ -5.000", "−5,000"])
def test_both_readings_of_a_number_below_zero_are_below_zero(text: str) -> None:
    with pytest.raises(TwoReadings) as two:
        read_amount(text)
    assert (two.value.whole, two.value.part) == (-5000, -5)
