"""How a business case is laid out in a workbook: the same sections and fields as in YAML."""

from bodemplaat.calculations.business_case import choices
from bodemplaat.calculations.file.sheets import Cell, Form, Listing, Matrix
from bodemplaat.calculations.file.template import Template
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind

KINDS = {kind.value: choices.KINDS[kind] for kind in choices.KIND_BY_NAME.values()}
INDEXES = {index.value: text for index, text in choices.INDEXES.items()}
SOURCES = {source.value: text for source, text in choices.SOURCES.items()}
DRIVERS = {driver.value: text for driver, text in choices.DRIVERS.items()}

NAME = Cell("name", say("Name"))
AMOUNTS = Cell("amounts", say("Amounts by year"), note=say("One after another, separated by ;"), many=True)
FROM = Cell("from", say("From year"), Kind.COUNT, say("1 when empty; 0 is before the start"))
PARTICIPANT = Cell("participant", say("Participant"), names_of="participants",
                   note=say("Who bears or receives this alone"))  # fmt: skip
KEY = Cell(
    "key",
    say("Key"),
    note=say("By which all share: equal, inhabitants, employees, fte, baseline or an own key"),
)
FUNCTION = Cell("function", say("Function"), note=say("Leave empty when it concerns all functions"))
BEARER = (PARTICIPANT, KEY, FUNCTION)
DAYS = (
    Cell("starts", say("Starts on"), Kind.DAY, say("In place of years: the first day it runs")),
    Cell("ends", say("Ends on"), Kind.DAY, say("The first day without; empty: with the case")),
)

CASE_CELLS = (
    Cell("title", say("Title")),
    Cell("introduction", say("Introduction")),
    Cell("years", say("Years"), Kind.COUNT, say("How many years the case spans after the present")),
    Cell("first_year", say("Calendar year of year 1"), Kind.COUNT),
    Cell(
        "reference_date",
        say("Reference date"),
        Kind.DAY,
        say("To which dated amounts are discounted; empty: 1 January of year 1"),
    ),
    Cell("discount_rate", say("Discount rate"), Kind.RATIO, say("For the net present value")),
    Cell(
        "wage_index", say("Wage index by year"), note=say("Year 1; year 2; … the last one stays"), many=True
    ),
    Cell(
        "price_index", say("Price index by year"), note=say("Year 1; year 2; … the last one stays"), many=True
    ),
)

SHEETS = (
    Form(say("Business case"), CASE_CELLS),
    Listing(
        say("Participants"),
        "participants",
        (
            NAME,
            Cell("inhabitants", say("Inhabitants"), Kind.COUNT),
            Cell("employees", say("Employees"), Kind.NUMBER),
        ),
    ),
    Listing(
        say("Functions"),
        "functions",
        (
            PARTICIPANT,
            NAME,
            Cell("fte_now", say("Fte now"), Kind.NUMBER),
            Cell("fte_ambition", say("Fte in the ambition"), Kind.NUMBER),
            Cell("cost_per_fte", say("Cost per fte"), Kind.AMOUNT),
            Cell("cost_per_fte_ambition", say("Cost per fte in the ambition"), Kind.AMOUNT,
                 say("As now when empty")),
            Cell("material_now", say("Material now"), Kind.AMOUNT),
            Cell("material_ambition", say("Material in the ambition"), Kind.AMOUNT),
            Cell("overhead_now", say("Overhead now"), Kind.AMOUNT),
            Cell("overhead_ambition", say("Overhead in the ambition"), Kind.AMOUNT),
            Cell("cost_now", say("Other cost now"), Kind.AMOUNT, say("Or the whole cost, when not known in parts")),
            Cell("cost_ambition", say("Other cost in the ambition"), Kind.AMOUNT),
            Cell("benchmark", say("Benchmark"), Kind.AMOUNT, say("What comparable participants spend")),
            Cell("profile", say("Reached by year"), note=say("0%; 50%; 100%: the last one stays"), many=True),
        ),
        under="participants",
        owner="participant",
    ),
    Matrix(say("Keys"), "keys", say("Key"), note=say("A weight per participant"), columns_of="participants"),
    Listing(
        say("One-off costs"),
        "one_offs",
        (NAME, Cell("kind", say("Kind"), choices=KINDS), AMOUNTS, FROM, *BEARER),
    ),
    Listing(
        say("Running costs"),
        "running_costs",
        (NAME, Cell("yearly", say("Yearly"), Kind.AMOUNT), FROM,
         Cell("until", say("Until year"), Kind.COUNT), *DAYS, AMOUNTS,
         Cell("index", say("Index"), choices=INDEXES), *BEARER),
    ),
    Listing(
        say("Benefits in money"),
        "benefits",
        (NAME, Cell("yearly", say("Yearly"), Kind.AMOUNT), FROM,
         Cell("until", say("Until year"), Kind.COUNT), *DAYS, AMOUNTS,
         Cell("index", say("Index"), choices=INDEXES), *BEARER),
    ),
    Listing(
        say("Benefits in words"),
        "benefits_in_words",
        (NAME, Cell("text", say("What it is")),
         Cell("participants", say("For"), note=say("Empty: for all; else names separated by ;"), many=True),
         Cell("measured_by", say("How we will see it"))),
    ),
    Listing(
        say("Risks"),
        "risks",
        (NAME, Cell("probability", say("Chance"), Kind.RATIO), Cell("impact", say("Damage"), Kind.AMOUNT),
         Cell("year", say("Year"), Kind.COUNT), Cell("measure", say("Measure")),
         Cell("measure_cost", say("Cost of the measure"), Kind.AMOUNT),
         Cell("measure_year", say("Year of the measure"), Kind.COUNT), *BEARER),
    ),
    Listing(say("Grants"), "grants", (NAME, AMOUNTS, FROM, *BEARER)),
    Listing(
        say("Financing"),
        "covers",
        (NAME, Cell("source_of_money", say("Source of money"), choices=SOURCES), PARTICIPANT,
         Cell("amount", say("Amount"), Kind.AMOUNT), Cell("year", say("Year"), Kind.COUNT),
         Cell("interest", say("Interest"), Kind.RATIO), Cell("term", say("Term in years"), Kind.COUNT)),
    ),
    Listing(
        say("Compensation"),
        "transfers",
        (NAME, Cell("payer", say("Pays"), names_of="participants"),
         Cell("receiver", say("Receives"), names_of="participants"),
         Cell("yearly", say("Yearly"), Kind.AMOUNT), FROM,
         Cell("until", say("Until year"), Kind.COUNT), *DAYS, AMOUNTS),
    ),
    Listing(
        say("Dated amounts"),
        "dated",
        (Cell("line", say("Line"), note=say("The name of a cost, benefit, grant or compensation")),
         Cell("on", say("On"), Kind.DAY), Cell("amount", say("Amount"), Kind.AMOUNT)),
        note=say("Amounts on a day of their own, discounted by days; such a line needs no amounts by year"),
    ),
    Listing(
        say("Uncertainty"),
        "uncertainty",
        (NAME, Cell("acts_on", say("Acts on"), choices=DRIVERS),
         Cell("spread", say("Spread"), choices=choices.SPREADS),
         Cell("low", say("Low"), Kind.RATIO), Cell("likely", say("Likely"), Kind.RATIO),
         Cell("high", say("High"), Kind.RATIO), Cell("mean", say("Mean"), Kind.RATIO),
         Cell("deviation", say("Deviation"), Kind.RATIO), Cell("values", say("Values"), many=True),
         Cell("chances", say("Chances"), many=True),
         Cell("each", say("Each participant apart"), note=say("yes or no")),
         Cell("participants", say("Participants"), many=True), Cell("functions", say("Functions"), many=True),
         Cell("lines", say("Only these costs or benefits"), many=True),
         Cell("kinds", say("Only these kinds of cost"), many=True)),
    ),
    Listing(
        say("Correlations"),
        "correlations",
        (Cell("one", say("First factor"), names_of="uncertainty"), Cell("other", say("Second factor"), names_of="uncertainty"),
         Cell("rank", say("Rank correlation"), Kind.RATIO, say("Spearman, from -100 % to 100 %"))),
    ),
    Listing(
        say("Scenarios"),
        "scenarios",
        (NAME, Cell("saving", say("Saving"), Kind.RATIO), Cell("one_off", say("One-off costs"), Kind.RATIO),
         Cell("running_costs", say("Running costs"), Kind.RATIO),
         Cell("benefits", say("Benefits in money"), Kind.RATIO),
         Cell("delay", say("Delay in years"), Kind.COUNT),
         Cell("without", say("Without"), note=say("Names separated by ;"), many=True)),
    ),
)  # fmt: skip

TEMPLATE = Template(SHEETS, "bodemplaat.calculations.business_case")
