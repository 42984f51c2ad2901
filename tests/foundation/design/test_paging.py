"""Pages of a list that comes from a door: the numbers add up, and no address asks too much."""

import pytest
from django.core.paginator import Paginator
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from bodemplaat.foundation.design.paging import FURTHEST, page_number, page_of, rows_before


@settings(max_examples=60)
@given(count=st.integers(0, 5_000), size=st.integers(1, 60), asked=st.integers(1, 200))
def test_a_page_says_the_same_as_one_that_holds_every_row(count: int, size: int, asked: int) -> None:
    whole = Paginator(range(count), size).get_page(asked)
    page = page_of(list(whole), count=count, size=size, number=asked)
    assert list(page) == list(whole)
    assert (page.number, page.start_index(), page.end_index()) == (
        whole.number,
        whole.start_index(),
        whole.end_index(),
    )
    assert (page.has_previous(), page.has_next()) == (whole.has_previous(), whole.has_next())
    assert (page.paginator.count, page.paginator.num_pages) == (count, whole.paginator.num_pages)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("3", 3),
        ("0", 1),
        ("-2", 1),
        ("", 1),
        ("two", 1),
        ("1e3", 1),
        ("²", 1),
        ("٣", 1),
        (str(FURTHEST), FURTHEST),
        (str(FURTHEST + 1), FURTHEST),
        ("9" * 5_000, 1),
    ],
)
def test_what_the_address_asks_for_is_a_page_that_can_be(asked: str, number: int) -> None:
    request = RequestFactory().get("/", {"page": asked})
    assert page_number(request) == number
    assert rows_before(request, 25) == 25 * (number - 1)


def test_without_a_number_it_is_the_first_page() -> None:
    assert page_number(RequestFactory().get("/")) == 1
