"""The sheets a coalition adds to those of a business case."""

from bodemplaat.kernel import say
from bodemplaat.surfaces.cli.models.business_case.sheets import SHEETS
from bodemplaat.surfaces.cli.models.sheets import Cell, Form, Kind, Listing
from bodemplaat.surfaces.cli.models.template import Template

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
)  # fmt: skip

TEMPLATE = Template((*SHEETS, *COALITION_SHEETS), "bodemplaat.surfaces.cli.models.business_case")
