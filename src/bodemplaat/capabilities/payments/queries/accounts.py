"""Accounts that organisations pay from."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from bodemplaat.capabilities.payments.lifecycle import ASKED, CONFIRMED
from bodemplaat.capabilities.payments.models import AccountChange, BankAccount
from bodemplaat.capabilities.payments.values import (
    AccountChangeView,
    AccountOverTime,
    BankAccountView,
    KeptAccount,
)
from bodemplaat.foundation.access.api import same_human
from bodemplaat.foundation.audit.api import acts_of
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
def accounts_over_time(*, actor: Actor) -> tuple[AccountOverTime, ...]:
    """From which account one's own organisation paid since which day, the latest first; for administrator and controller.

    By what the trail says of it; each with the name and BIC it had then. Four statements, however many there were.
    """
    _check_may_look(actor)
    own = actor.organisation_id
    acts = acts_of(actor=actor, organisation=own, action="bank_account.added")
    first: dict[UUID, tuple[str, str, str]] = {}
    versions = apps.get_model("payments", "BankAccountHistory").records.of(actor)
    columns = ("pgh_obj_id", "iban", "name", "bic")
    for account, *words in versions.filter(organisation_id=own).order_by("pgh_id").values_list(*columns):
        first.setdefault(account, tuple(words))
    changes = AccountChange.records.of(actor).filter(organisation_id=own, state=CONFIRMED)
    confirmed = {(each.iban, each.decided_at): (each.iban, each.name, each.bic) for each in changes}
    known = [act for act in acts if act.subject_id in first]
    days = [timezone.localdate(act.at) for act in known]
    spans = []
    for act, since, until in zip(known, days, [*days, None][1:], strict=True):
        words = first[act.subject_id]
        spans.append(AccountOverTime(since, until, *confirmed.get((words[0], act.at), words)))
    return tuple(reversed(spans))


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
