"""The trial balance and what is open, and the card of an account, as reports."""

from collections.abc import Mapping, Sequence
from typing import Final

from bodemplaat.capabilities.ledger.values import AccountView, BalanceRow, CardLine, JournalCode, OpenItem
from bodemplaat.kernel import Euro, Said, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Column, KeyFigure, Live, Report, Table

JOURNALS: Final[Mapping[JournalCode, Said]] = {
    JournalCode.OPENING: say("Opening"),
    JournalCode.MEMORIAL: say("Memorial"),
    JournalCode.CLAIMS: say("Expense claims"),
    JournalCode.PURCHASES: say("Invoices of suppliers"),
    JournalCode.BANK: say("Bank"),
}
"""What each journal is called."""


def balance_report(
    rows: Sequence[BalanceRow], items: Sequence[OpenItem], *, name: str, period_name: str
) -> Report:
    """The trial balance of ``name`` up to a period, with what is open at its end."""
    debit, credit = Euro.total(each.debit for each in rows), Euro.total(each.credit for each in rows)
    difference = Euro.total(each.balance for each in rows)
    lead = say("Debit and credit agree.") if not difference else say("Debit and credit do not agree.")
    return Report(
        title=say("Trial balance"),
        subtitle=say("{name}, {period}", name=name, period=period_name),
        lead=lead if rows else say("Nothing was posted yet."),
        figures=(
            KeyFigure(say("Debited"), debit),
            KeyFigure(say("Credited"), credit),
            KeyFigure(say("Difference"), difference),
        )
        if rows
        else (),
        parts=tuple(table for table in (_balances(rows), _items(items)) if table.rows),
    )


def _balances(rows: Sequence[BalanceRow]) -> Table:
    return Table(
        "balances",
        say("Accounts"),
        (
            Column("code", say("Account")),
            Column("name", say("Name")),
            Column("taakveld", say("Taakveld")),
            Column("category", say("Category of Iv3")),
            Column("opening", say("Opened with"), Kind.AMOUNT, total=True),
            Column("debit", say("Debited"), Kind.AMOUNT, total=True),
            Column("credit", say("Credited"), Kind.AMOUNT, total=True),
            Column("balance", say("Balance"), Kind.AMOUNT, total=True),
        ),
        tuple(
            (
                *(each.account.code, each.account.name, each.account.taakveld, each.account.category),
                *(each.opening, each.debit, each.credit),
                Live(each.balance, "{opening}+{debit}-{credit}"),
            )
            for each in rows
        ),
        note=say("A balance above zero is debit, one below it is credit."),
        total_label=say("Together"),
    )


def _items(items: Sequence[OpenItem]) -> Table:
    return Table(
        "items",
        say("What is open"),
        (
            Column("code", say("Account")),
            Column("name", say("Name")),
            Column("item", say("Open item")),
            Column("since", say("Since"), Kind.DAY),
            Column("open", say("Open amount"), Kind.AMOUNT, total=True),
        ),
        tuple((each.account.code, each.account.name, each.item, each.since, each.open) for each in items),
        total_label=say("Together"),
    )


def card_report(account: AccountView, lines: Sequence[CardLine], *, name: str, period_name: str) -> Report:
    """Every line of a year on one account, with where it stood after each."""
    stood, rows = Euro(0), []
    for each in lines:
        stood += each.euro
        rows.append(
            (each.day, JOURNALS[each.journal], each.number, each.description, each.item, each.euro, stood)
        )
    return Report(
        title=say("Account {code} {name}", code=account.code, name=account.name),
        subtitle=say("{name}, {period}", name=name, period=period_name),
        lead=say("Nothing was posted on it in this year.") if not rows else "",
        figures=(KeyFigure(say("Balance"), stood),) if rows else (),
        parts=(
            Table(
                "lines",
                say("What was posted"),
                (
                    Column("day", say("Day"), Kind.DAY),
                    Column("journal", say("Journal")),
                    Column("number", say("Entry number"), Kind.COUNT),
                    Column("description", say("Description")),
                    Column("item", say("Open item")),
                    Column("amount", say("Amount"), Kind.AMOUNT, total=True),
                    Column("stood", say("Balance"), Kind.AMOUNT),
                ),
                tuple(rows),
                note=say("An amount above zero is debit, one below it is credit."),
                total_label=say("Together"),
            ),
        )
        if rows
        else (),
    )
