"""Boxes for numbers: one grammar, the reader's language decides only what a dot before three figures is."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

import bodemplaat
from bodemplaat.foundation.design.fields import NumberField, WholeField


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("typed", ["7,5", "7.5", " 7,50 "])
def test_seven_and_a_half_is_never_seventy_five(typed: str, language: str) -> None:
    with translation.override(language):
        assert NumberField(decimal_places=2).clean(typed) == Decimal("7.5")


def test_a_dot_before_three_figures_is_as_the_language_says() -> None:
    with translation.override("nl"):
        assert WholeField().clean("1.000") == NumberField().clean("1.000") == 1000
    with translation.override("en"):
        assert WholeField().clean("1,000") == 1000
        assert NumberField().clean("1.000") == 1
        with pytest.raises(ValidationError):
            WholeField().clean("1.000")


@pytest.mark.parametrize("typed", ["²", "1e2", "NaN", "Infinity", "7.5.5", "9" * 5000])
def test_what_is_no_number_is_refused_in_words(typed: str) -> None:
    for field in (NumberField(), WholeField()):
        with pytest.raises(ValidationError):
            field.clean(typed)


def test_a_whole_number_has_no_part() -> None:
    with pytest.raises(ValidationError):
        WholeField().clean("7,5")


def test_an_empty_box_is_nothing() -> None:
    assert NumberField(required=False).clean("") is None
    assert WholeField(required=False).clean("") is None


def test_no_page_writes_a_field_that_the_style_does_not_know() -> None:
    """A field's class in a template is one that the style sheet dresses, so no bare box stands among the others."""
    source = Path(bodemplaat.__file__).parent
    dressed = set(re.findall(r"\.([a-z][\w-]*)", "".join(each.read_text() for each in source.rglob("*.css"))))
    fields = re.compile(r'<(?:input|select|textarea)\b[^>]*?\bclass="([\w -]+)"')
    written = {
        (template.name, name)
        for template in source.rglob("*.html")
        for names in fields.findall(template.read_text())
        for name in names.split()
    }
    assert ("search_field.html", "control") in written
    assert {each for each in written if each[1] not in dressed} == set()


def test_every_box_that_a_page_writes_itself_has_a_class() -> None:
    """One without stands in the look of the browser: small letters, too low for a finger."""
    boxes = re.compile(r"<(?:select|textarea)\b[^>]*>")
    source = Path(bodemplaat.__file__).parent
    bare = [
        (template.name, box)
        for template in source.rglob("*.html")
        for box in boxes.findall(template.read_text())
        if "class=" not in box
    ]
    assert bare == []
