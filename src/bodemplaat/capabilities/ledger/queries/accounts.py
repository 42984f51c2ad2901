"""The chart of accounts of an organisation."""

from collections.abc import Mapping

from bodemplaat.capabilities.ledger.models import Account
from bodemplaat.capabilities.ledger.policies import check_may_read
from bodemplaat.capabilities.ledger.values import AccountKind, AccountView
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def accounts(*, actor: Actor) -> tuple[AccountView, ...]:
    """The accounts of the actor's organisation, by code. Raises ``Refused`` for anyone but a controller."""
    check_may_read(actor)
    return tuple(accounts_by_code(actor).values())


def accounts_by_code(actor: Actor) -> Mapping[str, AccountView]:
    """The accounts of the actor's organisation by their code, in that order."""
    rows = Account.records.of(actor).filter(organisation_id=actor.organisation_id).order_by("code")
    return {row.code: account_view(row) for row in rows}


def account_view(row: Account) -> AccountView:
    """An account as others see it."""
    kind = AccountKind(row.kind)
    return AccountView(row.id, row.code, row.name, kind, row.taakveld, row.category, row.has_items)
