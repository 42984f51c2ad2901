"""How services and shares are called in a report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.performance.values import DutyFigures, Performance, PlanFigures, ServiceFigures
from bodemplaat.kernel import Said, months_later, say
from bodemplaat.presentation.values import Month


def is_of_several(seen: Performance) -> bool:
    """Whether a report is on more than one customer: each line then begins with whose it is."""
    customers = {each.customer_id for each in seen.services} | {each.customer_id for each in seen.plan}
    customers |= {each.customer_id for each in seen.complaints}
    customers |= {each.customer_id for each in seen.satisfaction}
    customers |= {each.customer_id for each in seen.deliveries}
    return len(customers) > 1


def told_apart(services: Sequence[ServiceFigures]) -> tuple[ServiceFigures, ...]:
    """Services of one code that a customer has from several providers are called by their provider too."""
    of_one = Counter((each.customer_id, each.code) for each in services)
    return tuple(
        replace(each, name=_by(each)) if of_one[each.customer_id, each.code] > 1 else each
        for each in services
    )


def _by(each: ServiceFigures) -> Words:
    return Words(*(text and f"{text} ({each.provider_name})" for text in (each.name.nl, each.name.en)))


def name_of(each: ServiceFigures, language: str, *, several: bool) -> str:
    """A service by its name, with its customer where there are several."""
    return _whose(each, each.name.in_(language), several=several)


def agreed_name_of(each: DutyFigures | PlanFigures, language: str, *, several: bool) -> str:
    """A service as an agreement names it, by its code and name, with its customer where there are several."""
    return _whose(each, f"{each.code} {each.name.in_(language)}", several=several)


def days_named(since: date, last: date) -> Said:
    """A period from its first day to its last, in words: a month, a quarter or a year where it is one."""
    after = last + timedelta(days=1)
    if since.day == 1 and after == months_later(since, 1):
        return say("{month}", month=Month(since.month, since.year))
    if since.day == 1 and since.month % 3 == 1 and after == months_later(since, 3):
        return say("quarter {number} of {year}", number=(since.month + 2) // 3, year=str(since.year))
    if (since.day, since.month) == (1, 1) and after == months_later(since, 12):
        return say("{year}", year=str(since.year))
    return say("{first} to {last}", first=since, last=last)


def _whose(each: ServiceFigures | DutyFigures | PlanFigures, name: str, *, several: bool) -> str:
    return f"{each.customer_name} · {name}" if several else name


def whole(share: Fraction) -> int:
    """The decimals that a promised share is written with: none when it is whole."""
    return 0 if (share * 100).denominator == 1 else 1
