"""A cost file: its fields, and the step to cost models, one per year on plan and one per year with actual amounts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import ModelFile, Names, Row
from bodemplaat.calculations.file.fields import optional
from bodemplaat.calculations.file.lists import listing, matrix
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.template import Template
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.costing import Activity, Cost, CostCentre, CostModel, Method, Quantity, Service
from bodemplaat.kernel import Euro, Rounding, say
from bodemplaat.kernel.written import read_whole
from bodemplaat.presentation.kinds import Kind

PLAN, ACTUAL = "plan", "actual"
FIRST_YEAR, LAST_YEAR, UNKNOWN_YEAR = 1990, 2200, 2000
METHODS = {
    Method.DIRECT.value: (Method.DIRECT, say("direct method")),
    Method.STEP_DOWN.value: (Method.STEP_DOWN, say("step-down method")),
    Method.RECIPROCAL.value: (Method.RECIPROCAL, say("reciprocal method")),
}


class CentreRow(Row, called=say("cost centre")):
    """A cost centre: it works for other centres, or for services."""

    name = fields.text(say("Cost centre"))
    kind = fields.choice(
        say("Kind"),
        {"supporting": (True, say("supporting")), "service_giving": (False, say("service-giving"))},
        note=say("A supporting centre works for other centres"),
    )
    driver = fields.text(
        say("Driver"),
        default="",
        note=say("What its costs are handed on by: square metres, workplaces, fte"),
    )


class TypeRow(Row, called=say("cost type")):
    """A type of cost. When the file names any, every cost has one of these."""

    name = fields.text(say("Cost type"))
    index = fields.ratio(
        say("Index per year"),
        default=0,
        least=Decimal("-0.5"),
        most=Decimal("0.5"),
        note=say("Raises costs without a year, year by year"),
    )


class CostRow(Row, key=("centre", "service", "type", "year", "behaviour")):
    """A cost on a centre or a service. A negative one is income."""

    centre = fields.text(
        say("Cost centre"),
        default="",
        names_of="cost_centres",
        note=say("Fill in a centre or a service"),
    )
    service = fields.text(say("Service"), default="", names_of="services")
    type = fields.text(say("Cost type"), names_of=Names("cost_types", if_any=True))
    year = optional(fields.count(say("Year"), kind=Kind.YEAR, note=say("Empty: every year of the model")))
    behaviour = fields.choice(
        say("Behaviour"),
        {"fixed": (False, say("fixed")), "variable": (True, say("variable"))},
        default="fixed",
        note=say("Empty is fixed"),
    )
    plan = fields.amount(say("Plan (€)"))
    actual = optional(fields.amount(say("Actual (€)")))


class ActivityRow(Row, called=say("activity")):
    """What a service-giving centre does. Without activities the answer ends at the centres."""

    name = fields.text(say("Activity"))
    centre = fields.text(
        say("Cost centre"),
        names_of=Names("cost_centres", say("service-giving centre"), those=lambda centre: not centre.kind),
    )
    weight = fields.number(
        say("Weight"), default=1, least=0, note=say("Its part in the centre: fte or hours")
    )
    driver = fields.text(say("Driver"), note=say("What is counted: changes, invoices, questions"))
    normal = optional(
        fields.number(
            say("Normal capacity"),
            least=0,
            note=say("Units the centre is manned for; empty: what is used"),
        )
    )


class ServiceRow(Row, called=say("service")):
    """A service that customers take."""

    name = fields.text(say("Service"))
    group = fields.text(say("Group"), default="")
    unit = fields.text(say("Unit"), note=say("What a customer takes: an invoice, an employee"))
    volume = fields.number(say("Volume"), least=0, note=say("Units planned in the first year"))
    actual_volume = optional(fields.number(say("Actual volume"), least=0))


YEARS = Names(what=say("year"), among=lambda file: map(str, _years(file)))


class CostFields(
    ModelFile,
    section="costing",
    sheet=say("Model"),
    note=say("Fill in the blue cells. The other sheets hold the centres, costs, activities and services."),
):
    """Costs of a service centre, handed on from supporting centres over activities to services.

    In a year with an actual amount every cost of that year has one, and every service an actual volume: a forgotten one
    would look like a saving.
    """

    title = fields.title()
    year = optional(
        fields.count(say("Year"), least=FIRST_YEAR, most=LAST_YEAR, kind=Kind.YEAR, in_workbook=False)
    )
    years = fields.texts(say("Years"), note=say("One or more years, separated by semicolons"))
    method = fields.choice(
        say("Method"),
        METHODS,
        default=Method.STEP_DOWN.value,
        note=say("How supporting centres hand on their costs"),
    )
    order = fields.texts(
        say("Order"), note=say("Step-down only: supporting centres in order; empty is by size")
    )
    tariff_decimals = fields.count(say("Decimals of a tariff"), default=2, most=6)
    cost_centres = listing(say("Cost centres"), CentreRow, least=1)
    serves = matrix(
        say("Serves"),
        say("Supporting centre"),
        fields.number(least=0),
        rows_of="cost_centres",
        columns_of="cost_centres",
        note=say("Units of the driver per centre served; leave empty what is not served"),
    )
    cost_types = listing(say("Cost types"), TypeRow)
    costs = listing(say("Costs"), CostRow, least=1)
    activities = listing(say("Activities"), ActivityRow)
    use = matrix(
        say("Use"),
        say("Activity"),
        fields.number(least=0),
        rows_of="activities",
        columns_of="services",
        note=say("Units of the driver per service in the first year"),
    )
    actual_use = matrix(
        say("Actual use"),
        say("Activity"),
        fields.number(least=0),
        rows_of="activities",
        columns_of="services",
        note=say("Units really used in the year with actual costs; empty sheet: use moves with volume"),
    )
    services = listing(say("Services"), ServiceRow)
    volumes = matrix(
        say("Volumes"),
        say("Service"),
        fields.number(least=0),
        rows_of="services",
        columns_of=YEARS,
        note=say("Planned units in later years, one column per year; empty: as in the first year"),
    )
    actual_volumes = matrix(
        say("Actual volumes"),
        say("Service"),
        fields.number(least=0),
        rows_of="services",
        columns_of=YEARS,
        note=say("Units really taken in later years with actual costs, one column per year"),
    )


TEMPLATE = Template.of(CostFields, "bodemplaat.calculations.costs")


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


def read_costs(reading: Reading, _: Asked) -> CostFile:
    """Read the block ``costing``, or the whole file where it has no such block."""
    file = CostFields.read(reading)
    years = _check_years(file)
    actual_years = {row.year or years[0] for row in file.costs if row.actual is not None}
    _check_costs(file, years, actual_years)
    _check_actual_volumes(file, years[0], actual_years)
    layers = [
        Layer(year, basis)
        for year in years
        for basis in ((PLAN, ACTUAL) if year in actual_years else (PLAN,))
    ]
    models = {layer: _model(file, layer, years) for layer in layers}
    return CostFile(file.title, years, models, file.tariff_decimals)


# -- what several fields say together ----------------------------------------------------------------------------------


def _years(file: CostFields) -> tuple[int, ...]:
    """The years of the model, each once and in order; a stand-in if there are none."""
    read = {read_whole(text) for text in file.years} | {file.year}
    years = {year for year in read if year is not None and FIRST_YEAR <= year <= LAST_YEAR}
    return tuple(sorted(years)) or (UNKNOWN_YEAR,)


def _check_years(file: CostFields) -> tuple[int, ...]:
    taken: set[int] = set()
    for text in file.years:
        year = read_whole(text)
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR or year in taken:
            message = say(
                "'{value}' is not a year, or stands here twice: write each year once, such as 2026."
            )
            file.error("costs.year", "years", message, value=text)
        else:
            taken.add(year)
    if file.has("year") and file.years:
        file.error("model.twice_said", "year", say("Give '{year}' or '{years}', not both."))
    elif not file.has("year") and not file.years:
        message = say("No year is named: fill in '{year}', or several under '{years}'.")
        file.error("costs.no_year", "years", message)
    return _years(file)


def _check_costs(file: CostFields, years: Sequence[int], actual_years: set[int]) -> None:
    """Each stands in one place and in a year of the model; in a year with actual amounts each has one."""
    for row in file.costs:
        year = row.year or years[0]
        if bool(row.centre) == bool(row.service):
            message = say("A cost stands on a centre or on a service: name one of the two.")
            row.error("costs.nowhere", "", message)
        if row.year is not None and row.year not in years:
            message = say(
                "{value} is not among the years of this model: correct the year, or add it to '{years}'."
            )
            row.error("costs.other_year", "year", message, value=str(row.year))
        if row.year is None and actual_years - {years[0]}:
            message = say("Year {year} has actual amounts: give this cost a row of its own for each year.")
            row.error("costs.actual_needs_year", "year", message, year=str(max(actual_years)))
        elif year in actual_years and row.actual is None:
            message = say(
                "Other costs of {year} have an actual amount, this one has none: fill it in, 0 if nothing."
            )
            row.error("costs.no_actual", "actual", message, year=str(year))


def _check_actual_volumes(file: CostFields, first: int, actual_years: set[int]) -> None:
    for service in file.services:
        for year in sorted(actual_years):
            later = str(year) in file.actual_volumes.get(service.name, {})
            if not (later if year != first else service.actual_volume is not None):
                message = say(
                    "Costs of {year} have actual amounts, this service has no actual volume: fill it in."
                )
                service.error("costs.no_actual_volume", "actual_volume", message, year=str(year))


# -- the engine's value ------------------------------------------------------------------------------------------------


def _model(file: CostFields, layer: Layer, years: Sequence[int]) -> CostModel:
    is_first_actual = layer == Layer(years[0], ACTUAL)
    taken = {
        service.name: _volume(file, service, layer, is_first=is_first_actual) for service in file.services
    }
    growth = {service.name: _growth(service.volume, taken[service.name]) for service in file.services}
    counted = file.actual_use if is_first_actual and file.actual_use else None
    return CostModel(
        centres=tuple(
            CostCentre(row.name, row.kind, row.driver, file.serves.get(row.name, {}))
            for row in file.cost_centres
        ),
        costs=tuple(_costs(file, layer, years[0])),
        activities=tuple(
            Activity(
                row.name,
                row.centre,
                row.weight,
                row.driver,
                _use(file.use, row.name, growth) if counted is None else dict(counted.get(row.name, {})),
                row.normal,
            )
            for row in file.activities
        ),
        services=tuple(Service(row.name, row.unit, taken[row.name], row.group) for row in file.services),
        method=file.method,
        order=tuple(file.order),
    )


def _volume(file: CostFields, service: ServiceRow, layer: Layer, *, is_first: bool) -> Decimal:
    counted = file.actual_volumes if layer.basis == ACTUAL else file.volumes
    own = counted.get(service.name, {}).get(str(layer.year))
    if own is not None:
        return own
    if is_first and service.actual_volume is not None:
        return service.actual_volume
    return service.volume


def _growth(planned: Decimal, taken: Decimal) -> Fraction:
    return Fraction(taken) / Fraction(planned) if planned else Fraction(1)


def _use(
    use: Mapping[str, Mapping[str, Decimal]], activity: str, growth: Mapping[str, Fraction]
) -> dict[str, Quantity]:
    """Units per service: those of the first year, moving with the service's volume."""
    units = use.get(activity, {})
    return {name: Fraction(number) * growth.get(name, Fraction(1)) for name, number in units.items()}


def _costs(file: CostFields, layer: Layer, first: int) -> Iterator[Cost]:
    indices = {row.name: row.index for row in file.cost_types}
    for row in file.costs:
        if row.year not in (None, layer.year):
            continue
        amount: Euro = row.plan
        if layer.basis == ACTUAL and row.actual is not None:
            amount = row.actual
        elif row.year is None:
            factor = (1 + indices.get(row.type, Decimal(0))) ** (layer.year - first)
            amount = amount.times(factor, Rounding.HALF_UP)
        yield Cost(row.type, amount, row.centre, row.service, row.behaviour, row.source)
