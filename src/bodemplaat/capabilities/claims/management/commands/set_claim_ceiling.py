"""``python -m django set_claim_ceiling``: how far the rules of an organisation may go, as its cooperation agreed."""

from argparse import ArgumentParser
from datetime import date
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro
from bodemplaat.kernel.written import read_amount, read_number


class Command(BaseCommand):
    """Run by who manages the installation; no page does this, because nobody sets their own bounds."""

    help = "Sets how far an organisation's rules for claims may go, from a day on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The organisation, three bounds and where they come from."""
        parser.add_argument("organisation", type=UUID, help="id of the organisation")
        parser.add_argument(
            "--since", type=date.fromisoformat, required=True, help="first day, as 2027-01-01"
        )
        parser.add_argument("--threshold", required=True, help="highest threshold in euros, as 250.00")
        parser.add_argument("--sample", required=True, help="lowest percentage of the sample, as 5")
        parser.add_argument("--rate", required=True, help="highest rate per kilometre in euros, as 0.25")
        parser.add_argument("--source", required=True, help="the decision that says so, with its date")

    def handle(self, *args: Any, **options: Any) -> None:
        """Store it, and say what holds."""
        try:
            ceiling = claims.Ceiling(
                Euro.of(read_amount(options["threshold"])),
                read_number(options["sample"]),
                read_number(options["rate"], money=True),
                options["source"].strip(),
            )
        except ValueError as wrong:
            raise CommandError(f"Write amounts and percentages as 250.00: {wrong}") from None
        bounds = (ceiling.sample_percent, ceiling.rate)
        if (
            not all(b.is_finite() and 0 <= b <= 100 for b in bounds)
            or not 0 <= ceiling.threshold.cents < 2**31
        ):
            raise CommandError("A bound is below zero or larger than anyone can work with.")
        if not ceiling.source:
            raise CommandError("Name the decision that this comes from.")
        claims.set_ceiling(
            actor=Actor.system(options["organisation"]),
            organisation=options["organisation"],
            since=options["since"],
            ceiling=ceiling,
            at=timezone.now(),
        )
        self.stdout.write(
            f"From {options['since']}: threshold at most € {ceiling.threshold.decimal}, sample at least"
            f" {ceiling.sample_percent}%, rate at most € {ceiling.rate} ({ceiling.source})."
        )
