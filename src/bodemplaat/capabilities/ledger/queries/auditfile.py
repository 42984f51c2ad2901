"""The books of a year as an audit file (XAF 4.0): its opening balances and everything that was posted in it, nothing else."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any, BinaryIO, Final

from django.db.models import Count, Q, Sum

from bodemplaat import __version__
from bodemplaat.capabilities.ledger.models import (
    Account,
    AccountingPeriod,
    FinancialYear,
    JournalCount,
    JournalLine,
)
from bodemplaat.capabilities.ledger.policies import check_may_read
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
NAMES: Final = {
    JournalCode.MEMORIAL: "Memoriaal",
    JournalCode.CLAIMS: "Declaraties",
    JournalCode.PURCHASES: "Inkoopfacturen",
    JournalCode.BANK: "Bank",
}
"""As they stand in the file, which is Dutch whoever asks for it."""
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
    row = FinancialYear.records.of(actor).select_related("organisation").one(organisation_id=here, year=year)
    counts = JournalCount.records.of(actor).filter(year=row)
    last = {JournalCode(each.journal): each.last for each in counts}
    periods = list(AccountingPeriod.records.of(actor).filter(year=row).order_by("number"))
    lines = JournalLine.records.of(actor).filter(organisation_id=here, period__in=periods)
    opening, posted = lines.filter(_up_to(last, JournalCode.OPENING)), lines.filter(_up_to(last, *KINDS))
    sums = posted.aggregate(
        lines=Count("id"),
        debit=Sum("cents", filter=Q(cents__gt=0)),
        credit=Sum("cents", filter=Q(cents__lt=0)),
    )
    totals = xaf.Totals(sums["lines"], int(sums["debit"] or 0), -int(sums["credit"] or 0))
    accounts = Account.records.of(actor).filter(organisation_id=here).order_by("code")
    pieces = xaf.write(
        xaf.Head(
            year, on, "Bodemplaat", __version__, actor.organisation_name, _tax_number(row.organisation.oin)
        ),
        [xaf.Account(each.code, each.name, AccountKind(each.kind).is_of_the_year) for each in accounts],
        [xaf.Period(each.number, each.first_day, each.last_day) for each in periods if each.number],
        [
            xaf.OpeningLine(code, cents)
            for code, cents in opening.order_by("number").values_list("account__code", "cents")
        ],
        totals,
        _journals(posted),
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


def _journals(posted: Any) -> Iterator[tuple[xaf.Journal, Iterator[xaf.Transaction]]]:
    fields = (
        *("entry__journal", "entry__number", "entry__description", "entry__period__number", "entry__day"),
        *("entry__posted_by", "account__code", "item", "description", "cents"),
    )
    rows = posted.order_by("entry__journal", "entry__number", "number").values_list(*fields)
    for code, of_journal in groupby(rows.iterator(AT_A_TIME), key=lambda row: row[0]):
        journal = JournalCode(code)
        yield xaf.Journal(code, NAMES[journal], KINDS[journal]), _transactions(of_journal)


def _transactions(rows: Iterator[Any]) -> Iterator[xaf.Transaction]:
    for (number, description, period, day, by), lines in groupby(rows, key=lambda row: row[1:6]):
        yield xaf.Transaction(
            number,
            description,
            period,
            day,
            str(by or ""),
            [xaf.Line(code, item, text, cents) for *_, code, item, text, cents in lines],
        )


def _tax_number(oin: str) -> str:
    """The RSIN that an OIN is made of, the OIN where it is made of something else, and a word where there is none."""
    if len(oin) == 20 and oin.startswith(_OF_AN_RSIN):
        return oin[8:17]
    return oin or UNKNOWN
