"""A controller whose work goes over hears that consent is asked, and may refuse with a reason, which the proposer hears."""

from uuid import UUID

import pytest
from tests.capabilities.division.test_a_version_and_what_it_moves import (  # noqa: F401  # fixtures
    director,
    proposed,
    to_second,
    world,
)
from tests.world import TODAY, World

from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, Refused

REASON = "Onze raad wil eerst weten wat het kost."


@pytest.fixture
def proposal(world: World) -> UUID:  # noqa: F811
    return proposed(world, *to_second(world, "per-8B", "fin-7"))


def heard(who: Actor) -> list[tuple[str, str]]:
    deliver_waiting(who.organisation_id)
    return [(each.subject, each.path) for each in inbox_of(actor=who)]


def refuse(who: Actor, version: UUID, world: World, reason: str = REASON) -> None:  # noqa: F811
    division.refuse_cut(actor=who, version=version, reason=reason, at=world.at)


def test_the_controllers_of_whom_work_goes_over_hear_it_and_no_others(
    world: World,  # noqa: F811
    proposal: UUID,
) -> None:
    (asked,) = heard(world.first.carla)
    assert "23 december 2026 overgaan: stemt u in?" in asked[0]
    assert asked[1] == f"/bestuur/taakverdeling/{proposal}/"
    assert heard(world.second.carla) == []
    assert heard(world.first.ad) == []


def test_a_refusal_with_its_reason_reaches_the_proposer_and_stops_adopting(
    world: World,  # noqa: F811
    director: Actor,  # noqa: F811
    proposal: UUID,
) -> None:
    refuse(world.first.carla, proposal, world)
    (told,) = heard(world.contract_manager)
    assert "stemt niet in" in told[0]
    (notice,) = inbox_of(actor=world.contract_manager)
    assert REASON.rstrip(".") in notice.body
    view = division.cut_view(actor=world.contract_manager, version=proposal, on=TODAY)
    assert {each.refusal for each in view.moves} == {REASON}
    with pytest.raises(Refused, match="controller there has to agree"):
        division.adopt_cut(actor=director, version=proposal, at=world.at)


def test_who_refused_may_agree_after_all_and_the_proposer_hears_that_too(
    world: World,  # noqa: F811
    director: Actor,  # noqa: F811
    proposal: UUID,
) -> None:
    refuse(world.first.carla, proposal, world)
    division.consent_to_cut(actor=world.first.carla, version=proposal, at=world.at)
    assert {"stemt niet in" in subject for subject, _path in heard(world.contract_manager)} == {True, False}
    division.adopt_cut(actor=director, version=proposal, at=world.at)


def test_refusing_takes_a_reason_and_a_controller_whose_work_goes_over(
    world: World,  # noqa: F811
    proposal: UUID,
) -> None:
    for reason in ("", "  ", "x" * 301):
        with pytest.raises(Refused, match="Say why"):
            refuse(world.first.carla, proposal, world, reason)
    with pytest.raises(Refused, match="A controller of your organisation"):
        refuse(world.first.ad, proposal, world)
    with pytest.raises(Refused, match="Nothing of your organisation"):
        refuse(world.second.carla, proposal, world)
    assert heard(world.contract_manager) == []
