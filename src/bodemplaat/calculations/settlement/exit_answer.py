"""``bodemplaat exit``: what leaving and joining cost, by every method that the file gives something for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal

from bodemplaat.calculations.mirror import At, mirror
from bodemplaat.calculations.settlement.file import Departure
from bodemplaat.calculations.settlement.file.departure import before_leaving
from bodemplaat.calculations.settlement.settle_answer import NamedAmount, named, settled
from bodemplaat.calculations.work import Asked, CannotWorkOut
from bodemplaat.engines.settlement import Entry, Exit, Rule, join, leave
from bodemplaat.kernel import Euro, Finding, Trace, say


@dataclass(frozen=True, slots=True)
class Consequences:
    """What leaving and joining come to."""

    leaving: Exit | None
    joining: Entry | None
    contribution: Trace | None
    """What the leaver pays in a full year, with its reasons; ``None`` when the file itself names it."""


def solve(departure: Departure, _: Asked) -> Consequences:
    """Work out every method; the contribution of a full year comes from the model unless the file names it."""
    cooperation, case = departure.cooperation, departure.leaving
    contribution = None
    if case is not None and not departure.contribution_given:
        before = before_leaving(cooperation.arrangement, case.day)
        if case.leaver not in {participant.name for participant in before.participants}:
            text = say(
                "Who leaves takes no part on the day before. Correct the day, or when they join or leave."
            )
            raise CannotWorkOut(
                Finding("settlement.not_there", ".".join((*cooperation.section, "exit", "day")), text)
            )
        contribution = settled(cooperation, before).explain(case.leaver)
        case = replace(case, contribution=contribution.amount)
    try:
        joining = join(departure.joining) if departure.joining else None
    except ValueError:
        text = say("Nobody has a weight in this key on that day. Correct the figures or the key.")
        place = ".".join((*cooperation.section, "entry", "key"))
        raise CannotWorkOut(Finding("settlement.not_divisible", place, text)) from None
    return Consequences(leave(case) if case else None, joining, contribution)


def explain(departure: Departure, outcome: Consequences) -> Mapping[str, Trace | Callable[[], Trace]]:
    """The reasons of each method by its name (taper, damage, own, entry), and of the contribution by the leaver's."""
    traces: dict[str, Trace | Callable[[], Trace]] = {}
    if outcome.leaving is not None:
        traces |= {rule.value: trace for rule, trace in outcome.leaving.methods.items()}
        if outcome.contribution is not None:
            traces[outcome.leaving.case.leaver] = outcome.contribution
    if outcome.joining is not None:
        traces["entry"] = outcome.joining.entry_sum
    return traces


# -- as data -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class YearAmount:
    """An amount in a calendar year."""

    year: int
    amount: Euro


def _exit_sum(leaving: Exit) -> Euro | None:
    return leaving.exit_sum.amount if leaving.exit_sum else None


@dataclass(frozen=True, slots=True)
class Stayer:
    """What leaving costs one who stays."""

    name: str
    extra: Euro
    """What this participant bears extra, all years together."""
    years: tuple[Euro, ...]


@dataclass(frozen=True, slots=True)
class ByMethod:
    """The exit sum by one method."""

    method: Literal["taper", "damage", "own"]
    total: Annotated[Euro, At("amount")]
    parts: tuple[NamedAmount, ...]
    by_calendar_year: tuple[YearAmount, ...]
    stayers: tuple[Stayer, ...]


@dataclass(frozen=True, slots=True)
class Leaves:
    """Who leaves, and what it comes to."""

    leaver: Annotated[str, At("case.leaver")]
    day: Annotated[date, At("case.day")]
    contribution: Annotated[Euro, At("case.contribution")]
    rule: Annotated[Rule, At("case.rule")]
    exit_sum: Annotated[Euro | None, At(_exit_sum)]
    """By the rule of the arrangement; null where it has none."""
    methods: tuple[ByMethod, ...]
    stayers_without_exit_sum: tuple[Stayer, ...]


@dataclass(frozen=True, slots=True)
class Joins:
    """Who joins, and what it pays."""

    joiner: Annotated[str, At("case.joiner")]
    day: Annotated[date, At("case.day")]
    entry_sum: Annotated[Euro, At("entry_sum.amount")]
    parts: Annotated[tuple[NamedAmount, ...], At("entry_sum.parts")]
    credits: Annotated[tuple[NamedAmount, ...], At(lambda joining: named(joining.credits))]
    """Negative: received by those who were there."""


@dataclass(frozen=True, slots=True)
class LeavingAndJoining:
    """Amounts are integer cents."""

    exit: Leaves | None
    entry: Annotated[Joins | None, At("joining")]


def leaving_and_joining(departure: Departure, outcome: Consequences) -> LeavingAndJoining:
    """The sum of each method, year by year, and what it does to each of those who stay."""
    leaving = outcome.leaving
    return mirror(LeavingAndJoining, outcome, exit=_leaves(leaving) if leaving else None)


def _leaves(leaving: Exit) -> Leaves:
    methods = [_by_method(leaving, rule, trace) for rule, trace in leaving.methods.items()]
    return mirror(Leaves, leaving, methods=methods, stayers_without_exit_sum=_stayers(leaving, None))


def _by_method(leaving: Exit, rule: Rule, trace: Trace) -> ByMethod:
    years = {} if rule is Rule.OWN else leaving.by_calendar_year(trace)
    return mirror(
        ByMethod,
        trace,
        method=rule.value,
        by_calendar_year=[YearAmount(year, amount) for year, amount in years.items()],
        stayers=_stayers(leaving, trace),
    )


def _stayers(leaving: Exit, method: Trace | None) -> tuple[Stayer, ...]:
    years = leaving.stayers(method)
    return tuple(
        Stayer(
            name,
            Euro.total(year.extra.get(name, Euro(0)) for year in years),
            tuple(year.extra.get(name, Euro(0)) for year in years),
        )
        for name in leaving.case.stayers
    )
