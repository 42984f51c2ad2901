"""The judgement told: whether the form that is thought of can carry the design, and which can where it cannot."""

from collections.abc import Iterable, Iterator
from functools import partial

from bodemplaat.calculations.legal_form.file import LegalFormFile
from bodemplaat.calculations.legal_form.words import CONDITIONS, DEMAND_WORDS, FORM_WORDS, WHY_NOT
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.legal_form import Answer, Demand, Form, Judgement, Verdict
from bodemplaat.formats.form_law import FormKind, LawKind
from bodemplaat.kernel import say
from bodemplaat.presentation.certainties import CERTAINTIES
from bodemplaat.presentation.charts import bars
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import KeyFigure, Paragraph, Part, Report
from bodemplaat.presentation.rows import Rows
from bodemplaat.presentation.values import joined

LAWS = {
    LawKind.PUBLIC: say("public"),
    LawKind.PRIVATE: say("private"),
    LawKind.MIXED: say("between both"),
}
ANSWERS = {Answer.YES: say("yes"), Answer.ON_CONDITION: say("on a condition"), Answer.NO: say("no")}

NOTE = say(
    "What was not checked or comes from a secondary source is for your lawyer to confirm; arrangements of before July 2022 may differ."
)


def tell(file: LegalFormFile, outcome: Judgement, _: Asked) -> Report:
    """One report for screen, workbook and paper."""
    return Report(
        title=file.title,
        lead=_lead(file, outcome),
        figures=(
            KeyFigure(say("Forms that can carry it"), len(outcome.fitting), Kind.COUNT),
            KeyFigure(say("Demands"), len(file.demands), Kind.COUNT),
        ),
        parts=tuple(_parts(file, outcome)),
        warnings=tuple(_refusals(file, outcome)),
    )


def _word(form: str) -> str:
    return FORM_WORDS[FormKind(form)]


def _words(forms: Iterable[str]) -> str:
    return joined((_word(form) for form in forms), "; ")


def _lead(file: LegalFormFile, outcome: Judgement) -> str:
    if file.chosen is None:
        if not outcome.fitting:
            return say("No form can carry all of it: see which demand stands in the way.")
        return say("This can be carried by: {forms}.", forms=_words(outcome.fitting))
    form = _word(file.chosen.value)
    if outcome.of(file.chosen.value).fits:
        return say("{form} can carry this design.", form=form)
    return say("{form} cannot carry this design.", form=form)


def _refusals(file: LegalFormFile, outcome: Judgement) -> Iterator[str]:
    """Of the form that is thought of: each refusal with the forms that can, and each condition."""
    if file.chosen is None:
        return
    verdict = outcome.of(file.chosen.value)
    for demand in verdict.refused:
        able = outcome.who_can[demand]
        refusal = say("It cannot have {demand}: {why}.", demand=DEMAND_WORDS[demand], why=WHY_NOT[demand])
        if able:
            yield joined((refusal, say("These can: {forms}.", forms=_words(able))), " ")
        else:
            yield refusal
    if verdict.needs_reason:
        yield say("A form of private law asks a reason why one of public law does not do. Write it down.")
    for demand in verdict.on_condition:
        yield say(
            "It can have {demand} on one condition: {condition}.",
            demand=DEMAND_WORDS[demand],
            condition=CONDITIONS[demand],
        )


def _parts(file: LegalFormFile, outcome: Judgement) -> Iterator[Part]:
    if not file.demands:
        yield Paragraph(say("Nothing is asked of the form: answer a question with yes."))
    if file.demands:
        carried = [
            (_word(each.form), float(len(file.demands) - len(each.refused))) for each in outcome.verdicts
        ]
        title = say("Demands that each form can carry")
        most = min(outcome.verdicts, key=lambda each: len(each.refused))
        alt = say(
            "{form} can carry {count} of {demands} {demands:demand|demands}, and none can carry more.",
            form=_word(most.form),
            count=len(file.demands) - len(most.refused),
            demands=len(file.demands),
        )
        yield bars(title, alt, carried, unit=say("demands"), number_format="d")
    yield (
        Rows(outcome.verdicts)
        .column("form", say("Legal form"), lambda verdict: _word(verdict.form))
        .column("fits", say("Can carry it"), lambda verdict: say("yes") if verdict.fits else say("no"))
        .column("why", say("Why not"), _why)
        .column("condition", say("On condition that"), _conditions)
        .table("verdicts", say("Form by form"))
    )
    demands = Rows(list(outcome.who_can.items())).column(
        "demand", say("Demand"), lambda each: DEMAND_WORDS[each[0]]
    )
    yield demands.column("forms", say("Can be carried by"), lambda each: _words(each[1])).table(
        "demands", say("Demand by demand"), on_paper=file.chosen is None
    )
    abilities = Rows(file.forms).column("form", say("Legal form"), lambda form: _word(form.name))
    for demand in Demand:
        abilities.column(demand.value, DEMAND_WORDS[demand], partial(_ability, demand=demand))
    yield abilities.table("abilities", say("What each form can"), on_paper=False)
    yield (
        Rows(file.law)
        .column("form", say("Legal form"), lambda row: FORM_WORDS[row.kind])
        .column("law", say("Law"), lambda row: LAWS[row.law])
        .column("source", say("Source"), lambda row: row.source)
        .column("as_of", say("As of"), lambda row: row.text_of, Kind.DAY)
        .column("certainty", say("How sure"), lambda row: CERTAINTIES[row.certainty])
        .table("law", say("Where this stands"), note=NOTE)
    )


def _ability(form: Form, demand: Demand) -> str:
    return ANSWERS[form.can[demand]]


def _why(verdict: Verdict) -> str:
    reasons = [WHY_NOT[demand] for demand in verdict.refused]
    if verdict.needs_reason:
        reasons.append(say("no reason is given why public law does not do"))
    return joined(reasons, "; ")


def _conditions(verdict: Verdict) -> str:
    return joined((CONDITIONS[demand] for demand in verdict.on_condition), "; ")
