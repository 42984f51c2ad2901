"""The books of a year as an audit file (XAF 4.0): its opening balances and everything that was posted in it, nothing else."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any, BinaryIO, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from bodemplaat import __version__
from bodemplaat.capabilities.ledger.models import (
    Account,
    AccountingPeriod,
    FinancialYear,
    JournalCount,
    JournalLine,
)
from bodemplaat.capabilities.ledger.policies import check_may_read
from bodemplaat.capabilities.ledger.reckoning.elsewhere import NAMES
from bodemplaat.capabilities.ledger.values import AccountKind, JournalCode
from bodemplaat.formats import xaf
from bodemplaat.foundation.tenancy.api import Actor, query

AT_A_TIME: Final = 5000
KINDS: Final = {
    JournalCode.MEMORIAL: xaf.JournalKind.MEMORIAL,
    JournalCode.CLAIMS: xaf.JournalKind.OTHER,
    JournalCode.PURCHASES: xaf.JournalKind.PURCHASE,
    JournalCode.BANK: xaf.JournalKind.BANK,
}
UNKNOWN: Final = "onbekend"
_OF_AN_RSIN: Final = "00000001"


@query
def write_audit_file(*, actor: Actor, year: int, on: date, out: BinaryIO) -> int:
    """Write the audit file of a year of the actor's organisation to ``out``; answers how many lines its transactions have.

    What is posted while it is being written is not in it. Raises ``NotFound`` for a year of which no books are kept, and
    ``Refused`` for anyone but a controller.
    """
    check_may_read(actor)
    here = actor.organisation_id
    row = FinancialYear.records.of(actor).one(organisation_id=here, year=year)
    counts = JournalCount.records.of(actor).filter(year=row)
    last = {JournalCode(each.journal): each.last for each in counts}
    lines = JournalLine.records.of(actor).filter(organisation_id=here, period__year=row)
    return write_lines(actor, year, lines.filter(_up_to(last, *JournalCode)), on=on, out=out)


def write_lines(
    actor: Actor,
    year: int,
    lines: QuerySet[JournalLine],
    *,
    on: date,
    out: BinaryIO,
    codes: Mapping[UUID, tuple[str, str, str]] | None = None,
) -> int:
    """Write these lines of a year as an audit file; answers how many its transactions have.

    ``codes`` tells code, name and kind of each account that is written by another code than its own.
    """
    here = actor.organisation_id
    row = FinancialYear.records.of(actor).select_related("organisation").one(organisation_id=here, year=year)
    periods = list(AccountingPeriod.records.of(actor).filter(year=row).order_by("number"))
    is_opening = Q(entry__journal=JournalCode.OPENING.value)
    opening, posted = lines.filter(is_opening), lines.exclude(is_opening)
    sums = posted.aggregate(
        lines=Count("id"),
        debit=Sum("cents", filter=Q(cents__gt=0)),
        credit=Sum("cents", filter=Q(cents__lt=0)),
    )
    totals = xaf.Totals(sums["lines"], int(sums["debit"] or 0), -int(sums["credit"] or 0))
    if codes is None:
        accounts = Account.records.of(actor).filter(organisation_id=here).order_by("code")
        codes = {each.id: (each.code, each.name, each.kind) for each in accounts}
    named = {code: (name, kind) for code, name, kind in reversed(list(codes.values()))}
    pieces = xaf.write(
        xaf.Head(
            year, on, "Bodemplaat", __version__, actor.organisation_name, _tax_number(row.organisation.oin)
        ),
        [
            xaf.Account(code, name, AccountKind(kind).is_of_the_year)
            for code, (name, kind) in sorted(named.items())
        ],
        [xaf.Period(each.number, each.first_day, each.last_day) for each in periods if each.number],
        [
            xaf.OpeningLine(codes[account][0], cents)
            for account, cents in opening.order_by("number").values_list("account_id", "cents")
        ],
        totals,
        _journals(posted, codes),
    )
    for piece in pieces:
        out.write(piece)
    return totals.lines


def _up_to(last: dict[JournalCode, int], *journals: JournalCode) -> Q:
    """What was posted when the counts were read: they are read in one statement, and an entry has its number by then."""
    narrow = Q(pk__in=[])
    for journal in journals:
        narrow |= Q(entry__journal=journal.value, entry__number__lte=last[journal])
    return narrow


def _journals(
    posted: Any, codes: Mapping[UUID, tuple[str, str, str]]
) -> Iterator[tuple[xaf.Journal, Iterator[xaf.Transaction]]]:
    fields = (
        *("entry__journal", "entry__number", "entry__description", "entry__period__number", "entry__day"),
        *("entry__posted_by", "account_id", "item", "description", "cents"),
    )
    rows = posted.order_by("entry__journal", "entry__number", "number").values_list(*fields)
    for code, of_journal in groupby(rows.iterator(AT_A_TIME), key=lambda row: row[0]):
        journal = JournalCode(code)
        yield xaf.Journal(code, NAMES[journal], KINDS[journal]), _transactions(of_journal, codes)


def _transactions(
    rows: Iterator[Any], codes: Mapping[UUID, tuple[str, str, str]]
) -> Iterator[xaf.Transaction]:
    for (number, description, period, day, by), lines in groupby(rows, key=lambda row: row[1:6]):
        yield xaf.Transaction(
            number,
            description,
            period,
            day,
            str(by or ""),
            [xaf.Line(codes[account][0], item, text, cents) for *_, account, item, text, cents in lines],
        )


def _tax_number(oin: str) -> str:
    """The RSIN that an OIN is made of, the OIN where it is made of something else, and a word where there is none."""
    if len(oin) == 20 and oin.startswith(_OF_AN_RSIN):
        return oin[8:17]
    return oin or UNKNOWN
