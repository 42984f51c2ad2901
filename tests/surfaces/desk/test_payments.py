"""The payer's pages: what waits, a batch by one and its release by another, the file for the bank."""

import hashlib
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.surfaces.desk.conftest import SignIn, page_of, text_of
from tests.world import IBANS, TODAY, World, journey

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.models import BankAccount
from bodemplaat.formats.sepa import read_payment_file
from bodemplaat.foundation.tenancy.api import entered
from bodemplaat.kernel import Euro

PAYMENTS = "/balie/betalingen/"
TOMORROW = TODAY + timedelta(days=1)


def batch_url(batch: uuid.UUID, action: str = "") -> str:
    return f"/balie/betalingen/batches/{batch}/{action}"


def owed(world: World) -> None:
    world.approved(world.first.anna, journey("100"))
    world.approved(world.second.bert, journey("10"))


def prepared(world: World, day: date = TOMORROW) -> uuid.UUID:
    owed(world)
    return payments.make_batch(actor=world.payer, execution_date=day, key=uuid.uuid4().hex, at=world.at)


def form_of(client: Client) -> dict[str, Any]:
    page = page_of(client.get(PAYMENTS))
    return {
        "key": page.xpath('//input[@name="key"]/@value')[0],
        "execution_date": page.xpath('//input[@name="execution_date"]/@value')[0],
        "organisations": page.xpath('//input[@name="organisations"][@checked]/@value'),
        "choice": "organisations",
    }


def test_what_waits_is_told_by_municipality_with_its_account(world: World, browser: SignIn) -> None:
    owed(world)
    payer = browser(world.payer)
    shown = text_of(payer.get(PAYMENTS))
    assert "Er wachten 2 betalingen, samen € 25,30." in shown
    assert "NL20 INGB 0001 2345 67" in shown
    form = form_of(payer)
    assert set(form["organisations"]) == {str(world.first.id), str(world.second.id)}
    assert form["execution_date"] == TOMORROW.isoformat()


def test_nothing_to_pay_says_so(world: World, browser: SignIn) -> None:
    assert "Er hoeft niets betaald te worden" in text_of(browser(world.payer).get(PAYMENTS))


def test_a_municipality_without_an_account_is_named_and_cannot_be_chosen(
    world: World, browser: SignIn
) -> None:
    owed(world)
    with entered(world.second.system):
        accounts = BankAccount.records.of(world.second.system)
        accounts.filter(organisation_id=world.second.id).update(active=False)
    payer = browser(world.payer)
    page = page_of(payer.get(PAYMENTS))
    assert "Geen rekening om van te betalen" in page.text_content()
    assert page.xpath(f'//input[@name="organisations"][@value="{world.second.id}"][@disabled]')
    assert form_of(payer)["organisations"] == [str(world.first.id)]
    forced = payer.post(PAYMENTS, {**form_of(payer), "organisations": [str(world.second.id)]})
    assert forced.status_code == 422
    assert "Vlist heeft geen rekening om van te betalen" in text_of(forced)
    assert payments.batches(actor=world.payer) == ()


def test_a_batch_of_chosen_municipalities(world: World, browser: SignIn) -> None:
    owed(world)
    payer = browser(world.payer)
    form = {**form_of(payer), "organisations": [str(world.first.id)]}
    answer = payer.post(PAYMENTS, form)
    (made,) = payments.batches(actor=world.payer)
    assert answer.headers["Location"] == batch_url(made.id)
    assert (made.count, made.total) == (1, Euro.of("23.00"))


def test_a_batch_of_single_payments(world: World, browser: SignIn) -> None:
    owed(world)
    payer = browser(world.payer)
    (one,) = payments.payments_waiting(actor=world.payer, organisation=world.second.id).payments
    payer.post(PAYMENTS, {**form_of(payer), "choice": "payments", "payments": [str(one.id)]})
    (made,) = payments.batches(actor=world.payer)
    assert (made.count, made.total) == (1, Euro.of("2.30"))


def test_a_second_press_finds_the_first_batch(world: World, browser: SignIn) -> None:
    owed(world)
    payer = browser(world.payer)
    form = form_of(payer)
    first, second = payer.post(PAYMENTS, form), payer.post(PAYMENTS, form)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(payments.batches(actor=world.payer)) == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"execution_date": "2020-01-02"}, "Deze dag is voorbij"),
        ({"execution_date": "2027-05-01"}, "Op deze dag betalen banken niet"),
        ({"execution_date": "2099-01-05"}, "meer dan een jaar vooruit"),
        ({"execution_date": "morgen"}, "Dit is geen datum"),
        ({"execution_date": ""}, "Kies de dag waarop de bank betaalt"),
        ({"organisations": []}, "Kies minstens één gemeente"),
        ({"choice": "payments"}, "Kies minstens één betaling"),
        ({"organisations": ["geen-id", str(uuid.uuid4())]}, "niets"),
    ],
)
def test_what_is_wrong_is_shown_in_place_and_nothing_is_made(
    world: World, browser: SignIn, change: dict[str, Any], says: str
) -> None:
    owed(world)
    payer = browser(world.payer)
    form = {**form_of(payer), **change}
    refused = payer.post(PAYMENTS, form)
    assert refused.status_code == 422
    assert says in text_of(refused)
    kept = page_of(refused)
    assert kept.xpath('//input[@name="execution_date"]/@value') == [form["execution_date"]]
    assert kept.xpath('//input[@name="key"]/@value') == [form["key"]]
    assert payments.batches(actor=world.payer) == ()


def test_payments_that_were_taken_meanwhile_are_not_taken_twice(world: World, browser: SignIn) -> None:
    owed(world)
    payer = browser(world.payer)
    ids = [str(each.id) for each in payments.payments_waiting(actor=world.payer).payments]
    form = {**form_of(payer), "choice": "payments", "payments": ids}
    world.approved(world.first.bert, journey("1"))
    payments.make_batch(
        actor=world.paula,
        organisations=[world.first.id],
        execution_date=TOMORROW,
        key="p",
        at=world.at,
    )
    refused = payer.post(PAYMENTS, form)
    assert refused.status_code == 422
    assert len(payments.batches(actor=world.payer)) == 1


def test_a_page_that_stood_open_is_answered_when_nothing_waits_any_more(
    world: World, browser: SignIn
) -> None:
    owed(world)
    payer = browser(world.payer)
    form = form_of(payer)
    batch = payments.make_batch(actor=world.paula, execution_date=TOMORROW, key="all", at=world.at)
    too_late = payer.post(PAYMENTS, form)
    assert too_late.status_code == 422
    assert page_of(too_late).xpath('//*[@role="alert"]//li')
    assert [each.id for each in payments.batches(actor=world.payer)] == [batch]


@pytest.mark.parametrize("action", ["vrijgeven/", "annuleren/"])
def test_a_link_on_a_page_from_before_the_release_says_that_somebody_was_first(
    world: World, browser: SignIn, action: str
) -> None:
    batch = prepared(world)
    payments.release_batch(actor=world.paula, batch=batch, at=world.at)
    shown = browser(world.payer).get(batch_url(batch, action), follow=True)
    assert shown.redirect_chain == [(batch_url(batch), 302)]
    assert "iemand was u net voor" in text_of(shown)


def test_who_prepared_a_batch_reads_why_another_must_release_it(world: World, browser: SignIn) -> None:
    batch = prepared(world)
    payer = browser(world.payer)
    shown = payer.get(batch_url(batch))
    assert "U kunt deze betaalbatch niet vrijgeven" in text_of(shown)
    assert "Een andere betaler moet" in text_of(shown)
    assert not page_of(shown).xpath(f'//a[@href="{batch_url(batch, "vrijgeven/")}"]')
    assert payer.get(batch_url(batch, "vrijgeven/")).headers["Location"] == batch_url(batch)
    refused = payer.post(batch_url(batch, "vrijgeven/"))
    assert refused.status_code == 409
    assert "Een andere betaler moet" in text_of(refused)
    assert payments.batch(actor=world.payer, batch=batch).state == "prepared"


def test_a_second_payer_confirms_by_count_and_amount_and_gets_the_file(world: World, browser: SignIn) -> None:
    batch = prepared(world)
    paula = browser(world.paula)
    assert "1 betaalbatch wacht op uw vrijgave" in text_of(paula.get(PAYMENTS))
    question = text_of(paula.get(batch_url(batch, "vrijgeven/")))
    assert "2 betalingen vrijgeven, samen € 25,30?" in question
    assert paula.get(batch_url(batch, "bestand/")).status_code == 404
    assert paula.post(batch_url(batch, "vrijgeven/")).headers["Location"] == batch_url(batch)
    file = paula.get(batch_url(batch, "bestand/"))
    assert file.headers["Content-Type"] == "application/xml"
    assert file.headers["Content-Disposition"].startswith('attachment; filename="sepa-')
    assert read_payment_file(file.content).total == Euro.of("25.30")
    assert hashlib.sha256(file.content).hexdigest() in text_of(paula.get(batch_url(batch)))
    paula.post(batch_url(batch, "vrijgeven/"))
    assert paula.get(batch_url(batch, "bestand/")).content == file.content


def test_nobody_releases_a_payment_to_themselves(world: World, browser: SignIn) -> None:
    with entered(world.system):
        payments.request_payments(
            actor=world.system,
            requests=[
                payments.PaymentRequest(
                    organisation=world.first.id,
                    source_type="claim",
                    source_id=uuid.uuid4(),
                    amount=Euro.of("5.00"),
                    creditor_name="Paula Mulder",
                    creditor_iban=IBANS[1],
                    creditor_person=world.paula.person,
                )
            ],
            at=world.at,
        )
    batch = payments.make_batch(actor=world.payer, execution_date=TOMORROW, key="k", at=world.at)
    refused = browser(world.paula).post(batch_url(batch, "vrijgeven/"))
    assert refused.status_code == 409
    assert "een betaling aan uzelf" in text_of(refused)


def test_cancelling_asks_for_a_reason_and_lets_payments_wait_again(world: World, browser: SignIn) -> None:
    batch = prepared(world)
    payer = browser(world.payer)
    assert payer.post(batch_url(batch, "annuleren/"), {"reason": " "}).status_code == 422
    payer.post(batch_url(batch, "annuleren/"), {"reason": "Verkeerde dag."})
    assert "Verkeerde dag." in text_of(payer.get(batch_url(batch)))
    assert payments.payments_waiting(actor=world.payer).count == 2
    too_late = browser(world.paula).post(batch_url(batch, "vrijgeven/"))
    assert too_late.status_code == 409
    assert "iemand was u net voor" in text_of(too_late)


def test_batches_are_listed_by_state(world: World, browser: SignIn) -> None:
    prepared(world)
    payer = browser(world.payer)
    assert "Wacht op vrijgave" in text_of(payer.get("/balie/betalingen/batches/?state=prepared"))
    assert "Hier zijn geen betaalbatches" in text_of(payer.get("/balie/betalingen/batches/?state=cancelled"))
    assert payer.get("/balie/betalingen/batches/?state=onzin&page=-3").status_code == 200


@pytest.mark.parametrize("who", ["clerk", "contract_manager"])
def test_others_are_told_who_may_pay(world: World, browser: SignIn, who: str) -> None:
    batch = prepared(world)
    client = browser(getattr(world, who))
    for address in (PAYMENTS, batch_url(batch), batch_url(batch, "bestand/"), "/balie/afschriften/"):
        refused = client.get(address)
        assert refused.status_code == 403
        assert "Betaler SSC" in text_of(refused)
    assert client.post(batch_url(batch, "vrijgeven/")).status_code == 403
    assert client.post(PAYMENTS).status_code == 403


def test_another_cooperations_batch_is_not_there(world: World, elsewhere: World, browser: SignIn) -> None:
    batch = prepared(world)
    stranger = browser(elsewhere.paula)
    for action in ("", "vrijgeven/", "annuleren/", "bestand/"):
        assert stranger.get(batch_url(batch, action)).status_code == 404
    assert stranger.post(batch_url(batch, "vrijgeven/")).status_code == 404
    assert stranger.post(batch_url(batch, "annuleren/"), {"reason": "x"}).status_code == 404
    assert "€ 25,30" not in text_of(stranger.get(PAYMENTS))


def test_the_number_of_queries_does_not_follow_the_rows(world: World, browser: SignIn) -> None:
    small = prepared(world)
    owed(world)
    payer = browser(world.payer)
    pages = (PAYMENTS, "/balie/betalingen/batches/")
    few = [queries_of(payer, page) for page in pages]
    one = queries_of(payer, batch_url(small))
    for n in range(9):
        world.approved(world.first.bert, journey(str(30 + n)))
        payments.make_batch(actor=world.payer, execution_date=TOMORROW, key=str(n), at=world.at)
    for n in range(9):
        world.approved(world.second.anna, journey(str(60 + n)))
    assert [queries_of(payer, page) for page in pages] == few
    large = payments.make_batch(
        actor=world.payer, execution_date=TOMORROW, key="l", at=world.at + timedelta(seconds=1)
    )
    assert queries_of(payer, batch_url(large)) == one
    assert max(*few, one) < 25


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
