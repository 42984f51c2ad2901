"""Who takes part, and the figures that keys count."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import Names, Row
from bodemplaat.calculations.file.fields import optional
from bodemplaat.calculations.file.lists import Grid
from bodemplaat.engines.settlement import ALWAYS, Figure, Participant
from bodemplaat.kernel import Period, say


class ParticipantRow(Row, called=say("participant")):
    """Somebody who takes part: the whole year, or a part of it."""

    name = fields.text(say("Name"))
    joins = optional(fields.day(say("Joins on"), note=say("First day of taking part; empty: already there")))
    leaves = optional(
        fields.day(say("Leaves on"), note=say("First day of no longer taking part; empty: stays"))
    )
    group = fields.text(
        say("Group"), default="", note=say("Only for a key in two stages: over groups, then within each")
    )


class ChangeRow(Row, key=("driver", "participant", "since")):
    """A figure from a day on."""

    driver = fields.text(say("Driver"))
    participant = fields.text(say("Participant"), names_of="participants")
    value = fields.number(say("Value"), least=0)
    since = fields.day(say("From"))


def drivers_of(*grids: Mapping[str, object], changes: Iterable[ChangeRow]) -> list[str]:
    """What is counted: the lines of the grids, and what changes."""
    named = [driver for grid in grids for driver, line in grid.items() if line]
    return list(dict.fromkeys([*named, *(change.driver for change in changes)]))


DRIVERS = Names(
    what=say("driver with figures"),
    among=lambda file: drivers_of(file.figures, file.actual_figures, changes=file.changes),
)


def participants_of(rows: Iterable[ParticipantRow]) -> tuple[Participant, ...]:
    """Everyone once, with the days of taking part."""
    by_name: dict[str, Participant] = {}
    for row in rows:
        joins, leaves = row.joins or date.min, row.leaves or date.max
        if leaves <= joins:
            text = say("Somebody leaves after joining: correct one of the dates.")
            row.error("settlement.dates", "leaves", text)
            leaves = date.max
        membership = ALWAYS if (joins, leaves) == (date.min, date.max) else Period(joins, leaves)
        by_name.setdefault(row.name, Participant(row.name, membership))
    return tuple(by_name.values())


def groups_of(rows: Iterable[ParticipantRow]) -> dict[str, tuple[str, ...]]:
    """The names of those who take part, by group."""
    members: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row.group:
            members[row.group] = (*members.get(row.group, ()), row.name)
    return members


def figures_of(grid: Grid[Decimal], changes: Sequence[ChangeRow] = ()) -> tuple[Figure, ...]:
    """What each counts of every driver, and from which day it changes."""
    return (*_counted(grid), *(_changed(row) for row in changes))


def _counted(grid: Grid[Decimal]) -> Iterator[Figure]:
    for driver, line in grid.items():
        source = grid.source(driver)
        for name, value in line.items():
            yield Figure(driver, name, value, source=source)


def _changed(row: ChangeRow) -> Figure:
    return Figure(row.driver, row.participant, row.value, since=row.since, source=row.source)
