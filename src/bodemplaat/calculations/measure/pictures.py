"""The pictures of a baseline; each text alternative says the finding."""

from fractions import Fraction

from bodemplaat.calculations.measure.baseline import Baseline
from bodemplaat.calculations.measure.question import Question
from bodemplaat.engines.service_time import WHILE_CLOSED, Unit
from bodemplaat.kernel import say
from bodemplaat.presentation import palette
from bodemplaat.presentation.charts import bars, histogram
from bodemplaat.presentation.report import Picture
from bodemplaat.presentation.values import Month, Percent

DAY = 86_400_000_000


def cause_name(cause: str) -> str:
    """What a reader calls a cause: the log's own word, or closed before it was reopened."""
    return say("closed, then reopened") if cause == WHILE_CLOSED else cause


def month_name(month: str) -> Month:
    """``2026-03`` as a reader writes it: ``maart 2026``."""
    year, _, number = month.partition("-")
    return Month(int(number), int(year))


def by_month(baseline: Baseline, question: Question) -> Picture:
    """The part in time of each month of closing, against the goal."""
    judged = [figures for figures in baseline.months if figures.share is not None]
    norm = Fraction(question.goal) / 100
    goal = float(norm)
    short = [figures for figures in judged if (figures.share or 0) < norm]
    worst = min(judged, key=lambda figures: (figures.share or 0, figures.name))
    values = {
        "count": len(judged),
        "short": len(short),
        "worst": month_name(worst.name),
        "share": Percent(worst.share or 0, beside=(norm,)),
    }
    text = (
        say(
            "In {short} of {count} {count:month|months} the goal was missed; the lowest was {worst} with {share} in time."
        )
        if short
        else say(
            "In {count:the|each of} {count} {count:month|months} the goal was met; the lowest was {worst} with {share} in time."
        )
    )
    data = [{"month": f.name, "share": float(f.share or 0), "short": (f.share or 0) < norm} for f in judged]
    lowest = min(0.9, goal, *(float(f.share or 0) for f in judged))
    bottom = max(0.0, int(lowest * 10 - 0.5) / 10)
    names = [figures.name for figures in judged]
    every = max(1, len(names) // 12)
    return Picture(
        say("In time by month"),
        text.using(**values),
        {
            "height": 190,
            "data": {"values": data},
            "encoding": {
                "x": {
                    "field": "month", "type": "ordinal", "title": None,
                    "axis": {"labelAngle": 0, "values": names[::every], "ticks": False, "labelFontSize": 10},
                },
                "y": {
                    "field": "share", "type": "quantitative", "title": None,
                    "scale": {"domain": [bottom, 1]}, "axis": {"format": ".0%", "tickCount": 5},
                },
            },
            "layer": [
                {"mark": {"type": "line", "strokeWidth": 1.5}},
                {
                    "mark": {"type": "point", "filled": True, "size": 45, "opacity": 1},
                    "encoding": {
                        "color": {"condition": {"test": "datum.short", "value": palette.STANDS_OUT}, "value": palette.FIRST},
                        "shape": {"condition": {"test": "datum.short", "value": "diamond"}, "value": "circle"},
                    },
                },
                {
                    "data": {"values": [{"goal": goal}]},
                    "mark": {"type": "rule", "strokeDash": [5, 4], "color": palette.INK},
                    "encoding": {"y": {"field": "goal", "type": "quantitative"}, "x": None},
                },
                {
                    "data": {"values": [{"goal": goal, "name": say("goal")}]},
                    "mark": {"type": "text", "align": "left", "dx": 6, "x": "width"},
                    "encoding": {
                        "y": {"field": "goal", "type": "quantitative"},
                        "text": {"field": "name", "type": "nominal"},
                        "x": None,
                    },
                },
            ],
        },
    )  # fmt: skip


def how_long(baseline: Baseline, question: Question) -> Picture:
    """How many cases took how many days; the last column holds all that took longer."""
    most = max(1, (baseline.whole.gross.p95 if baseline.whole.gross else 0) // DAY + 5)
    counts = dict.fromkeys(range(most + 1), 0)
    for day, count in baseline.days:
        counts[min(day, most)] += count
    tail = sum(count for day, count in baseline.days if day >= most)
    peak = max(counts, key=lambda day: (counts[day], -day))
    text = say("Most cases, {count}, took {day} to {next} {next:day|days}; {tail} took {most} days or more.")
    marks = []
    if question.norm and question.norm.unit is Unit.CALENDAR_DAYS and question.norm.amount <= most:
        marks.append((question.norm.amount + 1, say("term")))
    return histogram(
        say("How long it took, gross"),
        text.using(count=counts[peak], day=peak, next=peak + 1, tail=tail, most=most),
        [(day, day + 1, count) for day, count in counts.items()],
        unit=say("days from receipt to closing"),
        marks=marks,
        heights=say("cases"),
    )


def waited_for(baseline: Baseline) -> Picture:
    """How long was waited, by cause."""
    whole = sum(one.clock for one in baseline.waiting)
    first = baseline.waiting[0]
    named = [(cause_name(one.cause), one.clock / DAY) for one in baseline.waiting]
    text = say("{cause} accounts for {share} of all waiting.")
    return bars(
        say("Who was waited for"),
        text.using(cause=named[0][0], share=Percent(Fraction(first.clock, whole))),
        named,
        unit=say("days waited in all"),
    )
