"""The pictures that pages show, from plain values: drawing, finding in words, and table, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext, pgettext

from bodemplaat.foundation.charts.drawing import draw
from bodemplaat.foundation.charts.scale import Kind, Scale, readers_language, scale_of
from bodemplaat.presentation import charts, notation, report
from bodemplaat.presentation.charts.upright import Bar

MOST_SERIES: Final = 4
"""More than these are not told apart in stacked columns."""
MOST_ROWS: Final = 25
"""Lying bars beyond this are left to the table; the finding says so."""


@dataclass(frozen=True, slots=True)
class Table:
    """The figures behind a picture, in words: a head and rows, the first column naming the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing for wide and narrow screens, what it shows in one sentence, and the figures behind it.

    ``svg`` and ``narrow`` are empty when there is nothing to draw; the finding then says that.
    """

    title: str
    unit: str
    svg: SafeString
    narrow: SafeString
    text_alternative: str
    table: Table


def months_picture(
    *,
    title: str,
    months: Sequence[date],
    series: Mapping[str, Sequence[int]],
    kind: Kind = Kind.EURO,
    finding: str = "",
) -> Picture:
    """Columns per month, stacked when there is more than one series (at most four).

    ``series`` gives for each name one non-negative number per month. Raises ``ValueError`` when lengths differ, a
    number is negative, or there are more series than can be distinguished.
    """
    _check_series(months, series)
    scale = scale_of(kind, [sum(column) for column in zip(*series.values(), strict=True)])
    totals = [sum(column) for column in zip(*series.values(), strict=True)]
    if not any(totals):
        return _nothing(title, scale)
    bars = [
        Bar(place, number, value)
        for number, values in enumerate(series.values())
        for place, value in enumerate(values)
    ]
    language = readers_language()
    names = tuple(series)
    several = len(names) > 1

    def drawn(width: int) -> SafeString:
        narrow = width == charts.NARROW and len(months) > 6
        labels = [_month_label(months, place, narrow=narrow) for place in range(len(months))]
        shown = _peaks(totals) if narrow else set(range(len(totals)))
        written = [
            scale.short(total) if place in shown and total else "" for place, total in enumerate(totals)
        ]
        return _drawn(charts.columns_over_time(bars, places=labels, names=names, totals=written), width)

    high = max(range(len(totals)), key=lambda p: totals[p])
    low = min(range(len(totals)), key=lambda p: totals[p])
    said = finding or ngettext(
        "Highest in {high_month} ({high}), lowest in {low_month} ({low}); {total} in {count} month.",
        "Highest in {high_month} ({high}), lowest in {low_month} ({low}); {total} in {count} months.",
        len(months),
    ).format(
        high_month=notation.month(months[high], language),
        high=scale.full(totals[high]),
        low_month=notation.month(months[low], language),
        low=scale.full(totals[low]),
        total=scale.full(sum(totals)),
        count=len(months),
    )
    head = (gettext("Month"), *names, *((gettext("Total"),) if several else ()))
    rows = tuple(
        (
            notation.month(month, language),
            *(scale.full(values[place]) for values in series.values()),
            *((scale.full(totals[place]),) if several else ()),
        )
        for place, month in enumerate(months)
    )
    return Picture(title, scale.unit, drawn(charts.WIDE), drawn(charts.NARROW), said, Table(head, rows))


def months_rows(
    *,
    title: str,
    months: Sequence[date],
    series: Mapping[str, Sequence[int]],
    kind: Kind = Kind.EURO,
) -> tuple[Picture, ...]:
    """The same months grouped by series: one small picture under the other, which compares better than columns
    side by side and needs no legend.
    """
    return tuple(
        months_picture(title=f"{title}: {name}", months=months, series={name: values}, kind=kind)
        for name, values in series.items()
    )


def units_picture(
    *,
    title: str,
    values: Mapping[str, int],
    kind: Kind = Kind.EURO,
    marked: str = "",
    finding: str = "",
    head: str = "",
) -> Picture:
    """Lying bars per unit, the largest first; ``marked`` names the one the reader came for.

    ``head`` says what the bars are, where they are not units of an organisation.
    """
    scale = scale_of(kind, list(values.values()))
    if any(value < 0 for value in values.values()):
        raise ValueError("lying bars compare sizes: none may be negative")
    rows = sorted(values.items(), key=lambda row: (-row[1], row[0]))
    total = sum(values.values())
    if not total:
        return _nothing(title, scale)
    shown = rows[:MOST_ROWS]
    name, value = rows[0]
    said = finding or gettext("{name} is the largest with {value}, {share} of {total}.").format(
        name=name,
        value=scale.full(value),
        share=notation.percent(Fraction(value, total), readers_language(), decimals=0),
        total=scale.full(total),
    )
    if len(rows) > len(shown):
        said += " " + gettext("The picture shows the {shown} largest of {count}; the table has all.").format(
            shown=len(shown), count=len(rows)
        )
    table = Table(
        (head or pgettext("organisation", "Unit"), scale.head), tuple((n, scale.full(v)) for n, v in rows)
    )
    drawn = charts.bars(
        title,
        said,
        shown,
        labels=[scale.short(value) for _, value in shown],
        names_above=True,
        marked=marked,
    )
    return _picture(drawn, scale.unit, table)


def distribution_picture(
    *,
    title: str,
    values: Sequence[int],
    norm: int | None = None,
    median: Decimal | None = None,
    finding: str = "",
) -> Picture:
    """How many took how many days, with median and norm as upright lines. ``values`` are whole days, none negative.

    ``median`` is the one that stands beside the picture, where the moments are known better than by the day; without it
    the lower median of ``values`` is drawn.
    """
    scale = scale_of(Kind.DAYS, values)
    if not values:
        return _nothing(title, scale)
    ordered = sorted(values)
    if ordered[0] < 0:
        raise ValueError("a lead time is not negative")
    middle = ordered[(len(ordered) - 1) // 2]
    ninety = ordered[-(-9 * len(ordered) // 10) - 1]
    bins = _bins(ordered, least=(norm or 0) + 1)
    language = readers_language()
    marked = middle if median is None else median
    marks: list[tuple[int | Decimal, str]] = [
        (marked, gettext("median {days}").format(days=notation.number(marked, language)))
    ]
    said = gettext("Half took {median} at most, nine out of ten {ninety} at most.").format(
        median=scale.full(middle), ninety=scale.full(ninety)
    )
    if norm is not None:
        inside = sum(value <= norm for value in ordered)
        marks.append((norm, gettext("norm {days}").format(days=notation.number(norm, language))))
        said += " " + gettext("{share} stayed within the norm of {norm}.").format(
            share=notation.percent(Fraction(inside, len(ordered)), language, decimals=0),
            norm=scale.full(norm),
        )
    table = Table(
        (gettext("Days"), gettext("Number")),
        tuple(
            (f"{low}–{high - 1}" if high - low > 1 else f"{low}", notation.number(count, language))
            for low, high, count in bins
        ),
    )
    drawn = charts.histogram(title, finding or said, bins, unit=gettext("days"), marks=marks)
    return _picture(drawn, gettext("number per lead time in days"), table)


def report_picture(
    *,
    title: str,
    finding: str,
    specification: Mapping[str, Any],
    head: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
) -> Picture:
    """A picture of a report, whose specification, finding and figures the report brings along.

    It is drawn twice, for wide and for narrow screens, in the reader's notation. Raises ``ValueError`` when the
    specification is not valid Vega-Lite.
    """
    language = "nl" if notation.is_dutch(readers_language()) else "en"
    wide, narrow = (_drawn(specification, width, language) for width in (charts.WIDE, charts.NARROW))
    return Picture(title, "", wide, narrow, finding, Table(tuple(head), tuple(map(tuple, rows))))


def _nothing(title: str, scale: Scale) -> Picture:
    return Picture(
        title, scale.unit, SafeString(""), SafeString(""), gettext("There are no figures yet."), Table((), ())
    )


def _picture(drawn: report.Picture, unit: str, table: Table) -> Picture:
    """A chart drawn for both widths, with the figures behind it."""
    wide, narrow = (_drawn(drawn.spec, width) for width in (charts.WIDE, charts.NARROW))
    return Picture(drawn.title, unit, wide, narrow, drawn.alt, table)


def _drawn(specification: Mapping[str, Any], width: int, language: str = "") -> SafeString:
    svg = draw(charts.fitted(specification, width), language)
    return mark_safe(svg)  # noqa: S308  # Vega escapes every text; draw() refuses what could act


def _check_series(months: Sequence[date], series: Mapping[str, Sequence[int]]) -> None:
    if not 1 <= len(series) <= MOST_SERIES:
        raise ValueError(f"a picture tells one to {MOST_SERIES} series apart, not {len(series)}")
    for name, values in series.items():
        if len(values) != len(months):
            raise ValueError(f"{name} has {len(values)} values for {len(months)} months")
        if any(value < 0 for value in values):
            raise ValueError(f"{name} has a negative value; stacked columns cannot show it")


def _month_label(months: Sequence[date], place: int, *, narrow: bool) -> str:
    """The month, with the year under the first one and under every January."""
    month = months[place]
    name = notation.short_month(month, readers_language())
    crowded = narrow and place == 0 and any(later.month == 1 for later in months[1:3])
    year = f"\n{month.year}" if month.month == 1 or (place == 0 and not crowded) else ""
    return (name[0] if narrow else name) + year


def _peaks(totals: Sequence[int]) -> set[int]:
    """The places that get a label where there is no room for all: the highest and the last."""
    return {max(range(len(totals)), key=lambda p: totals[p]), len(totals) - 1}


def _bins(ordered: Sequence[int], *, least: int) -> list[tuple[int, int, int]]:
    """At most sixteen equal bins of a round width from zero, wide enough to hold the norm too."""
    end = max(ordered[-1] + 1, least)
    width = next(step for step in _widths() if step * 16 >= end)
    counts: dict[int, int] = {}
    for value in ordered:
        counts[value // width] = counts.get(value // width, 0) + 1
    return [(place * width, (place + 1) * width, counts.get(place, 0)) for place in range(-(-end // width))]


def _widths() -> Sequence[int]:
    return [base * 10**power for power in range(12) for base in (1, 2, 5)]
