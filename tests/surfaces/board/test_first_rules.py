"""An organisation without rules begins with those that are proposed to it: two people, from any day."""

from datetime import date

import pytest
from tests.surfaces.board.conftest import SignedIn
from tests.world import MONDAY, TODAY, World, another_hat, employ

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role

BEGIN = "/bestuur/regels/beginnen/"
JANUARY = date(2026, 1, 1)


@pytest.fixture
def newcomers(world: World) -> tuple[Actor, Actor]:
    """Administrator and controller of an organisation that has no rules yet: the service centre's own staff."""
    unit = organisations.add_unit(
        actor=world.system, organisation=world.provider, code="BV", name="Bedrijfsvoering", at=MONDAY
    )
    admin, controller = (
        employ(world.system, world.provider, unit, name, None, role)
        for name, role in (("Ada Admiraal", Role.ADMINISTRATOR), ("Co Controle", Role.CONTROLLER))
    )
    return admin, controller


def rules_on(actor: Actor, day: date) -> claims.ClaimRules:
    return claims.rules_for(actor=actor, organisation=actor.organisation_id, on=day)


def test_the_first_rules_hold_from_a_day_in_the_past_once_a_second_person_confirms(
    newcomers: tuple[Actor, Actor], signed_in: SignedIn
) -> None:
    admin, controller = newcomers
    shown = signed_in(admin).get("/bestuur/regels/").content.decode()
    assert BEGIN in shown
    page = signed_in(admin).get(BEGIN).content.decode()
    assert "€ 0,23" in page
    assert "Wet LB 1964, art. 31a" in page
    done = signed_in(admin).post(BEGIN, {"since": "2026-01-01"})
    assert done.status_code == 302
    with pytest.raises(claims.NoRules):
        rules_on(admin, TODAY)
    assert signed_in(admin).post(f"{done['Location']}bevestigen/").status_code == 403
    proposal = signed_in(controller).get(done["Location"]).content.decode()
    assert "The first rules" in proposal
    assert "Wet LB 1964, art. 31a" in proposal
    assert signed_in(controller).post(f"{done['Location']}bevestigen/").status_code == 302
    held = rules_on(admin, JANUARY)
    assert (held.chain, held.kinds) == (claims.DEFAULT_CHAIN, claims.TO_BEGIN_WITH.kinds)
    assert signed_in(admin).get(BEGIN).status_code == 302
    assert BEGIN not in signed_in(admin).get("/bestuur/regels/").content.decode()


def test_nobody_confirms_their_own_first_rules(newcomers: tuple[Actor, Actor], world: World) -> None:
    admin, _ = newcomers
    made = claims.propose_start(
        actor=admin, organisation=world.provider, since=JANUARY, rules=claims.TO_BEGIN_WITH, at=MONDAY
    )
    with pytest.raises(Refused, match="their own"):
        claims.confirm_proposal(
            actor=another_hat(world.system, admin, Role.CONTROLLER), proposal=made, at=MONDAY
        )


def test_the_past_is_open_to_the_first_rules_only(world: World, newcomers: tuple[Actor, Actor]) -> None:
    first = world.first
    with pytest.raises(Refused, match="There are rules already"):
        claims.propose_start(
            actor=first.ad, organisation=first.id, since=JANUARY, rules=claims.TO_BEGIN_WITH, at=MONDAY
        )
    admin, controller = newcomers
    one, other = (
        claims.propose_start(
            actor=admin, organisation=world.provider, since=day, rules=claims.TO_BEGIN_WITH, at=MONDAY
        )
        for day in (JANUARY, TODAY)
    )
    claims.confirm_proposal(actor=controller, proposal=one, at=MONDAY)
    with pytest.raises(Refused, match="There are rules already"):
        claims.confirm_proposal(actor=controller, proposal=other, at=MONDAY)
    assert claims.proposal_view(actor=controller, proposal=other).state == "waiting"
