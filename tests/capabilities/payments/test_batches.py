"""From what is owed to one file for the bank, by two people."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from lxml import etree
from tests.capabilities.payments.world import (
    JAN,
    LATER,
    NEDERLEK,
    NOW,
    SCHOONHOVEN,
    SOURCE,
    TODAY,
    TOMORROW,
    Cooperation,
    cooperation,
    payer,
    request,
    wearing,
)
from tests.shared_data import shared_data
from tests.world import account_of

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.api import UnsoundBatch, UnsoundRequest
from bodemplaat.capabilities.payments.models import Payment
from bodemplaat.formats.sepa import read_payment_file
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.tenancy.api import NotFound, Refused, Role, entered
from bodemplaat.kernel import Euro, IllegalMove


def codes(error: pytest.ExceptionInfo[payments.PaymentError]) -> list[str]:
    return [finding.code for finding in error.value.findings]


def test_asking_twice_for_the_same_is_asking_once(k5: Cooperation) -> None:
    actor = k5.municipalities["Nederlek"]
    asked = [request(actor.organisation_id, amount) for amount in ("12.50", "0.01")]
    first = payments.request_payments(actor=actor, requests=asked, at=NOW)
    again = payments.request_payments(actor=actor, requests=[asked[1], asked[0], asked[1]], at=LATER)
    assert again == (first[1], first[0], first[1])
    assert payments.payments_waiting(actor=k5.anna).count == 2


def test_the_same_source_with_another_amount_is_refused_until_the_first_is_withdrawn(k5: Cooperation) -> None:
    actor = k5.municipalities["Nederlek"]
    asked = request(actor.organisation_id, "12.50")
    (first,) = payments.request_payments(actor=actor, requests=[asked], at=NOW)
    corrected = replace(asked, amount=Euro.of("13.50"))
    with pytest.raises(UnsoundRequest) as error:
        payments.request_payments(actor=actor, requests=[corrected], at=LATER)
    assert codes(error) == ["payments.asked_otherwise"]
    payments.withdraw_payment(actor=actor, payment=first, at=LATER)
    payments.withdraw_payment(actor=actor, payment=first, at=LATER)
    (second,) = payments.request_payments(actor=actor, requests=[corrected], at=LATER)
    found = payments.payments_of(actor=actor, source_type=SOURCE, source_id=asked.source_id)
    assert [(f.payment_id, f.state, f.amount.cents) for f in found] == [
        (first, "withdrawn", 1250),
        (second, "ready", 1350),
    ]


def test_everything_wrong_with_requests_is_told_at_once_and_nothing_is_stored(k5: Cooperation) -> None:
    actor = k5.municipalities["Nederlek"]
    sound = request(actor.organisation_id, "5.00")
    with pytest.raises(UnsoundRequest) as error:
        payments.request_payments(
            actor=actor,
            requests=[
                sound,
                replace(sound, amount=Euro(0), creditor_iban="NL00RABO0123456789", creditor_name="–"),
                replace(sound, creditor_iban="US64SVBKUS6S3300958879"),
            ],
            at=NOW,
        )
    assert [finding.place for finding in error.value.findings] == [
        "requests.1.creditor_iban",
        "requests.1.creditor_name",
        "requests.1.amount",
        "requests.2.creditor_iban",
    ]
    assert payments.payments_waiting(actor=k5.anna).count == 0


def test_who_asks_must_be_wired_to_hear_the_outcome(k5: Cooperation) -> None:
    actor = k5.municipalities["Nederlek"]
    asked = replace(request(actor.organisation_id, "5.00"), source_type="nobody")
    with pytest.raises(payments.NobodyListens):
        payments.request_payments(actor=actor, requests=[asked], at=NOW)


def test_one_file_for_several_municipalities_adds_up_and_is_valid(k5: Cooperation) -> None:
    k5.owe("Schoonhoven", "100.00", "0.01")
    k5.owe("Nederlek", "34.20")
    batch = k5.make()
    content = k5.release(batch)
    schema = etree.XMLSchema(etree.parse(shared_data("xsd/pain.001.001.09.xsd")))
    schema.assertValid(etree.fromstring(content))
    file = read_payment_file(content)
    assert file.total == Euro.of("134.21")
    assert {(b.iban, b.debtor, len(b.transfers), b.total.cents) for b in file.blocks} == {
        (SCHOONHOVEN, "Gemeente Schoonhoven", 2, 10001),
        (NEDERLEK, "Gemeente Nederlek", 1, 3420),
    }
    transfers = [transfer for block in file.blocks for transfer in block.transfers]
    view = payments.batch(actor=k5.anna, batch=batch)
    assert {t.end_to_end_id for t in transfers} == {p.end_to_end_id for p in view.payments}
    assert all(len(t.end_to_end_id) <= 35 and t.address is None and t.iban == JAN for t in transfers)
    assert {t.remittance for t in transfers} == {"Declaratie 2026-17 - reis + lunch"}
    assert {block.requested_on for block in file.blocks} == {TOMORROW}
    assert (view.state, view.count, view.total) == ("released", 3, Euro.of("134.21"))
    assert (view.prepared_by_name, view.released_by_name, view.released_at) == ("Anna", "Bert", LATER)
    assert [(b.organisation_name, b.count, b.total.cents) for b in view.blocks] == [
        ("Nederlek", 1, 3420),
        ("Schoonhoven", 2, 10001),
    ]
    assert [line.action for line in trail_of(actor=k5.anna, subject=batch)].count(
        "payment_batch.released"
    ) == 3


def test_a_municipality_without_an_account_is_named_and_nothing_is_taken(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    k5.owe("Vlist", "12.00")
    with pytest.raises(UnsoundBatch) as error:
        k5.make()
    assert codes(error) == ["payments.no_account"]
    assert "Vlist" in str(error.value)
    assert payments.batches(actor=k5.anna) == ()
    batch = payments.make_batch(
        actor=k5.anna,
        organisations=[k5.municipality("Nederlek")],
        execution_date=TODAY,
        key="without Vlist",
        at=NOW,
    )
    assert payments.batch(actor=k5.anna, batch=batch).count == 1
    waiting = payments.payments_waiting(actor=k5.anna)
    assert [(o.organisation_name, o.iban, o.total.cents) for o in waiting.organisations] == [
        ("Vlist", "", 1200)
    ]


def test_a_double_click_is_one_batch(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    first = k5.make(key="one press")
    k5.owe("Nederlek", "1.00")
    assert k5.make(key="one press") == first
    assert payments.batch(actor=k5.anna, batch=first).count == 1


def test_a_payment_that_is_taken_cannot_be_chosen_again(k5: Cooperation) -> None:
    taken, waiting = k5.owe("Nederlek", "34.20", "1.00")
    k5.make(chosen=[taken])
    with pytest.raises(UnsoundBatch) as error:
        k5.make(chosen=[taken, waiting])
    assert codes(error) == ["payments.taken"]
    with pytest.raises(IllegalMove):
        payments.withdraw_payment(actor=k5.municipalities["Nederlek"], payment=taken, at=NOW)
    k5.make()
    with pytest.raises(UnsoundBatch) as error:
        k5.make()
    assert codes(error) == ["payments.nothing"]


def test_a_cancelled_batch_gives_its_payments_back(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20", "1.00")
    batch = k5.make()
    with pytest.raises(UnsoundBatch):
        payments.cancel_batch(actor=k5.bert, batch=batch, reason=" ", at=LATER)
    for _ in range(2):
        payments.cancel_batch(actor=k5.bert, batch=batch, reason="Verkeerde dag", at=LATER)
    view = payments.batch(actor=k5.anna, batch=batch)
    assert (view.state, view.count, view.payments, view.cancelled_by_name) == ("cancelled", 2, (), "Bert")
    with pytest.raises(IllegalMove):
        k5.release(batch)
    again = k5.make()
    k5.release(again)
    with pytest.raises(IllegalMove):
        payments.cancel_batch(actor=k5.bert, batch=again, reason="Te laat", at=LATER)


def test_a_second_release_gives_the_same_file_and_changes_nothing(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    batch = k5.make()
    first = payments.release_batch(actor=k5.bert, batch=batch, at=LATER)
    content = payments.batch_file(actor=k5.bert, batch=batch)
    carol = payer(k5.provider, "Carol")
    assert payments.release_batch(actor=carol, batch=batch, at=LATER + timedelta(days=1)) == first
    assert payments.batch_file(actor=carol, batch=batch) == content
    assert payments.batch(actor=carol, batch=batch).released_by_name == "Bert"


def test_there_is_no_file_before_release(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    batch = k5.make()
    with pytest.raises(NotFound):
        payments.batch_file(actor=k5.anna, batch=batch)


def test_who_prepared_it_does_not_release_it(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    batch = k5.make()
    with pytest.raises(Refused, match="prepared this batch yourself"):
        payments.release_batch(actor=k5.anna, batch=batch, at=LATER)
    assert not payments.batch(actor=k5.anna, batch=batch).may_release
    assert payments.batch(actor=k5.bert, batch=batch).may_release


def test_one_human_being_with_two_persons_is_one_pair_of_eyes(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    batch = k5.make()
    anna = account_of(k5.anna)
    other_anna = payer(k5.provider, "A. Jansen", anna)
    assert other_anna.person_id != k5.anna.person_id
    with pytest.raises(Refused, match="prepared this batch yourself"):
        payments.release_batch(actor=other_anna, batch=batch, at=LATER)


def test_nobody_releases_money_to_themselves(k5: Cooperation) -> None:
    bert = account_of(k5.bert)
    employee = wearing(k5.municipalities["Nederlek"], "B. Bakker", Role.EMPLOYEE, bert)
    k5.owe("Nederlek", "34.20", person=employee.person_id)
    batch = k5.make()
    with pytest.raises(Refused, match="payment to yourself"):
        payments.release_batch(actor=k5.bert, batch=batch, at=LATER)
    payments.release_batch(actor=payer(k5.provider, "Carol"), batch=batch, at=LATER)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SSC_PAYER, Role.SYSTEM)])
def test_only_payers_touch_batches(k5: Cooperation, role: Role) -> None:
    k5.owe("Nederlek", "34.20")
    batch = k5.make()
    other = wearing(k5.provider, "Otto", role)
    for attempt in (
        lambda: payments.make_batch(actor=other, execution_date=TOMORROW, key="x", at=NOW),
        lambda: payments.release_batch(actor=other, batch=batch, at=NOW),
        lambda: payments.cancel_batch(actor=other, batch=batch, reason="x", at=NOW),
        lambda: payments.batch(actor=other, batch=batch),
        lambda: payments.batches(actor=other),
        lambda: payments.batch_file(actor=other, batch=batch),
        lambda: payments.payments_waiting(actor=other),
        lambda: payments.unknown_entries(actor=other),
        lambda: payments.upload_statement(actor=other, name="x.xml", content=b"", at=NOW),
    ):
        with pytest.raises(Refused):
            attempt()


def test_the_platform_neither_makes_nor_releases(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    batch = k5.make()
    with pytest.raises(Refused):
        payments.release_batch(actor=k5.provider, batch=batch, at=LATER)
    with pytest.raises(Refused):
        payments.make_batch(actor=k5.provider, execution_date=TOMORROW, key="x", at=NOW)


@pytest.mark.parametrize("change", [{"creditor_iban": "NL20INGB0001234567"}, {"amount_cents": 9999}])
def test_what_changed_after_preparing_is_not_released(k5: Cooperation, change: dict[str, object]) -> None:
    (payment,) = k5.owe("Nederlek", "34.20")
    batch = k5.make()
    nederlek = k5.municipalities["Nederlek"]
    with entered(nederlek):
        Payment.records.of(nederlek).filter(id=payment).update(**change)
    with pytest.raises(UnsoundBatch) as error:
        k5.release(batch)
    assert codes(error) == ["payments.changed"]
    assert payments.batch(actor=k5.anna, batch=batch).state == "prepared"


def test_a_day_that_has_passed_is_told_before_and_at_release(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    with pytest.raises(UnsoundBatch) as error:
        payments.make_batch(actor=k5.anna, execution_date=date(2026, 11, 22), key="x", at=NOW)
    assert codes(error) == ["payments.day_passed"]
    batch = k5.make()
    with pytest.raises(UnsoundBatch) as error:
        payments.release_batch(actor=k5.bert, batch=batch, at=NOW + timedelta(days=2))
    assert codes(error) == ["payments.day_passed"]


def test_a_municipality_that_provides_its_own_payments_pays_its_own_and_sees_no_more(db: None) -> None:
    k5 = cooperation(accounts={"Nederlek": NEDERLEK, "Schoonhoven": SCHOONHOVEN}, pays_itself=["Nederlek"])
    (own,) = k5.owe("Nederlek", "34.20")
    (other,) = k5.owe("Schoonhoven", "1.00")
    nel, nol = (payer(k5.municipalities["Nederlek"], name) for name in ("Nel", "Nol"))
    with pytest.raises(UnsoundBatch):
        payments.make_batch(actor=nel, payments=[other], execution_date=TOMORROW, key="a", at=NOW)
    batch = payments.make_batch(actor=nel, execution_date=TOMORROW, key="b", at=NOW)
    assert [p.id for p in payments.batch(actor=nel, batch=batch).payments] == [own]
    with pytest.raises(NotFound):
        payments.release_batch(actor=k5.bert, batch=batch, at=LATER)
    payments.release_batch(actor=nol, batch=batch, at=LATER)
    assert read_payment_file(payments.batch_file(actor=nel, batch=batch)[2]).count == 1


def test_the_last_account_added_is_paid_from(k5: Cooperation) -> None:
    nederlek = k5.municipalities["Nederlek"]
    for number in (JAN, NEDERLEK, JAN):
        payments.add_bank_account(
            actor=nederlek,
            organisation=nederlek.organisation_id,
            iban=number.lower(),
            name="Gemeente Nederlek",
            at=NOW,
        )
    assert [a.iban for a in payments.bank_accounts(actor=nederlek)] == [JAN]
    with pytest.raises(payments.UnsoundAccount) as error:
        payments.add_bank_account(
            actor=nederlek, organisation=nederlek.organisation_id, iban="NL12", name="", bic="x", at=NOW
        )
    assert codes(error) == ["payments.iban", "payments.name", "payments.bic"]


def test_a_payment_that_is_released_leaves_every_index_as_it_is(k5: Cooperation) -> None:
    """What an update costs is for the most part its index entries; none is about what release changes.

    Whether PostgreSQL then finds room beside the row depends on what else runs, so the columns are asked.
    """
    k5.owe("Nederlek", "12.34")
    batch = k5.make()

    def row() -> dict[str, object]:
        with entered(k5.bert), connection.cursor() as cursor:
            cursor.execute("SELECT to_jsonb(p) FROM payments_payment p")
            ((found,),) = cursor.fetchall()
            return dict(json.loads(found))

    before = row()
    payments.release_batch(actor=k5.bert, batch=batch, at=LATER)
    changed = {name for name, value in row().items() if value != before[name]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'payments_payment'")
        definitions = [definition for (definition,) in cursor.fetchall()]
    assert {"state"} <= changed
    assert len(definitions) > 3
    touched = {(name, text) for name in changed for text in definitions if re.search(rf"\b{name}\b", text)}
    assert not touched
