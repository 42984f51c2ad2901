"""Who does the claims of a customer and who has its desk may be two: each sees what it handles, and no more."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader
from tests.capabilities.cases.desk import asked, controller_of, published
from tests.scenarios.test_who_provides_what import (
    FRIDAY,
    ON_FRIDAY,
    as_on,
    behind_the_second_lock,
    goes_over,
    nederlek_can_provide,
    staff,
)
from tests.world import MONDAY, World, journey

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import Task
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role

TUESDAY = MONDAY + timedelta(days=1, hours=1)


def opens_case(who: Actor, case: UUID) -> bool:
    try:
        cases.case_view(actor=who, case=case, at=ON_FRIDAY)
    except NotFound:
        return False
    return True


def opens_claim(who: Actor, claim: UUID) -> bool:
    try:
        claims.claim_view(actor=who, claim=claim, on=FRIDAY)
    except NotFound:
        return False
    return True


@pytest.mark.parametrize("task", [Task.DESK, Task.EXPENSE_CLAIMS])
@pytest.mark.parametrize("role", [Role.SSC_CLERK, Role.CONTRACT_MANAGER])
def test_each_of_two_providers_sees_only_what_it_handles(world: World, task: Task, role: Role) -> None:
    service = published(world, controller_of(world))
    nederlek_can_provide(world)
    anna = world.second.anna
    claim, case = world.submitted(anna, journey()), asked(anna, service)
    goes_over(world, task)
    customer = Actor.system(world.second.id)
    moved = (
        cases.hand_over_cases(actor=customer, organisation=world.second.id, at=TUESDAY),
        claims.hand_over_claims(actor=customer, organisation=world.second.id, at=TUESDAY),
    )
    new = staff(world, "Nel Nieuw", role)
    old = as_on(world.clerk if role is Role.SSC_CLERK else world.contract_manager, FRIDAY)
    is_desk = task is Task.DESK
    assert moved == (is_desk, not is_desk)
    has_desk, has_claims = (new, old) if is_desk else (old, new)
    opens = role is Role.SSC_CLERK  # a contract manager reads sums alone
    assert (opens_case(has_desk, case), opens_case(has_claims, case)) == (opens, False)
    assert (opens_claim(has_desk, claim), opens_claim(has_claims, claim)) == (False, opens)
    for table, row, sees, does_not in (
        ("cases_case", case, has_desk, has_claims),
        ("claims_claim", claim, has_claims, has_desk),
    ):
        assert row in behind_the_second_lock(sees, table), table
        assert row not in behind_the_second_lock(does_not, table), table
    for table in ("cases_caseevent", "cases_caseword"):
        theirs = behind_the_second_lock(has_desk, table) - behind_the_second_lock(has_claims, table)
        assert theirs, table


def test_a_new_case_goes_to_the_desk_of_its_day_and_a_new_claim_to_whoever_does_claims(world: World) -> None:
    service = published(world, controller_of(world))
    nederlek_can_provide(world)
    goes_over(world, Task.EXPENSE_CLAIMS)
    anna = as_on(world.second.anna, FRIDAY)
    case = asked(anna, service, at=ON_FRIDAY)
    claim = world.submitted(anna, journey(day=FRIDAY), at=ON_FRIDAY)
    claims.approve_claim(actor=world.second.jan, claim=claim, at=ON_FRIDAY)
    old, new = as_on(world.clerk, FRIDAY), staff(world, "Nel Nieuw", Role.SSC_CLERK)
    assert [
        each.id for each in cases.desk_cases(actor=old, narrow=cases.CaseFilter(), count=9, at=ON_FRIDAY).rows
    ] == [case]
    assert not cases.desk_cases(actor=new, narrow=cases.CaseFilter(), count=9, at=ON_FRIDAY).rows
    assert {each.organisation_id: each.waiting for each in claims.desk_counts(actor=new, on=FRIDAY)}[
        world.second.id
    ] == 1
    assert world.second.id not in {each.organisation_id for each in claims.desk_counts(actor=old, on=FRIDAY)}


def test_a_service_is_asked_for_at_the_desk_and_of_no_one_who_does_the_claims_alone(world: World) -> None:
    published(world, controller_of(world))
    nederlek_can_provide(world)
    goes_over(world, Task.DESK)
    anna = as_on(world.second.anna, FRIDAY)
    assert not cases.services_to_ask_for(actor=anna, customer=world.second.id, on=FRIDAY)
    first = as_on(world.first.anna, FRIDAY)
    assert cases.services_to_ask_for(actor=first, customer=world.first.id, on=FRIDAY)


def test_whoever_did_the_claims_had_the_desk_and_has_it_still_for_the_same_days(world: World) -> None:
    """The migration on provisions as they were: one that ended, with what remained of it, and one that runs."""
    nederlek_can_provide(world)
    goes_over(world, Task.EXPENSE_CLAIMS, finishes_open=True, reads_earlier=True)
    (fill,) = (
        each
        for each in MigrationLoader(connection)
        .get_migration("organisations", "0017_cases_at_the_desk_are_a_task")
        .operations
        if type(each) is RunSQL
    )
    with connection.cursor() as cursor:
        reach = ",".join(map(str, (world.first.id, world.second.id, world.provider)))
        cursor.execute("SELECT set_config('bodemplaat.scope', %s, true)", [reach])
        cursor.execute(str(fill.reverse_sql))
        cursor.execute(str(fill.sql))
    for customer in (world.first, world.second):
        of = [
            {
                (each.provider_id, each.since, each.until, each.finishes_open, each.reads_earlier)
                for each in organisations.provisions_of(
                    actor=world.system, organisation=customer.id, task=task
                )
            }
            for task in (Task.EXPENSE_CLAIMS, Task.DESK)
        ]
        assert of[0] == of[1]
        assert len(of[0]) == (2 if customer is world.second else 1)
    for who in (world.clerk, world.contract_manager, world.payer):
        then = as_on(who, FRIDAY)
        assert then.partly == then.desk_partly, who.role
    assert world.second.id in as_on(world.clerk, FRIDAY).desk_partly
