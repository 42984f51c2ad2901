"""The business case told: what one hands to a council."""

from bodemplaat.calculations.business_case import drawn, tables, working
from bodemplaat.calculations.business_case.model import CaseFile
from bodemplaat.calculations.business_case.outcome import CaseOutcome
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.business_case import BreakEvenStatus, InternalRate, Outcome, RateStatus
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import KeyFigure, Paragraph, Part, Report
from bodemplaat.presentation.words import Words

MOST_ON_SCREEN = 4

NO_RATE = {
    RateStatus.NO_INVESTMENT: say("in no year does it cost more than it brings"),
    RateStatus.NO_RETURN: say("in no year does it bring more than it costs"),
    RateStatus.NONE: say("at no rate is the net present value zero"),
}


def report(model: CaseFile, outcome: CaseOutcome, words: Words, asked: Asked) -> Report:
    """The finding first, then the whole, each participant, and what is not sure."""
    place = working.working(model, outcome)
    return Report(
        title=model.title,
        lead=lead(model, outcome, words),
        figures=_figures(outcome, words, place),
        parts=_parts(model, outcome, words, place),
        warnings=_warnings(model, outcome, words),
        recalculates=_recalculates(model, words, place),
    )


def _recalculates(model: CaseFile, words: Words, place: working.Working | None) -> list[str]:
    if place is None:
        text = say(
            "Only sums and what stands beside them in one table are formulas: this case has too many functions and "
            "years to discount in a workbook. Change the model file instead, and run the command again."
        )
        return [words(text)]
    found = [
        words(
            say(
                "Change a figure under 'Working: by function and year', or the discount rate under 'Working: "
                "discounting': the sums by year and by participant, added value, cumulative, present values, net "
                "present value and the effect on budgets follow."
            )
        )
    ]
    if place.dated:
        text = say(
            "Amounts with a day follow too, from 'Amounts with a day'; a changed day needs its number of days and its "
            "year changed as well."
        )
        found.append(words(text))
    found.append(
        words(
            say(
                "Values that do not follow: what the yearly figures come from (costs, profiles, indices, keys), break-even, "
                "the internal rate, the figures per function, who bears which cost, reserves and loans, scenarios and "
                "chances. For those, change the model file and run the command again."
            )
        )
    )
    return found


def lead(model: CaseFile, outcome: CaseOutcome, words: Words) -> str:
    """The sentence its reader came for."""
    whole = outcome.appraisal.consolidated
    years = outcome.appraisal.years
    losing = [p.name for p in outcome.appraisal.participants if p.outcome.net_present_value.cents < 0]
    sentences = []
    if whole.total_added_value.cents < 0:
        sentences.append(
            words(say("Over {years} years working together costs {amount} more than it brings."),
                  years=years, amount=-whole.total_added_value)
        )  # fmt: skip
    else:
        sentences.append(
            words(say("Over {years} years working together brings {amount} more than it costs."),
                  years=years, amount=whole.total_added_value)
        )  # fmt: skip
    if whole.break_even.status is BreakEvenStatus.REACHED:
        sentences.append(
            words(say("The costs of the change are earned back in year {year}."), year=whole.break_even.year)
        )
    if len(outcome.appraisal.participants) > 1:
        sentences.append(
            words(say("Each participant gains."))
            if not losing
            else words(say("Not everyone gains: {names} would lose."), names=", ".join(losing))
        )
    if outcome.simulation is not None:
        sentences.append(
            words(
                say("The chance of a gain together is {chance}, the chance that all gain {all}."),
                chance=words.chance(
                    tables.ratio_of(outcome.simulation.consolidated.chance_of_gain), decimals=1
                ),
                all=words.chance(tables.ratio_of(outcome.simulation.chance_all_gain), decimals=1),
            )
            if len(outcome.appraisal.participants) > 1
            else words(
                say("The chance of a gain is {chance}."),
                chance=words.chance(
                    tables.ratio_of(outcome.simulation.consolidated.chance_of_gain), decimals=1
                ),
            )
        )
    return " ".join(sentences)


def _figures(outcome: CaseOutcome, words: Words, place: working.Working | None) -> list[KeyFigure]:
    whole = outcome.appraisal.consolidated
    discount = words.percent(outcome.appraisal.discount_rate)
    return [
        KeyFigure(
            words(say("Structural saving a year")),
            whole.structural_saving,
            formula=tables.structural("consolidated", whole),
        ),
        KeyFigure(
            words(say("Costs of the change")), whole.total_one_off, formula="={consolidated/one_off:total}"
        ),
        KeyFigure(
            words(say("Added value over {years} years"), years=outcome.appraisal.years),
            whole.total_added_value,
            formula="={consolidated/added_value:total}",
        ),
        break_even_figure(whole, words),
        KeyFigure(
            words(say("Net present value")),
            whole.net_present_value,
            note=words(say("at {rate}"), rate=discount),
            formula="={worth/worth:total}" if place is not None else "",
        ),
        rate_figure(whole.internal_rate, words),
    ]


def break_even_figure(outcome: Outcome, words: Words) -> KeyFigure:
    """The year with its payback, or that there is none and why."""
    label, found = words(say("Break-even in year")), outcome.break_even
    if found.status is BreakEvenStatus.REACHED:
        note = words(say("earned back {payback} years after the first outlay"), payback=found.payback)
        return KeyFigure(label, found.year, Kind.COUNT, note)
    return KeyFigure(label, words(say("none")), Kind.TEXT, tables.break_even_text(outcome, words))


def rate_figure(found: InternalRate, words: Words) -> KeyFigure:
    """The rate; or that there is none and why, or that there are several."""
    label = words(say("Internal rate of return"))
    if found.rate is not None:
        return KeyFigure(label, found.rate, Kind.RATIO)
    if found.status is RateStatus.MULTIPLE:
        several = " / ".join(words.percent(rate) for rate in found.rates)
        return KeyFigure(
            label, words(say("not one")), Kind.TEXT, words(say("zero at {rates}"), rates=several)
        )
    if found.status is RateStatus.LOAN:
        text = say(
            "this is a loan: money comes in first and is paid back later, which costs {rate} a year; above that "
            "rate it is worth having"
        )
        return KeyFigure(
            label, words(say("none")), Kind.TEXT, words(text, rate=words.percent(found.rates[0]))
        )
    if found.status is RateStatus.TOUCHES:
        below, above = (
            say("the net present value is zero at {rate} only, and below zero at every other rate"),
            say("the net present value is zero at {rate} only, and above zero at every other rate"),
        )
        text = below if found.below_zero else above
        return KeyFigure(
            label, words(say("none")), Kind.TEXT, words(text, rate=words.percent(found.rates[0]))
        )
    return KeyFigure(label, words(say("none")), Kind.TEXT, words(NO_RATE[found.status]))


def _parts(model: CaseFile, outcome: CaseOutcome, words: Words, place: working.Working | None) -> list[Part]:
    appraisal, simulation = outcome.appraisal, outcome.simulation
    whole, several = appraisal.consolidated, len(appraisal.participants) > 1
    parts: list[Part] = []
    if model.introduction:
        parts.append(Paragraph(model.introduction, words(say("What this is about"))))
    title = words(say("Together, by year"))
    parts.append(tables.years_table("consolidated", title, whole, model, words, place))
    parts.append(drawn.cumulative(model, outcome, words))
    parts.append(drawn.waterfall(whole, words))
    if several:
        parts.append(tables.participants_table(model, outcome, words, place))
    if len(appraisal.functions) > 1 or not several:
        functions = appraisal.functions if several else appraisal.participants[0].functions
        parts.append(tables.functions_table(functions, "functions", words(say("Per function")), words))
    if appraisal.division:
        parts.append(tables.division_table(outcome, words))
        if several and whole.total_one_off:
            parts.append(drawn.division(outcome, words))
    if model.case.dated:
        parts.append(working.dated_table(model, words, place))
    if model.case.risks:
        parts.append(tables.risks_table(model, words))
    if simulation is not None:
        parts.append(tables.chances_table(simulation, words))
        if any(swing.width for swing in simulation.tornado):
            parts.append(drawn.tornado(simulation, words))
            parts.append(tables.tornado_table(simulation, words))
        parts.append(tables.bands_table(simulation, model, words))
    if outcome.scenarios:
        parts.append(tables.scenarios_table(outcome, words))
        if several:
            parts.append(tables.differences_table(outcome, words))
    if model.case.benefits_in_words:
        parts.append(tables.words_table(model, words))
    if several:
        on_screen = len(appraisal.participants) <= MOST_ON_SCREEN
        for number, participant in enumerate(appraisal.participants):
            title = words(say("{name} by year"), name=participant.name)
            parts.append(
                tables.years_table(
                    f"p{number}",
                    title,
                    participant.outcome,
                    model,
                    words,
                    place,
                    participant.name,
                    on_screen=on_screen,
                )
            )
    for number, participant in enumerate(appraisal.participants):
        if any(cover.participant == participant.name for cover in model.case.covers):
            title = words(say("Effect on the budget of {name}"), name=participant.name)
            source = f"p{number}" if several else "consolidated"
            parts.append(tables.budget_table(f"b{number}", title, participant.budget, model, words, source))
    if place is not None:
        parts += [
            working.by_function_table(outcome, place, words),
            working.discount_table(outcome, words),
            working.worth_table(outcome, place, words),
        ]
    parts.append(Paragraph(_how(model, outcome, words), words(say("How this was worked out"))))
    return parts


def _how(model: CaseFile, outcome: CaseOutcome, words: Words) -> str:
    sentences = [
        words(
            say(
                "Year 0 is the present. Amounts are exact to the cent and participants add up to the whole. "
                "Break-even is the first year that ends with a cumulative added value of zero or more and stays there; "
                "the net present value discounts year t by (1 + rate) to the power t."
            )
        )
    ]
    if model.case.dated:
        text = say(
            "Amounts with a day count in its calendar year, and are discounted by (1 + rate) to the power of the days "
            "after {reference} divided by 365 (actual/365, as XNPV and XIRR do)."
        )
        sentences.append(words(text, reference=model.case.reference))
    if outcome.simulation is not None:
        sentences.append(
            words(
                say(
                    "What is uncertain was drawn {draws} times, seed {seed}; a chance of 50 % then has a standard "
                    "error of {error}."
                ),
                draws=outcome.simulation.draws,
                seed=outcome.seed,
                error=words.percent(tables.ratio_of(0.5 / outcome.simulation.draws**0.5), 2),
            )
        )
    return " ".join(sentences)


def _warnings(model: CaseFile, outcome: CaseOutcome, words: Words) -> list[str]:
    found = []
    if model.uncertainty.factors and outcome.simulation is None:
        found.append(
            words(say("This case says what is uncertain: add --simulate 100000 to see how sure it is."))
        )
    return found
