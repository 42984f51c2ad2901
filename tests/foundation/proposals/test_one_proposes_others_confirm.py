"""One proposes, others confirm: a kind with two sides at two organisations, through the door, on the real database."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from tests.world import TODAY, World, another_hat, employ

from bodemplaat.foundation.organisations.api import units_of
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.kinds import _KINDS
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, entered
from bodemplaat.kernel import say

KIND = "treaty"


class Treaties(proposals.ProposalKind):
    """Signed by a contract manager of the centre and a controller of the customer."""

    code, trail, recorded_as = KIND, "treaty.", "treaty"
    sides = (
        proposals.Side("centre", frozenset({Role.CONTRACT_MANAGER}), say("The centre signs.")),
        proposals.Side("customer", frozenset({Role.CONTROLLER}), say("The customer signs."), at_partner=True),
    )
    taken = say("One waits.")
    own = say("Not your own.")

    def __init__(self) -> None:
        self.done: list[UUID] = []
        self.acts: list[str] = []

    def confirm(self, *, actor: Actor, proposal: proposals.ProposalView, at: object) -> None:
        self.done.append(proposal.id)

    def check_may_withdraw(self, *, actor: Actor, proposal: proposals.ProposalView) -> None:
        if actor.person != proposal.proposed_by:
            raise Refused(say("Not yours."))

    def told(self, *, actor: Actor, proposal: proposals.ProposalView, act: str, at: object) -> None:
        self.acts.append(act)


@pytest.fixture
def treaties() -> Iterator[Treaties]:
    kind = Treaties()
    proposals.register_kind(kind)
    yield kind
    del _KINDS[KIND]


def colleague(world: World) -> Actor:
    """A second contract manager of the centre."""
    (desk,) = units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, "Thea Groen", None, Role.CONTRACT_MANAGER)


def propose(world: World, **more: object) -> UUID:
    return proposals.propose(
        actor=world.contract_manager,
        kind=KIND,
        organisation=world.provider,
        subject="vlist",
        partner=world.second.id,
        store=lambda proposal: None,
        at=world.at,
        **more,  # type: ignore[arg-type]
    )


def agree(who: Actor, proposal: UUID, world: World) -> bool:
    return proposals.agree(actor=who, proposal=proposal, kind=KIND, at=world.at)


def test_what_two_sides_agree_with_happens_when_the_last_one_does(world: World, treaties: Treaties) -> None:
    proposal = propose(world)
    thea = colleague(world)
    assert not agree(world.second.carla, proposal, world)
    assert treaties.done == []
    waiting = proposals.proposal_of(actor=thea, proposal=proposal, kind=KIND)
    assert (waiting.state, waiting.missing) == ("waiting", ("centre",))
    assert [side.name for side in proposals.sides_for(actor=thea, proposal=waiting, on=TODAY)] == ["centre"]
    assert agree(thea, proposal, world)
    assert treaties.done == [proposal]
    seen = proposals.proposal_of(actor=world.second.carla, proposal=proposal, kind=KIND)
    assert {each.side: each.person for each in seen.decisions} == {
        "customer": world.second.carla.person,
        "centre": thea.person,
    }
    assert treaties.acts == ["proposed", "agreed", "confirmed"]
    with pytest.raises(Refused, match="decided already"):
        agree(thea, proposal, world)


def test_nobody_decides_on_their_own_in_whatever_job(world: World, treaties: Treaties) -> None:
    proposal = propose(world)
    with pytest.raises(Refused, match="Not your own"):
        agree(world.contract_manager, proposal, world)
    view = proposals.proposal_of(actor=world.contract_manager, proposal=proposal, kind=KIND)
    assert proposals.sides_for(actor=world.contract_manager, proposal=view, on=TODAY) == ()
    elsewhere = employ(
        world.system,
        world.second.id,
        world.second.unit,
        "Coen Visser",
        None,
        Role.CONTROLLER,
        user=world.contract_manager.user_id,
    )
    with pytest.raises(Refused, match="Not your own"):
        agree(elsewhere, proposal, world)
    assert treaties.done == []


def test_one_human_does_not_decide_for_two_sides(world: World, treaties: Treaties) -> None:
    proposal = propose(world)
    thea = colleague(world)
    agree(thea, proposal, world)
    elsewhere = employ(
        world.system,
        world.second.id,
        world.second.unit,
        "Thea Groen",
        None,
        Role.CONTROLLER,
        user=thea.user_id,
    )
    with pytest.raises(Refused, match="Not your own"):
        agree(elsewhere, proposal, world)


def test_who_is_no_party_does_not_know_of_it(world: World, treaties: Treaties) -> None:
    proposal = propose(world)
    for outsider in (world.first.carla, another_hat(world.system, world.first.ad, Role.CONTROLLER)):
        with pytest.raises(NotFound):
            agree(outsider, proposal, world)
        assert proposals.proposals_of(actor=outsider, kind=KIND) == ()
    with entered(world.first.carla), connection.cursor() as cursor:
        for table in ("proposal", "proposalhistory", "decision"):
            cursor.execute(f"SELECT count(*) FROM proposals_{table}")
            assert cursor.fetchone() == (0,)
    with pytest.raises(Refused, match="The customer signs"):
        agree(world.second.jan, proposal, world)
    with pytest.raises(Refused, match="The centre signs"):
        agree(world.clerk, proposal, world)
    with pytest.raises(NotFound):
        proposals.agree(actor=world.second.carla, proposal=proposal, kind="task_move", at=world.at)


def test_a_refusal_says_why_and_frees_the_subject(world: World, treaties: Treaties) -> None:
    proposal = propose(world)
    with pytest.raises(Refused, match="One waits"):
        propose(world)
    with pytest.raises(Refused, match="why not"):
        proposals.refuse(actor=world.second.carla, proposal=proposal, kind=KIND, reason="  ", at=world.at)
    proposals.refuse(actor=world.second.carla, proposal=proposal, kind=KIND, reason="Te duur", at=world.at)
    view = proposals.proposal_of(actor=world.contract_manager, proposal=proposal, kind=KIND)
    assert (view.state, view.refusal, treaties.done) == ("refused", "Te duur", [])
    again = propose(world)
    with pytest.raises(Refused, match="Not yours"):
        proposals.withdraw(actor=colleague(world), proposal=again, kind=KIND, at=world.at)
    proposals.withdraw(actor=world.contract_manager, proposal=again, kind=KIND, at=world.at)
    assert treaties.acts == ["proposed", "refused", "proposed", "withdrawn"]


def test_what_nobody_decided_in_time_is_proposed_anew(world: World, treaties: Treaties) -> None:
    late = propose(world, expires_on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="until"):
        agree(world.second.carla, late, world)
    again = propose(world, expires_on=TODAY)
    assert proposals.proposal_of(actor=world.contract_manager, proposal=late, kind=KIND).state == "expired"
    assert not agree(world.second.carla, again, world)


DECIDED = (
    "INSERT INTO proposals_decision (id, organisation_id, proposal_id, side, person, is_agreed, reason, at)"
    " SELECT gen_random_uuid(), organisation_id, id, '{}', {}, true, '', now()"
    " FROM proposals_proposal WHERE id = %(id)s"
)


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE proposals_proposal SET state = 'confirmed', closed_at = now() WHERE id = %(id)s",
        "UPDATE proposals_proposal SET sides = '[]' WHERE id = %(id)s",
        "UPDATE proposals_proposal SET proposed_by = gen_random_uuid() WHERE id = %(id)s",
        DECIDED.format("centre", "proposed_by"),
        DECIDED.format("nobody", "gen_random_uuid()"),
    ],
)
def test_the_database_refuses_what_the_commands_refuse(world: World, treaties: Treaties, forged: str) -> None:
    proposal = propose(world)
    with pytest.raises(DatabaseError), entered(world.contract_manager), transaction.atomic():
        connection.cursor().execute(forged, {"id": proposal})
