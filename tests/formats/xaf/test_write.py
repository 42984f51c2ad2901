"""What is written is valid by the schema and by a reader of others, whatever stands in it, and comes to the cent."""

import importlib.resources
import io
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
import pyxaf
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bodemplaat.formats import xaf

HEAD = xaf.Head(2026, date(2026, 12, 1), "Bodemplaat", "0.1.0", "Gemeente Nederlek & Co <>", "001234567")
ACCOUNTS = (
    xaf.Account("0100", "Bank", is_of_the_year=False),
    xaf.Account("0900", "Reserve", is_of_the_year=False),
    xaf.Account("4100", "Kosten “reis”", is_of_the_year=True),
)
PERIODS = tuple(
    xaf.Period(month, date(2026, month, 1), date(2026 + month // 12, month % 12 + 1, 1) - timedelta(days=1))
    for month in range(1, 13)
)
MEMORIAL = xaf.Journal("memorial", "Memoriaal", xaf.JournalKind.MEMORIAL)
BANK = xaf.Journal("bank", "Bank", xaf.JournalKind.BANK)
OPENING = (xaf.OpeningLine("0100", 100000), xaf.OpeningLine("0900", -100000))


@cache
def schema() -> etree.XMLSchema:
    content = (
        importlib.resources.files("pyxaf").joinpath("schemas/XmlAuditfileFinancieel4.0.xsd").read_bytes()
    )
    return etree.XMLSchema(etree.fromstring(content))


def entry(number: int, cents: int, text: str = "Reis", day: date = date(2026, 3, 10)) -> xaf.Transaction:
    lines = (xaf.Line("4100", text, text, cents), xaf.Line("0100", "", "", -cents))
    return xaf.Transaction(number, text, day.month, day, "", lines)


def written(*entries: xaf.Transaction, opening: tuple[xaf.OpeningLine, ...] = OPENING) -> bytes:
    cents = [line.cents for each in entries for line in each.lines]
    totals = xaf.Totals(len(cents), sum(c for c in cents if c > 0), -sum(c for c in cents if c < 0))
    return b"".join(xaf.write(HEAD, ACCOUNTS, PERIODS, opening, totals, [(MEMORIAL, entries), (BANK, ())]))


def errors(content: bytes) -> list[Any]:
    report = pyxaf.validate(io.BytesIO(content))
    return [each for each in report.findings if each.severity >= pyxaf.Severity.ERROR]


def test_a_file_is_valid_by_the_schema_and_read_back_by_another() -> None:
    content = written(entry(1, 3420), entry(2, -500))
    assert schema().validate(etree.fromstring(content)), schema().error_log
    assert errors(content) == []
    with pyxaf.open(io.BytesIO(content)) as read:
        assert read.company.name == "Gemeente Nederlek & Co <>"
        assert [(line.account_id, line.signed_amount) for line in read.lines()][:2] == [
            ("4100", Decimal("34.20")),
            ("0100", Decimal("-34.20")),
        ]


def test_a_year_without_entries_is_valid_too() -> None:
    content = written(opening=())
    assert schema().validate(etree.fromstring(content)), schema().error_log
    assert errors(content) == []


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=400), cents=st.integers(-(10**15), 10**15).filter(bool))
def test_no_text_and_no_amount_makes_a_file_invalid(text: str, cents: int) -> None:
    content = written(entry(1, cents, text))
    assert schema().validate(etree.fromstring(content)), schema().error_log


def test_a_file_that_does_not_come_to_its_totals_is_not_finished() -> None:
    pieces = xaf.write(HEAD, ACCOUNTS, PERIODS, (), xaf.Totals(2, 1, 1), [(MEMORIAL, [entry(1, 2)])])
    with pytest.raises(ValueError, match="totals"):
        b"".join(pieces)


def test_it_comes_in_pieces() -> None:
    entries = [entry(number, number) for number in range(1, 3000)]
    cents = sum(range(1, 3000))
    totals = xaf.Totals(2 * 2999, cents, cents)
    pieces = list(xaf.write(HEAD, ACCOUNTS, PERIODS, OPENING, totals, [(MEMORIAL, iter(entries))]))
    assert len(pieces) > 10
    assert max(map(len, pieces)) < 3 * 64 * 1024
