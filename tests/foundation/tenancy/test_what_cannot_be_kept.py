"""Whatever a command is called with, what no table can keep is refused in words at its door, and nothing is stored."""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.world import IBANS, KINDS, TODAY, World, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.models import Person
from bodemplaat.foundation.tenancy.api import Actor, Refused, command, kind_of
from bodemplaat.foundation.tenancy.arguments import LONGEST_TEXT, check_can_be_kept
from bodemplaat.kernel import TURNING, Euro

BAD_TEXTS = {
    "NUL": "Jan\x00sen",
    "half a character": "Jan\ud800sen",
    "100,000 characters": "x" * 100_000,
    "turned around": "factuur\u202efdp.exe",
    "turned around inside": "Jan \u2067sen\u2069",
}
BAD_NUMBERS = {
    "not a number": Decimal("NaN"),
    "without end": Decimal("-Infinity"),
    "3,000 figures": Decimal("9" * 3000),
    "3,000 decimals": Decimal(f"0.{'1' * 3000}"),
    "a whole number of 5,000 bits": 2**5000,
    "a float that is none": float("nan"),
    "an amount of 100 figures": Euro(10**100),
}
BAD: dict[str, Any] = BAD_TEXTS | BAD_NUMBERS
TOMORROW = TODAY + timedelta(days=1)


@dataclass(frozen=True)
class Box:
    """A value as commands take it."""

    what: object


around = st.recursive(
    st.sampled_from(list(BAD.values())),
    lambda inner: st.one_of(
        inner.map(lambda value: [1, value]),
        inner.map(lambda value: (value, "a")),
        inner.map(lambda value: {"key": value}),
        inner.map(Box),
    ),
)


@given(around)
def test_it_is_found_however_deep_it_lies(value: object) -> None:
    with pytest.raises(Refused):
        check_can_be_kept({"actor": None, "value": value})


@given(
    st.recursive(
        st.one_of(
            st.text(
                st.characters(exclude_categories=["Cs"], exclude_characters=["\x00", *TURNING]),
                max_size=LONGEST_TEXT,
            ),
            st.integers(-(2**63) + 1, 2**63 - 1),
            st.decimals("-1e29", "1e29", places=20),
            st.booleans(),
            st.none(),
            st.binary(),
            st.dates(),
            st.uuids(),
        ),
        lambda inner: st.lists(inner) | st.dictionaries(st.text("ab"), inner) | inner.map(Box),
    )
)
def test_everything_else_passes(value: object) -> None:
    check_can_be_kept({"value": value})


@pytest.mark.parametrize(
    "name",
    ["Zoë", "\u05d3\u05d5\u05d3", "\u0645\u062d\u0645\u062f\u200f", "\u0646\u06cc\u200c\u0645", "👩\u200d🔧"],
)
def test_a_name_in_any_script_is_kept(name: str) -> None:
    """Right-to-left script, its marks and its joiners belong to words; what turns the words of others around does not."""
    check_can_be_kept({"name": name})


def rules(**changed: Any) -> claims.ClaimRules:
    return claims.ClaimRules((), **{"max_age_days": 92, "sample_percent": Decimal(10), **changed})


@pytest.mark.parametrize("bad", BAD_TEXTS)
def test_words_at_the_doors_that_take_them(world: World, bad: str) -> None:
    words, first, at = BAD_TEXTS[bad], world.first, world.at
    draft, asked = world.draft(first.anna, journey()), world.submitted(first.anna, journey())
    content = claims.Content("Reis", IBANS[1], (replace(journey(), origin=words),))
    doors = [
        lambda: claims.save_draft(actor=first.anna, claim=draft, content=content, at=at),
        lambda: claims.return_claim(actor=first.jan, claim=asked, question=words, at=at),
        lambda: claims.reject_claim(actor=first.jan, claim=asked, reason=words, at=at),
        lambda: claims.start_claim(actor=first.anna, key=words, at=at),
        lambda: payments.upload_statement(actor=world.payer, name=words, content=b"<a/>", at=at),
        lambda: organisations.add_unit(actor=first.ad, organisation=first.id, code="A", name=words, at=at),
        lambda: access.assign_function(
            actor=first.ad, person=first.anna.person, function=words, since=TODAY, at=at
        ),
    ]
    for door in doors:
        with pytest.raises(Refused) as refusal:
            door()
        assert {"\x00", *TURNING}.isdisjoint(str(refusal.value))
        assert len(str(refusal.value)) < 300
    assert [unit.code for unit in organisations.units_of(actor=first.ad, organisation=first.id)] == ["FIN"]


@pytest.mark.parametrize(
    "wanted",
    [
        {"threshold": Euro.of("-1")},
        {"threshold": Euro.of(20), "sample_percent": Decimal(101)},
        {"sample_percent": Decimal(-1)},
        {"sample_percent": Decimal("NaN")},
        {"max_age_days": 100_000},
        {"max_age_days": 0},
        {"max_age_days": -5},
        {"fallback_function": "x\x00"},
    ],
)
def test_rules_with_numbers_that_no_rule_has(world: World, wanted: dict[str, Any]) -> None:
    first, asked = world.first, rules(**wanted)
    with pytest.raises(Refused):
        claims.propose_rules(actor=first.ad, organisation=first.id, since=TOMORROW, rules=asked, at=world.at)
    with pytest.raises(Refused):
        claims.set_rules(
            actor=world.system,
            organisation=first.id,
            since=TOMORROW,
            chain=asked.chain,
            max_age_days=asked.max_age_days,
            threshold=asked.threshold,
            sample_percent=asked.sample_percent,
            fallback_function=asked.fallback_function,
            at=world.at,
        )


@pytest.mark.parametrize(
    "wanted",
    [
        {"rate": Decimal(-1)},
        {"rate": Decimal(0)},
        {"rate": Decimal("NaN")},
        {"rate": Decimal("Infinity")},
        {"rate": Decimal("10.01")},
        {"limit": Euro.of("-0.01")},
        {"evidence_from": Euro.of("-5")},
    ],
)
def test_a_kind_with_numbers_that_no_kind_has(world: World, wanted: dict[str, Any]) -> None:
    first, kind = world.first, replace(KINDS[0], **wanted)
    for door, actor in ((claims.propose_kind, first.ad), (claims.set_kind, world.system)):
        with pytest.raises(Refused):
            door(actor=actor, organisation=first.id, since=TOMORROW, kind=kind, position=0, at=world.at)


def test_a_distance_of_thousands_of_figures_and_a_name_longer_than_its_column(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    first = world.first
    with pytest.raises(Refused, match="further away than can be kept"):
        world.draft(first.anna, journey("9" * 3000))
    with caplog.at_level(logging.WARNING), pytest.raises(Refused, match="further away than can be kept"):
        organisations.add_person(actor=first.ad, organisation=first.id, name="Geheim " * 40, at=world.at)
    assert "StringDataRightTruncation 22001" in caplog.text
    assert "Geheim" not in caplog.text


@command
def stores_too_much(*, actor: Actor) -> None:
    Person.records.of(actor).create(organisation_id=actor.organisation_id, name="x" * 500)


@command
def goes_on_after_it(*, actor: Actor) -> str:
    try:
        stores_too_much(actor=actor)
    except Refused as no:  # pragma: no cover  # the inner command lets the error through
        return str(no)
    except Exception as error:
        return kind_of(error)
    return ""


def test_a_command_within_another_lets_the_caller_see_what_it_was(world: World) -> None:
    assert goes_on_after_it(actor=world.first.ad) == "DataError: StringDataRightTruncation 22001"
