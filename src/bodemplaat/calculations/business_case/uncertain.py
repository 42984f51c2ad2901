"""What a file says is uncertain: factors with their spread, and correlations."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from bodemplaat.calculations.business_case import choices
from bodemplaat.calculations.business_case.parts import ratios
from bodemplaat.calculations.file.entry import Entry
from bodemplaat.engines.business_case import (
    Discrete,
    Distribution,
    Factor,
    LogNormal,
    Normal,
    Pert,
    Triangular,
    Uncertainty,
)
from bodemplaat.kernel import say


def read_uncertainty(entry: Entry, participants: tuple[str, ...]) -> Uncertainty:
    """Factors under ``uncertainty``, pairs under ``correlations``."""
    factors: list[Factor] = []
    for item in entry.items("uncertainty"):
        factors += _factors(item, participants)
    return Uncertainty(tuple(factors), _correlations(entry))


def _factors(item: Entry, participants: tuple[str, ...]) -> list[Factor]:
    """One factor, or with ``each: yes`` one per participant, drawn apart and named after it."""
    name = item.text("name")
    kinds = tuple(
        choices.KIND_BY_NAME[kind]
        for kind in item.texts("kinds")
        if item.known("kinds", kind, choices.KIND_BY_NAME, say("kind of cost"))
    )
    driver = item.choice("acts_on", choices.DRIVER_BY_NAME)
    distribution = _distribution(item)
    chosen, functions, lines = item.texts("participants"), item.texts("functions"), item.texts("lines")
    each = item.yes("each", default=False)
    item.done()
    if not each:
        return [Factor(name, driver, distribution, chosen, functions, lines, kinds)]
    return [
        Factor(f"{name} {participant}", driver, distribution, (participant,), functions, lines, kinds)
        for participant in chosen or participants
    ]


def _distribution(item: Entry) -> Distribution:
    spread: str = item.choice("spread", list(choices.SPREADS))
    return _SPREADS[spread](item)


def _three_points(item: Entry) -> tuple[float, float, float]:
    low, likely, high = (_number(item, name) for name in ("low", "likely", "high"))
    if not (low <= likely <= high and low < high):
        message = say("Give low, likely and high in that order, and low below high.")
        item.error("uncertainty.distribution", "low", message)
        return 0.0, 0.5, 1.0
    return low, likely, high


def _mean_and_deviation(item: Entry) -> tuple[float, float]:
    mean, deviation = _number(item, "mean"), _number(item, "deviation")
    if deviation <= 0:
        item.error("uncertainty.distribution", "deviation", say("A deviation lies above zero."))
        return mean, 1.0
    return mean, deviation


def _lognormal(item: Entry) -> LogNormal:
    mean, deviation = _mean_and_deviation(item)
    if mean <= 0:
        item.error(
            "uncertainty.distribution",
            "mean",
            say("A lognormal quantity has a mean and a deviation above zero."),
        )
        mean = 1.0
    return LogNormal(mean, deviation)


def _discrete(item: Entry) -> Discrete:
    values = tuple(float(value) for value in ratios(item, "values"))
    chances = ratios(item, "chances")
    if len(values) != len(chances) or not values or sum(chances) != 1 or min(chances) < 0:
        message = say("Give as many 'chances' as 'values', none below zero and together 100 %.")
        item.error("uncertainty.distribution", "chances", message)
        return Discrete((0.0,), (1.0,))
    return Discrete(values, tuple(float(chance) for chance in chances))


def _number(item: Entry, name: str) -> float:
    return float(item.ratio(name, least=Decimal(-100), most=Decimal(100)))


_SPREADS: Mapping[str, Callable[[Entry], Distribution]] = {
    "triangular": lambda item: Triangular(*_three_points(item)),
    "pert": lambda item: Pert(*_three_points(item)),
    "normal": lambda item: Normal(*_mean_and_deviation(item)),
    "lognormal": _lognormal,
    "discrete": _discrete,
}


def _correlations(entry: Entry) -> Mapping[tuple[str, str], float]:
    pairs: dict[tuple[str, str], float] = {}
    for item in entry.items("correlations"):
        one, other = item.text("one"), item.text("other")
        rank = float(item.ratio("rank", least=-1, most=1))
        if (one, other) in pairs or (other, one) in pairs:
            item.error("uncertainty.twice", "one", say("This pair stands here for the second time."))
        pairs[one, other] = rank
        item.done()
    return pairs
