"""A year of requests at the shared centre, with a seeded pattern: seasons, weekdays, what is waited for, and one bad quarter.

Brought in by the week through the one door of cases that takes many at once. ``shape`` says how busy it was; the same shape tells the
same story every time. Its figures are told in docs/explanation/the-year-of-the-demo.md.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.api import CaseAct, PastCase, PastEvent
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import months_later
from bodemplaat.rehearsal.demo.asking import askers_of, question_of
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance
from bodemplaat.rehearsal.demo.stories import STORIES, Story

QUARTERS: Final = 4
"""Whole quarters that are over and reported on; the one that runs comes after them."""


@dataclass(frozen=True, slots=True)
class Service:
    """How a service is asked for: how many a week of all municipalities together, and how many parts of the year in each month."""

    code: str
    a_week: float
    days: int
    seasons: Mapping[int, float]


SERVICES: Final = (
    Service("SP01", 13, 5, {1: 1.3, 5: 0.9, 7: 0.8, 8: 0.7, 11: 1.2, 12: 1.6}),
    Service("SP02", 11, 5, {1: 1.3, 5: 0.9, 7: 0.7, 8: 0.7, 9: 1.2}),
    Service("SP12", 5, 5, {1: 1.2, 3: 1.2, 6: 0.8, 7: 0.4, 8: 0.5, 9: 1.7, 12: 0.5}),
    Service("SP18", 8, 3, {3: 1.2, 4: 1.2, 5: 1.2, 7: 0.8, 8: 0.7}),
    Service("SF01", 9, 5, {1: 1.6, 2: 1.2, 7: 0.6, 8: 0.6, 11: 1.2, 12: 1.4}),
    Service("SF04", 9, 2, {7: 0.6, 8: 0.6, 10: 1.1, 11: 1.3, 12: 1.2}),
    Service("SF19", 6, 3, {1: 1.2, 7: 0.7, 8: 0.8}),
    Service("IC01", 18, 1, {1: 1.1, 7: 0.7, 8: 0.7, 9: 1.2}),
    Service("IC02", 8, 2, {1: 1.2, 7: 0.6, 8: 0.6, 9: 1.3}),
    Service("IC03", 5, 5, {1: 1.3, 7: 0.7, 8: 0.8, 9: 1.4}),
)
"""Services with a norm in working days, and what a year of them looks like. Invented."""
WEEKDAYS: Final = (1.35, 1.15, 0.9, 1.0, 0.6, 0.02, 0.04)
"""Monday first: Mondays are busy, Fridays are not, and in a weekend somebody writes from home."""
SIZES: Final = (0.42, 0.22, 0.2, 0.16)
"""Which part of the requests comes from each municipality, in the order of their list."""
LATE, MOST_LATE = 0.02, 0.04
"""The part that is done too late in an ordinary quarter, and what it never passes: the centre sees it coming."""
BAD_QUARTER: Final = 1
STRUCK: Final = "Gemeente Leiderdorp"
"""Whose work it was."""
BAD: Final[Mapping[str, float]] = {"SP02": 0.16, "SF19": 0.15}
"""Of which services how much is too late in the second quarter of the story, when the clerk who did them was ill."""
BY_DESK: Final = 0.3
WAITS_FOR_CUSTOMER, WAITS_FOR_THIRD = 0.2, 0.11
THIRDS: Final = ("Salarisverwerker", "Bank", "Leverancier", "Pensioenfonds ABP", "Opleider")
QUESTIONS: Final = (
    "Kunt u dit iets toelichten?",
    "Kunt u het bewijsstuk meesturen?",
    "Om welke periode gaat het?",
)
ANSWERS: Final = (
    "Ja, het gaat om dit jaar.",
    "Het bewijsstuk zit er nu bij.",
    "Vanaf de eerste van de maand.",
)
REMARKS: Final = ("", "", "Snel en duidelijk.", "Prima geholpen.", "Graag eerder horen dat het binnen is.")


@dataclass(frozen=True, slots=True)
class Shape:
    """How busy a story is: which part of the ordinary number of requests, and which part of those from each municipality."""

    part: float = 1.0
    sizes: Sequence[float] = SIZES

    def mean(self, service: Service, day: date, size: float) -> float:
        """How many of a service are asked for on a day by a municipality, on average."""
        a_day = service.a_week * self.part * size / sum(WEEKDAYS)
        return a_day * service.seasons.get(day.month, 1.0) * WEEKDAYS[day.weekday()]


def year_before(day: date) -> date:
    """The first day of the story: four whole quarters before the quarter of a day."""
    quarter = date(day.year, day.month - (day.month - 1) % 3, 1)
    return date(quarter.year - 1, quarter.month, 1)


def quarters_of(day: date) -> tuple[date, ...]:
    """The first days of the quarters that are over, and of the one that runs."""
    first = year_before(day)
    return tuple(months_later(first, 3 * number) for number in range(QUARTERS + 1))


def live_a_year(
    founded: FoundedAlliance,
    *,
    now: datetime,
    until: datetime,
    shape: Shape,
    since: date | None = None,
    tell: Callable[[int, int], None] = lambda done, all_: None,
) -> int:
    """Play the year, or what came ``since`` a day, up to ``until``, a month at a time; answers how many requests came in.

    ``tell`` hears which month of all it is.
    """
    story = _Story(founded, now=until, quarters=quarters_of(timezone.localdate(now)), shape=shape)
    months = list(_months(since or story.quarters[0], timezone.localdate(until)))
    made = 0
    for number, (first, end) in enumerate(months, 1):
        for place, customer in enumerate(founded.customers):
            brought = list(story.requests(customer, shape.sizes[place], first, end))
            cases.bring_in_cases(actor=customer.system, cases=brought, at=until)
            made += len(brought)
        tell(number, len(months))
    return made


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    while first <= last:
        end = months_later(first.replace(day=1), 1)
        yield first, min(end, last + timedelta(days=1))
        first = end


class _Story:
    """Who asks what of whom, and how it goes; chance comes from a seed by municipality and day."""

    def __init__(
        self, founded: FoundedAlliance, *, now: datetime, quarters: Sequence[date], shape: Shape
    ) -> None:
        self.quarters, self._shape, self._now = quarters, shape, now
        self._tally: dict[tuple[str, str, date], list[int]] = {}
        self._clerks = {each.id: each.with_role(Role.SSC_CLERK) for each in founded.members}
        on = timezone.localdate(now)
        self._offered = {
            each.id: {
                service.code: service
                for service in cases.services_to_ask_for(actor=askers_of(each)[0], customer=each.id, on=on)
            }
            for each in founded.customers
        }

    def requests(self, customer: Founded, size: float, first: date, end: date) -> Iterator[PastCase]:
        """The requests of a municipality of some days, as far as they had got by now."""
        for number in range((end - first).days):
            day = first + timedelta(days=number)
            chance = random.Random(f"{customer.name} {day}")  # noqa: S311  # a story, not a secret
            for service in SERVICES:
                offered = self._offered[customer.id].get(service.code)
                count = _how_many(chance, self._shape.mean(service, day, size))
                for place in range(count if offered else 0):
                    if offered is not None:
                        key = f"{day:%Y%m%d}-{service.code}-{place}"
                        request = self._one(customer, service, offered, day, chance, key)
                        if request is not None:
                            yield request

    def _one(
        self,
        customer: Founded,
        service: Service,
        offered: catalogue.OfferedView,
        day: date,
        chance: random.Random,
        key: str,
    ) -> PastCase | None:
        story = chance.choice(STORIES[service.code])
        who, clerk = chance.choice(askers_of(customer)), chance.choice(self._clerks[offered.provider_id])
        hour = 20 if day.weekday() > 4 else min(int(chance.triangular(8, 18, 10)), 17)
        at = timezone.make_aware(
            datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60)))
        )
        by_desk = chance.random() < BY_DESK and day.weekday() < 5
        channel = cases.Channel.PORTAL
        if by_desk:
            channel = chance.choice((cases.Channel.TELEPHONE, cases.Channel.TELEPHONE, cases.Channel.COUNTER))
        events = list(self._goes(customer, service, story, who, clerk, at, chance, by_desk=by_desk))
        mark = None
        if events[-1].act is CaseAct.CLOSED and chance.random() < 0.4:
            mark = max(1, min(10, round(chance.gauss(7.8, 1.1))))
        so_far = tuple(each for each in events if each.at <= self._now)
        if not so_far:
            return None
        return PastCase(
            requester=who.person,
            service=offered.id,
            channel=channel,
            question=question_of(offered, story),
            key=key,
            events=so_far,
            mark=mark if len(so_far) == len(events) else None,
            remark=chance.choice(REMARKS),
        )

    def _goes(
        self,
        customer: Founded,
        service: Service,
        story: Story,
        who: Actor,
        clerk: Actor,
        at: datetime,
        chance: random.Random,
        *,
        by_desk: bool,
    ) -> Iterator[PastEvent]:
        """How one request goes, from its receipt to its end."""
        yield _did(CaseAct.RECEIVED, at, clerk if by_desk else who)
        if chance.random() < 0.015:
            yield _did(CaseAct.WITHDRAWN, at + timedelta(hours=chance.uniform(1, 20)), who)
            return
        is_late = self._is_late(customer, service, timezone.localdate(at), chance)
        share = chance.uniform(1.3, 2.6) if is_late else chance.triangular(0.05, 0.75, 0.3)
        left = service.days * share
        first = min(left / 3, chance.uniform(0.02, 0.5))
        at, left = _later(at, first), left - first
        yield _did(CaseAct.TAKEN, at, clerk)
        luck = chance.random()
        if luck < WAITS_FOR_CUSTOMER + WAITS_FOR_THIRD and not is_late:
            left /= 2  # a term counts in whole days: part of a day of waiting gives nothing back
        if luck < WAITS_FOR_CUSTOMER:
            at = _later(at, 0.02)
            number = chance.randrange(len(QUESTIONS))
            yield _did(CaseAct.WAITS_FOR_CUSTOMER, at, clerk, QUESTIONS[number])
            at = _later(at, chance.choice((0.3, 0.8, 1.2, 2.1, 2.8, 6.5)))
            yield _did(CaseAct.MESSAGE, at, who, ANSWERS[number])
            at += timedelta(seconds=1)
            yield _did(CaseAct.RESUMED, at, who)
        elif luck < WAITS_FOR_CUSTOMER + WAITS_FOR_THIRD:
            at = _later(at, 0.03)
            yield _did(CaseAct.WAITS_FOR_THIRD, at, clerk, chance.choice(THIRDS))
            at = _later(at, chance.choice((1.1, 2.2, 4.3)))
            yield _did(CaseAct.RESUMED, at, clerk)
        elif luck > 0.97:
            at = _later(at, 0.02)
            yield _did(CaseAct.NOTE, at, clerk, "Even nagevraagd bij een collega.")
        at = _later(at, max(left, 0.02))
        result = cases.Result.ANSWERED if service.code.endswith("01") else cases.Result.DONE
        yield _did(CaseAct.CLOSED, at, clerk, story[2], result=result)
        if chance.random() < 0.02:
            at = _later(at, chance.uniform(0.5, 4))
            yield _did(CaseAct.REOPENED, at, who, "Er staat nog een fout in.")
            at = _later(at, 0.1)
            yield _did(CaseAct.CLOSED, at, clerk, "U hebt gelijk: het is hersteld.", result=cases.Result.DONE)

    def _is_late(self, customer: Founded, service: Service, day: date, chance: random.Random) -> bool:
        """Whether a request will be done too late: by chance, and in an ordinary quarter never more than a few of a hundred."""
        quarter = max(each for each in self.quarters if each <= day)
        is_bad = quarter == self.quarters[BAD_QUARTER] and customer.name == STRUCK and service.code in BAD
        tally = self._tally.setdefault((customer.name, service.code, quarter), [0, 0])
        tally[0] += 1
        if chance.random() >= (BAD[service.code] if is_bad else LATE):
            return False
        if not is_bad and tally[1] + 1 > MOST_LATE * tally[0]:
            return False
        tally[1] += 1
        return True


def _did(
    act: CaseAct, at: datetime, who: Actor, words: str = "", *, result: cases.Result | None = None
) -> PastEvent:
    return PastEvent(act, at, who.person, who.person_name, who.role, words, result)


def _how_many(chance: random.Random, mean: float) -> int:
    """A number by chance around a mean, as calls come in (Poisson)."""
    count, left = 0, chance.expovariate(1.0)
    while left < mean:
        count += 1
        left += chance.expovariate(1.0)
    return count


def _later(at: datetime, days: float) -> datetime:
    """So many days of eight hours later, from nine to five on weekdays; holidays are no days off in the story."""
    left = timedelta(hours=8 * days)
    local = timezone.localtime(at).replace(tzinfo=None)
    while True:
        opens, closes = (local.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in (9, 17))
        if local.weekday() < 5 and local < closes:
            begin = max(local, opens)
            if begin + left <= closes:
                return timezone.make_aware((begin + left).replace(microsecond=0))
            left -= closes - begin
        local = opens + timedelta(days=1)
