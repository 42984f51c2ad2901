"""Handing in bank statements: what they change, what they refuse, and the amounts nobody could place."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.capabilities.payments.bank import back, bank_file, booked, sent, statement
from tests.surfaces.desk.conftest import SignIn, page_of, text_of
from tests.world import IBANS, TODAY, World, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats import camt
from bodemplaat.kernel import Euro
from bodemplaat.surfaces.desk.words import place_in_file

READ, UNKNOWN = "/balie/afschriften/", "/balie/afschriften/onbekend/"
NEDERLEK = IBANS[2]


def hand_in(client: Client, content: bytes, name: str = "afschrift.xml") -> Any:
    return client.post(READ, {"file": SimpleUploadedFile(name, content, "application/xml")})


def paid_batch(world: World) -> tuple[list[uuid.UUID], list[camt.Transaction]]:
    """Two claims of Nederlek, sent to the bank."""
    made = [world.approved(world.first.anna, journey(km)) for km in ("100", "10")]
    batch = payments.make_batch(actor=world.payer, execution_date=TODAY, key=uuid.uuid4().hex, at=world.at)
    payments.release_batch(actor=world.paula, batch=batch, at=world.at)
    return made, sent(payments.batch_file(actor=world.payer, batch=batch)[2], NEDERLEK)


def stray(text: str = "Huur", who: str = "Bakker") -> camt.Transaction:
    return camt.Transaction(Euro.of("12.00"), counterparty=who, remittance=text)


def told(*transactions: camt.Transaction, name: str = "S1") -> bytes:
    entries = [booked(each, f"{name}-{i}", TODAY) for i, each in enumerate(transactions)]
    return bank_file(statement(*entries, on=TODAY, account=NEDERLEK, name=name))


def test_a_statement_says_what_it_changed(world: World, browser: SignIn) -> None:
    made, (first, second) = paid_batch(world)
    payer = browser(world.payer)
    content = told(first, second, back(second), stray())
    assert hand_in(payer, content).headers["Location"] == READ
    shown = text_of(payer.get(READ))
    assert "Het afschrift is ingelezen. 2 betalingen zijn betaald (€ 25,30)." in shown
    assert "1 betaling is teruggestort" in shown
    assert "1 bedrag is onbekend" in shown
    states = [claims.claim_view(actor=world.clerk, claim=each, on=TODAY).state for each in made]
    assert sorted(states) == ["bounced", "paid"]
    assert hand_in(payer, content).headers["Location"] == READ
    assert "Dit afschrift is al eerder ingelezen. Er is niets gewijzigd." in text_of(payer.get(READ))
    assert len(payments.statements(actor=world.payer)) == 1


def test_a_statement_without_a_payment_does_not_say_that_none_was_paid(world: World, browser: SignIn) -> None:
    paid_batch(world)
    payer = browser(world.payer)
    hand_in(payer, told(stray(), name="S2"))
    shown = text_of(payer.get(READ))
    assert "Het afschrift is ingelezen. 1 bedrag is onbekend" in shown
    assert "0 betalingen" not in shown


def test_what_came_back_is_with_the_clerk_who_pays_again(world: World, browser: SignIn) -> None:
    made, (first, second) = paid_batch(world)
    hand_in(browser(world.payer), told(first, second, back(first)))
    clerk = browser(world.clerk)
    (bounced,) = claims.desk_queue(actor=world.clerk, queue="bounced").rows
    case = f"/balie/declaraties/{bounced.id}/"
    shown = clerk.get(f"{case}?queue=bounced")
    assert "De bank stortte het geld terug" in text_of(shown)
    assert "AC04" in text_of(shown)
    answer = clerk.post(f"{case}opnieuw-betalen/?queue=bounced")
    assert answer.headers["Location"] == "/balie/?queue=bounced"
    assert payments.payments_waiting(actor=world.payer).count == 1
    assert bounced.id in made


BILLION = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">&b;</Document>'
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>&x;</BkToCstmrStmt></Document>'
)
OTHER_SCHEMA = (
    b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn/></Document>'
)


@pytest.mark.parametrize(
    "content",
    [
        OUTSIDE,
        BILLION,
        OTHER_SCHEMA,
        b"dit is geen xml",
        b"\x00\xff" * 50_000,
        b"%PDF-1.7 geen afschrift",
        b"",
    ],
    ids=["entity from outside", "many entities", "payment order", "text", "junk", "pdf", "empty"],
)
def test_a_bad_file_is_refused_with_its_cure_and_leaves_nothing(
    world: World, browser: SignIn, content: bytes
) -> None:
    refused = hand_in(browser(world.payer), content)
    assert refused.status_code == 422
    page = page_of(refused)
    assert page.xpath('//*[@class="error-summary"]//a[@href="#id_file"]')
    assert page.xpath('//input[@type="file"][@aria-invalid="true"]')
    assert "root:" not in text_of(refused)
    assert payments.statements(actor=world.payer) == ()


def test_a_statement_of_another_cooperations_account_is_refused(world: World, browser: SignIn) -> None:
    _, transactions = paid_batch(world)
    elsewhere = bank_file(statement(booked(transactions[0], "E1"), account=IBANS[0]))
    refused = hand_in(browser(world.payer), elsewhere)
    assert refused.status_code == 422
    assert IBANS[0] in text_of(refused)
    assert payments.statements(actor=world.payer) == ()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    world: World, browser: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bodemplaat.surfaces.desk.statements.MAX_STATEMENT_BYTES", 1024)
    refused = hand_in(browser(world.payer), b"<" * 2048)
    assert refused.status_code == 422
    assert "meer dan" in text_of(refused)


def test_no_file_says_what_to_do(world: World, browser: SignIn) -> None:
    refused = browser(world.payer).post(READ)
    assert refused.status_code == 422
    assert "Kies het bestand dat u van de bank kreeg." in text_of(refused)


def test_an_unknown_amount_is_settled_with_a_note(world: World, elsewhere: World, browser: SignIn) -> None:
    _, (first, _) = paid_batch(world)
    payer = browser(world.payer)
    hand_in(payer, told(first, stray("<script>alert(1)</script>", "<b>Bakker</b>")))
    shown = payer.get(UNKNOWN)
    assert b"<script>alert(1)" not in shown.content
    assert b"<b>Bakker</b>" not in shown.content
    assert "Het noemt geen betaling: de bank geeft er geen kenmerk bij." in text_of(shown)
    (entry,) = payments.unknown_entries(actor=world.payer).entries
    settle = f"{UNKNOWN}{entry.id}/"
    empty = payer.post(settle, {"note": "  "})
    assert empty.status_code == 422
    assert page_of(empty).xpath('//details[@open]//textarea[@aria-invalid="true"]')
    assert payer.get(settle).headers["Location"] == UNKNOWN
    payer.post(settle, {"note": "Huur van de bakker, geboekt."})
    assert payments.unknown_entries(actor=world.payer).count == 0
    assert "Niets onbekend" in text_of(payer.get(UNKNOWN))
    stranger = browser(elsewhere.payer)
    assert stranger.post(settle, {"note": "Van mij."}).status_code == 404


def test_the_number_of_queries_does_not_follow_the_rows(world: World, browser: SignIn) -> None:
    _, (first, second) = paid_batch(world)
    payer = browser(world.payer)
    hand_in(payer, told(first, stray(), name="S0"))
    few = [queries_of(payer, page) for page in (READ, UNKNOWN)]
    for n in range(1, 10):
        hand_in(payer, told(stray(f"A{n}"), stray(f"B{n}"), name=f"S{n}"))
    assert [queries_of(payer, page) for page in (READ, UNKNOWN)] == few
    assert max(few) < 20
    assert second.amount is not None


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("line 7", "regel 7"),
        ("Stmt[2]", "afschrift 2"),
        ("Stmt[1]/Ntry[17]", "afschrift 1, boeking 17"),
        ("map/week 48.xml", "map/week 48.xml"),
        ("", ""),
    ],
)
def test_a_place_in_a_file_of_the_bank_is_told_in_words(place: str, words: str) -> None:
    assert place_in_file(place) == words
