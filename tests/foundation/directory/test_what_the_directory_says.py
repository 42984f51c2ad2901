"""What a directory says of people and groups: nobody twice, shut out at once, and no power that nobody gave."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connections
from tests.database import TestDatabase
from tests.world import TODAY, World, account_of, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.directory import api as directory
from bodemplaat.foundation.directory.api import DirectoryRefused, SaidOfGroup, SaidOfPerson, Wish
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role

NOOR = SaidOfPerson(user_name="noor@nederlek.example", external_id="e-1", name="Noor Smit", number="77")


@pytest.fixture
def there(world: World) -> Actor:
    return directory.directory_of(world.first.id)


def save(there: Actor, world: World, said: SaidOfPerson, person: UUID | None = None) -> UUID:
    return directory.save_person(actor=there, person=person, said=said, at=world.at).id


def tied(there: Actor, world: World, who: Actor, **said: str | bool) -> UUID:
    """Somebody who is here already, as their directory knows them."""
    known = organisations.person_of(actor=world.system, person=who.person)
    wanted = replace(SaidOfPerson(user_name=known.email, name=known.name), **said)  # type: ignore[arg-type]
    return save(there, world, wanted)


def group(there: Actor, world: World, *members: UUID, name: str = "Groep", known: UUID | None = None) -> UUID:
    said = SaidOfGroup(name, name, frozenset(map(str, members)))
    return directory.save_group(actor=there, group=known, said=said, at=world.at).id


def asks(world: World, who: Actor, *wishes: Wish) -> list[directory.Ask]:
    wanted = wishes or (Wish.ROLE, Wish.WORK)
    return [each for each in directory.asks_of_directory(actor=who, at=world.at) if each.wish in wanted]


def roles(world: World, person: UUID) -> set[Role | None]:
    return {
        each.role
        for each in access.assignments_of(actor=world.system, people=[person], on=TODAY)[person]
        if each.role
    }


def test_somebody_new_is_a_person_with_an_account_and_nothing_else(world: World, there: Actor) -> None:
    person = save(there, world, NOOR)
    known = organisations.person_of(actor=world.first.ad, person=person)
    assert (known.name, known.email, known.number) == ("Noor Smit", "noor@nederlek.example", "77")
    account = access.account_of(actor=world.first.ad, person=person)
    assert account is not None
    assert (account.email, account.is_active, account.has_password) == ("noor@nederlek.example", True, False)
    assert roles(world, person) == set()


def test_saying_the_same_again_changes_nothing(world: World, there: Actor) -> None:
    person = save(there, world, NOOR)
    lines = trail_of(actor=world.first.ad, subject=person)
    assert {line.role for line in lines} == {"scim"}
    save(there, world, NOOR, person)
    assert trail_of(actor=world.first.ad, subject=person) == lines
    assert directory.person_in_directory(actor=there, person=person).version == 1
    with pytest.raises(DirectoryRefused, match="userName already"):
        save(there, world, replace(NOOR, user_name="NOOR@nederlek.example", external_id="e-2"))


def test_somebody_with_the_same_address_is_tied_and_not_added(world: World, there: Actor) -> None:
    anna = world.first.anna
    assert tied(there, world, anna, number="12") == anna.person
    assert account_of(anna).is_active
    assert organisations.person_of(actor=world.system, person=anna.person).number == "12"
    with pytest.raises(DirectoryRefused, match="this address already"):
        tied(there, world, anna, user_name="iemand anders", email=organisations.person_of(
            actor=world.system, person=anna.person).email)  # fmt: skip
    with pytest.raises(DirectoryRefused, match="employeeNumber and another address"):
        save(there, world, replace(NOOR, number="12"))


def test_twice_at_the_same_time_is_one_person(committed_world: tuple[TestDatabase, World]) -> None:
    world = committed_world[1]
    start = Barrier(4)

    def post(_: int) -> str:
        try:
            start.wait()
            directory.save_person(
                actor=directory.directory_of(world.first.id), person=None, said=NOOR, at=world.at
            )
        except DirectoryRefused as refused:
            return refused.kind.value
        else:
            return "added"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(post, range(4)))
    assert answers == ["added", "uniqueness", "uniqueness", "uniqueness"]
    people = organisations.people_of(actor=world.system, organisation=world.first.id)
    assert [person.name for person in people].count("Noor Smit") == 1


def test_inactive_is_shut_out_at_once_and_the_work_goes_on(world: World, there: Actor) -> None:
    first = world.first
    claim = world.submitted(first.anna, journey())
    jan = tied(there, world, first.jan)
    before = directory.person_in_directory(actor=there, person=jan).said
    save(there, world, replace(before, active=False), jan)
    assert access.hats_of(user=first.jan.user_id or 0, on=TODAY) == ()
    assert not account_of(first.jan).is_active
    assert [row.id for row in claims.claims_to_decide(actor=first.piet, on=TODAY).rows] == [claim]
    save(there, world, before, jan)
    assert [hat.role for hat in access.hats_of(user=first.jan.user_id or 0, on=TODAY)] == [Role.MANAGER]


def test_whoever_comes_back_has_no_role_that_ended(world: World, there: Actor) -> None:
    jan = tied(there, world, world.first.jan, active=False)
    held = access.assignments_of(actor=world.system, people=[jan], on=TODAY)[jan]
    access.end_role(actor=world.first.ad, assignment=held[0].id, until=TODAY, at=world.at)
    said = directory.person_in_directory(actor=there, person=jan).said
    save(there, world, replace(said, active=True), jan)
    assert account_of(world.first.jan).is_active
    assert access.hats_of(user=world.first.jan.user_id or 0, on=TODAY) == ()


def test_removed_is_untied_and_shut_out_and_once_more_is_not_there(world: World, there: Actor) -> None:
    jan = tied(there, world, world.first.jan)
    directory.remove_person(actor=there, person=jan, at=world.at)
    assert access.hats_of(user=world.first.jan.user_id or 0, on=TODAY) == ()
    with pytest.raises(NotFound):
        directory.remove_person(actor=there, person=jan, at=world.at)
    assert organisations.person_of(actor=world.first.ad, person=jan).name == "Jan de Vries"
    assert tied(there, world, world.first.jan) == jan, "who comes back is the same person"
    assert [hat.role for hat in access.hats_of(user=world.first.jan.user_id or 0, on=TODAY)] == [Role.MANAGER]


def test_a_group_means_nothing_until_an_administrator_says_so(world: World, there: Actor) -> None:
    noor = save(there, world, NOOR)
    everybody = group(there, world, noor)
    assert roles(world, noor) == set()
    directory.say_what_group_is(actor=world.first.ad, group=everybody, role=Role.EMPLOYEE, at=world.at)
    assert roles(world, noor) == {Role.EMPLOYEE}
    group(there, world, known=everybody)
    assert roles(world, noor) == set()


def test_a_role_with_power_waits_for_an_administrator_and_goes_at_once(world: World, there: Actor) -> None:
    ad, noor = world.first.ad, save(there, world, NOOR)
    managers = group(there, world, name="Leidinggevenden")
    directory.say_what_group_is(actor=ad, group=managers, role=Role.MANAGER, at=world.at)
    group(there, world, noor, name="Leidinggevenden", known=managers)
    assert roles(world, noor) == set()
    (ask,) = asks(world, ad)
    assert (ask.wish, ask.person_name, ask.role) == (Wish.ROLE, "Noor Smit", Role.MANAGER)
    with pytest.raises(Refused):
        directory.give_what_is_asked(actor=world.first.jan, key=ask.key, at=world.at)
    directory.give_what_is_asked(actor=ad, key=ask.key, at=world.at)
    assert roles(world, noor) == {Role.MANAGER}
    assert asks(world, ad) == []
    with pytest.raises(NotFound):
        directory.give_what_is_asked(actor=ad, key=ask.key, at=world.at)
    directory.remove_group(actor=there, group=managers, at=world.at)
    assert roles(world, noor) == set()


def test_a_role_that_two_groups_give_stays_until_both_are_left(world: World, there: Actor) -> None:
    noor = save(there, world, NOOR)
    both = [group(there, world, noor, name=name) for name in ("Een", "Twee")]
    for each in both:
        directory.say_what_group_is(actor=world.first.ad, group=each, role=Role.EMPLOYEE, at=world.at)
    group(there, world, name="Een", known=both[0])
    assert roles(world, noor) == {Role.EMPLOYEE}
    group(there, world, name="Twee", known=both[1])
    assert roles(world, noor) == set()


def test_no_group_is_a_role_that_administers_or_that_only_a_provider_has(world: World, there: Actor) -> None:
    each = group(there, world)
    for role in (Role.ADMINISTRATOR, Role.COOPERATION_ADMINISTRATOR, Role.SSC_PAYER, Role.SYSTEM):
        with pytest.raises(Refused, match="cannot be this role"):
            directory.say_what_group_is(actor=world.first.ad, group=each, role=role, at=world.at)
    with pytest.raises(Refused, match="Only an administrator"):
        directory.say_what_group_is(actor=world.first.jan, group=each, role=Role.EMPLOYEE, at=world.at)


def test_nobody_gives_themselves_a_role_through_a_group(world: World, there: Actor) -> None:
    ad = tied(there, world, world.first.ad)
    each = group(there, world, ad)
    directory.say_what_group_is(actor=world.first.ad, group=each, role=Role.EMPLOYEE, at=world.at)
    assert roles(world, ad) == {Role.ADMINISTRATOR}
    directory.say_what_group_is(actor=world.first.ad, group=each, role=Role.CONTROLLER, at=world.at)
    (ask,) = asks(world, world.first.ad)
    with pytest.raises(Refused, match="their own"):
        directory.give_what_is_asked(actor=world.first.ad, key=ask.key, at=world.at)


def test_a_group_that_is_a_unit_places_its_members_and_gives_them_no_manager(
    world: World, there: Actor
) -> None:
    first = world.first
    hall = organisations.add_unit(
        actor=first.ad, organisation=first.id, code="BZ", name="Burgerzaken", at=world.at
    )
    noor, anna = save(there, world, NOOR), tied(there, world, first.anna)
    each = group(there, world, noor, anna)
    directory.say_what_group_is(actor=first.ad, group=each, unit=hall, at=world.at)
    jobs = organisations.employments_of_people(actor=first.ad, people=[noor, anna], on=TODAY)
    assert [(job.unit_name, job.manager_name) for job in (*jobs[noor], *jobs[anna])] == [
        ("Burgerzaken", ""),
        ("Burgerzaken", "Jan de Vries"),
    ]


def test_the_manager_and_department_of_the_directory_wait_for_an_administrator(
    world: World, there: Actor
) -> None:
    first = world.first
    piet = tied(there, world, first.piet, external_id="e-piet")
    anna = tied(there, world, first.anna, manager=str(piet), department="fin")
    (ask,) = asks(world, first.ad)
    assert (ask.wish, ask.person_name, ask.manager_name, ask.unit_name) == (
        Wish.WORK, "Anna Jansen", "Piet de Boer", "",
    )  # fmt: skip
    assert organisations.employment_of(actor=first.ad, person=anna, on=TODAY).manager_name == "Jan de Vries"
    directory.give_what_is_asked(actor=first.ad, key=ask.key, at=world.at)
    assert organisations.employment_of(actor=first.ad, person=anna, on=TODAY).manager_name == "Piet de Boer"
    assert asks(world, first.ad) == []
    save(there, world, replace(NOOR, manager="e-piet", department="Financiën"))
    (ask,) = asks(world, first.ad)
    directory.give_what_is_asked(actor=first.ad, key=ask.key, at=world.at)
    noor = organisations.people_at_address(actor=first.ad, organisation=first.id, email=NOOR.user_name)[0].id
    job = organisations.employment_of(actor=first.ad, person=noor, on=TODAY)
    assert (job.unit_name, job.manager_name) == ("Financiën", "Piet de Boer")


def test_the_account_of_who_decides_about_others_does_not_follow_an_address_by_itself(
    world: World, there: Actor
) -> None:
    first = world.first
    for who in (first.anna, first.jan):
        person = tied(there, world, who)
        said = directory.person_in_directory(actor=there, person=person).said
        new = f"{who.person_name.split()[0].lower()}.nieuw@nederlek.example"
        save(there, world, replace(said, email=new), person)
    assert account_of(first.anna).email == "anna.nieuw@nederlek.example"
    assert account_of(first.jan).email != "jan.nieuw@nederlek.example"
    (ask,) = asks(world, first.ad, Wish.ADDRESS)
    assert (ask.wish, ask.person_name, ask.address) == (
        Wish.ADDRESS,
        "Jan de Vries",
        "jan.nieuw@nederlek.example",
    )
    directory.give_what_is_asked(actor=first.ad, key=ask.key, at=world.at)
    assert account_of(first.jan).email != "jan.nieuw@nederlek.example", (
        "one administrator does not let it go alone"
    )
    (waiting,) = asks(world, first.ad, Wish.ADDRESS)
    assert waiting.move
    with pytest.raises(Refused, match="waits for a second person"):
        directory.give_what_is_asked(actor=first.ad, key=waiting.key, at=world.at)
    access.ACCOUNT_MOVES.confirm(actor=first.carla, which=waiting.move, at=world.at)
    assert account_of(first.jan).email == "jan.nieuw@nederlek.example"
    assert asks(world, first.ad, Wish.ADDRESS) == []


def test_a_secret_opens_its_own_organisation_until_it_ends(world: World) -> None:
    first, at = world.first, world.at
    one, other = (directory.directory_of(each.id) for each in (first, world.second))

    def opens(secret: str, there: Actor = one, later: timedelta = timedelta()) -> bool:
        return directory.secret_opened(actor=there, secret=secret, at=at + later) is not None

    secret = directory.switch_on(actor=first.ad, at=at)
    assert (opens(secret), opens(secret, other), opens(secret + "x"), opens("")) == (
        True,
        False,
        False,
        False,
    )
    hour = timedelta(hours=1)
    second = directory.renew_secret(actor=first.ad, old_until=at + hour, at=at)
    assert [opens(each, later=later) for later in (timedelta(), hour) for each in (secret, second)] == [
        True, True, False, True,
    ]  # fmt: skip
    third = directory.renew_secret(actor=first.ad, old_until=None, at=at)
    assert [opens(each) for each in (secret, second, third)] == [False, False, True]
    view = directory.connection_of(actor=first.ad, at=at)
    assert view is not None
    assert [each.ending for each in view.secrets] == [third[-4:]]
    directory.switch_off(actor=first.ad, at=at)
    assert not opens(third)
    fourth = directory.switch_on(actor=first.ad, at=at)
    assert (opens(third), opens(fourth)) == (False, True)
    for who in (first.jan, first.carla):
        with pytest.raises(Refused):
            directory.switch_off(actor=who, at=at)


def test_what_is_refused_is_kept_without_what_it_held_and_not_for_ever(world: World, there: Actor) -> None:
    ad = world.first.ad
    secret = directory.switch_on(actor=ad, at=world.at)
    opened = directory.secret_opened(actor=there, secret=secret, at=world.at)
    assert opened is not None
    for _ in range(25):
        directory.note_use(
            actor=there, secret=opened, method="POST", about="Users", status=409, reason="Taken", at=world.at
        )
    directory.note_use(actor=there, secret=opened, method="GET", about="Users", status=200, at=world.at)
    view = directory.connection_of(actor=ad, at=world.at)
    assert view is not None
    assert (view.answered, view.refused, len(view.refusals)) == (1, 25, 20)
    assert view.secrets[0].last_used_at == world.at


def test_what_another_organisation_has_is_not_there(world: World, there: Actor) -> None:
    other = directory.directory_of(world.second.id)
    noor, each = save(there, world, NOOR), group(there, world)
    assert directory.people_in_directory(actor=other) == ((), 0)
    assert directory.groups_in_directory(actor=other) == ((), 0)
    for act in (
        lambda: directory.person_in_directory(actor=other, person=noor),
        lambda: save(other, world, NOOR, noor),
        lambda: directory.remove_person(actor=other, person=noor, at=world.at),
        lambda: directory.remove_group(actor=other, group=each, at=world.at),
        lambda: group(other, world, known=each),
        lambda: save(other, world, NOOR, uuid4()),
        lambda: directory.say_what_group_is(
            actor=world.second.ad, group=each, role=Role.EMPLOYEE, at=world.at
        ),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(DirectoryRefused, match="no person of the directory"):
        group(other, world, noor)
    assert save(other, world, NOOR) != noor
