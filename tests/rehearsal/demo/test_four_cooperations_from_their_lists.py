"""The demo's four cooperations are what they are called: who provides what for whom follows from their files alone."""

from datetime import timedelta

from django.utils import timezone

from bodemplaat.foundation.contacts import api as contacts
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import COMMON_TASKS
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.rehearsal.demo.cast import CENTRE, MATRIX, SHARED_CENTRE, VIRTUAL_BUREAU, Alliance
from bodemplaat.rehearsal.demo.founding import FoundedAlliance, found

LAST_SPRING = timezone.now() - timedelta(days=150)


def relations(founded: FoundedAlliance) -> dict[tuple[str, str], str]:
    """Who provides which task for which customer, by names."""
    names = {each.id: each.name.removeprefix("Gemeente ") for each in founded.members}
    return {(names[who], task.value): names[by] for (who, task), by in founded.providers.items()}


def found_whole(alliance: Alliance) -> FoundedAlliance:
    """Found it; whoever may sign in stands in its lists."""
    founded = found(alliance, at=LAST_SPRING)
    assert alliance.signs_in <= {name for each in founded.members for name in each.people}
    for municipality in founded.municipalities:
        somebody = next(iter(municipality.people.values()))
        answers = contacts.whom_to_call(actor=somebody, on=timezone.localdate(LAST_SPRING))
        own = [each for each in answers if each.customer_id == municipality.id]
        assert own
        assert all(each.supply and each.demand for each in own), f"{municipality.name} knows whom to call"
    return founded


def test_a_matrix_has_each_of_five_work_for_others(db: None) -> None:
    founded = found_whole(MATRIX)
    by = relations(founded)
    assert len(founded.members) == 5
    assert set(by.values()) == {"Nederlek", "Vlist", "Schoonhoven", "Bergambacht", "Ouderkerk"}
    assert (by["Vlist", "expense_claims"], by["Vlist", "payments"]) == ("Nederlek", "Vlist")
    nederlek = founded.members[0]
    (clerk, _) = nederlek.with_role(Role.SSC_CLERK)
    reached = {each.name for each in founded.members if each.id in clerk.scope}
    assert reached == {"Gemeente Nederlek", "Gemeente Vlist", "Gemeente Ouderkerk"}


def test_a_centre_municipality_works_for_its_one_buyer_and_itself(db: None) -> None:
    founded = found_whole(CENTRE)
    assert set(relations(founded).values()) == {"Groningen"}
    assert {who for who, _ in relations(founded)} == {"Groningen", "Ten Boer"}
    groningen = founded.members[0]
    people = organisations.people_of(actor=groningen.system, organisation=groningen.id)
    assert len(people) == 120


def test_a_shared_centre_is_no_municipality_and_works_for_all(db: None) -> None:
    founded = found_whole(SHARED_CENTRE)
    assert set(relations(founded).values()) == {"Servicepunt71"}
    assert len(relations(founded)) == 4 * len(COMMON_TASKS)
    kinds = {
        each.id: each.kind for each in organisations.organisations_in_scope(actor=founded.provider.system)
    }
    assert kinds[founded.provider.id] == "provider"


def test_a_virtual_bureau_has_no_staff_but_that_of_its_two_members(db: None) -> None:
    founded = found_whole(VIRTUAL_BUREAU)
    kapelle, reimerswaal, reik = founded.members
    assert set(relations(founded).values()) == {"ReiK"}
    employed = {
        each.user_id: each.organisation_id
        for member in (kapelle, reimerswaal)
        for each in member.people.values()
    }
    employers = {employed[each.user_id] for each in reik.people.values()}
    assert employers == {kapelle.id, reimerswaal.id}, "everyone there comes from a member, and both are there"
    on = timezone.localdate(LAST_SPRING)
    for actor in reik.people.values():
        (job,) = organisations.employments_of(actor=reik.system, person=actor.person, on=on)
        assert job.iban == "", "a unit without legal personality pays nobody"
    assert {each.system.organisation_id for each in founded.municipalities} == {kapelle.id, reimerswaal.id}
