"""A choice file: its fields, and the step to alternatives with a score on every criterion."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import ModelFile, Row
from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.fields import optional
from bodemplaat.calculations.file.lists import listing, matrix
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.template import Template
from bodemplaat.calculations.file.values import MeansTwoThings, NotAValue, as_decimal
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.choice import Alternative, Choice, Criterion
from bodemplaat.kernel import say
from bodemplaat.kernel.written import Habit

SIGNS = {
    "--": Decimal(-2),
    "-": Decimal(-1),
    "0": Decimal(0),
    "+/-": Decimal(0),
    "+": Decimal(1),
    "++": Decimal(2),
}
LOWEST, HIGHEST = Decimal(-2), Decimal(2)
NO_SCORE = say("'{value}' is no score: write --, -, 0, + or ++, or a number from -2 to 2.")


def _score(entry: Entry, name: str) -> Decimal:
    text = entry.text(name).replace("−", "-").replace("–", "-")
    if text in SIGNS:
        return SIGNS[text]
    (score,) = entry.figures(name, _as_score, Decimal(0)) or (Decimal(0),)
    if not LOWEST <= score <= HIGHEST:
        entry.error("choice.score", name, NO_SCORE, value=text)
    return score


def _as_score(text: str, habit: Habit) -> Decimal:
    try:
        return as_decimal(text, habit)
    except MeansTwoThings:
        raise
    except NotAValue:
        raise NotAValue(NO_SCORE) from None


class CriterionRow(Row, called=say("criterion")):
    """What alternatives are weighed on."""

    name = fields.text(say("Criterion"))
    weight = fields.number(
        say("Weight"), default=1, least=0, note=say("Counts relative to the other weights; empty is 1")
    )
    least = optional(
        fields.special(
            say("At least"),
            _score,
            Decimal(0),
            note=say("A requirement: who scores less is out; empty if it is none"),
        )
    )


class AlternativeRow(Row, called=say("alternative")):
    """One of the things to choose from."""

    name = fields.text(say("Alternative"))
    description = fields.text(say("Description"), default="")


class ChoiceFields(ModelFile, section="choice", sheet=say("Model")):
    """Alternatives weighed on criteria.

    A score is `--`, `-`, `0`, `+` or `++`, or a number from −2 to 2; in YAML put signs between quotes. There are no
    amounts in it, so it has no `--explain`; the workbook shows the points per criterion.
    """

    title = fields.title()
    question = fields.text(say("Question"), default="", note=say("What is to be decided, in one sentence"))
    criteria = listing(say("Criteria"), CriterionRow, least=1)
    alternatives = listing(say("Alternatives"), AlternativeRow, least=2)
    scores = matrix(
        say("Scores"),
        say("Alternative"),
        fields.special("", _score, Decimal(0)),
        rows_of="alternatives",
        columns_of="criteria",
        required=True,
        note=say("From -- through 0 to ++, or a number; one column per criterion"),
    )


TEMPLATE = Template.of(ChoiceFields, "bodemplaat.calculations.choose")


@dataclass(frozen=True, slots=True)
class ChoiceFile:
    """The choice with its title, question and what each alternative is."""

    title: str
    question: str
    choice: Choice
    descriptions: Mapping[str, str]


def read_choice(reading: Reading, _: Asked) -> ChoiceFile:
    """Read the block ``choice``, or the whole file where it has no such block."""
    file = ChoiceFields.read(reading)
    for row in file.alternatives:
        scores = file.scores.get(row.name, {})
        missing = [criterion.name for criterion in file.criteria if criterion.name not in scores]
        if missing:
            message = say("'{value}' has no score on: {missing}. Give one, 0 if it makes no difference.")
            file.error("choice.no_score", "scores", message, value=row.name, missing=", ".join(missing))
    choice = Choice(
        tuple(Criterion(row.name, row.weight, row.least) for row in file.criteria),
        tuple(Alternative(row.name, file.scores.get(row.name, {})) for row in file.alternatives),
        LOWEST,
        HIGHEST,
    )
    return ChoiceFile(
        file.title, file.question, choice, {row.name: row.description for row in file.alternatives}
    )
