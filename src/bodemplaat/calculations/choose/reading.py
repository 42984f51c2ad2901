"""A file with alternatives, criteria and scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.values import MeansTwoThings, NotAValue, as_decimal
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.choice import Alternative, Choice, Criterion
from bodemplaat.kernel import say
from bodemplaat.kernel.written import Habit

SECTION = "choice"
OTHERS = ("costing", "settlement", "business_case", "coalition", "resilience", "planning")
SIGNS = {
    "--": Decimal(-2),
    "-": Decimal(-1),
    "0": Decimal(0),
    "+/-": Decimal(0),
    "+": Decimal(1),
    "++": Decimal(2),
}
LOWEST, HIGHEST = Decimal(-2), Decimal(2)


@dataclass(frozen=True, slots=True)
class ChoiceFile:
    """The choice with its title, question and what each alternative is."""

    title: str
    question: str
    choice: Choice
    descriptions: Mapping[str, str]


def read_choice(reading: Reading, asked: Asked) -> ChoiceFile:
    """Read the block ``choice``, or the whole file where it has no such block."""
    entry = reading.entry(SECTION, OTHERS)
    title = entry.title()
    question = entry.text("question", "")
    criteria = _criteria(entry)
    descriptions = _descriptions(entry)
    scores = {row: _scores(entry.block("scores"), row) for row in _rows(entry)}
    for row, given in scores.items():
        block = entry.block("scores")
        block.known(row, row, descriptions, say("alternative"))
        for name in given:
            block.block(row).known(name, name, criteria, say("criterion"))
    for name in descriptions:
        missing = [criterion for criterion in criteria if criterion not in scores.get(name, {})]
        if missing:
            message = say("'{value}' has no score on: {missing}. Give one, 0 if it makes no difference.")
            entry.error("choice.no_score", "scores", message, value=name, missing=", ".join(missing))
    entry.done()
    return ChoiceFile(
        title,
        question,
        Choice(
            tuple(criteria.values()),
            tuple(Alternative(name, scores.get(name, {})) for name in descriptions),
            LOWEST,
            HIGHEST,
        ),
        descriptions,
    )


def _criteria(entry: Entry) -> dict[str, Criterion]:
    criteria: dict[str, Criterion] = {}
    for item in entry.items("criteria", least=1):
        name = item.text("name")
        _unique(item, name, criteria)
        least = _score(item, "least") if item.has("least") else None
        item.used.add("least")
        criteria[name] = Criterion(name, item.number("weight", Decimal(1), least=0), least)
        item.done()
    return criteria


def _descriptions(entry: Entry) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in entry.items("alternatives", least=2):
        name = item.text("name")
        _unique(item, name, found)
        found[name] = item.text("description", "")
        item.done()
    return found


def _rows(entry: Entry) -> tuple[str, ...]:
    return entry.block("scores").names


def _scores(block: Entry, row: str) -> dict[str, Decimal]:
    inner = block.block(row)
    scores = {name: _score(inner, name) for name in inner.names}
    inner.done()
    return scores


def _score(entry: Entry, name: str) -> Decimal:
    text = entry.text(name).replace("−", "-").replace("–", "-")
    if text in SIGNS:
        return SIGNS[text]
    (score,) = entry.figures(name, _as_score, Decimal(0)) or (Decimal(0),)
    if not LOWEST <= score <= HIGHEST:
        message = say("'{value}' is no score: write --, -, 0, + or ++, or a number from -2 to 2.")
        entry.error("choice.score", name, message, value=text)
    return score


def _as_score(text: str, habit: Habit) -> Decimal:
    try:
        return as_decimal(text, habit)
    except MeansTwoThings:
        raise
    except NotAValue:
        raise NotAValue(
            say("'{value}' is no score: write --, -, 0, + or ++, or a number from -2 to 2.")
        ) from None


def _unique(item: Entry, name: str, taken: Mapping[str, object]) -> None:
    if name in taken:
        item.error(
            "choice.name_twice", "name", say("The name '{value}' is taken: give each its own."), value=name
        )
