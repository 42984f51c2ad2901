"""``python -m django hand_over_books``: the entries of a year go to Tryton, once, and both sides are compared."""

import os
from argparse import ArgumentParser
from typing import Any, Final
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.connectors.tryton.books import TrytonBooks
from bodemplaat.connectors.tryton.handing_over import BusyElsewhere, hand_over
from bodemplaat.connectors.tryton.server import TrytonServer, TrytonTrouble
from bodemplaat.foundation.organisations.api import identity_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound

VARIABLE: Final = "BODEMPLAAT_TRYTON_PASSWORD"
WHY: Final = {
    ledger.Apart.NOT_THERE: "is not there",
    ledger.Apart.ONLY_THERE: "stands there and not here",
    ledger.Apart.TWICE_THERE: "stands there twice",
    ledger.Apart.OTHER_THERE: "is another amount there",
}


class Command(BaseCommand):
    """Run by who manages the installation, by hand or by a timer; done again it changes nothing."""

    help = "Hands the entries of a year over to Tryton, once, and tells every difference between both sides."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose books, which year, and where Tryton is."""
        parser.add_argument("organisation", type=UUID, help="id of the organisation")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--address", required=True, help="https://host[:port]/database")
        parser.add_argument("--user", required=True, help=f"its password comes from {VARIABLE}")
        parser.add_argument("--compare-only", action="store_true", help="hand nothing over")

    def handle(self, *args: Any, **options: Any) -> None:
        """Hand over, compare, and end with status 1 where both sides differ."""
        organisation, year = options["organisation"], options["year"]
        actor = Actor.system(organisation)
        try:
            own = identity_of(actor=actor, organisation=organisation)
            server = TrytonServer(options["address"], options["user"], os.environ.get(VARIABLE, ""))
            books = TrytonBooks(server, own.oin or str(organisation), own.name)
            if options["compare_only"]:
                books.prepare(year, ledger.accounts_elsewhere(actor=actor))
            else:
                count = hand_over(actor=actor, year=year, books=books, at=timezone.now())
                self.stdout.write(f"{count} entries of {year} were posted in Tryton.")
            compared = ledger.compared_elsewhere(actor=actor, year=year, there=books.lines())
        except ledger.NoCodeElsewhere as no:
            for each in no.findings:
                self.stderr.write(f"{each.place}: {each.render()}")
            raise CommandError("Nothing was handed over.") from None
        except (TrytonTrouble, BusyElsewhere, NotFound) as no:
            raise CommandError(str(no)) from None
        self._tell(compared)

    def _tell(self, compared: tuple[ledger.Compared, ...]) -> None:
        for each in compared:
            self.stdout.write(
                f"{each.account:>10}  here {each.here.decimal:>14}  there {each.there.decimal:>14}"
            )
            for apart in each.differences:
                self.stdout.write(f"{'':>12}{apart.name} {WHY[apart.why]}: {apart.euro.decimal}")
        if any(each.differences for each in compared):
            raise CommandError("Both sides differ.")
        self.stdout.write("Both sides agree to the cent.")
