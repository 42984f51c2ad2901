"""The fields of a business-case file, each said once."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from bodemplaat.calculations.business_case import choices
from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import ModelFile, Names, Row, When
from bodemplaat.calculations.file.fields import optional
from bodemplaat.calculations.file.lists import listing, matrix
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind

NOTHING = Euro(0)
LAST_YEAR = 2200
OF_PARTICIPANTS = Names("participants", checked=False)
"""The engine checks these, with all that it may be."""
BEARER_NOTE = say("Who bears or receives this alone")

# Fields of several kinds of line, where each has its own place among the columns.
NAME = fields.text(say("Name"))
AMOUNTS = fields.amounts(say("Amounts by year"), note=say("One after another, separated by ;"))
FROM = fields.count(say("From year"), default=1, note=say("1 when empty; 0 is before the start"))
YEARLY = optional(fields.amount(say("Yearly")))
UNTIL = optional(fields.count(say("Until year")))
STARTS = optional(fields.day(say("Starts on"), note=say("In place of years: the first day it runs")))
ENDS = optional(fields.day(say("Ends on"), note=say("The first day without; empty: with the case")))
PARTICIPANT = fields.text(say("Participant"), default="", note=BEARER_NOTE, names_of=OF_PARTICIPANTS)
KEY = fields.text(
    say("Key"),
    default="",
    note=say("By which all share: equal, inhabitants, employees, fte, baseline or an own key"),
)
FUNCTION = fields.text(say("Function"), default="", note=say("Leave empty when it concerns all functions"))


class FunctionRow(Row, called=say("function")):
    """What a function costs a participant now, and in the ambition."""

    name = NAME
    fte_now = fields.number(say("Fte now"), default=0)
    fte_ambition = fields.number(say("Fte in the ambition"), default=0)
    cost_per_fte = fields.amount(say("Cost per fte"), default=NOTHING)
    cost_per_fte_ambition = optional(
        fields.amount(say("Cost per fte in the ambition"), note=say("As now when empty"))
    )
    material_now = fields.amount(say("Material now"), default=NOTHING)
    material_ambition = fields.amount(say("Material in the ambition"), default=NOTHING)
    overhead_now = fields.amount(say("Overhead now"), default=NOTHING)
    overhead_ambition = fields.amount(say("Overhead in the ambition"), default=NOTHING)
    cost_now = fields.amount(
        say("Other cost now"), default=NOTHING, note=say("Or the whole cost, when not known in parts")
    )
    cost_ambition = fields.amount(say("Other cost in the ambition"), default=NOTHING)
    benchmark = optional(fields.amount(say("Benchmark"), note=say("What comparable participants spend")))
    profile = fields.ratios(say("Reached by year"), note=say("0%; 50%; 100%: the last one stays"))


class ParticipantRow(Row, called=say("participant")):
    """Who takes part, how large it is, and the functions it brings in."""

    name = NAME
    inhabitants = optional(fields.number(say("Inhabitants"), least=0, kind=Kind.COUNT))
    employees = optional(fields.number(say("Employees"), least=0))
    functions = listing(
        say("Functions"),
        FunctionRow,
        least=1,
        owner=("participant", say("Participant"), say("Who brings in this function")),
    )


class OneOffRow(Row):
    """A cost of the change. One participant bears it, or all by a key: `equal` if neither is named."""

    name = NAME
    kind = fields.choice(say("Kind"), choices.FOR_KIND)
    amounts = AMOUNTS
    from_ = FROM
    participant = PARTICIPANT
    key = KEY
    function = FUNCTION


class RecurringRow(Row):
    """What comes back: `yearly` from one year until another or between two days, or `amounts` by year."""

    name = NAME
    yearly = YEARLY
    from_ = FROM
    until = UNTIL
    starts = STARTS
    ends = ENDS
    amounts = AMOUNTS
    index = fields.choice(say("Index"), choices.FOR_INDEX, default="prices")
    participant = PARTICIPANT
    key = KEY
    function = FUNCTION


class InWordsRow(Row, key=("name", "participants")):
    """A benefit that is not counted in money."""

    name = NAME
    text = fields.text(say("What it is"))
    participants = fields.texts(say("For"), note=say("Empty: for all; else names separated by ;"))
    measured_by = fields.text(say("How we will see it"), default="")


class RiskRow(Row):
    """What may go wrong, how likely and how dear; and a measure against it."""

    name = NAME
    probability = fields.ratio(say("Chance"))
    impact = fields.amount(say("Damage"), least=NOTHING)
    year = fields.count(say("Year"), default=1)
    measure = fields.text(say("Measure"), default="")
    measure_cost = fields.amount(say("Cost of the measure"), default=NOTHING, least=NOTHING)
    measure_year = fields.count(say("Year of the measure"), default=1)
    participant = PARTICIPANT
    key = KEY
    function = FUNCTION


class GrantRow(Row):
    """What others pay towards the change."""

    name = NAME
    amounts = AMOUNTS
    from_ = FROM
    participant = PARTICIPANT
    key = KEY
    function = FUNCTION


LOAN = When("source_of_money", ("loan",))


class CoverRow(Row, key=("name", "participant", "year")):
    """What a participant pays its part of the change from; a loan has a `term`."""

    name = NAME
    source_of_money = fields.choice(say("Source of money"), choices.FOR_SOURCE)
    participant = fields.text(say("Participant"), note=say("Whose cover this is"), names_of=OF_PARTICIPANTS)
    amount = fields.amount(say("Amount"), least=NOTHING)
    year = fields.count(say("Year"), default=1)
    interest = fields.ratio(say("Interest"), default=0, when=LOAN)
    term = fields.count(say("Term in years"), default=0, when=LOAN)


class TransferRow(Row, key=("name", "payer", "receiver", "from", "starts")):
    """What one participant pays another; by year or by day as a running cost."""

    name = NAME
    payer = fields.text(say("Pays"), names_of=OF_PARTICIPANTS)
    receiver = fields.text(say("Receives"), names_of=OF_PARTICIPANTS)
    yearly = YEARLY
    from_ = FROM
    until = UNTIL
    starts = STARTS
    ends = ENDS
    amounts = AMOUNTS


def names_of_lines(file: Any) -> Iterable[str]:
    """What may have dated amounts, in the order of the file; a name as often as it stands there."""
    sections = (file.one_offs, file.running_costs, file.benefits, file.grants, file.transfers)
    return [row.name for rows in sections for row in rows]


class DatedRow(Row):
    """An amount on a day of its own, of a line whose name stands in the file once."""

    line = fields.text(
        say("Line"),
        note=say("The name of a cost, benefit, grant or compensation"),
        names_of=Names(
            what=say("cost, benefit, grant or compensation"),
            among=lambda file: dict.fromkeys(names_of_lines(file)),
        ),
    )
    on = fields.day(say("On"))
    amount = fields.amount(say("Amount"))


THREE_POINTS = When("spread", ("triangular", "pert"))
TWO_MOMENTS = When("spread", ("normal", "lognormal"))
DISCRETE = When("spread", ("discrete",))
WIDEST = Decimal(100)


class FactorRow(Row, key=()):
    """What is not sure, and how it is spread; a factor by which the plan is multiplied, 100 % is as planned."""

    name = NAME
    acts_on = fields.choice(say("Acts on"), choices.FOR_DRIVER)
    spread = fields.choice(say("Spread"), choices.FOR_SPREAD)
    low = fields.ratio(say("Low"), least=-WIDEST, most=WIDEST, when=THREE_POINTS)
    likely = fields.ratio(say("Likely"), least=-WIDEST, most=WIDEST, when=THREE_POINTS)
    high = fields.ratio(say("High"), least=-WIDEST, most=WIDEST, when=THREE_POINTS)
    mean = fields.ratio(say("Mean"), least=-WIDEST, most=WIDEST, when=TWO_MOMENTS)
    deviation = fields.ratio(say("Deviation"), least=-WIDEST, most=WIDEST, when=TWO_MOMENTS)
    values = fields.ratios(say("Values"), when=DISCRETE)
    chances = fields.ratios(say("Chances"), when=DISCRETE)
    each = fields.yes(say("Each participant apart"), default=False)
    participants = fields.texts(say("Participants"))
    functions = fields.texts(say("Functions"))
    lines = fields.texts(say("Only these costs or benefits"))
    kinds = fields.texts(
        say("Only these kinds of cost"),
        names_of=Names(what=say("kind of cost"), among=lambda _: choices.FOR_KIND),
    )


class CorrelationRow(Row):
    """Two factors, or risks, that go together."""

    one = fields.text(say("First factor"), names_of=Names("uncertainty", checked=False))
    other = fields.text(say("Second factor"), names_of=Names("uncertainty", checked=False))
    rank = fields.ratio(say("Rank correlation"), least=-1, most=1, note=say("Spearman, from -100 % to 100 %"))


class ScenarioRow(Row):
    """The same case with other figures: each part of the plan, 100 % is as planned."""

    name = NAME
    saving = fields.ratio(say("Saving"), default=1, most=10)
    one_off = fields.ratio(say("One-off costs"), default=1, most=10)
    running_costs = fields.ratio(say("Running costs"), default=1, most=10)
    benefits = fields.ratio(say("Benefits in money"), default=1, most=10)
    delay = fields.count(say("Delay in years"), default=0)
    without = fields.texts(say("Without"), note=say("Names separated by ;"))


class CaseFields(
    ModelFile,
    section="business_case",
    sheet=say("Business case"),
    general=False,
    beside_others=True,
):
    """What participants spend now and in the ambition, what the change costs and brings, and how sure that is.

    `coalition` rests on the same fields. Year 0 is the present, before the start.
    """

    title = fields.title()
    introduction = fields.text(say("Introduction"), default="")
    years = fields.count(
        say("Years"), least=1, most=40, note=say("How many years the case spans after the present")
    )
    first_year = fields.count(say("Calendar year of year 1"), default=0, most=LAST_YEAR)
    reference_date = optional(
        fields.day(
            say("Reference date"),
            note=say("To which dated amounts are discounted; empty: 1 January of year 1"),
        )
    )
    discount_rate = fields.ratio(say("Discount rate"), default=0, note=say("For the net present value"))
    wage_index = fields.ratios(say("Wage index by year"), note=say("Year 1; year 2; … the last one stays"))
    price_index = fields.ratios(say("Price index by year"), note=say("Year 1; year 2; … the last one stays"))
    participants = listing(say("Participants"), ParticipantRow, least=1)
    keys = matrix(
        say("Keys"),
        say("Key"),
        fields.number(least=0),
        columns_of=OF_PARTICIPANTS,
        note=say("A weight per participant"),
    )
    one_offs = listing(say("One-off costs"), OneOffRow)
    running_costs = listing(say("Running costs"), RecurringRow)
    benefits = listing(say("Benefits in money"), RecurringRow)
    benefits_in_words = listing(say("Benefits in words"), InWordsRow)
    risks = listing(say("Risks"), RiskRow)
    grants = listing(say("Grants"), GrantRow)
    covers = listing(say("Financing"), CoverRow)
    transfers = listing(say("Compensation"), TransferRow)
    dated = listing(
        say("Dated amounts"),
        DatedRow,
        note=say("Amounts on a day of their own, discounted by days; such a line needs no amounts by year"),
    )
    uncertainty = listing(say("Uncertainty"), FactorRow)
    correlations = listing(say("Correlations"), CorrelationRow)
    scenarios = listing(say("Scenarios"), ScenarioRow)
