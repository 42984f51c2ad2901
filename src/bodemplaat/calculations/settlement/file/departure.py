"""Who leaves and who joins: the blocks ``exit`` and ``entry``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import Row
from bodemplaat.calculations.file.fields import optional
from bodemplaat.calculations.file.lists import block, listing
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.mirror import mirror
from bodemplaat.calculations.settlement.file.cooperation import Cooperation, CooperationFields, cooperation_of
from bodemplaat.calculations.settlement.file.keys import LIMITED
from bodemplaat.calculations.settlement.file.scenarios import ALL_KEYS
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.settlement import (
    ALWAYS,
    Arrangement,
    EntryCase,
    ExitCase,
    Figures,
    Keys,
    Moment,
    NotDivisible,
    Rule,
    Stranded,
)
from bodemplaat.kernel import Euro, say

MOST_YEARS = 20


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody who leaves, somebody who joins, or both."""

    cooperation: Cooperation
    leaving: ExitCase | None
    joining: EntryCase | None
    contribution_given: bool = False
    """Whether the file names the leaver's contribution itself; otherwise the model gives it."""


class StrandedRow(Row):
    """A cost that remains when the leaver is gone."""

    name = fields.text(say("Name"))
    amount = fields.amount(
        say("Amount"), note=say("A year's amount of all, or once; negative: makes it less")
    )
    share = fields.ratio(say("Share of the leaver"), default=1, note=say("100 % if empty"))
    until = optional(
        fields.day(say("Until"), note=say("The day it falls away; empty: the whole bridging period"))
    )
    once = fields.yes(say("Once"), default=False)
    follows = fields.yes(say("Follows the task"), default=False)


class TermRow(Row):
    """A part of the sum by the arrangement's own rule: an amount, so many times."""

    name = fields.text(say("Name"))
    amount = fields.amount(say("Amount"))
    factor = fields.number(say("Factor"), default=1)


class ExitRow(Row):
    """Who leaves, on which day, and what each method needs: `taper`, `bridging_years` with `stranded`, or `terms`."""

    leaver = fields.text(say("Who leaves"), names_of="participants")
    day = fields.day(say("Leaves on"), note=say("First day of no longer taking part"))
    contribution = optional(
        fields.amount(say("Own contribution"), note=say("A full year; empty: from the model"))
    )
    rule = fields.choice(
        say("Rule of the arrangement"),
        {
            Rule.NOT_SET.value: (Rule.NOT_SET, say("not set")),
            Rule.TAPER.value: (Rule.TAPER, say("taper")),
            Rule.DAMAGE.value: (Rule.DAMAGE, say("damage")),
            Rule.OWN.value: (Rule.OWN, say("own rule")),
        },
        default=Rule.NOT_SET.value,
        note=say("What the arrangement itself says; nothing is assumed"),
    )
    taper = fields.ratios(say("Taper"), note=say("Part due per year, separated by semicolons: 100%; 80%"))
    bridging_years = fields.count(
        say("Bridging years"), default=0, most=MOST_YEARS, note=say("For the real damage")
    )
    key = fields.text(say("Key of those who stay"), names_of=ALL_KEYS)
    stranded = listing(say("Remaining costs"), StrandedRow)
    terms = listing(say("Own rule"), TermRow)


class InvestmentRow(Row):
    """What the others paid for before, and the joiner uses."""

    name = fields.text(say("Name"))
    amount = fields.amount(say("Amount"))
    since = fields.day(say("From"))
    years = fields.count(say("Years"), least=1, most=100, note=say("Written off in equal parts"))


class ConnectionRow(Row):
    """What is made for the joiner alone."""

    name = fields.text(say("Name"))
    amount = fields.amount(say("Amount"))


class EntryRow(Row):
    """Who joins, and on which day."""

    joiner = fields.text(say("Who joins"), names_of="participants")
    day = fields.day(say("Joins on"))
    key = fields.text(say("Key"), names_of=ALL_KEYS)
    investments = listing(say("Investments"), InvestmentRow)
    connections = listing(say("Connection costs"), ConnectionRow)


class ExitFields(CooperationFields, passes=("compare",)):
    """A cooperation as `settle` reads it, with who leaves, who joins, or both."""

    exit = optional(block(say("Exit"), ExitRow))
    entry_ = optional(block(say("Entry"), EntryRow))


def read_departure(reading: Reading, _: Asked) -> Departure:
    """Who leaves, who joins; at least one of the two."""
    file = ExitFields.read(reading)
    cooperation = cooperation_of(file)
    leaving = _exit(file.exit, cooperation.arrangement) if file.exit else None
    joining = _entry(file.entry_, cooperation.arrangement) if file.entry_ else None
    if leaving is None and joining is None:
        text = say("Nobody leaves or joins: add a block '{exit}' or '{entry}'.")
        file.error("settlement.nobody", "exit", text)
    has_contribution = file.exit is not None and file.exit.contribution is not None
    return Departure(cooperation, leaving, joining, has_contribution)


def _exit(row: ExitRow, arrangement: Arrangement) -> ExitCase:
    stay = [one.name for one in arrangement.participants if one.name != row.leaver]
    case = mirror(
        ExitCase,
        row,
        contribution=row.contribution or Euro(0),
        stayers=_weights(row, row.key, row.day, arrangement, stay),
        taper=_taper(row),
        stranded=[_stranded(one, row) for one in row.stranded],
    )
    if case.stranded and not case.bridging_years:
        text = say("Name the number of bridging years over which the remaining costs count.")
        row.error("settlement.bridging", "bridging_years", text)
    methods: Mapping[Rule, object] = {
        Rule.TAPER: case.taper,
        Rule.DAMAGE: case.bridging_years,
        Rule.OWN: case.terms,
    }
    if case.rule is not Rule.NOT_SET and not methods[case.rule]:
        text = say(
            "The arrangement's rule is '{rule}', but nothing is given to calculate it from: fill in what it needs, or choose '{none}'."
        )
        chosen = [
            row.entry.reading.chosen((*row.entry.path, "rule"), one.value)
            for one in (case.rule, Rule.NOT_SET)
        ]
        row.error("settlement.rule", "rule", text, rule=chosen[0], none=chosen[1])
    if not any(methods.values()):
        text = say("Give at least one method: '{taper}', '{bridging_years}' with '{stranded}', or '{terms}'.")
        row.error("settlement.no_method", "taper", text)
    return case


def before_leaving(arrangement: Arrangement, day: date) -> Arrangement:
    """The year as it would be if those who take part on the eve of ``day`` did so all year, as budgeted.

    What a leaver pays in a full year is read from it.
    """
    eve = day - timedelta(days=1)
    there = tuple(replace(p, membership=ALWAYS) for p in arrangement.participants if eve in p.membership)
    costs = tuple(replace(line, actual=None) for line in arrangement.costs)
    services = tuple(
        replace(
            service, actual=None, volumes=tuple(replace(volume, actual=None) for volume in service.volumes)
        )
        for service in arrangement.services
    )
    return replace(arrangement, participants=there, costs=costs, services=services, actual_figures=())


def _taper(row: ExitRow) -> tuple[Fraction, ...]:
    for part in row.taper:
        if not 0 <= part <= 1:
            message = say("'{value}' is not a percentage or a part of one: write 35% or 0.35.")
            row.error("model.not_a_value", "taper", message, value=part)
    return tuple(map(Fraction, row.taper))


def _stranded(row: StrandedRow, leaving: ExitRow) -> Stranded:
    """What remains; one that the day of leaving does not find would count for nothing without a word."""
    idle = ("until", "once", "share") if row.follows else ("until",) if row.once else ()
    for name in idle:
        if row.has(name) and getattr(row, name):
            row.idle(name, "follows" if row.follows else "once")
    gone = row.until is not None and row.until <= leaving.day
    if gone and leaving.has("day") and not row.once and not row.follows:
        text = say(
            "This cost falls away before or on the day of leaving ({day}), so that nothing of it remains: correct the "
            "day, or leave this cost out."
        )
        row.error("settlement.gone_before", "until", text, day=leaving.day)
    return mirror(Stranded, row)


def _entry(row: EntryRow, arrangement: Arrangement) -> EntryCase:
    names = [one.name for one in arrangement.participants]
    if not row.investments and not row.connections:
        text = say("Add investments or connections to work out an entry sum.")
        row.error("settlement.no_entry", "investments", text)
    return mirror(EntryCase, row, weights=_weights(row, row.key, row.day, arrangement, names))


def _weights(
    row: Row, key: str, day: date, arrangement: Arrangement, names: Sequence[str]
) -> dict[str, Fraction]:
    """The weights of a key on a day, of those in ``names``; harmless when the key cannot be used."""
    if key not in {known.name for known in arrangement.keys}:
        return dict.fromkeys(names, Fraction(1))
    try:
        chosen = Keys(arrangement.keys).on(day, key)
        if chosen.is_bounded or chosen.has_branches:
            row.error("settlement.limited", "key", LIMITED, key=key)
        return chosen.basis.weights(Moment(day, tuple(sorted(names)), Figures(arrangement.figures)))
    except NotDivisible as problem:
        row.error("settlement.not_divisible", "key", problem.text, **problem.values)
        return dict.fromkeys(names, Fraction(1))
