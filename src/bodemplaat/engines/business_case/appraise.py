"""Compute a business case: per participant, per function and consolidated."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from bodemplaat.engines.business_case.budget import budget_years
from bodemplaat.engines.business_case.dated import present_value, timed
from bodemplaat.engines.business_case.model import BusinessCase, OneOffKind
from bodemplaat.engines.business_case.result import (
    Appraisal,
    DividedLine,
    FunctionOutcome,
    Outcome,
    ParticipantOutcome,
    YearFigures,
)
from bodemplaat.engines.business_case.returns import break_even, discounted, internal_rate, rate_of
from bodemplaat.engines.business_case.streams import (
    Effect,
    Levels,
    Stream,
    cost_by_year,
    streams_of,
    timed_gain,
    worth_of,
)
from bodemplaat.kernel import Euro

Row = list[int]


def appraise(case: BusinessCase) -> Appraisal:
    """The outcome of a case that ``check`` has no errors on. Participants add up to the whole to the cent."""
    streams = streams_of(case)
    levels = Levels.of(case)
    baselines = {
        (participant.name, function.name): _sum(
            cost_by_year(function.baseline, levels).values(), case.years + 1
        )
        for participant in case.participants
        for function in participant.functions
    }

    worths = {
        cell: worth_of((s for s in streams if (s.participant, s.function) == cell), case)
        for cell in baselines
    }

    def outcome(participant: str | None, function: str | None) -> Outcome:
        def belongs(of_participant: str, of_function: str) -> bool:
            return participant in (None, of_participant) and function in (None, of_function)

        return _outcome(
            _sum((row for cell, row in baselines.items() if belongs(*cell)), case.years + 1),
            [stream for stream in streams if belongs(stream.participant, stream.function)],
            case,
            Euro.total(worth for cell, worth in worths.items() if belongs(*cell)),
        )

    participants = []
    for participant in case.participants:
        whole = outcome(participant.name, None)
        functions = tuple(
            FunctionOutcome(function.name, outcome(participant.name, function.name), function.benchmark)
            for function in participant.functions
        )
        covers = [cover for cover in case.covers if cover.participant == participant.name]
        participants.append(
            ParticipantOutcome(participant.name, whole, functions, budget_years(whole.years, covers))
        )
    names = dict.fromkeys(f.name for participant in case.participants for f in participant.functions)
    return Appraisal(
        name=case.name,
        years=case.years,
        discount_rate=case.discount_rate,
        participants=tuple(participants),
        functions=tuple(FunctionOutcome(name, outcome(None, name)) for name in names),
        consolidated=outcome(None, None),
        division=_division(case, streams),
    )


def _outcome(baseline: Row, streams: Sequence[Stream], case: BusinessCase, worth: Euro) -> Outcome:
    years = len(baseline)
    by = {effect: _sum((s.cents for s in streams if s.effect is effect), years) for effect in Effect}
    saving = _minus(by[Effect.SAVING], by[Effect.RUNNING])
    one_off = _sum((by[Effect.ONE_OFF], by[Effect.RISK]), years)
    added = _minus(_sum((saving, by[Effect.BENEFIT], by[Effect.GRANT], by[Effect.TRANSFER]), years), one_off)
    rows = zip(
        baseline,
        _minus(baseline, saving),
        saving,
        by[Effect.BENEFIT],
        one_off,
        by[Effect.GRANT],
        by[Effect.TRANSFER],
        added,
        accumulate(added),
        strict=True,
    )
    dated = any(stream.dated for stream in streams)
    kinds = {kind: _sum((s.cents for s in streams if s.kind is kind), years) for kind in OneOffKind}
    return Outcome(
        years=tuple(YearFigures(year, *map(Euro, row)) for year, row in enumerate(rows)),
        net_present_value=worth,
        internal_rate=rate_of(timed_gain(streams, case)) if dated else internal_rate(added),
        break_even=break_even(added),
        discounted_break_even=break_even(
            _discounted(streams, case) if dated else discounted(added, case.discount_rate)
        ),
        one_off_by_kind={kind: Euro(sum(row)) for kind, row in kinds.items() if any(row)},
    )


def _discounted(streams: Sequence[Stream], case: BusinessCase) -> Row:
    """Each year's gain at its worth on the reference date; a dated flow counts in the year of its day."""
    yearly = [stream.gain for stream in streams if not stream.dated]
    row = list(discounted(_sum(yearly, case.years + 1), case.discount_rate))
    for stream in streams:
        for day, cents in stream.dated_gain:
            moment = timed((), [(day, cents)], case.reference)
            row[case.year_of(day)] += present_value(moment, case.discount_rate).cents
    return row


def _division(case: BusinessCase, streams: Iterable[Stream]) -> tuple[DividedLine, ...]:
    """Each cost of the change as a line, with what each participant bears of it."""
    keys = {line.name: line.bearer.key for line in case.one_offs}
    keys |= {risk.name: risk.bearer.key for risk in case.risks}
    keys |= {risk.measure: risk.bearer.key for risk in case.risks if risk.measure}
    parts: dict[tuple[str, OneOffKind, Effect], dict[str, int]] = {}
    for stream in streams:
        if stream.kind is not None:
            line = parts.setdefault((stream.line, stream.kind, stream.effect), {})
            line[stream.participant] = line.get(stream.participant, 0) + sum(stream.cents)
    return tuple(
        DividedLine(
            name=name,
            kind=kind,
            key=keys.get(name, ""),
            total=Euro(sum(line.values())),
            parts={p.name: Euro(line.get(p.name, 0)) for p in case.participants},
        )
        for (name, kind, _), line in parts.items()
    )


def _sum(rows: Iterable[Sequence[int]], years: int) -> Row:
    return [sum(column) for column in zip([0] * years, *rows, strict=True)]


def _minus(row: Sequence[int], less: Sequence[int]) -> Row:
    return [a - b for a, b in zip(row, less, strict=True)]
