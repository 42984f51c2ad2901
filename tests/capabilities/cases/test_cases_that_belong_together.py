"""Cases that are linked, and doubles that go on in one: what each side sees, what is told, and what undoes it."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import translation
from tests.capabilities.cases.desk import asked, controller_of, published, seen
from tests.world import MONDAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.queries.own import OWN
from bodemplaat.foundation.notices import api as notices
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, entered

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ONE, TWO = "Z2026-000001", "Z2026-000002"


@pytest.fixture
def service(world: World) -> UUID:
    return published(world, controller_of(world))


def link(who: Actor, case: UUID, number: str, kind: cases.LinkKind, at: object = MONDAY) -> None:
    cases.link_cases(actor=who, case=case, number=number, kind=kind, at=at)  # type: ignore[arg-type]


def linked(who: Actor, case: UUID) -> list[tuple[str, cases.LinkKind | None]]:
    return [(each.number, each.kind) for each in seen(who, case).links]


def inbox(who: Actor) -> list[str]:
    with entered(who), translation.override("en"):
        return [each.subject for each in notices.inbox_of(actor=who)]


def test_a_problem_knows_its_incidents_at_several_customers_and_they_it(world: World, service: UUID) -> None:
    problem, here, there = (
        asked(who, service) for who in (world.first.bert, world.first.anna, world.second.anna)
    )
    for incident in (here, there):
        link(world.clerk, incident, ONE.lower(), cases.LinkKind.PROBLEM)
    assert linked(world.clerk, here) == [(ONE, cases.LinkKind.PROBLEM)]
    assert linked(world.kim, problem) == [
        (TWO, cases.LinkKind.INCIDENT),
        ("Z2026-000003", cases.LinkKind.INCIDENT),
    ]
    cases.unlink_cases(actor=world.kim, case=problem, other=here, at=MONDAY + HOUR)
    assert linked(world.clerk, here) == []
    assert linked(world.clerk, problem) == [("Z2026-000003", cases.LinkKind.INCIDENT)]
    with pytest.raises(NotFound):
        cases.unlink_cases(actor=world.kim, case=problem, other=here, at=MONDAY + HOUR)


@pytest.mark.parametrize("kind", list(cases.LinkKind))
def test_each_kind_has_its_other_side_and_twice_is_once(
    world: World, service: UUID, kind: cases.LinkKind
) -> None:
    one, two = asked(world.first.anna, service), asked(world.first.bert, service)
    for _ in range(2):
        link(world.clerk, one, TWO, kind)
    assert linked(world.clerk, one) == [(TWO, kind)]
    ((number, other),) = linked(world.clerk, two)
    assert number == ONE
    assert other is not None
    assert other is not kind
    assert sum(each.act is cases.CaseAct.LINKED for each in seen(world.clerk, one).timeline) == 1
    link(world.clerk, two, ONE, other)
    assert linked(world.clerk, one) == [(TWO, kind)]


def test_who_asked_sees_no_link_and_nothing_of_the_other_case(world: World, service: UUID) -> None:
    one, two = asked(world.first.anna, service), asked(world.second.anna, service)
    link(world.clerk, one, TWO, cases.LinkKind.FOLLOWS_FROM)
    view = seen(world.first.anna, one)
    assert view.links == ()
    assert TWO not in str(view)
    assert str(two) not in str(view)
    with entered(world.first.anna):
        facts = [str(f) for part in OWN for f in part.rows(world.first.anna, world.first.anna.person)]
    assert not any(str(two) in each or TWO in each for each in facts)


def test_a_link_needs_another_case_of_the_desk_and_a_clerk(
    world: World, elsewhere: World, service: UUID
) -> None:
    one, two = asked(world.first.anna, service), asked(world.first.bert, service)
    theirs = asked(elsewhere.first.anna, published(elsewhere, controller_of(elsewhere)))
    for number in (ONE, "Z2026-000009", "", "1" * 400):
        with pytest.raises(cases.NoSuchCase):
            link(world.clerk, one, number, cases.LinkKind.CHANGE)
    with pytest.raises(Refused, match="cannot be kept"):
        link(world.clerk, one, "\x00", cases.LinkKind.CHANGE)
    for who in (world.first.anna, world.payer, world.first.carla):
        with pytest.raises((Refused, NotFound)):
            link(who, one, TWO, cases.LinkKind.CHANGE)
        with pytest.raises((Refused, NotFound)):
            cases.merge_case(actor=who, case=one, number=TWO, at=MONDAY)
        with pytest.raises((Refused, NotFound)):
            cases.unmerge_case(actor=who, case=one, at=MONDAY)
    with pytest.raises(NotFound):
        link(world.clerk, theirs, ONE, cases.LinkKind.CHANGE)
    with pytest.raises(NotFound):
        link(elsewhere.clerk, two, ONE, cases.LinkKind.CHANGE)


def doubled(world: World, service: UUID) -> tuple[UUID, UUID]:
    """A case, and one in which the same was asked again, merged with it."""
    kept, double = asked(world.first.anna, service), asked(world.first.anna, service, MONDAY + HOUR)
    cases.merge_case(actor=world.clerk, case=double, number=ONE, at=MONDAY + 2 * HOUR)
    return kept, double


def test_a_double_goes_on_in_the_other_and_both_keep_their_history(world: World, service: UUID) -> None:
    kept, double = doubled(world, service)
    view = seen(world.first.anna, double)
    assert view.state is cases.CaseState.MERGED
    assert view.merged_into is not None
    assert view.merged_into.case == kept
    assert view.actions == frozenset()
    assert [each.act for each in view.timeline] == [cases.CaseAct.RECEIVED, cases.CaseAct.MERGED]
    (of_kept,) = seen(world.clerk, kept).doubles
    assert (of_kept.case, of_kept.number) == (double, TWO)
    queue = cases.desk_cases(actor=world.clerk, narrow=cases.CaseFilter(), at=MONDAY)
    assert [each.id for each in queue.rows] == [kept]
    over = cases.desk_cases(actor=world.clerk, narrow=cases.CaseFilter(state="closed"), at=MONDAY)
    assert [each.id for each in over.rows] == [double]
    with pytest.raises(cases.NotPossibleNow):
        cases.write_message(actor=world.first.anna, case=double, words="Hallo?", at=MONDAY + 3 * HOUR)
    facts = cases.case_facts(actor=world.contract_manager, since=MONDAY - DAY, until=MONDAY + DAY)
    assert [UUID(each.case) for each in facts] == [kept]


def test_what_came_in_first_goes_on_so_that_no_term_begins_anew(world: World, service: UUID) -> None:
    first, later = asked(world.first.anna, service), asked(world.first.anna, service, MONDAY + DAY)
    with pytest.raises(cases.CameFirst, match="merge that into this one") as refused:
        cases.merge_case(actor=world.clerk, case=first, number=TWO, at=MONDAY + 2 * DAY)
    assert refused.value.values == {"number": TWO}
    due = seen(world.clerk, first).clock
    cases.merge_case(actor=world.clerk, case=later, number=ONE, at=MONDAY + 2 * DAY)
    assert seen(world.clerk, first).clock == due


def test_the_requester_is_told_once_that_it_goes_on_elsewhere(world: World, service: UUID) -> None:
    _, double = doubled(world, service)
    deliver_waiting(world.first.id)
    deliver_waiting(world.first.id)
    merged = [each for each in inbox(world.first.anna) if "goes on in another" in each]
    assert len(merged) == 1
    assert TWO in merged[0]
    cases.unmerge_case(actor=world.clerk, case=double, at=MONDAY + 3 * HOUR)
    deliver_waiting(world.first.id)
    assert any("stands by itself again" in each for each in inbox(world.first.anna))


def test_a_merge_is_undone_until_the_other_is_closed(world: World, service: UUID) -> None:
    kept, double = doubled(world, service)
    before = seen(world.clerk, double).received_at
    cases.unmerge_case(actor=world.clerk, case=double, at=MONDAY + DAY)
    view = seen(world.clerk, double, MONDAY + DAY)
    assert (view.state, view.merged_into, view.closed_at) == (cases.CaseState.RECEIVED, None, None)
    assert view.received_at == before
    assert view.clock is not None
    assert view.clock.is_running
    assert seen(world.clerk, kept).doubles == ()
    with pytest.raises(cases.NotPossibleNow):
        cases.unmerge_case(actor=world.clerk, case=double, at=MONDAY + DAY)
    cases.merge_case(actor=world.clerk, case=double, number=ONE, at=MONDAY + DAY)
    assert "unmerge" in seen(world.clerk, double).actions
    cases.close_case(actor=world.clerk, case=kept, result=cases.Result.DONE, words="Klaar", at=MONDAY + DAY)
    assert "unmerge" not in seen(world.clerk, double).actions
    with pytest.raises(cases.NotPossibleNow):
        cases.unmerge_case(actor=world.clerk, case=double, at=MONDAY + 2 * DAY)


def test_what_cannot_be_merged_is_refused_and_nothing_changes(world: World, service: UUID) -> None:
    mine, other, third = (
        asked(who, service) for who in (world.first.anna, world.first.bert, world.first.anna)
    )

    def refused(case: UUID, number: str, why: type[Refused], who: Actor = world.clerk) -> None:
        with pytest.raises(why):
            cases.merge_case(actor=who, case=case, number=number, at=MONDAY)

    refused(mine, TWO, cases.NotADouble)
    refused(other, ONE, cases.NotADouble)
    refused(mine, ONE, cases.NoSuchCase)
    cases.take_case(actor=world.clerk, case=mine, at=MONDAY)
    refused(mine, "Z2026-000003", cases.WithColleague, world.kim)
    cases.close_case(actor=world.clerk, case=third, result=cases.Result.DONE, words="Klaar", at=MONDAY)
    refused(mine, "Z2026-000003", cases.NotPossibleNow)
    refused(third, ONE, cases.NotPossibleNow)
    assert seen(world.clerk, mine).state is cases.CaseState.IN_PROGRESS


def test_what_waited_for_the_requester_can_be_merged_and_taken_apart(world: World, service: UUID) -> None:
    asked(world.first.anna, service)
    double = asked(world.first.anna, service)
    cases.ask_requester(actor=world.clerk, case=double, question="Welke bank?", at=MONDAY + HOUR)
    cases.merge_case(actor=world.clerk, case=double, number=ONE, at=MONDAY + 2 * HOUR)
    cases.unmerge_case(actor=world.clerk, case=double, at=MONDAY + 3 * HOUR)
    clock = seen(world.clerk, double, MONDAY + 4 * HOUR).clock
    assert clock is not None
    assert clock.is_running
