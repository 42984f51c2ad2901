"""How far the closing of a year is: what it leaves to the next one, and whether the next one opened with that."""

from datetime import date

from django.db.models import Sum

from bodemplaat.capabilities.ledger.models import (
    Account,
    AccountingPeriod,
    FinancialYear,
    JournalLine,
    WaitingFact,
    YearClosing,
)
from bodemplaat.capabilities.ledger.policies import READERS, check_may_see_periods
from bodemplaat.capabilities.ledger.queries.accounts import account_view
from bodemplaat.capabilities.ledger.reckoning.amounts import delta
from bodemplaat.capabilities.ledger.reckoning.closing import Line, carried, result_of
from bodemplaat.capabilities.ledger.values import AccountKind, AccountView, Amount, ClosingView, JournalCode
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Euro


@query
def closing_of_year(*, actor: Actor, year: int, on: date) -> ClosingView | None:
    """How far the closing of a year is; ``None`` where no books of it are kept. For controllers and administrators."""
    check_may_see_periods(actor)
    row = FinancialYear.records.of(actor).filter(organisation_id=actor.organisation_id, year=year).first()
    if row is None:
        return None
    closings = YearClosing.records.of(actor).filter(year=row).select_related("proposal", "result_account")
    waits = closings.filter(proposal__state=proposals.WAITING).first()
    last = closings.filter(proposal__state=proposals.CONFIRMED).order_by("-proposal__closed_at").first()
    lines = lines_of(actor, row)
    differs = last is not None and bool(still_to_carry(actor, row, last.result_account.code))
    facts = waiting_facts(actor, row)
    is_over = date(year, 12, 31) < on
    keeps = actor.role in READERS
    return ClosingView(
        year=year,
        result=result_of(lines),
        accounts=equity_accounts(actor) if keeps else (),
        account=waits.result_account.code if waits else last.result_account.code if last else "",
        waits=waits.proposal_id if waits else None,
        waits_by=waits.proposal.proposed_by_name if waits else "",
        waits_since=waits.proposal.proposed_at if waits else None,
        waits_reason=waits.proposal.reason if waits else "",
        is_for_another=waits is not None and waits.proposal.proposed_by in actor.people | {actor.person_id},
        carried_at=last.proposal.closed_at if last else None,
        differs=differs,
        facts=facts,
        may_propose=keeps and is_over and waits is None and not facts and (last is None or differs),
    )


def equity_accounts(actor: Actor) -> tuple[AccountView, ...]:
    """The accounts to which a result can go: of equity, and not followed by item."""
    rows = Account.records.of(actor).filter(
        organisation_id=actor.organisation_id, kind=AccountKind.EQUITY.value, has_items=False
    )
    return tuple(account_view(row) for row in rows.order_by("code"))


def lines_of(actor: Actor, year: FinancialYear) -> list[Line]:
    """What a year comes to, by account and item, with what it opened with."""
    rows = JournalLine.records.of(actor).filter(period__in=_periods(actor, year)).order_by()
    fields = ("account__code", "account__kind", "item")
    sums = rows.values(*fields).annotate(total=Sum("cents")).values_list(*fields, "total")
    return [(code, AccountKind(kind), item, int(total)) for code, kind, item, total in sums]


def opened_with(actor: Actor, period: AccountingPeriod) -> list[Amount]:
    """What a year opened with so far."""
    rows = JournalLine.records.of(actor).filter(period=period, entry__journal=JournalCode.OPENING.value)
    return [
        Amount(code, Euro(cents), item)
        for code, cents, item in rows.values_list("account__code", "cents", "item")
    ]


def opening_after(actor: Actor, year: FinancialYear) -> AccountingPeriod | None:
    """The opening of the next year; ``None`` where no books of it are kept yet."""
    rows = AccountingPeriod.records.of(actor).filter(organisation_id=year.organisation_id, number=0)
    return rows.filter(year__year=year.year + 1).first()


def still_to_carry(actor: Actor, year: FinancialYear, result_account: str) -> tuple[Amount, ...]:
    """What has to be posted in the opening of the next year so that it is what this year left."""
    opening = opening_after(actor, year)
    before = opened_with(actor, opening) if opening else []
    return delta(before, carried(lines_of(actor, year), result_account))


def waiting_facts(actor: Actor, year: FinancialYear) -> int:
    """How much of the year could not be posted yet."""
    rows = WaitingFact.records.of(actor).filter(organisation_id=year.organisation_id, entry=None)
    return rows.filter(day__year=year.year).count()


def _periods(actor: Actor, year: FinancialYear) -> list[AccountingPeriod]:
    return list(AccountingPeriod.records.of(actor).filter(year=year))
