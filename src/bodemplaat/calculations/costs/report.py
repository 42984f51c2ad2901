"""The answer told: prices first, then where they come from."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bodemplaat.calculations.costs.answer import CostOutcome
from bodemplaat.calculations.costs.file import PLAN, CostFile
from bodemplaat.calculations.costs.working import (
    ACTIVITIES,
    OVERHEAD,
    SERVICES,
    Working,
    working,
    working_table,
)
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.costing import ActivityCost, CostPrices, Method, overhead_in
from bodemplaat.engines.costing.model import METHOD_NAMES
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.charts import bars, stacked_bars
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import (
    Cell,
    Column,
    KeyFigure,
    Live,
    Paragraph,
    Part,
    Picture,
    Plain,
    Report,
    Table,
)
from bodemplaat.presentation.values import Percent, joined

WIDE = 6
"""With more supporting centres than this a table shows what was received as one column outside the workbook."""


def tell(file: CostFile, outcome: CostOutcome, _: Asked) -> Report:
    """One report for screen, workbook and paper."""
    prices = outcome.prices
    method = METHOD_NAMES[prices.model.method]
    road = working(prices)
    return Report(
        title=file.title,
        subtitle=say("Cost prices {year}, {method}", year=str(outcome.first.year), method=method),
        lead=_lead(prices),
        figures=tuple(_figures(prices, road)),
        parts=tuple(_parts(file, outcome, road)),
        recalculates=tuple(_recalculates(outcome, road)),
    )


def _recalculates(outcome: CostOutcome, road: Working | None) -> Iterator[str]:
    if road is None:
        yield say(
            "Only sums and what stands beside them in one table are formulas: the steps of this model are too many "
            "to recalculate in a workbook. Change the model file instead, and run the command again."
        )
        return
    yield say(
        "Change an amount under 'Costs', a weight under 'Working: from costs to services', a normal capacity or a "
        "volume: every step of overhead, activities, services, cost prices and tariffs of {year} follows, to the "
        "cent, with the missing cents at the largest left-over parts as in the report.",
        year=str(outcome.first.year),
    )
    yield say(
        "Values that do not follow: the other methods and years, actual beside plan, the order of the steps, and "
        "rows that are not there. For those, change the model file and run the command again."
    )
    if outcome.prices.model.method is Method.RECIPROCAL:
        yield say(
            "The reciprocal method solves a system of equations: the shares of centres that serve each other are "
            "values, and what follows from them are formulas."
        )


def _lead(prices: CostPrices) -> str:
    if not prices.services:
        return say(
            "{total} of costs ends up at {count} service-giving {count:centre|centres}.",
            total=prices.total,
            count=len(prices.overhead.final),
        )
    if not prices.under_absorbed:
        text = say("{total} of costs is charged to {count} {count:service|services}, to the cent.")
    elif prices.under_absorbed.cents > 0:
        text = say(
            "{total} of costs: {charged} is charged to {count} {count:service|services}, {idle} is capacity that stands idle."
        )
    else:
        text = say(
            "{total} of costs: {charged} is charged to {count} {count:service|services}, {over} more than the costs."
        )
    return text.using(
        total=prices.total,
        charged=prices.charged,
        count=len(prices.services),
        idle=prices.under_absorbed,
        over=-prices.under_absorbed,
    )


def _figures(prices: CostPrices, road: Working | None) -> Iterator[KeyFigure]:
    yield KeyFigure(say("Total costs"), prices.total, formula="={costs/amount:total}")
    if prices.services:
        yield KeyFigure(say("Charged to services"), prices.charged, formula="={services/cost:total}")
        yield KeyFigure(
            say("Under-absorbed"),
            prices.under_absorbed,
            note=say("cost of idle capacity"),
            formula="={activities/idle:total}" if prices.activities else "",
        )


def _parts(file: CostFile, outcome: CostOutcome, road: Working | None) -> Iterator[Part]:
    prices = outcome.prices
    if prices.services:
        yield _services(file, prices, road)
        yield _build_up(prices)
    if prices.model.supporting:
        yield _overhead(prices, road)
    if prices.activities:
        yield _activities(prices, road)
    yield from _methods(outcome)
    if len(file.years) > 1:
        yield _years(outcome)
    for year, differences in outcome.differences.items():
        yield Table(
            f"difference-{year}",
            say("Actual beside plan {year}", year=str(year)),
            (
                Column("service", say("Service")),
                Column("planned", say("Plan"), Kind.AMOUNT, total=True),
                Column("actual", say("Actual"), Kind.AMOUNT, total=True),
                Column("volume", say("By volume"), Kind.AMOUNT, total=True),
                Column("price", say("By price"), Kind.AMOUNT, total=True),
                Column("difference", say("Difference"), Kind.AMOUNT, total=True),
            ),
            [
                (
                    d.service,
                    d.planned,
                    d.actual,
                    d.volume_effect,
                    d.price_effect,
                    Live(d.total, "={actual}-{planned}"),
                )
                for d in differences
            ],
            note=say("By volume: what the other volume would have cost at the planned price."),
            total_label=say("Total"),
        )
    if road is not None:
        yield working_table(road, prices)
    yield _costs(prices)


def _live(value: Plain, parts: Sequence[str]) -> Cell:
    """The sum of these cells; the value where there are none."""
    inside = ",".join(part for part in parts if part)
    return Live(value, f"=SUM({inside})") if inside else value


def _own(road: Working | None, value: Euro, column: str, name: str) -> Cell:
    """What is booked on a centre or a service, from the costs themselves."""
    if road is None:
        return value
    return Live(value, f"=SUMPRODUCT(EXACT({{costs/{column}:all}},{{{name}}})*{{costs/amount:all}})")


def _service_cost(prices: CostPrices, name: str, road: Working | None) -> Cell:
    cost = prices.services[name].cost
    if road is None:
        return cost
    direct = "SUMPRODUCT(EXACT({costs/service:all},{service})*{costs/amount:all})"
    return _live(cost, [direct, *(road.parts(SERVICES, a, name) for a in prices.services[name].activities)])


def _services(file: CostFile, prices: CostPrices, road: Working | None) -> Table:
    decimals = file.tariff_decimals
    return Table(
        "services",
        say("Cost price per service"),
        (
            Column("service", say("Service")),
            Column("group", say("Group")),
            Column("unit", say("Unit")),
            Column("volume", say("Volume"), Kind.NUMBER),
            Column("cost", say("Costs"), Kind.AMOUNT, total=True),
            Column("price", say("Cost price"), Kind.NUMBER, "€", 4),
            Column("tariff", say("Tariff"), Kind.NUMBER, "€", decimals),
        ),
        [
            (
                s.service.name,
                s.service.group,
                s.service.unit,
                s.service.volume,
                _service_cost(prices, s.service.name, road),
                Live(s.price, '=IF({volume}=0,"",{cost}/{volume})'),
                Live(s.tariff(decimals), f'=IF({{volume}}=0,"",{_tariff(decimals)})'),
            )
            for s in prices.services.values()
        ],
        total_label=say("Total"),
    )


def _tariff(decimals: int) -> str:
    """The formula that rounds a cost price from whole cents: as a binary fraction, half a cent is often a bit less."""
    return f"ROUND(ROUND({{cost}}*100,0)/{{volume}},{decimals - 2})/100"


def _build_up(prices: CostPrices) -> Picture:
    direct, own, overhead = (
        say("booked directly"), say("own work of the centre"), say("overhead"),
    )  # fmt: skip
    values: list[tuple[str, str, float]] = []
    shares: dict[str, Fraction] = {}
    for name, service in prices.services.items():
        on_service = Euro.total(cost.amount for cost in service.direct)
        handed = overhead_in(prices, name)
        rest = service.cost - on_service - handed
        for part, amount in ((own, rest), (overhead, handed), (direct, on_service)):
            values.append((name, part, float(amount.decimal) / 1000))
        shares[name] = Fraction(handed.cents, service.cost.cents) if service.cost else Fraction(0)
    dearest = max(prices.services.values(), key=lambda service: service.cost)
    handed = overhead_in(prices, dearest.service.name)
    alt = (
        say("{name} costs most: {cost}, of which {share} overhead.")
        if dearest.cost.cents > 0 and 0 <= handed.cents <= dearest.cost.cents
        else say("{name} costs most: {cost}, of which {overhead} overhead; a minus sign brings in.")
    ).using(
        overhead=handed,
        name=dearest.service.name,
        cost=dearest.cost,
        share=Percent(shares[dearest.service.name]),
    )
    title = say("What each service's costs consist of")
    return stacked_bars(title, alt, values, unit=say("thousands of euros"))


def _overhead(prices: CostPrices, road: Working | None) -> Table:
    overhead = prices.overhead
    givers = [step.giver for step in overhead.steps]
    wide = len(givers) > WIDE
    received = [Column(f"from{n}", giver, Kind.AMOUNT) for n, giver in enumerate(givers)]
    if wide:
        received = [Column("received", say("Received"), Kind.AMOUNT)]
    rows: list[Sequence[Cell]] = []
    centres = [*prices.model.supporting, *prices.model.service_giving]
    for centre in centres:
        got = overhead.received(centre.name)
        sources = {giver: road.parts(OVERHEAD, giver, centre.name) if road else "" for giver in got}
        parts: list[Cell] = [
            _live(got[giver].total, [sources[giver]]) if giver in got else None for giver in givers
        ]
        if wide:
            parts = [_received(prices, centre.name, road)]
        formula = "=SUM({own}," + ",".join(f"{{{column.key}}}" for column in received) + ")"
        rows.append(
            (
                centre.name,
                _own(road, overhead.own[centre.name].total, "centre", "centre"),
                *parts,
                Live(overhead.pool(centre.name).total, formula),
                None if centre.supporting else Live(overhead.final[centre.name].total, "={pool}"),
            )
        )
    note = say("Each column is what one supporting centre hands on; its own total is what it had to hand on.")
    if prices.model.method is Method.RECIPROCAL:
        note = say("Each supporting centre's own costs, divided with all mutual services counted.")
    return Table(
        "overhead",
        say("Overhead by {method}", method=METHOD_NAMES[prices.model.method]),
        (
            Column("centre", say("Cost centre")),
            Column("own", say("Own costs"), Kind.AMOUNT, total=True),
            *received,
            Column("pool", say("Own and received"), Kind.AMOUNT),
            Column("final", say("Ends up here"), Kind.AMOUNT, total=True),
        ),
        rows,
        note=note,
        total_label=say("Total"),
    )


def _received(prices: CostPrices, centre: str, road: Working | None) -> Cell:
    """All that a centre got, where there are too many givers for a column each."""
    value = Euro.total(split.total for split in prices.overhead.received(centre).values())
    last = (
        max((last for (stage, _), (_, last) in road.spans.items() if stage == OVERHEAD), default=-1)
        if road
        else -1
    )
    if last < 0:
        return value
    rows = f":0-{last}"
    return Live(value, f"=SUMPRODUCT(EXACT({{working/receiver{rows}}},{{centre}})*{{working/part{rows}}})")


def _activity(cost: ActivityCost, road: Working | None) -> Sequence[Cell]:
    """Used, normal, costs, rate, charged and idle capacity of one activity."""
    activity, value = cost.activity, Euro.total(split.total for split in cost.charged.values())
    rate = None if cost.rate is None else cost.rate / 100
    idle = Live(cost.under_absorbed, "={cost}-{charged}")
    normal = activity.used if activity.normal is None else Fraction(activity.normal)
    if road is None:
        return (activity.used, normal, cost.cost.total, rate, value, idle)
    used: Cell = activity.used
    if (SERVICES, activity.name) in road.weights:
        first, last = road.weights[SERVICES, activity.name]
        used = Live(activity.used, f"=SUM({{working/weight:{first}-{last}}})")
        first, last = road.spans[SERVICES, activity.name]
        charged: Cell = Live(value, f"=SUM({{working/part:{first}-{last}}})")
    else:
        charged = value
    fixed, variable = (road.one(ACTIVITIES, activity.centre, activity.name, n) for n in (0, 1))
    formula = f'=IF({{normal}}=0,"",{fixed}/{{normal}}+IF({{used}}=0,0,{variable}/{{used}}))'
    return (
        used,
        Live(normal, "={used}") if activity.normal is None else normal,
        _live(cost.cost.total, [road.parts(ACTIVITIES, activity.centre, activity.name)]),
        Live(rate, formula),
        charged,
        idle,
    )


def _activities(prices: CostPrices, road: Working | None) -> Table:
    return Table(
        "activities",
        say("Activities and their capacity"),
        (
            Column("activity", say("Activity")),
            Column("driver", say("Driver")),
            Column("used", say("Used"), Kind.NUMBER),
            Column("normal", say("Normal"), Kind.NUMBER),
            Column("cost", say("Costs"), Kind.AMOUNT, total=True),
            Column("rate", say("Rate"), Kind.NUMBER, "€", 4),
            Column("charged", say("Charged"), Kind.AMOUNT, total=True),
            Column("idle", say("Under-absorbed"), Kind.AMOUNT, total=True),
        ),
        [
            (
                a.activity.name,
                a.activity.driver,
                *_activity(a, road),
            )
            for a in prices.activities.values()
        ],
        total_label=say("Total"),
    )


def _methods(outcome: CostOutcome) -> Iterator[Part]:
    if not outcome.prices.model.supporting:
        return
    methods = list(outcome.methods)
    columns = [Column(method.value, METHOD_NAMES[method], Kind.AMOUNT, total=True) for method in methods]
    by_service = bool(outcome.prices.services)
    names = list(outcome.prices.services) if by_service else list(outcome.prices.overhead.final)

    def cost(method: Method, name: str) -> Euro:
        prices = outcome.methods[method]
        return prices.services[name].cost if by_service else prices.overhead.final[name].total

    first = say("Service") if by_service else say("Cost centre")
    yield Table(
        "methods",
        say("Three methods side by side"),
        (Column("name", first), *columns),
        [(name, *(cost(method, name) for method in methods)) for name in names],
        note=say(
            "What each bears in all, by each method; totals differ by what then counts as idle capacity."
        ),
        total_label=say("Total"),
    )
    for method, findings in outcome.without.items():
        yield Paragraph(
            joined((finding.said for finding in findings), " "),
            say("No answer by the {method}", method=METHOD_NAMES[method]),
        )
    if not by_service:
        last = [(name, float(cost(outcome.prices.model.method, name).decimal) / 1000) for name in names]
        dearest = max(names, key=lambda name: cost(outcome.prices.model.method, name))
        most = cost(outcome.prices.model.method, dearest)
        alt = (
            say("{name} bears most: {cost}.")
            if most.cents >= 0
            else say("Each brings in more than it costs; {name} least: {cost}.")
        ).using(
            name=dearest,
            cost=most if most.cents >= 0 else -most,
        )
        title = say("Where the costs end up")
        yield bars(title, alt, last, unit=say("thousands of euros"))


def _years(outcome: CostOutcome) -> Table:
    layers = [layer for layer in outcome.layers if layer.basis == PLAN]
    return Table(
        "years",
        say("Cost price per year"),
        (
            Column("service", say("Service")),
            Column("unit", say("Unit")),
            *(Column(f"y{layer.year}", str(layer.year), Kind.NUMBER, "€", 4) for layer in layers),
        ),
        [
            (name, service.service.unit, *(outcome.layers[layer].services[name].price for layer in layers))
            for name, service in outcome.prices.services.items()
        ],
        note=say("Planned; costs without a year rise with the index of their type."),
    )


def _costs(prices: CostPrices) -> Table:
    return Table(
        "costs",
        say("Costs"),
        (
            Column("centre", say("Cost centre")),
            Column("service", say("Service")),
            Column("type", say("Cost type")),
            Column("behaviour", say("Behaviour")),
            Column("amount", say("Amount"), Kind.AMOUNT, total=True),
            Column("source", say("Source")),
        ),
        [
            (
                cost.centre,
                cost.service,
                cost.cost_type,
                say("variable") if cost.variable else say("fixed"),
                cost.amount,
                cost.source,
            )
            for cost in prices.model.costs
        ],
        total_label=say("Total"),
        on_screen=False,
        on_paper=False,
    )
