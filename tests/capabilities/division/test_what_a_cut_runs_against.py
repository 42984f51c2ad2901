"""The rules below the checklists, as laws of the check."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.capabilities.division.api import (
    PAIRS,
    Customer,
    Cut,
    Filling,
    Origin,
    ProcessList,
    Row,
    Side,
    SubProcess,
    check_cut,
    differences,
    divisible,
    filled,
    needs_functions,
    process,
)

CENTRE, OTHER, VLIST = (uuid.UUID(int=n) for n in (1, 2, 3))
CODES = [each.code for of in ProcessList for each in divisible(of)]
FREE = [code for code in CODES if not process(code).fixed]
PARTS = (SubProcess("A", Side.MUNICIPALITY), SubProcess("B", Side.PROVIDER))


@st.composite
def rows(draw: st.DrawFn, customers: tuple[uuid.UUID | None, ...] = (None, VLIST)) -> Row:
    side = draw(st.sampled_from(list(Side)))
    goes = side in (Side.PROVIDER, Side.BOTH)
    return Row(
        draw(st.sampled_from(CODES)),
        side,
        draw(st.sampled_from(customers)),
        provider=draw(st.sampled_from([CENTRE, OTHER, None])) if goes else None,
        other_provider=draw(st.sampled_from(["", "Elders BV"])) if side is Side.OTHER_PROVIDER else "",
        parts=draw(st.sampled_from([(), PARTS])) if side is Side.BOTH else (),
        takes_write_off=draw(st.booleans()),
        reason=draw(st.sampled_from(["", "Zo besloten"])),
    )


def cut(*of: Row) -> Cut:
    return Cut(tuple({(row.process, row.customer): row for row in of}.values()))


cuts = st.lists(rows(), max_size=25).map(lambda of: cut(*of))


def codes(of: Cut, *customers: Customer) -> list[str]:
    return [each.finding.code for each in check_cut(of, customers)]


def given_to(side: Side, *codes_: str, provider: uuid.UUID | None = CENTRE, **more: object) -> list[Row]:
    who = provider if side in (Side.PROVIDER, Side.BOTH) else None
    return [Row(code, side, provider=who, **more) for code in codes_]  # type: ignore[arg-type]


@given(cuts)
def test_what_is_fixed_is_with_the_municipality_whatever_a_cut_says(of: Cut) -> None:
    for code in set(CODES) - set(FREE):
        assert of.row(code, VLIST).side is Side.MUNICIPALITY
        assert not of.may_provide(code, VLIST, CENTRE)


@given(cuts)
def test_a_customer_that_does_not_differ_has_what_holds_for_all(of: Cut) -> None:
    for code in CODES:
        if of.own_row(code, OTHER) is None:
            assert of.row(code, OTHER).party == of.row(code).party


@given(cuts)
def test_who_may_provide_is_who_the_row_gives_it_to(of: Cut) -> None:
    for code in FREE:
        row = of.row(code, VLIST)
        allowed = {each for each in (VLIST, CENTRE, OTHER) if of.may_provide(code, VLIST, each)}
        if row.side is Side.PROVIDER:
            assert allowed == {row.provider} - {None}
        elif row.side in (Side.MUNICIPALITY, Side.UNDECIDED, Side.JOINT_LATER):
            assert allowed == {VLIST}


@given(cuts)
def test_overlap_is_told_exactly_where_decided_rows_are_apart_without_a_reason(of: Cut) -> None:
    told = {
        frozenset(each.processes)
        for each in check_cut(of, [])
        if each.finding.code == "cut.overlap" and each.customer is None
    }
    for pair in (("per-3D", "fin-13"), ("per-8A", "fin-14"), ("per-8B", "fin-7")):
        first, second = (of.row(code) for code in pair)
        is_apart = (
            Side.UNDECIDED not in (first.side, second.side)
            and first.party != second.party
            and not first.reason
            and not second.reason
        )
        assert (frozenset(pair) in told) == is_apart


@given(cuts, st.sampled_from(["fin-2", "fin-5", "fin-7", "fin-9"]))
def test_what_cannot_be_cut_from_within_is_told_whenever_it_is_split(of: Cut, code: str) -> None:
    split = Row(code, Side.BOTH, provider=CENTRE, parts=PARTS)
    assert "cut.not_inside" in codes(cut(*of.rows, split))


@given(cuts)
def test_what_is_split_without_parts_on_both_sides_stops(of: Cut) -> None:
    stops = {
        c for each in check_cut(of, []) if each.finding.code == "cut.needs_parts" for c in each.processes
    }
    for code in FREE:
        row = of.row(code)
        assert (code in stops) == (row.side is Side.BOTH and len({part.side for part in row.parts}) < 2)


@given(cuts)
def test_write_off_is_asked_for_until_it_goes_along(of: Cut) -> None:
    apart = cut(*of.rows, *given_to(Side.MUNICIPALITY, "fin-2"), *given_to(Side.PROVIDER, "fin-5"))
    assert "cut.write_off" in codes(apart)
    along = cut(*apart.rows, *given_to(Side.PROVIDER, "fin-5", takes_write_off=True))
    assert not [
        each
        for each in check_cut(along, [])
        if each.finding.code == "cut.write_off" and each.customer is None
    ]


@given(cuts)
def test_four_eyes_asks_for_two_functions_of_every_pair_at_one_party_and_no_other(of: Cut) -> None:
    asked = {pair.id for pair in needs_functions(of)}
    for pair in PAIRS:
        first, second = (of.row(code) for code in pair.processes)
        is_open = Side.UNDECIDED in (first.side, second.side)
        assert (pair.id in asked) == (not is_open and first.party == second.party)
    named = replace(of, functions=dict.fromkeys(asked, ("medewerker", "teamleider")))
    assert "cut.four_eyes" not in codes(named)
    same = replace(of, functions=dict.fromkeys(asked, ("medewerker", " Medewerker ")))
    assert codes(same).count("cut.four_eyes") == len(asked)


@given(cuts)
def test_the_same_cut_is_told_the_same_in_the_order_of_weight(of: Cut) -> None:
    customers = (Customer(VLIST, "Vlist", 9_000), Customer(OTHER, "Nederlek", None))
    first = check_cut(of, customers)
    assert first == check_cut(of, customers)
    weights = ["error", "warning", "note"]
    assert [weights.index(each.finding.severity.value) for each in first] == sorted(
        weights.index(each.finding.severity.value) for each in first
    )


@pytest.mark.parametrize("filling", [Filling.HIGH, Filling.ADMINISTRATIVE])
def test_a_filling_leaves_nothing_open_and_nothing_that_stops(filling: Filling) -> None:
    full = Cut(filled(filling, CENTRE))
    assert {full.row(code).side for code in FREE} <= {Side.PROVIDER, Side.MUNICIPALITY}
    assert not [each for each in check_cut(full, []) if each.stops]
    assert {row.process for row in full.rows} == set(FREE)


def test_the_high_cut_gives_away_all_that_is_not_fixed() -> None:
    high = Cut(filled(Filling.HIGH, CENTRE))
    assert {high.row(code).side for code in FREE} == {Side.PROVIDER}


def test_the_size_is_a_hint_that_says_it_is_not_confirmed() -> None:
    high = Cut(filled(Filling.HIGH, CENTRE))
    small, large = Customer(VLIST, "Vlist", 9_000), Customer(OTHER, "Leiden", 120_000)
    (hint,) = (each for each in check_cut(high, [small, large]) if each.finding.code == "cut.size")
    assert hint.customer == VLIST
    assert not hint.stops
    assert hint.origin is Origin.STATED
    assert "not confirmed" in hint.finding.render()


@given(cuts, cuts)
def test_a_difference_is_there_in_both_directions_and_none_with_oneself(one: Cut, other: Cut) -> None:
    assert differences(one, one) == ()
    there, back = differences(one, other), differences(other, one)
    assert [(each.process.code, each.customer) for each in there] == [
        (each.process.code, each.customer) for each in back
    ]
    assert [each.before for each in there] == [each.after for each in back]
