"""People: roles, functions and managers change from a day on, never one's own."""

from datetime import date

from django.urls import reverse
from tests.surfaces.board.conftest import SignedIn
from tests.world import SINCE, TODAY, World, journey

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role

DECEMBER = date(2026, 12, 1)


def page_of(actor: Actor) -> str:
    return reverse("board:person", args=[actor.person])


def test_the_list_is_searched_and_holds_only_own_people(
    world: World, elsewhere: World, signed_in: SignedIn
) -> None:
    admin = signed_in(world.first.ad)
    assert "6 people." in admin.get("/bestuur/mensen/").content.decode()
    found = admin.get("/bestuur/mensen/", {"q": "ann jan"}).content.decode()
    assert "1 person" in found
    assert "Anna Jansen" in found
    assert "Bert" not in found
    assert "Nobody answers to this" in admin.get("/bestuur/mensen/", {"q": "xyz"}).content.decode()


def test_a_role_is_given_from_a_day_and_ended_from_a_day(world: World, signed_in: SignedIn) -> None:
    admin, address = signed_in(world.first.ad), page_of(world.first.bert)
    given = {"action": "give_role", "role-role": "manager", "role-since": "2026-12-01"}
    assert admin.post(address, given).status_code == 302

    def managers(on: date) -> frozenset[object]:
        return access.holders_of_role(
            actor=world.first.ad, organisation=world.first.id, role=Role.MANAGER, on=on
        )

    assert world.first.bert.person not in managers(TODAY)
    assert world.first.bert.person in managers(DECEMBER)
    held = access.assignments_of(actor=world.first.ad, people=[world.first.bert.person], on=TODAY)
    role = next(a for a in held[world.first.bert.person] if a.role is Role.MANAGER)
    ended = {"action": "end_role", "which": str(role.id), f"{role.id.hex}-since": "2027-03-01"}
    assert admin.post(address, ended).status_code == 302
    assert world.first.bert.person in managers(date(2027, 2, 28))
    assert world.first.bert.person not in managers(date(2027, 3, 1))


def test_the_same_role_twice_is_refused_in_words(world: World, signed_in: SignedIn) -> None:
    sent = {"action": "give_role", "role-role": "employee", "role-since": "2026-12-01"}
    text = signed_in(world.first.ad).post(page_of(world.first.anna), sent).content.decode()
    assert "This person has that role already." in text


def test_nobody_changes_their_own_roles_or_manager(world: World, signed_in: SignedIn) -> None:
    admin, address = signed_in(world.first.ad), page_of(world.first.ad)
    assert "Give a role" not in admin.get(address).content.decode()
    given = {"action": "give_role", "role-role": "controller", "role-since": "2026-12-01"}
    assert "Nobody changes their own roles or functions" in admin.post(address, given).content.decode()
    (own,) = organisations.employments_of(actor=world.first.ad, person=world.first.ad.person, on=TODAY)
    changed = {
        "action": "change_manager",
        "which": str(own.id),
        f"{own.id.hex}-manager": str(world.first.anna.person),
        f"{own.id.hex}-since": "2026-12-01",
    }
    assert "Nobody chooses their own manager" in admin.post(address, changed).content.decode()
    held = access.assignments_of(actor=world.first.ad, people=[world.first.ad.person], on=TODAY)
    (role,) = held[world.first.ad.person]
    ended = {"action": "end_role", "which": str(role.id), f"{role.id.hex}-since": "2026-12-01"}
    assert "Nobody changes their own roles or functions" in admin.post(address, ended).content.decode()


def test_a_function_of_the_organisations_own_is_given_for_a_unit(world: World, signed_in: SignedIn) -> None:
    sent = {
        "action": "give_function",
        "function-other": "Projectleider Noord",
        "function-unit": str(world.first.unit),
        "function-since": "2026-11-23",
    }
    admin = signed_in(world.first.ad)
    assert admin.post(page_of(world.first.bert), sent).status_code == 302
    held = access.functions_of(actor=world.first.ad, person=world.first.bert.person, on=TODAY)
    assert held == (("projectleider_noord", world.first.unit),)
    assert "projectleider noord, Financiën" in admin.get("/bestuur/mensen/").content.decode()


def test_a_manager_changes_from_a_day_and_the_old_one_keeps_the_time_before(
    world: World, signed_in: SignedIn
) -> None:
    anna, admin = world.first.anna, signed_in(world.first.ad)
    (work,) = organisations.employments_of(actor=world.first.ad, person=anna.person, on=TODAY)
    sent = {
        "action": "change_manager",
        "which": str(work.id),
        f"{work.id.hex}-manager": str(world.first.piet.person),
        f"{work.id.hex}-since": "2026-12-01",
    }
    assert admin.post(page_of(anna), sent).status_code == 302

    def manager(on: date) -> str:
        (found,) = organisations.employments_of(actor=world.first.ad, person=anna.person, on=on)
        return found.manager_name

    assert [manager(SINCE), manager(date(2026, 11, 30)), manager(DECEMBER)] == [
        "Jan de Vries",
        "Jan de Vries",
        "Piet de Boer",
    ]
    (new,) = organisations.employments_of(actor=world.first.ad, person=anna.person, on=DECEMBER)
    assert (new.iban, new.unit_id) == (work.iban, work.unit_id)


def test_a_day_in_the_past_is_refused(world: World, signed_in: SignedIn) -> None:
    sent = {"action": "give_role", "role-role": "manager", "role-since": "2026-11-22"}
    text = signed_in(world.first.ad).post(page_of(world.first.bert), sent).content.decode()
    assert "Choose today or a later day." in text


def test_another_organisations_person_is_not_there(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    assert admin.get(page_of(world.second.anna)).status_code == 404
    sent = {"action": "give_role", "role-role": "manager", "role-since": "2026-12-01"}
    assert admin.post(page_of(world.second.anna), sent).status_code == 404
    assert admin.post(page_of(world.first.anna), {"action": "nonsense"}).status_code == 404


def test_what_nobody_can_decide_is_told_with_what_can_be_done(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    assert "nobody can decide" not in admin.get("/bestuur/mensen/").content.decode()
    world.submitted(world.first.piet, journey())
    assert "On 1 claim nobody can decide now." in admin.get("/bestuur/mensen/").content.decode()
    page = admin.get(reverse("board:stuck")).content.decode()
    assert "Piet de Boer" in page
    assert page_of(world.first.piet) in page
    assert "9,66" not in page, "an administrator sees no amounts"
    assert signed_in(world.first.jan).get(reverse("board:stuck")).status_code == 403


def test_the_page_of_somebody_who_was_shut_out_says_so(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    page = f"/bestuur/mensen/{world.first.jan.person}/"
    said = "can no longer sign in"
    assert said not in admin.get(page).content.decode()
    access.shut_account(actor=world.first.ad, person=world.first.jan.person, at=world.at)
    assert said in admin.get(page).content.decode()
