"""The books of a small municipality: accounts from a file, the year 2026, and entries in it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tests.foundation.imports.conftest import Desk
from tests.foundation.imports.files import csv_file
from tests.world import MONDAY, World

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.ledger.api import Amount
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro

ACCOUNTS = (
    ("0100", "Bank", "asset", "", "", "no"),
    ("0500", "Te betalen declaraties", "liability", "", "", "yes"),
    ("0900", "Algemene reserve", "equity", "", "", "no"),
    ("4100", "Reiskosten", "expense", "0.4", "3.8", "no"),
    ("4200", "Vakliteratuur", "expense", "0.4", "3.8", "no"),
    ("8100", "Leges", "income", "0.2", "3.7", "no"),
)
COLUMNS = ("code", "name", "kind", "taakveld", "category", "items")
OPENING = (("0100", "1000.00", "", ""), ("0900", "", "960.00", ""), ("0500", "", "40.00", "D-1"))
OPENING_COLUMNS = ("account", "debit", "credit", "item")
MARCH, APRIL = date(2026, 3, 10), date(2026, 4, 2)


@dataclass
class Books:
    """The books of one organisation, kept by its controller."""

    keeper: Actor
    desk: Desk

    @classmethod
    def of(cls, world: World, *, year: int = 2026) -> "Books":
        """Open a year with accounts and nothing in it."""
        books = cls(world.first.carla, Desk(world.first.ad))
        ledger.open_year(actor=books.keeper, year=year, at=MONDAY)
        books.desk.do("ledger-accounts", csv_file("ledger-accounts", COLUMNS, *ACCOUNTS))
        return books

    def post(self, *amounts: Amount, day: date = MARCH, key: str = "een") -> UUID:
        """Post an entry."""
        return ledger.post_entry(
            actor=self.keeper, day=day, description="Boeking", amounts=amounts, key=key, at=MONDAY
        )

    def period(self, number: int, year: int = 2026) -> ledger.PeriodView:
        """A period as it stands."""
        return ledger.periods(actor=self.keeper, year=year)[number]

    def close(self, number: int) -> None:
        """Close a period."""
        ledger.close_period(actor=self.keeper, period=self.period(number).id, at=MONDAY)

    def balances(self, until: int = 12) -> dict[str, int]:
        """Where each account stands, in cents."""
        rows = ledger.trial_balance(actor=self.keeper, year=2026, until=until)
        return {row.account.code: row.balance.cents for row in rows}


def debit(account: str, cents: int, item: str = "") -> Amount:
    return Amount(account, Euro(cents), item)


def credit(account: str, cents: int, item: str = "") -> Amount:
    return Amount(account, Euro(-cents), item)
