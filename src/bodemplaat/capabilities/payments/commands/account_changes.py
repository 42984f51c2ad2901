"""Another account to pay from: an administrator of the organisation proposes it, its controller confirms it."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from bodemplaat.capabilities.payments.commands.accounts import account_findings, ending, store_account
from bodemplaat.capabilities.payments.errors import UnsoundAccount
from bodemplaat.capabilities.payments.events import ACCOUNT_CONFIRMED, ACCOUNT_PROPOSED, ACCOUNT_REFUSED
from bodemplaat.capabilities.payments.lifecycle import ACCOUNT_CHANGE, ASKED
from bodemplaat.capabilities.payments.models import AccountChange, BankAccount
from bodemplaat.capabilities.payments.policies import check_may_decide_account
from bodemplaat.formats.sepa import bare_iban
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import Finding, say


@command
def propose_account(
    *, actor: Actor, organisation: UUID, iban: str, name: str, bic: str = "", reason: str, at: datetime
) -> UUID:
    """Propose the account that an organisation pays from; nothing is paid from it before a controller confirms it.

    Raises ``UnsoundAccount`` with everything that is wrong with it, also when it is another organisation's, and
    ``Refused`` for who is no administrator of the organisation and while another change waits.
    """
    _check_may_propose(actor, organisation)
    iban, bic, name, reason = bare_iban(iban), bare_iban(bic), name.strip(), reason.strip()
    findings = [*account_findings(iban, name, bic), *_findings_here(actor, organisation, iban, name, bic)]
    if not reason:
        findings.append(Finding("payments.no_reason", "reason", say("Say in a few words why.")))
    if findings:
        raise UnsoundAccount(*findings)
    row = AccountChange(
        id=uuid4(),
        organisation_id=organisation,
        iban=iban,
        name=name,
        bic=bic,
        reason=reason[:500],
        asked_by=actor.person,
        asked_at=at,
    )
    AccountChange.records.of(actor).bulk_create([row], ignore_conflicts=True)
    if not AccountChange.records.of(actor).filter(id=row.id).exists():
        raise Refused(
            say(
                "Another account waits for a controller already. Withdraw that one first, or have it decided."
            )
        )
    _tell(actor, row, "asked", at)
    _announce(actor, row, ACCOUNT_PROPOSED, at)
    return row.id


@command
def confirm_account(*, actor: Actor, change: UUID, at: datetime) -> None:
    """Let the organisation pay from the proposed account from now on; what is in a batch keeps the account of the batch.

    Raises ``Refused`` unless the actor is a controller of the organisation and another human being than the proposer,
    and once it was decided; ``UnsoundAccount`` when the account became another organisation's in the meantime.
    """
    row = _waiting(actor, change)
    check_may_decide_account(actor, row)
    findings = tuple(_elsewhere(row.organisation_id, row.iban))
    if findings:
        raise UnsoundAccount(*findings)
    store_account(actor, row.organisation_id, row.iban, row.name, row.bic, at)
    _settle(actor, row, "confirm", at)
    _announce(actor, row, ACCOUNT_CONFIRMED, at)


@command
def refuse_account(*, actor: Actor, change: UUID, reason: str, at: datetime) -> None:
    """Do not let the organisation pay from it, and say why. Raises ``Refused`` as ``confirm_account``, and without a reason."""
    if not reason.strip():
        raise Refused(say("Write in a few words why not."))
    row = _waiting(actor, change)
    check_may_decide_account(actor, row)
    row.answer = reason.strip()[:500]
    _settle(actor, row, "refuse", at)
    _announce(actor, row, ACCOUNT_REFUSED, at)


@command
def withdraw_account(*, actor: Actor, change: UUID, at: datetime) -> None:
    """Take back what waits; by any administrator of the organisation."""
    row = _waiting(actor, change)
    _check_may_propose(actor, row.organisation_id)
    _settle(actor, row, "withdraw", at)


def _check_may_propose(actor: Actor, organisation: UUID) -> None:
    check_may_arrange(actor=actor, organisation=organisation)
    if actor.is_system:
        raise Refused(say("The platform proposes no account: it enters the first one at set-up."))


def _waiting(actor: Actor, change: UUID) -> AccountChange:
    row = AccountChange.records.of(actor).locked().one(id=change, organisation_id=actor.organisation_id)
    if row.state != ASKED:
        raise Refused(say("This change of the account has been decided already."))
    return row


def _findings_here(actor: Actor, organisation: UUID, iban: str, name: str, bic: str) -> Iterator[Finding]:
    yield from _elsewhere(organisation, iban)
    same = BankAccount.records.of(actor).filter(
        organisation_id=organisation, active=True, iban=iban, name=name, bic=bic
    )
    if same.exists():
        yield Finding(
            "payments.same_account", "iban", say("Your organisation pays from this account already.")
        )


def _elsewhere(organisation: UUID, iban: str) -> Iterator[Finding]:
    """Whether another organisation of this installation pays from it, whoever may see that one; one asks at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"bank_account {iban}"])
        cursor.execute("SELECT payments_account_elsewhere(%s, %s)", [iban, organisation])
        (is_elsewhere,) = cursor.fetchone()
    if is_elsewhere:
        yield Finding(
            "payments.account_elsewhere",
            "iban",
            say("Another organisation here pays from this account, or did. Check the number."),
        )


def _settle(actor: Actor, row: AccountChange, move: str, at: datetime) -> None:
    row.state = ACCOUNT_CHANGE.after(row.state, move)
    row.decided_by, row.decided_at = actor.person, at
    row.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    _tell(actor, row, row.state, at)


def _tell(actor: Actor, row: AccountChange, what: str, at: datetime) -> None:
    details = {"ends_in": ending(row.iban)}
    record(
        actor, f"account_change.{what}", "account_change", row.id, row.organisation_id, at=at, details=details
    )


def _announce(actor: Actor, row: AccountChange, topic: str, at: datetime) -> None:
    facts = {"change": str(row.id), "asked_by": str(row.asked_by), "ends_in": ending(row.iban)}
    publish(actor, Announcement(topic, row.organisation_id, facts), at=at)
