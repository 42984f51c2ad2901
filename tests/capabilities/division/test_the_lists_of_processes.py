"""The lists that a cooperation divides: whole, in both languages, and held together."""

import pytest

from bodemplaat.capabilities.division.api import (
    MUNICIPALITY,
    Origin,
    ProcessList,
    divisible,
    process,
    processes,
    processes_of_task,
)
from bodemplaat.foundation.organisations.api import COMMON_TASKS, Task

EVERY = [each for of in ProcessList for each in processes(of)]


def test_the_lists_hold_every_row_of_the_manual() -> None:
    letters = {1: "ABCD", 3: "ABCD", 4: "AB", 5: "ABCD", 7: "AB", 8: "AB", 9: "ABC"}
    personnel = {f"per-{number}" for number in range(1, 12)}
    personnel |= {f"per-{number}{letter}" for number, parts in letters.items() for letter in parts}
    finance = {f"fin-{number}" for number in range(17)} | {f"fin-0{letter}" for letter in "ABCD"}
    assert {each.code for each in processes("personnel")} == personnel
    assert {each.code for each in processes("finance")} == finance
    assert len([each for each in processes("ict") if each.is_heading]) == 9


def test_the_manual_fixes_eight_rows_to_the_municipality() -> None:
    fixed = {each.code for each in EVERY if each.fixed}
    assert fixed == {f"{group}{letter}" for group in ("per-1", "fin-0") for letter in "ABCD"}
    assert {each.fixed for each in EVERY if each.fixed} == {MUNICIPALITY}


def test_every_row_is_named_in_both_languages_and_says_where_it_stands() -> None:
    assert len({each.code for each in EVERY}) == len(EVERY)
    for each in EVERY:
        assert all((each.names["nl"], each.names["en"], each.source))
        assert bool(each.notes["nl"]) == bool(each.notes["en"])
        assert len(each.covers["nl"]) == len(each.covers["en"])
        assert each.origin in Origin
        assert not each.parent or process(each.parent).list is each.list


def test_what_overlaps_says_so_at_one_side_or_both_and_never_within_its_own_list() -> None:
    pairs = {frozenset((each.code, other)) for each in EVERY for other in each.overlaps}
    assert pairs == {
        frozenset(pair) for pair in (("per-3D", "fin-13"), ("per-8A", "fin-14"), ("per-8B", "fin-7"))
    }
    assert all(process(other).list is not each.list for each in EVERY for other in each.overlaps)


@pytest.mark.parametrize("task", [*COMMON_TASKS, Task.DESK_ICT])
def test_each_task_of_the_platform_is_the_work_of_processes(task: Task) -> None:
    assert processes_of_task(task)
    assert {each.task for each in EVERY if each.task} == {
        Task.EXPENSE_CLAIMS,
        Task.PAYMENTS,
        Task.DESK_ICT,
    }


def test_a_heading_is_not_divided_itself() -> None:
    assert "per-1" not in {each.code for each in divisible("personnel")}
    assert "per-2" in {each.code for each in divisible("personnel")}


def test_an_unknown_process_or_list_is_told_apart_from_an_empty_one() -> None:
    with pytest.raises(LookupError):
        process("per-99")
    with pytest.raises(ValueError, match="gardening"):
        processes("gardening")
