"""Who may do what with payments, and why not you."""

from uuid import UUID

from django.db.models import Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from bodemplaat.capabilities.payments.errors import PayingShut
from bodemplaat.capabilities.payments.lifecycle import CONFIRMED
from bodemplaat.capabilities.payments.models import (
    AccountChange,
    BankAccount,
    Batch,
    Correction,
    Payment,
    Reopening,
    Statement,
)
from bodemplaat.capabilities.payments.values import AccountRead
from bodemplaat.foundation.access.api import same_human
from bodemplaat.foundation.backup.api import RestorationView, last_restoration
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import Finding, say


def check_may_pay(actor: Actor) -> None:
    """Raise ``Refused`` unless the actor is a payer: a person, never the platform itself."""
    if actor.role is not Role.SSC_PAYER or actor.person_id is None:
        raise Refused(
            say("Only a payer can do this. Ask a payer of the service centre, or sign in again in that role.")
        )


def check_may_read_statements(actor: Actor) -> None:
    """Raise ``Refused`` unless the actor is a payer or the platform's own connection with the bank."""
    if not actor.is_system:
        check_may_pay(actor)


def shut_by(actor: Actor) -> RestorationView | None:
    """The setting up of a backup since which this organisation's payers may not pay; ``None`` when they may."""
    restoration = last_restoration()
    if restoration is None:
        return None
    opened = Reopening.records.of(actor).filter(
        organisation_id=actor.organisation_id, restoration=restoration.id, state=CONFIRMED
    )
    return None if opened.exists() else restoration


def check_paying_is_open(actor: Actor) -> None:
    """Raise ``PayingShut`` while what the bank did after the moment of a restored backup is not known here."""
    restoration = shut_by(actor)
    if restoration is not None:
        raise PayingShut(
            Finding(
                "payments.shut",
                "",
                say(
                    "Paying is shut: a backup of {day} was set up, so what was sent to the bank after that is not known"
                    " here and could be paid twice. Read the bank's statements from {day} on, then say so under Payments;"
                    " another payer confirms it."
                ),
                {"day": timezone.localdate(restoration.moment).isoformat()},
            )
        )


def accounts_read(actor: Actor, restoration: RestorationView) -> tuple[AccountRead, ...]:
    """The accounts that this organisation's payers pay from, and how far the statements read since the restore tell of each.

    A statement that ends before the day of the backup says nothing of what came after it, and does not count.
    """
    statements = (
        Statement.records.of(actor)
        .filter(read_at__gte=restoration.restored_at, account__active=True)
        .annotate(until=Coalesce("last_day", "first_day"))
        .filter(until__gte=timezone.localdate(restoration.moment))
        .values("account")
        .annotate(Max("until"))
    )
    days = dict(statements.values_list("account", "until__max"))
    rows = BankAccount.records.of(actor).filter(active=True).order_by("organisation__name", "iban")
    return tuple(
        AccountRead(name, iban, days.get(account))
        for account, name, iban in rows.values_list("id", "organisation__name", "iban")
    )


def check_statements_read(actor: Actor, restoration: RestorationView, reason: str) -> None:
    """Raise ``Refused`` with the accounts of which no statement was read since, unless it is said why there is none."""
    unread = [each for each in accounts_read(actor, restoration) if each.last_day is None]
    if unread and not reason:
        raise Refused(
            say(
                "Of {count} {count:account|accounts} no statement was read since the backup was set up: {names}. Read it, or"
                " say why there is none."
            ),
            count=len(unread),
            names=", ".join(f"{each.organisation_name} ({each.iban[-4:]})" for each in unread),
        )


def why_not_reopen(actor: Actor, row: Reopening) -> Finding | None:
    """Why this payer may not be the second who says that the statements were read; ``None`` when they may."""
    if row.asked_by in same_human(actor=actor, person=actor.person):
        return Finding(
            "payments.four_eyes",
            "reopening",
            say("You said this yourself. Another payer has to look at the statements and confirm it."),
        )
    return None


def check_may_decide_account(actor: Actor, change: AccountChange) -> None:
    """Raise ``Refused`` unless the actor is a controller of the organisation and another human being than the proposer."""
    if actor.role is not Role.CONTROLLER or actor.organisation_id != change.organisation_id:
        raise Refused(
            say(
                "A controller of the organisation decides on its account. You are signed in in another role."
            ),
            who_may=(Role.CONTROLLER.value,),
        )
    if change.asked_by in same_human(actor=actor, person=actor.person):
        raise Refused(say("You proposed this account yourself. Another controller has to look at it."))


def why_not_release(actor: Actor, batch: Batch) -> Finding | None:
    """Why this payer may not be the second pair of eyes; ``None`` when they may.

    A human being is compared, not a person: who works for two organisations has two persons and one account.
    """
    me = same_human(actor=actor, person=actor.person)
    if batch.prepared_by in me:
        return Finding(
            "payments.four_eyes",
            "batch",
            say("You prepared this batch yourself. Another payer has to look at it and release it."),
        )
    if _pays(actor, batch, me):
        return Finding(
            "payments.own_payment",
            "batch",
            say(
                "There is a payment to yourself in this batch. A payer who gets no money from it has to release it."
            ),
        )
    return None


def check_may_release(actor: Actor, batch: Batch) -> None:
    """Raise ``Refused`` unless the actor is a payer and a second, disinterested human being."""
    check_may_pay(actor)
    finding = why_not_release(actor, batch)
    if finding is not None:
        raise Refused(finding.text)


def confirm_finding(asked_myself: bool, pays_me: bool) -> Finding | None:
    """Why a payer may not confirm a correction; ``None`` when they may."""
    if asked_myself:
        text = say("You asked for this correction yourself. Another payer has to look at it and confirm it.")
        return Finding("payments.four_eyes", "correction", text)
    if pays_me:
        text = say("It is about a payment to yourself. A payer who gets no money from it has to confirm it.")
        return Finding("payments.own_payment", "correction", text)
    return None


def check_may_confirm(actor: Actor, correction: Correction) -> None:
    """Raise ``Refused`` unless the actor is a payer and a second, disinterested human being."""
    check_may_pay(actor)
    me = same_human(actor=actor, person=actor.person)
    about = Q(id=correction.payment_id) if correction.payment_id else Q(batch_id=correction.batch_id)
    mine = Payment.records.of(actor).filter(about, creditor_person__in=me).exists()
    finding = confirm_finding(correction.asked_by in me, mine)
    if finding is not None:
        raise Refused(finding.text)


def _pays(actor: Actor, batch: Batch, people: frozenset[UUID]) -> bool:
    return Payment.records.of(actor).filter(batch=batch, creditor_person__in=people).exists()
