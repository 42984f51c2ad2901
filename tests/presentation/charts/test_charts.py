"""Each chart is said once, in the palette's colours, and whatever it is about may have any name."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

import bodemplaat
from bodemplaat.presentation import charts, expression, palette
from bodemplaat.presentation.charts.upright import Bar
from bodemplaat.presentation.drawing import svg
from bodemplaat.presentation.report import Picture

SOURCE = Path(bodemplaat.__file__).parent
NAMES = [
    "if", "constructor", "toString", "valueOf", "hasOwnProperty", "__proto__", "__defineGetter__", "null", "true",
    "undefined", "NaN", "function", "datum", "name", "a.b", "a[0]", 'a"b', "a'b", "a\\b", "{{x}}", "\u2028", "\u2029x",
    "<b>", "&amp;", "url(#clip0)", 'id="a"', "1", "00",
]  # fmt: skip


def one_of_each(one: str, two: str, three: str, four: str) -> dict[str, Picture]:
    """Every chart, about things of these names."""
    columns = charts.columns_over_time(
        [Bar(0, 0, 3), Bar(0, 1, 2)], places=[one], names=[two, three], totals=[four]
    )
    return {
        "bars": charts.bars(one, two, [(one, 1.0), (two, 2.0), (three, -1.0)], unit=four),
        "bars with names above": charts.bars(
            one, two, [(one, 1.0), (two, 2.0)], labels=[three, four], names_above=True, marked=two
        ),
        "stacked bars": charts.stacked_bars(one, two, [(one, three, 1.0), (two, four, 2.0)], unit=one),
        "grouped bars": charts.grouped_bars(
            one, two, [(one, three, 1.0), (one, four, 2.0)], unit=two, labels=[one, two]
        ),
        "lines": charts.lines(one, two, [(one, three, 1.0), (two, three, 2.0)], unit=four),
        "columns": Picture(one, two, columns),
        "histogram": charts.histogram(
            one, two, [(0, 1, 2), (1, 2, 3)], unit=three, marks=[(0, one), (2, two)], heights=four
        ),
        "histogram without an axis": charts.histogram(
            one, two, [(0, 1, 2)], unit=three, marks=[(0, one), (1, two)]
        ),
    }


ALL_NAMES = {  # what each chart writes of its four names
    "bars": (0, 1, 2, 3),
    "bars with names above": (0, 1, 2, 3),
    "stacked bars": (0, 1, 2, 3),
    "grouped bars": (0, 1, 2, 3),
    "lines": (0, 1, 2, 3),
    "columns": (0, 1, 2, 3),
    "histogram": (0, 1, 2, 3),
    "histogram without an axis": (0, 1, 2),
}


@pytest.mark.parametrize("first", range(0, len(NAMES), 4))
def test_whatever_a_chart_is_about_may_have_any_name(first: int) -> None:
    """Also a name that the drawing library takes for a word of its own: ``if`` once ended in a server error."""
    names = NAMES[first : first + 4]
    for kind, picture in one_of_each(*names).items():
        written = {shown(text) for text in re.findall(r">([^<]+)</text>", svg(picture))}
        assert {shown(escaped(names[place])) for place in ALL_NAMES[kind]} <= written | {""}, kind


def escaped(name: str) -> str:
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shown(name: str) -> str:
    """What a drawing shows of a name: blanks count for one, and none stand at the ends."""
    return " ".join(str(expression.printable(name)).replace(expression.UNSEEN, "").split())


def test_every_chart_is_drawn_in_the_colours_of_the_palette_alone() -> None:
    for kind, picture in one_of_each("Noorderdam", "Vlist", "Reizen", "euro").items():
        drawn = svg(picture)
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawn)) - {"none", "transparent"}
        assert colours <= set(palette.ALL), kind


def test_no_colour_is_written_outside_the_palette_and_the_stylesheets() -> None:
    written = {
        str(file.relative_to(SOURCE))
        for kind in ("*.py", "*.typ", "*.html")
        for file in SOURCE.rglob(kind)
        if re.search(r'["\'(]#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})["\')]', file.read_text("utf-8"))
    }
    assert written == {"presentation/palette.py"}


def test_no_two_roles_share_a_colour_and_each_is_written_as_a_stylesheet_seeks_it() -> None:
    assert len(set(palette.ALL)) == len(palette.ALL)
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in palette.ALL)


def test_on_a_narrow_page_names_are_short_and_a_legend_stands_in_one_column_with_its_names_whole() -> None:
    values = [("Noorderdam", part, 1.0) for part in ("Uren in investeringsprojecten", "Huisvesting")]
    spec = charts.stacked_bars("A", "B", values, unit="€").spec
    wide, narrow = charts.fitted(spec, charts.WIDE), charts.fitted(spec, charts.NARROW)
    assert (wide["width"], narrow["width"]) == (640, 320)
    assert wide["encoding"]["color"]["legend"]["columns"] == 4
    assert narrow["encoding"]["color"]["legend"]["columns"] == 1
    assert narrow["config"]["axis"]["labelLimit"] < wide["config"]["axis"]["labelLimit"]
    assert ">Uren in investeringsprojecten<" in svg(Picture("A", "B", narrow))


def test_a_picture_of_several_fits_a_narrow_page_and_the_figures_along_an_axis_stand_apart() -> None:
    rows = [{"name": "Nederlek", "scenario": each, "value": 80_000.0} for each in ("een", "twee")]
    x = {"field": "value", "type": "quantitative", "axis": {"format": ",.0f", "tickCount": 6}}
    spec = {
        "data": {"values": rows},
        "facet": {"row": {"field": "scenario", "type": "nominal", "header": {"labelOrient": "top"}}},
        "spec": {"width": 440, "mark": "bar", "encoding": {"x": x, "y": {"field": "name"}}},
    }
    for width in (charts.WIDE, charts.NARROW):
        drawn = svg(Picture("A", "B", charts.fitted(spec, width)))
        assert float(re.findall(r'<svg[^>]* width="([\d.]+)"', drawn)[0]) <= width
        texts = [text for text in re.findall(r"<text[^>]*>[^<]*", drawn) if 'opacity="0"' not in text]
        figures = [re.search(r"translate\(([\d.]+),.*>[\d.]+$", text) for text in texts]
        places = {float(figure[1]) for figure in figures if figure}
        assert len(places) > 1
        assert all(b - a > 40 for a, b in pairwise(sorted(places))), places


@pytest.mark.parametrize("count", [2, 4, 9])
def test_names_above_columns_do_not_run_into_each_other_on_a_narrow_page(count: int) -> None:
    names = [f"Gemeente {number}" for number in range(count)]
    rows = [{"name": "Fiscaal advies", "scope": name, "days": 153.8, "shown": "153,8"} for name in names]
    x = {"field": "scope", "type": "nominal", "sort": names, "axis": {"orient": "top", "labelAngle": 0}}
    spec = {
        "data": {"values": rows},
        "height": {"step": 26},
        "encoding": {"x": x, "y": {"field": "name", "type": "nominal"}},
        "layer": [{"mark": {"type": "rect"}}, {"mark": {"type": "text"}, "encoding": {"text": {"field": "shown"}}}],
    }  # fmt: skip
    drawn = svg(Picture("A", "B", charts.fitted(spec, charts.NARROW)))
    assert float(re.findall(r'<svg[^>]* width="([\d.]+)"', drawn)[0]) <= charts.NARROW
    shown = [text for text in re.findall(r"<text[^>]*>[^<]*", drawn) if 'opacity="0"' not in text]
    heads = [text for text in shown if ">Gemeente" in text]
    assert len(heads) == count, "every name is there"
    assert all("rotate(315)" in head for head in heads)
    assert len([text for text in shown if text.endswith(">153,8")]) == (count if count <= 5 else 0)
