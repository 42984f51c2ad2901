"""Tasks in a case: what, by whom, until when; who sees them, and that an open one keeps a case from being closed."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import translation
from tests.capabilities.cases.desk import asked, controller_of, published, seen
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.notices import api as notices
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, entered

HOUR = timedelta(hours=1)
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def case(world: World) -> UUID:
    """A request of Anna's."""
    return asked(world.first.anna, published(world, controller_of(world)))


def set_task(
    who: Actor, case: UUID, person: UUID, until: date = FRIDAY, what: str = "Loonstrook zoeken"
) -> None:
    cases.set_task(actor=who, case=case, what=what, person=person, until=until, at=MONDAY)


def close(who: Actor, case: UUID, despite: str = "") -> cases.CaseState:
    done = cases.Result.DONE
    return cases.close_case(
        actor=who, case=case, result=done, words="Verstuurd.", despite=despite, at=MONDAY + HOUR
    )


def test_a_task_says_what_who_and_until_when_to_colleagues_alone(world: World, case: UUID) -> None:
    set_task(world.clerk, case, world.kim.person)
    set_task(world.clerk, case, world.clerk.person, TODAY, "Bellen")
    bell, find = seen(world.kim, case).tasks
    assert (bell.what, bell.person_name, bell.until) == ("Bellen", world.clerk.person_name, TODAY)
    assert (find.what, find.person_id, find.until, find.is_open) == (
        "Loonstrook zoeken",
        world.kim.person,
        FRIDAY,
        True,
    )
    view = seen(world.first.anna, case)
    assert view.tasks == ()
    assert "Loonstrook zoeken" not in str(view)
    assert "finish_task" in seen(world.kim, case).actions
    cases.finish_task(actor=world.kim, case=case, task=find.id, at=MONDAY + HOUR)
    assert [each.is_open for each in seen(world.kim, case).tasks] == [True, False]
    with pytest.raises(NotFound):
        cases.finish_task(actor=world.kim, case=case, task=find.id, at=MONDAY + HOUR)


def test_an_open_task_keeps_a_case_from_being_closed_unless_there_is_a_reason(
    world: World, case: UUID
) -> None:
    set_task(world.clerk, case, world.kim.person)
    with pytest.raises(cases.TasksOpen) as refusal:
        close(world.clerk, case)
    assert refusal.value.values["count"] == 1
    with pytest.raises(cases.TasksOpen):
        close(world.clerk, case, " ")
    assert seen(world.clerk, case).state is cases.CaseState.RECEIVED
    assert close(world.clerk, case, "De aanvrager vond hem zelf.") is cases.CaseState.CLOSED
    assert "vond hem zelf" in str(seen(world.kim, case).timeline)
    assert "vond hem zelf" not in str(seen(world.first.anna, case).timeline)


def test_an_open_task_is_not_lost_in_a_merge(world: World, case: UUID) -> None:
    other = seen(world.clerk, asked(world.first.anna, seen(world.clerk, case).service_id)).number
    set_task(world.clerk, case, world.kim.person)
    with pytest.raises(cases.TasksOpen) as refusal, translation.override("en"):
        cases.merge_case(actor=world.clerk, case=case, number=other, at=MONDAY)
    assert "closed" not in str(refusal.value)
    assert seen(world.clerk, case).state is cases.CaseState.RECEIVED
    (task,) = seen(world.clerk, case).tasks
    cases.finish_task(actor=world.kim, case=case, task=task.id, at=MONDAY)
    cases.merge_case(actor=world.clerk, case=case, number=other, at=MONDAY)
    assert seen(world.clerk, case).state is cases.CaseState.MERGED


def test_with_every_task_done_it_is_closed_as_ever(world: World, case: UUID) -> None:
    set_task(world.clerk, case, world.clerk.person)
    (task,) = seen(world.clerk, case).tasks
    cases.finish_task(actor=world.clerk, case=case, task=task.id, at=MONDAY)
    assert close(world.clerk, case) is cases.CaseState.CLOSED


def test_what_makes_no_task_is_refused(world: World, elsewhere: World, case: UUID) -> None:
    for person in (world.first.anna.person, world.payer.person, elsewhere.clerk.person):
        with pytest.raises(Refused, match="Choose a clerk"):
            set_task(world.clerk, case, person)
    with pytest.raises(Refused, match="Choose today"):
        set_task(world.clerk, case, world.kim.person, TODAY - timedelta(days=1))
    with pytest.raises(cases.NothingSaid):
        set_task(world.clerk, case, world.kim.person, what=" ")
    for who in (world.first.anna, world.first.carla, world.payer, elsewhere.clerk):
        with pytest.raises((Refused, NotFound)):
            set_task(who, case, world.kim.person)
    set_task(world.clerk, case, world.kim.person)
    (task,) = seen(world.clerk, case).tasks
    for who in (world.first.anna, world.first.carla, world.payer, elsewhere.clerk):
        with pytest.raises((Refused, NotFound)):
            cases.finish_task(actor=who, case=case, task=task.id, at=MONDAY)
    close(world.clerk, case, "Niet nodig")
    with pytest.raises(cases.NotPossibleNow):
        set_task(world.clerk, case, world.kim.person)


def test_who_does_it_is_told_by_when_and_not_what(world: World, case: UUID) -> None:
    set_task(world.clerk, case, world.kim.person)
    deliver_waiting(world.provider)
    deliver_waiting(world.provider)
    with entered(world.kim), translation.override("en"):
        (told,) = notices.inbox_of(actor=world.kim)
    assert told.subject == "A task for you in case Z2026-000001"
    assert "27 November 2026" in told.body
    assert "Loonstrook" not in told.body
    assert str(case) in told.path
