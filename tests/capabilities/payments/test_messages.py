"""Payers hear of what waits for them: a correction to confirm, a batch without an answer."""

from datetime import timedelta

import time_machine
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.capabilities.payments.bank import bank_file, booked, sent, statement
from tests.capabilities.payments.world import READ, TOMORROW, Cooperation

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.tasks import unanswered
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor

ORGANISATIONS = ("Nederlek", "Schoonhoven")


def subjects(k5: Cooperation, reader: Actor) -> list[str]:
    deliver_waiting(k5.provider.organisation_id)
    return [notice.subject for notice in inbox_of(actor=reader)]


def look(k5: Cooperation) -> None:
    (batch,) = payments.batches(actor=k5.anna)
    members = [k5.provider.organisation_id, *(k5.municipality(name) for name in ORGANISATIONS)]
    with time_machine.travel(READ + timedelta(days=2), tick=False):  # the job looks at the clock itself
        unanswered(batch=str(batch.id), organisations=[str(each) for each in members])


def test_a_correction_is_told_to_the_other_payer_only_once(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    batch = k5.make()
    k5.release(batch)
    for _ in range(2):
        payments.ask_correction(actor=k5.anna, kind="free", batch=batch, reason="Weg", at=READ)
    assert subjects(k5, k5.bert) == ["Een correctie van betalingen wacht op een tweede betaler"]
    assert subjects(k5, k5.anna) == []


def test_payments_without_an_answer_are_told_to_every_payer(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20", "1.00")
    file = k5.release(k5.make())
    first, _ = sent(file)
    told = bank_file(statement(booked(first, "B1")))
    payments.upload_statement(actor=k5.anna, name="a.xml", content=told, at=READ + timedelta(days=1))
    look(k5)
    for reader in (k5.anna, k5.bert):
        (subject,) = subjects(k5, reader)
        assert subject.startswith("De bank zegt nog niets over betalingen van 24")


def test_the_look_is_planned_two_bank_days_after_the_payment(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    k5.release(k5.make())
    job = ProcrastinateJob.objects.filter(task_name="payments.unanswered").latest("id")
    assert job.scheduled_at is not None
    assert timezone.localdate(job.scheduled_at) == TOMORROW + timedelta(days=2)


def test_nothing_is_told_when_all_was_answered(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    (first,) = sent(k5.release(k5.make()))
    told = bank_file(statement(booked(first, "B1")))
    payments.upload_statement(actor=k5.anna, name="a.xml", content=told, at=READ)
    look(k5)
    assert subjects(k5, k5.anna) == []
