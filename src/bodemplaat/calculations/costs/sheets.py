"""How a cost model is laid out in a workbook."""

from bodemplaat.calculations.file.sheets import GENERAL_SHEETS, Cell, Form, Listing, Matrix, Sheet
from bodemplaat.calculations.file.template import Template
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind

KINDS = {"supporting": say("supporting"), "service_giving": say("service-giving")}
METHODS = {
    "direct": say("direct method"),
    "step_down": say("step-down method"),
    "reciprocal": say("reciprocal method"),
}
BEHAVIOURS = {"fixed": say("fixed"), "variable": say("variable")}

SHEETS: tuple[Sheet, ...] = (
    Form(
        say("Model"),
        (
            Cell("title", say("Title")),
            Cell("years", say("Years"), many=True, note=say("One or more years, separated by semicolons")),
            Cell(
                "method",
                say("Method"),
                choices=METHODS,
                note=say("How supporting centres hand on their costs"),
            ),
            Cell(
                "order",
                say("Order"),
                many=True,
                note=say("Step-down only: supporting centres in order; empty is by size"),
            ),
            Cell("tariff_decimals", say("Decimals of a tariff"), Kind.COUNT),
        ),
        note=say(
            "Fill in the blue cells. The other sheets hold the centres, costs, activities and services."
        ),
    ),
    Listing(
        say("Cost centres"),
        "cost_centres",
        (
            Cell("name", say("Cost centre")),
            Cell("kind", say("Kind"), choices=KINDS, note=say("A supporting centre works for other centres")),
            Cell(
                "driver",
                say("Driver"),
                note=say("What its costs are handed on by: square metres, workplaces, fte"),
            ),
        ),
    ),
    Matrix(
        say("Serves"),
        "serves",
        say("Supporting centre"),
        note=say("Units of the driver per centre served; leave empty what is not served"),
    ),
    Listing(
        say("Cost types"),
        "cost_types",
        (
            Cell("name", say("Cost type")),
            Cell(
                "index",
                say("Index per year"),
                Kind.RATIO,
                note=say("Raises costs without a year, year by year"),
            ),
        ),
    ),
    Listing(
        say("Costs"),
        "costs",
        (
            Cell(
                "centre",
                say("Cost centre"),
                names_of="cost_centres",
                note=say("Fill in a centre or a service"),
            ),
            Cell("service", say("Service"), names_of="services"),
            Cell("type", say("Cost type"), names_of="cost_types"),
            Cell("year", say("Year"), Kind.YEAR, note=say("Empty: every year of the model")),
            Cell("behaviour", say("Behaviour"), choices=BEHAVIOURS, note=say("Empty is fixed")),
            Cell("plan", say("Plan (€)"), Kind.AMOUNT),
            Cell("actual", say("Actual (€)"), Kind.AMOUNT),
        ),
    ),
    Listing(
        say("Activities"),
        "activities",
        (
            Cell("name", say("Activity")),
            Cell("centre", say("Cost centre"), names_of="cost_centres"),
            Cell("weight", say("Weight"), Kind.NUMBER, note=say("Its part in the centre: fte or hours")),
            Cell("driver", say("Driver"), note=say("What is counted: changes, invoices, questions")),
            Cell(
                "normal",
                say("Normal capacity"),
                Kind.NUMBER,
                note=say("Units the centre is manned for; empty: what is used"),
            ),
        ),
    ),
    Matrix(say("Use"), "use", say("Activity"), note=say("Units of the driver per service in the first year")),
    Matrix(
        say("Actual use"),
        "actual_use",
        say("Activity"),
        note=say("Units really used in the year with actual costs; empty sheet: use moves with volume"),
    ),
    Listing(
        say("Services"),
        "services",
        (
            Cell("name", say("Service")),
            Cell("group", say("Group")),
            Cell("unit", say("Unit"), note=say("What a customer takes: an invoice, an employee")),
            Cell("volume", say("Volume"), Kind.NUMBER, note=say("Units planned in the first year")),
            Cell("actual_volume", say("Actual volume"), Kind.NUMBER),
        ),
    ),
    Matrix(
        say("Volumes"),
        "volumes",
        say("Service"),
        note=say("Planned units in later years, one column per year; empty: as in the first year"),
    ),
    Matrix(
        say("Actual volumes"),
        "actual_volumes",
        say("Service"),
        note=say("Units really taken in later years with actual costs, one column per year"),
    ),
    *GENERAL_SHEETS,
)

TEMPLATE = Template(SHEETS, "bodemplaat.calculations.costs")
