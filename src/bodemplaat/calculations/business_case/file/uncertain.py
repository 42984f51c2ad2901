"""What a file says is uncertain: factors with their spread, and correlations."""

from collections.abc import Callable, Iterator, Mapping

from bodemplaat.calculations.business_case import choices
from bodemplaat.calculations.business_case.file.fields import CaseFields, FactorRow
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


def uncertainty_of(file: CaseFields) -> Uncertainty:
    """Factors under ``uncertainty``, pairs under ``correlations``."""
    participants = tuple(row.name for row in file.participants)
    factors = tuple(factor for row in file.uncertainty for factor in _factors(row, participants))
    return Uncertainty(factors, _correlations(file))


def _factors(row: FactorRow, participants: tuple[str, ...]) -> Iterator[Factor]:
    """One factor, or with ``each: yes`` one per participant, drawn apart and named after it."""
    kinds = tuple(choices.FOR_KIND[kind][0] for kind in row.kinds if kind in choices.FOR_KIND)
    distribution = SPREADS[row.spread](row)
    chosen, functions, lines = tuple(row.participants), tuple(row.functions), tuple(row.lines)
    if not row.each:
        yield Factor(row.name, row.acts_on, distribution, chosen, functions, lines, kinds)
        return
    for participant in chosen or participants:
        name = f"{row.name} {participant}"
        yield Factor(name, row.acts_on, distribution, (participant,), functions, lines, kinds)


def _has(row: FactorRow, *names: str) -> bool:
    """Whether the spread has these: one that is missing, and a spread that is none, are told by themselves."""
    return all(row.has(name) and row.has_room_for(row.fields_[name]) for name in names)


def _three_points(row: FactorRow) -> tuple[float, float, float]:
    if not (row.low <= row.likely <= row.high and row.low < row.high):
        if _has(row, "low", "likely", "high"):
            message = say("Give low, likely and high in that order, and low below high.")
            row.error("uncertainty.distribution", "low", message)
        return 0.0, 0.5, 1.0
    return float(row.low), float(row.likely), float(row.high)


def _mean_and_deviation(row: FactorRow) -> tuple[float, float]:
    if row.deviation <= 0:
        if _has(row, "deviation"):
            row.error("uncertainty.distribution", "deviation", say("A deviation lies above zero."))
        return float(row.mean), 1.0
    return float(row.mean), float(row.deviation)


def _lognormal(row: FactorRow) -> LogNormal:
    mean, deviation = _mean_and_deviation(row)
    if mean <= 0:
        if _has(row, "mean"):
            message = say(
                "A lognormal quantity has a mean and a deviation above zero: correct these, or choose another spread."
            )
            row.error("uncertainty.distribution", "mean", message)
        mean = 1.0
    return LogNormal(mean, deviation)


def _discrete(row: FactorRow) -> Discrete:
    values, chances = row.values, row.chances
    if len(values) != len(chances) or not values or sum(chances) != 1 or min(chances) < 0:
        message = say("Give as many '{chances}' as '{values}', none below zero and together 100 %.")
        row.error("uncertainty.distribution", "chances", message)
        return Discrete((0.0,), (1.0,))
    return Discrete(tuple(map(float, values)), tuple(map(float, chances)))


SPREADS: Mapping[str, Callable[[FactorRow], Distribution]] = {
    "triangular": lambda row: Triangular(*_three_points(row)),
    "pert": lambda row: Pert(*_three_points(row)),
    "normal": lambda row: Normal(*_mean_and_deviation(row)),
    "lognormal": _lognormal,
    "discrete": _discrete,
}


def _correlations(file: CaseFields) -> Mapping[tuple[str, str], float]:
    pairs: dict[tuple[str, str], float] = {}
    for row in file.correlations:
        if (row.one, row.other) in pairs or (row.other, row.one) in pairs:
            row.error(
                "uncertainty.twice",
                "one",
                say("This pair stands here for the second time: keep one of the two."),
            )
        pairs[row.one, row.other] = float(row.rank)
    return pairs
