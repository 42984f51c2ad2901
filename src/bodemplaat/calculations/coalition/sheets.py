"""The sheets a coalition adds to those of a business case."""

from bodemplaat.calculations.business_case.sheets import SHEETS
from bodemplaat.calculations.file.sheets import Cell, Form, Listing
from bodemplaat.calculations.file.template import Template
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind

COALITION_SHEETS = (
    Form(
        say("Coalition"),
        (
            Cell("fixed_share", say("Fixed part of the cost"), Kind.RATIO,
                 say("Part of the cost in the ambition that stays the same whoever takes part")),
            Cell("one_off_fixed_share", say("Fixed part of shared one-off costs"), Kind.RATIO,
                 say("100 % when empty")),
            Cell("elasticity", say("Effect of scale"), Kind.RATIO,
                 say("10 % makes a centre half as large 7 % dearer per unit")),
            Cell("volume", say("Size by"), note=say("A key: baseline, fte, inhabitants, employees")),
        ),
        path="coalition",
    ),
    Listing(
        say("Alternatives"),
        "coalition.alternatives",
        (
            Cell("participant", say("Participant"), names_of="participants"),
            Cell("yearly", say("Gain a year by itself"), Kind.AMOUNT),
            Cell("from", say("From year"), Kind.COUNT),
            Cell("cost", say("Cost of doing so"), Kind.AMOUNT),
        ),
    ),
    Listing(
        say("Needed by some"),
        "coalition.needs",
        (
            Cell("cost", say("Cost"), note=say("The name of a shared one-off or running cost, or of a risk")),
            Cell("by", say("Needed by"), note=say("Who needs it, separated by semicolons"), many=True),
        ),
        note=say("A cost that a coalition makes only when it holds somebody who needs it"),
    ),
    Listing(
        say("Fixed losses"),
        "coalition.losses",
        (
            Cell("name", say("Name")),
            Cell("amount", say("Amount"), Kind.AMOUNT),
            Cell("year", say("Year"), Kind.COUNT, say("Of the case; 0 if empty")),
            Cell("members", say("A coalition with"),
                 note=say("Members, separated by semicolons; empty: any coalition"), many=True),
            Cell("exactly", say("Exactly these"), choices={"yes": say("yes"), "no": say("no")}),
            Cell("least", say("Of at least"), Kind.COUNT, say("How many members; 1 if empty")),
            Cell("key", say("Key"), note=say("By which its members bear it; empty: by size")),
        ),
        note=say("What a coalition loses or pays regardless"),
    ),
)  # fmt: skip

TEMPLATE = Template((*SHEETS, *COALITION_SHEETS), "bodemplaat.calculations.business_case")
