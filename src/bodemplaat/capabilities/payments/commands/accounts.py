"""Accounts to pay from, and what is asked of an IBAN and a name that money goes to."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.payments.errors import UnsoundAccount
from bodemplaat.capabilities.payments.models import BankAccount
from bodemplaat.formats.sepa import bare_iban, is_sepa_iban, to_sepa_text
from bodemplaat.formats.sepa.accounts import BIC
from bodemplaat.formats.sepa.check import NAME
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import Finding, say


@command
def add_bank_account(
    *, actor: Actor, organisation: UUID, iban: str, name: str, bic: str = "", at: datetime
) -> UUID:
    """Let an organisation pay from an account from now on, as the platform at set-up; people propose and confirm one.

    Raises ``UnsoundAccount`` when the IBAN, the name or the BIC cannot stand in a payment file, and ``Refused`` for
    whoever is not the platform (see ``propose_account``).
    """
    check_may_arrange(actor=actor, organisation=organisation)
    if not actor.is_system:
        raise Refused(
            say("An account to pay from is proposed by an administrator and confirmed by a controller.")
        )
    iban, bic, name = bare_iban(iban), bare_iban(bic), name.strip()
    findings = tuple(account_findings(iban, name, bic))
    if findings:
        raise UnsoundAccount(*findings)
    return store_account(actor, organisation, iban, name, bic, at)


def store_account(actor: Actor, organisation: UUID, iban: str, name: str, bic: str, at: datetime) -> UUID:
    """Make this the account that an organisation pays from; the one before it is kept for its batches and statements."""
    accounts = BankAccount.records.of(actor).filter(organisation_id=organisation)
    accounts.filter(active=True).exclude(iban=iban).update(active=False)
    account, _ = accounts.update_or_create(
        iban=iban,
        defaults={"name": name, "bic": bic, "active": True},
        create_defaults={"organisation_id": organisation, "iban": iban, "name": name, "bic": bic},
    )
    details = {"ends_in": ending(iban)}
    record(actor, "bank_account.added", "bank_account", account.id, organisation, at=at, details=details)
    return account.id


def ending(iban: str) -> str:
    """What the trail and messages tell of an account: its last four characters."""
    return iban[-4:]


def account_findings(iban: str, name: str, bic: str) -> Iterator[Finding]:
    """What keeps an account from being paid from: all of it at once."""
    yield from iban_findings(iban, "iban")
    yield from name_findings(name, "name")
    if len(to_sepa_text(name)) > NAME:
        yield Finding(
            "payments.long_name",
            "name",
            say("The name is longer than the {limit} characters a bank takes. Shorten it."),
            {"limit": NAME},
        )
    if bic and not BIC.fullmatch(bic):
        yield Finding(
            "payments.bic",
            "bic",
            say("“{bic}” is not a BIC: it has 8 or 11 letters and digits. Correct it or leave it out."),
            {"bic": bic[:40]},
        )


def iban_findings(iban: str, place: str) -> Iterator[Finding]:
    """What keeps money from going to an IBAN: its structure, its check digits, its country."""
    if not is_sepa_iban(iban):
        yield Finding(
            "payments.iban",
            place,
            say("“{iban}” is not an account number (IBAN) that can be paid to or from. Correct it."),
            {"iban": iban[:40]},
        )


def name_findings(name: str, place: str) -> Iterator[Finding]:
    """What keeps a name from a payment file."""
    if not any(character.isalnum() for character in to_sepa_text(name)):
        yield Finding(
            "payments.name",
            place,
            say(
                "The name “{name}” has no letters that a bank can read. Fill in the name of the account's holder."
            ),
            {"name": name[:80]},
        )
