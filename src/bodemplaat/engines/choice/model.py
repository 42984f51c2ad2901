"""What is weighed: alternatives, criteria with weights, and a score for each pair."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bodemplaat.kernel import Finding, say


@dataclass(frozen=True, slots=True)
class Criterion:
    """``weight`` counts relative to the other weights. ``least`` makes it a requirement: who scores less is out."""

    name: str
    weight: Decimal
    least: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to go, with a score per criterion."""

    name: str
    scores: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Choice:
    """The matrix. Scores lie between ``lowest`` and ``highest``, such as −2 (``--``) and 2 (``++``)."""

    criteria: tuple[Criterion, ...]
    alternatives: tuple[Alternative, ...]
    lowest: Decimal = Decimal(-2)
    highest: Decimal = Decimal(2)


def check(choice: Choice) -> list[Finding]:
    """The findings that stop a ranking, each with its place as a dotted path; empty when ``rank`` can rank."""
    return [*_names(choice), *_weights(choice), *_scores(choice)]


def _names(choice: Choice) -> Iterator[Finding]:
    for kind, names in (
        ("criteria", [criterion.name for criterion in choice.criteria]),
        ("alternatives", [alternative.name for alternative in choice.alternatives]),
    ):
        for name, count in Counter(names).items():
            if count > 1:
                text = say("The name '{name}' is used {count} {count:time|times}: give each its own name.")
                yield Finding("choice.name_twice", f"{kind}.{name}", text, {"name": name, "count": count})
    if len(choice.alternatives) < 2:
        yield Finding(
            "choice.nothing_to_choose", "alternatives", say("There is nothing to choose: name two or more.")
        )


def _weights(choice: Choice) -> Iterator[Finding]:
    for criterion in choice.criteria:
        if criterion.weight < 0:
            text = say("The weight is negative: turn the scores round instead.")
            yield Finding("choice.weight", f"criteria.{criterion.name}", text)
    if not any(criterion.weight > 0 for criterion in choice.criteria):
        yield Finding("choice.no_weight", "criteria", say("No criterion has a weight: give at least one."))


def _scores(choice: Choice) -> Iterator[Finding]:
    known = {criterion.name for criterion in choice.criteria}
    for alternative in choice.alternatives:
        place = f"scores.{alternative.name}"
        for name in sorted(known - set(alternative.scores)):
            text = say("There is no score on '{name}': give one, 0 if it makes no difference.")
            yield Finding("choice.no_score", place, text, {"name": name})
        for name, score in alternative.scores.items():
            if name not in known:
                text = say("There is a score on '{name}', which is no criterion.")
                yield Finding("choice.unknown_criterion", place, text, {"name": name})
            elif not choice.lowest <= score <= choice.highest:
                text = say("The score on '{name}' lies outside the scale from {lowest} to {highest}.")
                values = {"name": name, "lowest": choice.lowest, "highest": choice.highest}
                yield Finding("choice.outside_scale", f"{place}.{name}", text, values)
