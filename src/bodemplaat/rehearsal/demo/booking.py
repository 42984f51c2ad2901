"""A municipality keeps books of its claims; afterwards its trial balance and its audit file are held against what was paid."""

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final
from xml.etree import ElementTree

from django.db import connection
from django.utils import timezone

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.formats.xaf import NAMESPACE
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.tenancy.api import Actor, Role, entered, midnight
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import Founded

ACCOUNTS: Final = """\
code;name;kind;taakveld;category;items
0110;Bank;asset;;;no
0210;Algemene reserve;equity;;;no
1310;Te betalen declaraties;liability;;;yes
1320;Te betalen facturen;liability;;;yes
1510;Btw die het BCF compenseert;asset;;;no
1520;Btw die wordt teruggevraagd;asset;;;no
4310;Declaraties van medewerkers;expense;0.4;3.8;no
4320;Inkoop;expense;0.4;3.8;no
4390;Vooruitbetaald en afgerond;expense;0.4;3.8;no
"""
OPENING: Final = """\
account;debit;credit
0110;250000,00;
0210;;250000,00
"""
BUDGET: Final = """\
taakveld;side;category;amount;decision
0.4;expense;3.8;{first};Programmabegroting {year}
"""
CHANGE: Final = """\
taakveld;side;category;amount;decision
0.4;expense;3.8;{second};Begrotingswijziging 1 {year}
"""
AMOUNTS: Final = {"first": "120000,00", "second": "135000,00"}
PLACE: Final = ledger.BudgetPlace("0.4", ledger.AccountKind.EXPENSE, "3.8")
BANK: Final = "0110"
CREDITORS: Final = "1320"
CHOSEN: Final = {
    "bank": BANK,
    "claim.debt": "1310",
    "claim.cost": "4310",
    "invoice.debt": CREDITORS,
    "invoice.compensated": "1510",
    "invoice.reclaimed": "1520",
    "invoice.cost": "4320",
    "invoice.difference": "4390",
    "invoice.discount": "4390",
}
_PAID: Final = """
SELECT coalesce(sum(amount_cents), 0)::bigint FROM payments_payment
WHERE organisation_id = %s AND state = 'paid' AND date_part('year', paid_on) = %s
"""


def keep_books(place: Founded, *, at: datetime, until: date) -> None:
    """Open the years from a moment up to a day with the same balances, fill accounts, and choose what is posted where."""
    keeper, administrator = place.with_role(Role.CONTROLLER)[0], place.with_role(Role.ADMINISTRATOR)[0]
    first = timezone.localdate(at).year
    years = range(first, until.year + 1)
    for year in years:
        ledger.open_year(actor=keeper, year=year, at=max(at, midnight(date(year - 1, 12, 1))))
    lists = [("ledger-accounts", ACCOUNTS, date(first, 1, 1))]
    for year in years:
        lists.append(("ledger-opening", OPENING, date(year, 1, 1)))
        lists.append(("ledger-budget", BUDGET.format(year=year, **AMOUNTS), date(year, 1, 1)))
        if date(year, 7, 1) <= until:
            lists.append(("ledger-budget", CHANGE.format(year=year, **AMOUNTS), date(year, 7, 1)))
    for name, text, since in lists:
        preview = imports.preview_import(
            actor=administrator,
            list_name=name,
            file_name=f"{name}.csv",
            content=text.encode(),
            since=since,
            is_complete=False,
            at=at,
        )
        imports.carry_out_import(actor=administrator, import_id=preview, at=at)
    by_code = {each.code: each.id for each in ledger.accounts(actor=keeper)}
    for purpose, code in CHOSEN.items():
        ledger.choose_account(actor=keeper, purpose=purpose, account=by_code[code], at=at)


def audit(places: Iterable[Founded], *, on: date) -> Iterator[Fact]:
    """Whether books balance, nothing waits, and the audit files come to what the bank paid of claims, to the cent."""
    for place in places:
        keeper = place.with_role(Role.CONTROLLER)[0]
        years = ledger.years(actor=keeper)
        rows = [row for year in years for row in ledger.trial_balance(actor=keeper, year=year)]
        yield Fact(
            f"the trial balance of {place.name} comes to nothing",
            bool(rows) and sum(row.balance.cents for row in rows) == 0,
        )
        yield Fact(f"everything of {place.name} is in its books", ledger.facts_waiting(actor=keeper)[1] == 0)
        yield Fact(
            f"the budget of {place.name} less what is left is what was booked on its accounts, to the cent",
            all(_spent(keeper, year) == _booked(keeper, year) > 0 for year in years if year == on.year),
        )
        paid = [_paid(place, year) for year in years]
        yield Fact(
            f"the audit file of {place.name} tells what was paid of claims, to the cent",
            any(paid) and [_left_the_bank(place, year, on) for year in years] == paid,
        )


def _spent(keeper: Actor, year: int) -> int:
    """Cents that are gone from the budget for overhead."""
    rows = ledger.budget_view(actor=keeper, year=year, quarter=4).rows
    return sum((each.budget - each.left).cents for each in rows if each.place == PLACE)


def _booked(keeper: Actor, year: int) -> int:
    """Cents on the accounts of expenses in the trial balance, all of which stand under overhead."""
    rows = ledger.trial_balance(actor=keeper, year=year)
    return sum(each.balance.cents for each in rows if each.account.kind is ledger.AccountKind.EXPENSE)


def _paid(place: Founded, year: int) -> int:
    with entered(place.system), connection.cursor() as cursor:
        cursor.execute(_PAID, [place.id, year])
        return int(cursor.fetchone()[0])


def _left_the_bank(place: Founded, year: int, on: date) -> int:
    """Cents that the transactions of the audit file took off the bank account, less what came back."""
    out = io.BytesIO()
    ledger.write_audit_file(actor=place.with_role(Role.CONTROLLER)[0], year=year, on=on, out=out)
    out.seek(0)
    left = 0
    for _, line in ElementTree.iterparse(out):  # noqa: S314  # a file of our own
        if line.tag != f"{{{NAMESPACE}}}trLine":
            continue
        fields = {each.tag.rpartition("}")[2]: each.text or "" for each in line}
        if fields["accID"] == BANK:
            whole, _, part = fields["amnt"].partition(".")
            left += (1 if fields["amntTp"] == "C" else -1) * (int(whole) * 100 + int(part))
    return left
