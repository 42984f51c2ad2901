"""Opening a year, closing a period, and opening one again by two people."""

import calendar
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from bodemplaat.capabilities.ledger.commands.by_two import KeptByTwo
from bodemplaat.capabilities.ledger.events import REOPENED, REOPENING_ASKED, REOPENING_REFUSED
from bodemplaat.capabilities.ledger.models import AccountingPeriod, FinancialYear, JournalCount, Reopening
from bodemplaat.capabilities.ledger.policies import check_may_keep, check_may_see_periods
from bodemplaat.capabilities.ledger.values import JournalCode
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalView
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import say

KIND: Final = "ledger_reopening"
FIRST_YEAR: Final = 2000


@command
def open_year(*, actor: Actor, year: int, at: datetime) -> UUID:
    """Begin to keep books of a calendar year: its opening, twelve periods and a count for each journal.

    Raises ``Refused`` for anyone but a controller, for a year that is open already, and for one that lies after the next.
    """
    check_may_keep(actor)
    last = timezone.localdate(at).year + 1
    if not FIRST_YEAR <= year <= last:
        raise Refused(say("Choose a year from {first} to {last}."), first=str(FIRST_YEAR), last=str(last))
    here = actor.organisation_id
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"financial_year {here} {year}"]
        )
    if FinancialYear.records.of(actor).filter(organisation_id=here, year=year).exists():
        raise Refused(say("Books of {year} are kept already."), year=str(year))
    return begin_year(actor, year, at).id


def begin_year(actor: Actor, year: int, at: datetime) -> FinancialYear:
    """A year with its periods and counts, in the books of the actor's organisation."""
    here = actor.organisation_id
    row = FinancialYear.records.of(actor).create(
        organisation_id=here, year=year, opened_by=actor.person_id, opened_at=at
    )
    AccountingPeriod.records.of(actor).bulk_create(
        AccountingPeriod(organisation_id=here, year=row, number=number, first_day=first, last_day=last_day)
        for number, first, last_day in _periods(year)
    )
    JournalCount.records.of(actor).bulk_create(
        JournalCount(organisation_id=here, year=row, journal=each.value) for each in JournalCode
    )
    record(actor, "ledger_year.opened", "ledger_year", row.id, here, at=at, details={"year": str(year)})
    return row


def _periods(year: int) -> list[tuple[int, date, date]]:
    first = date(year, 1, 1)
    months = [
        (month, date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        for month in range(1, 13)
    ]
    return [(0, first, first), *months]


@command
def close_period(*, actor: Actor, period: UUID, at: datetime) -> None:
    """Shut a period: nothing is posted in it any more. One that is shut stays so. Raises ``Refused`` for anyone but a controller."""
    check_may_keep(actor)
    rows = AccountingPeriod.records.of(actor).select_related("year")
    row = rows.locked().one(id=period, organisation_id=actor.organisation_id)
    if row.is_closed:
        return
    shut(actor, row, at)
    here = actor.organisation_id
    record(actor, "ledger_period.closed", "ledger_period", row.id, here, at=at, details=_details(row))


def shut(actor: Actor, period: AccountingPeriod, at: datetime) -> None:
    """Let nothing be posted in a period that is held any more."""
    period.is_closed, period.closed_by, period.closed_at = True, actor.person_id, at
    period.save(update_fields=["is_closed", "closed_by", "closed_at"])


@command
def propose_reopening(*, actor: Actor, period: UUID, reason: str, at: datetime) -> UUID:
    """Ask to open a closed period again; a second person decides. Raises ``Refused`` without a reason and for one that is open."""
    check_may_keep(actor)
    row = AccountingPeriod.records.of(actor).locked().one(id=period, organisation_id=actor.organisation_id)
    if not row.is_closed:
        raise Refused(say("This period is open."))
    if not reason.strip():
        raise Refused(say("Write in a few words why it has to be opened again."))

    def store(proposal: UUID) -> None:
        Reopening.records.of(actor).create(
            organisation_id=row.organisation_id, proposal_id=proposal, period=row
        )

    return proposals.propose(
        actor=actor,
        kind=KIND,
        organisation=row.organisation_id,
        subject=str(row.id),
        store=store,
        reason=reason,
        at=at,
    )


REOPENINGS: Final = proposals.Deciding(KIND)
"""The period is opened again, stays closed, or nothing is asked any more; raises as ``proposals.Deciding``."""


class Reopenings(KeptByTwo):
    """Periods that are opened again: another controller, or an administrator, of the same organisation decides."""

    code = KIND
    trail = "ledger_period.reopening_"
    recorded_as = "ledger_period"
    taken = say("Opening this period again waits for a second person already.")
    topics = MappingProxyType(
        {
            proposals.PROPOSED: REOPENING_ASKED,
            proposals.CONFIRMED: REOPENED,
            proposals.REFUSED: REOPENING_REFUSED,
        }
    )

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Open it, unless it is open already."""
        check_may_see_periods(actor)
        reopening = Reopening.records.of(actor).one(proposal_id=proposal.id)
        row = AccountingPeriod.records.of(actor).locked().one(id=reopening.period_id)
        row.is_closed, row.closed_by, row.closed_at = False, None, None
        row.save(update_fields=["is_closed", "closed_by", "closed_at"])

    def facts(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which period."""
        rows = Reopening.records.of(actor).select_related("period__year")
        return _details(rows.one(proposal_id=proposal.id).period)

    def announced(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which period."""
        return self.facts(actor=actor, proposal=proposal)


def _details(row: AccountingPeriod) -> dict[str, object]:
    return {"year": str(row.year.year), "number": row.number}
