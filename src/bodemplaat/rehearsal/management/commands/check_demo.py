"""``check_demo``: play the journey in an empty database and read every fact back. Fails when one is not true.

Where the environment names an empty place beside, what was played is kept and set up there as well.
"""

import os
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bodemplaat.foundation.tenancy.api import midnight
from bodemplaat.rehearsal.demo.agreeing import agree_and_read_back
from bodemplaat.rehearsal.demo.billing import bill_and_read_back
from bodemplaat.rehearsal.demo.booking import audit, keep_books
from bodemplaat.rehearsal.demo.cast import ALLIANCES
from bodemplaat.rehearsal.demo.check import Step, play, read_back
from bodemplaat.rehearsal.demo.delivering import deliver_and_read_back
from bodemplaat.rehearsal.demo.founding import found
from bodemplaat.rehearsal.demo.going_over import go_over
from bodemplaat.rehearsal.demo.invoicing import take_in_and_read_back
from bodemplaat.rehearsal.demo.keeping import Places, keep_and_set_up
from bodemplaat.rehearsal.demo.matching import match_and_read_back
from bodemplaat.rehearsal.demo.offering import offer_services
from bodemplaat.rehearsal.demo.ordering import order_and_read_back
from bodemplaat.rehearsal.demo.paying import pay_and_read_back
from bodemplaat.rehearsal.demo.proving import prove_a_year
from bodemplaat.rehearsal.demo.selling import sell_and_read_back
from bodemplaat.rehearsal.demo.skilled import give_skills_and_read_back
from bodemplaat.rehearsal.demo.variants import found_the_others
from bodemplaat.rehearsal.demo.year import Shape, year_before

PART = 0.3
"""Of the ordinary number of requests: enough to count, and soon done."""


class Command(BaseCommand):
    """Check the journey."""

    help = "Play the whole journey of an expense claim in an empty database and read every fact back."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Play, read back, and say what is not as it should be."""
        start = _morning_of(timezone.now() - timedelta(days=14))
        first = year_before(timezone.localdate(start))
        founded_at = midnight(first) - timedelta(days=30, hours=-9)
        alliance = found(ALLIANCES[0], at=founded_at)
        offer_services(alliance, at=founded_at)
        for place in alliance.municipalities[:2]:
            keep_books(place, at=founded_at, until=timezone.localdate())
        played = play(alliance, now=start, tell=self._tell)
        self.stdout.write("")
        wrong = []
        places = Places.named_in(os.environ)
        kept = keep_and_set_up(played, places) if places else ()
        others = found_the_others(at=start - timedelta(days=30))
        agreed = agree_and_read_back(alliance, since=first, now=start)
        delivered = deliver_and_read_back(alliance, now=start)
        booked = audit(alliance.municipalities[:2], on=timezone.localdate())
        invoiced = take_in_and_read_back(alliance, now=start)
        paid = pay_and_read_back(alliance, bank=played.journey.bank, now=played.journey.now)
        ordered = order_and_read_back(alliance, now=start)
        matched = match_and_read_back(alliance, now=start)
        sold = sell_and_read_back(alliance, now=start)
        proven = prove_a_year(alliance, now=start, shape=Shape(PART))
        billed = bill_and_read_back(alliance, now=start)
        skilled = give_skills_and_read_back(alliance, now=start)
        for fact in chain(
            read_back(played),
            booked,
            agreed,
            delivered,
            invoiced,
            paid,
            ordered,
            matched,
            sold,
            proven,
            billed,
            skilled,
            go_over(played),
            kept,
            others,
        ):
            if not fact.is_true:
                wrong.append(fact.what)
            self.stdout.write(f"  {'right' if fact.is_true else 'WRONG'}  {fact.what}")
        if wrong:
            raise CommandError(f"{len(wrong)} facts are not as they should be: {'; '.join(wrong)}.")
        self.stdout.write("\nEvery fact is right.")

    def _tell(self, step: Step) -> None:
        moment = timezone.localtime(step.at)
        amount = f"€ {step.amount}" if step.amount is not None else ""
        self.stdout.write(
            f"{moment:%Y-%m-%d %H:%M}  {step.who:<18} {step.role:<10} {step.what:<45} {amount:>10}"
        )


def _morning_of(moment: datetime) -> datetime:
    """Nine o'clock of that day: what is played does not depend on the hour at which somebody starts the check."""
    return timezone.localtime(moment).replace(hour=9, minute=0, second=0, microsecond=0)
