"""How many invoices were paid within their term, by customer and month, with who kept them waiting and what being late cost."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils import timezone

from bodemplaat.capabilities.invoices.models import InvoiceStep, SupplierLetter
from bodemplaat.capabilities.invoices.queries.facts import CASE_TYPE, owed
from bodemplaat.capabilities.invoices.reckoning.chain import BUDGET_HOLDER
from bodemplaat.capabilities.invoices.reckoning.discount import missed, offers_kept
from bodemplaat.capabilities.invoices.reckoning.in_time import (
    InTime,
    Owed,
    Promised,
    Reminded,
    UnitInTime,
    WaitedFor,
    by_month,
    costs_of,
    last_day,
)
from bodemplaat.capabilities.invoices.vocabulary import LetterKind, ReminderLevel
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.engines.approval import OPEN
from bodemplaat.foundation.organisations.api import names_of_partners
from bodemplaat.foundation.tenancy.api import Actor, midnight, query
from bodemplaat.kernel import Euro, Period

LONGEST: Final = timedelta(days=45)
"""A term of the law with all days on which it can run on."""
A_DAY: Final = 86_400


@query
def paid_in_time(*, actor: Actor, period: Period, now: datetime) -> InTime:
    """The invoices of which the term ended in a period, up to yesterday: of the customers of the actor's organisation, and its own.

    Raises as ``performance``: who reads how norms are kept reads this. Statements are constant in invoices and customers.
    """
    seen = performance.performance(actor=actor, period=period, now=now)
    services = [each for each in seen.services if each.case_type == CASE_TYPE]
    today = timezone.localdate(now)
    ended = list(_ended(actor, period, now))
    units = list(_units(actor, period, now))
    reminders = _reminders(actor, period, now)
    customers = {*(each.customer for each in ended), *(whose for whose, _, _, _ in units), *reminders}
    names = names_of_partners(actor=actor, organisations=customers)
    return InTime(
        today=today,
        months=by_month(ended, names),
        costs=costs_of(ended, names, today),
        units=tuple(
            sorted(
                (UnitInTime(names.get(whose, ""), unit, days, waits) for whose, unit, days, waits in units),
                key=lambda each: (each.customer_name, each.unit_name),
            )
        ),
        waiting=tuple(
            WaitedFor(each.customer_name, each.causes[waited.cause], waited.cases, waited.working_hours)
            for each in services
            for waited in each.figures.waiting
            if waited.cause in each.causes
        ),
        names=names,
        reminders=reminders,
        promised={each.customer_id: Promised(each.goal, each.figures.share) for each in services},
    )


def _ended(actor: Actor, period: Period, now: datetime) -> Iterator[Owed]:
    here, today, end = actor.organisation_id, timezone.localdate(now), period.end or period.start
    rows = owed(actor).filter(
        Q(organisation_id=here) | Q(provider_id=here),
        Q(
            terms_until=None,
            received_at__gte=midnight(period.start - LONGEST),
            received_at__lt=midnight(end),
        )
        | Q(terms_until__gte=period.start, terms_until__lt=end),
        currency="EUR",
    )
    columns = (
        "organisation_id",
        "received_at",
        "paid_on",
        "payable",
        "discount_cents",
        "discounts",
        "terms_until",
    )
    for whose, received, paid, cents, used, offered, terms in rows.values_list(*columns):
        last = terms or last_day(timezone.localdate(received))
        if last is not None and last in period and (last < today or paid is not None):
            saved = Euro(used or 0) if paid is not None else Euro(0)
            is_missed = missed(offers_kept(offered), used, paid, today)
            yield Owed(whose, last, paid, Euro(cents or 0), saved, is_missed)


def _reminders(actor: Actor, period: Period, now: datetime) -> Mapping[UUID, Reminded]:
    here, end = actor.organisation_id, period.end or period.start
    rows = SupplierLetter.records.of(actor).filter(
        Q(invoice__organisation_id=here) | Q(invoice__provider_id=here),
        kind=LetterKind.REMINDER,
        came_at__gte=midnight(period.start),
        came_at__lt=min(midnight(end), now),
    )
    levels: dict[UUID, dict[ReminderLevel, int]] = defaultdict(lambda: defaultdict(int))
    counted = rows.order_by().values_list("organisation_id", "level").annotate(count=Count("id"))
    for whose, level, count in counted:
        levels[whose][ReminderLevel(level or ReminderLevel.QUESTION)] += count
    claims = rows.filter(claimed_cents__isnull=False).order_by()
    claimed: dict[UUID, int] = defaultdict(int)
    for whose, _, cents in claims.values_list("organisation_id", "invoice_id").annotate(
        cents=Max("claimed_cents")
    ):
        claimed[whose] += cents
    return {whose: Reminded(dict(each), Euro(claimed[whose])) for whose, each in levels.items()}


def _units(
    actor: Actor, period: Period, now: datetime
) -> Iterator[tuple[UUID, str, tuple[Fraction, ...], int]]:
    here, end = actor.organisation_id, period.end or period.start
    steps = InvoiceStep.records.of(actor).filter(
        Q(invoice__organisation_id=here) | Q(invoice__provider_id=here),
        Q(state=OPEN) | Q(decided_at__gte=midnight(period.start), decided_at__lt=midnight(end)),
        function=BUDGET_HOLDER,
        opened_at__lte=now,
    )
    days: dict[tuple[UUID, str], list[Fraction]] = defaultdict(list)
    waiting: dict[tuple[UUID, str], int] = defaultdict(int)
    for whose, unit, state, opened, decided in steps.values_list(
        "organisation_id", "invoice__unit__name", "state", "opened_at", "decided_at"
    ):
        key = (whose, unit or "")
        if state == OPEN:
            waiting[key] += 1
        elif opened is not None and decided is not None:
            days[key].append(Fraction((decided - opened) // timedelta(seconds=1), A_DAY))
    for whose, unit in {*days, *waiting}:
        lasted: Sequence[Fraction] = days.get((whose, unit), ())
        yield whose, unit, tuple(lasted), waiting.get((whose, unit), 0)
