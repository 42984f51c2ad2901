"""What expenses and income came to for Iv3: by account, in a quarter and since the year began."""

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from bodemplaat.capabilities.ledger.models import Account, AccountingPeriod, JournalLine
from bodemplaat.capabilities.ledger.policies import check_may_read
from bodemplaat.capabilities.ledger.queries.accounts import account_view
from bodemplaat.capabilities.ledger.queries.classification import taakvelden
from bodemplaat.capabilities.ledger.values import AccountKind, Iv3Row
from bodemplaat.foundation.tenancy.api import Actor, NotFound, query
from bodemplaat.kernel import Euro

MONTHS = 3


@query
def iv3_rows(*, actor: Actor, year: int, quarter: int) -> tuple[Iv3Row, ...]:
    """Every account of expenses or income on which something was posted up to and with a quarter (1 to 4), by code.

    Raises ``NotFound`` for a quarter of which no books are kept, and ``Refused`` for anyone but a controller.
    """
    check_may_read(actor)
    here, last = actor.organisation_id, quarter * MONTHS
    rows = AccountingPeriod.records.of(actor).filter(
        organisation_id=here, year__year=year, number__gte=1, number__lte=last
    )
    periods = {row.number: row for row in rows}
    if last not in periods:
        raise NotFound("period")
    in_quarter = Q(period_id__in=[row.id for number, row in periods.items() if number > last - MONTHS])
    of_the_year = Account.records.of(actor).filter(
        organisation_id=here, kind__in=[each.value for each in AccountKind if each.is_of_the_year]
    )
    accounts = {row.id: account_view(row) for row in of_the_year}
    sums = (
        JournalLine.records.of(actor)
        .filter(organisation_id=here, period_id__in=[row.id for row in periods.values()])
        .filter(account_id__in=list(accounts))
        .order_by()
        .values("account_id")
        .annotate(whole=Sum("cents"), part=Coalesce(Sum("cents", filter=in_quarter), 0))
        .values_list("account_id", "part", "whole")
    )
    known = {each.code for each in taakvelden(on=periods[last].last_day)}
    told_of = (
        Iv3Row(accounts[account], Euro(int(part)), Euro(int(whole)), accounts[account].taakveld in known)
        for account, part, whole in sums
    )
    return tuple(sorted(told_of, key=lambda each: each.account.code))
