"""The answer told: prices first, then where they come from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

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
from bodemplaat.engines.costing import ActivityCost, CostCentre, CostPrices, Method, ServiceCost, overhead_in
from bodemplaat.engines.costing.model import METHOD_NAMES
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.charts import bars, stacked_bars
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.naming import foremost, listed
from bodemplaat.presentation.report import (
    Cell,
    KeyFigure,
    Live,
    Paragraph,
    Part,
    Picture,
    Plain,
    Report,
    Table,
)
from bodemplaat.presentation.rows import Rows
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
            "to recalculate in a workbook. Change the model file instead, and have it worked out again."
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
        "rows that are not there. For those, change the model file and have it worked out again."
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
        yield (
            Rows(differences)
            .column("service", say("Service"), lambda d: d.service)
            .summed("planned", say("Plan"), lambda d: d.planned)
            .summed("actual", say("Actual"), lambda d: d.actual)
            .summed("volume", say("By volume"), lambda d: d.volume_effect)
            .summed("price", say("By price"), lambda d: d.price_effect)
            .summed("difference", say("Difference"), lambda d: d.total, "={actual}-{planned}")
            .table(
                f"difference-{year}",
                say("Actual beside plan {year}", year=str(year)),
                note=say("By volume: what the other volume would have cost at the planned price."),
                total_label=say("Total"),
            )
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


def _service_cost(priced: ServiceCost, road: Working | None) -> Cell:
    if road is None:
        return priced.cost
    direct = "SUMPRODUCT(EXACT({costs/service:all},{service})*{costs/amount:all})"
    parts = (road.parts(SERVICES, activity, priced.service.name) for activity in priced.activities)
    return _live(priced.cost, [direct, *parts])


def _services(file: CostFile, prices: CostPrices, road: Working | None) -> Table:
    decimals = file.tariff_decimals
    price, tariff = '=IF({volume}=0,"",{cost}/{volume})', f'=IF({{volume}}=0,"",{_tariff(decimals)})'
    return (
        Rows(prices.services.values())
        .column("service", say("Service"), lambda s: s.service.name)
        .column("group", say("Group"), lambda s: s.service.group)
        .column("unit", say("Unit"), lambda s: s.service.unit)
        .column("volume", say("Volume"), lambda s: s.service.volume, Kind.NUMBER)
        .summed("cost", say("Costs"), lambda s: _service_cost(s, road))
        .column("price", say("Cost price"), lambda s: s.price, Kind.NUMBER, "€", 4, live=price)
        .column(
            "tariff", say("Tariff"), lambda s: s.tariff(decimals), Kind.NUMBER, "€", decimals, live=tariff
        )
        .table("services", say("Cost price per service"), total_label=say("Total"))
    )


def _tariff(decimals: int) -> str:
    """The formula that rounds a cost price from whole cents: as a binary fraction, half a cent is often a bit less."""
    return f"ROUND(ROUND({{cost}}*100,0)/{{volume}},{decimals - 2})/100"


def _build_up(prices: CostPrices) -> Picture:
    direct, own, overhead = say("booked directly"), say("own work of the centre"), say("overhead")
    values: list[tuple[str, str, float]] = []
    shares: dict[str, Fraction] = {}
    for name, service in prices.services.items():
        on_service = Euro.total(cost.amount for cost in service.direct)
        handed = overhead_in(prices, name)
        rest = service.cost - on_service - handed
        for part, amount in ((own, rest), (overhead, handed), (direct, on_service)):
            values.append((name, part, float(amount.decimal) / 1000))
        shares[name] = Fraction(handed.cents, service.cost.cents) if service.cost else Fraction(0)
    first = foremost(prices.services.values(), lambda service: service.cost)
    dearest = first[0]
    handed = overhead_in(prices, dearest.service.name)
    alt = (
        say("{name} cost most: {cost} each.")
        if len(first) > 1
        else say("{name} costs most: {cost}, of which {share} overhead.")
        if dearest.cost.cents > 0 and 0 <= handed.cents <= dearest.cost.cents
        else say("{name} costs most: {cost}, of which {overhead} overhead; a minus sign brings in.")
    ).using(
        overhead=handed,
        name=listed([service.service.name for service in first]),
        cost=dearest.cost,
        share=Percent(shares[dearest.service.name]),
    )
    title = say("What each service's costs consist of")
    return stacked_bars(title, alt, values, unit=say("thousands of euros"))


def _overhead(prices: CostPrices, road: Working | None) -> Table:
    overhead = prices.overhead
    givers = [step.giver for step in overhead.steps]

    def own(centre: CostCentre) -> Cell:
        return _own(road, overhead.own[centre.name].total, "centre", "centre")

    def handed(centre: CostCentre, giver: str) -> Cell:
        split = overhead.received(centre.name).get(giver)
        sources = [road.parts(OVERHEAD, giver, centre.name) if road else ""]
        return None if split is None else _live(split.total, sources)

    def final(centre: CostCentre) -> Cell:
        return None if centre.supporting else Live(overhead.final[centre.name].total, "={pool}")

    centres = Rows([*prices.model.supporting, *prices.model.service_giving])
    centres.column("centre", say("Cost centre"), lambda centre: centre.name)
    centres.summed("own", say("Own costs"), own)
    if len(givers) > WIDE:
        centres.amount("received", say("Received"), lambda c: _received(prices, c.name, road))
    else:
        centres.amounts("from", givers, str, handed, total=False)
    pool = "=SUM({own}," + ",".join(f"{{{column.key}}}" for column in centres.columns[2:]) + ")"
    centres.amount("pool", say("Own and received"), lambda c: overhead.pool(c.name).total, pool)
    centres.summed("final", say("Ends up here"), final)
    note = say("Each column is what one supporting centre hands on; its own total is what it had to hand on.")
    if prices.model.method is Method.RECIPROCAL:
        note = say("Each supporting centre's own costs, divided with all mutual services counted.")
    title = say("Overhead by {method}", method=METHOD_NAMES[prices.model.method])
    return centres.table("overhead", title, note=note, total_label=say("Total"))


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


@dataclass(frozen=True, slots=True)
class _Activity:
    """One activity as its row of the table shows it."""

    cost: ActivityCost
    used: Cell
    normal: Cell
    whole: Cell
    rate: Cell
    charged: Cell


def _activity(cost: ActivityCost, road: Working | None) -> _Activity:
    activity, charged = cost.activity, Euro.total(split.total for split in cost.charged.values())
    rate = None if cost.rate is None else cost.rate / 100
    normal = activity.used if activity.normal is None else Fraction(activity.normal)
    if road is None:
        return _Activity(cost, activity.used, normal, cost.cost.total, rate, charged)
    used: Cell = activity.used
    if (SERVICES, activity.name) in road.weights:
        first, last = road.weights[SERVICES, activity.name]
        used = Live(activity.used, f"=SUM({{working/weight:{first}-{last}}})")
        first, last = road.spans[SERVICES, activity.name]
        charged_live: Cell = Live(charged, f"=SUM({{working/part:{first}-{last}}})")
    else:
        charged_live = charged
    fixed, variable = (road.one(ACTIVITIES, activity.centre, activity.name, n) for n in (0, 1))
    formula = f'=IF({{normal}}=0,"",{fixed}/{{normal}}+IF({{used}}=0,0,{variable}/{{used}}))'
    return _Activity(
        cost,
        used,
        Live(normal, "={used}") if activity.normal is None else normal,
        _live(cost.cost.total, [road.parts(ACTIVITIES, activity.centre, activity.name)]),
        Live(rate, formula),
        charged_live,
    )


def _activities(prices: CostPrices, road: Working | None) -> Table:
    idle = "={cost}-{charged}"
    return (
        Rows(_activity(cost, road) for cost in prices.activities.values())
        .column("activity", say("Activity"), lambda a: a.cost.activity.name)
        .column("driver", say("Driver"), lambda a: a.cost.activity.driver)
        .column("used", say("Used"), lambda a: a.used, Kind.NUMBER)
        .column("normal", say("Normal"), lambda a: a.normal, Kind.NUMBER)
        .summed("cost", say("Costs"), lambda a: a.whole)
        .column("rate", say("Rate"), lambda a: a.rate, Kind.NUMBER, "€", 4)
        .summed("charged", say("Charged"), lambda a: a.charged)
        .summed("idle", say("Under-absorbed"), lambda a: a.cost.under_absorbed, idle)
        .table("activities", say("Activities and their capacity"), total_label=say("Total"))
    )


def _methods(outcome: CostOutcome) -> Iterator[Part]:
    if not outcome.prices.model.supporting:
        return
    by_service = bool(outcome.prices.services)
    names = list(outcome.prices.services) if by_service else list(outcome.prices.overhead.final)

    def cost(name: str, method: Method) -> Euro:
        prices = outcome.methods[method]
        return prices.services[name].cost if by_service else prices.overhead.final[name].total

    bearers = Rows(names).column("name", say("Service") if by_service else say("Cost centre"), str)
    for method in outcome.methods:
        bearers.summed(method.value, METHOD_NAMES[method], partial(cost, method=method))
    yield bearers.table(
        "methods",
        say("Three methods side by side"),
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
        last = [(name, float(cost(name, outcome.prices.model.method).decimal) / 1000) for name in names]
        first = foremost(names, lambda name: cost(name, outcome.prices.model.method))
        most = cost(first[0], outcome.prices.model.method)
        alone = len(first) == 1
        if most.cents < 0:
            text = say("Each brings in more than it costs; {name} least: {cost}.")
        elif len(first) == len(names) > 1:
            text = say("Each bears as much: {cost}.")
        else:
            text = say("{name} bears most: {cost}.") if alone else say("{name} bear most: {cost} each.")
        alt = text.using(name=listed(first), cost=abs(most))
        title = say("Where the costs end up")
        yield bars(title, alt, last, unit=say("thousands of euros"))


def _years(outcome: CostOutcome) -> Table:
    services = Rows(outcome.prices.services.values())
    services.column("service", say("Service"), lambda s: s.service.name)
    services.column("unit", say("Unit"), lambda s: s.service.unit)
    for layer in outcome.layers:
        if layer.basis == PLAN:
            priced = outcome.layers[layer].services
            services.column(f"y{layer.year}", str(layer.year), partial(_price, priced), Kind.NUMBER, "€", 4)
    note = say("Planned; costs without a year rise with the index of their type.")
    return services.table("years", say("Cost price per year"), note=note)


def _price(priced: Mapping[str, ServiceCost], service: ServiceCost) -> Cell:
    return priced[service.service.name].price


def _costs(prices: CostPrices) -> Table:
    return (
        Rows(prices.model.costs)
        .column("centre", say("Cost centre"), lambda cost: cost.centre)
        .column("service", say("Service"), lambda cost: cost.service)
        .column("type", say("Cost type"), lambda cost: cost.cost_type)
        .column(
            "behaviour", say("Behaviour"), lambda cost: say("variable") if cost.variable else say("fixed")
        )
        .summed("amount", say("Amount"), lambda cost: cost.amount)
        .column("source", say("Source"), lambda cost: cost.source)
        .table("costs", say("Costs"), total_label=say("Total"), on_screen=False, on_paper=False)
    )
