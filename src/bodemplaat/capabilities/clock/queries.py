"""What is asked about opening hours: two statements, for however many providers."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.clock.models import OpeningWeek, SpecialDay
from bodemplaat.capabilities.clock.policies import check_may_keep
from bodemplaat.capabilities.clock.values import Hours, SpecialDayView, WeekView
from bodemplaat.formats.free_days import FreeDays
from bodemplaat.foundation.tenancy.api import Actor, query


@dataclass(frozen=True, slots=True)
class Clocks:
    """The hours of every provider in the actor's cooperations."""

    hours: Mapping[tuple[UUID, UUID], Hours]
    """By provider and cooperation."""

    def of(self, provider: UUID, cooperation: UUID | None = None) -> Hours:
        """The hours of a provider, in a cooperation or in the only one that it wrote hours for; assumed ones without any."""
        if cooperation is not None:
            return self.hours.get((provider, cooperation), Hours(provider, cooperation))
        written = sorted((key for key in self.hours if key[0] == provider), key=lambda key: key[1])
        return self.hours[written[0]] if written else Hours(provider)


@query
def clocks(*, actor: Actor) -> Clocks:
    """When each provider among the actor's partners is open, past and to come."""
    weeks: dict[tuple[UUID, UUID], list[WeekView]] = defaultdict(list)
    days: dict[tuple[UUID, UUID], list[SpecialDayView]] = defaultdict(list)
    for week in OpeningWeek.records.among_partners(actor).order_by("valid_from"):
        stretches = tuple(tuple(day) for day in week.week)
        seen = WeekView(week.valid_from, stretches, FreeDays(week.free_days))
        weeks[week.organisation_id, week.cooperation_id].append(seen)
    for day in SpecialDay.records.among_partners(actor).order_by("day"):
        special_day = SpecialDayView(day.day, tuple(day.stretches), day.reason, day.written_at)
        days[day.organisation_id, day.cooperation_id].append(special_day)
    keys = weeks.keys() | days.keys()
    return Clocks({key: Hours(*key, tuple(weeks[key]), tuple(days[key])) for key in keys})


@query
def own_hours(*, actor: Actor, cooperation: UUID, on: date) -> Hours:
    """The hours that the actor's organisation keeps in a cooperation. Raises ``Refused`` for who does not keep them."""
    check_may_keep(actor, cooperation, on)
    return clocks(actor=actor).of(actor.organisation_id, cooperation)
