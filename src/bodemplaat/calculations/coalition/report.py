"""The coalition told: does it hold, who would leave, what is fair, what keeps everyone in."""

from bodemplaat.calculations.coalition import drawn, tables
from bodemplaat.calculations.coalition.model import CoalitionFile, CoalitionOutcome
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.coalition import MOST_STABILISED
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import KeyFigure, Paragraph, Part, Report
from bodemplaat.presentation.words import Words


def report(model: CoalitionFile, outcome: CoalitionOutcome, words: Words, asked: Asked) -> Report:
    """The finding first."""
    return Report(
        title=words(say("Coalition: {title}"), title=model.title),
        lead=_lead(outcome, words),
        figures=_figures(outcome, words),
        parts=_parts(model, outcome, words),
    )


def _lead(outcome: CoalitionOutcome, words: Words) -> str:
    if outcome.check.stable:
        found = (
            say("The coalition holds: nobody would be better off leaving, alone or together.")
            if outcome.check.complete
            else say(
                "No coalition that was looked at would be better off leaving; larger ones were not looked at."
            )
        )
        return words(found)
    worst = outcome.check.objections[0]
    first = words(
        say("The coalition does not hold as agreed: {members} would be {gain} better off leaving."),
        members=words(say(" and ")).join(worst.members),
        gain=worst.gain,
    )
    payments = outcome.nobody_leaves
    if payments is None:
        return first
    if payments.outside:
        return f"{first} " + words(
            say("No compensation between them is enough: {outside} from outside is needed."),
            outside=payments.outside,
        )
    return f"{first} " + words(say("After a compensation of {moved} nobody would."), moved=payments.moved)


def _figures(outcome: CoalitionOutcome, words: Words) -> list[KeyFigure]:
    figures = [
        KeyFigure(words(say("Gain of all together")), Euro.total(outcome.agreed)),
        KeyFigure(
            words(say("Coalitions better off leaving")), outcome.check.count, Kind.COUNT,
            words(say("of {count} looked at"), count=outcome.check.looked_at),
        ),
        KeyFigure(words(say("Compensation so that nobody loses")), outcome.nobody_loses.moved),
    ]  # fmt: skip
    if outcome.nobody_leaves not in (None, outcome.nobody_loses):
        figures.append(
            KeyFigure(words(say("Compensation so that nobody leaves")), outcome.nobody_leaves.moved)
        )
    return figures


def _parts(model: CoalitionFile, outcome: CoalitionOutcome, words: Words) -> list[Part]:
    parts: list[Part] = [tables.division_table(model, outcome, words), drawn.divisions(model, outcome, words)]
    if not outcome.check.stable:
        parts.append(tables.objections_table(outcome.check, words))
    parts.append(tables.leaving_table(model, outcome, words))
    parts.append(drawn.leaving(outcome, words))
    parts.append(tables.pools_table(model, words))
    if model.game.losses:
        parts.append(tables.losses_table(model, words))
    parts.append(tables.values_table(model, words))
    parts.append(Paragraph(_how(model, outcome, words), words(say("How this was worked out"))))
    return parts


def _how(model: CoalitionFile, outcome: CoalitionOutcome, words: Words) -> str:
    sentences = [
        words(
            say(
                "Amounts are present values over {years} years. A coalition gains what its members spend alone less what "
                "they spend together: variable costs, dearer per unit in a smaller centre, and all costs that are "
                "shared. Nobody is forced, so a coalition is worth at least what its members can gain by themselves."
            ),
            years=model.years,
        ),
        words(
            say(
                "The fair part is the Shapley value: what a participant adds to a coalition, averaged over every order "
                "of joining."
            )
        ),
    ]
    if any(pool.needed_by is not None for pool in model.game.pools):
        text = say(
            "A cost that only some need is made as soon as one of them takes part, and then as a whole."
        )
        sentences.append(words(text))
    if model.game.losses:
        text = say(
            "A loss goes off what a coalition is worth, whether its members work together or each by itself."
        )
        sentences.append(words(text))
    if not outcome.fair.exact:
        sentences.append(
            words(
                say("With this many participants it was estimated from {orders} orders."),
                orders=outcome.fair.orders,
            )
        )
    if outcome.nobody_leaves is None:
        sentences.append(
            words(
                say("Payments so that nobody leaves are computed for at most {most} participants."),
                most=MOST_STABILISED,
            )
        )
    else:
        sentences.append(
            words(
                say(
                    "The compensation is the smallest there is; other payments of the same total may do as well."
                )
            )
        )
    return " ".join(sentences)
