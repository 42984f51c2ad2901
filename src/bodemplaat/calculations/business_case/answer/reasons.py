"""Why a participant gains what it gains: down to each cost, saving and benefit."""

from collections.abc import Iterable, Mapping
from datetime import date

from bodemplaat.calculations.business_case.answer.solving import CaseOutcome
from bodemplaat.calculations.business_case.file import CaseFile
from bodemplaat.engines.business_case import Effect, Stream, streams_of
from bodemplaat.kernel import Euro, Trace, say

EFFECTS: Mapping[Effect, str] = {
    Effect.SAVING: say("saving of {name}"),
    Effect.RUNNING: say("running cost: {name}"),
    Effect.BENEFIT: say("benefit: {name}"),
    Effect.ONE_OFF: say("cost of the change: {name}"),
    Effect.RISK: say("reserve for: {name}"),
    Effect.GRANT: say("grant: {name}"),
    Effect.TRANSFER: say("compensation: {name}"),
}


def reasons(model: CaseFile, outcome: CaseOutcome) -> Mapping[str, Trace]:
    """The cumulative added value of each participant, and of all under the case's own title."""
    streams = streams_of(model.case)
    traces = {
        participant.name: _of_participant(participant.name, streams, model.case.years)
        for participant in outcome.appraisal.participants
    }
    traces[model.title] = _sum(model.title, list(traces.values()), model.case.years)
    return traces


def _of_participant(name: str, streams: Iterable[Stream], years: int) -> Trace:
    by_line: dict[tuple[Effect, str], list[Stream]] = {}
    for stream in streams:
        if stream.participant == name:
            by_line.setdefault((stream.effect, stream.line), []).append(stream)
    return _sum(name, [_line(effect, line, own) for (effect, line), own in by_line.items()], years)


def _line(effect: Effect, line: str, streams: list[Stream]) -> Trace:
    yearly = [stream.gain for stream in streams if not stream.dated]
    gains = [sum(column) for column in zip(*yearly, strict=True)]
    by_day: dict[date, int] = {}
    for day, cents in (flow for stream in streams for flow in stream.dated_gain):
        by_day[day] = by_day.get(day, 0) + cents
    on_days = tuple(
        Trace(str(day), Euro(cents), say("on {day}"), {"day": day})
        for day, cents in sorted(by_day.items())
        if cents
    )
    by_year = tuple(
        Trace(str(year), Euro(gain), say("in year {year}"), {"year": year})
        for year, gain in enumerate(gains)
        if gain
    )
    total = Euro(sum(gains) + sum(by_day.values()))
    return Trace(line, total, EFFECTS[effect], {"name": line}, (*by_year, *on_days))


def _sum(name: str, parts: list[Trace], years: int) -> Trace:
    return Trace(
        name,
        Euro.total(part.amount for part in parts),
        say("added value over years 0 to {years}"),
        {"years": years},
        tuple(parts),
    )
