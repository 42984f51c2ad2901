"""Scenarios, departures and arrivals from a file: the blocks ``compare``, ``exit`` and ``entry``."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.values import as_ratio
from bodemplaat.calculations.settlement.model import Choice, Cooperation, Departure
from bodemplaat.calculations.settlement.reading import filled
from bodemplaat.calculations.settlement.reading_keys import LIMITED, named_block, years
from bodemplaat.engines.settlement import (
    ALWAYS,
    Arrangement,
    Connection,
    EntryCase,
    ExitCase,
    Figures,
    Investment,
    Keys,
    Moment,
    NotDivisible,
    Rule,
    Scenario,
    Stranded,
    Term,
)
from bodemplaat.kernel import Euro, say

RULES = {rule.value: rule for rule in Rule}
MOST_YEARS = 20
LEAST_SCENARIOS = 2


def read_choice(whole: Entry, cooperation: Cooperation) -> Choice:
    """The scenarios to lay beside each other, and the path if the file has one."""
    block = whole.block("compare")
    keys = {key.name for key in cooperation.arrangement.keys}
    entries = block.items("scenarios", least=LEAST_SCENARIOS, by=("name",))
    scenarios = tuple(_scenario(entry, block, cooperation.arrangement, keys) for entry in entries)
    block.used.update(("keys", "amounts"))
    names = [scenario.name for scenario in scenarios]
    towards = block.text("towards", names[-1] if names else "")
    block.known("towards", towards, names, say("scenario"))
    path = years(block, block, "path") if block.has("path") else {}
    block.done()
    return Choice(cooperation, scenarios, towards, path)


def _scenario(entry: Entry, block: Entry, arrangement: Arrangement, keys: set[str]) -> Scenario:
    name, key = entry.text("name"), entry.text("key", "")
    if key:
        entry.known("key", key, keys, say("key"))
    own = named_block(entry, block, "keys", name, required=False)
    amounts = named_block(entry, block, "amounts", name, required=False)
    costs = [line.name for line in arrangement.costs]
    participants = [participant.name for participant in arrangement.participants]
    by_cost = {}
    for cost in own.names if own else ():
        if own and own.known(cost, cost, costs, say("cost")):
            by_cost[cost] = own.text(cost)
            own.known(cost, by_cost[cost], keys, say("key"))
    paid = {}
    for participant in amounts.names if amounts else ():
        if amounts and amounts.known(participant, participant, participants, say("participant")):
            paid[participant] = amounts.amount(participant)
    missing = [participant for participant in participants if paid and participant not in paid]
    if missing:
        text = say("No amount is given for: {names}. Fill them in; write 0 for who pays nothing.")
        entry.error("settlement.no_amount", "amounts", text, names=", ".join(missing))
    entry.done()
    return Scenario(name, key, by_cost, paid)


def read_departure(whole: Entry, cooperation: Cooperation) -> Departure:
    """Who leaves, who joins; at least one of the two."""
    leaving = _exit(whole.block("exit"), cooperation.arrangement) if filled(whole, "exit") else None
    joining = _entry(whole.block("entry"), cooperation.arrangement) if filled(whole, "entry") else None
    if leaving is None and joining is None:
        whole.error(
            "settlement.nobody", "exit", say("Nobody leaves or joins: add a block 'exit' or 'entry'.")
        )
    given = leaving is not None and whole.block("exit").has("contribution")
    return Departure(cooperation, leaving, joining, given)


def _exit(block: Entry, arrangement: Arrangement) -> ExitCase:
    names = [participant.name for participant in arrangement.participants]
    leaver, day = block.text("leaver"), block.day("day")
    block.known("leaver", leaver, names, say("participant"))
    contribution = block.amount("contribution", Euro(0))
    stayers = _weights(block, arrangement, [name for name in names if name != leaver], day)
    rule = block.choice("rule", RULES, Rule.NOT_SET.value)
    case = ExitCase(
        leaver=leaver,
        day=day,
        contribution=contribution,
        stayers=stayers,
        rule=rule,
        taper=_taper(block),
        bridging_years=block.count("bridging_years", 0, most=MOST_YEARS),
        stranded=tuple(_stranded(entry) for entry in block.items("stranded", by=("name",))),
        terms=tuple(_term(entry) for entry in block.items("terms", by=("name",))),
    )
    if case.stranded and not case.bridging_years:
        text = say("Name the number of bridging years over which the remaining costs count.")
        block.error("settlement.bridging", "bridging_years", text)
    given = {Rule.TAPER: case.taper, Rule.DAMAGE: case.bridging_years, Rule.OWN: case.terms}
    if rule is not Rule.NOT_SET and not given[rule]:
        text = say("The arrangement's rule is '{rule}', but nothing is given to calculate it from.")
        block.error("settlement.rule", "rule", text, rule=rule.value)
    if not any(given.values()):
        text = say("Give at least one method: 'taper', 'bridging_years' with 'stranded', or 'terms'.")
        block.error("settlement.no_method", "taper", text)
    block.done()
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


def _taper(block: Entry) -> tuple[Fraction, ...]:
    found = block.figures("taper", as_ratio, Decimal(0))
    for part in found:
        if not 0 <= part <= 1:
            message = say("'{value}' is not a percentage or a part of one: write 35% or 0.35.")
            block.error("model.not_a_value", "taper", message, value=part)
    return tuple(Fraction(part) for part in found)


def _stranded(entry: Entry) -> Stranded:
    item = Stranded(
        name=entry.text("name"),
        amount=entry.amount("amount"),
        share=Fraction(entry.ratio("share", Decimal(1))),
        until=entry.day("until") if entry.has("until") else None,
        once=entry.yes("once", default=False),
        follows=entry.yes("follows", default=False),
        source=entry.text("source", ""),
    )
    entry.done()
    return item


def _term(entry: Entry) -> Term:
    term = Term(
        name=entry.text("name"),
        amount=entry.amount("amount"),
        factor=Fraction(entry.number("factor", Decimal(1))),
        source=entry.text("source", ""),
    )
    entry.done()
    return term


def _entry(block: Entry, arrangement: Arrangement) -> EntryCase:
    names = [participant.name for participant in arrangement.participants]
    joiner, day = block.text("joiner"), block.day("day")
    block.known("joiner", joiner, names, say("participant"))
    case = EntryCase(
        joiner=joiner,
        day=day,
        weights=_weights(block, arrangement, names, day),
        investments=tuple(_investment(entry) for entry in block.items("investments", by=("name",))),
        connections=tuple(_connection(entry) for entry in block.items("connections", by=("name",))),
    )
    if not case.investments and not case.connections:
        block.error(
            "settlement.no_entry",
            "investments",
            say("Add investments or connections to work out an entry sum."),
        )
    block.done()
    return case


def _investment(entry: Entry) -> Investment:
    investment = Investment(
        name=entry.text("name"),
        amount=entry.amount("amount"),
        since=entry.day("since"),
        years=entry.count("years", least=1, most=100),
        source=entry.text("source", ""),
    )
    entry.done()
    return investment


def _connection(entry: Entry) -> Connection:
    connection = Connection(entry.text("name"), entry.amount("amount"), entry.text("source", ""))
    entry.done()
    return connection


def _weights(block: Entry, arrangement: Arrangement, names: Sequence[str], day: date) -> dict[str, Fraction]:
    """The weights of a key on a day, of those in ``names``; harmless when the key cannot be used."""
    key = block.text("key")
    keys = Keys(arrangement.keys)
    if not block.known("key", key, [known.name for known in arrangement.keys], say("key")):
        return dict.fromkeys(names, Fraction(1))
    try:
        chosen = keys.on(day, key)
        if chosen.is_bounded or chosen.has_branches:
            block.error("settlement.limited", "key", LIMITED, key=key)
        return chosen.basis.weights(Moment(day, tuple(sorted(names)), Figures(arrangement.figures)))
    except NotDivisible as problem:
        block.error("settlement.not_divisible", "key", problem.text, **problem.values)
        return dict.fromkeys(names, Fraction(1))
