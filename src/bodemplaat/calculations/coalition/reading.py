"""From a business case and its ``coalition`` block to the game.

The value of the whole coalition is the case itself. For smaller ones the block says which part of the cost together
stays the same whoever takes part, and how much dearer a smaller centre is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bodemplaat.calculations.business_case.model import CaseFile
from bodemplaat.calculations.business_case.reading import read_case
from bodemplaat.calculations.coalition.model import CoalitionFile
from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.reading import Reading
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


def read(reading: Reading, asked: Asked) -> CoalitionFile:
    """The model; what is wrong is added to the reading's findings."""
    file = read_case(reading)
    whole = Entry(reading, reading.root, ())
    if not whole.has(SECTION):
        message = say(
            "This file has no 'coalition' block: say which part of the cost is fixed, with fixed_share."
        )
        whole.error("coalition.missing", "", message)
        return _empty(file)
    assumptions = _assumptions(whole.block(SECTION), file.case)
    if reading.stops:
        return _empty(file)
    game = derive(file.case, assumptions)
    reading.place_findings(check_game(game), (SECTION,))
    return CoalitionFile(file.title, file.case.years, game)


def _empty(file: CaseFile) -> CoalitionFile:
    return CoalitionFile(file.title, file.case.years, CostGame(()))


def _assumptions(block: Entry, case: BusinessCase) -> Assumptions:
    names = [participant.name for participant in case.participants]
    keys = keys_of(case) if case.participants else {"baseline": {}}
    volume = block.text("volume", "baseline")
    block.known("volume", volume, keys, say("key"))
    alternatives: dict[str, Euro] = {}
    for item in block.items("alternatives"):
        name = item.text("participant")
        item.known("participant", name, names, say("participant"))
        yearly, first, cost = item.amount("yearly"), item.count("from", 1), item.amount("cost", NOTHING)
        flows = [yearly.cents * (year >= first) for year in range(case.years + 1)]
        flows[min(first, case.years)] -= cost.cents
        alternatives[name] = net_present_value(flows, case.discount_rate)
        item.done()
    assumptions = Assumptions(
        fixed_share=block.ratio("fixed_share"),
        one_off_fixed_share=block.ratio("one_off_fixed_share", ONE),
        elasticity=block.ratio("elasticity", ZERO),
        volume=volume,
        alternatives=alternatives,
        needs=_needs(block, case, names),
        losses=tuple(_loss(item, case, keys, names, volume) for item in block.items("losses")),
    )
    block.done()
    return assumptions


def _needs(block: Entry, case: BusinessCase, names: list[str]) -> dict[str, frozenset[int]]:
    """Which shared costs of the case only some need, and who."""
    shared = sorted(_shared_lines(case))
    found: dict[str, frozenset[int]] = {}
    for item in block.items("needs"):
        cost, members = item.text("cost"), item.texts("by")
        item.known("cost", cost, shared, say("shared cost"))
        if cost in found:
            text = say("'{value}' is in this list twice: keep one of the two.")
            item.error("coalition.twice", "cost", text, value=cost)
        if not members:
            item.error("coalition.needs", "by", say("Name at least one participant who needs it."))
        found[cost] = _positions(item, "by", members, names)
        item.done()
    return found


def _loss(
    item: Entry,
    case: BusinessCase,
    keys: Mapping[str, Mapping[str, Decimal | int]],
    names: list[str],
    volume: str,
) -> Loss:
    """A loss in present value: an amount once, in a year of the case (its year 0 if not given)."""
    members, key = item.texts("members"), item.text("key", volume)
    item.known("key", key, keys, say("key"))
    amount, year = item.amount("amount", least=NOTHING), item.count("year", 0, most=case.years)
    weights = keys.get(key, {})
    exactly = item.yes("exactly", default=False)
    least = item.count("least", 1, least=1, most=max(1, len(names)))
    if exactly and not members:
        item.error("coalition.members", "members", say("Name the members of the coalition that loses this."))
    loss = Loss(
        name=item.text("name"),
        amount=net_present_value([0] * year + [amount.cents], case.discount_rate),
        weights=tuple(weights.get(name, 0) for name in names),
        members=_positions(item, "members", members, names),
        exactly=exactly,
        least=least,
    )
    item.done()
    return loss


def _positions(item: Entry, field_name: str, members: tuple[str, ...], names: list[str]) -> frozenset[int]:
    known = [name for name in members if item.known(field_name, name, names, say("participant"))]
    return frozenset(names.index(name) for name in known)


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
