"""The audit file of a year: of the right books, with its opening balances, and to the cent what the trial balance says."""

import importlib.resources
import io
from collections import Counter
from datetime import date

import pytest
import pyxaf
from lxml import etree
from tests.capabilities.ledger.books import MARCH, OPENING, OPENING_COLUMNS, Books, credit, debit
from tests.foundation.imports.files import csv_file
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused


def audit_file(actor: Actor, year: int = 2026) -> bytes:
    out = io.BytesIO()
    ledger.write_audit_file(actor=actor, year=year, on=TODAY, out=out)
    return out.getvalue()


@pytest.fixture
def books(world: World) -> Books:
    books = Books.of(world)
    opening = csv_file("ledger-opening", OPENING_COLUMNS, *OPENING)
    books.desk.do("ledger-opening", opening, since=date(2026, 1, 1))
    return books


def test_it_is_valid_and_comes_to_the_trial_balance(books: Books) -> None:
    first = books.post(debit("4100", 3420), credit("0500", 3420, "D-7"))
    books.post(debit("0500", 3420, "D-7"), credit("0100", 3420), key="twee")
    ledger.correct_entry(
        actor=books.keeper, entry=first, day=MARCH, description="Terug", amounts=(), at=MONDAY
    )
    content = audit_file(books.keeper)
    xsd = importlib.resources.files("pyxaf").joinpath("schemas/XmlAuditfileFinancieel4.0.xsd").read_bytes()
    schema = etree.XMLSchema(etree.fromstring(xsd))
    assert schema.validate(etree.fromstring(content)), schema.error_log
    report = pyxaf.validate(io.BytesIO(content))
    assert [each for each in report.findings if each.severity >= pyxaf.Severity.ERROR] == []
    sums: Counter[str] = Counter()
    with pyxaf.open(io.BytesIO(content)) as read:
        assert read.company.name == "Nederlek"
        for line in read.lines():
            assert line.account_id is not None
            assert line.signed_amount is not None
            sums[line.account_id] += int(line.signed_amount * 100)
        for each in read.opening_balance().lines:
            sums[str(each.account_id)] += int((each.signed_amount or 0) * 100)
    assert {code: cents for code, cents in sums.items() if cents} == {
        code: cents for code, cents in books.balances().items() if cents
    }


def test_it_is_of_ones_own_books_and_of_a_year_that_is_kept(books: Books, world: World) -> None:
    with pytest.raises(NotFound):
        audit_file(books.keeper, 2025)
    with pytest.raises(NotFound):
        audit_file(world.second.carla)
    for other in (world.first.ad, world.clerk):
        with pytest.raises(Refused):
            audit_file(other)
