"""Closing a year: two people let it be carried to the next, once; what changes afterwards is carried as a dated correction."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.ledger.commands.booking import book
from bodemplaat.capabilities.ledger.commands.by_two import KeptByTwo
from bodemplaat.capabilities.ledger.commands.years import begin_year, shut
from bodemplaat.capabilities.ledger.errors import PeriodShut
from bodemplaat.capabilities.ledger.events import CLOSED, CLOSING_ASKED, CLOSING_REFUSED
from bodemplaat.capabilities.ledger.models import (
    AccountingPeriod,
    FinancialYear,
    JournalCount,
    JournalEntry,
    YearClosing,
)
from bodemplaat.capabilities.ledger.policies import check_may_keep, check_may_see_periods
from bodemplaat.capabilities.ledger.queries.closing import (
    equity_accounts,
    opening_after,
    still_to_carry,
    waiting_facts,
)
from bodemplaat.capabilities.ledger.values import JournalCode
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalView
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import say

KIND: Final = "ledger_year_closing"


@command
def propose_closing(*, actor: Actor, year: int, result_account: UUID, reason: str, at: datetime) -> UUID:
    """Ask to close a year and carry it to the next, its result to an account of equity; a second person decides.

    Once it was carried, only what changed since can be. Raises ``Refused`` for anyone but a controller, without a reason, for a
    year that is not over, while something of it waits to be posted, for another account than of equity, and where nothing is left
    to carry.
    """
    check_may_keep(actor)
    row = FinancialYear.records.of(actor).one(organisation_id=actor.organisation_id, year=year)
    if not reason.strip():
        raise Refused(
            say("Write in a few words on what it rests, such as the decision on the annual accounts.")
        )
    _check_can_be_closed(actor, row, at)
    account = next((each for each in equity_accounts(actor) if each.id == result_account), None)
    if account is None:
        raise Refused(say("The result goes to an account of equity that is not followed by item."))
    was_carried = YearClosing.records.of(actor).filter(year=row, proposal__state=proposals.CONFIRMED).exists()
    if was_carried and not still_to_carry(actor, row, account.code):
        raise Refused(say("The next year opened with what this one left: there is nothing more to carry."))

    def store(proposal: UUID) -> None:
        YearClosing.records.of(actor).create(
            organisation_id=row.organisation_id, proposal_id=proposal, year=row, result_account_id=account.id
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


CLOSINGS: Final = proposals.Deciding(KIND)
"""The year is closed and carried, stays as it is, or nothing is asked any more; raises as ``proposals.Deciding``, and ``PeriodShut``."""


def _check_can_be_closed(actor: Actor, row: FinancialYear, at: datetime) -> None:
    if timezone.localdate(at) <= date(row.year, 12, 31):
        raise Refused(say("The year {year} is not over."), year=str(row.year))
    if waiting_facts(actor, row):
        raise Refused(
            say("Something of {year} waits to be posted still. See what waits, and post it first."),
            year=str(row.year),
        )


class YearClosings(KeptByTwo):
    """Years that are closed: another controller, or an administrator, of the same organisation decides."""

    code = KIND
    trail = "ledger_year.closing_"
    recorded_as = "ledger_year"
    taken = say("Closing this year waits for a second person already.")
    topics = MappingProxyType(
        {
            proposals.PROPOSED: CLOSING_ASKED,
            proposals.CONFIRMED: CLOSED,
            proposals.REFUSED: CLOSING_REFUSED,
        }
    )

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Shut its periods, and post in the opening of the next year what that lacks."""
        check_may_see_periods(actor)
        closing = YearClosing.records.of(actor).select_related("result_account").one(proposal_id=proposal.id)
        row = FinancialYear.records.of(actor).locked().one(id=closing.year_id)
        _check_can_be_closed(actor, row, at)
        for period in AccountingPeriod.records.of(actor).locked().filter(year=row, is_closed=False):
            shut(actor, period, at)
        if (
            not FinancialYear.records.of(actor)
            .filter(organisation_id=row.organisation_id, year=row.year + 1)
            .exists()
        ):
            begin_year(actor, row.year + 1, at)
        _carry(actor, row, closing, at)

    def facts(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which year."""
        row = YearClosing.records.of(actor).select_related("year").one(proposal_id=proposal.id)
        return {"year": str(row.year.year)}

    def announced(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which year."""
        return {**self.facts(actor=actor, proposal=proposal), "number": ""}


def _carry(actor: Actor, row: FinancialYear, closing: YearClosing, at: datetime) -> None:
    opening = opening_after(actor, row)
    if opening is None:
        raise LookupError("the next year was begun just now")
    # whoever posts an opening holds this count first, so that nothing comes between
    JournalCount.records.of(actor).locked().one(year_id=opening.year_id, journal=JournalCode.OPENING.value)
    amounts = still_to_carry(actor, row, closing.result_account.code)
    if not amounts:
        return
    if opening.is_closed:
        raise PeriodShut
    entries = JournalEntry.records.of(actor).filter(
        period=opening, journal=JournalCode.OPENING.value, corrects=None
    )
    first = entries.order_by("number").first()
    year = row.year + 1
    book(
        actor,
        JournalCode.OPENING,
        opening.first_day,
        f"Beginbalans {year}" if first is None else f"Beginbalans {year}: verschil met {row.year}",
        amounts,
        key=f"opening {year}" if first is None else f"opening {year} {closing.id}",
        corrects=first,
        period=opening,
        at=at,
    )
    record(
        actor,
        "ledger_year.carried",
        "ledger_year",
        row.id,
        row.organisation_id,
        at=at,
        details={"year": str(row.year)},
    )
