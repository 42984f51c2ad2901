"""How a vulnerability model is laid out in a workbook."""

from bodemplaat.calculations.file.sheets import GENERAL_SHEETS, Cell, Form, Listing, Sheet
from bodemplaat.calculations.file.template import Template
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind

HALF_DAYS = say("For instance ma; di-ochtend; wo-middag, or mon; tue-morning; wed-afternoon")

SHEETS: tuple[Sheet, ...] = (
    Form(
        say("Vulnerability"),
        (
            Cell("title", say("Title")),
            Cell("introduction", say("Introduction")),
            Cell("certainty", say("Certainty wanted"), Kind.RATIO,
                 say("How certain it must be that a function is manned; 99 % when empty")),
            Cell("sickness", say("Sickness"), Kind.RATIO,
                 say("Part of the working time, for everybody without a figure of their own")),
            Cell("leave", say("Leave and training"), Kind.RATIO,
                 say("Part of the working time, for everybody without a figure of their own")),
            Cell("organisations", say("Organisations"),
                 note=say("Separated by semicolons; only needed when one of them has nobody"), many=True),
        ),
    ),
    Listing(
        say("Functions"),
        "functions",
        (
            Cell("name", say("Function")),
            Cell("minimum", say("Present at least"), Kind.COUNT, say("In each organisation; 1 when empty")),
            Cell("pooled_minimum", say("Present at least in the pool"), Kind.COUNT,
                 say("The same as in one organisation when empty")),
            Cell("needed", say("Needed on"), note=HALF_DAYS, many=True),
            Cell("organisations", say("Needed by"), note=say("All organisations when empty"), many=True),
        ),
    ),
    Listing(
        say("People"),
        "people",
        (
            Cell("name", say("Who")),
            Cell("organisation", say("Organisation")),
            Cell("functions", say("Can do"), note=say("Functions, separated by semicolons"), many=True),
            Cell("pattern", say("Works on"),
                 note=say("A pattern by name, or half-days; Monday to Friday when empty"), many=True),
            Cell("sickness", say("Sickness"), Kind.RATIO),
            Cell("leave", say("Leave and training"), Kind.RATIO),
            Cell("number", say("How many of them"), Kind.COUNT, say("1 when empty")),
        ),
    ),
    Listing(
        say("Patterns"),
        "patterns",
        (
            Cell("name", say("Pattern")),
            Cell("week", say("Week"), Kind.COUNT, say("Weeks that take turns each have a row; 1 when empty")),
            Cell("half_days", say("Half-days"), note=HALF_DAYS, many=True),
        ),
    ),
    Listing(
        say("Seasons"),
        "seasons",
        (
            Cell("name", say("Season")),
            Cell("weeks", say("Weeks"), Kind.COUNT, say("Together 52")),
            Cell("leave", say("Times the usual leave"), Kind.NUMBER, say("2 is twice as much; 1 when empty")),
        ),
    ),
    Form(
        say("Newcomer"),
        (
            Cell("pattern", say("Works on"), many=True,
                 note=say("A pattern by name, or half-days; Monday to Friday when empty")),
            Cell("sickness", say("Sickness"), Kind.RATIO, say("As the others when empty")),
            Cell("leave", say("Leave and training"), Kind.RATIO, say("As the others when empty")),
        ),
        path="newcomer",
        note=say("Whom the pool would take on; this is who is counted in the number of people needed"),
    ),
    *GENERAL_SHEETS,
)  # fmt: skip

TEMPLATE = Template(SHEETS, "bodemplaat.calculations.resilience")
