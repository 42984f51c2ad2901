"""The schema of every answer is what its types say, and one encoder writes what the schema describes."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

import jsonschema
import pytest

from bodemplaat.calculations.render.json import Inline, Named, json_text, left_out
from bodemplaat.calculations.render.schema import Count, schema_of
from bodemplaat.calculations.work import OpenedTable, Work, open_table
from bodemplaat.kernel import Euro, Finding, Trace
from bodemplaat.presentation.report import Report
from bodemplaat.presentation.voice import Voice

ROOT = Path(__file__).resolve().parents[2]


class Way(Enum):
    KEY = "by_key"
    USE = "by_use"


@dataclass(frozen=True, slots=True)
class Part:
    giver: Annotated[str, Named("from")]
    amount: Euro


@dataclass(frozen=True, slots=True)
class Spot:
    sheet: str
    cell: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One of each."""

    way: Way
    basis: Literal["plan", "actual"]
    total: Euro | None
    """Of all ``parts``."""
    exact: Fraction
    volume: Decimal
    day: date
    moment: datetime
    sure: bool
    chance: float
    count: Count
    spot: Annotated[Spot, Inline()]
    parts: tuple[Part, ...]
    by_name: Mapping[str, tuple[Euro, ...]]
    lost: tuple[Finding, ...]
    why: Trace
    extra: str | None = left_out()


def answer(model: object, outcome: object) -> Answer:
    """An answer with one of each kind of value."""
    return Answer(
        way=Way.USE,
        basis="plan",
        total=None,
        exact=Fraction(2, 3),
        volume=Decimal("7.50"),
        day=date(2026, 7, 1),
        moment=datetime(2026, 7, 1, 12, tzinfo=UTC),
        sure=True,
        chance=0.25,
        count=3,
        spot=Spot("Kosten", None),
        parts=(Part("A", Euro.of("1.50")),),
        by_name={"A": (Euro(7),)},
        lost=(Finding("x.y", "line 3", "{count} lost", {"count": 2}),),
        why=Trace("A", Euro(3), parts=(Trace("B", Euro(1)), Trace("C", Euro(2)))),
    )


WORK: Work[OpenedTable, object, object] = Work(
    open=open_table,
    read=lambda opened, asked: None,
    solve=lambda model, asked: None,
    report=lambda model, outcome, asked: Report("x"),
    answer=answer,
    explain=None,
    kind="settle",
    format="bodemplaat.one/1",
    common=(),
)


def test_the_encoder_writes_every_kind_of_value_in_order_and_the_schema_describes_it() -> None:
    schema = schema_of(WORK, "one")
    jsonschema.Draft202012Validator.check_schema(schema)
    written = json.loads(json_text(answer(None, None), Voice("en")))
    assert [*schema["properties"]] == ["format", *written, "extra"]
    assert written == {
        "way": "by_use",
        "basis": "plan",
        "total": None,
        "exact": "0.666666666667",
        "volume": "7.5",
        "day": "2026-07-01",
        "moment": "2026-07-01T12:00:00+00:00",
        "sure": True,
        "chance": 0.25,
        "count": 3,
        "sheet": "Kosten",
        "cell": None,
        "parts": [{"from": "A", "amount": 150}],
        "by_name": {"A": [7]},
        "lost": [{"place": "line 3", "code": "x.y", "text": "2 lost"}],
        "why": {
            "name": "A", "amount": 3, "text": "", "source": "",
            "parts": [
                {"name": "B", "amount": 1, "text": "", "source": "", "parts": []},
                {"name": "C", "amount": 2, "text": "", "source": "", "parts": []},
            ],
        },
    }  # fmt: skip
    whole = {"format": "bodemplaat.one/1", **written}
    jsonschema.validate(whole, schema)
    assert schema["properties"]["total"]["description"] == "Of all parts."
    wrong: tuple[dict[str, object], ...] = (
        {"way": "by_hand"}, {"basis": "guess"}, {"total": "1.50"}, {"exact": 0.5}, {"count": -1}, {"day": 1},
        {"more": 1}, {"spot": {}}, {"cell": 1}, {"extra": None}, {"parts": [{"giver": "A", "amount": 1}]}, {"by_name": {"A": 7}},
    )  # fmt: skip
    for change in wrong:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(whole | change, schema)
    for name in written:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({key: value for key, value in whole.items() if key != name}, schema)


def test_the_committed_schemas_are_what_the_types_make() -> None:
    command = [sys.executable, "tools/reference.py", "check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
