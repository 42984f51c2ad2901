"""The year told: whether every day can be met, what must move where not, then the days in order."""

from collections.abc import Iterator
from datetime import timedelta

from bodemplaat.calculations.wgr_year.drawn import meetings
from bodemplaat.calculations.wgr_year.file import WgrYearFile
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.wgr_year import CouncilView, Form, StepKind, YearPlan
from bodemplaat.formats.wgr_law import WgrTermKind
from bodemplaat.kernel import say
from bodemplaat.presentation.certainties import CERTAINTIES
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import KeyFigure, Part, Report
from bodemplaat.presentation.rows import Rows
from bodemplaat.presentation.values import joined

STEPS = {
    StepKind.FRAMEWORKS: say("Frameworks and provisional accounts to the councils"),
    StepKind.DRAFT: say("Draft budget to the councils"),
    StepKind.VIEW: say("View of the council"),
    StepKind.OFFERED: say("Draft with the views to the general board"),
    StepKind.ANSWERED: say("Judgement on the views, with reasons, to the councils"),
    StepKind.ADOPTED: say("Board adopts the budget"),
    StepKind.BUDGET_TO_PROVINCE: say("Budget to the province, and to the councils"),
    StepKind.ACCOUNTS_ADOPTED: say("Board adopts the accounts"),
    StepKind.ACCOUNTS_TO_PROVINCE: say("Accounts to the province"),
    StepKind.AMENDMENT_DRAFT: say("Draft amendment to the councils"),
}
ARTICLES = {
    StepKind.FRAMEWORKS: "34b",
    StepKind.DRAFT: "35 (1)",
    StepKind.VIEW: "35 (3)",
    StepKind.OFFERED: "35 (3)",
    StepKind.ANSWERED: "35 (4)",
    StepKind.ADOPTED: "34 (1, 2)",
    StepKind.BUDGET_TO_PROVINCE: "34 (2), 35 (5)",
    StepKind.ACCOUNTS_ADOPTED: "34 (3, 4)",
    StepKind.ACCOUNTS_TO_PROVINCE: "34 (4)",
    StepKind.AMENDMENT_DRAFT: "35 (6)",
}
"""Where in the Wgr a step stands; its terms are in the law's table."""


def tell(file: WgrYearFile, outcome: YearPlan, _: Asked) -> Report:
    """One report for screen, workbook and paper."""
    return Report(
        title=file.title,
        subtitle=say("Budget {year}, counted back by the Wgr", year=str(file.budget_year)),
        lead=_lead(outcome),
        figures=tuple(_figures(file, outcome)),
        parts=tuple(_parts(file, outcome)),
        warnings=tuple(_what_must_move(file, outcome)),
    )


def _lead(outcome: YearPlan) -> str:
    without = dict.fromkeys(view.council for view in outcome.without_meeting if not view.about)
    if without:
        return say(
            "{count} {count:council has|councils have} no meeting in which to give a view on the budget in time: {names}.",
            count=len(without),
            names=joined(without),
        )
    amendments = dict.fromkeys(view.about for view in outcome.without_meeting)
    if amendments:
        return say(
            "Not every council has a meeting in which to give a view in time on: {names}.",
            names=joined(amendments),
        )
    if outcome.late:
        return say("{count} {count:step is|steps are} planned too late.", count=len(outcome.late))
    return say("Every day can be met.")


def _figures(file: WgrYearFile, outcome: YearPlan) -> Iterator[KeyFigure]:
    sending = outcome.latest_sending
    note = say("{weeks} weeks before it is offered", weeks=file.terms.views_days // 7)
    if sending is not None and any(view.send_by == sending for view in outcome.views if not view.about):
        note = say("so that every council can take it up")
    yield KeyFigure(
        say("Send the draft budget by"), sending, Kind.DAY, note if sending else say("no day suits all")
    )
    yield KeyFigure(say("Board adopts on"), file.calendar.adopted, Kind.DAY)
    if outcome.earliest_adoption is not None:
        text = say("with the draft sent as planned")
        if outcome.earliest_adoption >= file.terms.budget_before:
            text = say("later than the law leaves")
        yield KeyFigure(say("Could adopt from"), outcome.earliest_adoption, Kind.DAY, text)


def _what_must_move(file: WgrYearFile, outcome: YearPlan) -> Iterator[str]:
    of_the_budget = [view for view in outcome.without_meeting if not view.about]
    for view in of_the_budget:
        yield joined(_moved_meeting(file, view), " ")
    if of_the_budget:
        yield from _moved_board(file, outcome)
    for step in outcome.late:
        if step.kind is not StepKind.VIEW:
            yield say(
                "{step}: planned on {planned}, {late} {late:day|days} after the last day, {latest}.",
                step=joined((STEPS[step.kind], step.subject), " – "),
                planned=step.planned,
                late=-(step.slack or 0),
                latest=step.latest,
            )
    for view in outcome.without_meeting:
        if view.about:
            yield joined(_moved_meeting(file, view), " ")


def _moved_meeting(file: WgrYearFile, view: CouncilView) -> Iterator[str]:
    council = joined((view.council, view.about), " – ")
    if view.opens > view.closes:
        yield say(
            "{council}: what is sent can be in a meeting from {opens}, and the view must be there by {closes}. Send earlier.",
            council=council,
            opens=view.opens,
            closes=view.closes,
        )
        return
    yield say(
        "{council}: no meeting from {opens} to {closes}.",
        council=council,
        opens=view.opens,
        closes=view.closes,
    )
    near = timedelta(days=file.terms.views_days)
    if view.after is not None and view.after - view.closes <= near:
        yield say(
            "Move the meeting of {meeting} to {closes} at the latest.", meeting=view.after, closes=view.closes
        )
    if view.before is not None and view.opens - view.before <= near:
        yield say(
            "Or move that of {meeting} to {opens} or later, or send by {by}.",
            meeting=view.before,
            opens=view.opens,
            by=view.send_by,
        )


def _moved_board(file: WgrYearFile, outcome: YearPlan) -> Iterator[str]:
    earliest, last = outcome.earliest_adoption, file.terms.budget_before - timedelta(days=1)
    if earliest is None:
        yield say("No later day of the board helps: a council has no meeting after the draft is sent.")
    elif earliest > last:
        yield say(
            "A later day of the board does not help: {earliest} would be the first, and the last one that the law leaves is {last}.",
            earliest=earliest,
            last=last,
        )
    elif earliest > file.calendar.adopted:
        yield say(
            "With a board that adopts on {earliest} or later, every meeting may stay.", earliest=earliest
        )


def _parts(file: WgrYearFile, outcome: YearPlan) -> Iterator[Part]:
    yield (
        Rows(outcome.steps)
        .column("step", say("Step"), lambda step: STEPS[step.kind])
        .column("subject", say("Of"), lambda step: step.subject)
        .column("article", say("Wgr, article"), lambda step: ARTICLES[step.kind])
        .column("latest", say("At the latest"), lambda step: step.latest, Kind.DAY)
        .column("planned", say("Planned"), lambda step: step.planned, Kind.DAY)
        .column("slack", say("Days left"), lambda step: step.slack, Kind.COUNT)
        .table("steps", say("The year in order"), note=_note(file))
    )
    if outcome.views:
        yield meetings(file, outcome)
    yield (
        Rows(outcome.views)
        .column("council", say("Council"), lambda view: view.council)
        .column("about", say("About"), lambda view: view.about or say("the budget"))
        .column("opens", say("Can have it from"), lambda view: view.opens, Kind.DAY)
        .column(
            "meeting", say("First meeting in time"), lambda view: next(iter(view.meetings), None), Kind.DAY
        )
        .column("count", say("Meetings in time"), lambda view: len(view.meetings), Kind.COUNT)
        .column("closes", say("View by"), lambda view: view.closes, Kind.DAY)
        .column("send_by", say("Sent by at the latest"), lambda view: view.send_by, Kind.DAY)
        .table("views", say("When each council can give its view"))
    )
    yield (
        Rows([file.law[kind] for kind in WgrTermKind])
        .column("term", say("Term"), lambda term: TERMS[term.kind])
        .column("value", say("Is"), lambda term: _value(file, term.kind))
        .column("source", say("Source"), lambda term: term.source)
        .column("certainty", say("How sure"), lambda term: CERTAINTIES[term.certainty])
        .table("law", say("Terms of the law"))
    )


TERMS = {
    WgrTermKind.FRAMEWORKS: say("Frameworks and provisional accounts before"),
    WgrTermKind.VIEWS: say("Between sending and offering"),
    WgrTermKind.BUDGET: say("Budget to the province before"),
    WgrTermKind.ACCOUNTS: say("Accounts to the province before"),
    WgrTermKind.TO_PROVINCE: say("After adoption"),
}


def _value(file: WgrYearFile, kind: WgrTermKind) -> str:
    term = file.law[kind]
    if kind in (WgrTermKind.VIEWS, WgrTermKind.TO_PROVINCE):
        return say("{weeks} weeks", weeks=term.days // 7)
    return say("{day}", day=term.day_in(file.budget_year - 1))


def _note(file: WgrYearFile) -> str:
    if file.calendar.form is Form.PUBLIC_BODY:
        return say(
            "Calendar days. The twelve weeks end on the day on which the general board is offered the draft."
        )
    return say("Calendar days. The twelve weeks end on the day on which the board adopts.")
