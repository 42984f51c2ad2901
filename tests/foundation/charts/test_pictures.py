"""Pictures say their finding, carry their labels, hold nothing that acts, and are drawn once."""

import multiprocessing
import re
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
import vl_convert
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from bodemplaat.foundation.charts import drawing
from bodemplaat.foundation.charts.pictures import (
    Picture,
    _bins,
    distribution_picture,
    months_picture,
    months_rows,
    report_picture,
    units_picture,
)
from bodemplaat.presentation import charts, expression, palette, report
from bodemplaat.presentation.drawing import as_text

MONTHS = [date(2026, month, 1) for month in range(1, 13)]


def one_of_each() -> list[Picture]:
    return [
        months_picture(title="Maanden", months=MONTHS, series={"Reizen": [100_00] * 12, "Aankoop": [50_00] * 12}),
        units_picture(title="Afdelingen", values={"Sociaal domein": 300_00, "Ruimte": 100_00}),
        distribution_picture(title="Doorlooptijd", values=[1, 2, 3, 12], norm=10),
    ]  # fmt: skip


def words(svg: str) -> list[str]:
    """Every text in a drawing, in order."""
    return ["".join(map(str, text.itertext())) for text in etree.fromstring(svg).iter("{*}text")]


def test_labels_are_in_the_picture() -> None:
    months, units, spread = one_of_each()
    assert {"Reizen", "Aankoop", "jan2026", "dec", "150"} <= set(words(months.svg))
    assert {"Sociaal domein", "Ruimte", "300", "100"} <= set(words(units.svg))
    assert {"mediaan 2", "norm 10", "dagen"} <= set(words(spread.svg))


def test_letters_really_leave_ink() -> None:
    """Without its font vl-convert leaves all text out when it rasterises, and says nothing."""
    svg = str(units_picture(title="A", values={"Sociaal domein": 300_00}).svg)
    silent = re.sub(r">[^<]+</text>", "></text>", svg)
    assert vl_convert.svg_to_png(svg) != vl_convert.svg_to_png(silent)
    assert f'font-family="{palette.FONT}"' in svg


@pytest.mark.parametrize("number", range(3))
def test_a_drawing_uses_only_colours_that_a_theme_can_exchange(number: int) -> None:
    picture = one_of_each()[number]
    for svg in (picture.svg, picture.narrow):
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) - {"none", "transparent"}
        assert colours <= set(palette.ALL)
        assert "style=" not in svg
        assert "role=" not in svg


def test_what_people_typed_cannot_act_in_a_picture() -> None:
    nasty = '<script>alert("x")</script>'
    picture = units_picture(title=nasty, values={nasty: 5_00, "' onload='x": 3_00})
    tree = etree.fromstring(picture.svg)
    assert not tree.findall(".//{*}script")
    assert nasty in words(picture.svg)


def test_a_character_that_xml_cannot_hold_does_not_end_the_process() -> None:
    """vl-convert aborts on it, which would take the whole web worker along."""
    odd = "\x00 \x01 \x08 \x0c \ufffe \ud800 \\u0001"
    assert units_picture(title=odd, values={f"a{odd}b": 5_00}).svg
    assert months_picture(title=odd, months=MONTHS, series={f"a{odd}": [1_00] * 12, "b": [2_00] * 12}).svg


def test_a_specification_cannot_fetch() -> None:
    with pytest.raises(ValueError, match=r".+"):
        drawing.render('{"data": {"url": "http://127.0.0.1:9/x.csv"}, "mark": "bar"}')


def test_the_finding_is_a_sentence_not_the_word_chart() -> None:
    months, units, spread = (picture.text_alternative for picture in one_of_each())
    assert (
        months
        == "Het hoogst in januari 2026 (€\xa0150,00), het laagst in januari 2026 (€\xa0150,00); €\xa01.800,00 in 12 maanden."
    )
    assert units == "Sociaal domein is het grootst met €\xa0300,00, 75% van €\xa0400,00."
    assert (
        spread
        == "De helft duurde hoogstens 2 dagen, negen van de tien hoogstens 12 dagen. 75% bleef binnen de norm van 10 dagen."
    )


def test_the_finding_follows_the_reader() -> None:
    with translation.override("en"):
        assert (
            units_picture(title="A", values={"B": 100_00}).text_alternative
            == "B is the largest with €100.00, 100% of €100.00."
        )


@settings(max_examples=6)
@given(st.dictionaries(st.text(min_size=1, max_size=12), st.integers(0, 10**11), min_size=1, max_size=6))
def test_the_table_behind_a_picture_has_every_figure_in_full(values: dict[str, int]) -> None:
    table = units_picture(title="A", values=values).table
    if any(values.values()):
        assert {row[0] for row in table.rows} == set(values)
    else:
        assert table.rows == ()


def test_nothing_to_draw_is_said_instead_of_drawn() -> None:
    for picture in (
        months_picture(title="A", months=MONTHS, series={"B": [0] * 12}),
        units_picture(title="A", values={}),
        distribution_picture(title="A", values=[]),
    ):
        assert (picture.svg, picture.narrow) == ("", "")
        assert picture.text_alternative == "Er zijn nog geen cijfers."


def test_units_beyond_what_can_be_read_stay_in_the_table() -> None:
    picture = units_picture(
        title="A", values={f"Afdeling {number}": 100_00 + number for number in range(342)}
    )
    assert len(picture.table.rows) == 342
    assert "25 grootste van 342" in picture.text_alternative


def test_grouped_months_share_their_names_and_need_no_legend() -> None:
    pictures = months_rows(
        title="Maanden", months=MONTHS, series={"Reizen": [1_00] * 12, "Aankoop": [2_00] * 12}
    )
    assert [picture.title for picture in pictures] == ["Maanden: Reizen", "Maanden: Aankoop"]


@pytest.mark.parametrize(
    ("series", "says"),
    [
        ({"A": [1]}, "1 values for 12 months"),
        ({"A": [-1] * 12}, "negative"),
        ({str(n): [1] * 12 for n in range(5)}, "not 5"),
        ({}, "not 0"),
    ],
)
def test_what_cannot_be_drawn_honestly_is_refused(series: dict[str, list[int]], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        months_picture(title="A", months=MONTHS, series=series)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 5000), min_size=1, max_size=60), st.integers(1, 400))
def test_bins_hold_every_value_once(values: list[int], least: int) -> None:
    bins = _bins(sorted(values), least=least)
    assert sum(count for _, _, count in bins) == len(values)
    assert len(bins) <= 16
    assert all(here[1] == after[0] for here, after in pairwise(bins))
    assert bins[-1][1] >= max(values[-1], least)


def test_a_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    units_picture(title="A", values={"Eenmalig": 123_00})

    def refuse(specification: str) -> Any:
        raise AssertionError("drawn a second time")

    monkeypatch.setattr(drawing, "render", refuse)
    assert units_picture(title="A", values={"Eenmalig": 123_00}).svg


WORDS = [
    "if", "constructor", "toString", "valueOf", "hasOwnProperty", "__proto__", "__defineGetter__", "null", "true",
    "undefined", "NaN", "function", "datum", "name", "a.b", "a[0]", 'a"b', "a'b", "a\\b", "{{x}}", "\u2028", "\u2029x",
    "", " ", "<b>", "&amp;", "url(#clip0)", 'id="a"',
]  # fmt: skip
ODD_NAMES = st.sampled_from(WORDS) | st.text(min_size=1, max_size=8)


# Each picture is drawn by a browser's engine, a tenth of a second each: so every word above has its turn, and a few more.
@settings(max_examples=6)
@given(st.lists(ODD_NAMES, min_size=4, max_size=4, unique=True))
@example(WORDS[0:4])
@example(WORDS[4:8])
@example(WORDS[8:12])
@example(WORDS[12:16])
@example(WORDS[16:20])
@example(WORDS[20:24])
@example(WORDS[24:28])
def test_a_unit_or_kind_may_have_any_name(names: list[str]) -> None:
    """Also one that the drawing library takes for a word of its own: ``if`` once ended in a server error."""
    one, two, three, _ = names
    pictures = [
        months_picture(title=one, months=MONTHS, series={one: [100_00] * 12, two: [50_00] * 12}),
        units_picture(title=one, values={one: 1_00, two: 1_00, three: 2_00}, marked=two, head=one),
    ]
    written = [{" ".join(text.split()) for text in words(picture.svg)} for picture in pictures]
    assert {shown(one), shown(two)} <= written[0]
    assert {shown(name) for name in (one, two, three)} <= written[1]


def drawn_of(chart: report.Picture) -> Picture:
    """A chart as a page shows it."""
    return report_picture(title=chart.title, finding=chart.alt, specification=chart.spec)


def shown(name: str) -> str:
    """What a drawing shows of a name: blanks count for one, and none stand at the ends."""
    return " ".join(expression.printable(name).replace(expression.UNSEEN, "").split())


def test_an_axis_title_may_be_any_word() -> None:
    drawn = charts.histogram("A", "B", [(0, 1, 2), (1, 2, 3)], unit="if", marks=[(1, "valueOf")])
    assert {"if", "valueOf"} <= set(words(drawn_of(drawn).svg))


CLIPPED = {
    "data": {"values": [{"a": 1}, {"a": 2}]},
    "mark": {
        "type": "bar",
        "clip": True,
        "color": {"gradient": "linear", "stops": [{"offset": 0, "color": "red"}, {"offset": 1, "color": "blue"}]},
    },
    "encoding": {"x": {"field": "a", "type": "quantitative"}},
}  # fmt: skip


def test_pictures_of_two_workers_share_no_ids_on_one_page() -> None:
    """Vega counts clips and gradients per process: two workers both begin with nought."""
    other = {**CLIPPED, "width": 333}
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as workers:
        drawn = [workers.submit(drawn_alone, spec) for spec in (CLIPPED, other)]
        one, two = (each.result() for each in drawn)
    ids = [re.findall(r'\sid="([^"]+)"', svg) for svg in (one, two)]
    assert ids[0]
    assert len({*ids[0], *ids[1]}) == len(ids[0]) + len(ids[1])
    for svg, own in zip((one, two), ids, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) == set(own)
    drawing.render(as_text(other))
    assert drawing.render(as_text(CLIPPED)) == one, "the same specification gives the same bytes"


def drawn_alone(specification: dict[str, Any]) -> str:
    """In a process of its own."""
    return drawing.render(as_text(specification))
