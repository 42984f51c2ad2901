"""A member leaves from a day on, with what hangs on it named; cost centres over time; many invitations at once."""

import re
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.capabilities.cases.desk import asked, controller_of, published
from tests.surfaces.founding.conftest import SignedIn
from tests.surfaces.founding.test_units_and_people import text_of
from tests.world import MONDAY, TODAY, World, employ, journey

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.models import Cooperation
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, entered

NEXT_YEAR = TODAY.replace(year=TODAY.year + 1)


@pytest.fixture
def founder(world: World) -> Actor:
    """Who administers the cooperation, at the service centre, which is made its seat."""
    with entered(world.system):
        Cooperation.records.among_partners(world.system).filter(id=world.cooperation).update(
            seat_id=world.provider
        )
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, "Inge Visser", None, Role.COOPERATION_ADMINISTRATOR)


def test_what_hangs_on_a_member_is_named_and_ends_with_it(
    world: World, founder: Actor, signed_in: SignedIn
) -> None:
    world.submitted(world.second.anna, journey())
    service = published(world, controller_of(world))
    for _ in range(2):
        asked(world.second.anna, service)
    over = asked(world.second.anna, service)
    cases.withdraw_case(actor=world.second.anna, case=over, at=MONDAY)
    browser = signed_in(founder)
    own = f"/inrichting/samenwerking/{world.cooperation}/leden/{world.second.id}/"
    page = f"{own}vertrek/"
    assert page in browser.get(own).content.decode()
    assert own in browser.get("/inrichting/samenwerking/").content.decode()
    text = text_of(browser.get(page, {"until": NEXT_YEAR.isoformat()}))
    for said in ("23 November 2027", "Servicecentrum K5", "Expense claims", "Payments"):
        assert said in text, said
    hangs = organisations.what_hangs_on_membership(
        actor=founder, cooperation=world.cooperation, organisation=world.second.id, until=NEXT_YEAR
    )
    assert (hangs.open_work, hangs.people, hangs.provides) == (
        (
            ("Claims under way", 1),
            ("Cases under way", 2),
            ("Invoices that wait", 0),
            ("Orders that are not over", 0),
        ),
        6,
        (),
    )
    for said in ("Claims under way</dt><dd>1<", "Cases under way</dt><dd>2<"):
        assert said in text.replace("> <", "><").replace(" </", "</").replace("> ", ">"), said
    assert [name for _, name in hangs.receives] == ["Servicecentrum K5"] * len(organisations.COMMON_TASKS)
    assert browser.post(page, {"until": NEXT_YEAR.isoformat()}).status_code == 302
    (seated,) = organisations.cooperations_seated(actor=founder)
    vlist = next(each for each in seated.members if each.id == world.second.id)
    assert {until for _, _, until in vlist.parts} == {NEXT_YEAR}
    provisions = organisations.provisions_of(actor=world.system, organisation=world.second.id)
    assert {(each.until, each.finishes_open) for each in provisions} == {(NEXT_YEAR, True)}
    assert "Leaves the cooperation" in text_of(signed_in(world.second.ad).get("/bestuur/spoor/"))


def test_a_member_that_works_for_others_does_not_leave_and_neither_does_the_seat(
    world: World, founder: Actor
) -> None:
    def leave(organisation: UUID, until: date = NEXT_YEAR, who: Actor = founder) -> None:
        organisations.end_membership(
            actor=who,
            cooperation=world.cooperation,
            organisation=organisation,
            until=until,
            at=world.at,
        )

    with pytest.raises(Refused, match="administered at this organisation"):
        leave(world.provider)
    with pytest.raises(Refused, match="today or a later day"):
        leave(world.second.id, TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="Only an administrator of the cooperation"):
        leave(world.second.id, who=world.first.ad)
    organisations.join_cooperation(
        actor=world.system, cooperation=world.cooperation, organisation=world.second.id, parts=("provider",),
        since=TODAY, at=world.at,
    )  # fmt: skip
    organisations.move_task(
        actor=world.system, organisation=world.first.id, task=organisations.Task.PAYMENTS,
        provider=world.second.id, since=TODAY + timedelta(days=1), finishes_open=True, reads_earlier=False, at=world.at,
    )  # fmt: skip
    with pytest.raises(Refused, match="still works for Nederlek"):
        leave(world.second.id)


def test_another_administrator_of_the_cooperation_on_pages(
    world: World, founder: Actor, signed_in: SignedIn
) -> None:
    browser, clerk = (
        signed_in(founder),
        organisations.person_of(actor=world.system, person=world.clerk.person),
    )
    naming = "/inrichting/samenwerking/beheerder/"
    assert browser.post(naming, {"person": "niemand@x.nl", "since": TODAY.isoformat()}).status_code == 422
    assert browser.post(naming, {"person": clerk.email, "since": TODAY.isoformat()}).status_code == 302
    page = browser.get("/inrichting/samenwerking/").content.decode()
    (ending,) = re.findall(r'href="(/inrichting/samenwerking/beheerder/[0-9a-f-]+/beeindigen/)"', page)
    assert "administers the cooperation no longer" in text_of(browser.get(ending))
    assert browser.post(ending, {"until": TODAY.isoformat()}).status_code == 302
    held = access.cooperation_administrators(actor=founder, on=TODAY)
    assert [each.name for each in held] == ["Inge Visser"]


def test_a_cost_centre_is_added_changes_from_a_day_and_ends(world: World, signed_in: SignedIn) -> None:
    browser, ad = signed_in(world.first.ad), world.first.ad
    new = {"code": "6200", "name": "Wegen", "since": "2026-01-01"}
    where = browser.post("/inrichting/kostenplaatsen/nieuw/", new)["Location"]
    assert browser.post("/inrichting/kostenplaatsen/nieuw/", new).status_code == 422
    changed = browser.post(where, {"action": "change", "name": "Wegen en water", "since": "2026-07-01"})
    assert changed.status_code == 302
    page = changed["Location"]

    def called(day: str) -> str:
        return next(
            (each.name for each in ledger.cost_centres(actor=ad, organisation=world.first.id,
             on=TODAY.fromisoformat(day)) if each.code == "6200"), "",
        )  # fmt: skip

    assert [called(day) for day in ("2025-12-31", "2026-06-30", "2026-07-01")] == [
        "",
        "Wegen",
        "Wegen en water",
    ]
    text = text_of(browser.get(page, {"day": "2026-02-01"}))
    assert "Wegen en water" in text
    assert "What it was" in text
    assert browser.post(page, {"action": "end", "end-until": "2026-06-01"}).status_code == 422
    assert browser.post(page, {"action": "end", "end-until": "2026-12-01"}).status_code == 302
    assert [called(day) for day in ("2026-11-30", "2026-12-01")] == ["Wegen en water", ""]
    assert "6200" in text_of(browser.get("/inrichting/kostenplaatsen/", {"q": "water"}))
    for path in ("", "nieuw/"):
        assert signed_in(world.first.jan).get(f"/inrichting/kostenplaatsen/{path}").status_code == 403
    theirs = ledger.cost_centres(actor=world.second.ad, organisation=world.second.id, on=TODAY)[0].id
    assert browser.get(f"/inrichting/kostenplaatsen/{theirs}/").status_code == 404


def test_a_claim_that_is_booked_on_a_cost_centre_is_named(world: World, signed_in: SignedIn) -> None:
    world.approved(world.first.anna, journey())
    (centre,) = ledger.cost_centres(actor=world.first.ad, organisation=world.first.id, on=TODAY)
    text = text_of(signed_in(world.first.ad).get(f"/inrichting/kostenplaatsen/{centre.id}/"))
    assert "1 claim under way is booked on it." in text


def states(world: World) -> dict[str, str]:
    rows = access.invitations_of(actor=world.first.ad, organisation=world.first.id, at=world.at)
    return {each.name: each.state.value for each in rows}


def waiting(world: World, at: datetime) -> list[str]:
    rows = access.people_to_invite(actor=world.first.ad, organisation=world.first.id, at=at)
    return [each.name for each in rows]


def newcomers(world: World, count: int) -> list[str]:
    names = [f"Nieuw {n}" for n in range(count)]
    for n, name in enumerate(names):
        person = organisations.add_person(
            actor=world.first.ad, organisation=world.first.id, name=name, email=f"nieuw{n}@nederlek.example",
            at=world.at,
        )  # fmt: skip
        organisations.add_employment(
            actor=world.first.ad, organisation=world.first.id, person=person, unit=world.first.unit, manager=None,
            since=TODAY, at=world.at,
        )  # fmt: skip
        access.assign_role(actor=world.first.ad, person=person, role=Role.EMPLOYEE, since=TODAY, at=world.at)
    return names


def test_many_are_invited_at_once_again_and_withdrawn(world: World, signed_in: SignedIn) -> None:
    names, page = newcomers(world, 3), "/inrichting/uitnodigingen/"
    organisations.add_person(
        actor=world.first.ad, organisation=world.first.id, name="Zonder adres", at=world.at
    )
    browser = signed_in(world.first.ad)
    assert {states(world)[name] for name in names} == {"not_invited"}
    assert states(world)["Zonder adres"] == "no_address"
    assert states(world)["Anna Jansen"] == "done"
    assert "/inrichting/uitnodigen/" in browser.get(page).content.decode()
    answer = browser.post("/inrichting/uitnodigen/", follow=True)
    assert "3 invitations go out by mail." in text_of(answer)
    assert {states(world)[name] for name in names} == {"waits"}
    people = {
        each.name: each for each in organisations.people_of(actor=world.first.ad, organisation=world.first.id)
    }
    browser.post(page, {"action": "withdraw", "person": [str(people["Nieuw 0"].id)]})
    assert [states(world)[name] for name in names] == ["not_invited", "waits", "waits"]
    assert waiting(world, world.at) == [], "whose invitation was withdrawn is invited by choosing them alone"
    browser.post(page, {"action": "invite", "person": [str(people[name].id) for name in names[:2]]})
    assert [states(world)[name] for name in names] == ["waits", "waits", "waits"]
    later = access.invitations_of(
        actor=world.first.ad, organisation=world.first.id, at=world.at + timedelta(days=8)
    )
    assert {each.state.value for each in later if each.name in names} == {"expired"}
    assert waiting(world, world.at) == []
    assert waiting(world, world.at + timedelta(days=8)) == names, "a link that ran out is sent again with all"
    assert "Nieuw 1" in text_of(browser.get(page, {"state": "waits"}))
    assert "Nieuw 1" not in text_of(browser.get(page, {"state": "done"}))
    able = access.sign_ins_of(actor=world.first.ad, organisation=world.first.id, at=world.at).able
    shown = browser.get(page).content.decode()
    assert f"can sign in ({able})" in shown.lower(), "as many in the list as the sentence above it counts"
    nobody = text_of(browser.get(page, {"q": "niemand zo"}))
    assert "Nobody answers to this" in nobody
    assert "Show everybody" in nobody
    stranger = str(world.second.anna.person)
    assert "Choose somebody first." in text_of(
        browser.post(page, {"action": "invite", "person": [stranger]}, follow=True)
    )
    assert signed_in(world.first.jan).get(page).status_code == 403
    assert mail.outbox == [], "the worker mails, not the page"


def test_a_withdrawn_invitation_opens_nothing(world: World) -> None:
    from bodemplaat.foundation.access.invitations import invitation_key
    from bodemplaat.foundation.access.models import User
    from bodemplaat.foundation.tenancy.api import NotFound

    newcomers(world, 1)
    person = organisations.people_at_address(
        actor=world.first.ad, organisation=world.first.id, email="nieuw0@nederlek.example"
    )[0].id
    access.invite(actor=world.first.ad, person=person, at=world.at)
    key = invitation_key(User.objects.get(email="nieuw0@nederlek.example"))
    assert access.invited_user(key)
    access.withdraw_invitation(actor=world.first.ad, person=person, at=world.at)
    with pytest.raises(NotFound):
        access.invited_user(key)
    with pytest.raises(Refused, match="no invitation that waits"):
        access.withdraw_invitation(actor=world.first.ad, person=person, at=world.at)


def test_the_list_costs_the_same_however_long_it_is(world: World, signed_in: SignedIn) -> None:
    browser, counts = signed_in(world.first.ad), []
    browser.get("/inrichting/uitnodigingen/")
    for more in (0, 4):
        if more:
            newcomers(world, more)
        with CaptureQueriesContext(connection) as seen:
            browser.get("/inrichting/uitnodigingen/")
        counts.append(len(seen))
    assert counts[0] == counts[1]
