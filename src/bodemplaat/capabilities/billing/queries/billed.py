"""What earlier runs hold, asked in the database: no line that was billed is read but those that something is still to be done with."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Max, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import Concat

from bodemplaat.capabilities.billing import lifecycle
from bodemplaat.capabilities.billing.mapping import line_of
from bodemplaat.capabilities.billing.models import Bill, BilledDelivery, BillRow
from bodemplaat.capabilities.billing.reckoning.lines import (
    BY_PLAN,
    OF_THE_YEAR,
    TAKEN_BACK,
    BillLine,
)
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro

_MISSING: Final = """
    SELECT wanted FROM unnest(%s::text[]) AS wanted
    WHERE NOT EXISTS (
        SELECT FROM billing_billrow
        WHERE organisation_id = %s AND source = wanted AND state <> %s
    )
"""
"""By the index that lets a source be billed once."""


@dataclass(frozen=True, slots=True)
class BilledRows:
    """The lines that runs of the actor's organisation in a cooperation hold; each question is one statement."""

    actor: Actor
    cooperation: UUID

    def missing(self, sources: Collection[str]) -> Collection[str]:
        """Which of these no run holds."""
        with connection.cursor() as cursor:
            cursor.execute(_MISSING, [[*sources], self.actor.organisation_id, lifecycle.DROPPED])
            return [source for (source,) in cursor.fetchall()]

    def lapsed(self, sources: Collection[str]) -> Sequence[BillLine]:
        """What was billed by plan under none of these, and was not taken back."""
        backs = _held(self.actor).filter(source=Concat(Value(f"{TAKEN_BACK} "), OuterRef("source")))
        rows = self._rows().filter(~Exists(backs), kind__in=BY_PLAN)
        return [line_of(row).line for row in rows.exclude(source__in=sources).order_by("source")]

    def by_last_run(self) -> Mapping[UUID, Euro]:
        """What the newest run that was not taken back bills each customer."""
        last = self._rows().order_by("-bill__run__made_at", "-bill__run_id").values("bill__run")[:1]
        sums = self._rows().filter(bill__run=last).values("customer").annotate(cents=Sum("cents"))
        return {each["customer"]: Euro(each["cents"]) for each in sums}

    def of_the_year(self) -> Mapping[tuple[UUID, int], Euro]:
        """What was billed of each financial file, by customer and its number."""
        rows = self._rows().filter(kind__in=OF_THE_YEAR)
        sums = rows.values("customer", "facts__agreement").annotate(cents=Sum("cents"))
        return {(each["customer"], each["facts__agreement"]): Euro(each["cents"]) for each in sums}

    def last_until(self) -> date | None:
        """Up to which day the runs went that were not taken back; ``None`` before there is one."""
        bills = Bill.records.of(self.actor).filter(
            organisation_id=self.actor.organisation_id, run__cooperation_id=self.cooperation
        )
        last: date | None = bills.exclude(state=lifecycle.DROPPED).aggregate(last=Max("until"))["last"]
        return last

    def deliveries(self) -> QuerySet[BilledDelivery]:
        """What was delivered and is in a run, for who tells of the rest."""
        rows = BilledDelivery.records.of(self.actor).filter(organisation_id=self.actor.organisation_id)
        return rows.exclude(state=lifecycle.DROPPED)

    def _rows(self) -> QuerySet[BillRow]:
        return _held(self.actor).filter(bill__run__cooperation_id=self.cooperation)


def _held(actor: Actor) -> QuerySet[BillRow]:
    rows = BillRow.records.of(actor).filter(organisation_id=actor.organisation_id)
    return rows.exclude(state=lifecycle.DROPPED)
