"""Nobody of the service centre can decide: who is served and who serves hear so, and it is shown wherever it waits."""

from datetime import timedelta

from tests.scenarios.deciding import heard_by, leaves, waits_for
from tests.world import SINCE, TODAY, World, journey, set_up_claims

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims.api import Approver, ChainStep
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, Role

TOMORROW = TODAY + timedelta(days=1)
SSC = ChainStep("ssc", Approver.SSC)


OF_CUSTOMER = (
    "Niemand van het servicecentrum kan beslissen over declaraties van uw organisatie: er wachten er {}"
)


def of_centre(count: int) -> str:
    """What the service centre's administrators read."""
    waiting = "1 declaratie wacht" if count == 1 else f"{count} declaraties wachten"
    return f"Geen medewerker van het servicecentrum kan beslissen: {waiting}"


def no_longer_clerk(world: World, who: Actor) -> None:
    held = access.assignments_of(actor=world.system, people=[who.person], on=TODAY)[who.person]
    (role,) = (each for each in held if each.role is Role.SSC_CLERK)
    access.end_role(actor=Actor.system(world.provider), assignment=role.id, until=TODAY, at=world.at)


def heard_of_the_empty_desk(world: World) -> list[list[str]]:
    """What the administrators of both municipalities and the payer of the service centre have heard about its desk."""
    for organisation in (world.first.id, world.second.id, world.provider):
        deliver_waiting(organisation)
    everybody = (world.first.ad, world.second.ad, world.payer)
    return [[each for each in heard_by(world, who) if "servicecentrum" in each] for who in everybody]


def test_a_service_centre_without_a_clerk_is_shown_as_nobody(world: World) -> None:
    first = world.first
    claim = world.submitted(first.anna, journey())
    claims.approve_claim(actor=first.jan, claim=claim, at=world.at)
    assert claims.stuck_claims(actor=first.ad, organisation=first.id, on=TODAY) == ()
    for clerk in (world.clerk, world.kim):
        assert claims.stuck_claims(actor=first.ad, organisation=first.id, on=TODAY) == ()
        held = access.assignments_of(actor=world.system, people=[clerk.person], on=TODAY)[clerk.person]
        access.end_role(actor=world.system, assignment=held[0].id, until=TODAY, at=world.at)
    (stuck,) = claims.stuck_claims(actor=first.ad, organisation=first.id, on=TODAY)
    assert (stuck.claim, stuck.by, stuck.manager) == (claim, claims.Approver.SSC, None)
    assert [row.id for row in claims.desk_queue(actor=world.payer, queue="stuck", on=TODAY).rows] == [claim]
    second = world.second
    assert claims.stuck_claims(actor=second.ad, organisation=second.id, on=TODAY) == ()


def test_the_only_clerk_left_who_looked_at_the_account_is_nobody(world: World) -> None:
    first = world.first
    claim = world.draft(first.anna, journey())
    content = claims.Content("Reis", "NL02ABNA0123456789", (journey(),))
    claims.save_draft(actor=first.anna, claim=claim, content=content, at=world.at)
    claims.submit_claim(actor=first.anna, claim=claim, key="k", at=world.at)
    claims.approve_claim(actor=first.jan, claim=claim, at=world.at)
    claims.look_at_account(actor=world.kim, claim=claim, at=world.at)
    assert claims.stuck_claims(actor=first.ad, organisation=first.id, on=TODAY) == ()
    leaves(world, world.clerk)
    assert [each.claim for each in claims.stuck_claims(actor=first.ad, organisation=first.id, on=TODAY)] == [
        claim
    ]


def test_the_last_clerk_who_looks_at_the_account_leaves_the_claim_to_nobody_and_that_is_told(
    world: World,
) -> None:
    first = world.first
    leaves(world, world.clerk)
    claim = world.draft(first.anna, journey())
    content = claims.Content("Reis", "NL02ABNA0123456789", (journey(),))
    claims.save_draft(actor=first.anna, claim=claim, content=content, at=world.at)
    claims.submit_claim(actor=first.anna, claim=claim, key="k", at=world.at)
    claims.approve_claim(actor=first.jan, claim=claim, at=world.at)
    assert heard_of_the_empty_desk(world) == [[], [], []]
    claims.look_at_account(actor=world.kim, claim=claim, at=world.at)
    assert heard_of_the_empty_desk(world) == [[OF_CUSTOMER.format(1)], [], [of_centre(1)]]


def test_when_the_last_clerk_leaves_those_served_and_the_service_centre_hear_so_once(world: World) -> None:
    first = world.first
    for kilometres in ("1", "2"):
        claims.approve_claim(
            actor=first.jan, claim=world.submitted(first.anna, journey(kilometres)), at=world.at
        )

    no_longer_clerk(world, world.kim)
    assert heard_of_the_empty_desk(world) == [[], [], []], "Carlijn is there still"
    no_longer_clerk(world, world.clerk)
    of_customer, of_the_centre = OF_CUSTOMER.format(2), of_centre(2)
    assert heard_of_the_empty_desk(world) == [[of_customer], [], [of_the_centre]]
    claims.tell_who_decides_now(actor=Actor.system(world.provider), at=world.at + timedelta(hours=1))
    assert heard_of_the_empty_desk(world) == [[of_customer], [], [of_the_centre]], "once a day"
    assert [each.path for each in inbox_of(actor=first.ad) if each.subject == of_customer] == [
        "/bestuur/mensen/niemand-beslist/"
    ]


def test_a_claim_that_comes_to_a_desk_that_was_left_empty_earlier_is_told_once_a_day(world: World) -> None:
    first, second = world.first, world.second
    for clerk in (world.kim, world.clerk):
        no_longer_clerk(world, clerk)
    one, other = world.submitted(first.anna, journey("1")), world.submitted(first.anna, journey("2"))
    assert heard_of_the_empty_desk(world) == [[], [], []], "nothing waits at the desk"
    claims.approve_claim(actor=first.jan, claim=one, at=world.at)
    told = [[OF_CUSTOMER.format(1)], [], [of_centre(1)]]
    assert heard_of_the_empty_desk(world) == told
    claims.approve_claim(actor=first.jan, claim=other, at=world.at)
    assert heard_of_the_empty_desk(world) == told, "once a day"
    third = world.submitted(second.anna, journey("3"))
    claims.approve_claim(actor=second.jan, claim=third, at=world.at)
    told[1] = [OF_CUSTOMER.format(1)]
    assert heard_of_the_empty_desk(world) == told, "each customer for itself"
    tomorrow = world.at + timedelta(days=1)
    fourth = world.submitted(first.anna, journey("4"), at=tomorrow)
    claims.approve_claim(actor=first.jan, claim=fourth, at=tomorrow)
    first_heard, second_heard, centre_heard = heard_of_the_empty_desk(world)
    assert sorted(first_heard) == [OF_CUSTOMER.format(1), OF_CUSTOMER.format(3)]
    assert sorted(centre_heard) == [of_centre(1), of_centre(4)]
    assert second_heard == [OF_CUSTOMER.format(1)] * 2, "what waits there still waits"


def test_a_claim_that_goes_straight_to_an_empty_desk_is_told_too(world: World) -> None:
    set_up_claims(world.system, world.first.id, chain=(SSC,))
    for clerk in (world.kim, world.clerk):
        no_longer_clerk(world, clerk)
    assert heard_of_the_empty_desk(world) == [[], [], []], "nothing waits at the desk"
    world.submitted(world.first.anna, journey())
    assert heard_of_the_empty_desk(world) == [[OF_CUSTOMER.format(1)], [], [of_centre(1)]]


def test_a_claim_that_a_clerk_can_decide_tells_nobody_of_an_empty_desk(world: World) -> None:
    no_longer_clerk(world, world.kim)
    claim = world.submitted(world.first.anna, journey())
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    assert heard_of_the_empty_desk(world) == [[], [], []]


def test_open_claims_that_go_over_to_a_provider_without_a_clerk_are_told_to_it(world: World) -> None:
    first, second = world.first, world.second
    organisations.join_cooperation(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=first.id,
        parts=("provider",),
        since=SINCE,
        at=world.at,
    )
    claim = world.submitted(second.anna, journey())
    claims.approve_claim(actor=second.jan, claim=claim, at=world.at)
    organisations.move_task(
        actor=world.system,
        organisation=second.id,
        task=organisations.Task.EXPENSE_CLAIMS,
        provider=first.id,
        since=TOMORROW,
        finishes_open=False,
        reads_earlier=False,
        at=world.at,
    )
    assert heard_of_the_empty_desk(world) == [[], [], []], "the service centre has its clerks"
    claims.tell_who_decides_now(actor=Actor.system(second.id), at=world.at + timedelta(days=1))
    assert heard_of_the_empty_desk(world) == [[of_centre(1)], [OF_CUSTOMER.format(1)], []]


def test_a_claim_view_says_that_no_clerk_can_decide(world: World) -> None:
    first = world.first
    claim = world.submitted(first.anna, journey())
    claims.approve_claim(actor=first.jan, claim=claim, at=world.at)
    for clerk in (world.clerk, world.kim):
        step = claims.claim_view(actor=first.anna, claim=claim, on=TODAY).open_step
        assert step is not None
        assert not step.nobody_can
        no_longer_clerk(world, clerk)
    assert waits_for(world, claim) == "nobody"
    view = claims.claim_view(actor=first.anna, claim=claim, on=TODAY)
    assert view.open_step is not None
    assert view.open_step.nobody_can
