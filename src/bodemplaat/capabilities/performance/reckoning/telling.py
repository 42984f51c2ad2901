"""How services and shares are called in a report."""

from fractions import Fraction

from bodemplaat.capabilities.performance.values import DutyFigures, Performance, PlanFigures, ServiceFigures


def is_of_several(seen: Performance) -> bool:
    """Whether a report is on more than one customer: each line then begins with whose it is."""
    customers = {each.customer_id for each in seen.services} | {each.customer_id for each in seen.plan}
    customers |= {each.customer_id for each in seen.complaints}
    customers |= {each.customer_id for each in seen.satisfaction}
    customers |= {each.customer_id for each in seen.deliveries}
    return len(customers) > 1


def name_of(each: ServiceFigures, language: str, *, several: bool) -> str:
    """A service by its name, with its customer where there are several."""
    return _whose(each, each.name.in_(language), several=several)


def agreed_name_of(each: DutyFigures | PlanFigures, language: str, *, several: bool) -> str:
    """A service as an agreement names it, by its code and name, with its customer where there are several."""
    return _whose(each, f"{each.code} {each.name.in_(language)}", several=several)


def _whose(each: ServiceFigures | DutyFigures | PlanFigures, name: str, *, several: bool) -> str:
    return f"{each.customer_name} · {name}" if several else name


def whole(share: Fraction) -> int:
    """The decimals that a promised share is written with: none when it is whole."""
    return 0 if (share * 100).denominator == 1 else 1
