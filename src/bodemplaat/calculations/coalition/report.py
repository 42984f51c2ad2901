"""The coalition told: does it hold, who would leave, what is fair, what keeps everyone in."""

from bodemplaat.calculations.coalition import drawn, tables
from bodemplaat.calculations.coalition.model import CoalitionFile, CoalitionOutcome
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.coalition import MOST_STABILISED
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import KeyFigure, Paragraph, Part, Report
from bodemplaat.presentation.values import joined


def report(model: CoalitionFile, outcome: CoalitionOutcome, _: Asked) -> Report:
    """The finding first."""
    return Report(
        title=say("Coalition: {title}", title=model.title),
        lead=_lead(outcome),
        figures=_figures(outcome),
        parts=_parts(model, outcome),
    )


def _lead(outcome: CoalitionOutcome) -> str:
    if outcome.check.stable:
        return (
            say("The coalition holds: nobody would be better off leaving, alone or together.")
            if outcome.check.complete
            else say(
                "No coalition that was looked at would be better off leaving; larger ones were not looked at."
            )
        )
    worst = outcome.check.objections[0]
    first = say(
        "The coalition does not hold as agreed: {members} would be {gain} better off leaving.",
        members=joined(worst.members, say(" and ")),
        gain=worst.gain,
    )
    payments = outcome.nobody_leaves
    if payments is None:
        return first
    if payments.outside:
        then = say(
            "No compensation between them is enough: {outside} from outside is needed.",
            outside=payments.outside,
        )
    else:
        then = say("After a compensation of {moved} nobody would.", moved=payments.moved)
    return joined((first, then), " ")


def _figures(outcome: CoalitionOutcome) -> list[KeyFigure]:
    looked_at = say("of {count} looked at", count=outcome.check.looked_at)
    figures = [
        KeyFigure(say("Gain of all together"), Euro.total(outcome.agreed)),
        KeyFigure(say("Coalitions better off leaving"), outcome.check.count, Kind.COUNT, looked_at),
        KeyFigure(say("Compensation so that nobody loses"), outcome.nobody_loses.moved),
    ]
    if outcome.nobody_leaves not in (None, outcome.nobody_loses):
        figures.append(KeyFigure(say("Compensation so that nobody leaves"), outcome.nobody_leaves.moved))
    return figures


def _parts(model: CoalitionFile, outcome: CoalitionOutcome) -> list[Part]:
    parts: list[Part] = [tables.division_table(model, outcome), drawn.divisions(model, outcome)]
    if not outcome.check.stable:
        parts.append(tables.objections_table(outcome.check))
    parts.append(tables.leaving_table(model, outcome))
    parts.append(drawn.leaving(outcome))
    parts.append(tables.pools_table(model))
    if model.game.losses:
        parts.append(tables.losses_table(model))
    parts.append(tables.values_table(model))
    parts.append(Paragraph(_how(model, outcome), say("How this was worked out")))
    return parts


def _how(model: CoalitionFile, outcome: CoalitionOutcome) -> str:
    sentences = [
        say(
            "Amounts are present values over {years} {years:year|years}. A coalition gains what its members spend alone less what "
            "they spend together: variable costs, dearer per unit in a smaller centre, and all costs that are "
            "shared. Nobody is forced, so a coalition is worth at least what its members can gain by themselves.",
            years=model.years,
        ),
        say(
            "The fair part is the Shapley value: what a participant adds to a coalition, averaged over every order "
            "of joining."
        ),
    ]
    if any(pool.needed_by is not None for pool in model.game.pools):
        text = say(
            "A cost that only some need is made as soon as one of them takes part, and then as a whole."
        )
        sentences.append(text)
    if model.game.losses:
        text = say(
            "A loss goes off what a coalition is worth, whether its members work together or each by itself."
        )
        sentences.append(text)
    if not outcome.fair.exact:
        sentences.append(
            say(
                "With this many participants it was estimated from {orders} orders.",
                orders=outcome.fair.orders,
            )
        )
    if outcome.nobody_leaves is None:
        sentences.append(
            say(
                "Payments so that nobody leaves are computed for at most {most} {most:participant|participants}.",
                most=MOST_STABILISED,
            )
        )
    else:
        sentences.append(
            say("The compensation is the smallest there is; other payments of the same total may do as well.")
        )
    return joined(sentences, " ")
