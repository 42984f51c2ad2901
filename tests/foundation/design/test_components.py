"""Components give accessible names, escape what they show, and hold no inline style or script."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import engines
from django.template.exceptions import TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler
from lxml import html

from bodemplaat.foundation.design import navigation
from bodemplaat.kernel import Euro
from bodemplaat.surfaces.style_guide.forms import SampleForm

NASTY = '<script>alert("x")</script>'


def shown(source: str, **context: Any) -> Any:
    """What a piece of template becomes, as a tree."""
    compiled = CottonCompiler().process("{% load bodemplaat %}" + source)
    request = RequestFactory().get("/lijst/?soort=reis&page=3")
    return html.fromstring(
        "<div>" + engines["django"].from_string(compiled).render(context, request) + "</div>"
    )


def described(form: Any, name: str) -> str:
    """The texts that ``aria-describedby`` of a field points at, all of which must exist."""
    tree = shown('<c-field :field="field" />', field=form[name])
    (control,) = tree.xpath(f'//*[@name="{name}" or self::fieldset][1]')[:1]
    ids = control.get("aria-describedby", "").split()
    return " ".join(tree.xpath(f'//*[@id="{part}"]')[0].text_content() for part in ids)


def test_a_field_is_tied_to_its_label_help_and_error() -> None:
    form = SampleForm({"amount": "twaalf"})
    tree = shown('<c-field :field="field" />', field=form["amount"])
    (box,) = tree.xpath('//input[@name="amount"]')
    assert tree.xpath(f'//label[@for="{box.get("id")}"]')[0].text_content().strip() == "Bedrag"
    assert box.get("aria-invalid") == "true"
    assert box.get("value") == "twaalf", "the form keeps what was typed"
    assert "Schrijf een bedrag" in described(form, "amount")
    assert "Zoals op de bon" in described(form, "amount")


def test_the_error_stands_between_label_and_box() -> None:
    tree = shown('<c-field :field="field" />', field=SampleForm({})["amount"])
    classes = [
        child.get("class") or child.tag for child in tree.xpath('//div[starts-with(@class, "field ")]')[0]
    ]
    assert classes == ["label", "field-error", "field-control", "field-help"]


def test_a_group_of_choices_has_a_legend_and_every_choice_a_label() -> None:
    tree = shown('<c-field :field="field" />', field=SampleForm({})["kind"])
    assert tree.xpath("//fieldset/legend")[0].text_content().strip() == "Waaraan gaf u het uit?"
    assert [label.get("for") for label in tree.xpath("//label")] == [
        box.get("id") for box in tree.xpath("//input")
    ]
    assert "verplicht" in described(SampleForm({}), "kind")


def test_the_summary_links_to_every_field_that_is_wrong() -> None:
    form = SampleForm({})
    fields = "".join(f'<c-field :field="form.{name}" />' for name in form.fields)
    tree = shown('<c-form-errors :form="form" />' + fields, form=form)
    targets = [link.get("href").removeprefix("#") for link in tree.xpath('//*[@class="error-summary"]//a')]
    assert len(targets) == len(form.errors) == 5
    assert all(tree.xpath(f'//*[@id="{target}"]') for target in targets)
    assert tree.xpath('//*[@role="alert"]')


def test_a_form_without_errors_has_no_summary() -> None:
    assert not shown('<c-form-errors :form="form" />', form=SampleForm()).xpath('//*[@class="error-summary"]')


@pytest.mark.parametrize(
    "source",
    [
        "<c-badge>{{ text }}</c-badge>",
        '<c-notice tone="danger" :title="text">{{ text }}</c-notice>',
        '<c-person :name="text" :role="text" />',
        '<c-fact :label="text">{{ text }}</c-fact>',
        '<c-thumbnail href="#" :name="text" />',
        '<c-timeline.event :title="text" :who="text" :when="when">{{ text }}</c-timeline.event>',
        '<c-card-list.row href="#" :title="text" :detail="text" :amount="amount" />',
        '<c-item href="#" :title="text" :detail="text" />',
        '<c-key-figure :label="text" :value="text" :norm="text" />',
        '<c-table :caption="text"></c-table>',
        '<c-search-field label="Zoek" :value="text" />',
        '<c-empty :title="text" />',
        '<c-stepper :steps="texts" />',
        '<c-button href="#">{{ text }}</c-button>',
    ],
)
def test_what_people_typed_is_shown_never_executed(source: str) -> None:
    tree = shown(source, text=NASTY, texts=[NASTY], when=datetime(2026, 11, 23, tzinfo=UTC), amount=Euro(1))
    assert not tree.xpath("//script")
    assert "alert" in html.tostring(tree, encoding="unicode")


def test_a_status_is_a_word_with_an_icon_never_colour_alone() -> None:
    for tone in ("success", "warning", "danger", "info", "waiting"):
        tree = shown(f'<c-badge tone="{tone}">Stand</c-badge>')
        assert tree.text_content().strip() == "Stand"
        assert tree.xpath('//svg[@aria-hidden="true"]'), tone


def test_an_icon_that_is_not_there_is_a_mistake_of_the_page() -> None:
    with pytest.raises(TemplateSyntaxError, match="no icon 'unicorn'"):
        shown('<c-icon name="unicorn" />')


def test_an_icon_with_a_label_says_it() -> None:
    (drawing,) = shown('<c-icon name="check" label="Klaar" />').xpath("//svg")
    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", "Klaar")


def test_the_pager_keeps_the_filter_and_says_where_one_is() -> None:
    tree = shown('<c-pager :page="page" />', page=Paginator(range(10_000), 50).page(3))
    assert "101–150 van 10.000" in tree.text_content()
    (here,) = tree.xpath('//*[@aria-current="page"]')
    assert here.text_content().strip().endswith("3")
    assert tree.xpath('//a[@rel="next"]')[0].get("href") == "?soort=reis&page=4"
    assert "?soort=reis&page=200" in [link.get("href") for link in tree.xpath("//a")]


def test_one_page_needs_no_pager() -> None:
    assert not shown('<c-pager :page="page" />', page=Paginator(range(3), 50).page(1)).xpath("//nav")


def test_large_counts_stay_numbers_for_the_browser() -> None:
    (bar,) = shown('<c-progress label="Gelezen" :value="4200" :total="10000" />').xpath("//progress")
    assert (bar.get("value"), bar.get("max"), bar.get("aria-label")) == ("4200", "10000", "Gelezen")


@pytest.mark.parametrize(
    ("due", "says", "state"),
    [
        (date(2026, 12, 1), "nog 8 dagen", ""),
        (date(2026, 11, 24), "nog 1 dag", "is-near"),
        (date(2026, 11, 20), "3 dagen over de termijn", "is-late"),
    ],
)
def test_a_term_bar_says_in_words_what_it_shows(due: date, says: str, state: str) -> None:
    tree = shown(
        '<c-term-bar :start="start" :due="due" :today="today" />',
        start=date(2026, 11, 11),
        due=due,
        today=date(2026, 11, 23),
    )
    assert tree.xpath("//svg")[0].get("aria-label") == says
    assert state in tree.xpath('//*[starts-with(@class, "term-bar ")]')[0].get("class")
    assert all(0 <= float(mark.get("x2")) <= 100 for mark in tree.xpath("//line"))


@pytest.mark.parametrize(
    ("start", "due"), [(date(2026, 11, 23), date(2026, 11, 23)), (date(2026, 12, 1), date(2026, 12, 2))]
)
def test_a_term_of_a_day_or_one_not_begun_can_be_drawn(start: date, due: date) -> None:
    tree = shown(
        '<c-term-bar :start="start" :due="due" :today="today" />',
        start=start,
        due=due,
        today=date(2026, 11, 23),
    )
    assert 0 <= float(tree.xpath('//*[@class="term-bar-used"]')[0].get("width")) <= 100


def test_amounts_follow_the_language_of_the_reader() -> None:
    assert (
        shown('<c-amount :value="amount" />', amount=Euro(-123456)).text_content()
        == "€\N{NO-BREAK SPACE}−1.234,56"
    )
    with translation.override("en"):
        assert shown('<c-amount :value="amount" />', amount=Euro(-123456)).text_content() == "−€1,234.56"


def test_the_top_bar_shows_the_places_of_a_role_and_which_one_is_current(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(navigation, "_ITEMS", {})
    monkeypatch.setattr(
        navigation, "reverse", lambda name: {"a": "/taken/", "b": "/taken/batch/", "c": "/beheer/"}[name]
    )
    navigation.register(
        navigation.NavigationItem("Taken", "a", frozenset({"manager"}), 1),
        navigation.NavigationItem("Batch", "b", frozenset({"manager"}), 2),
        navigation.NavigationItem("Beheer", "c", frozenset({"administrator"}), 0),
    )
    links = navigation.links(role="manager", path="/taken/batch/7/")
    assert [(link.label, link.current) for link in links] == [("Taken", False), ("Batch", True)]


def test_the_top_bar_keeps_to_one_line_and_the_rest_stands_under_more() -> None:
    def divided(count: int) -> tuple[int, int, int]:
        places = [navigation.Link(str(n), f"/{n}/", "", current=False) for n in range(count)]
        bar = navigation.bar(
            [*places, navigation.Link("post", "/post/", "mail", current=False, compact=True)]
        )
        return len(bar.places), len(bar.more), len(bar.compact)

    assert divided(0) == (0, 0, 1)
    assert divided(navigation.MOST_IN_BAR) == (navigation.MOST_IN_BAR, 0, 1)
    assert divided(navigation.MOST_IN_BAR + 1) == (navigation.MOST_IN_BAR - 1, 2, 1)
    assert navigation.bar(()).is_empty


def test_fonts_come_from_their_package_and_nothing_else_does() -> None:
    assert str(finders.find("bodemplaat/fonts/SourceSansPro-Regular.ttf")).endswith(".ttf")
    assert finders.find("bodemplaat/fonts/LICENSE.txt") is None
    assert finders.find("bodemplaat/fonts/../__init__.py") is None


def test_cotton_keeps_no_page_data_between_requests() -> None:
    first = shown('<c-person :name="name" />', name="Fatma Yıldız").text_content()
    second = shown('<c-person :name="name" />', name="Bram Peters").text_content()
    assert "Fatma" in first
    assert "Fatma" not in second


def test_a_box_for_a_file_shows_no_camera_unless_a_photo_is_asked_for() -> None:
    box = '<c-field :field="field" />'
    camera = shown("{% icon 'camera' %}").xpath(".//*[local-name()='path']/@d")
    assert shown(box, field=SampleForm()["receipt"]).xpath(".//*[local-name()='path']/@d") != camera
    photo = shown('<c-upload :field="field" icon="camera" />', field=SampleForm()["receipt"])
    assert photo.xpath(".//*[local-name()='path']/@d") == camera
