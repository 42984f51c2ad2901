"""An approved invoice is in the books of its municipality: costs, VAT as coded, a debt to its supplier; and none once it is paid."""

import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.invoices.paid import (
    ASKED_FROM,
    OWN,
    PAY_ON,
    TO_PAY,
    approved,
    ask_all,
    bank_says,
    make,
    release,
    set_up,
)
from tests.capabilities.invoices.post import bill, receive
from tests.capabilities.invoices.test_approving import approve, part
from tests.capabilities.ledger.books import COLUMNS, Books
from tests.capabilities.payments.bank import back, sent
from tests.formats.invoices.samples import line
from tests.foundation.imports.files import csv_file
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.api import VatTreatment
from bodemplaat.capabilities.invoices.reckoning.posting import costs_and_vat
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.kernel import Euro

DAY = timedelta(days=1)
MORE = (
    ("0510", "Crediteuren", "liability", "", "", "yes"),
    ("0610", "Compensabele btw", "asset", "", "", "no"),
    ("0620", "Te vorderen btw", "asset", "", "", "no"),
    ("4300", "Inkoop", "expense", "0.4", "3.8", "no"),
    ("4390", "Afronding", "expense", "0.4", "3.8", "no"),
    ("4391", "Betalingskortingen", "expense", "0.4", "3.8", "no"),
)
CHOSEN = {
    "cost": "4300",
    "compensated": "0610",
    "reclaimed": "0620",
    "difference": "4390",
    "debt": "0510",
    "discount": "4391",
}


def keep_books_of_invoices(world: World, *, year: int = 2026) -> Books:
    """The books of the first municipality, with an account for each thing that is posted of an invoice."""
    books = Books.of(world, year=year)
    books.desk.do("ledger-accounts", csv_file("ledger-accounts", COLUMNS, *MORE))
    by_code = {each.code: each.id for each in ledger.accounts(actor=books.keeper)}
    chosen = {f"{invoices.SOURCE}.{name}": code for name, code in CHOSEN.items()} | {"bank": "0100"}
    for purpose, code in chosen.items():
        ledger.choose_account(actor=books.keeper, purpose=purpose, account=by_code[code], at=MONDAY)
    return books


@pytest.fixture
def books(world: World) -> Books:
    books = keep_books_of_invoices(world)
    set_up(world)
    return books


def stands(books: Books) -> dict[str, int]:
    return {code: cents for code, cents in books.balances().items() if cents}


def owed(books: Books) -> list[tuple[str, int]]:
    return [(each.item, each.open.cents) for each in ledger.open_items(actor=books.keeper)]


def coded(
    world: World, number: str, vat: VatTreatment, *lines: invoices.Coded, amount: str = "100.00"
) -> None:
    invoice = receive(world, bill(number, lines=(line(1, amount),))).invoice
    invoices.code_invoice(
        actor=world.clerk,
        invoice=invoice,
        unit=world.first.unit,
        lines=lines or (part(amount),),
        vat=vat,
        at=MONDAY,
    )
    approve(world, world.first.jan, invoice)


def test_it_is_owed_when_it_is_approved_and_not_any_more_when_the_bank_paid_it(
    books: Books, world: World
) -> None:
    invoice, other = approved(world), approved(world, "2")
    assert stands(books) == {"4300": 20000, "0610": 4200, "0510": -24200}
    assert sorted(owed(books)) == sorted(
        (f"{number} Veenstra Kantoo {each.hex[:8]}", -12100)
        for number, each in (("1", invoice), ("2", other))
    ), "each invoice is open by itself, by the name of its supplier"
    ask_all(world, ASKED_FROM)
    rows = payments.payments_waiting(actor=world.payer).payments
    chosen = [each.id for each in rows if each.source_id == invoice]
    file = release(world, make(world, PAY_ON, chosen), PAY_ON)
    bank_says(world, *sent(file, OWN), on=PAY_ON)
    assert stands(books) == {"4300": 20000, "0610": 4200, "0510": -12100, "0100": -12100}
    assert [item for item, _ in owed(books)] == [f"2 Veenstra Kantoo {other.hex[:8]}"]
    bank_says(world, *(back(each) for each in sent(file, OWN)), on=PAY_ON + DAY, name="S2")
    assert stands(books) == {"4300": 20000, "0610": 4200, "0510": -24200}
    assert len(owed(books)) == 2
    assert ledger.facts_waiting(actor=books.keeper) == ((), 0)


def test_a_discount_is_owed_no_more_when_it_is_paid_and_again_when_the_bank_gave_it_back(
    books: Books, world: World
) -> None:
    terms = "#SKONTO#TAGE=30#PROZENT=2.00#"
    approved(world, as_sent=bill("1", lines=(line(1, "100.00"),), terms=terms))
    day = TODAY + 7 * DAY
    ask_all(world, day)
    file = release(world, make(world, day, on=day + DAY), day)
    bank_says(world, *sent(file, OWN), on=day + DAY)
    assert stands(books) == {"4300": 10000, "0610": 2100, "4391": -242, "0100": -11858}
    assert owed(books) == []
    bank_says(world, *(back(each) for each in sent(file, OWN)), on=day + 2 * DAY, name="S2")
    assert stands(books) == {"4300": 10000, "0610": 2100, "0510": -12100}
    assert ledger.facts_waiting(actor=books.keeper) == ((), 0)


@pytest.mark.parametrize(
    ("vat", "balances"),
    [
        (VatTreatment.COMPENSATED, {"4300": 10000, "0610": 2100, "0510": -12100}),
        (VatTreatment.RECLAIMED, {"4300": 10000, "0620": 2100, "0510": -12100}),
        (VatTreatment.COST, {"4300": 12100, "0510": -12100}),
    ],
)
def test_vat_goes_where_the_coding_says(
    books: Books, world: World, vat: VatTreatment, balances: dict[str, int]
) -> None:
    coded(world, "1", vat, part("60.00"), part("40.00", taakveld="0.2"))
    assert stands(books) == balances


def test_what_was_prepaid_is_no_debt(books: Books, world: World) -> None:
    bought = bill("1", lines=(line(1, "100.00"),))
    totals = replace(bought.totals, prepaid=Decimal("21.00"), payable=Decimal("100.00"))
    approved(world, as_sent=replace(bought, totals=totals))
    assert stands(books) == {"4300": 10000, "0610": 2100, "4390": -2100, "0510": -10000}


def test_without_an_account_it_waits_and_is_approved_all_the_same(world: World) -> None:
    set_up(world)
    Books.of(world)
    invoice = approved(world)
    view = invoices.approval_view(actor=world.clerk, invoice=invoice, on=TODAY)
    assert view.approval is invoices.Approval.APPROVED
    assert ledger.facts_waiting(actor=world.first.carla)[1] == 1


def test_a_municipality_without_books_here_keeps_nothing(world: World) -> None:
    set_up(world)
    approved(world)
    assert ledger.facts_waiting(actor=world.first.carla)[1] == 0


def test_the_audit_file_has_it_in_the_journal_of_purchases(books: Books, world: World) -> None:
    approved(world)
    out = io.BytesIO()
    ledger.write_audit_file(actor=books.keeper, year=2026, on=TODAY, out=out)
    root = ElementTree.fromstring(out.getvalue())  # a file of our own
    journals = {
        each.findtext("{*}desc"): (each.findtext("{*}jrnTp"), len(each.findall("{*}transaction")))
        for each in root.iter()
        if each.tag.endswith("}journal")
    }
    assert journals["Inkoopfacturen"] == ("P", 1)
    assert TO_PAY.cents == 12100


@given(
    st.lists(
        st.tuples(st.sampled_from(["0.4", "0.2", "5.7"]), st.integers(-10_000, 10_000)),
        min_size=1,
        max_size=8,
    ),
    st.integers(-3_000, 3_000),
    st.booleans(),
    st.integers(-50_000, 50_000),
)
def test_all_of_it_adds_up_to_what_is_to_be_paid(
    parts: list[tuple[str, int]], vat: int, is_cost: bool, payable: int
) -> None:
    posted = costs_and_vat(parts, vat=vat, is_cost=is_cost, payable=payable)
    assert sum(cents for _, cents in posted.costs) + posted.vat + posted.difference == payable
    assert posted.difference == payable - sum(cents for _, cents in parts) - vat
    assert Euro(posted.vat) == (Euro(0) if is_cost else Euro(vat))
