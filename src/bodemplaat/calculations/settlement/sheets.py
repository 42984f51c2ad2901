"""The model as a workbook: a sheet for each list a controller keeps."""

from collections.abc import Sequence

from bodemplaat.calculations.file.sheets import GENERAL_SHEETS, Cell, Form, Listing, Matrix, Sheet
from bodemplaat.calculations.file.template import Template
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind

GENERAL = Form(
    say("General"),
    (
        Cell("title", say("Title"), note=say("What stands above the answer")),
        Cell("year", say("Year"), Kind.COUNT, say("The calendar year that is settled")),
        Cell("heads", say("Per head of"), note=say("The figure to express amounts per, such as inhabitants")),
        Cell(
            "recalculation",
            say("Recalculation"),
            note=say("Divide the actual costs again by each key, or in proportion to the budget"),
            choices={"by_key": say("by key"), "by_budget": say("by budget")},
        ),
        Cell(
            "instalments",
            say("Instalments"),
            Kind.COUNT,
            say("In how many advances a year: 0, 1, 2, 3, 4, 6 or 12"),
        ),
    ),
    note=say("Fill in the shaded cells; columns for source and assumption stand beside every figure."),
)
PARTICIPANTS = Listing(
    say("Participants"),
    "participants",
    (
        Cell("name", say("Name")),
        Cell("joins", say("Joins on"), Kind.DAY, say("First day of taking part; empty: already there")),
        Cell("leaves", say("Leaves on"), Kind.DAY, say("First day of no longer taking part; empty: stays")),
        Cell("group", say("Group"), note=say("Only for a key in two stages: over groups, then within each")),
    ),
)
FIGURES = Matrix(
    say("Figures"),
    "figures",
    say("Driver"),
    note=say("What keys divide by; one line per driver, a column per name"),
)
ACTUAL_FIGURES = Matrix(
    say("Actual figures"),
    "actual_figures",
    say("Driver"),
    note=say("As counted afterwards; only for the recalculation, and only where they differ"),
)
CHANGES = Listing(
    say("Changes of figures"),
    "changes",
    (
        Cell("driver", say("Driver")),
        Cell("participant", say("Participant"), names_of="participants"),
        Cell("value", say("Value"), Kind.NUMBER),
        Cell("since", say("From"), Kind.DAY),
    ),
    note=say("A figure that changes during the year"),
)
KEYS = Listing(
    say("Keys"),
    "keys",
    (
        Cell("name", say("Name")),
        Cell(
            "kind",
            say("Kind of key"),
            choices={
                "counted": say("counted"),
                "fixed": say("fixed shares"),
                "equal": say("equal parts"),
                "mixture": say("mixture"),
                "phase_in": say("phase-in"),
                "cascade": say("two stages"),
            },
        ),
        Cell("by", say("Driver"), note=say("For a counted key: the line on the sheet with figures")),
        Cell(
            "since",
            say("From"),
            Kind.DAY,
            say("Empty: always; a second line of the same name replaces the first"),
        ),
        Cell("on", say("Counted on"), Kind.DAY, say("Reference date of the count; empty: as it changes")),
        Cell(
            "round_to",
            say("Rounded to"),
            Kind.NUMBER,
            say("A multiple of this, such as 100; empty: as counted"),
        ),
        Cell(
            "rounding",
            say("Rounding"),
            note=say("In which direction; needed with a step"),
            choices={"down": say("down"), "up": say("up"), "nearest": say("to the nearest")},
        ),
        Cell("minimum", say("Minimum (€)"), Kind.AMOUNT, say("Least contribution a year to a cost")),
        Cell("minimum_part", say("Minimum (%)"), Kind.RATIO, say("The same, as a part of the cost")),
        Cell("cap", say("Cap (€)"), Kind.AMOUNT, say("Highest contribution a year to a cost")),
        Cell("cap_part", say("Cap (%)"), Kind.RATIO, say("The same, as a part of the cost")),
        Cell(
            "guarantee",
            say("No more than by"),
            note=say("A guarantee: the key that nobody may be worse off than"),
            names_of="keys",
        ),
        Cell(
            "guarantee_margin",
            say("Plus at most (%)"),
            Kind.RATIO,
            say("Of what that key gives; 0 % if empty"),
        ),
        Cell(
            "guaranteed",
            say("Guaranteed to"),
            note=say("Names, separated by semicolons; empty: to everybody"),
            many=True,
        ),
        Cell("towards", say("Phase-in towards"), note=say("The key a phase-in leads to"), names_of="keys"),
        Cell("between", say("Over groups by"), note=say("The key of the first stage"), names_of="keys"),
        Cell("within", say("Within groups by"), note=say("The key of the second stage"), names_of="keys"),
    ),
)
SHARES = Matrix(
    say("Shares"),
    "shares",
    say("Key"),
    note=say("Fixed shares, and the historic shares of a phase-in: a line per key, a column per name"),
)
MIXTURES = Matrix(
    say("Mixtures"),
    "mixture",
    say("Key"),
    Kind.RATIO,
    note=say("A line per mixture, a column per key it mixes"),
)
PATHS = Matrix(
    say("Phase-in"),
    "path",
    say("Key"),
    Kind.RATIO,
    note=say("Which part of the cost follows the new key already: a line per key, a column per year"),
)
DISCOUNTS = Matrix(
    say("Discounts"),
    "discounts",
    say("Key"),
    Kind.RATIO,
    note=say("Which part of the own contribution somebody gets back; the others bear it"),
)
EXCEPTIONS = Matrix(
    say("Keys within groups"),
    "exceptions",
    say("Key"),
    Kind.TEXT,
    note=say("A group that divides by another key than the rest: a column per group"),
)
COSTS = Listing(
    say("Costs"),
    "costs",
    (
        Cell("name", say("Name")),
        Cell("provider", say("Provider"), note=say("Who makes the cost; empty: the cooperation itself")),
        Cell("key", say("Key"), names_of="keys"),
        Cell("budget", say("Budget"), Kind.AMOUNT),
        Cell("actual", say("Actual"), Kind.AMOUNT, say("Once the year is over")),
        Cell(
            "takers",
            say("Takers"),
            note=say("Who takes it, separated by semicolons; empty: everybody"),
            many=True,
        ),
        Cell("start", say("From"), Kind.DAY, say("Empty: the whole year")),
        Cell("end", say("Until"), Kind.DAY, say("First day without this cost")),
        Cell("discount", say("Discount (€)"), Kind.AMOUNT, say("What a supplier takes off the whole")),
        Cell("discount_part", say("Discount (%)"), Kind.RATIO),
        Cell(
            "kind",
            say("Kind of cost"),
            choices={
                "running": say("running"),
                "start_up": say("start-up"),
                "investment": say("investment"),
            },
        ),
    ),
)
ITEMS = Listing(
    say("Cost items"),
    "items",
    (
        Cell("cost", say("Cost"), names_of="costs"),
        Cell("name", say("Item")),
        Cell("budget", say("Budget"), Kind.AMOUNT),
        Cell("actual", say("Actual"), Kind.AMOUNT),
    ),
    note=say("What a cost consists of; then leave its amounts empty on the sheet with costs"),
    under="costs",
    owner="cost",
)
PARTICIPATION = Matrix(
    say("Own participation"),
    "participation",
    say("Cost"),
    note=say(
        "Everyone's own share in one cost: a line per cost, a column per name; such a cost needs no key"
    ),
)
SERVICES = Listing(
    say("Services"),
    "services",
    (
        Cell("name", say("Name")),
        Cell("unit", say("Unit")),
        Cell("provider", say("Provider")),
        Cell("budget", say("Budget"), Kind.AMOUNT, say("What it costs the provider; gives the cost price")),
        Cell("actual", say("Actual"), Kind.AMOUNT),
        Cell("decimals", say("Decimals"), Kind.COUNT, say("Of a cost price; 2 if empty")),
        Cell(
            "result",
            say("Result"),
            note=say("Whether those who take it share its surplus and deficit"),
            choices={"shared": say("shared"), "kept": say("kept by the provider")},
        ),
        Cell("billed", say("Billed"), choices={"by_use": say("by use"), "in_advance": say("in advance")}),
    ),
)
TARIFFS = Listing(
    say("Tariffs"),
    "tariffs",
    (
        Cell("service", say("Service"), names_of="services"),
        Cell("group", say("Group"), note=say("Where one group takes more labour than another")),
        Cell("price", say("Price (€)"), Kind.NUMBER, say("Empty: the cost price")),
        Cell("weight", say("Weight"), Kind.NUMBER, say("Labour beside the other groups; 1 if empty")),
        Cell("since", say("From"), Kind.DAY),
    ),
    under="services",
    owner="service",
)
VOLUMES = Listing(
    say("Volumes"),
    "volumes",
    (
        Cell("service", say("Service"), names_of="services"),
        Cell("participant", say("Participant"), names_of="participants"),
        Cell("group", say("Group")),
        Cell("planned", say("Planned"), Kind.NUMBER),
        Cell("actual", say("Actual"), Kind.NUMBER),
        Cell("on", say("Priced on"), Kind.DAY, say("Where a tariff changes during the year")),
    ),
    under="services",
    owner="service",
)
RESERVES = Listing(
    say("Reserves"),
    "reserves",
    (
        Cell("provider", say("Provider")),
        Cell("balance", say("Balance"), Kind.AMOUNT, say("At the start of the year")),
        Cell("maximum", say("Maximum (€)"), Kind.AMOUNT),
        Cell("maximum_part", say("Maximum (%)"), Kind.RATIO, say("As a part of the actual costs")),
        Cell(
            "part",
            say("Part of the surplus"),
            Kind.RATIO,
            say("That goes to the reserve first; 100 % if empty"),
        ),
        Cell("key", say("Key"), note=say("Empty: in proportion to what each bears"), names_of="keys"),
    ),
)
ADVANCES = Listing(
    say("Advances"),
    "advances",
    (
        Cell("participant", say("Participant"), names_of="participants"),
        Cell("amount", say("Amount"), Kind.AMOUNT),
    ),
    note=say("What was paid in the year; empty: the budget and the use were paid"),
)
SURETIES = Listing(
    say("Loan guarantees"),
    "sureties",
    (
        Cell("name", say("Name")),
        Cell("amount", say("Amount"), Kind.AMOUNT, say("What is guaranteed: what is left of the loan")),
        Cell("key", say("Key"), names_of="keys"),
        Cell("on", say("As on"), Kind.DAY, say("Empty: the first day of the year")),
        Cell(
            "takers",
            say("Guarantors"),
            note=say("Who guarantees it, separated by semicolons; empty: everybody"),
            many=True,
        ),
    ),
    note=say("Loans of the cooperation that the participants guarantee; no part of a contribution"),
)
EFFICIENCY = Form(
    say("Efficiency"),
    (
        Cell("base_year", say("Base year"), Kind.COUNT),
        Cell("base", say("Costs in the base year"), Kind.AMOUNT),
        Cell("yearly", say("Less each year"), Kind.RATIO),
        Cell("index", say("Price index a year"), Kind.RATIO),
        Cell("besides", say("Other benefit a year"), Kind.AMOUNT, say("Outside these costs")),
    ),
    path="efficiency",
)
TARGETS = Listing(
    say("Efficiency targets"),
    "efficiency.targets",
    (Cell("year", say("Year"), Kind.COUNT), Cell("value", say("Target"), Kind.AMOUNT)),
    note=say("Explicit targets; each holds until the next"),
    by="year",
)

COOPERATION: Sequence[Sheet] = (
    GENERAL, PARTICIPANTS, FIGURES, ACTUAL_FIGURES, CHANGES, KEYS, SHARES, MIXTURES, PATHS, DISCOUNTS, EXCEPTIONS,
    COSTS, ITEMS, PARTICIPATION, SERVICES, TARIFFS, VOLUMES, RESERVES, ADVANCES, SURETIES, EFFICIENCY, TARGETS,
    *GENERAL_SHEETS,
)  # fmt: skip
"""Everything a year's settlement can hold."""

COMPARE: Sequence[Sheet] = (
    Listing(
        say("Scenarios"),
        "compare.scenarios",
        (
            Cell("name", say("Name")),
            Cell("key", say("Key"), note=say("For every cost; empty: as in the model"), names_of="keys"),
        ),
        note=say("The first one is the reference"),
    ),
    Matrix(
        say("Keys per scenario"),
        "compare.keys",
        say("Scenario"),
        Kind.TEXT,
        note=say("Another key for one cost: a line per scenario, a column per cost"),
    ),
    Matrix(
        say("Amounts per scenario"),
        "compare.amounts",
        say("Scenario"),
        Kind.AMOUNT,
        note=say("Amounts that are given rather than divided, such as what each pays today"),
    ),
    Form(
        say("Path"),
        (Cell("towards", say("Towards"), note=say("The scenario the path leads to")),),
        path="compare",
    ),
    Listing(
        say("Steps"),
        "compare.path",
        (Cell("year", say("Year"), Kind.COUNT), Cell("value", say("Part of the new division"), Kind.RATIO)),
        by="year",
    ),
)

EXIT: Sequence[Sheet] = (
    Form(
        say("Exit"),
        (
            Cell("leaver", say("Who leaves"), names_of="participants"),
            Cell("day", say("Leaves on"), Kind.DAY, say("First day of no longer taking part")),
            Cell(
                "contribution",
                say("Own contribution"),
                Kind.AMOUNT,
                say("A full year; empty: from the model"),
            ),
            Cell(
                "rule",
                say("Rule of the arrangement"),
                note=say("What the arrangement itself says; nothing is assumed"),
                choices={
                    "not_set": say("not set"),
                    "taper": say("taper"),
                    "damage": say("damage"),
                    "own": say("own rule"),
                },
            ),
            Cell(
                "taper",
                say("Taper"),
                note=say("Part due per year, separated by semicolons: 100%; 80%"),
                many=True,
            ),
            Cell("bridging_years", say("Bridging years"), Kind.COUNT, say("For the real damage")),
            Cell("key", say("Key of those who stay"), names_of="keys"),
        ),
        path="exit",
    ),
    Listing(
        say("Remaining costs"),
        "exit.stranded",
        (
            Cell("name", say("Name")),
            Cell(
                "amount",
                say("Amount"),
                Kind.AMOUNT,
                say("A year's amount of all, or once; negative: makes it less"),
            ),
            Cell("share", say("Share of the leaver"), Kind.RATIO, say("100 % if empty")),
            Cell(
                "until",
                say("Until"),
                Kind.DAY,
                say("The day it falls away; empty: the whole bridging period"),
            ),
            Cell("once", say("Once"), choices={"yes": say("yes"), "no": say("no")}),
            Cell("follows", say("Follows the task"), choices={"yes": say("yes"), "no": say("no")}),
        ),
    ),
    Listing(
        say("Own rule"),
        "exit.terms",
        (
            Cell("name", say("Name")),
            Cell("amount", say("Amount"), Kind.AMOUNT),
            Cell("factor", say("Factor"), Kind.NUMBER),
        ),
    ),
    Form(
        say("Entry"),
        (
            Cell("joiner", say("Who joins"), names_of="participants"),
            Cell("day", say("Joins on"), Kind.DAY),
            Cell("key", say("Key"), names_of="keys"),
        ),
        path="entry",
    ),
    Listing(
        say("Investments"),
        "entry.investments",
        (
            Cell("name", say("Name")),
            Cell("amount", say("Amount"), Kind.AMOUNT),
            Cell("since", say("From"), Kind.DAY),
            Cell("years", say("Years"), Kind.COUNT, say("Written off in equal parts")),
        ),
    ),
    Listing(
        say("Connection costs"),
        "entry.connections",
        (Cell("name", say("Name")), Cell("amount", say("Amount"), Kind.AMOUNT)),
    ),
)

HERE = "bodemplaat.calculations.settlement"
SETTLE_TEMPLATE = Template(COOPERATION, HERE)
COMPARE_TEMPLATE = Template((*COOPERATION, *COMPARE), HERE)
EXIT_TEMPLATE = Template((*COOPERATION, *EXIT), HERE)
