"""Writes an audit file 4.0 in pieces, in the order of its schema. Texts are cut to the lengths that it allows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from bodemplaat.formats.xaf.values import (
    Account,
    Head,
    Journal,
    Line,
    OpeningLine,
    Period,
    Totals,
    Transaction,
)

NAMESPACE: Final = "http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.1/structures/XmlauditfileXAF_4.0"
PIECE: Final = 64 * 1024
"""Characters that are gathered before they are given out."""
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(
    head: Head,
    accounts: Sequence[Account],
    periods: Sequence[Period],
    opening: Sequence[OpeningLine],
    totals: Totals,
    journals: Iterable[tuple[Journal, Iterable[Transaction]]],
) -> Iterator[bytes]:
    """The file in pieces of UTF-8. ``totals`` come before the transactions: whoever calls knows them beforehand.

    Raises ``ValueError`` at the end when the transactions do not come to the totals, so that no file is whole and wrong.
    """
    gathered: list[str] = []
    size = 0
    for text in _written(head, accounts, periods, opening, totals, journals):
        gathered.append(text)
        size += len(text)
        if size >= PIECE:
            yield "".join(gathered).encode()
            gathered, size = [], 0
    yield "".join(gathered).encode()


def _written(
    head: Head,
    accounts: Sequence[Account],
    periods: Sequence[Period],
    opening: Sequence[OpeningLine],
    totals: Totals,
    journals: Iterable[tuple[Journal, Iterable[Transaction]]],
) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<auditfile xmlns="{NAMESPACE}">'
    yield _head(head)
    if accounts:
        yield "<generalLedger>"
        for account in accounts:
            kind = "P" if account.is_of_the_year else "B"
            yield (
                f"<ledgerAccount>{_text('accID', account.code, 35)}{_text('accDesc', account.name, 255)}"
                f"<accTp>{kind}</accTp></ledgerAccount>"
            )
        yield "</generalLedger>"
    yield "<periods>"
    for period in periods:
        yield (
            f"<period><periodNumber>{period.number}</periodNumber>{_day('startDatePeriod', period.first_day)}"
            f"{_day('endDatePeriod', period.last_day)}</period>"
        )
    yield "</periods>"
    if opening:
        yield _opening(opening)
    yield "<transactions>"
    yield _totals(totals)
    counted = Counted()
    for journal, transactions in journals:
        yield (
            f"<journal>{_text('jrnID', journal.code, 35)}{_text('desc', journal.name, 9999)}"
            f"<jrnTp>{journal.kind.value}</jrnTp>"
        )
        for transaction in transactions:
            yield _transaction(journal, transaction, counted)
        yield "</journal>"
    if (counted.lines, counted.debit, counted.credit) != (totals.lines, totals.debit, totals.credit):
        raise ValueError("the transactions do not come to the totals of the file")
    yield "</transactions></company></auditfile>\n"


class Counted:
    """What was written so far."""

    def __init__(self) -> None:
        self.lines = self.debit = self.credit = 0

    def add(self, cents: int) -> None:
        """Count one line."""
        self.lines += 1
        if cents > 0:
            self.debit += cents
        else:
            self.credit -= cents


def _head(head: Head) -> str:
    return (
        f"<header><fiscalYear>{head.year:04d}</fiscalYear>{_day('startDate', date(head.year, 1, 1))}"
        f"{_day('endDate', date(head.year, 12, 31))}<curCode>EUR</curCode>{_day('dateCreated', head.created_on)}"
        f"{_text('softwareDesc', head.software, 50)}{_text('softwareVersion', head.software_version, 20)}</header>"
        f"<company>{_text('companyName', head.company, 255)}"
        "<taxRegistrationCountry>NL</taxRegistrationCountry>"
        f"{_text('taxRegIdent', head.tax_number, 30)}"
    )


def _opening(opening: Sequence[OpeningLine]) -> str:
    debit = sum(each.cents for each in opening if each.cents > 0)
    credit = -sum(each.cents for each in opening if each.cents < 0)
    lines = "".join(
        f"<obLine><nr>{number}</nr>{_text('accID', each.account, 35)}{_amount(each.cents)}</obLine>"
        for number, each in enumerate(opening, start=1)
    )
    return f"<openingBalance>{_totals(Totals(len(opening), debit, credit))}{lines}</openingBalance>"


def _totals(totals: Totals) -> str:
    return (
        f"<linesCount>{totals.lines}</linesCount><totalDebit>{_euros(totals.debit)}</totalDebit>"
        f"<totalCredit>{_euros(totals.credit)}</totalCredit>"
    )


def _transaction(journal: Journal, transaction: Transaction, counted: Counted) -> str:
    day = transaction.day.isoformat()
    user = _text("User", transaction.user, 999) if transaction.user else ""
    begin = (
        f"<transaction><nr>{transaction.number}</nr>{_text('desc', transaction.description, 9999)}"
        f"<periodNumber>{transaction.period}</periodNumber><trDt>{day}</trDt>{user}"
    )
    parts = [begin]
    for number, line in enumerate(transaction.lines, start=1):
        counted.add(line.cents)
        parts.append(_line(number, line, f"{journal.code} {transaction.number}", day))
    parts.append("</transaction>")
    return "".join(parts)


def _line(number: int, line: Line, otherwise: str, day: str) -> str:
    description = _text("desc", line.description, 9999) if line.description else ""
    return (
        f"<trLine><nr>{number}</nr>{_text('accID', line.account, 35)}"
        f"{_text('docRef', line.reference or otherwise, 255)}<effDate>{day}</effDate>{description}"
        f"{_amount(line.cents)}</trLine>"
    )


def _amount(cents: int) -> str:
    return f"<amnt>{_euros(abs(cents))}</amnt><amntTp>{'D' if cents > 0 else 'C'}</amntTp>"


def _euros(cents: int) -> str:
    whole, part = divmod(cents, 100)
    return f"{whole}.{part:02d}"


def _day(name: str, day: date) -> str:
    return f"<{name}>{day.isoformat()}</{name}>"


def _text(name: str, text: str, longest: int) -> str:
    return f"<{name}>{escape(_NOT_XML.sub(' ', text)[:longest])}</{name}>"
