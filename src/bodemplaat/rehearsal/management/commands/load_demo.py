"""``load_demo``: fill an empty database with the demo; on a filled one do nothing. Prints who can sign in."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from bodemplaat.foundation.access.api import has_accounts
from bodemplaat.foundation.design.api import ROLE_LABELS
from bodemplaat.rehearsal.demo.cast import ALLIANCES
from bodemplaat.rehearsal.demo.founding import found
from bodemplaat.rehearsal.demo.history import live
from bodemplaat.rehearsal.demo.models import keep_models
from bodemplaat.surfaces.front.demo_people import demo_people


class Command(BaseCommand):
    """Load the demo."""

    help = "Fill an empty database with the demo and print who can sign in as what."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Load once, in one transaction: a demo that broke off half-way is not there."""
        if not has_accounts():
            now = timezone.now()
            with transaction.atomic():
                for alliance in ALLIANCES:
                    founded = found(alliance, at=now - timedelta(days=150))
                    live(
                        founded,
                        now=now,
                        weeks=alliance.weeks,
                        a_week=alliance.claims_a_week,
                        seed=alliance.name,
                    )
                    if alliance is ALLIANCES[0]:
                        keep_models(founded, now=now)
        with override("nl"):
            self._print_people()

    def _print_people(self) -> None:
        groups = demo_people(timezone.localdate())
        if not groups:
            raise CommandError(
                _("Nobody can sign in: the database holds no demo. Start over with make demo-reset.")
            )
        rows = [
            (organisation, person.name, ", ".join(str(ROLE_LABELS[role.value]) for role in person.roles))
            for organisation, people in groups.items()
            for person in people
        ]
        widths = [max(len(row[column]) for row in rows) for column in range(2)]
        for organisation, name, roles in rows:
            self.stdout.write(f"  {organisation:<{widths[0]}}  {name:<{widths[1]}}  {roles}")
