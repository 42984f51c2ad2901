"""The pictures of a business case: waterfall, cumulative curve with band, tornado, division. In thousands of euros."""

from typing import Any

from bodemplaat.calculations.business_case import choices
from bodemplaat.calculations.business_case.answer.solving import CaseOutcome
from bodemplaat.calculations.business_case.file import CaseFile
from bodemplaat.engines.business_case import BreakEvenStatus, OneOffKind, Outcome, Simulation
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation import palette
from bodemplaat.presentation.charts import stacked_bars
from bodemplaat.presentation.naming import foremost, listed
from bodemplaat.presentation.report import Picture
from bodemplaat.presentation.values import joined

MOST_SWINGS = 12


def thousands(amount: Euro) -> float:
    """An amount in k€, for drawing only."""
    return amount.cents / 100_000


def waterfall(outcome: Outcome) -> Picture:
    """From nothing to the added value: what is gained, what it costs, step by step."""
    steps = [
        (say("Saving"), Euro.total(y.saving for y in outcome.years)),
        (say("Benefits"), Euro.total(y.benefits for y in outcome.years)),
        (say("Grants"), Euro.total(y.grants for y in outcome.years)),
        *((choices.KINDS[kind], -amount) for kind, amount in outcome.one_off_by_kind.items()),
    ]
    steps = [(name, amount) for name, amount in steps if amount]
    rows: list[dict[str, Any]] = []
    level = 0.0
    for name, amount in steps:
        before, level = level, level + thousands(amount)
        rows.append(_step(name, before, level, thousands(amount), "gain" if amount.cents > 0 else "cost"))
    rows.append(_step(say("Added value"), 0.0, level, level, "total"))
    gain = Euro.total(amount for _, amount in steps if amount.cents > 0)
    alt = say(
        "Savings, benefits and grants of {gain} less {cost} for the change leave {left}.",
        gain=gain,
        cost=outcome.total_one_off,
        left=outcome.total_added_value,
    )
    if not outcome.total_one_off:
        alt = say("Savings, benefits and grants bring {gain}; the change costs nothing here.", gain=gain)
    return Picture(say("From saving to added value"), alt, _floating(rows))


def _step(name: str, start: float, end: float, value: float, kind: str) -> dict[str, Any]:
    return {"name": name, "start": start, "end": end, "value": value, "kind": kind,
            "edge": max(start, end)}  # fmt: skip


def _floating(rows: list[dict[str, Any]]) -> dict[str, Any]:
    y = {"field": "name", "type": "nominal", "sort": [row["name"] for row in rows], "title": None,
         "axis": {"ticks": False, "labelLimit": 260}}  # fmt: skip
    x = {"field": "start", "type": "quantitative", "title": say("thousand euros"),
         "axis": {"format": ",.0f"}, "scale": {"nice": True}}  # fmt: skip
    hues = {"gain": palette.GAIN, "cost": palette.LOSS}
    colour = {"condition": [{"test": f"datum.kind == '{kind}'", "value": hue} for kind, hue in hues.items()],
              "value": palette.INK}  # fmt: skip
    return {
        "data": {"values": rows},
        "height": {"step": 30},
        "encoding": {"y": y},
        "layer": [
            {"mark": {"type": "bar", "height": {"band": 0.7}},
             "encoding": {"x": x, "x2": {"field": "end"}, "color": colour}},
            {"mark": {"type": "text", "align": "left", "dx": 5},
             "encoding": {"x": {"field": "edge", "type": "quantitative"},
                          "text": {"field": "value", "type": "quantitative", "format": "+,.0f"}}},
        ],
    }  # fmt: skip


def cumulative(model: CaseFile, outcome: CaseOutcome) -> Picture:
    """The cumulative added value by year; with a simulation, its band from P10 to P90."""
    whole = outcome.appraisal.consolidated
    rows = [{"year": year.year, "value": thousands(year.cumulative)} for year in whole.years]
    layers: list[dict[str, Any]] = []
    x = {"field": "year", "type": "quantitative", "title": say("year"),
         "axis": {"tickMinStep": 1, "format": "d", "grid": False}}  # fmt: skip
    unit = say("thousand euros")
    alt = _curve_text(whole)
    if outcome.simulation is not None:
        bands = outcome.simulation.consolidated.cumulative
        band_rows = [
            {
                "year": year,
                "low": thousands(band.p10),
                "high": thousands(band.p90),
                "middle": thousands(band.p50),
            }
            for year, band in enumerate(bands)
        ]
        layers.append(
            {"data": {"values": band_rows}, "mark": {"type": "area", "color": palette.BAND},
             "encoding": {"x": x, "y": {"field": "low", "type": "quantitative", "title": unit,
                                        "axis": {"format": ",.0f"}}, "y2": {"field": "high"}}}
        )  # fmt: skip
        layers.append(
            {"data": {"values": band_rows}, "mark": {"type": "line", "strokeDash": [5, 4], "color": palette.FIRST},
             "encoding": {"x": x, "y": {"field": "middle", "type": "quantitative"}}}
        )  # fmt: skip
        last = band_rows[-1:]
        for name, field in (("P90", "high"), ("P50", "middle"), ("P10", "low")):
            layers.append(
                {"data": {"values": last}, "mark": {"type": "text", "align": "left", "dx": 6, "text": name},
                 "encoding": {"x": x, "y": {"field": field, "type": "quantitative"}}}
            )  # fmt: skip
        spread = say(
            "In 80 of 100 draws the end lies between {low} and {high}.",
            low=bands[-1].p10,
            high=bands[-1].p90,
        )
        alt = joined((alt, spread), " ")
    layers.append(
        {"data": {"values": rows}, "mark": {"type": "line", "point": {"color": palette.INK}, "color": palette.INK},
         "encoding": {"x": x, "y": {"field": "value", "type": "quantitative", "title": unit,
                                    "axis": {"format": ",.0f"}}}}
    )  # fmt: skip
    layers.append(
        {"data": {"values": rows[-1:]},
         "mark": {"type": "text", "align": "left", "dx": 36 if outcome.simulation else 6,
                  "text": say("planned"), "fontWeight": 600},
         "encoding": {"x": x, "y": {"field": "value", "type": "quantitative"}}}
    )  # fmt: skip
    layers.append({"data": {"values": [{}]}, "mark": {"type": "rule", "color": palette.INK, "strokeWidth": 1},
                   "encoding": {"y": {"datum": 0}}})  # fmt: skip
    return Picture(say("Cumulative added value"), alt, {"layer": layers})


def _curve_text(outcome: Outcome) -> str:
    lowest = min(outcome.years, key=lambda year: year.cumulative.cents)
    end = outcome.years[-1]
    if outcome.break_even.status is BreakEvenStatus.REACHED:
        return say(
            "Lowest in year {low_year} at {low}, back at zero in year {year}, {end} after {years} {years:year|years}.",
            low_year=lowest.year,
            low=lowest.cumulative,
            year=outcome.break_even.year,
            end=end.cumulative,
            years=end.year,
        )
    if outcome.break_even.status is BreakEvenStatus.NEVER_NEGATIVE:
        return say(
            "Never below zero, {end} after {years} {years:year|years}.", end=end.cumulative, years=end.year
        )
    return say(
        "Lowest in year {low_year} at {low}, {end} after {years} {years:year|years}.",
        low_year=lowest.year,
        low=lowest.cumulative,
        end=end.cumulative,
        years=end.year,
    )


def tornado(simulation: Simulation) -> Picture:
    """What matters most, widest on top, around the case as planned."""
    swings = [swing for swing in simulation.tornado if swing.width][:MOST_SWINGS]
    rows = [
        {"name": swing.name, "from": thousands(simulation.planned), "to": thousands(end), "end": side}
        for swing in swings
        for side, end in (("low", swing.at_low), ("high", swing.at_high))
    ]
    y = {"field": "name", "type": "nominal", "sort": [swing.name for swing in swings], "title": None,
         "axis": {"ticks": False, "labelLimit": 260}}  # fmt: skip
    labels = {"low": say("at its low"), "high": say("at its high")}
    for row in rows:
        row["end"] = labels[str(row["end"])]
    spec: dict[str, Any] = {
        "data": {"values": rows},
        "height": {"step": 26},
        "layer": [
            {"mark": {"type": "bar", "height": {"band": 0.7}},
             "encoding": {"y": y,
                          "x": {"field": "from", "type": "quantitative", "axis": {"format": ",.0f"},
                                "title": say("net present value, thousand euros"),
                                "scale": {"zero": False, "nice": True}},
                          "x2": {"field": "to"},
                          "color": {"field": "end", "type": "nominal", "title": None,
                                    "scale": {"domain": list(labels.values()), "range": [palette.STANDS_OUT, palette.FIRST]}}}},
            {"mark": {"type": "rule", "color": palette.INK},
             "encoding": {"x": {"datum": thousands(simulation.planned), "type": "quantitative"}}},
        ],
    }  # fmt: skip
    first = swings[0]
    alt = say(
        "{name} matters most: between {low} and {high}, against {planned} as planned.",
        name=first.name,
        low=min(first.at_low, first.at_high),
        high=max(first.at_low, first.at_high),
        planned=simulation.planned,
    )
    return Picture(say("What matters most"), alt, spec)


def division(outcome: CaseOutcome) -> Picture:
    """What each participant bears of the change, by category."""
    participants = outcome.appraisal.participants
    values = [
        (participant.name, choices.KINDS[kind], thousands(amount))
        for participant in participants
        for kind in OneOffKind
        if (amount := participant.outcome.one_off_by_kind.get(kind))
    ]
    whole = outcome.appraisal.consolidated.total_one_off
    sign = -1 if whole.cents < 0 else 1
    first = foremost(participants, lambda p: sign * p.outcome.total_one_off.cents)
    if len(first) > 1:
        text = (
            say("{name} bear the largest parts of the change: {part} each, of {whole}.")
            if sign > 0
            else say(
                "{name} receive the largest parts of what the change brings in: {part} each, of {whole}."
            )
        )
    else:
        text = (
            say("{name} bears the largest part of the change: {part} of {whole}.")
            if sign > 0
            else say("{name} receives the largest part of what the change brings in: {part} of {whole}.")
        )
    alt = text.using(
        name=listed([participant.name for participant in first]),
        part=first[0].outcome.total_one_off * sign,
        whole=whole * sign,
    )
    return stacked_bars(
        say("Who bears the change"), alt, values, unit=say("thousand euros"), legend_columns=3
    )
