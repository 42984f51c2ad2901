"""Who does what: read by administrator and controller, and let go over from a later day by the administrator."""

import re
from datetime import timedelta

from tests.capabilities.cases.desk import asked, controller_of, published
from tests.surfaces.board.conftest import SignedIn
from tests.world import MONDAY, SINCE, TODAY, World, employ

from bodemplaat.capabilities.division import api as division
from bodemplaat.capabilities.division.api import Filling, Row, Side
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import COMMON_TASKS, Task
from bodemplaat.foundation.tenancy.api import Role

FRIDAY = TODAY + timedelta(days=4)
LIST, MOVE, STAY = (
    f"/bestuur/taken/{part}" for part in ("", "expense-claims/overgaan/", "expense-claims/blijven/")
)


def second_provides(world: World) -> None:
    organisations.join_cooperation(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=world.second.id,
        parts=("provider",),
        since=SINCE,
        at=MONDAY,
    )


def sent(world: World, since: str = FRIDAY.isoformat(), remains: str = "finish") -> dict[str, str]:
    return {"provider": str(world.second.id), "since": since, "remains": remains}


def providers(world: World) -> list[tuple[str, bool, bool]]:
    rows = organisations.provisions_of(
        actor=world.system, organisation=world.first.id, task=Task.EXPENSE_CLAIMS
    )
    return [(row.provider_name, row.finishes_open, row.reads_earlier) for row in rows]


def test_the_page_says_who_does_each_task_and_since_when(world: World, signed_in: SignedIn) -> None:
    text = signed_in(world.first.carla).get(LIST).content.decode()
    assert text.count("Servicecentrum K5") == len(COMMON_TASKS)
    assert "1 January 2025" in text
    assert "Let it go over" not in text
    assert "An administrator of your organisation can" in text


def confirmed(world: World, signed_in: SignedIn) -> str:
    """The controller confirms what waits, on the page; answers what it then says."""
    controller = signed_in(world.first.carla)
    (address,) = re.findall(
        r"/bestuur/taken/voorstellen/[0-9a-f-]+/bevestigen/", controller.get(LIST).content.decode()
    )
    assert signed_in(world.first.ad).post(address).status_code == 403
    return controller.post(address, follow=True).content.decode()


def test_a_task_goes_over_and_the_page_says_what_remains(world: World, signed_in: SignedIn) -> None:
    second_provides(world)
    asked(world.first.anna, published(world, controller_of(world)))
    admin = signed_in(world.first.ad)
    assert "Vlist" in admin.get(MOVE).content.decode()
    for page in (
        admin.get(MOVE.replace("expense-claims", "desk")),
        signed_in(world.first.carla).get(LIST),
    ):
        text = re.sub(r"\s+", "", page.content.decode())
        assert "<dt>Casesunderway</dt><dd>1</dd>" in text
    before = providers(world)
    text = admin.post(MOVE, sent(world), follow=True).content.decode()
    assert "Expense claims: proposed. A controller is told." in text
    assert "Proposed: to Vlist from 27 November 2026" in text
    assert "Servicecentrum K5 finishes what was handed in before, and then sees nothing any more." in text
    assert providers(world) == before, "nothing changes before a controller confirms it"
    assert admin.get(MOVE).status_code == 404, "one proposal at a time"
    text = confirmed(world, signed_in)
    assert "Confirmed: it goes over on its day." in text
    assert "Servicecentrum K5 finishes what was handed in before, and then sees nothing any more." in text
    assert providers(world) == [("Vlist", False, False), ("Servicecentrum K5", True, False)]


def test_until_it_begins_it_is_taken_back(world: World, signed_in: SignedIn) -> None:
    second_provides(world)
    before, admin = providers(world), signed_in(world.first.ad)
    admin.post(MOVE, sent(world))
    confirmed(world, signed_in)
    assert "does not go over to Vlist" in admin.get(STAY).content.decode()
    assert "stays where it is" in admin.post(STAY, follow=True).content.decode()
    assert providers(world) == before
    assert admin.post(STAY).status_code == 404
    assert admin.post(MOVE, sent(world)).status_code == 302  # and it can be asked again


def test_what_is_proposed_can_be_refused_with_a_reason_or_withdrawn(
    world: World, signed_in: SignedIn
) -> None:
    second_provides(world)
    before, admin, controller = providers(world), signed_in(world.first.ad), signed_in(world.first.carla)
    admin.post(MOVE, sent(world))
    pattern = r"/bestuur/taken/voorstellen/[0-9a-f-]+/{}/"
    (refuse,) = re.findall(pattern.format("weigeren"), controller.get(LIST).content.decode())
    assert "Refuse this proposal?" in controller.get(refuse).content.decode()
    assert controller.post(refuse, {"reason": ""}).status_code == 422
    assert controller.post(refuse, {"reason": "Na de jaarrekening"}).status_code == 302
    assert "Na de jaarrekening" in admin.get(LIST).content.decode()
    admin.post(MOVE, sent(world))
    (withdraw,) = re.findall(pattern.format("intrekken"), admin.get(LIST).content.decode())
    assert controller.post(withdraw).status_code == 403
    assert admin.post(withdraw).status_code == 302
    assert providers(world) == before


def test_what_is_not_right_is_said_and_changes_nothing(world: World, signed_in: SignedIn) -> None:
    second_provides(world)
    before, admin = providers(world), signed_in(world.first.ad)
    for wrong in (
        sent(world, since=TODAY.isoformat()),
        sent(world, remains="alles"),
        {**sent(world), "provider": str(world.provider)},
        {},
    ):
        response = admin.post(MOVE, wrong)
        assert response.status_code == 200
        assert "error" in response.content.decode()
    assert providers(world) == before
    assert admin.get("/bestuur/taken/payroll/overgaan/").status_code == 404


def given_by_a_division(world: World, *codes: str) -> None:
    """A division adopted from Friday that gives everything to the service centre, and these processes of Nederlek to Vlist."""
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    director = employ(world.system, world.provider, desk.id, "Inge Visser", None, Role.CONTROLLER)
    version = division.draft_cut(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        filling=Filling.HIGH,
        provider=world.provider,
        at=world.at,
    )
    for code in codes:
        row = Row(code, Side.PROVIDER, world.first.id, world.second.id)
        division.change_row(actor=world.contract_manager, version=version, row=row, at=world.at)
    division.propose_cut(actor=world.contract_manager, version=version, holds_from=FRIDAY, at=world.at)
    if codes:
        division.consent_to_cut(actor=world.first.carla, version=version, at=world.at)
    division.adopt_cut(actor=director, version=version, at=world.at)


def test_only_who_takes_part_on_that_day_is_offered(world: World, signed_in: SignedIn) -> None:
    organisations.join_cooperation(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=world.second.id,
        parts=("provider",),
        since=FRIDAY,
        at=MONDAY,
    )
    admin = signed_in(world.first.ad)
    radio = f'value="{world.second.id}"'
    assert radio not in admin.get(MOVE).content.decode(), "tomorrow it does not take part yet"
    text = admin.post(MOVE, {"since": FRIDAY.isoformat(), "look": "1"}).content.decode()
    assert radio in text
    assert "error-summary" not in text
    thursday = (FRIDAY - timedelta(days=1)).isoformat()
    text = admin.post(MOVE, sent(world, since=thursday)).content.decode()
    assert "error-summary" in text
    assert radio not in text
    text = admin.post(MOVE, {"since": "morgen", "look": "1"}).content.decode()
    assert text.count('class="field-error"') == 1, "only the day is wrong"
    assert admin.post(MOVE, sent(world)).status_code == 302


def test_whom_the_division_forbids_is_not_offered_and_the_page_leads_to_it(
    world: World, signed_in: SignedIn
) -> None:
    second_provides(world)
    given_by_a_division(world)
    admin = signed_in(world.first.ad)
    for text in (admin.get(MOVE).content.decode(), admin.post(MOVE, sent(world)).content.decode()):
        assert f'value="{world.second.id}"' not in text
        assert "gives “Expense claims” to Servicecentrum K5 on 27 November 2026, not to Vlist" in text
        assert "per-8B" not in text
        assert 'href="/bestuur/taakverdeling/"' in text


def test_what_a_division_let_go_over_is_not_kept_and_the_page_leads_to_it(
    world: World, signed_in: SignedIn
) -> None:
    second_provides(world)
    given_by_a_division(world, "per-8B", "fin-7")
    text = signed_in(world.first.ad).post(STAY).content.decode()
    assert "gives “Expense claims” to Vlist on 27 November 2026, not to Servicecentrum K5" in text
    assert 'href="/bestuur/taakverdeling/"' in text


def test_without_another_provider_the_page_says_so(world: World, signed_in: SignedIn) -> None:
    assert "There is no other provider" in signed_in(world.first.ad).get(MOVE).content.decode()


def test_an_organisation_that_provides_gives_its_people_those_roles(
    world: World, signed_in: SignedIn
) -> None:
    address = f"/bestuur/mensen/{world.second.bert.person}/"
    admin = signed_in(world.second.ad)
    assert Role.SSC_CLERK.value not in admin.get(address).content.decode()
    second_provides(world)
    assert Role.SSC_CLERK.value in admin.get(address).content.decode()


def test_a_list_gets_a_desk_of_its_own_on_the_page_by_two_people(world: World, signed_in: SignedIn) -> None:
    second_provides(world)
    admin, controller = signed_in(world.first.ad), signed_in(world.first.carla)
    text = admin.get(LIST).content.decode()
    assert "A desk for one list of services" in text
    assert "A desk for one list of services" not in controller.get(LIST).content.decode()
    address = "/bestuur/taken/desk-ict/overgaan/"
    assert address in text
    page = admin.get(address).content.decode()
    assert "Vlist" in page
    assert "Servicecentrum K5 does it since" in page
    assert admin.post(address, sent(world, remains="finish_and_read"), follow=True).status_code == 200
    assert "Proposed: to Vlist" in admin.get(LIST).content.decode()
    assert "goes over on its day" in confirmed(world, signed_in)
    text = controller.get(LIST).content.decode()
    assert "Desk for ICT services" in text
    assert "Let it stay where it is" in text
    controller.post("/bestuur/taken/desk-ict/blijven/", follow=True)
    assert "Desk for ICT services" not in controller.get(LIST).content.decode()
