"""``bodemplaat exit``: what leaving and joining cost, by every method that the file gives something for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.settlement.exit_report import report as _report
from bodemplaat.calculations.settlement.model import Departure
from bodemplaat.calculations.settlement.reading import entry_of, read_cooperation
from bodemplaat.calculations.settlement.reading_choice import before_leaving, read_departure
from bodemplaat.calculations.settlement.settle_work import settled
from bodemplaat.calculations.settlement.sheets import COOPERATION, EXIT
from bodemplaat.calculations.work import Asked, CannotWorkOut, Work
from bodemplaat.engines.settlement import Entry, Exit, Rule, join, leave
from bodemplaat.kernel import Euro, Finding, Trace, say
from bodemplaat.presentation.report import Report


@dataclass(frozen=True, slots=True)
class Consequences:
    """What leaving and joining come to."""

    leaving: Exit | None
    joining: Entry | None
    contribution: Trace | None
    """What the leaver pays in a full year, with its reasons; ``None`` when the file itself names it."""


def read(reading: Reading, asked: Asked) -> Departure:
    """The cooperation, and who leaves or joins."""
    whole = entry_of(reading)
    departure = read_departure(whole, read_cooperation(reading, whole))
    whole.done()
    return departure


def solve(departure: Departure, asked: Asked) -> Consequences:
    """Work out every method; the contribution of a full year comes from the model unless the file names it."""
    cooperation, case = departure.cooperation, departure.leaving
    contribution = None
    if case is not None and not departure.contribution_given:
        before = before_leaving(cooperation.arrangement, case.day)
        if case.leaver not in {participant.name for participant in before.participants}:
            text = say(
                "Who leaves takes no part on the day before. Correct the day, or when he joins or leaves."
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


def report(departure: Departure, outcome: Consequences, asked: Asked) -> Report:
    """The answer, in the reader's language."""
    return _report(departure.cooperation, outcome.leaving, outcome.joining, asked.day)


def as_json(departure: Departure, outcome: Consequences) -> dict[str, Any]:
    """The sum of each method, year by year, and what it does to each of those who stay."""
    return {
        "exit": _exit_json(outcome.leaving) if outcome.leaving else None,
        "entry": _entry_json(outcome.joining) if outcome.joining else None,
    }


def _exit_json(leaving: Exit) -> dict[str, Any]:
    case = leaving.case
    methods = {Rule.TAPER: leaving.taper, Rule.DAMAGE: leaving.damage, Rule.OWN: leaving.own}
    chosen = leaving.exit_sum
    return {
        "leaver": case.leaver,
        "day": case.day,
        "contribution": case.contribution,
        "rule": case.rule.value,
        "exit_sum": chosen.amount if chosen else None,
        "methods": [
            _method_json(leaving, rule, trace) for rule, trace in methods.items() if trace is not None
        ],
        "stayers_without_exit_sum": _stayers_json(leaving, None),
    }


def _method_json(leaving: Exit, rule: Rule, trace: Trace) -> dict[str, Any]:
    return {
        "method": rule.value,
        "total": trace.amount,
        "parts": [{"name": part.name, "amount": part.amount} for part in trace.parts],
        "by_calendar_year": (
            []
            if rule is Rule.OWN
            else [{"year": y, "amount": a} for y, a in leaving.by_calendar_year(trace).items()]
        ),
        "stayers": _stayers_json(leaving, trace),
    }


def _stayers_json(leaving: Exit, method: Trace | None) -> list[dict[str, Any]]:
    years = leaving.stayers(method)
    return [
        {
            "name": name,
            "extra": Euro.total(year.extra.get(name, Euro(0)) for year in years),
            "years": [year.extra.get(name, Euro(0)) for year in years],
        }
        for name in leaving.case.stayers
    ]


def _entry_json(joining: Entry) -> dict[str, Any]:
    return {
        "joiner": joining.case.joiner,
        "day": joining.case.day,
        "entry_sum": joining.entry_sum.amount,
        "parts": [{"name": part.name, "amount": part.amount} for part in joining.entry_sum.parts],
        "credits": [{"name": name, "amount": amount} for name, amount in joining.credits.items()],
    }


def explain(departure: Departure, outcome: Consequences) -> Mapping[str, Trace | Callable[[], Trace]]:
    """The reasons of each method by its name (taper, damage, own, entry), and of the contribution by the leaver's."""
    found: dict[str, Trace | Callable[[], Trace]] = {}
    if outcome.leaving is not None:
        methods = {
            Rule.TAPER: outcome.leaving.taper,
            Rule.DAMAGE: outcome.leaving.damage,
            Rule.OWN: outcome.leaving.own,
        }
        found |= {rule.value: trace for rule, trace in methods.items() if trace is not None}
        if outcome.contribution is not None:
            found[outcome.leaving.case.leaver] = outcome.contribution
    if outcome.joining is not None:
        found["entry"] = outcome.joining.entry_sum
    return found


WORK: Work[Reading, Departure, Consequences] = Work(
    load, read, solve, report, as_json, explain, format="bodemplaat.exit/1", sheets=(*COOPERATION, *EXIT)
)
