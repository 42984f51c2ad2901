"""The rates of VAT: each row says where it was read, a day has the rates that began last, and no code has a table of its own."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import bodemplaat
from bodemplaat.formats.vat_law import VatRateKind, highest_vat_on, vat_percents_on, vat_rates, vat_rates_on
from bodemplaat.kernel import Certainty


def test_every_row_says_where_it_was_read_and_how_surely() -> None:
    assert all("article 9" in row.source.render() for row in vat_rates())
    by_heart = [row for row in vat_rates() if row.text_of is None]
    assert {row.certainty for row in by_heart} == {Certainty.MEMORY}
    assert all("from memory" in row.source.render() for row in by_heart)
    newest = vat_rates_on(date(2026, 11, 30))
    assert {row.certainty for row in newest} == {Certainty.PRIMARY}
    assert {row.kind for row in newest} == set(VatRateKind)


def test_a_kind_has_one_rate_from_a_day() -> None:
    days = [(row.kind, row.valid_from) for row in vat_rates()]
    assert len(set(days)) == len(days)


@pytest.mark.parametrize(
    ("day", "rates"),
    [
        (date(2012, 9, 30), ("19", "6")),
        (date(2012, 10, 1), ("21", "6")),
        (date(2018, 12, 31), ("21", "6")),
        (date(2019, 1, 1), ("21", "9")),
        (date(2026, 11, 30), ("21", "9")),
        (date(1986, 9, 30), ()),
    ],
)
def test_a_day_has_its_rates(day: date, rates: tuple[str, ...]) -> None:
    assert tuple(row.percent for row in vat_rates_on(day)) == tuple(map(Decimal, rates))


def test_of_more_days_each_rate_counts() -> None:
    turn = (date(2018, 12, 31), date(2019, 1, 1))
    assert vat_percents_on(*turn) == {Decimal(21), Decimal(9), Decimal(6)}
    assert highest_vat_on(turn) == 21
    assert highest_vat_on([date(1900, 1, 1)]) is None
    assert vat_percents_on() == frozenset()


def test_no_other_code_has_a_rate_of_its_own() -> None:
    """A number beside a word for VAT or a rate is one that the table should tell."""
    own = re.compile(r"(?i)(rate|vat|btw)\w*\s*(:[^=\n]+)?=\s*(Decimal\()?[\"']?(21|9)\b")
    home = Path(bodemplaat.__file__).parent
    found = [
        f"{path.relative_to(home)}: {line.strip()}"
        for path in home.rglob("*.py")
        if "migrations" not in path.parts
        for line in path.read_text(encoding="utf-8").splitlines()
        if own.search(line)
    ]
    assert found == []
