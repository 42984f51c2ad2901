"""The years of which books are kept, and their periods."""

from typing import Any
from uuid import UUID

from bodemplaat.capabilities.ledger.models import (
    Account,
    AccountingPeriod,
    BudgetAmount,
    FinancialYear,
    JournalEntry,
    Reopening,
)
from bodemplaat.capabilities.ledger.policies import check_may_read, check_may_see_periods
from bodemplaat.capabilities.ledger.values import Begun, JournalCode, PeriodView
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def years(*, actor: Actor) -> tuple[int, ...]:
    """The years of which the actor's organisation keeps books, newest first. Raises ``Refused`` for anyone but a controller."""
    check_may_read(actor)
    rows = FinancialYear.records.of(actor).filter(organisation_id=actor.organisation_id)
    return tuple(rows.order_by("-year").values_list("year", flat=True))


@query
def periods(*, actor: Actor, year: int) -> tuple[PeriodView, ...]:
    """The periods of a year, in their order; none where no books of it are kept. For controllers and administrators."""
    check_may_see_periods(actor)
    rows = AccountingPeriod.records.of(actor).filter(organisation_id=actor.organisation_id, year__year=year)
    waiting = {
        row.period_id: row.proposal
        for row in Reopening.records.of(actor)
        .filter(period__in=rows, proposal__state=proposals.WAITING)
        .select_related("proposal")
    }
    return tuple(_view(actor, row, year, waiting.get(row.id)) for row in rows.order_by("number"))


@query
def books_begun(*, actor: Actor) -> Begun | None:
    """How far the books of the actor's organisation are filled; ``None`` before a year is open. For controllers and administrators."""
    check_may_see_periods(actor)
    here = actor.organisation_id
    year = FinancialYear.records.of(actor).filter(organisation_id=here).order_by("-year").first()
    if year is None:
        return None
    opened = JournalEntry.records.of(actor).filter(year=year, journal=JournalCode.OPENING.value)
    budget = BudgetAmount.records.of(actor).filter(organisation_id=here, valid_from__year=year.year)
    accounts = Account.records.of(actor).filter(organisation_id=here).count()
    return Begun(year.year, accounts, opened.exists(), budget.exists())


@query
def period_of(*, actor: Actor, proposal: UUID) -> PeriodView:
    """The period that somebody asks to open again; raises ``NotFound``. For controllers and administrators."""
    check_may_see_periods(actor)
    rows = Reopening.records.of(actor).select_related("period__year", "proposal")
    row = rows.one(proposal_id=proposal, organisation_id=actor.organisation_id)
    return _view(actor, row.period, row.period.year.year, row.proposal)


def _view(actor: Actor, row: AccountingPeriod, year: int, waits: Any) -> PeriodView:
    return PeriodView(
        row.id,
        year,
        row.number,
        row.first_day,
        row.last_day,
        row.is_closed,
        row.closed_at,
        waits.id if waits else None,
        waits.proposed_by_name if waits else "",
        waits.proposed_at if waits else None,
        waits.reason if waits else "",
        waits is not None and waits.proposed_by in actor.people | {actor.person_id},
    )
