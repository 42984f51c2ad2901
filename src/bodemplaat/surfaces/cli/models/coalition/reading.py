"""From a business case and its ``coalition`` block to the game.

The value of the whole coalition is the case itself. For smaller ones the block says which part of the cost together
stays the same whoever takes part, and how much dearer a smaller centre is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bodemplaat.engines.business_case import (
    BusinessCase,
    Effect,
    Stream,
    appraise,
    keys_of,
    moved_work,
    net_present_value,
    streams_of,
)
from bodemplaat.engines.coalition import CostGame, Player, Pool, check_game
from bodemplaat.kernel import Euro, Rounding, divide, say
from bodemplaat.surfaces.cli.models.business_case.model import CaseFile
from bodemplaat.surfaces.cli.models.business_case.reading import read_case
from bodemplaat.surfaces.cli.models.coalition.model import CoalitionFile
from bodemplaat.surfaces.cli.models.reading import Entry, Reading
from bodemplaat.surfaces.cli.models.work import Asked

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
    )
    block.done()
    return assumptions


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
    pools += _shared_pools(case, names, assumptions.one_off_fixed_share)
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
    return CostGame(tuple(players), tuple(pools), float(assumptions.elasticity))


def _shared_pools(case: BusinessCase, names: list[str], one_off_share: Decimal) -> list[Pool]:
    """What is divided by a key and does not shrink when someone stays out, line by line."""
    bearers = [
        *((line.name, line.bearer) for line in case.one_offs),
        *((line.name, line.bearer) for line in case.running_costs),
        *((risk.name, risk.bearer) for risk in case.risks),
        *((risk.measure, risk.bearer) for risk in case.risks),
    ]
    shared = {name for name, bearer in bearers if bearer.key}
    lines: dict[tuple[Effect, str], list[Stream]] = {}
    for stream in streams_of(case):
        if stream.effect in SHARED and stream.line in shared:
            lines.setdefault((stream.effect, stream.line), []).append(stream)
    pools = []
    for (effect, line), streams in lines.items():
        share = ONE if effect is Effect.RUNNING else one_off_share
        parts = _by_participant(case, streams)
        weights = tuple(Euro(-parts[name]).times(share, Rounding.HALF_UP).cents for name in names)
        if all(weight >= 0 for weight in weights):
            pools.append(Pool(line, Euro(sum(weights)), weights))
    return pools


def _by_participant(case: BusinessCase, streams: list[Stream]) -> dict[str, int]:
    """The present value of the gains of some streams, in cents by participant."""
    parts = {participant.name: 0 for participant in case.participants}
    for stream in streams:
        parts[stream.participant] += net_present_value(stream.gain, case.discount_rate).cents
    return parts
