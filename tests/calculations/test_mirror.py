"""Answers that mirror an engine's values."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

import pytest

from bodemplaat.calculations.mirror import At, mirror
from bodemplaat.calculations.render.json import Inline
from bodemplaat.kernel import Euro


@dataclass(frozen=True)
class Place:
    name: str
    cost: Euro


@dataclass(frozen=True)
class Outcome:
    name: str
    first: Place | None
    places: list[Place]
    by_kind: dict[str, Place]


@dataclass(frozen=True)
class Shown:
    name: str
    amount: Annotated[Euro, At("cost")]


@dataclass(frozen=True)
class Head:
    name: str


@dataclass(frozen=True)
class Answer:
    head: Annotated[Head, Inline()]
    first: Shown | None
    places: tuple[Shown, ...]
    by_kind: Mapping[str, Shown]
    count: Annotated[int, At(lambda outcome: len(outcome.places))]
    year: int


PLACE = Place("A", Euro(1))


def test_an_answer_takes_each_field_from_where_it_is_declared_to_stand() -> None:
    outcome = Outcome("all", PLACE, [PLACE, Place("B", Euro(2))], {"x": PLACE})
    assert mirror(Answer, outcome, year=2026) == Answer(
        Head("all"),
        Shown("A", Euro(1)),
        (Shown("A", Euro(1)), Shown("B", Euro(2))),
        {"x": Shown("A", Euro(1))},
        2,
        2026,
    )


def test_what_is_not_there_stays_nothing_and_what_is_passed_wins() -> None:
    outcome = Outcome("all", None, [], {})
    answer = mirror(Answer, outcome, year=2026, places=[PLACE])
    assert (answer.first, answer.places, answer.count) == (None, (Shown("A", Euro(1)),), 0)


def test_a_field_that_nothing_gives_is_a_mistake_of_ours() -> None:
    with pytest.raises(AttributeError):
        mirror(Answer, Outcome("all", None, [], {}))


@dataclass(frozen=True)
class Row:
    part: Decimal
    most: Euro | None
    names: list[str]


@dataclass(frozen=True)
class Value:
    part: Fraction
    most: Euro | Fraction | None
    names: tuple[str, ...]


def test_a_row_of_a_file_becomes_an_engine_s_value() -> None:
    row = Row(Decimal("0.35"), None, ["A", "B"])
    assert mirror(Value, row) == Value(Fraction(7, 20), None, ("A", "B"))
    assert mirror(Value, row, most=Fraction(1, 2)).most == Fraction(1, 2)
    assert mirror(Value, row, most=Euro(5)).most == Euro(5)
