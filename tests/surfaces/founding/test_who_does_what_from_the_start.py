"""Every customer of a cooperation has somebody who does its tasks, or is told that it has to choose."""

import re
from datetime import date

import pytest
from tests.surfaces.founding.conftest import SignedIn
from tests.surfaces.founding.test_beginning import cooperation_administrator, member, wearing
from tests.surfaces.founding.test_units_and_people import text_of
from tests.world import MONDAY, SINCE, TODAY, World, another_hat, employ

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import COMMON_TASKS, Task
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role

DECEMBER = date(2026, 12, 1)
CHOOSE = "/bestuur/taken/expense-claims/kiezen/"


def read(page: object) -> str:
    """What stands on a page, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", text_of(page)).split())


def second_provides(world: World) -> None:
    organisations.join_cooperation(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=world.second.id,
        parts=("provider",),
        since=SINCE,
        at=MONDAY,
    )


def providers_of(world: World, name: str, on: date) -> dict[Task, str]:
    """By task, who does it for the member with this name; asked as its partner, the first municipality."""
    rows = organisations.provisions_among_partners(actor=world.first.ad, on=on)
    return {each.task: each.provider_name for each in rows if each.customer_name == name}


def test_with_several_providers_it_is_asked_who_does_each_task_for_a_newcomer(
    world: World, signed_in: SignedIn
) -> None:
    second_provides(world)
    admin = wearing(signed_in, cooperation_administrator(world))
    address = f"/inrichting/samenwerking/{world.cooperation}/organisatie/"
    assert "Who does expense claims for it?" in text_of(admin.get(address))
    chosen = {"does_expense_claims": str(world.second.id), "does_payments": str(world.provider)}
    assert admin.post(address, member(**chosen)).status_code == 302
    assert providers_of(world, "Gouda", DECEMBER) == {
        Task.EXPENSE_CLAIMS: "Vlist",
        Task.PAYMENTS: "Servicecentrum K5",
    }
    later = {"own-municipality": "Delft", "does_expense_claims": "later", "does_payments": "itself"}
    refused = admin.post(address, member(**later))
    assert "choose that part too" in text_of(refused)
    assert admin.post(address, member(**later, parts=["customer", "provider"])).status_code == 302
    assert providers_of(world, "Delft", DECEMBER) == {Task.PAYMENTS: "Delft"}


def test_what_nobody_does_is_on_the_checklist_and_its_administrator_chooses(
    world: World, signed_in: SignedIn
) -> None:
    second_provides(world)
    access.add_member(
        actor=cooperation_administrator(world),
        cooperation=world.cooperation,
        name="Gouda",
        kind="municipality",
        parts=("customer",),
        since=SINCE,
        administrator="Gijs Admiraal",
        email="gijs@gouda.example",
        providers={},
        at=MONDAY,
    )
    gouda = next(
        each.id
        for each in organisations.cooperations_seated(actor=cooperation_administrator_again(world))[0].members
        if each.name == "Gouda"
    )
    system = Actor.system(gouda, cooperations=[world.cooperation])
    unit = organisations.add_unit(actor=system, organisation=gouda, code="A", name="Alles", at=MONDAY)
    admin = employ(system, gouda, unit, "Gerda Admiraal", None, Role.ADMINISTRATOR)
    browser = signed_in(admin)
    assert "Who does expense claims Nobody yet" in read(browser.get("/inrichting/"))
    assert "Choose who does it" in text_of(browser.get("/bestuur/taken/"))
    yesterday = browser.post(CHOOSE, {"provider": str(world.second.id), "since": "2026-11-22"})
    assert yesterday.status_code == 422
    done = browser.post(CHOOSE, {"provider": str(world.second.id), "since": TODAY.isoformat()})
    assert done.status_code == 302
    assert providers_of(world, "Gouda", TODAY) == {Task.EXPENSE_CLAIMS: "Vlist"}
    assert browser.get(CHOOSE).status_code == 404, "somebody does it now"
    with pytest.raises(Refused, match="Somebody provides this task then already"):
        organisations.choose_provider(
            actor=admin,
            organisation=gouda,
            task=Task.EXPENSE_CLAIMS,
            provider=world.provider,
            since=TODAY,
            at=MONDAY,
        )


def cooperation_administrator_again(world: World) -> Actor:
    """Another one who may look: the role is held once by the contract manager."""
    return another_hat(world.system, world.kim, Role.COOPERATION_ADMINISTRATOR)


@pytest.mark.parametrize(("variant", "serves_all"), [("shared_centre", True), ("matrix", False)])
def test_the_first_provider_of_a_shared_centre_serves_those_who_came_before(
    db: None, variant: str, serves_all: bool
) -> None:
    user = access.begin(
        code=access.setup_code(),
        cooperation="Krimpenerwaard",
        variant=variant,
        organisation="Krimpenerwaard",
        kind="municipality",
        name="Inge Visser",
        email="inge@krimpenerwaard.example",
        language="nl",
        password="vier-woorden-uit-de-polder",
        since=SINCE,
        at=MONDAY,
    )
    own, coop = (
        access.actor_wearing(user=user, assignment=hat.assignment_id, on=TODAY)
        for hat in access.hats_of(user=user, on=TODAY)
    )
    (cooperation,) = organisations.cooperations_seated(actor=coop)
    access.add_member(
        actor=coop,
        cooperation=cooperation.id,
        name="Servicecentrum",
        kind="provider",
        parts=("provider",),
        since=TODAY,
        administrator="Sem Bos",
        email="sem@service.example",
        at=MONDAY,
    )
    rows = organisations.provisions_of(actor=own, organisation=own.organisation_id)
    expected = dict.fromkeys(COMMON_TASKS, TODAY) if serves_all else {}
    assert {row.task: row.since for row in rows} == expected


def test_a_centre_municipality_that_begins_does_its_own_tasks(db: None) -> None:
    user = access.begin(
        code=access.setup_code(),
        cooperation="Rondom Groningen",
        variant="centre",
        organisation="Groningen",
        kind="municipality",
        provides=True,
        name="Inge Visser",
        email="inge@groningen.example",
        language="nl",
        password="vier-woorden-uit-de-polder",
        since=SINCE,
        at=MONDAY,
    )
    own = access.actor_wearing(
        user=user, assignment=access.hats_of(user=user, on=TODAY)[0].assignment_id, on=TODAY
    )
    rows = organisations.provisions_of(actor=own, organisation=own.organisation_id)
    assert {row.task: row.provider_name for row in rows} == dict.fromkeys(COMMON_TASKS, "Groningen")


def test_a_service_centre_is_asked_for_clerks_and_payers_and_not_for_rules(
    world: World, signed_in: SignedIn
) -> None:
    unit = organisations.add_unit(
        actor=world.system, organisation=world.provider, code="BV", name="Bedrijfsvoering", at=MONDAY
    )
    admin = employ(world.system, world.provider, unit, "Ada Admiraal", None, Role.ADMINISTRATOR)
    text = read(signed_in(admin).get("/inrichting/"))
    assert "two are needed, because a second one releases each batch" not in text, "there are two payers"
    for asked in ("Units", "E-mail addresses", "Somebody in the role SSC clerk 2 people"):
        assert asked in text
    for not_asked in ("Managers", "Account to pay from", "Rules for claims", "Who does payments"):
        assert not_asked not in text
