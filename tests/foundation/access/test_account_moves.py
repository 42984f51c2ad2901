"""An account goes to another address by two people: whoever reads the mail there signs in as its owner."""

from uuid import UUID

import pytest
from django.urls import reverse
from tests.surfaces.board.conftest import SignedIn, signed_in
from tests.world import World, account_of, another_hat

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import NotFound, Refused, Role

__all__ = ["signed_in"]
NEW = "jan.elders@nederlek.example"


def proposed(world: World, address: str = NEW) -> UUID:
    """Jan is known by another address, and Ad lets his account wait for a second person."""
    first = world.first
    organisations.change_person(
        actor=first.ad, person=first.jan.person, name="Jan de Vries", email=address, number="", language="nl",
        at=world.at,
    )  # fmt: skip
    return access.propose_account_move(actor=first.ad, person=first.jan.person, at=world.at)


def test_no_administrator_moves_an_account_alone(world: World) -> None:
    first = world.first
    move = proposed(world)
    with pytest.raises(Refused, match="alone"):
        access.move_account(actor=first.ad, person=first.jan.person, at=world.at)
    for own in (first.ad, another_hat(world.system, first.ad, Role.CONTROLLER)):
        with pytest.raises(Refused, match="their own"):
            access.ACCOUNT_MOVES.confirm(actor=own, which=move, at=world.at)
    assert account_of(first.jan).email != NEW
    access.ACCOUNT_MOVES.confirm(actor=first.carla, which=move, at=world.at)
    assert account_of(first.jan).email == NEW
    with pytest.raises(Refused, match="decided already"):
        access.ACCOUNT_MOVES.confirm(actor=first.carla, which=move, at=world.at)


def test_nobody_confirms_another_address_than_was_proposed(world: World) -> None:
    first = world.first
    move = proposed(world)
    again = proposed(world, "nog.anders@nederlek.example")
    with pytest.raises(Refused, match="changed since"):
        access.ACCOUNT_MOVES.confirm(actor=first.carla, which=move, at=world.at)
    access.ACCOUNT_MOVES.confirm(actor=first.carla, which=again, at=world.at)
    assert account_of(first.jan).email == "nog.anders@nederlek.example"


def test_nobody_else_decides_and_nobody_on_their_own_account(world: World) -> None:
    first = world.first
    move = proposed(world)
    for who in (first.anna, first.jan, another_hat(world.system, first.jan, Role.CONTROLLER), world.clerk):
        with pytest.raises((Refused, NotFound)):
            access.ACCOUNT_MOVES.confirm(actor=who, which=move, at=world.at)
    with pytest.raises(NotFound):
        access.ACCOUNT_MOVES.confirm(actor=world.second.carla, which=move, at=world.at)
    assert account_of(first.jan).email != NEW


def test_the_second_person_is_told_and_the_proposer_why_not(world: World) -> None:
    first = world.first
    move = proposed(world)
    deliver_waiting(first.id)
    (notice,) = inbox_of(actor=first.carla)
    assert notice.path == reverse("founding:account_move", args=[move])
    access.ACCOUNT_MOVES.refuse(actor=first.carla, which=move, reason="Jan weet van niets", at=world.at)
    deliver_waiting(first.id)
    assert "Jan weet van niets" in str([(n.subject, n.body) for n in inbox_of(actor=first.ad)])
    lines = trail_of(actor=world.system, subject=move)
    assert [line.action for line in lines] == ["account.move_proposed", "account.move_refused"]
    assert NEW not in str(lines)


def test_it_is_decided_on_its_page(world: World, signed_in: SignedIn) -> None:
    first = world.first
    page = reverse("founding:account_move", args=[proposed(world)])
    own = signed_in(first.ad).get(page).content.decode()
    assert NEW in own
    assert 'value="confirm"' not in own
    controller = signed_in(first.carla)
    assert 'value="confirm"' in controller.get(page).content.decode()
    assert controller.post(page, {"action": "refuse", "reason": " "}).status_code == 422
    assert controller.post(page, {"action": "confirm"}).status_code == 302
    assert account_of(first.jan).email == NEW
    assert signed_in(first.anna).get(page).status_code == 403
    assert signed_in(world.second.carla).get(page).status_code == 404
