"""``load_demo``: found the demo's cooperations in an empty database and let them live; what is there is left alone.

Each cooperation is one transaction: one that broke off half-way is not there, and the next run makes it. Prints how far
it is, and at the end who can sign in.
"""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from bodemplaat.foundation.access.api import open_accounts
from bodemplaat.foundation.design.api import ROLE_LABELS
from bodemplaat.foundation.tenancy.api import midnight
from bodemplaat.rehearsal.bank import SimulatedBank
from bodemplaat.rehearsal.demo.agreeing import agree_on_every_year, offer_anew
from bodemplaat.rehearsal.demo.answering import write_answers
from bodemplaat.rehearsal.demo.asking import ask, leave_to_check
from bodemplaat.rehearsal.demo.billing import bill
from bodemplaat.rehearsal.demo.booking import keep_books
from bodemplaat.rehearsal.demo.cast import ALLIANCES, ICT_CENTRE, MATRIX, Alliance
from bodemplaat.rehearsal.demo.delivering import deliver
from bodemplaat.rehearsal.demo.dividing import divide
from bodemplaat.rehearsal.demo.founding import found
from bodemplaat.rehearsal.demo.history import live
from bodemplaat.rehearsal.demo.invoicing import take_in
from bodemplaat.rehearsal.demo.mailing import mail
from bodemplaat.rehearsal.demo.matching import match
from bodemplaat.rehearsal.demo.models import keep_models
from bodemplaat.rehearsal.demo.offering import (
    check_changes_of_accounts,
    offer_a_help_desk,
    offer_in_matrix,
    offer_services,
)
from bodemplaat.rehearsal.demo.ordering import order
from bodemplaat.rehearsal.demo.paying import pay_invoices
from bodemplaat.rehearsal.demo.reporting import report
from bodemplaat.rehearsal.demo.selling import sell
from bodemplaat.rehearsal.demo.skilled import give_skills
from bodemplaat.rehearsal.demo.year import Shape, live_a_year, year_before
from bodemplaat.surfaces.front.demo_people import demo_people

OF_THE_FIVE = Shape(0.4, (0.2,) * 5)
"""The five are small, and about as big as each other."""
OF_THREE = Shape(0.6, (0.5, 0.25, 0.25))
"""The one that the ICT centre is part of is the largest."""


class Command(BaseCommand):
    """Load the demo."""

    help = "Fill an empty database with the demo and print who can sign in as what."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What it does besides loading."""
        parser.add_argument(
            "--who", action="store_true", help="only print who can sign in; nothing while a part is missing"
        )
        parser.add_argument(
            "--part",
            type=float,
            default=1.0,
            help="which part of the ordinary number of requests in the year",
        )
        parser.add_argument("--behind", action="store_true", help="let others go first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is not there yet, and say who can sign in."""
        missing = _missing()
        if options["who"] and missing:
            return
        if options["behind"]:
            os.nice(10)
        with override("nl"):
            for number, alliance in enumerate(missing, start=1):
                self._load(
                    alliance,
                    f"[{number}/{len(missing)}] {alliance.name}",
                    now=timezone.now(),
                    part=options["part"],
                )
            self._print_people()

    def _load(self, alliance: Alliance, title: str, *, now: datetime, part: float) -> None:
        self._say(_("{cooperation}: being founded from its lists …").format(cooperation=title))

        def tell(done: int, weeks: int) -> None:
            text = _("{cooperation}: week {done} of {weeks}")
            self._say(text.format(cooperation=title, done=done, weeks=weeks))

        with transaction.atomic():
            if alliance is ALLIANCES[0]:
                self._load_a_year(alliance, title, now=now, part=part, tell=tell)
            else:
                founded = found(alliance, at=now - timedelta(days=150))
                divide(founded, at=now - timedelta(days=150))
                if alliance is MATRIX:
                    since = timezone.localdate(now) - timedelta(days=149)
                    offer_in_matrix(founded, at=now - timedelta(days=150))
                    live_a_year(founded, now=now, until=now, shape=OF_THE_FIVE, since=since)
                if alliance is ICT_CENTRE:
                    since = timezone.localdate(now) - timedelta(days=149)
                    offer_a_help_desk(founded, at=now - timedelta(days=150))
                    live_a_year(founded, now=now, until=now, shape=OF_THREE, since=since)
                live(founded, now=now, tell=tell)
        self._say(_("{cooperation}: is there").format(cooperation=title))

    def _load_a_year(
        self, alliance: Alliance, title: str, *, now: datetime, part: float, tell: Callable[[int, int], None]
    ) -> None:
        """The shared centre: catalogue and agreements, a year of requests with its reports, and the last weeks one by one."""

        def tell_of_year(done: int, months: int) -> None:
            text = _("{cooperation}: requests of month {done} of {months}")
            self._say(text.format(cooperation=title, done=done, months=months))

        def tell_of_reports(done: int, quarters: int) -> None:
            text = _("{cooperation}: figures of quarter {done} of {quarters}")
            self._say(text.format(cooperation=title, done=done, quarters=quarters))

        first = year_before(timezone.localdate(now))
        founded_at = midnight(first) - timedelta(days=30, hours=-9)
        founded = found(alliance, at=founded_at)
        divide(founded, at=founded_at)
        offer_services(founded, at=founded_at)
        agree_on_every_year(founded, since=first, until=timezone.localdate(now))
        check_changes_of_accounts(founded, at=now - timedelta(days=30))
        offer_anew(founded, at=now - timedelta(days=9))
        deliver(founded, now=now)
        write_answers(founded, at=founded_at + timedelta(days=1), now=now)
        live_a_year(founded, now=now, until=now, shape=Shape(part), tell=tell_of_year)
        report(founded, now=now, tell=tell_of_reports)
        keep_books(founded.municipalities[0], at=founded_at, until=timezone.localdate(now))
        bank = SimulatedBank()
        live(founded, now=now, tell=tell, bank=bank)
        ask(founded, now=now)
        leave_to_check(founded, now=now)
        mail(founded, now=now)
        take_in(founded, now=now)
        pay_invoices(founded, bank=bank, now=now)
        order(founded, now=now)
        match(founded, now=now)
        sell(founded, now=now)
        bill(founded, now=now)
        keep_models(founded, now=now)
        give_skills(founded, at=now)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _print_people(self) -> None:
        cooperations = demo_people(timezone.localdate())
        if not cooperations:
            raise CommandError(
                _("Nobody can sign in: the database holds no demo. Start over with make demo-reset.")
            )
        rows = {
            cooperation.name: [
                (organisation, person.name, ", ".join(str(ROLE_LABELS[role.value]) for role in person.roles))
                for organisation, people in cooperation.organisations.items()
                for person in people
            ]
            for cooperation in cooperations
        }
        first, second = (max(len(row[n]) for each in rows.values() for row in each) for n in range(2))
        for name, people in rows.items():
            self.stdout.write(name)
            for organisation, person, roles in people:
                self.stdout.write(f"  {organisation:<{first}}  {person:<{second}}  {roles}")


def _missing() -> list[Alliance]:
    """The cooperations that are not there yet; none in a database that holds somebody else's."""
    there = {account.email for account in open_accounts()}
    missing = [each for each in ALLIANCES if not there & each.addresses()]
    return [] if there and len(missing) == len(ALLIANCES) else missing
