"""Invoices go over with the task of the desk: those that wait, and those that are registered."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.capabilities.invoices.post import WRONG, bill, receive
from tests.scenarios.test_who_provides_what import (
    ARRANGEMENTS,
    FRIDAY,
    ON_FRIDAY,
    as_on,
    behind_the_second_lock,
    goes_over,
    nederlek_can_provide,
    staff,
)
from tests.world import MONDAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role

TUESDAY = MONDAY + timedelta(days=1, hours=1)


def sees(who: Actor, invoice: UUID) -> bool:
    try:
        invoices.invoice_view(actor=who, invoice=invoice)
    except NotFound:
        return False
    return True


@pytest.mark.parametrize(("finishes_open", "reads_earlier"), ARRANGEMENTS)
def test_each_arrangement_leaves_the_earlier_provider_what_was_arranged(
    world: World, finishes_open: bool, reads_earlier: bool
) -> None:
    of_second = {"organisation": world.second.id}
    waiting = receive(world, bill("1"), WRONG, **of_second).invoice  # type: ignore[arg-type]
    taken = receive(world, bill("2"), **of_second).invoice  # type: ignore[arg-type]
    nederlek_can_provide(world)
    goes_over(
        world,
        organisations.Task.DESK,
        finishes_open=finishes_open,
        reads_earlier=reads_earlier,
    )
    customer = Actor.system(world.second.id)
    count = invoices.hand_over_invoices(actor=customer, organisation=world.second.id, at=TUESDAY)
    assert count == (not finishes_open) + (not reads_earlier)
    assert invoices.hand_over_invoices(actor=customer, organisation=world.second.id, at=TUESDAY) == 0
    earlier, later = as_on(world.clerk, FRIDAY), staff(world, "Nel Clerk", Role.SSC_CLERK)
    visible = behind_the_second_lock(earlier, "invoices_receivedinvoice")
    assert [each in visible for each in (waiting, taken)] == [finishes_open, reads_earlier]
    assert [sees(earlier, each) for each in (waiting, taken)] == [finishes_open, reads_earlier]
    assert [sees(later, each) for each in (waiting, taken)] == [not finishes_open, not reads_earlier]
    with pytest.raises(invoices.NotForThisDesk):
        receive(world, bill("3"), who=earlier, at=ON_FRIDAY, **of_second)  # type: ignore[arg-type]
    assert receive(world, bill("3"), who=later, at=ON_FRIDAY, **of_second).is_new  # type: ignore[arg-type]
