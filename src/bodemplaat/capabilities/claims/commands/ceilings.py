"""How far rules may go is set by the platform, never by the organisation whose rules it bounds."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.claims import events
from bodemplaat.capabilities.claims.commands.rules import changes_between, store_kind, store_rules
from bodemplaat.capabilities.claims.mapping import kind_fields, rules_fields
from bodemplaat.capabilities.claims.models import ClaimCeiling
from bodemplaat.capabilities.claims.queries.ceilings import ceiling_for, ceilings_from
from bodemplaat.capabilities.claims.queries.rules import kinds_over_time, rules_over_time
from bodemplaat.capabilities.claims.reckoning.ceilings import (
    HIGHEST_RATE,
    Ceiling,
    kind_within,
    rules_within,
)
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import Euro, say


@command
def set_ceiling(*, actor: Actor, organisation: UUID, since: date, ceiling: Ceiling, at: datetime) -> None:
    """Let bounds hold from a day on; by the platform only, because nobody sets their own bounds.

    Rules and kinds of cost that go further on a day from then on are brought down on that day, tomorrow at the earliest.
    """
    if not actor.is_system:
        raise Refused(say("Only the platform sets how far rules may go, as the cooperation agreed."))
    if (
        ceiling.threshold < Euro(0)
        or not 0 <= ceiling.sample_percent <= 100
        or not 0 < ceiling.rate <= HIGHEST_RATE
    ):
        raise Refused(
            say(
                "A ceiling has a threshold of € 0 or more, a sample from 0% to 100% and a rate up to € {most}."
            ),
            most=f"{HIGHEST_RATE:f}",
        )
    before = ceiling_for(actor=actor, organisation=organisation, on=since)
    ClaimCeiling.records.of(actor).update_or_create(
        organisation_id=organisation,
        valid_from=since,
        defaults={
            "threshold_cents": ceiling.threshold.cents,
            "sample_percent": ceiling.sample_percent,
            "rate": ceiling.rate,
            "source": ceiling.source,
        },
    )
    changes = changes_between(_fields(before), _fields(ceiling))
    record(
        actor,
        "claim_ceiling.set",
        "organisation",
        organisation,
        organisation,
        at=at,
        details={"since": since.isoformat(), "changes": changes},
    )
    first = max(since, timezone.localdate(at) + timedelta(days=1))
    _bring_down(actor, organisation, first, at)
    facts = {"since_day": since.isoformat()}
    publish(actor, Announcement(events.CEILING_SET, organisation, facts), at=at)


def _bring_down(actor: Actor, organisation: UUID, first: date, at: datetime) -> None:
    """Let no rules go further than the ceiling of a day, from ``first`` on. What was brought down stays so."""
    ceilings = ceilings_from(actor=actor, organisation=organisation, since=first)
    for dated in rules_over_time(actor=actor, organisation=organisation):
        rules = dated.rules
        for day, bounds in _bounds_of(dated.since, dated.until, ceilings):
            lower = rules_within(bounds, rules)
            if lower != rules:
                store_rules(actor, organisation, day, rules_fields(lower), at=at)
                rules = lower
    for each in kinds_over_time(actor=actor, organisation=organisation):
        kind = each.kind
        for day, bounds in _bounds_of(each.since, each.until, ceilings):
            lower_kind = kind_within(bounds, kind)
            if lower_kind != kind:
                fields = kind_fields(lower_kind, position=each.position, offered=each.offered)
                store_kind(actor, organisation, day, kind.code, fields, at=at)
                kind = lower_kind


def _bounds_of(
    since: date, until: date | None, ceilings: Mapping[date, Ceiling]
) -> Iterator[tuple[date, Ceiling]]:
    """Each ceiling that what holds from ``since`` until ``until`` meets, and the first day on which it does."""
    ends = [*list(ceilings)[1:], date.max]
    for (day, ceiling), end in zip(ceilings.items(), ends, strict=True):
        if since < end and (until is None or day < until):
            yield max(since, day), ceiling


def _fields(ceiling: Ceiling) -> dict[str, Any]:
    return {
        "ceiling_threshold_cents": ceiling.threshold.cents,
        "ceiling_sample_percent": f"{ceiling.sample_percent.normalize():f}",
        "ceiling_rate": f"{ceiling.rate.normalize():f}",
        "ceiling_source": ceiling.source,
    }
