"""The addresses of a list keep what was asked, and pressing a head twice turns the order round."""

from django.http import QueryDict

from bodemplaat.foundation.design.api import address_with, sort_head


def test_an_address_keeps_what_was_asked_and_begins_at_the_first_page() -> None:
    asked = QueryDict("q=trein&page=3&state=paid")
    assert address_with(asked, sort="amount") == "?q=trein&state=paid&sort=amount"
    assert address_with(asked, state="") == "?q=trein"
    assert asked["page"] == "3"


def test_a_head_sorts_and_pressed_again_the_other_way_round() -> None:
    asked = QueryDict("q=trein")
    first = sort_head(asked, "name", "-changed")
    assert (first.href, first.sort) == ("?q=trein&sort=name", "")
    assert sort_head(asked, "name", "name").href == "?q=trein&sort=-name"
    assert (sort_head(asked, "name", "-name").href, sort_head(asked, "name", "-name").sort) == (
        "?q=trein&sort=name",
        "down",
    )
    assert sort_head(asked, "changed", "name", is_downwards_first=True).href == "?q=trein&sort=-changed"
