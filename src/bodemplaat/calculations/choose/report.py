"""The choice told: who comes first and why, then what would have to change for another to win."""

from collections.abc import Iterator, Sequence

from bodemplaat.calculations.choose.answer import ChoiceOutcome
from bodemplaat.calculations.choose.file import SIGNS, ChoiceFile
from bodemplaat.calculations.work import Asked
from bodemplaat.kernel import say
from bodemplaat.presentation.charts import bars
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import (
    Cell,
    Column,
    KeyFigure,
    Live,
    Paragraph,
    Part,
    Picture,
    Report,
    Table,
)
from bodemplaat.presentation.values import Number

SHOWN = {score: sign for sign, score in SIGNS.items() if sign != "+/-"}
MOST_TIPS = 12


def tell(file: ChoiceFile, outcome: ChoiceOutcome, _: Asked) -> Report:
    """One report for screen, workbook and paper."""
    return Report(
        title=file.title,
        subtitle=file.question,
        lead=_lead(outcome),
        figures=tuple(_figures(outcome)),
        parts=tuple(_parts(file, outcome)),
    )


def _lead(outcome: ChoiceOutcome) -> str:
    winners, lead = outcome.ranking.winners, outcome.ranking.lead
    if not winners:
        return say("No alternative meets all requirements.")
    if len(winners) > 1:
        return say("{names} share the first place.", names=", ".join(winners))
    if lead is None:
        return say("{name} is the only one that meets all requirements.", name=winners[0])
    return say("{name} comes first, {lead} points ahead of the next.", name=winners[0], lead=lead)


def _figures(outcome: ChoiceOutcome) -> Iterator[KeyFigure]:
    first = outcome.ranking.places[0]
    yield KeyFigure(say("Points of the first"), first.total, Kind.NUMBER, first.name)
    if outcome.ranking.lead is not None:
        yield KeyFigure(say("Lead"), outcome.ranking.lead, Kind.NUMBER)
    if outcome.weights:
        tip = outcome.weights[0]
        note = say("weight of '{criterion}' to {to}, then {name}", criterion=tip.criterion, to=tip.to,
                     name=tip.challenger)  # fmt: skip
        yield KeyFigure(say("Smallest tipping weight"), tip.change, Kind.NUMBER, note)


def _parts(file: ChoiceFile, outcome: ChoiceOutcome) -> Iterator[Part]:
    criteria = file.choice.criteria
    keys = {criterion.name: f"c{n}" for n, criterion in enumerate(criteria)}
    yield Table(
        "ranking",
        say("Ranking"),
        (
            Column("rank", say("Rank"), Kind.COUNT),
            Column("name", say("Alternative")),
            Column("total", say("Points"), Kind.NUMBER),
            Column("fails", say("Does not meet")),
        ),
        [(place.rank, place.name, place.total, "; ".join(place.fails)) for place in outcome.ranking.places],
    )
    yield _matrix(file, outcome)
    yield Table(
        "weighted",
        say("Points per criterion"),
        (
            Column("name", say("Alternative")),
            *(Column(keys[criterion.name], criterion.name, Kind.NUMBER) for criterion in criteria),
            Column("total", say("Points"), Kind.NUMBER),
        ),
        [
            (
                place.name,
                *(place.contributions[criterion.name] for criterion in criteria),
                Live(place.total, "=" + "+".join(f"{{{key}}}" for key in keys.values())),
            )
            for place in outcome.ranking.places
        ],
        on_screen=False,
        on_paper=False,
    )
    yield _picture(outcome)
    yield from _tips(outcome)
    described = [(name, text) for name, text in file.descriptions.items() if text]
    if described:
        columns = (Column("name", say("Alternative")), Column("text", say("Description")))
        yield Table("alternatives", say("The alternatives"), columns, described)


def _matrix(file: ChoiceFile, outcome: ChoiceOutcome) -> Table:
    scores = {alternative.name: alternative.scores for alternative in file.choice.alternatives}
    names = [place.name for place in outcome.ranking.places]
    rows: list[Sequence[Cell]] = [
        (
            criterion.name,
            criterion.weight,
            *(
                SHOWN.get(scores[name][criterion.name], Number(scores[name][criterion.name]))
                for name in names
            ),
        )
        for criterion in file.choice.criteria
    ]
    columns = (
        Column("criterion", say("Criterion")),
        Column("weight", say("Weight"), Kind.NUMBER),
        *(Column(f"a{n}", name, Kind.NUMBER) for n, name in enumerate(names)),
    )
    return Table("matrix", say("Pluses and minuses"), columns, rows)


def _picture(outcome: ChoiceOutcome) -> Picture:
    values = [(place.name, float(place.total)) for place in outcome.ranking.places]
    title = say("Points per alternative")
    return bars(title, _lead(outcome), values, unit=say("points"), number_format=",.1~f")


def _tips(outcome: ChoiceOutcome) -> Iterator[Part]:
    if len(outcome.ranking.winners) != 1:
        return
    if not outcome.weights and not outcome.scores:
        text = say("No single weight or score, changed on its own, makes another win.")
        yield Paragraph(text, say("How firm it is"))
        return
    yield Table(
        "tipping-weights",
        say("Which weight would have to change"),
        (
            Column("criterion", say("Criterion")),
            Column("now", say("Weight now"), Kind.NUMBER),
            Column("to", say("Becomes"), Kind.NUMBER),
            Column("change", say("Change"), Kind.NUMBER),
            Column("challenger", say("Then level with the first")),
        ),
        [
            (t.criterion, t.now, t.to, Live(t.change, "={to}-{now}"), t.challenger)
            for t in outcome.weights[:MOST_TIPS]
        ],
        note=say("One weight at a time, smallest change first; beyond it the other wins."),
    )
    yield Table(
        "tipping-scores",
        say("Which score would have to change"),
        (
            Column("alternative", say("Score of")),
            Column("criterion", say("Criterion")),
            Column("now", say("Score now"), Kind.NUMBER),
            Column("to", say("Becomes"), Kind.NUMBER),
            Column("change", say("Change"), Kind.NUMBER),
            Column("challenger", say("Then level with the first")),
        ),
        [
            (t.alternative, t.criterion, t.now, t.to, Live(t.change, "={to}-{now}"), t.challenger)
            for t in outcome.scores[:MOST_TIPS]
        ],
        note=say("One score at a time and within the scale, smallest change first."),
    )
