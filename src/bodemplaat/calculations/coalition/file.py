"""From a business case and its ``coalition`` block to the game: the fields of the block, and the step to the game.

The value of the whole coalition is the case itself. For smaller ones the block says which part of the cost together
stays the same whoever takes part, and how much dearer a smaller centre is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bodemplaat.calculations.business_case.file import TEMPLATE as CASE
from bodemplaat.calculations.business_case.file import CaseFile, read_case
from bodemplaat.calculations.coalition.model import CoalitionFile
from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import Names, Row, finish
from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.layout import sheets_of_block
from bodemplaat.calculations.file.lists import listing
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.template import Template
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.business_case import (
    BusinessCase,
    Effect,
    Stream,
    appraise,
    keys_of,
    moved_work,
    net_present_value,
    streams_of,
    worth_of,
)
from bodemplaat.engines.coalition import CostGame, Loss, Player, Pool, check_game
from bodemplaat.kernel import Euro, Rounding, divide, say

SECTION = "coalition"
ONE, ZERO, NOTHING = Decimal(1), Decimal(0), Euro(0)
SHARED = (Effect.ONE_OFF, Effect.RISK, Effect.RUNNING)


class AlternativeRow(Row, key=("participant",)):
    """What a participant could gain without the others."""

    participant = fields.text(say("Participant"), names_of=Names("participants", checked=False))
    yearly = fields.amount(say("Gain a year by itself"))
    from_ = fields.count(say("From year"), default=1)
    cost = fields.amount(say("Cost of doing so"), default=NOTHING)


class NeedRow(Row, key=("cost",)):
    """A shared cost of the case that only some need."""

    cost = fields.text(say("Cost"), note=say("The name of a shared one-off or running cost, or of a risk"))
    by = fields.texts(say("Needed by"), note=say("Who needs it, separated by semicolons"))


class LossRow(Row, key=("name", "year", "members")):
    """An amount that a coalition loses once, in a year of the case."""

    name = fields.text(say("Name"))
    amount = fields.amount(say("Amount"), least=NOTHING)
    year = fields.count(say("Year"), default=0, note=say("Of the case; 0 if empty"))
    members = fields.texts(
        say("A coalition with"), note=say("Members, separated by semicolons; empty: any coalition")
    )
    exactly = fields.yes(say("Exactly these"), default=False)
    least = fields.count(say("Of at least"), default=1, least=1, note=say("How many members; 1 if empty"))
    key = fields.text(say("Key"), default="", note=say("By which its members bear it; empty: by size"))


class CoalitionBlock(Row):
    """Which part of the cost stays the same whoever takes part, and how much dearer a smaller centre is."""

    fixed_share = fields.ratio(
        say("Fixed part of the cost"),
        note=say("Part of the cost in the ambition that stays the same whoever takes part"),
    )
    one_off_fixed_share = fields.ratio(
        say("Fixed part of shared one-off costs"), default=1, note=say("100 % when empty")
    )
    elasticity = fields.ratio(
        say("Effect of scale"), default=0, note=say("10 % makes a centre half as large 7 % dearer per unit")
    )
    volume = fields.text(
        say("Size by"), default="baseline", note=say("A key: baseline, fte, inhabitants, employees")
    )
    alternatives = listing(say("Alternatives"), AlternativeRow)
    needs = listing(
        say("Needed by some"),
        NeedRow,
        note=say("A cost that a coalition makes only when it holds somebody who needs it"),
    )
    losses = listing(say("Fixed losses"), LossRow, note=say("What a coalition loses or pays regardless"))


COALITION_SHEETS = sheets_of_block(CoalitionBlock, SECTION, say("Coalition"))
TEMPLATE = Template((*CASE.sheets, *COALITION_SHEETS), "bodemplaat.calculations.business_case")


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What the block says: fixed parts, scale, size, and what each could gain by itself in a year."""

    fixed_share: Decimal
    one_off_fixed_share: Decimal
    elasticity: Decimal
    volume: str
    alternatives: Mapping[str, Euro]
    needs: Mapping[str, frozenset[int]] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()


def read(reading: Reading, _: Asked) -> CoalitionFile:
    """The model; what is wrong is added to the reading's findings."""
    file = read_case(reading)
    whole = Entry(reading, reading.root, ())
    if not whole.has(SECTION):
        message = say(
            "This file has no block '{coalition}': say which part of the cost is fixed, with '{share}'."
        )
        whole.error("coalition.missing", "", message, share=reading.called((SECTION, "fixed_share")))
        return _empty(file)
    block = CoalitionBlock(whole.block(SECTION))
    finish(block)
    assumptions = _assumptions(block, file.case)
    if reading.stops:
        return _empty(file)
    game = derive(file.case, assumptions)
    reading.place_findings(check_game(game), (SECTION,))
    return CoalitionFile(file.title, file.case.years, game)


def _empty(file: CaseFile) -> CoalitionFile:
    return CoalitionFile(file.title, file.case.years, CostGame(()))


def _assumptions(block: CoalitionBlock, case: BusinessCase) -> Assumptions:
    names = [participant.name for participant in case.participants]
    keys = keys_of(case) if case.participants else {"baseline": {}}
    block.known("volume", block.volume, keys, say("key"))
    return Assumptions(
        fixed_share=block.fixed_share,
        one_off_fixed_share=block.one_off_fixed_share,
        elasticity=block.elasticity,
        volume=block.volume,
        alternatives={row.participant: _alternative(row, case, names) for row in block.alternatives},
        needs=_needs(block.needs, case, names),
        losses=tuple(_loss(row, case, keys, names, block.volume) for row in block.losses),
    )


def _alternative(row: AlternativeRow, case: BusinessCase, names: Sequence[str]) -> Euro:
    """What one participant gains by itself, in present value."""
    row.known("participant", row.participant, names, say("participant"))
    flows = [row.yearly.cents * (year >= row.from_) for year in range(case.years + 1)]
    flows[min(row.from_, case.years)] -= row.cost.cents
    return net_present_value(flows, case.discount_rate)


def _needs(rows: Sequence[NeedRow], case: BusinessCase, names: Sequence[str]) -> dict[str, frozenset[int]]:
    """Which shared costs of the case only some need, and who."""
    shared = sorted(_shared_lines(case))
    for row in rows:
        row.known("cost", row.cost, shared, say("shared cost"))
        if not row.by:
            row.error("coalition.needs", "by", say("Name at least one participant who needs it."))
    return {row.cost: _positions(row, "by", row.by, names) for row in rows}


def _loss(
    row: LossRow,
    case: BusinessCase,
    keys: Mapping[str, Mapping[str, Decimal | int]],
    names: Sequence[str],
    volume: str,
) -> Loss:
    """A loss in present value: an amount once, in a year of the case."""
    key = row.key or volume
    row.known("key", key, keys, say("key"))
    if row.exactly and not row.members:
        row.error("coalition.members", "members", say("Name the members of the coalition that loses this."))
    year = row.at_most("year", row.year, case.years)
    return Loss(
        name=row.name,
        amount=net_present_value([0] * year + [row.amount.cents], case.discount_rate),
        weights=tuple(keys.get(key, {}).get(name, 0) for name in names),
        members=_positions(row, "members", row.members, names),
        exactly=row.exactly,
        least=row.at_most("least", row.least, max(1, len(names))),
    )


def _positions(row: Row, name: str, members: Sequence[str], names: Sequence[str]) -> frozenset[int]:
    known = [member for member in members if row.known(name, member, names, say("participant"))]
    return frozenset(names.index(member) for member in known)


def derive(case: BusinessCase, assumptions: Assumptions) -> CostGame:
    """The game of a case: with all together everyone has exactly its net present value of the case."""
    names = [participant.name for participant in case.participants]
    work, worth = (
        moved_work(case),
        {p.name: p.outcome.net_present_value.cents for p in appraise(case).participants},
    )
    together = [work[name].together.cents for name in names]
    fixed = [Euro(cents).times(assumptions.fixed_share, Rounding.HALF_UP).cents for cents in together]
    pools = [Pool(say("fixed costs of the centre"), Euro(sum(fixed)), tuple(fixed))]
    pools += _shared_pools(case, names, assumptions.one_off_fixed_share, assumptions.needs)
    pools = [pool for pool in pools if pool.amount]
    borne = [divide(pool.amount.cents, pool.weights) for pool in pools]
    compensations = _by_participant(case, [s for s in streams_of(case) if s.effect is Effect.TRANSFER])
    volumes = keys_of(case)[assumptions.volume]
    players = []
    for number, name in enumerate(names):
        variable = together[number] - fixed[number]
        alone, compensation = work[name].alone.cents, compensations[name]
        in_pools = sum(parts[number] for parts in borne)
        players.append(
            Player(
                name=name,
                alone=Euro(alone),
                variable=Euro(variable),
                along=Euro(alone - variable - in_pools + compensation - worth[name]),
                volume=Decimal(volumes.get(name, 0)),
                alternative=assumptions.alternatives.get(name, NOTHING),
                compensation=Euro(compensation),
            )
        )
    return CostGame(tuple(players), tuple(pools), float(assumptions.elasticity), assumptions.losses)


def _shared_lines(case: BusinessCase) -> set[str]:
    """The names of what is divided by a key."""
    bearers = [
        *((line.name, line.bearer) for line in case.one_offs),
        *((line.name, line.bearer) for line in case.running_costs),
        *((risk.name, risk.bearer) for risk in case.risks),
        *((risk.measure, risk.bearer) for risk in case.risks),
    ]
    return {name for name, bearer in bearers if bearer.key and name}


def _shared_pools(
    case: BusinessCase, names: list[str], one_off_share: Decimal, needs: Mapping[str, frozenset[int]]
) -> list[Pool]:
    """What is divided by a key and does not shrink when someone stays out, line by line.

    A cost that only some need is made as a whole or not at all.
    """
    shared = _shared_lines(case)
    lines: dict[tuple[Effect, str], list[Stream]] = {}
    for stream in streams_of(case):
        if stream.effect in SHARED and stream.line in shared:
            lines.setdefault((stream.effect, stream.line), []).append(stream)
    pools = []
    for (effect, line), streams in lines.items():
        share = ONE if effect is Effect.RUNNING or line in needs else one_off_share
        parts = _by_participant(case, streams)
        weights = tuple(Euro(-parts[name]).times(share, Rounding.HALF_UP).cents for name in names)
        if all(weight >= 0 for weight in weights):
            pools.append(Pool(line, Euro(sum(weights)), weights, needs.get(line)))
    return pools


def _by_participant(case: BusinessCase, streams: list[Stream]) -> dict[str, int]:
    """The present value of the gains of some streams, in cents by participant."""
    parts = {participant.name: 0 for participant in case.participants}
    for stream in streams:
        parts[stream.participant] += worth_of([stream], case).cents
    return parts
