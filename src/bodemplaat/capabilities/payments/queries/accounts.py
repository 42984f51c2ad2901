"""Accounts that organisations pay from."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from bodemplaat.capabilities.payments.lifecycle import ASKED
from bodemplaat.capabilities.payments.models import AccountChange, BankAccount
from bodemplaat.capabilities.payments.values import AccountChangeView, BankAccountView, KeptAccount
from bodemplaat.foundation.access.api import same_human
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, query, remembered, shaped
from bodemplaat.kernel import say


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
@remembered(BankAccount)
def own_ibans(*, actor: Actor, organisation: UUID) -> frozenset[str]:
    """Every account that an organisation pays from or ever did: no money it owes to somebody goes there."""
    return frozenset(iban for (iban,) in _ibans(actor, organisation))


@shaped
def _ibans(actor: Actor, organisation: UUID) -> QuerySet[Any, Any]:
    return BankAccount.records.of(actor).filter(organisation_id=organisation).values_list("iban")


@query
def accounts_kept(*, actor: Actor) -> tuple[KeptAccount, ...]:
    """The account that one's own organisation pays from, then the earlier ones; for administrator and controller."""
    _check_may_look(actor)
    rows = BankAccount.records.of(actor).filter(organisation_id=actor.organisation_id)
    return tuple(
        KeptAccount(row.id, row.iban, row.name, row.bic, row.active)
        for row in rows.order_by("-active", "iban")
    )


@query
def account_changes(*, actor: Actor, count: int = 50) -> tuple[AccountChangeView, ...]:
    """What was proposed for the account of one's own organisation, latest first; for administrator and controller."""
    _check_may_look(actor)
    rows = AccountChange.records.of(actor).filter(organisation_id=actor.organisation_id)
    return _views(actor, list(rows.order_by("-asked_at", "id")[:count]))


@query
def account_change(*, actor: Actor, change: UUID) -> AccountChangeView:
    """One of them; raises ``NotFound`` for another organisation's."""
    _check_may_look(actor)
    row = AccountChange.records.of(actor).one(id=change, organisation_id=actor.organisation_id)
    return _views(actor, [row])[0]


@query
def account_change_waits(*, actor: Actor) -> bool:
    """Whether an account waits for a controller of one's own organisation."""
    rows = AccountChange.records.of(actor).filter(organisation_id=actor.organisation_id, state=ASKED)
    return rows.exists()


def _check_may_look(actor: Actor) -> None:
    if actor.role not in {Role.ADMINISTRATOR, Role.CONTROLLER}:
        raise Refused(say("The accounts of an organisation are for its controller and its administrator."))


def _views(actor: Actor, rows: list[AccountChange]) -> tuple[AccountChangeView, ...]:
    me = same_human(actor=actor, person=actor.person)
    people = {row.asked_by for row in rows} | {row.decided_by for row in rows if row.decided_by}
    names = names_of(actor=actor, people=people)
    return tuple(
        AccountChangeView(
            id=row.id,
            iban=row.iban,
            name=row.name,
            bic=row.bic,
            reason=row.reason,
            state=row.state,
            asked_by_name=names.get(row.asked_by, ""),
            asked_at=row.asked_at,
            decided_by_name=names.get(row.decided_by, "") if row.decided_by else "",
            decided_at=row.decided_at,
            answer=row.answer,
            is_mine=row.asked_by in me,
        )
        for row in rows
    )
