"""Setting right what bank and books do not agree on, through the pages: asked by one payer, confirmed by another."""

import io
import uuid
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.capabilities.payments.answers import answer
from tests.surfaces.desk.conftest import SignIn, page_of, text_of
from tests.surfaces.desk.test_statements import UNKNOWN, hand_in, paid_batch, queries_of, told
from tests.world import MONDAY, TODAY, World, journey

from bodemplaat.capabilities.payments import api as payments

CORRECTIONS = "/balie/afschriften/correcties/"


def sent_batch(world: World) -> uuid.UUID:
    paid_batch(world)
    (batch,) = payments.batches(actor=world.payer)
    return batch.id


def free_url(batch: uuid.UUID) -> str:
    return f"/balie/betalingen/batches/{batch}/vrijmaken/"


def test_a_batch_is_freed_by_two_and_pressed_twice_is_once(world: World, browser: SignIn) -> None:
    batch = sent_batch(world)
    payer, paula = browser(world.payer), browser(world.paula)
    assert payer.get(f"/balie/betalingen/batches/{batch}/").status_code == 200
    asked = payer.get(free_url(batch))
    assert page_of(asked).xpath('//textarea[@name="reason"]')
    empty = payer.post(free_url(batch), {"reason": " "})
    assert empty.status_code == 422
    assert page_of(empty).xpath('//textarea[@aria-invalid="true"]')
    for _ in range(2):
        assert payer.post(free_url(batch), {"reason": "Geweigerd"}).headers["Location"] == CORRECTIONS
    (waiting,) = payments.corrections(actor=world.payer)
    confirm = f"{CORRECTIONS}{waiting.id}/bevestigen/"
    own = payer.get(CORRECTIONS)
    assert "zelf" in text_of(own)
    assert not page_of(own).xpath(f'//form[@action="{confirm}"]')
    refused = payer.post(confirm)
    assert refused.status_code == 409
    assert "Een andere betaler" in text_of(refused)
    assert payments.batch(actor=world.payer, batch=batch).states == {"released": 2}
    assert page_of(paula.get(CORRECTIONS)).xpath(f'//form[@action="{confirm}"]')
    assert paula.get(confirm).headers["Location"] == CORRECTIONS
    for _ in range(2):
        assert paula.post(confirm).headers["Location"] == CORRECTIONS
    assert payments.batch(actor=world.payer, batch=batch).states == {"freed": 2}
    assert payments.payments_waiting(actor=world.payer).count == 2
    late = payer.post(free_url(batch), {"reason": "Nog eens"})
    assert late.status_code == 422


def test_an_unknown_amount_is_linked_by_two(world: World, browser: SignIn) -> None:
    _, (first, second) = paid_batch(world)
    payer, paula = browser(world.payer), browser(world.paula)
    hand_in(payer, told(replace(first, end_to_end_id="BANK-1", message_id="", payment_id=""), second))
    (entry,) = payments.unknown_entries(actor=world.payer).entries
    link = f"{UNKNOWN}{entry.id}/koppelen/"
    assert page_of(payer.get(UNKNOWN)).xpath(f'//a[@href="{link}"]')
    page = page_of(payer.get(link))
    (which,) = page.xpath('//input[@name="which"]/@value')
    none = payer.post(link, {"reason": "Gebeld"})
    assert none.status_code == 422
    assert "Kies" in text_of(none)
    kept = payer.post(link, {"which": which, "reason": ""})
    assert kept.status_code == 422
    assert page_of(kept).xpath('//input[@name="which"][@checked]')
    assert payer.post(link, {"which": "payment.geen", "reason": "Gebeld"}).status_code == 422
    for _ in range(2):
        assert payer.post(link, {"which": which, "reason": "Gebeld"}).headers["Location"] == CORRECTIONS
    (waiting,) = payments.corrections(actor=world.paula)
    paula.post(f"{CORRECTIONS}{waiting.id}/bevestigen/")
    assert payments.unknown_entries(actor=world.payer).count == 0
    assert payer.post(link, {"which": which, "reason": "Gebeld"}).status_code in (302, 404)


def test_who_is_no_payer_reads_who_may(world: World, elsewhere: World, browser: SignIn) -> None:
    batch = sent_batch(world)
    payments.ask_correction(actor=world.payer, kind="free", batch=batch, reason="Weg", at=world.at)
    (waiting,) = payments.corrections(actor=world.payer)
    pages = (
        CORRECTIONS,
        free_url(batch),
        f"{CORRECTIONS}{waiting.id}/bevestigen/",
        f"{CORRECTIONS}{waiting.id}/laten/",
    )
    clerk, stranger = browser(world.clerk), browser(elsewhere.payer)
    for each in pages:
        refused = clerk.post(each, {"reason": "x"})
        assert refused.status_code in (403, 405)
        assert clerk.get(each).status_code == 403
        assert "betaler" in text_of(clerk.get(each)).lower()
        if each != CORRECTIONS:
            assert stranger.post(each, {"reason": "x"}).status_code == 404
    assert "Weg" not in text_of(stranger.get(CORRECTIONS))
    assert payments.batch(actor=world.payer, batch=batch).states == {"released": 2}


def test_a_correction_is_taken_back(world: World, browser: SignIn) -> None:
    batch = sent_batch(world)
    payer = browser(world.payer)
    payer.post(free_url(batch), {"reason": "Vergissing"})
    (waiting,) = payments.corrections(actor=world.payer)
    for _ in range(2):
        assert payer.post(f"{CORRECTIONS}{waiting.id}/laten/").headers["Location"] == CORRECTIONS
    late = browser(world.paula).post(f"{CORRECTIONS}{waiting.id}/bevestigen/")
    assert late.status_code == 409
    assert payments.batch(actor=world.payer, batch=batch).states == {"released": 2}


@pytest.mark.parametrize("zipped", [False, True])
def test_the_banks_answer_is_handed_in_like_a_statement(world: World, browser: SignIn, zipped: bool) -> None:
    batch = sent_batch(world)
    payer = browser(world.payer)
    content = answer(payments.batch_file(actor=world.payer, batch=batch)[2], "RJCT")
    if zipped:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            packed.writestr("antwoord.xml", content)
        content = out.getvalue()
    assert hand_in(payer, content).status_code == 302
    assert "2 betalingen" in text_of(payer.get("/balie/afschriften/"))
    assert page_of(payer.get(f"/balie/betalingen/batches/{batch}/")).xpath(f'//a[@href="{free_url(batch)}"]')


def test_batches_without_an_answer_are_listed_after_two_bank_days(
    world: World, browser: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = sent_batch(world)
    payer = browser(world.payer)
    address = "/balie/betalingen/batches/?state=unanswered"
    assert str(batch) not in payer.get(address).content.decode()
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY + timedelta(days=4))
    assert str(batch) in browser(world.payer).get(address).content.decode()


def test_the_number_of_queries_does_not_follow_the_rows(world: World, browser: SignIn) -> None:
    payer = browser(world.payer)

    def ask(count: int) -> None:
        for _ in range(count):
            world.approved(world.first.anna, journey("10"))
        batch = payments.make_batch(
            actor=world.payer, execution_date=TODAY, key=uuid.uuid4().hex, at=world.at
        )
        payments.release_batch(actor=world.paula, batch=batch, at=world.at)
        for each in payments.batch(actor=world.payer, batch=batch).payments:
            payments.ask_correction(
                actor=world.payer, kind="free", payment=each.id, reason="Weg", at=world.at
            )

    ask(1)
    few = queries_of(payer, CORRECTIONS)
    ask(5)
    assert queries_of(payer, CORRECTIONS) == few
    assert few < 20
    assert len(page_of(payer.get(CORRECTIONS)).xpath('//li[contains(@class, "desk-unknown-entry")]')) == 6
