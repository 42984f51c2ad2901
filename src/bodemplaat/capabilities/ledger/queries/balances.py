"""What the books come to: the trial balance and what is still open, each in one statement over all lines."""

from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from bodemplaat.capabilities.ledger.models import Account, AccountingPeriod, JournalLine
from bodemplaat.capabilities.ledger.policies import check_may_read
from bodemplaat.capabilities.ledger.queries.accounts import account_view
from bodemplaat.capabilities.ledger.values import AccountView, BalanceRow, JournalCode, OpenItem
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Euro


@query
def trial_balance(*, actor: Actor, year: int, until: int = 12) -> tuple[BalanceRow, ...]:
    """What happened on each account of a year up to and with a period, by code; accounts without a line are left out.

    Raises ``Refused`` for anyone but a controller.
    """
    check_may_read(actor)
    here = actor.organisation_id
    periods = dict(
        AccountingPeriod.records.of(actor)
        .filter(organisation_id=here, year__year=year, number__lte=until)
        .values_list("number", "id")
    )
    opening = Q(period_id=periods.get(0))
    sums = (
        JournalLine.records.of(actor)
        .filter(organisation_id=here, period_id__in=list(periods.values()))
        .order_by()
        .values("account_id")
        .annotate(
            opening=Coalesce(Sum("cents", filter=opening), 0),
            debit=Coalesce(Sum("cents", filter=Q(cents__gt=0) & ~opening), 0),
            credit=Coalesce(Sum("cents", filter=Q(cents__lt=0) & ~opening), 0),
        )
        .values_list("account_id", "opening", "debit", "credit")
    )
    by_account = {account: tuple(map(int, cents)) for account, *cents in sums}
    views = _accounts(actor)
    return tuple(
        BalanceRow(views[account], Euro(begin), Euro(debit), Euro(-credit))
        for account, (begin, debit, credit) in sorted(
            by_account.items(), key=lambda pair: views[pair[0]].code
        )
    )


@query
def open_items(*, actor: Actor, year: int | None = None, until: int = 12) -> tuple[OpenItem, ...]:
    """What is open, by account and the day on which each thing began: on accounts that are followed by item, over all years
    up to and with a period of one, or over all that there is.

    With what a year opened counts only where the account has nothing of an earlier year: there it is told again, not posted
    again. Raises ``Refused`` for anyone but a controller.
    """
    check_may_read(actor)
    earlier = JournalLine.records.of(actor).filter(
        account_id=OuterRef("account_id"), entry__year__year__lt=OuterRef("entry__year__year")
    )
    views = {identity: view for identity, view in _accounts(actor).items() if view.has_items}
    within = Q()
    if year is not None:
        within = Q(entry__year__year__lt=year) | Q(entry__year__year=year, entry__period__number__lte=until)
    rows = (
        JournalLine.records.of(actor)
        .filter(within, account_id__in=list(views))
        .exclude(Exists(earlier), entry__journal=JournalCode.OPENING.value)
        .order_by()
        .values("account_id", "item")
        .annotate(open=Sum("cents"), since=Min(F("entry__day")))
        .exclude(open=0)
        .values_list("account_id", "item", "open", "since")
    )
    items = (OpenItem(views[account], item, since, Euro(int(cents))) for account, item, cents, since in rows)
    return tuple(sorted(items, key=lambda each: (each.account.code, each.since, each.item)))


def _accounts(actor: Actor) -> dict[UUID, AccountView]:
    rows = Account.records.of(actor).filter(organisation_id=actor.organisation_id)
    return {row.id: account_view(row) for row in rows}
