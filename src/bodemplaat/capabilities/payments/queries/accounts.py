"""Accounts that organisations pay from."""

from uuid import UUID

from bodemplaat.capabilities.payments.models import BankAccount
from bodemplaat.capabilities.payments.values import BankAccountView
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def bank_accounts(*, actor: Actor) -> tuple[BankAccountView, ...]:
    """The accounts that the organisations in scope pay from, by organisation."""
    rows = (
        BankAccount.records.of(actor)
        .filter(active=True)
        .select_related("organisation")
        .order_by("organisation__name", "id")
    )
    return tuple(
        BankAccountView(row.id, row.organisation_id, row.organisation.name, row.iban, row.name, row.bic)
        for row in rows
    )


@query
def own_ibans(*, actor: Actor, organisation: UUID) -> frozenset[str]:
    """Every account that an organisation pays from or ever did: no money it owes to somebody goes there."""
    rows = BankAccount.records.of(actor).filter(organisation_id=organisation)
    return frozenset(rows.values_list("iban", flat=True))
