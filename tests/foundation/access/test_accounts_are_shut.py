"""An account that an organisation shuts: nobody comes in as that person, work goes to others, and only that part is shut."""

import pytest
from django.test import Client
from tests.foundation.access.conftest import Someone, is_in, signs_in
from tests.world import TODAY, World, account_of, another_hat, employ, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role


def shut(world: World, who: Actor) -> bool:
    return access.shut_account(actor=world.system, person=who.person, at=world.at)


def opened(world: World, who: Actor) -> bool:
    return access.open_account_again(actor=world.system, person=who.person, at=world.at)


def test_sessions_end_now_and_nobody_signs_in_until_it_is_opened_again(
    world: World, anna: Someone, client: Client
) -> None:
    elsewhere = Client()
    for browser in (client, elsewhere):
        signs_in(browser, anna.email)
        assert is_in(browser)
    assert shut(world, anna.actor)
    assert (is_in(client), is_in(elsewhere)) == (False, False)
    signs_in(client, anna.email)
    assert not is_in(client)
    assert opened(world, anna.actor)
    assert not is_in(elsewhere), "a session that ended stays ended"
    signs_in(client, anna.email)
    assert is_in(client)


def test_shutting_twice_and_opening_twice_is_the_same_as_once(world: World) -> None:
    anna = world.first.anna
    assert (shut(world, anna), shut(world, anna)) == (True, False)
    assert (opened(world, anna), opened(world, anna)) == (True, False)


def test_open_work_goes_to_who_can_do_it_and_comes_back(world: World) -> None:
    first = world.first
    claim = world.submitted(first.anna, journey())
    shut(world, first.jan)

    def asked(who: Actor) -> bool:
        return claim in [row.id for row in claims.claims_to_decide(actor=who, on=TODAY).rows]

    assert (asked(first.jan), asked(first.piet)) == (False, True)
    with pytest.raises(claims.NoLongerYours):
        claims.approve_claim(actor=first.jan, claim=claim, at=world.at)
    opened(world, first.jan)
    assert (asked(first.jan), asked(first.piet)) == (True, False)


def test_a_desk_whose_clerks_are_shut_is_empty(world: World) -> None:
    first = world.first
    claim = world.submitted(first.anna, journey())
    claims.approve_claim(actor=first.jan, claim=claim, at=world.at)
    for clerk in (world.clerk, world.kim):
        assert claims.stuck_claims(actor=first.ad, organisation=first.id, on=TODAY) == ()
        shut(world, clerk)
    assert [each.claim for each in claims.stuck_claims(actor=first.ad, organisation=first.id, on=TODAY)] == [
        claim
    ]


def test_what_another_organisation_gave_stays(world: World) -> None:
    anna = world.first.anna
    there = employ(
        world.system, world.second.id, world.second.unit, "Anna Jansen", None, Role.EMPLOYEE, anna.user_id
    )

    def hats() -> set[str]:
        return {hat.organisation_name for hat in access.hats_of(user=anna.user_id or 0, on=TODAY)}

    shut(world, anna)
    assert hats() == {"Vlist"}
    assert account_of(anna).is_active
    shut(world, there)
    assert (hats(), account_of(anna).is_active) == (set(), False)
    opened(world, anna)
    assert (hats(), account_of(anna).is_active) == ({"Nederlek"}, True)


def test_an_account_that_the_installation_closed_is_not_opened_by_an_organisation(world: World) -> None:
    anna = world.first.anna
    User.objects.filter(pk=anna.user_id or 0).update(is_active=False)
    shut(world, anna)
    opened(world, anna)
    assert not account_of(anna).is_active


def test_a_role_that_ended_while_it_was_shut_stays_ended(world: World) -> None:
    first = world.first
    shut(world, first.jan)
    held = access.assignments_of(actor=first.ad, people=[first.jan.person], on=TODAY)[first.jan.person]
    access.end_role(actor=first.ad, assignment=held[0].id, until=TODAY, at=world.at)
    opened(world, first.jan)
    assert access.hats_of(user=first.jan.user_id or 0, on=TODAY) == ()


def test_a_role_is_taken_away_at_once_also_one_of_today(world: World) -> None:
    first = world.first
    access.assign_role(
        actor=world.system, person=first.bert.person, role=Role.MANAGER, since=TODAY, at=world.at
    )
    another_hat(world.system, first.anna, Role.MANAGER)
    for who in (first.bert, first.anna):
        assert access.take_role_away(actor=world.system, person=who.person, role=Role.MANAGER, at=world.at)
        assert not access.take_role_away(
            actor=world.system, person=who.person, role=Role.MANAGER, at=world.at
        )
        assert [hat.role for hat in access.hats_of(user=who.user_id or 0, on=TODAY)] == [Role.EMPLOYEE]


def test_an_account_that_follows_its_address_forgets_what_proved_the_earlier_one(
    world: World, anna: Someone, client: Client
) -> None:
    from bodemplaat.foundation.organisations import api as organisations

    signs_in(client, anna.email)
    person, ad = anna.actor.person, world.first.ad
    organisations.change_person(
        actor=ad, person=person, name="Anna Smit", email="anna.smit@nederlek.example", number="", language="nl",
        at=world.at,
    )  # fmt: skip
    move = access.propose_account_move(actor=ad, person=person, at=world.at)
    assert is_in(client), "nothing happens before a second person agreed"
    access.ACCOUNT_MOVES.confirm(actor=world.first.carla, which=move, at=world.at)
    user = account_of(anna.actor)
    assert (user.email, user.has_usable_password()) == ("anna.smit@nederlek.example", False)
    assert not is_in(client)


def test_an_organisation_moves_no_account_of_another_and_to_no_account_of_another(world: World) -> None:
    from bodemplaat.foundation.organisations import api as organisations

    first, anna = world.first, world.first.anna

    def address(email: str) -> None:
        organisations.change_person(
            actor=first.ad,
            person=anna.person,
            name="Anna",
            email=email,
            number="",
            language="nl",
            at=world.at,
        )

    address(account_of(world.second.anna).email.upper())
    with pytest.raises(Refused, match="already"):
        access.propose_account_move(actor=first.ad, person=anna.person, at=world.at)
    employ(world.system, world.second.id, world.second.unit, "Anna", None, Role.EMPLOYEE, anna.user_id)
    address("nieuw@nederlek.example")
    with pytest.raises(Refused, match="another organisation"):
        access.propose_account_move(actor=first.ad, person=anna.person, at=world.at)


def test_nobody_shuts_their_own_account_and_only_administrators_shut_others(world: World) -> None:
    first = world.first
    with pytest.raises(Refused, match="their own"):
        access.shut_account(actor=first.ad, person=first.ad.person, at=world.at)
    with pytest.raises(Refused, match="Only an administrator"):
        access.shut_account(actor=first.jan, person=first.anna.person, at=world.at)


def test_who_was_shut_elsewhere_and_is_invited_here_can_use_the_link(world: World) -> None:
    user = access.open_account(email="lotte@example.nl", name="Lotte")
    elsewhere = employ(world.system, world.first.id, world.first.unit, "Lotte", None, Role.EMPLOYEE, user)
    shut(world, elsewhere)
    here = employ(world.system, world.second.id, world.second.unit, "Lotte", None, Role.EMPLOYEE, user)
    access.invite(actor=world.second.ad, person=here.person, at=world.at)
    key = access.invitation_key_of(person=here.person, organisation=world.second.id)
    assert access.invited_user(key or "").pk == user
    assert {hat.organisation_name for hat in access.hats_of(user=user, on=TODAY)} == {"Vlist"}


def test_nobody_is_invited_to_an_account_that_the_installation_closed(world: World) -> None:
    user = access.open_account(email="lotte@example.nl", name="Lotte")
    here = employ(world.system, world.second.id, world.second.unit, "Lotte", None, Role.EMPLOYEE, user)
    User.objects.filter(pk=user).update(is_active=False)
    with pytest.raises(Refused, match="whoever runs this site"):
        access.invite(actor=world.second.ad, person=here.person, at=world.at)
    access.invite_several(actor=world.second.ad, organisation=world.second.id, most=100, at=world.at)
    sent = access.invitations_of(actor=world.second.ad, organisation=world.second.id, at=world.at)
    assert next(each.at for each in sent if each.person_id == here.person) is None


def test_who_comes_in_by_no_account_of_a_set_up_comes_in_once_invited(world: World) -> None:
    there = Actor.system(world.second.id)
    person = organisations.add_person(
        actor=there, organisation=world.second.id, name="Lotte", email="lotte@example.nl", at=world.at
    )
    made = access.NewAccount(person, "lotte@example.nl", "Lotte", signs_in=False)
    access.open_many_accounts(actor=there, accounts=[made], at=world.at)
    assert not User.objects.get(email="lotte@example.nl").is_active
    access.invite(actor=world.second.ad, person=person, at=world.at)
    assert User.objects.get(email="lotte@example.nl").is_active
