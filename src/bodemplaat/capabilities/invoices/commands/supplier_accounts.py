"""Accounts of suppliers: asked for by one clerk, confirmed by another, and paid to when the waiting time is over."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.commands.by_two import ByTwoClerks, reason_of, waiting_proposal
from bodemplaat.capabilities.invoices.commands.paying import hold_payments
from bodemplaat.capabilities.invoices.errors import UnsoundSupplier
from bodemplaat.capabilities.invoices.models import SupplierAccount
from bodemplaat.capabilities.invoices.policies import suppliers_of_desk
from bodemplaat.capabilities.invoices.queries.registered import waiting_days
from bodemplaat.capabilities.invoices.vocabulary import SUPPLIER_ACCOUNT, ByTwoState
from bodemplaat.formats.sepa import is_sepa_iban
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalView
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import say
from bodemplaat.kernel.accounts import bare_iban

KIND: Final = SUPPLIER_ACCOUNT
ACCOUNT_ASKED, ACCOUNT_CONFIRMED, ACCOUNT_REFUSED = (
    "supplier_account.asked",
    "supplier_account.is_confirmed",
    "supplier_account.is_refused",
)
"""Each carries ``supplier`` and ``by`` (ids), ``name``, ``ends_in`` and ``reason``."""
_TAKEN: Final = say("This account waits for a second clerk already.")


@command
def propose_supplier_account(
    *, actor: Actor, supplier: UUID, iban: str, reason: str, is_blocked: bool = False, at: datetime
) -> UUID:
    """Ask to pay a supplier to an account; another clerk decides. ``reason`` says how it was checked. Answers the account.

    ``is_blocked`` for a G-account: only parts of invoices that are divided so are paid to it.

    Raises ``UnsoundSupplier`` for what is no IBAN in SEPA and for an account that it has, ``NoReason``, ``NotForThisDesk``,
    and ``Refused`` while it waits.
    """
    row = suppliers_of_desk(actor).locked().one(id=supplier)
    why, iban = reason_of(reason), bare_iban(iban)
    if not is_sepa_iban(iban):
        text = say("“{iban}” is not an account number (IBAN) that can be paid to. Correct it.")
        raise UnsoundSupplier(text, iban=iban[:40])
    accounts = SupplierAccount.records.of(actor).filter(supplier_id=row.id, iban=iban)
    for each in accounts.filter(state__in=(ByTwoState.ASKED, ByTwoState.CONFIRMED)):
        if each.state == ByTwoState.CONFIRMED:
            raise UnsoundSupplier(say("This account of the supplier is confirmed already."))
        raise Refused(_TAKEN)
    account = SupplierAccount(
        organisation_id=row.organisation_id,
        supplier_id=row.id,
        iban=iban,
        is_blocked=is_blocked,
        reason=why,
        asked_by=actor.person,
        asked_by_name=actor.person_name[:120],
        asked_at=at,
    )

    def store(proposal: UUID) -> None:
        account.proposal_id = proposal
        account.save(force_insert=True)

    proposals.propose(
        actor=actor,
        kind=KIND,
        organisation=actor.organisation_id,
        subject=str(account.id),
        store=store,
        reason=why,
        at=at,
    )
    return account.id


SUPPLIER_ACCOUNTS: Final = proposals.Deciding(KIND, partial(waiting_proposal, SupplierAccount))
"""The supplier is paid to it once the waiting time is over, never, or nothing is asked any more; named by the account."""


@command
def end_supplier_account(*, actor: Actor, account: UUID, reason: str, at: datetime) -> None:
    """Pay to it no more, at once: stopping takes one clerk, beginning again takes two.

    What was asked to be paid to it and was not sent yet is not paid. Raises ``Refused`` unless it is confirmed.
    """
    suppliers = suppliers_of_desk(actor)
    row = SupplierAccount.records.of(actor).locked().one(id=account, supplier__in=suppliers.values("id"))
    why = reason_of(reason)
    if row.state != ByTwoState.CONFIRMED:
        raise Refused(say("Only an account that is confirmed can be ended."))
    row.state = lifecycle.BY_TWO.after(row.state, "end")
    row.ended_on, row.ended_because = timezone.localdate(at), why
    row.ended_by_name = actor.person_name[:120]
    row.save(update_fields=["state", "ended_on", "ended_because", "ended_by_name"])
    details = {"ends_in": row.iban[-4:]}
    record(actor, "supplier_account.ended", KIND, row.id, row.organisation_id, at=at, details=details)
    hold_payments(actor, row.supplier_id, row.iban, why, at)


class SupplierAccounts(ByTwoClerks):
    """Accounts of suppliers: another clerk of the same desk decides."""

    code = KIND
    trail = "supplier_account."
    recorded_as = KIND
    table = SupplierAccount
    taken = _TAKEN
    topics = MappingProxyType(
        {
            proposals.PROPOSED: ACCOUNT_ASKED,
            proposals.CONFIRMED: ACCOUNT_CONFIRMED,
            proposals.REFUSED: ACCOUNT_REFUSED,
        }
    )

    def settle(self, *, actor: Actor, row: Any, at: datetime) -> None:
        """The waiting time begins on the day on which it is confirmed."""
        days = waiting_days(actor, row.organisation_id)
        row.payable_from = timezone.localdate(at) + timedelta(days=days)

    def facts(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which account, by its last characters, and of which supplier."""
        row = SupplierAccount.records.of(actor).one(proposal_id=proposal.id)
        return {"ends_in": row.iban[-4:], "supplier": str(row.supplier_id)}

    def announced(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which account of whom."""
        rows = SupplierAccount.records.of(actor).select_related("supplier")
        row = rows.one(proposal_id=proposal.id)
        return {"supplier": str(row.supplier_id), "name": row.supplier.name, "ends_in": row.iban[-4:]}
