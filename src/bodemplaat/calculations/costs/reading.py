"""A cost file to cost models: one per year on plan, and one per year that has actual amounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.costing import Activity, Cost, CostCentre, CostModel, Method, Quantity, Service
from bodemplaat.kernel import Euro, Rounding, say
from bodemplaat.kernel.written import read_whole

SECTION = "costing"
OTHERS = ("settlement", "business_case", "coalition", "resilience", "choice", "planning")
METHODS = {method.value: method for method in Method}
PLAN, ACTUAL = "plan", "actual"
Volumes: TypeAlias = Mapping[str, Mapping[str, Decimal]]
"""Units per service and year."""


@dataclass(frozen=True, slots=True, order=True)
class Layer:
    """One year on one basis, ``plan`` or ``actual``."""

    year: int
    basis: str


@dataclass(frozen=True, slots=True)
class CostFile:
    """What a cost file holds: a model per layer, plan before actual."""

    title: str
    years: tuple[int, ...]
    models: Mapping[Layer, CostModel]
    tariff_decimals: int

    @property
    def first(self) -> Layer:
        """The planned first year: the one prices are told for."""
        return Layer(self.years[0], PLAN)


@dataclass(frozen=True, slots=True)
class _CostRow:
    cost: Cost
    year: int | None
    actual: Euro | None


@dataclass(frozen=True, slots=True)
class _ServiceRow:
    name: str
    unit: str
    group: str
    volume: Decimal
    actual_volume: Decimal | None


def read_costs(reading: Reading, asked: Asked) -> CostFile:
    """Read the block ``costing``, or the whole file where it has no such block."""
    entry = reading.entry(SECTION, OTHERS)
    title = entry.title()
    years = _years(entry)
    method = entry.choice("method", METHODS, Method.STEP_DOWN.value)
    order = entry.texts("order")
    decimals = entry.count("tariff_decimals", 2, most=6)
    centres = _centres(entry)
    services = _services(entry)
    indices = _indices(entry)
    rows = _costs(entry, years, centres, services, indices)
    activities = _activities(entry, centres)
    use = _matrix(entry, "use", activities, services)
    actual_use = _matrix(entry, "actual_use", activities, services)
    volumes = _volumes(entry, "volumes", services, years)
    actual_volumes = _volumes(entry, "actual_volumes", services, years)
    entry.done()
    actual_years = {row.year or years[0] for row in rows if row.actual is not None}
    _complete(entry, rows, actual_years, years)
    _counted(entry, actual_years, services, actual_volumes, years[0])
    models: dict[Layer, CostModel] = {}
    for year in years:
        for basis in (PLAN, ACTUAL) if year in actual_years else (PLAN,):
            layer = Layer(year, basis)
            counted = actual_volumes if basis == ACTUAL else volumes
            taken = {s.name: _volume(s, layer, counted, years) for s in services.values()}
            growth = {name: _growth(services[name].volume, taken[name]) for name in services}
            own_use = actual_use if layer == Layer(years[0], ACTUAL) and actual_use else None
            models[layer] = CostModel(
                centres=tuple(centres.values()),
                costs=_costs_of(rows, layer, years, indices),
                activities=tuple(
                    Activity(
                        a.name, a.centre, a.weight, a.driver, _use(a.name, use, growth, own_use), a.normal
                    )
                    for a in activities.values()
                ),
                services=tuple(Service(s.name, s.unit, taken[s.name], s.group) for s in services.values()),
                method=method,
                order=order,
            )
    return CostFile(title, years, models, decimals)


def _years(entry: Entry) -> tuple[int, ...]:
    if entry.has("year") and not entry.has("years"):
        return (entry.count("year", least=1990, most=2200),)
    texts = entry.texts("years")
    found: list[int] = []
    for text in texts:
        year = read_whole(text)
        if year is not None and 1990 <= year <= 2200 and year not in found:
            found.append(year)
        else:
            message = say(
                "'{value}' is not a year, or stands here twice: write each year once, such as 2026."
            )
            entry.error("costs.year", "years", message, value=text)
    if not texts:
        entry.error(
            "costs.no_year", "years", say("No year is named: write 'year: 2026', or several under 'years'.")
        )
    return tuple(sorted(found)) or (2000,)


def _centres(entry: Entry) -> dict[str, CostCentre]:
    serves = {row: _numbers(entry, "serves", row) for row in _rows(entry, "serves")}
    centres: dict[str, CostCentre] = {}
    for item in entry.items("cost_centres", least=1):
        name = item.text("name")
        supporting = item.choice("kind", {"supporting": True, "service_giving": False})
        centre = CostCentre(name, supporting, item.text("driver", ""), serves.get(name, {}))
        _unique(item, name, centres)
        centres[name] = centre
        item.done()
    for row, quantities in serves.items():
        inner = entry.block("serves")
        inner.known(row, row, centres, say("cost centre"))
        for column in quantities:
            inner.block(row).known(column, column, centres, say("cost centre"))
    return centres


def _services(entry: Entry) -> dict[str, _ServiceRow]:
    services: dict[str, _ServiceRow] = {}
    for item in entry.items("services") if entry.has("services") else ():
        name = item.text("name")
        _unique(item, name, services)
        services[name] = _ServiceRow(
            name,
            item.text("unit"),
            item.text("group", ""),
            item.number("volume", least=0),
            item.number("actual_volume", least=0) if item.has("actual_volume") else None,
        )
        item.used.add("actual_volume")
        item.done()
    return services


def _indices(entry: Entry) -> dict[str, Decimal]:
    indices: dict[str, Decimal] = {}
    for item in entry.items("cost_types") if entry.has("cost_types") else ():
        name = item.text("name")
        _unique(item, name, indices)
        indices[name] = item.ratio("index", Decimal(0), least=Decimal("-0.5"), most=Decimal("0.5"))
        item.done()
    return indices


def _costs(
    entry: Entry,
    years: Sequence[int],
    centres: Mapping[str, CostCentre],
    services: Mapping[str, _ServiceRow],
    indices: Mapping[str, Decimal],
) -> list[_CostRow]:
    rows: list[_CostRow] = []
    for item in entry.items("costs", least=1):
        centre, service = item.text("centre", ""), item.text("service", "")
        if bool(centre) == bool(service):
            item.error(
                "costs.nowhere", "", say("A cost stands on a centre or on a service: name one of the two.")
            )
        item.known("centre", centre, centres, say("cost centre"))
        item.known("service", service, services, say("service"))
        cost_type = item.text("type")
        if indices:
            item.known("type", cost_type, indices, say("cost type"))
        year = item.count("year") if item.has("year") else None
        if year is not None and year not in years:
            item.error(
                "costs.other_year",
                "year",
                say("{value} is not among the years of this model."),
                value=str(year),
            )
        variable = item.choice("behaviour", {"fixed": False, "variable": True}, "fixed")
        cost = Cost(cost_type, item.amount("plan"), centre, service, variable, item.text("source", ""))
        actual = item.amount("actual") if item.has("actual") else None
        item.used.update(("year", "actual"))
        rows.append(_CostRow(cost, year, actual))
        item.done()
    return rows


def _complete(entry: Entry, rows: Sequence[_CostRow], actual_years: set[int], years: Sequence[int]) -> None:
    """In a year with actual amounts every cost of that year has one; a forgotten one would look like a saving."""
    for item, row in zip(entry.items("costs"), rows, strict=True):
        if row.year is None and actual_years - {years[0]}:
            message = say("Year {year} has actual amounts: give this cost a row of its own for each year.")
            item.error("costs.actual_needs_year", "year", message, year=str(max(actual_years)))
        elif (row.year or years[0]) in actual_years and row.actual is None:
            message = say(
                "Other costs of {year} have an actual amount, this one has none: fill it in, 0 if nothing."
            )
            item.error("costs.no_actual", "actual", message, year=str(row.year or years[0]))


def _counted(
    entry: Entry, actual_years: set[int], services: Mapping[str, _ServiceRow], volumes: Volumes, first: int
) -> None:
    """In a year with actual amounts every service has an actual volume."""
    items = entry.items("services") if entry.has("services") else []
    for item, service in zip(items, services.values(), strict=False):
        for year in sorted(actual_years):
            counted = (
                service.actual_volume is not None
                if year == first
                else str(year) in volumes.get(service.name, {})
            )
            if not counted:
                message = say(
                    "Costs of {year} have actual amounts, this service has no actual volume: fill it in."
                )
                item.error("costs.no_actual_volume", "actual_volume", message, year=str(year))


def _activities(entry: Entry, centres: Mapping[str, CostCentre]) -> dict[str, Activity]:
    activities: dict[str, Activity] = {}
    giving = {name: centre for name, centre in centres.items() if not centre.supporting}
    for item in entry.items("activities") if entry.has("activities") else ():
        name = item.text("name")
        _unique(item, name, activities)
        centre = item.text("centre")
        item.known("centre", centre, giving, say("service-giving centre"))
        normal = item.number("normal", least=0) if item.has("normal") else None
        item.used.add("normal")
        weight = item.number("weight", Decimal(1), least=0)
        activities[name] = Activity(name, centre, weight, item.text("driver"), {}, normal)
        item.done()
    return activities


def _matrix(
    entry: Entry, name: str, activities: Mapping[str, Activity], services: Mapping[str, _ServiceRow]
) -> dict[str, dict[str, Decimal]]:
    found = {row: _numbers(entry, name, row) for row in _rows(entry, name)}
    for row, quantities in found.items():
        inner = entry.block(name)
        inner.known(row, row, activities, say("activity"))
        for column in quantities:
            inner.block(row).known(column, column, services, say("service"))
    return found


def _volumes(
    entry: Entry, field: str, services: Mapping[str, _ServiceRow], years: Sequence[int]
) -> dict[str, dict[str, Decimal]]:
    found = {row: _numbers(entry, field, row) for row in _rows(entry, field)}
    for row, quantities in found.items():
        inner = entry.block(field)
        inner.known(row, row, services, say("service"))
        for column in quantities:
            inner.block(row).known(column, column, [str(year) for year in years], say("year"))
    return found


def _rows(entry: Entry, name: str) -> tuple[str, ...]:
    return entry.block(name).names if entry.has(name) else ()


def _numbers(entry: Entry, name: str, row: str) -> dict[str, Decimal]:
    return entry.block(name).numbers(row, least=0)


def _unique(item: Entry, name: str, taken: Mapping[str, object]) -> None:
    if name in taken:
        item.error(
            "costs.name_twice", "name", say("The name '{value}' is taken: give each its own."), value=name
        )


def _volume(service: _ServiceRow, layer: Layer, counted: Volumes, years: Sequence[int]) -> Decimal:
    own = counted.get(service.name, {}).get(str(layer.year))
    if own is not None:
        return own
    if layer == Layer(years[0], ACTUAL) and service.actual_volume is not None:
        return service.actual_volume
    return service.volume


def _growth(planned: Decimal, taken: Decimal) -> Fraction:
    return Fraction(taken) / Fraction(planned) if planned else Fraction(1)


def _use(
    activity: str,
    use: Mapping[str, Mapping[str, Decimal]],
    growth: Mapping[str, Fraction],
    own: Mapping[str, Mapping[str, Decimal]] | None,
) -> dict[str, Quantity]:
    """Units per service: as counted for this layer, else the first year's, moving with the service's volume."""
    if own is not None:
        return dict(own.get(activity, {}))
    return {
        name: Fraction(units) * growth.get(name, Fraction(1)) for name, units in use.get(activity, {}).items()
    }


def _costs_of(
    rows: Sequence[_CostRow], layer: Layer, years: Sequence[int], indices: Mapping[str, Decimal]
) -> tuple[Cost, ...]:
    costs: list[Cost] = []
    for row in rows:
        if row.year not in (None, layer.year):
            continue
        amount = row.cost.amount
        if layer.basis == ACTUAL and row.actual is not None:
            amount = row.actual
        elif row.year is None:
            factor = (1 + indices.get(row.cost.cost_type, Decimal(0))) ** (layer.year - years[0])
            amount = amount.times(factor, Rounding.HALF_UP)
        c = row.cost
        costs.append(Cost(c.cost_type, amount, c.centre, c.service, c.variable, c.source))
    return tuple(costs)
