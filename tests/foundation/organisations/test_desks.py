"""Who has the desk of a list on a day: whoever has that desk apart, else whoever has the desk; so without one as before."""

from datetime import date, timedelta
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.foundation.organisations.api import (
    COMMON_TASKS,
    DESK_OF_LIST,
    DESKS,
    ProvisionView,
    Task,
    desk_days,
    desk_provider,
    doer_of,
    has_desk_of_its_own,
    is_left_to,
    provider_on,
)

FIRST = date(2026, 1, 1)
SPACE = UUID("5f0b7a3c-2f0e-4a53-9d6a-3a6f0f3f7a11")
PROVIDERS = [uuid5(SPACE, name) for name in ("one", "two", "three")]


@st.composite
def provisions_of_a_task(draw: st.DrawFn, task: Task) -> list[ProvisionView]:
    """What a table holds of one task: no two on one day, the last perhaps until further notice."""
    edges = sorted(draw(st.sets(st.integers(0, 40), min_size=0, max_size=5)))
    rows = []
    for number, start in enumerate(edges):
        runs_on = number + 1 == len(edges) and draw(st.booleans())
        last = edges[number + 1] if number + 1 < len(edges) else start + draw(st.integers(1, 9))
        end = draw(st.integers(start + 1, last))
        rows.append(
            ProvisionView(
                id=uuid5(SPACE, f"{task} {start}"),
                task=task,
                provider_id=draw(st.sampled_from(PROVIDERS)),
                provider_name="",
                since=FIRST + timedelta(days=start),
                until=None if runs_on else FIRST + timedelta(days=end),
                finishes_open=draw(st.booleans()),
                reads_earlier=draw(st.booleans()),
            )
        )
    return rows[::-1]


lists = st.sampled_from(sorted(DESK_OF_LIST.values()))
days = st.integers(-1, 55).map(lambda number: FIRST + timedelta(days=number))


@given(rows=provisions_of_a_task(Task.DESK), desk=lists, day=days, provider=st.sampled_from(PROVIDERS))
def test_without_a_desk_of_a_list_every_answer_is_that_of_the_desk(
    rows: list[ProvisionView], desk: Task, day: date, provider: UUID
) -> None:
    assert desk_days(rows, desk) == tuple(rows)
    assert desk_provider(rows, desk, day) == provider_on(rows, day)
    for remains in ("finishes_open", "reads_earlier"):
        asked = {remains: True}
        assert is_left_to(desk_days(rows, desk), provider, day, **asked) == is_left_to(
            rows, provider, day, **asked
        )
    assert not has_desk_of_its_own(rows, desk, day)


@given(data=st.data(), desk=lists, day=days)
def test_a_desk_of_a_list_goes_before_the_desk_on_its_own_days_and_one_has_it_at_a_time(
    data: st.DataObject, desk: Task, day: date
) -> None:
    common, own = data.draw(provisions_of_a_task(Task.DESK)), data.draw(provisions_of_a_task(desk))
    other = data.draw(provisions_of_a_task(next(each for each in DESK_OF_LIST.values() if each is not desk)))
    rows = [*common, *own, *other]
    expected = provider_on(own, day) or provider_on(common, day)
    assert desk_provider(rows, desk, day) == expected
    assert desk_provider(rows, Task.DESK, day) == provider_on(common, day), "no other list changes the desk"
    there = desk_days(rows, desk)
    assert sum(each.holds_on(day) for each in there) == (expected is not None)
    assert [each.since for each in there] == sorted((each.since for each in there), reverse=True)
    assert all(each.until is None or each.until > each.since for each in there)
    doers = {each.task: each.provider_id for each in rows if each.holds_on(day)}
    assert doer_of(desk, doers) == expected


def test_every_task_is_done_for_all_customers_or_is_the_desk_of_a_list() -> None:
    assert {*COMMON_TASKS, *DESKS} == set(Task)
    assert set(COMMON_TASKS) & set(DESKS) == {Task.DESK}
