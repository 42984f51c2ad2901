"""``settle``, ``compare-keys`` and ``exit`` as a test asks them."""

import json
from pathlib import Path
from typing import Any

import jsonschema
from click.testing import CliRunner, Result

from bodemplaat.surfaces.cli.main import main

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples"
SCHEMAS = {
    name: json.loads((ROOT / f"docs/reference/schemas/{name}.schema.json").read_text(encoding="utf-8"))
    for name in ("settle", "compare-keys", "exit")
}
SETTLED = ("joint-arrangement", "k5", "iszf", "equalit", "parkstad", "leaver", "ssc-personnel-finance")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def answer(command: str, model: Path, *more: str) -> dict[str, Any]:
    result = run(command, model, "--json", "-", *more)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(found, SCHEMAS[command], cls=jsonschema.Draft202012Validator)
    return found


def by_name(rows: list[dict[str, Any]], field: str = "total") -> dict[str, Any]:
    return {row["name"]: row[field] for row in rows}


LINES = """\
title: t
year: 2027
participants: [{name: A}, {name: B}]
keys:
  - {name: half, kind: equal}
  - {name: mix, kind: mixture}
mixture:
  mix: {half: 100%}
discounts: {half: {A: 50%}}
participation: {Boat: {A: 1}}
reserves: [{provider: SSC, balance: 1, maximum: 5}]
compare: {scenarios: [{name: a, keys: {Rent: half}}, {name: now}],
  amounts: {now: {A: 1, B: 2}}}
costs: [{name: Rent, key: mix, budget: 50, provider: SSC}, {name: Boat, budget: 10}]
"""
