"""Ways to divide beside each other: the block ``compare``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import Names, Row
from bodemplaat.calculations.file.fields import optional
from bodemplaat.calculations.file.lists import block, by_year, line_of, listing, matrix
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.settlement.file.cooperation import (
    Cooperation,
    CooperationFields,
    cooperation_of,
    tell_what_is_passed_on,
)
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.settlement import Scenario
from bodemplaat.kernel import Euro, say

LEAST_SCENARIOS = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """Ways to divide beside each other; the first is the reference. ``path`` leads from there to ``towards``."""

    cooperation: Cooperation
    scenarios: tuple[Scenario, ...]
    towards: str = ""
    path: Mapping[int, Fraction] = field(default_factory=dict)


def names_of_keys(file: CooperationFields) -> list[str]:
    """The keys of the file, and the participations that costs bring along."""
    own = [row.key or row.name for row in file.costs if row.participation is not None]
    return [*(row.name for row in file.keys), *own]


ALL_KEYS = Names("keys", say("key"), among=names_of_keys)
KEYS = matrix(
    say("Keys per scenario"),
    say("Scenario"),
    fields.text(names_of=ALL_KEYS),
    rows_of="compare.scenarios",
    columns_of="costs",
    note=say("Another key for one cost: a line per scenario, a column per cost"),
)
AMOUNTS = matrix(
    say("Amounts per scenario"),
    say("Scenario"),
    fields.amount(),
    rows_of="compare.scenarios",
    columns_of="participants",
    note=say("Amounts that are given rather than divided, such as what each pays today"),
)


class ScenarioRow(Row, called=say("scenario")):
    """One way to divide: with another key for every cost or for some, or with amounts that are given."""

    name = fields.text(say("Name"))
    key = fields.text(
        say("Key"), default="", names_of=ALL_KEYS, note=say("For every cost; empty: as in the model")
    )
    keys = optional(line_of(KEYS))
    amounts = optional(line_of(AMOUNTS))


class CompareRow(Row):
    """The ways to divide, and the path from the first one to another."""

    scenarios = listing(
        say("Scenarios"), ScenarioRow, least=LEAST_SCENARIOS, note=say("The first one is the reference")
    )
    keys = KEYS
    amounts = AMOUNTS
    towards = fields.text(
        say("Towards"),
        default="",
        names_of="compare.scenarios",
        note=say("The scenario the path leads to"),
    )
    path = by_year(say("Steps"), fields.ratio(say("Part of the new division")))


class CompareFields(CooperationFields, passes=("exit", "entry")):
    """A cooperation as `settle` reads it, with the ways to divide that are laid beside each other."""

    compare = block(say("Path"), CompareRow)


def read_choice(reading: Reading, _: Asked) -> Choice:
    """The scenarios to lay beside each other, and the path if the file has one."""
    file = CompareFields.read(reading)
    cooperation = cooperation_of(file)
    scenarios = tuple(_scenario(row, file) for row in file.compare.scenarios)
    for scenario in scenarios:
        if not scenario.amounts:
            arrangement = cooperation.arrangement
            keys = {
                line.name: scenario.keys.get(line.name, scenario.key or line.key)
                for line in arrangement.costs
            }
            tell_what_is_passed_on(file, arrangement, keys)
    towards = file.compare.towards or (scenarios[-1].name if scenarios else "")
    path = {year: Fraction(part) for year, part in file.compare.path.items()}
    if file.compare.towards and not path:
        text = say("'{towards}' changes nothing without '{path}': add the path, or leave it out.")
        file.compare.error("model.idle", "towards", text)
    elif path and len(scenarios) > 1 and towards == scenarios[0].name:
        text = say("The path leads from the first scenario to another one: name that one.")
        file.compare.error("settlement.path", "towards", text)
    return Choice(cooperation, scenarios, towards, path)


def _scenario(row: ScenarioRow, file: CompareFields) -> Scenario:
    amounts: Mapping[str, Euro] = row.amounts or {}
    missing = [one.name for one in file.participants if amounts and one.name not in amounts]
    if missing:
        text = say("No amount is given for: {names}. Fill them in; write 0 for who pays nothing.")
        row.error("settlement.no_amount", "amounts", text, names=", ".join(missing))
    for name in ("key", "keys"):
        if row.amounts is not None and getattr(row, name):
            row.idle(name, "amounts")
    if row.key and row.amounts is None and {line.name for line in file.costs} <= {*(row.keys or {})}:
        row.idle("key", "keys")
    return Scenario(row.name, row.key, row.keys or {}, amounts)
