"""Amounts, numbers, days and moments as people write them."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodemplaat.kernel import Euro, UnitPrice
from bodemplaat.kernel.written import Habit, read_amount, read_number
from bodemplaat.presentation import notation
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.voice import Voice

LANGUAGES = st.sampled_from(["nl", "en"])


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        (123456, "€\N{NO-BREAK SPACE}1.234,56", "€1,234.56"),
        (-1850, "€\N{NO-BREAK SPACE}−18,50", "−€18.50"),
        (0, "€\N{NO-BREAK SPACE}0,00", "€0.00"),
        (7, "€\N{NO-BREAK SPACE}0,07", "€0.07"),
        (100000000005, "€\N{NO-BREAK SPACE}1.000.000.000,05", "€1,000,000,000.05"),
    ],
)
def test_an_amount_reads_as_each_language_writes_it(cents: int, dutch: str, english: str) -> None:
    assert notation.euro(Euro(cents), "nl") == dutch
    assert notation.euro(cents, "en") == english


@settings(max_examples=100)
@given(cents=st.integers(-(10**15), 10**15), language=LANGUAGES)
def test_what_is_written_is_read_back_to_the_cent(cents: int, language: str) -> None:
    assert notation.read_euro(notation.euro(cents, language), language) == Euro(cents)


FIGURES = st.decimals(-(10**9), 10**9, places=6) | st.integers(-(10**12), 10**12)
HABITS = {"nl": Habit.DUTCH, "en": Habit.ENGLISH}
SHOWN = {
    "in a sentence": lambda voice, value: voice.show(value),
    "in a column": lambda voice, value: voice.cell(value, Kind.NUMBER),
    "on a page": lambda voice, value: notation.number(value, voice.language),
}


@settings(max_examples=200)
@given(value=FIGURES, language=LANGUAGES, face=st.sampled_from(sorted(SHOWN)))
def test_what_any_face_shows_is_read_back_to_the_same_number(
    value: Decimal | int, language: str, face: str
) -> None:
    shown = SHOWN[face](Voice(language), value)
    assert notation.read_figure(shown, language) == value
    assert read_number(shown, HABITS[language]) == value


@settings(max_examples=200)
@given(value=st.decimals(-(10**6), 10**6, places=6), language=LANGUAGES, places=st.integers(0, 6))
def test_what_any_face_shows_of_money_is_read_back_to_the_same_amount(
    value: Decimal, language: str, places: int
) -> None:
    voice, price = Voice(language), round(value, places)
    amount = Euro.of(round(value, 2))
    for shown in (voice.show(amount), voice.cell(amount, Kind.AMOUNT), notation.euro(amount, language)):
        assert read_amount(shown, HABITS[language]) == amount.decimal
    for shown in (notation.price(price, language), voice.show(UnitPrice(abs(price)))):
        assert abs(read_amount(shown, HABITS[language])) == abs(price)


@settings(max_examples=100)
@given(value=st.decimals(-10, 10, places=3), language=LANGUAGES)
def test_what_any_face_shows_of_a_share_is_read_back_to_the_same_share(value: Decimal, language: str) -> None:
    voice = Voice(language)
    for shown in (voice.percent(value), voice.cell(value, Kind.RATIO), notation.percent(value, language)):
        assert read_number(shown.removesuffix("%"), HABITS[language]) / 100 == value


@settings(max_examples=50)
@given(cents=st.integers(1, 10**12), language=LANGUAGES)
def test_a_credit_is_its_debit_with_a_minus(cents: int, language: str) -> None:
    credit, debit = notation.euro(-cents, language), notation.euro(cents, language)
    assert credit.replace(notation.MINUS, "", 1) == debit
    assert credit.startswith("€\N{NO-BREAK SPACE}−" if language == "nl" else "−€")


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("12,50", 1250), ("12.50", 1250), ("12,5", 1250), ("1.234", 123400), ("1.234,5", 123450), (" € 1 234,56 ", 123456), ("-3,10", -310), ("25,-", 2500), ("€25", 2500)],
)  # fmt: skip
def test_what_a_dutch_person_types_is_understood(typed: str, cents: int) -> None:
    assert notation.read_euro(typed, "nl") == Euro(cents)


@pytest.mark.parametrize(
    ("typed", "language", "cents"),
    [
        ("884.000,00 €", "nl", 88_400_000),
        ("€ 884.000,-", "nl", 88_400_000),
        ("884\N{THIN SPACE}000,00\N{NO-BREAK SPACE}euro", "nl", 88_400_000),
        ("1\N{NARROW NO-BREAK SPACE}234", "nl", 123_400),
        ("1,234.56", "nl", 123_456),
        ("3,10-", "nl", -310),
        ("\N{MINUS SIGN}€ 3,10", "nl", -310),
        ("1,234", "en", 123_400),
        ("1.234,56", "en", 123_456),
        ("7,5", "en", 750),
    ],
)
def test_an_amount_on_a_page_is_read_as_in_a_file(typed: str, language: str, cents: int) -> None:
    assert notation.read_euro(typed, language) == Euro(cents)


@pytest.mark.parametrize(("typed", "language"), [("1,234", "nl"), ("1.234", "en")])
def test_thousands_in_the_other_language_are_asked_about(typed: str, language: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        notation.read_euro(typed, language)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("typed", "number"),
    [("7,5", "7.5"), ("7.5", "7.5"), ("42", "42"), ("0.125", "0.125"), ("0,125", "0.125")],
)
def test_a_number_with_decimals_is_the_same_in_every_language(typed: str, number: str, language: str) -> None:
    assert notation.read_figure(typed, language) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "²", "٣", "1e5", "7,5,5", "7.5 km"])
def test_a_number_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        notation.read_figure(typed, "nl")


@pytest.mark.parametrize(
    "typed", ["", "twaalf", "1,2,3", "1.23.4", "12,345", "--3", "-€-3", "1e5", "€", "٣", "12,50 USD"]
)
def test_what_would_need_guessing_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        notation.read_euro(typed, "nl")


def test_a_float_is_not_an_amount() -> None:
    with pytest.raises(TypeError):
        notation.euro(12.5, "nl")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        notation.euro(True, "nl")


def test_whole_euros_round_half_away_from_zero_and_never_show_minus_zero() -> None:
    assert notation.euro(150, "nl", cents=False) == "€\N{NO-BREAK SPACE}2"
    assert notation.euro(-150, "nl", cents=False) == "€\N{NO-BREAK SPACE}−2"
    assert notation.euro(-49, "nl", cents=False) == "€\N{NO-BREAK SPACE}0"


def test_numbers_and_percentages() -> None:
    assert notation.number(1234567, "nl") == "1.234.567"
    assert notation.number(Decimal("-0.235"), "nl", decimals=2) == "−0,24"
    assert notation.percent(Fraction(1, 8), "nl") == "12,5%"
    assert notation.percent(Decimal("0.07"), "en", decimals=0) == "7%"


def test_days_and_moments() -> None:
    assert notation.day(date(2026, 11, 23), "nl") == "23 november 2026"
    assert notation.day(date(2026, 3, 1), "en") == "1 March 2026"
    assert [notation.short_month(date(2026, month, 1), "nl") for month in (1, 3, 5)] == [
        "jan",
        "mrt",
        "mei",
    ]
    assert notation.short_day(date(2026, 3, 1), "nl") == "1\N{NO-BREAK SPACE}mrt\N{NO-BREAK SPACE}2026"
    assert [notation.weekday(number, "nl") for number in (0, 6)] == ["ma", "zo"]
    assert notation.moment(datetime(2026, 11, 23, 9, 5, tzinfo=UTC), "nl").endswith("2026, 09:05")


@pytest.mark.parametrize(
    ("span", "dutch", "english"),
    [
        (timedelta(seconds=59), "zojuist", "just now"),
        (timedelta(minutes=1), "1 minuut geleden", "1 minute ago"),
        (timedelta(hours=23, minutes=59), "23 uur geleden", "23 hours ago"),
        (timedelta(days=30), "30 dagen geleden", "30 days ago"),
        (timedelta(days=-2), "over 2 dagen", "in 2 days"),
    ],
)
def test_how_long_ago(span: timedelta, dutch: str, english: str) -> None:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert notation.ago(now - span, now, "nl") == dutch
    assert notation.ago(now - span, now, "en") == english


def test_what_is_longer_ago_is_a_day() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert notation.ago(datetime(2026, 9, 1, tzinfo=UTC), now, "nl") == notation.day(date(2026, 9, 1), "nl")


def test_a_share_beside_the_whole_is_the_whole_only_when_it_is() -> None:
    """99.7 % paid is not shown as 100 % of what was claimed."""
    assert notation.percent(Fraction(997, 1000), "nl", decimals=0, beside=(0, 1)) == "99,7%"
    assert notation.percent(Fraction(1), "nl", decimals=0, beside=(0, 1)) == "100%"
    assert notation.percent(Fraction(1, 3000), "en", decimals=0, beside=(0, 1)) == "0.03%"
