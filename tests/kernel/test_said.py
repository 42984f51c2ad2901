"""A marked text is a text: it carries its values, equals what says the same, and fills its places."""

import copy
import pickle
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.kernel import Euro, Finding, Said, Trace, say

values = st.dictionaries(st.sampled_from(["name", "count"]), st.integers() | st.text(max_size=5))


def test_a_marked_text_is_the_text_itself() -> None:
    said = say("Total")
    assert isinstance(said, str)
    assert said == "Total"
    assert "Total" == said  # noqa: SIM300  # a plain text compares the same way round
    assert {"Total": 1}[said] == 1
    assert not say("")


def test_two_are_equal_when_text_and_values_are() -> None:
    one = say("{count} services", count=3)
    assert one == say("{count} services", count=3)
    assert hash(one) == hash(say("{count} services", count=3))
    assert one != say("{count} services", count=4)
    assert one != "{count} services"
    assert len({one, say("{count} services", count=4), say("{count} services")}) == 3


@given(st.text(max_size=20), values)
def test_copies_are_equal_and_keep_their_values(text: str, given_values: dict[str, object]) -> None:
    said = Said(text, given_values)
    for same in (copy.deepcopy(said), pickle.loads(pickle.dumps(said)), said.using()):
        assert same == said
        assert same.values == given_values
        assert hash(same) == hash(said)


def test_values_may_be_given_later_and_leave_the_first_as_it_was() -> None:
    text = say("{name} pays {amount}.", name="A")
    assert text.using(amount=1).render() == "A pays 1."
    assert text.values == {"name": "A"}


def test_a_text_is_translated_before_its_places_are_filled() -> None:
    dutch = {"{count} services": "{count} diensten"}
    said = say("{count} services", count=Euro(150))
    assert said.render(lambda text: dutch[text], lambda value: f"<{value}>") == "<1.50> diensten"


@pytest.mark.parametrize("count", [1, Decimal("1.0"), Fraction(1)])
def test_one_takes_the_singular(count: object) -> None:
    said = say("{count} {count:case|cases} {count:was|were} closed", count=count)
    assert said.render(show=lambda _: "1") == "1 case was closed"


@pytest.mark.parametrize(
    ("value", "decimals", "form"),
    [("1.04", 0, "day"), ("0.6", 0, "day"), ("1.5", 0, "days"), ("1", None, "day"), ("1", 1, "days")],
)
def test_what_is_shown_as_one_takes_the_singular_and_one_with_decimals_does_not(
    value: str, decimals: int | None, form: str
) -> None:
    count = SimpleNamespace(value=Decimal(value), decimals=decimals)
    assert say("{count:day|days}", count=count).render() == form


@pytest.mark.parametrize("count", [0, 2, -1, Fraction(1, 2), True is False, "1"])
def test_any_other_count_takes_the_plural(count: object) -> None:
    assert say("{count:case|cases}", count=count).render() == "cases"


def test_a_place_without_a_value_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match="name"):
        say("{name}: {amount}", amount=1).render()


def test_a_text_without_values_may_hold_braces() -> None:
    assert say("{}").render() == "{}"


def test_findings_and_traces_are_filled_by_the_same_hand() -> None:
    finding = Finding("a.b", "lines.0", say("{count} {count:line|lines} too many"), {"count": 1})
    assert finding.said == say("{count} {count:line|lines} too many", count=1)
    assert finding.render() == "1 line too many"
    assert Trace("A", Euro(1), say("{part} of it"), {"part": 2}).said == say("{part} of it", part=2)


def test_a_marked_value_inside_a_marked_text_is_translated_too() -> None:
    dutch = {"It cannot be read: {why}.": "Niet te lezen: {why}.", "it is a folder": "het is een map"}

    assert say("It cannot be read: {why}.", why=say("it is a folder")).render(dutch.__getitem__) == (
        "Niet te lezen: het is een map."
    )
