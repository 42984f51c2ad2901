"""How a choice is laid out in a workbook."""

from bodemplaat.calculations.file.sheets import GENERAL_SHEETS, Cell, Form, Listing, Matrix, Sheet
from bodemplaat.calculations.file.template import Template
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind

SHEETS: tuple[Sheet, ...] = (
    Form(
        say("Model"),
        (
            Cell("title", say("Title")),
            Cell("question", say("Question"), note=say("What is to be decided, in one sentence")),
        ),
    ),
    Listing(
        say("Criteria"),
        "criteria",
        (
            Cell("name", say("Criterion")),
            Cell(
                "weight",
                say("Weight"),
                Kind.NUMBER,
                note=say("Counts relative to the other weights; empty is 1"),
            ),
            Cell(
                "least",
                say("At least"),
                note=say("A requirement: who scores less is out; empty if it is none"),
            ),
        ),
    ),
    Listing(
        say("Alternatives"),
        "alternatives",
        (Cell("name", say("Alternative")), Cell("description", say("Description"))),
    ),
    Matrix(
        say("Scores"),
        "scores",
        say("Alternative"),
        Kind.TEXT,
        note=say("From -- through 0 to ++, or a number; one column per criterion"),
    ),
    *GENERAL_SHEETS,
)

TEMPLATE = Template(SHEETS, "bodemplaat.calculations.choose")
