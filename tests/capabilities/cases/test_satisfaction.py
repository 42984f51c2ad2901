"""What people thought of their cases: asked once, kept as nobody's, shown only in groups in which nobody can be told apart."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import combinations
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.cases.desk import ADVICE, asked, controller_of, published, seen
from tests.world import MONDAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.models import CaseRated, Opinion
from bodemplaat.capabilities.cases.queries.own import OWN
from bodemplaat.capabilities.cases.reckoning.satisfaction import (
    FEWEST,
    Mark,
    groups_to_show,
    quarter_after,
    quarter_of,
)
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, entered

DAY = timedelta(days=1)
NEW_YEAR = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
"""The beginning of the next quarter by the Dutch clock."""
IDS = [uuid.UUID(int=n) for n in range(1, 5)]
QUARTERS = [date(2026, 7, 1), date(2026, 10, 1)]
MARKS = st.lists(
    st.builds(
        Mark,
        st.sampled_from(IDS[:2]),
        st.just(IDS[0]),
        st.sampled_from(IDS),
        st.sampled_from(QUARTERS),
        st.integers(1, 10),
    ),
    max_size=60,
)


@pytest.fixture
def service(world: World) -> UUID:
    return published(world, controller_of(world))


def closed(world: World, who: Actor, service: UUID, at: datetime = MONDAY) -> UUID:
    case = asked(who, service, at)
    cases.close_case(actor=world.clerk, case=case, result=cases.Result.DONE, words="Klaar.", at=at)
    return case


def rated(world: World, who: Actor, service: UUID, marks: Sequence[int], at: datetime = MONDAY) -> None:
    for mark in marks:
        case = closed(world, who, service, at)
        cases.rate_case(actor=who, case=case, mark=mark, words=f"Cijfer {mark}", at=at)


def read(who: Actor, at: datetime = NEW_YEAR) -> tuple[cases.Satisfaction, ...]:
    return cases.satisfaction(actor=who, since=MONDAY - 365 * DAY, until=MONDAY + 365 * DAY, at=at)


def test_it_is_asked_once_within_thirty_days_of_who_asked(world: World, service: UUID) -> None:
    anna, case = world.first.anna, closed(world, world.first.anna, service)
    assert "rate" in seen(anna, case).actions
    assert "rate" not in seen(world.clerk, case).actions
    for mark in (0, 11):
        with pytest.raises(Refused, match="from 1 to 10"):
            cases.rate_case(actor=anna, case=case, mark=mark, at=MONDAY)
    for who in (world.clerk, world.first.bert, world.first.carla):
        with pytest.raises(NotFound):
            cases.rate_case(actor=who, case=case, mark=8, at=MONDAY)
    with pytest.raises(cases.TooLateToRate):
        cases.rate_case(actor=anna, case=case, mark=8, at=MONDAY + 31 * DAY)
    assert "rate" not in seen(anna, case, MONDAY + 31 * DAY).actions
    cases.rate_case(actor=anna, case=case, mark=8, at=MONDAY + DAY)
    assert "rate" not in seen(anna, case).actions
    with pytest.raises(cases.AlreadyRated):
        cases.rate_case(actor=anna, case=case, mark=1, at=MONDAY + DAY)
    cases.reopen_case(actor=anna, case=case, words="Toch niet", at=MONDAY + DAY)
    with pytest.raises(cases.NotPossibleNow):
        cases.rate_case(actor=anna, case=case, mark=1, at=MONDAY + DAY)
    cases.close_case(actor=world.clerk, case=case, result=cases.Result.DONE, words="Nu wel", at=MONDAY + DAY)
    with pytest.raises(cases.AlreadyRated):
        cases.rate_case(actor=anna, case=case, mark=1, at=MONDAY + DAY)


def test_what_is_kept_holds_no_person_no_case_and_no_moment(world: World, service: UUID) -> None:
    anna, case = world.first.anna, closed(world, world.first.anna, service)
    before = seen(world.clerk, case), trail_of(actor=world.first.carla, subject=case)
    cases.rate_case(actor=anna, case=case, mark=3, words="Traag", at=MONDAY + DAY)
    assert (seen(world.clerk, case), trail_of(actor=world.first.carla, subject=case)) == before
    with entered(world.first.carla):
        row = Opinion.records.of(world.first.carla).get()
        assert {field.name for field in Opinion._meta.fields} == {
            "id", "organisation", "provider", "service", "quarter_at", "mark", "words",
        }  # fmt: skip
        assert row.quarter_at == datetime(2026, 9, 30, 22, 0, tzinfo=UTC)
        assert {field.name for field in CaseRated._meta.fields} == {"id", "organisation", "case"}
    with entered(anna):
        facts = [str(f) for part in OWN for f in part.rows(anna, anna.person)]
    assert not any("Traag" in each for each in facts)


def test_the_centre_cannot_reach_who_answered(world: World, service: UUID) -> None:
    rated(world, world.first.anna, service, [5])
    for who in (world.clerk, world.contract_manager):
        with entered(who):
            assert not CaseRated.records.of(who).exists()
            with connection.cursor() as cursor:  # the second lock, without the first
                cursor.execute("SELECT count(*) FROM cases_caserated")
                assert cursor.fetchone() == (0,)


def test_a_quarter_is_read_when_it_is_over_by_both_sides_and_nobody_else(
    world: World, elsewhere: World, service: UUID
) -> None:
    rated(world, world.first.anna, service, [8, 7, 6, 9, 8])
    manager, carla = world.contract_manager, world.first.carla
    assert read(manager, NEW_YEAR - timedelta(seconds=1)) == ()
    (group,) = read(manager)
    assert (group.organisation_id, group.service_id, group.answers, group.mean) == (
        world.first.id,
        service,
        5,
        Decimal("7.6"),
    )
    assert group.words == ("Cijfer 6", "Cijfer 7", "Cijfer 8", "Cijfer 8", "Cijfer 9")
    assert read(carla) == (group,)
    for who in (world.second.carla, elsewhere.contract_manager, elsewhere.first.carla):
        assert read(who) == ()
    for who in (world.clerk, world.first.anna, world.first.jan, world.first.ad):
        with pytest.raises(Refused):
            read(who)


def test_too_few_or_all_alike_are_not_shown_and_go_together_with_others(world: World, service: UUID) -> None:
    advice = published(world, controller_of(world, "Dirk Prins"), ADVICE, "SP01")
    anna = world.first.anna
    rated(world, anna, service, [8, 7, 6, 9])
    assert read(world.first.carla) == ()
    case = cases.open_case(
        actor=anna, service=advice, question=cases.Question("Verlof", "Hoeveel?"), key="k", at=MONDAY
    )
    cases.close_case(actor=world.clerk, case=case, result=cases.Result.ANSWERED, words="Acht.", at=MONDAY)
    cases.rate_case(actor=anna, case=case, mark=5, at=MONDAY)
    (group,) = read(world.first.carla)
    assert (group.service_id, group.answers, group.mean) == (None, 5, Decimal("7.0"))
    rated(world, world.second.anna, service, [10] * 6)
    assert read(world.second.carla) == ()


@given(marks=MARKS)
def test_whatever_sums_are_compared_at_least_a_group_remains(marks: list[Mark]) -> None:
    """Groups do not overlap, so each difference of two sums is made of whole groups, and each group hides everybody."""
    groups = groups_to_show(marks, today=date(2027, 1, 1))
    for group in groups:
        assert group.answers >= FEWEST
    for customer in IDS[:2]:
        for quarter in QUARTERS:
            there = [m for m in marks if (m.organisation_id, m.quarter) == (customer, quarter)]
            shown = [g for g in groups if (g.organisation_id, g.quarter) == (customer, quarter)]
            named = {g.service_id for g in shown} - {None}
            assert len(shown) == len({g.service_id for g in shown})
            for group in shown:
                members = [m for m in there if m.service_id == group.service_id] or [
                    m for m in there if m.service_id not in named
                ]
                assert group.answers == len(members)
                assert len({m.mark for m in members}) > 1
    for one, other in combinations(groups, 2):
        assert (one.organisation_id, one.service_id, one.quarter) != (
            other.organisation_id,
            other.service_id,
            other.quarter,
        )


@given(before=MARKS, after=MARKS)
def test_a_group_that_was_shown_never_changes(before: list[Mark], after: list[Mark]) -> None:
    """What is answered later is of a later quarter."""
    earlier = [m for m in before if m.quarter == QUARTERS[0]]
    later = [m for m in after if m.quarter == QUARTERS[1]]
    shown = groups_to_show(earlier, today=QUARTERS[1])
    assert [
        g for g in groups_to_show([*earlier, *later], today=date(2027, 1, 1)) if g.quarter == QUARTERS[0]
    ] == list(shown)
    assert groups_to_show([*earlier, *later], today=date(2026, 12, 31)) == shown


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_quarters_follow_each_other(day: date) -> None:
    quarter = quarter_of(day)
    assert quarter <= day < quarter_after(quarter)
    assert quarter_of(quarter_after(quarter) - DAY) == quarter
