"""An organisation and its membership as they were on a day, changed from a day, with what hangs on it named."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.surfaces.founding.conftest import SignedIn
from tests.surfaces.founding.test_how_it_was_on_a_day import facts_of, text_of
from tests.world import TODAY, World, employ

from bodemplaat.foundation.audit.models import AuditEntry
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.models import Cooperation
from bodemplaat.foundation.organisations.tasks import nightly
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, entered

LIST = "/inrichting/samenwerking/"
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def founder(world: World) -> Actor:
    """Who administers the cooperation, at the service centre, which is made its seat."""
    with entered(world.system):
        Cooperation.records.among_partners(world.system).filter(id=world.cooperation).update(
            seat_id=world.provider
        )
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, "Inge Visser", None, Role.COOPERATION_ADMINISTRATOR)


def page_of(world: World, member: UUID) -> str:
    return f"{LIST}{world.cooperation}/leden/{member}/"


def sent(action: str, **fields: object) -> dict[str, object]:
    return {"action": action, **{f"{action}-{name}": value for name, value in fields.items()}}


def renamed(browser: Client, page: str, name: str, since: date) -> int:
    return browser.post(page, sent("is", name=name, kind="municipality", since=since.isoformat())).status_code


def test_a_municipality_that_merges_is_called_otherwise_from_that_day_on(
    world: World, founder: Actor, signed_in: SignedIn
) -> None:
    browser, page = signed_in(founder), page_of(world, world.second.id)
    assert renamed(browser, page, "Krimpenerwaard", NEW_YEAR) == 302
    assert "Vlist" in facts_of(browser.get(page))
    assert "Krimpenerwaard" in facts_of(browser.get(page, {"day": "2027-01-01"}))
    assert "Vlist" in facts_of(browser.get(page, {"day": "2026-12-31"}))
    assert "What it was" in text_of(browser.get(page))
    assert "Krimpenerwaard" in text_of(browser.get(LIST, {"day": "2027-01-01"}))
    assert "Krimpenerwaard" not in text_of(browser.get(LIST))
    nightly(int(datetime(2027, 1, 1, 6, tzinfo=UTC).timestamp()))
    names = organisations.names_of_partners(actor=world.first.ad, organisations=[world.second.id])
    assert names[world.second.id] == "Krimpenerwaard"
    assert "Organisation changed from a day" in text_of(signed_in(world.second.ad).get("/bestuur/spoor/"))


def test_a_day_behind_changes_what_it_is_today_and_a_later_change_stays(
    world: World, founder: Actor, signed_in: SignedIn
) -> None:
    browser, page = signed_in(founder), page_of(world, world.second.id)
    assert renamed(browser, page, "Krimpenerwaard", NEW_YEAR) == 302
    assert renamed(browser, page, "Gemeente Vlist", date(2026, 7, 1)) == 302
    called = {
        day: next(
            name
            for name in ("Krimpenerwaard", "Gemeente Vlist", "Vlist")
            if name in facts_of(browser.get(page, {"day": day}))
        )
        for day in ("2026-06-30", "2026-07-01", "2026-12-31", "2027-01-01")
    }
    assert list(called.values()) == ["Vlist", "Gemeente Vlist", "Gemeente Vlist", "Krimpenerwaard"]
    names = organisations.names_of_partners(actor=world.first.ad, organisations=[world.second.id])
    assert names[world.second.id] == "Gemeente Vlist"


def test_two_members_are_not_called_the_same_on_any_day(world: World, founder: Actor) -> None:
    def call(member: UUID, name: str, kind: str = "municipality", since: date = TODAY) -> None:
        organisations.change_organisation(
            actor=founder, cooperation=world.cooperation, organisation=member, name=name, kind=kind, since=since,
            at=world.at,
        )  # fmt: skip

    with pytest.raises(Refused, match="Another member is called"):
        call(world.second.id, "NEDERLEK")
    call(world.second.id, "Krimpenerwaard", since=NEW_YEAR)
    with pytest.raises(Refused, match="Another member is called"):
        call(world.first.id, "Krimpenerwaard")
    with pytest.raises(Refused, match="employs nobody"):
        call(world.first.id, "Nederlek", "joint_unit")
    with pytest.raises(NotFound):
        call(UUID(int=1), "Nergens")
    with pytest.raises(Refused, match="Only an administrator of the cooperation"):
        organisations.change_organisation(
            actor=world.first.ad, cooperation=world.cooperation, organisation=world.first.id, name="X",
            kind="municipality", since=TODAY, at=world.at,
        )  # fmt: skip


def test_a_member_takes_part_otherwise_from_a_day(world: World, founder: Actor, signed_in: SignedIn) -> None:
    browser, page = signed_in(founder), page_of(world, world.second.id)
    more = ["owner", "commissioner", "customer", "end_user", "provider"]
    assert browser.post(page, sent("parts", parts=more, since="2027-01-01")).status_code == 302
    assert "provider" not in facts_of(browser.get(page))
    assert "participant, provider" in facts_of(browser.get(page, {"day": "2027-01-01"}))
    assert (
        browser.post(page, sent("parts", parts=["owner", "provider"], since="2027-03-01")).status_code == 302
    )
    then = facts_of(browser.get(page, {"day": "2027-03-01"}))
    assert "owner, provider" in then
    assert "Servicecentrum K5" not in then, "what is done for it ends when it is no customer any more"
    assert "Servicecentrum K5" in facts_of(browser.get(page, {"day": "2027-02-28"}))
    provisions = organisations.provisions_of(actor=world.system, organisation=world.second.id)
    assert {(each.until, each.finishes_open) for each in provisions} == {(date(2027, 3, 1), True)}
    assert "Takes part otherwise from a day" in text_of(signed_in(world.second.ad).get("/bestuur/spoor/"))


def test_who_works_for_others_stays_a_provider_and_nobody_takes_part_as_nothing(
    world: World, founder: Actor, signed_in: SignedIn
) -> None:
    browser, page = signed_in(founder), page_of(world, world.provider)
    refused = browser.post(page, sent("parts", parts=["owner"], since="2027-01-01"))
    assert refused.status_code == 422
    assert "still works for Nederlek, Vlist then" in text_of(refused)
    assert browser.post(page, sent("parts", parts=[], since="2027-01-01")).status_code == 422
    past = (TODAY - timedelta(days=1)).isoformat()
    assert "Choose today or a later day" in text_of(
        browser.post(page, sent("parts", parts=["provider"], since=past))
    )
    for who in (world.first.ad, world.first.jan):
        assert signed_in(who).get(page).status_code == 403


def test_the_list_of_a_day_costs_the_same_however_many_members(
    world: World, founder: Actor, signed_in: SignedIn
) -> None:
    browser, counts = signed_in(founder), []
    browser.get(LIST)
    for name in ("", "Krimpenerwaard"):
        if name:
            renamed(browser, page_of(world, world.second.id), name, NEW_YEAR)
        with CaptureQueriesContext(connection) as seen:
            browser.get(LIST, {"day": "2027-02-01"})
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_imports_of_the_cooperation_lead_back_to_it(
    world: World, founder: Actor, signed_in: SignedIn
) -> None:
    page = signed_in(founder).get("/inrichting/importen/").content.decode()
    assert f'href="{LIST}"' in page
    assert 'href="/inrichting/"' not in page, "the set-up of an organisation is its own administrator's"


OWN = "/inrichting/organisatie/"


def test_an_administrator_calls_their_own_organisation_otherwise_from_a_day(
    world: World, founder: Actor, signed_in: SignedIn
) -> None:
    browser = signed_in(world.second.ad)
    assert browser.post(OWN, {"name": "Krimpenerwaard", "since": "2027-01-01"}).status_code == 302
    assert "Vlist" in facts_of(browser.get(OWN))
    assert "Krimpenerwaard" in facts_of(browser.get(OWN, {"day": "2027-01-01"}))
    assert "What it was" in text_of(browser.get(OWN))
    seat = signed_in(founder)
    assert "Krimpenerwaard" in facts_of(seat.get(page_of(world, world.second.id), {"day": "2027-01-01"}))
    nightly(int(datetime(2027, 1, 1, 6, tzinfo=UTC).timestamp()))
    names = organisations.names_of_partners(actor=world.first.ad, organisations=[world.second.id])
    assert names[world.second.id] == "Krimpenerwaard"
    told = "Organisation changed from a day"
    assert told in text_of(browser.get("/bestuur/spoor/"))
    with entered(seat_itself := Actor.system(world.provider)):
        acts = set(AuditEntry.records.of(seat_itself).values_list("action", flat=True))
    assert "cooperation.member_changed" in acts, "where the cooperation is administered they hear of it"


def test_nobody_takes_the_name_of_another_member_and_only_an_administrator_renames(world: World) -> None:
    def call(actor: Actor, name: str) -> None:
        organisations.rename_own_organisation(actor=actor, name=name, since=TODAY, at=world.at)

    with pytest.raises(Refused, match="Another member is called"):
        call(world.second.ad, "nederlek")
    with pytest.raises(Refused, match="what your organisation is called"):
        call(world.second.ad, "  ")
    for other in (world.second.carla, world.second.jan, world.second.anna, world.clerk):
        with pytest.raises(Refused, match="Only an administrator of the organisation"):
            call(other, "Krimpenerwaard")
    call(world.second.ad, "Krimpenerwaard")
    names = organisations.names_of_partners(actor=world.first.ad, organisations=[world.second.id])
    assert names[world.second.id] == "Krimpenerwaard"
