"""The choice told: who comes first and why, then what would have to change for another to win."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import TypeVar

from bodemplaat.calculations.choose.answer import ChoiceOutcome
from bodemplaat.calculations.choose.file import SIGNS, ChoiceFile
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.choice import Criterion, Place, TippingScore, TippingWeight
from bodemplaat.kernel import say
from bodemplaat.presentation.charts import bars
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, KeyFigure, Paragraph, Part, Picture, Report, Table
from bodemplaat.presentation.rows import Rows
from bodemplaat.presentation.values import Number

SHOWN = {score: sign for sign, score in SIGNS.items() if sign != "+/-"}
MOST_TIPS = 12
Tip = TypeVar("Tip", TippingWeight, TippingScore)


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
    return say("{name} comes first, with a lead of {lead} over the next.", name=winners[0], lead=lead)


def _figures(outcome: ChoiceOutcome) -> Iterator[KeyFigure]:
    first = outcome.ranking.places[0]
    yield KeyFigure(say("Points of the first"), first.total, Kind.NUMBER, first.name)
    if outcome.ranking.lead is not None:
        yield KeyFigure(say("Lead"), outcome.ranking.lead, Kind.NUMBER)
    if outcome.weights:
        tip = outcome.weights[0]
        text = say("weight of '{criterion}' to {to}, then {name}")
        note = text.using(criterion=tip.criterion, to=tip.to, name=tip.challenger)
        yield KeyFigure(say("Smallest tipping weight"), tip.change, Kind.NUMBER, note)


def _parts(file: ChoiceFile, outcome: ChoiceOutcome) -> Iterator[Part]:
    criteria = list(file.choice.criteria)
    places = outcome.ranking.places
    yield (
        Rows(places)
        .column("rank", say("Rank"), lambda place: place.rank, Kind.COUNT)
        .column("name", say("Alternative"), lambda place: place.name)
        .column("total", say("Points"), lambda place: place.total, Kind.NUMBER)
        .column("fails", say("Does not meet"), lambda place: "; ".join(place.fails))
        .table("ranking", say("Ranking"))
    )
    yield _matrix(file, outcome)
    weighted = Rows(places).column("name", say("Alternative"), lambda place: place.name)
    for number, criterion in enumerate(criteria):
        weighted.column(f"c{number}", criterion.name, partial(_weighted, criterion=criterion), Kind.NUMBER)
    points = "=" + "+".join(f"{{c{number}}}" for number in range(len(criteria)))
    weighted.column("total", say("Points"), lambda place: place.total, Kind.NUMBER, live=points)
    yield weighted.table("weighted", say("Points per criterion"), on_screen=False, on_paper=False)
    yield _picture(outcome)
    yield from _tips(outcome)
    described = [(name, text) for name, text in file.descriptions.items() if text]
    if described:
        yield (
            Rows(described)
            .column("name", say("Alternative"), lambda alternative: alternative[0])
            .column("text", say("Description"), lambda alternative: alternative[1])
            .table("alternatives", say("The alternatives"))
        )


def _matrix(file: ChoiceFile, outcome: ChoiceOutcome) -> Table:
    scores = {alternative.name: alternative.scores for alternative in file.choice.alternatives}
    criteria = (
        Rows(file.choice.criteria)
        .column("criterion", say("Criterion"), lambda criterion: criterion.name)
        .column("weight", say("Weight"), lambda criterion: criterion.weight, Kind.NUMBER)
    )
    for number, place in enumerate(outcome.ranking.places):
        criteria.column(f"a{number}", place.name, partial(_score, scores[place.name]), Kind.NUMBER)
    return criteria.table("matrix", say("Pluses and minuses"))


def _score(scores: Mapping[str, Decimal], criterion: Criterion) -> Cell:
    score = scores[criterion.name]
    return SHOWN.get(score, Number(score))


def _weighted(place: Place, criterion: Criterion) -> Cell:
    return place.contributions[criterion.name]


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
    weights = Rows(outcome.weights[:MOST_TIPS])
    weights.column("criterion", say("Criterion"), lambda tip: tip.criterion)
    weights_note = say("One weight at a time, smallest change first; beyond it the other wins.")
    yield _changes(weights, say("Weight now")).table(
        "tipping-weights", say("Which weight would have to change"), note=weights_note
    )
    scores = Rows(outcome.scores[:MOST_TIPS])
    scores.column("alternative", say("Score of"), lambda tip: tip.alternative)
    scores.column("criterion", say("Criterion"), lambda tip: tip.criterion)
    scores_note = say("One score at a time and within the scale, smallest change first.")
    yield _changes(scores, say("Score now")).table(
        "tipping-scores", say("Which score would have to change"), note=scores_note
    )


def _changes(tips: Rows[Tip], now: str) -> Rows[Tip]:
    return (
        tips.column("now", now, lambda tip: tip.now, Kind.NUMBER)
        .column("to", say("Becomes"), lambda tip: tip.to, Kind.NUMBER)
        .column("change", say("Change"), lambda tip: tip.change, Kind.NUMBER, live="={to}-{now}")
        .column("challenger", say("Then level with the first"), lambda tip: tip.challenger)
    )
