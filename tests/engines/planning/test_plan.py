"""Plans: laws, a planner that walks day by day as judge, and stories from a municipality's road."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodemplaat.engines.planning import (
    Activity,
    CircularPlan,
    Dependency,
    Duration,
    Link,
    NoDaysLeft,
    Project,
    Shape,
    UnknownActivity,
    Workdays,
    delay,
    schedule,
    simulate,
)
from bodemplaat.engines.planning.network import network

START = date(2026, 3, 2)  # a Monday
CALENDARS = {
    "": Workdays(closed=frozenset({date(2026, 3, 11), date(2026, 4, 6)})),
    "all": Workdays.every_day(),
    "recess": Workdays(closed=frozenset(START + timedelta(days=4 + n) for n in range(40))),
    "weekend": Workdays(frozenset({5, 6})),
    "council": Workdays.on(START + timedelta(days=3 + 14 * n) for n in range(120)),
}
EXAMPLES = 25


def days(count: int) -> Duration:
    return Duration.of(count)


def activity(name: str, count: int, *after: str, **more: object) -> Activity:
    return Activity(name, days(count), tuple(Dependency(on) for on in after), **more)  # type: ignore[arg-type]


def plan_of(*activities: Activity) -> Project:
    return Project(START, activities, CALENDARS)


@st.composite
def projects(
    draw: st.DrawFn, *, links: tuple[Link, ...] = tuple(Link), lags: tuple[int, int] = (-2, 4)
) -> Project:
    activities: list[Activity] = []
    for number in range(draw(st.integers(1, 7))):
        names = [a.name for a in activities]
        after = draw(st.lists(st.sampled_from(names), max_size=3, unique=True)) if names else []
        ties = [Dependency(on, draw(st.sampled_from(links)), draw(st.integers(*lags))) for on in after]
        early = draw(st.none() | st.integers(0, 30).map(lambda n: START + timedelta(days=n)))
        calendar = draw(st.sampled_from(["", "", "all", "recess", "weekend", "council"]))
        length = draw(st.integers(0, 2 if calendar == "council" else 9))
        activities.append(Activity(f"a{number}", days(length), tuple(ties), calendar, not_before=early))
    return Project(START, draw(st.permutations(activities)), CALENDARS, horizon=1500)


def is_workday(offset: int, calendar: str) -> bool:
    return START + timedelta(days=offset) in CALENDARS[calendar]


def walk(start: int, count: int, calendar: str) -> int:
    """The moment at which so many workdays from a moment on are done, found day by day."""
    at = start
    while count:
        count -= is_workday(at, calendar)
        at += 1
    return at


def lagged(at: int, lag: int, calendar: str, *, finished: bool) -> int:
    """The first moment that lies so many workdays after (or before) another, found day by day.

    Friday evening and Monday morning are one place in the work of who is free at the weekend. Only the end of another's
    work, without a lag, is taken to the day: what others do on a Saturday is not done on Friday.
    """
    if lag == 0 and finished:
        return at
    if lag > 0:
        return walk(at, lag, calendar)
    while lag:
        at -= 1
        lag += is_workday(at, calendar)
        if at < -366:
            return -366
    while at > -366 and not is_workday(at - 1, calendar):
        at -= 1
    return at


def by_walking(project: Project) -> dict[str, tuple[int, int]]:
    """Earliest start and finish moments, trying day after day until every dependency is content."""
    found: dict[str, tuple[int, int]] = {}
    waiting = list(project.activities)
    while waiting:
        one = waiting.pop(0)
        if any(d.on not in found for d in one.after):
            waiting.append(one)
            continue
        count = one.duration.likely
        start = max(0, (one.not_before - START).days + (count == 0)) if one.not_before else 0
        while True:
            workday = count == 0 or is_workday(start, one.calendar)
            finish = walk(start, count, one.calendar)
            content = workday
            for d in one.after:
                finished = d.link in (Link.FINISH_START, Link.FINISH_FINISH)
                other = found[d.on][finished]
                mine = start if d.link in (Link.FINISH_START, Link.START_START) else finish
                content &= mine >= lagged(other, d.lag, one.calendar, finished=finished)
            if content:
                break
            start += 1
        found[one.name] = start, finish
    return found


@settings(max_examples=3 * EXAMPLES, deadline=None)
@given(projects(lags=(-6, 6)))
def test_early_dates_are_those_of_a_planner_who_walks_day_by_day(project: Project) -> None:
    plan, judge = schedule(project), by_walking(project)
    for planned in plan.activities:
        start, finish = judge[planned.name]
        shown = max(finish - 1, 0)
        assert planned.finish == START + timedelta(days=shown)
        assert planned.start == (START + timedelta(days=start) if finish > start else planned.finish)
    assert plan.finish == max(planned.finish for planned in plan.activities)


@settings(max_examples=EXAMPLES, deadline=None)
@given(projects())
def test_the_order_of_writing_changes_nothing(project: Project) -> None:
    mirrored = replace(project, activities=tuple(reversed(project.activities)))
    assert {p.name: p for p in schedule(project).activities}.keys() == {a.name for a in project.activities}
    one, other = schedule(project), schedule(mirrored)
    assert all(one[a.name].start == other[a.name].start for a in project.activities)
    assert all(one[a.name].slack == other[a.name].slack for a in project.activities)


@settings(max_examples=2 * EXAMPLES, deadline=None)
@given(projects(lags=(-6, 6)), st.data())
def test_slack_is_what_one_may_use_and_no_more(project: Project, data: st.DataObject) -> None:
    plan = schedule(project)
    one = data.draw(
        st.sampled_from([a for a in project.activities if a.duration.likely] or project.activities)
    )
    planned = plan[one.name]
    assert planned.slack >= planned.free_slack >= 0
    if not one.duration.likely:
        return
    late = _starting(project, one, planned.late_start)
    assert schedule(late).finish == plan.finish
    assert schedule(_starting(project, one, planned.late_start + timedelta(days=1))).finish > plan.finish


def _starting(project: Project, one: Activity, day: date) -> Project:
    activities = [replace(a, not_before=day) if a.name == one.name else a for a in project.activities]
    return replace(project, activities=tuple(activities))


@settings(max_examples=EXAMPLES, deadline=None)
@given(projects(links=(Link.FINISH_START, Link.START_START)), st.data())
def test_longer_work_never_ends_a_plan_earlier(project: Project, data: st.DataObject) -> None:
    work = [a.name for a in project.activities if a.duration.likely]
    if not work:
        return
    found = delay(project, data.draw(st.sampled_from(work)), data.draw(st.integers(1, 20)))
    assert found.end >= 0
    assert all(later > 0 for later in found.moved.values())


@settings(max_examples=EXAMPLES, deadline=None)
@given(projects())
def test_the_critical_path_leads_to_the_end_and_each_step_holds_the_next(project: Project) -> None:
    plan = schedule(project)
    assert plan[plan.path[-1]].finish == plan.finish
    assert plan[plan.path[0]].driver == ""
    assert all(
        plan[later].driver == earlier for earlier, later in zip(plan.path, plan.path[1:], strict=False)
    )


@settings(max_examples=EXAMPLES, deadline=None)
@given(projects(), st.integers(1, 50))
def test_certain_durations_leave_nothing_to_chance(project: Project, draws: int) -> None:
    found = simulate(project, draws=draws, seed=1)
    assert set(found.percentiles.values()) == {schedule(project).finish}
    assert found.chance_by(schedule(project).finish) == 1


def test_the_handbook_s_road_takes_a_year_and_the_council_holds_it() -> None:
    """Three phases of three, two and seven months (table 6), each decided in a council that meets every two weeks."""
    road = plan_of(
        activity("explore and plan", 63),
        activity("council 1", 1, "explore and plan", calendar="council"),
        activity("design", 42, "council 1"),
        activity("council 2", 1, "design", calendar="council"),
        activity("realise", 147, "council 2"),
        activity("go live", 0, "realise"),
        activity("prepare tender", 30),
    )
    plan = schedule(road)
    assert plan.path == ("explore and plan", "council 1", "design", "council 2", "realise", "go live")
    assert plan["council 1"].start.weekday() == 3
    assert plan["prepare tender"].slack > 100
    assert not plan["prepare tender"].critical
    assert plan["go live"].critical
    assert plan["explore and plan"].finish == date(2026, 5, 29)
    found = delay(road, "explore and plan", 10)
    assert found.end == 14
    assert set(found.moved) == {"council 1", "design", "council 2", "realise", "go live"}


@pytest.mark.parametrize(
    ("link", "lag", "start", "finish"),
    [
        (Link.FINISH_START, 0, "2026-03-09", "2026-03-10"),
        (Link.FINISH_START, 2, "2026-03-12", "2026-03-13"),  # the 11th is closed
        (Link.FINISH_START, -1, "2026-03-06", "2026-03-09"),
        (Link.START_START, 1, "2026-03-03", "2026-03-04"),
        (Link.FINISH_FINISH, 0, "2026-03-05", "2026-03-06"),
        (Link.FINISH_FINISH, 1, "2026-03-06", "2026-03-09"),
        (Link.START_FINISH, 3, "2026-03-03", "2026-03-04"),
    ],
)
def test_the_four_dependencies(link: Link, lag: int, start: str, finish: str) -> None:
    second = Activity("second", days(2), (Dependency("first", link, lag),))
    found = schedule(plan_of(activity("first", 5), second))["second"]
    assert (found.start.isoformat(), found.finish.isoformat()) == (start, finish)


@pytest.mark.parametrize(
    ("link", "lag", "first", "finish"),
    [
        (Link.FINISH_FINISH, -1, 6, "2026-03-06"),  # over the weekend: Friday, not Monday
        (Link.FINISH_FINISH, -2, 6, "2026-03-05"),
        (Link.FINISH_FINISH, 0, 6, "2026-03-09"),
        (Link.FINISH_START, -1, 6, "2026-03-09"),
        (Link.START_FINISH, 0, 6, "2026-03-02"),  # nothing ends before the project starts
        (Link.START_FINISH, 5, 6, "2026-03-06"),
        (Link.START_FINISH, 6, 6, "2026-03-09"),
    ],
)
def test_a_lead_over_free_days_ends_before_them(link: Link, lag: int, first: int, finish: str) -> None:
    second = Activity("second", days(1), (Dependency("first", link, lag),))
    found = schedule(plan_of(activity("first", first), second))["second"]
    assert found.finish.isoformat() == finish


@pytest.mark.parametrize(("lag", "finish"), [(-1, "2026-03-05"), (0, "2026-03-06"), (1, "2026-03-09")])
def test_what_ends_when_a_monday_begins_ends_on_friday(lag: int, finish: str) -> None:
    project = plan_of(
        activity("first", 3, not_before=date(2026, 3, 9)),
        Activity("second", days(2), (Dependency("first", Link.START_FINISH, lag),)),
        Activity("mark", days(0), (Dependency("first", Link.START_FINISH, lag),)),
    )
    assert schedule(project)["second"].finish.isoformat() == finish
    assert schedule(project)["mark"].finish.isoformat() == finish


def test_the_latest_day_of_a_milestone_is_one_of_work() -> None:
    """It was the Sunday before the Monday on which the next one starts."""
    after = Activity("B", days(1), (Dependency("M"),), starts_on=date(2026, 3, 16))
    plan = schedule(plan_of(activity("A", 2), activity("M", 0, "A"), after))
    assert plan["M"].finish == date(2026, 3, 3)
    assert plan["M"].late_start == plan["M"].late_finish == date(2026, 3, 13), "the Friday before"
    assert plan["M"].slack == 7, "4, 5, 6, 9, 10, 12 and 13 March: the 11th is free"


@settings(max_examples=EXAMPLES)
@given(projects())
def test_no_milestone_may_happen_later_on_a_free_day(project: Project) -> None:
    plan = schedule(project)
    for each in project.activities:
        planned, works = plan[each.name], project.calendars[each.calendar]
        if each.duration.likely == 0 and planned.late_finish > planned.finish:
            assert planned.late_finish in works
            assert planned.late_start == planned.late_finish


def test_papers_are_ready_before_the_recess() -> None:
    recess = frozenset(date(2026, 7, 13) + timedelta(days=n) for n in range(42))
    council = activity("council", 6)
    papers = Activity("papers", days(3), (Dependency("council", Link.FINISH_FINISH, -1),))
    plan = schedule(Project(date(2026, 7, 6), (council, papers), {"": Workdays(closed=recess)}))
    assert plan["papers"].finish == date(2026, 7, 10)
    assert plan["council"].finish == date(2026, 8, 24)


def test_dates_that_cannot_be_kept_are_named_with_the_reason() -> None:
    project = plan_of(
        activity("build", 10, finish_by=date(2026, 3, 10)),
        activity("open", 1, "build", starts_on=date(2026, 3, 12)),
        activity("party", 1, starts_on=date(2026, 3, 14)),
        activity("start", 1, not_before=date(2026, 2, 1)),
        activity("in time", 2, finish_by=date(2026, 3, 3)),
    )
    plan = schedule(project)
    found = {(f.code, f.place): f.render() for f in plan.findings}
    assert set(found) == {
        ("planning.too_late", "build"), ("planning.fixed_too_early", "open"),
        ("planning.fixed_on_closed_day", "party"), ("planning.before_start", "start"),
    }  # fmt: skip
    assert "waits for build" in found["planning.fixed_too_early", "open"]
    assert "6 days later" in found["planning.too_late", "build"]
    assert plan["build"].slack == -3  # the 11th is closed: 12, 13 and 16 March are too many
    assert plan["in time"].slack == 0
    assert plan["party"].start == date(2026, 3, 16)


def test_a_date_that_a_delay_breaks_is_told() -> None:
    project = plan_of(
        activity("a", 3), activity("b", 2, "a", finish_by=date(2026, 3, 9)), activity("c", 9, "a")
    )
    assert delay(project, "a", 1).missed == ()
    assert [finding.place for finding in delay(project, "a", 2).missed] == ["b"]
    with pytest.raises(UnknownActivity, match="'z'"):
        delay(project, "z", 1)


def test_a_circle_is_named_in_order() -> None:
    with pytest.raises(CircularPlan) as refusal:
        schedule(
            plan_of(
                activity("a", 1, "c"), activity("b", 1, "a"), activity("c", 1, "b"), activity("d", 1, "a")
            )
        )
    circle = refusal.value.circle
    assert circle[0] == circle[-1]
    assert set(circle) == {"a", "b", "c"}
    assert all((one, two) in {("a", "b"), ("b", "c"), ("c", "a")} for one, two in itertools.pairwise(circle))


def test_every_unknown_name_is_told_at_once() -> None:
    with pytest.raises(UnknownActivity, match=r"'x', named by 'a'.*'moon', named by 'b'"):
        schedule(plan_of(activity("a", 1, "x"), activity("b", 1, calendar="moon")))
    with pytest.raises(ValueError, match="more than one activity is called"):
        schedule(plan_of(activity("a", 1), activity("a", 2)))
    with pytest.raises(ValueError, match="at least one activity"):
        schedule(plan_of())


def test_a_council_without_meetings_left_is_named() -> None:
    project = Project(
        START, (activity("decide", 2, calendar="council"),), {"council": Workdays.on([date(2026, 3, 5)])}
    )
    with pytest.raises(NoDaysLeft, match="'council'"):
        schedule(project)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Duration(3, 2, 4), "from best to likely"),
        (lambda: Duration(-1, 2, 4), "not negative"),
        (lambda: Workdays(frozenset()), "at least one weekday"),
        (lambda: Workdays.on([]), "at least one day"),
        (lambda: simulate(plan_of(activity("a", 1)), draws=0, seed=1), "at least one draw"),
    ],
)
def test_what_means_nothing_is_refused(make: "object", words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make()  # type: ignore[operator]


def uncertain(name: str, duration: Duration, *after: str, **more: object) -> Activity:
    return replace(activity(name, 0, *after, **more), duration=duration)


@pytest.mark.parametrize(
    ("shape", "chance"),
    [(Shape.TRIANGULAR, 0.55**2 / 2), (Shape.PERT, 0.275**3 * (10 - 15 * 0.275 + 6 * 0.275**2))],
)
def test_the_chance_of_one_uncertain_activity_is_that_of_its_distribution(
    shape: Shape, chance: float
) -> None:
    """Best 0, likely 10, worst 20 workdays: done within 5 means drawn under 5.5, a part 0.275 of the way."""
    work = uncertain("work", Duration(0, 10, 20), finish_by=date(2026, 3, 6))
    found = simulate(Project(START, (work,)), draws=8000, seed=7, shape=shape)
    assert found.chances["work"] == pytest.approx(chance, abs=0.012)


def test_two_paths_that_meet_end_later_than_either_is_likely_to() -> None:
    """Merge bias: each is done in ten days with the same chance, both only with its square."""
    estimate = Duration(5, 10, 15)
    both = Project(START, (uncertain("a", estimate), uncertain("b", estimate), activity("done", 0, "a", "b", finish_by=date(2026, 3, 13))))  # fmt: skip
    found = simulate(both, draws=6000, seed=3)
    alone = simulate(
        Project(START, (uncertain("a", estimate, finish_by=date(2026, 3, 13)),)), draws=6000, seed=3
    )
    assert found.chances["done"] == pytest.approx(alone.chances["a"] ** 2, abs=0.03)
    assert found.chance_by(date(2026, 3, 13)) == found.chances["done"]
    assert found.percentiles[10] <= found.percentiles[50] <= found.percentiles[80] <= found.percentiles[90]


def test_what_matters_most_has_most_influence_and_a_seed_repeats() -> None:
    project = Project(
        START,
        (
            uncertain("long", Duration(10, 30, 80)),
            uncertain("short", Duration(1, 2, 3)),
            activity("end", 0, "long", "short"),
        ),
    )
    found = simulate(project, draws=1500, seed=11)
    assert found.influence["long"] > 0.95
    assert abs(found.influence["short"]) < 0.1
    assert found == simulate(project, draws=1500, seed=11)
    assert found != simulate(project, draws=1500, seed=12)


@settings(max_examples=2 * EXAMPLES, deadline=None)
@given(projects(), st.data())
def test_many_plans_at_once_are_each_the_plan_of_its_durations(project: Project, data: st.DataObject) -> None:
    net = network(project)
    lengths = st.lists(st.integers(0, 4), min_size=3, max_size=3)
    drawn = {a.name: np.array(data.draw(lengths), dtype=np.int32) for a in project.activities}
    starts, finishes = net.forward_many(drawn, 3)
    alone = net.finishes_of_many(drawn, 3)
    assert {name: at.tolist() for name, at in alone.items()} == {n: at.tolist() for n, at in finishes.items()}
    for place in range(3):
        single = net.forward({name: int(days[place]) for name, days in drawn.items()})
        assert {name: int(at[place]) for name, at in starts.items()} == single[0]
        assert {name: int(at[place]) for name, at in finishes.items()} == single[1]
