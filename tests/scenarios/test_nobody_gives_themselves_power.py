"""An administrator alone never comes to decide about a colleague's work: whatever door is tried, somebody else opens it."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from tests.foundation.imports.conftest import Desk
from tests.foundation.imports.files import csv_file
from tests.pages import signing_in
from tests.scenarios.deciding import employment, waits_for
from tests.world import IBANS, SINCE, TODAY, World, account_of, another_hat, employ, journey

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.directory import api as directory
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role

FRIDAY = TODAY + timedelta(days=4)


def second_job(world: World) -> Actor:
    """The administrator once more, as a manager with another employment and the same account."""
    first = world.first
    return employ(
        world.system, first.id, first.unit, "Tweede Baan", None, Role.MANAGER, user=first.ad.user_id
    )


def as_administrator(world: World) -> Actor:
    """The administrator as signed in now, with every job of theirs."""
    ad = world.first.ad
    assert ad.user_id is not None
    assert ad.assignment_id is not None
    return access.actor_wearing(user=ad.user_id, assignment=ad.assignment_id, on=TODAY)


def changes_the_manager(world: World, ad: Actor, me: UUID) -> None:
    organisations.change_manager(
        actor=ad, employment=employment(world, world.first.anna), manager=me, since=TODAY, at=world.at
    )


def changes_the_manager_from_friday(world: World, ad: Actor, me: UUID) -> None:
    organisations.change_manager(
        actor=ad, employment=employment(world, world.first.anna), manager=me, since=FRIDAY, at=world.at
    )


def changes_the_work(world: World, ad: Actor, me: UUID) -> None:
    organisations.change_employment(
        actor=ad,
        employment=employment(world, world.first.anna),
        unit=world.first.unit,
        manager=me,
        job_title="Adviseur",
        iban=IBANS[1],
        since=TODAY,
        at=world.at,
    )


def begins_a_second_employment(world: World, ad: Actor, me: UUID) -> None:
    organisations.add_employment(
        actor=ad,
        organisation=world.first.id,
        person=world.first.anna.person,
        unit=world.first.unit,
        manager=me,
        since=TODAY,
        at=world.at,
    )


def employs_somebody_new(world: World, ad: Actor, me: UUID) -> None:
    access.employ_somebody(
        actor=ad,
        organisation=world.first.id,
        name="Nieuwe Collega",
        email="nieuw@nederlek.example",
        number="",
        language="nl",
        unit=world.first.unit,
        manager=me,
        since=TODAY,
        job_title="",
        iban="",
        at=world.at,
    )


def stands_in_for_the_manager(world: World, ad: Actor, me: UUID) -> None:
    access.name_substitute(
        actor=ad, absent=world.first.jan.person, substitute=me, since=TODAY, until=FRIDAY, at=world.at
    )


def stands_in_for_who_stands_in(world: World, ad: Actor, me: UUID) -> None:
    access.name_substitute(
        actor=ad,
        absent=world.first.jan.person,
        substitute=world.first.bert.person,
        since=TODAY,
        until=FRIDAY,
        at=world.at,
    )
    access.name_substitute(
        actor=ad, absent=world.first.bert.person, substitute=me, since=TODAY, until=FRIDAY, at=world.at
    )


def takes_a_role(role: Role) -> Callable[[World, Actor, UUID], object]:
    return lambda world, ad, me: access.assign_role(actor=ad, person=me, role=role, since=FRIDAY, at=world.at)


def takes_a_function(function: str) -> Callable[[World, Actor, UUID], object]:
    return lambda world, ad, me: access.assign_function(
        actor=ad, person=me, function=function, unit=world.first.unit, since=TODAY, at=world.at
    )


def holds(world: World, function: str, *, unit: UUID | None) -> None:
    access.assign_function(
        actor=world.system,
        person=world.first.ad.person,
        function=function,
        unit=unit,
        since=TODAY,
        at=world.at,
    )


def moves(world: World, unit: UUID, *, since: date = TODAY) -> None:
    """The administrator lets Anna work elsewhere, under the manager she has."""
    organisations.change_employment(
        actor=as_administrator(world),
        employment=employment(world, world.first.anna, on=since),
        unit=unit,
        manager=world.first.jan.person,
        job_title="",
        iban=IBANS[1],
        since=since,
        at=world.at,
    )


def another_unit(world: World) -> UUID:
    return organisations.add_unit(
        actor=world.system, organisation=world.first.id, code="SOC", name="Sociaal", at=world.at
    )


@pytest.mark.parametrize("since", [TODAY, FRIDAY])
@pytest.mark.parametrize("function", ["budget_holder", "fallback_approver"])
def test_nobody_moves_a_colleague_into_a_unit_over_which_they_hold_a_function(
    world: World, function: str, since: date
) -> None:
    unit = another_unit(world)
    holds(world, function, unit=unit)
    with pytest.raises(Refused, match="You hold a function for this unit"):
        moves(world, unit, since=since)
    other = another_hat(world.system, world.first.piet, Role.ADMINISTRATOR)
    organisations.change_employment(
        actor=other,
        employment=employment(world, world.first.anna),
        unit=unit,
        manager=world.first.jan.person,
        job_title="",
        iban=IBANS[1],
        since=since,
        at=world.at,
    )
    moves(world, unit, since=FRIDAY + timedelta(days=1))  # who works there already may stay


def test_nobody_moves_a_colleague_out_of_a_unit_with_a_holder_of_its_own_to_where_they_hold_it(
    world: World,
) -> None:
    """Of the whole organisation the administrator is the budget holder; of Anna's unit Piet is."""
    access.assign_function(
        actor=world.system,
        person=world.first.piet.person,
        function="budget_holder",
        unit=world.first.unit,
        since=TODAY,
        at=world.at,
    )
    holds(world, "budget_holder", unit=None)
    with pytest.raises(Refused, match="You hold a function for this unit"):
        moves(world, another_unit(world))


def test_who_holds_a_function_of_the_whole_organisation_still_moves_people_within_it(world: World) -> None:
    holds(world, "budget_holder", unit=None)
    moves(world, another_unit(world))


def test_nobody_employs_somebody_under_their_own_function(world: World) -> None:
    unit = another_unit(world)
    holds(world, "budget_holder", unit=unit)
    facts = {
        "name": "Nieuw",
        "email": "n@x.example",
        "number": "",
        "language": "nl",
        "job_title": "",
        "iban": "",
    }
    with pytest.raises(Refused, match="You hold a function for this unit"):
        access.employ_somebody(
            actor=as_administrator(world), organisation=world.first.id, unit=unit,
            manager=world.first.jan.person, since=TODAY, at=world.at, **facts,
        )  # fmt: skip
    with pytest.raises(Refused, match="You hold a function for this unit"):
        organisations.add_employment(
            actor=as_administrator(world), organisation=world.first.id, person=world.first.anna.person,
            unit=unit, manager=world.first.jan.person, since=TODAY, at=world.at,
        )  # fmt: skip


def test_a_file_that_moves_a_colleague_under_its_sender_s_function_is_refused_and_not_undone_by_them(
    desk: Desk, world: World
) -> None:
    holds(world, "budget_holder", unit=another_unit(world))
    anna, jan = (account_email(world, who) for who in (world.first.anna, world.first.jan))
    moved = ("", "Anna Jansen", anna, "SOC", jan, "", "", "", "")
    text = (
        "You hold a function for this unit, so you would decide about who comes to work in it. Nobody arranges that "
        "themselves: ask another administrator."
    )
    assert desk.wrong_people(moved) == [(2, "Unit (code)", text)]
    other = Desk(another_hat(world.system, world.first.piet, Role.ADMINISTRATOR))
    other.people(moved)
    out = other.people(("", "Anna Jansen", anna, "FIN", jan, "", "", "", "")).id
    with pytest.raises(Refused, match="ask another administrator to undo it"):
        desk.undo(out)


def test_two_people_do_not_share_an_address(world: World) -> None:
    """By whatever door: who had it is named."""
    with pytest.raises(Refused, match="Anna Jansen has this address already"):
        organisations.add_person(
            actor=world.first.ad,
            organisation=world.first.id,
            name="Iemand",
            email=account_email(world, world.first.anna).upper(),
            at=world.at,
        )


@pytest.mark.parametrize("address", ["of the account", "of the person", "of the other job"])
@pytest.mark.parametrize("door", ["form", "file"])
def test_one_check_keeps_anyone_from_administering_an_organisation_that_they_add(
    world: World, address: str, door: str
) -> None:
    provider = world.contract_manager.organisation_id
    unit = organisations.units_of(actor=world.system, organisation=provider, on=TODAY)[0].id
    other = employ(
        world.system, provider, unit, "Tweede Baan", None, Role.EMPLOYEE, user=world.contract_manager.user_id
    )
    seat = another_hat(world.system, world.contract_manager, Role.COOPERATION_ADMINISTRATOR)
    email = {
        "of the account": account_of(seat).email,
        "of the person": account_email(world, world.contract_manager),
        "of the other job": account_email(world, other),
    }[address].upper()
    if door == "form":
        with pytest.raises(Refused, match="Nobody makes themselves the administrator"):
            access.add_member(
                actor=seat, cooperation=world.cooperation, name="Bergambacht", kind="municipality",
                parts=("customer",), since=TODAY, administrator="Coen Visser", email=email, at=world.at,
            )  # fmt: skip
        return
    titles = ("organisation", "kind", "parts", "since", "administrator", "email")
    row = ("Bergambacht", "municipality", "customer", TODAY.isoformat(), "Coen Visser", email)
    wrong = Desk(seat).mistakes("organisations", csv_file("organisations", titles, row))
    assert [text for _, _, text in wrong if "Nobody makes themselves" in text] != []


WAYS: dict[str, Callable[[World, Actor, UUID], object]] = {
    "another manager": changes_the_manager,
    "another manager from Friday": changes_the_manager_from_friday,
    "other work": changes_the_work,
    "a second employment": begins_a_second_employment,
    "somebody new": employs_somebody_new,
    "standing in": stands_in_for_the_manager,
    "standing in for who stands in": stands_in_for_who_stands_in,
    "clerk": takes_a_role(Role.SSC_CLERK),
    "payer": takes_a_role(Role.SSC_PAYER),
    "controller": takes_a_role(Role.CONTROLLER),
    "budget holder": takes_a_function("budget_holder"),
    "fallback": takes_a_function("fallback_approver"),
    "signing agreements": takes_a_function("agreement_signer"),
}


@pytest.mark.parametrize("job", ["the same job", "the other job"])
@pytest.mark.parametrize("way", WAYS)
def test_no_door_gives_an_administrator_power_by_their_own_hand(world: World, way: str, job: str) -> None:
    other = second_job(world)
    ad = as_administrator(world)
    me = ad.person if job == "the same job" else other.person
    with pytest.raises(Refused):
        WAYS[way](world, ad, me)


def test_an_administrator_who_is_a_manager_already_changes_the_rest_and_others_make_them_one(
    world: World,
) -> None:
    first = world.first
    work = employment(world, first.anna)
    organisations.change_manager(
        actor=world.system, employment=work, manager=first.ad.person, since=SINCE, at=world.at
    )
    changes_the_work(world, first.ad, first.ad.person)
    assert waits_for(world, world.submitted(first.anna, journey())) == "Ad van Dijk"


def test_a_colleague_may_still_ask_the_administrator_to_stand_in(world: World) -> None:
    first = world.first
    access.name_substitute(
        actor=first.jan,
        absent=first.jan.person,
        substitute=first.ad.person,
        since=TODAY,
        until=FRIDAY,
        at=world.at,
    )
    assert waits_for(world, world.submitted(first.anna, journey())) == "Jan de Vries"


def test_nobody_stands_in_for_their_own_other_job(world: World) -> None:
    other = second_job(world)
    ad = as_administrator(world)
    with pytest.raises(Refused, match="nobody can stand in for themselves"):
        access.name_substitute(
            actor=ad, absent=ad.person, substitute=other.person, since=TODAY, until=FRIDAY, at=world.at
        )


def test_the_page_of_a_person_refuses_it_in_words(world: World) -> None:
    first = world.first
    page = reverse("founding:person", args=[first.anna.person])
    response = signing_in("en")(first.ad).post(
        page,
        {
            "action": "change",
            "work-unit": str(first.unit),
            "work-manager": account_email(world, first.ad),
            "work-job_title": "",
            "work-iban": "",
            "work-since": "2026-12-01",
        },
    )
    assert "Nobody makes themselves a manager" in response.content.decode()
    on = organisations.employment_of(actor=world.system, person=first.anna.person, on=date(2026, 12, 2))
    assert on.manager_id == first.jan.person


def account_email(world: World, who: Actor) -> str:
    return organisations.person_of(actor=world.system, person=who.person).email


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world.first.ad)


def new_under(manager: str) -> tuple[str, ...]:
    return ("101", "Eva Smit", "eva@nederlek.example", "FIN", manager, "Adviseur", "", "1-3-2024", "")


def test_a_file_that_names_its_sender_as_a_manager_is_refused_by_line(desk: Desk, world: World) -> None:
    own = account_email(world, world.first.ad)
    anna = ("", "Anna Jansen", account_email(world, world.first.anna), "FIN", own, "", "", "", "")
    text = "Nobody makes themselves a manager: ask another administrator to do it, or choose a colleague."
    title = "Manager (e-mail or number)"
    assert desk.wrong_people(new_under(own), anna) == [(2, title, text), (3, title, text)]


def test_a_file_that_repeats_whose_manager_its_sender_is_changes_the_rest(desk: Desk, world: World) -> None:
    organisations.change_manager(
        actor=world.system,
        employment=employment(world, world.first.anna),
        manager=world.first.ad.person,
        since=SINCE,
        at=world.at,
    )
    own = account_email(world, world.first.ad)
    anna = ("", "Anna Jansen", account_email(world, world.first.anna), "FIN", own, "Strateeg", "", "", "")
    assert desk.people(anna).changed == 1


def test_nobody_undoes_a_file_that_took_their_own_power(desk: Desk, world: World) -> None:
    first = world.first
    another = Desk(another_hat(world.system, first.piet, Role.ADMINISTRATOR))
    organisations.change_manager(
        actor=world.system,
        employment=employment(world, first.anna),
        manager=first.ad.person,
        since=SINCE,
        at=world.at,
    )
    jan = account_email(world, first.jan)
    anna = ("", "Anna Jansen", account_email(world, first.anna), "FIN", jan, "", "", "", "")
    moved = another.people(anna).id
    with pytest.raises(Refused, match="ask another administrator to undo it"):
        desk.undo(moved)
    another.undo(moved)
    other = second_job(world)
    ends = (account_email(world, other), "manager", SINCE.isoformat(), TODAY.isoformat())
    ended = another.do("roles", csv_file("roles", ("person", "role", "since", "until"), ends)).id
    with pytest.raises(Refused, match="ask another administrator to undo it"):
        Desk(as_administrator(world)).undo(ended)
    another.undo(ended)


def test_nobody_signs_in_as_a_colleague_who_got_their_own_address(world: World) -> None:
    """A person with a role, but without an account yet, is not tied to the account of whoever gives it."""
    first = world.first
    ghost = organisations.add_person(
        actor=first.ad,
        organisation=first.id,
        name="Nog Niemand",
        email=account_of(first.ad).email,
        at=world.at,
    )
    access.assign_role(actor=first.ad, person=ghost, role=Role.MANAGER, since=TODAY, at=world.at)
    for give in (access.give_account_at_address, access.invite):
        with pytest.raises(Refused, match="Nobody signs in as another person"):
            give(actor=first.ad, person=ghost, at=world.at)


def test_who_adds_an_organisation_does_not_administer_it_too(world: World) -> None:
    seat = another_hat(world.system, world.contract_manager, Role.COOPERATION_ADMINISTRATOR)
    with pytest.raises(Refused, match="Nobody makes themselves the administrator of a new organisation"):
        access.add_member(
            actor=seat,
            cooperation=world.cooperation,
            name="Bergambacht",
            kind="municipality",
            parts=("customer",),
            since=TODAY,
            administrator="Coen Visser",
            email=account_of(seat).email.upper(),
            at=world.at,
        )


def test_what_the_directory_asks_is_not_given_to_oneself(world: World) -> None:
    """The directory names the administrator as somebody's manager: another administrator gives that."""
    first = world.first
    through = Actor.system(first.id, through="scim")
    for who in (first.ad, first.anna):
        known = organisations.person_of(actor=world.system, person=who.person)
        directory.save_person(
            actor=through,
            person=None,
            said=directory.SaidOfPerson(
                user_name=known.email,
                external_id=f"x-{who.person.hex[:6]}",
                active=True,
                name=known.name,
                email=known.email,
                manager=f"x-{first.ad.person.hex[:6]}" if who is first.anna else "",
            ),
            at=world.at,
        )
    (ask,) = [each for each in directory.asks_of_directory(actor=first.ad, at=world.at) if each.manager_id]
    with pytest.raises(Refused, match="Nobody makes themselves a manager"):
        directory.give_what_is_asked(actor=first.ad, key=ask.key, at=world.at)
    other = another_hat(world.system, first.piet, Role.ADMINISTRATOR)
    directory.give_what_is_asked(actor=other, key=ask.key, at=world.at)
    assert waits_for(world, world.submitted(first.anna, journey())) == "Ad van Dijk"
