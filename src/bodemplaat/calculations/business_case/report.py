"""The business case told: what one hands to a council."""

from bodemplaat.calculations.business_case import drawn, tables, working
from bodemplaat.calculations.business_case.answer.solving import CaseOutcome
from bodemplaat.calculations.business_case.file import CaseFile
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.business_case import BreakEvenStatus, InternalRate, Outcome, RateStatus
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import KeyFigure, Paragraph, Part, Report
from bodemplaat.presentation.values import Chance, Percent, joined

MOST_ON_SCREEN = 4

NO_RATE = {
    RateStatus.NO_INVESTMENT: say("in no year does it cost more than it brings"),
    RateStatus.NO_RETURN: say("in no year does it bring more than it costs"),
    RateStatus.NONE: say("at no rate is the net present value zero"),
}


def report(model: CaseFile, outcome: CaseOutcome, _: Asked) -> Report:
    """The finding first, then the whole, each participant, and what is not sure."""
    place = working.working(model, outcome)
    return Report(
        title=model.title,
        lead=lead(model, outcome),
        figures=_figures(outcome, place),
        parts=_parts(model, outcome, place),
        warnings=_warnings(model, outcome),
        recalculates=_recalculates(model, place),
    )


def _recalculates(model: CaseFile, place: working.Working | None) -> list[str]:
    if place is None:
        text = say(
            "Only sums and what stands beside them in one table are formulas: this case has too many functions and "
            "years to discount in a workbook. Change the model file instead, and have it worked out again."
        )
        return [text]
    sentences: list[str] = [
        say(
            "Change a figure under 'Working: by function and year', or the discount rate under 'Working: "
            "discounting': the sums by year and by participant, added value, cumulative, present values, net "
            "present value and the effect on budgets follow."
        )
    ]
    if place.dated:
        text = say(
            "Amounts with a day follow too, from 'Amounts with a day'; a changed day needs its number of days and its "
            "year changed as well."
        )
        sentences.append(text)
    sentences.append(
        say(
            "Values that do not follow: what the yearly figures come from (costs, profiles, indices, keys), break-even, "
            "the internal rate, the figures per function, who bears which cost, reserves and loans, scenarios and "
            "chances. For those, change the model file and have it worked out again."
        )
    )
    return sentences


def lead(model: CaseFile, outcome: CaseOutcome) -> str:
    """The sentence its reader came for."""
    whole = outcome.appraisal.consolidated
    years = outcome.appraisal.years
    losing = [p.name for p in outcome.appraisal.participants if p.outcome.net_present_value.cents < 0]
    costs = whole.total_added_value.cents < 0
    text = (
        say("Over {years} {years:year|years} working together costs {amount} more than it brings.")
        if costs
        else say("Over {years} {years:year|years} working together brings {amount} more than it costs.")
    )
    sentences = [text.using(years=years, amount=abs(whole.total_added_value))]
    if whole.break_even.status is BreakEvenStatus.REACHED:
        sentences.append(
            say("The costs of the change are earned back in year {year}.", year=whole.break_even.year)
        )
    if len(outcome.appraisal.participants) > 1:
        sentences.append(
            say("Each participant gains.")
            if not losing
            else say("Not everyone gains: {names} would lose.", names=", ".join(losing))
        )
    if outcome.simulation is not None:
        sentences.append(
            say(
                "The chance of a gain together is {chance}, the chance that all gain {all}.",
                chance=Chance(tables.ratio_of(outcome.simulation.consolidated.chance_of_gain), decimals=1),
                all=Chance(tables.ratio_of(outcome.simulation.chance_all_gain), decimals=1),
            )
            if len(outcome.appraisal.participants) > 1
            else say(
                "The chance of a gain is {chance}.",
                chance=Chance(tables.ratio_of(outcome.simulation.consolidated.chance_of_gain), decimals=1),
            )
        )
    return joined(sentences, " ")


def _figures(outcome: CaseOutcome, place: working.Working | None) -> list[KeyFigure]:
    whole = outcome.appraisal.consolidated
    discount = Percent(outcome.appraisal.discount_rate)
    return [
        KeyFigure(
            say("Structural saving a year"),
            whole.structural_saving,
            formula=tables.structural("consolidated", whole),
        ),
        KeyFigure(say("Costs of the change"), whole.total_one_off, formula="={consolidated/one_off:total}"),
        KeyFigure(
            say("Added value over {years} {years:year|years}", years=outcome.appraisal.years),
            whole.total_added_value,
            formula="={consolidated/added_value:total}",
        ),
        break_even_figure(whole),
        KeyFigure(
            say("Net present value"),
            whole.net_present_value,
            note=say("at {rate}", rate=discount),
            formula="={worth/worth:total}" if place is not None else "",
        ),
        rate_figure(whole.internal_rate),
    ]


def break_even_figure(outcome: Outcome) -> KeyFigure:
    """The year with its payback, or that there is none and why."""
    label, moment = say("Break-even in year"), outcome.break_even
    if moment.status is BreakEvenStatus.REACHED:
        note = say("earned back {payback} years after the first outlay", payback=moment.payback)
        return KeyFigure(label, moment.year, Kind.COUNT, note)
    return KeyFigure(label, say("none"), Kind.TEXT, tables.break_even_text(outcome))


def rate_figure(internal_rate: InternalRate) -> KeyFigure:
    """The rate; or that there is none and why, or that there are several."""
    label = say("Internal rate of return")
    if internal_rate.rate is not None:
        return KeyFigure(label, internal_rate.rate, Kind.RATIO)
    if internal_rate.status is RateStatus.MULTIPLE:
        several = joined((Percent(rate) for rate in internal_rate.rates), " / ")
        return KeyFigure(label, say("not one"), Kind.TEXT, say("zero at {rates}", rates=several))
    if internal_rate.status is RateStatus.LOAN:
        text = say(
            "this is a loan: money comes in first and is paid back later, which costs {rate} a year; above that "
            "rate it is worth having"
        )
        return KeyFigure(label, say("none"), Kind.TEXT, text.using(rate=Percent(internal_rate.rates[0])))
    if internal_rate.status is RateStatus.TOUCHES:
        below, above = (
            say("the net present value is zero at {rate} only, and below zero at every other rate"),
            say("the net present value is zero at {rate} only, and above zero at every other rate"),
        )
        text = below if internal_rate.below_zero else above
        return KeyFigure(label, say("none"), Kind.TEXT, text.using(rate=Percent(internal_rate.rates[0])))
    return KeyFigure(label, say("none"), Kind.TEXT, NO_RATE[internal_rate.status])


def _parts(model: CaseFile, outcome: CaseOutcome, place: working.Working | None) -> list[Part]:
    appraisal, simulation = outcome.appraisal, outcome.simulation
    whole, several = appraisal.consolidated, len(appraisal.participants) > 1
    parts: list[Part] = []
    if model.introduction:
        parts.append(Paragraph(model.introduction, say("What this is about")))
    title = say("Together, by year")
    parts.append(tables.years_table("consolidated", title, whole, model, place))
    parts.append(drawn.cumulative(model, outcome))
    parts.append(drawn.waterfall(whole))
    if several:
        parts.append(tables.participants_table(model, outcome, place))
    if len(appraisal.functions) > 1 or not several:
        functions = appraisal.functions if several else appraisal.participants[0].functions
        parts.append(tables.functions_table(functions, "functions", say("Per function")))
    if appraisal.division:
        parts.append(tables.division_table(outcome))
        if several and whole.total_one_off:
            parts.append(drawn.division(outcome))
    if model.case.dated:
        parts.append(working.dated_table(model, place))
    if model.case.risks:
        parts.append(tables.risks_table(model))
    if simulation is not None:
        parts.append(tables.chances_table(simulation))
        if any(swing.width for swing in simulation.tornado):
            parts.append(drawn.tornado(simulation))
            parts.append(tables.tornado_table(simulation))
        parts.append(tables.bands_table(simulation, model))
    if outcome.scenarios:
        parts.append(tables.scenarios_table(outcome))
        if several:
            parts.append(tables.differences_table(outcome))
    if model.case.benefits_in_words:
        parts.append(tables.words_table(model))
    if several:
        on_screen = len(appraisal.participants) <= MOST_ON_SCREEN
        for number, participant in enumerate(appraisal.participants):
            title = say("{name} by year", name=participant.name)
            parts.append(
                tables.years_table(
                    f"p{number}",
                    title,
                    participant.outcome,
                    model,
                    place,
                    participant.name,
                    on_screen=on_screen,
                )
            )
    for number, participant in enumerate(appraisal.participants):
        if any(cover.participant == participant.name for cover in model.case.covers):
            title = say("Effect on the budget of {name}", name=participant.name)
            source = f"p{number}" if several else "consolidated"
            parts.append(tables.budget_table(f"b{number}", title, participant.budget, model, source))
    if place is not None:
        parts += [
            working.by_function_table(outcome, place),
            working.discount_table(outcome),
            working.worth_table(outcome, place),
        ]
    parts.append(Paragraph(_how(model, outcome), say("How this was worked out")))
    return parts


def _how(model: CaseFile, outcome: CaseOutcome) -> str:
    sentences = [
        say(
            "Year 0 is the present. Amounts are exact to the cent and participants add up to the whole. "
            "Break-even is the first year that ends with a cumulative added value of zero or more and stays there; "
            "the net present value discounts year t by (1 + rate) to the power t."
        )
    ]
    if model.case.dated:
        text = say(
            "Amounts with a day count in its calendar year, and are discounted by (1 + rate) to the power of the days "
            "after {reference} divided by 365 (actual/365, as XNPV and XIRR do)."
        )
        sentences.append(text.using(reference=model.case.reference))
    if outcome.simulation is not None:
        sentences.append(
            say(
                "What is uncertain was drawn {draws} times, seed {seed}; a chance of 50 % then has a standard "
                "error of {error}.",
                draws=outcome.simulation.draws,
                seed=outcome.seed,
                error=Percent(tables.ratio_of(0.5 / outcome.simulation.draws**0.5), 2),
            )
        )
    return joined(sentences, " ")


def _warnings(model: CaseFile, outcome: CaseOutcome) -> list[str]:
    lines: list[str] = []
    if model.uncertainty.factors and outcome.simulation is None:
        lines.append(
            say("This case says what is uncertain. How sure it is can be told once its amounts are by year.")
            if model.case.dated
            else say("This case says what is uncertain: --simulate 100000 shows how sure it is.")
        )
    return lines
