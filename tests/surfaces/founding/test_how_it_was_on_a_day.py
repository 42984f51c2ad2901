"""Every entity page answers “how was it on 1 July?”, changes from a day, ends from a day, and says what stands in the way."""

import re
from datetime import UTC, date, datetime

from tests.surfaces.founding.conftest import SignedIn
from tests.world import MONDAY, World, journey

from bodemplaat.foundation.contacts import api as contacts
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.tasks import nightly

UNITS = "/inrichting/afdelingen/"
ON_1_DECEMBER = datetime(2026, 12, 1, 6, tzinfo=UTC)


def text_of(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def facts_of(response: object) -> str:
    """What stands in the first card of a page."""
    return text_of(response).partition('<dl class="facts')[2].partition("</dl>")[0]


def test_a_unit_changes_from_a_day_and_is_shown_as_it_was(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    page = admin.post(f"{UNITS}nieuw/", {"code": "BLZ", "name": "Belastingen", "parent": ""})["Location"]
    changed = {"action": "change", "parent": str(world.first.unit), "since": "2026-07-01"}
    assert admin.post(page, changed | {"name": "Heffen en innen"}).status_code == 302
    assert "Belastingen" in facts_of(admin.get(page, {"day": "2026-06-30"}))
    assert "Heffen en innen" in facts_of(admin.get(page, {"day": "2026-07-01"}))
    assert "Financiën" not in facts_of(admin.get(page, {"day": "2026-06-30"}))
    assert "Financiën" in facts_of(admin.get(page))
    assert "Belastingen" in text_of(admin.get(UNITS, {"day": "2026-06-30"}))
    assert "Belastingen" not in text_of(admin.get(UNITS))


def test_a_name_of_a_day_to_come_is_shown_on_that_day_and_everywhere_once_it_has_come(
    world: World, signed_in: SignedIn
) -> None:
    admin = signed_in(world.first.ad)
    page = f"{UNITS}{world.first.unit}/"
    sent = {"action": "change", "name": "Geldzaken", "parent": "", "since": "2026-12-01"}
    assert admin.post(page, sent).status_code == 302
    assert "Financiën" in facts_of(admin.get(page))
    assert "Geldzaken" in facts_of(admin.get(page, {"day": "2026-12-01"}))
    nightly(int(ON_1_DECEMBER.timestamp()))
    assert world.first.unit in {
        each.id
        for each in organisations.units_of(actor=world.first.ad, on=date(2026, 12, 1))
        if each.name == "Geldzaken"
    }


def test_a_cost_centre_is_called_in_its_heading_what_it_is_called_on_the_day(
    world: World, signed_in: SignedIn
) -> None:
    admin = signed_in(world.first.ad)
    new = {"code": "6200", "name": "Water", "since": "2026-01-01"}
    page = admin.post("/inrichting/kostenplaatsen/nieuw/", new)["Location"]
    renamed = admin.post(page, {"action": "change", "name": "Water en riool", "since": "2026-12-01"})
    assert renamed.status_code == 302
    for place in (page, renamed["Location"]):
        today, then = text_of(admin.get(place)), text_of(admin.get(place, {"day": "2026-12-01"}))
        assert re.search(r"<h1[^>]*> ?6200 Water ?</h1>", today)
        assert "Called so since 1 January 2026." in today
        assert re.search(r"<h1[^>]*> ?6200 Water en riool ?</h1>", then)
        assert "Called so since 1 December 2026." in then


def test_units_in_a_circle_on_a_day_to_come_are_refused_today(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    own = str(world.first.unit)
    part = admin.post(f"{UNITS}nieuw/", {"code": "A", "name": "Administratie", "parent": ""})["Location"]
    sent = {"action": "change", "name": "Administratie", "parent": own, "since": "2026-12-01"}
    assert admin.post(part, sent).status_code == 302
    other = part.rstrip("/").rpartition("/")[2]
    circle = {"action": "change", "name": "Financiën", "parent": other, "since": "2026-11-24"}
    refused = admin.post(f"{UNITS}{own}/", circle)
    assert "A unit cannot be part of itself or of a unit within it" in text_of(refused)
    later = circle | {"since": "2026-12-02"}
    assert "A unit cannot be part of itself" in text_of(admin.post(f"{UNITS}{own}/", later))


def test_a_unit_says_before_it_ends_what_stands_in_the_way(world: World, signed_in: SignedIn) -> None:
    text = text_of(signed_in(world.first.ad).get(f"{UNITS}{world.first.unit}/"))
    assert "In the way of its end: Ad van Dijk, Anna Jansen" in text


def test_contacts_are_shown_as_they_were_on_a_day(world: World, signed_in: SignedIn) -> None:
    own = world.first.ad
    contact = contacts.name_contact(
        actor=own,
        cooperation=world.cooperation,
        task=organisations.Task.PAYMENTS,
        side=contacts.Side.DEMAND,
        name="Carla Dekker",
        phone="0182 123 456",
        since=date(2026, 3, 1),
        at=MONDAY,
    )
    contacts.end_contact(actor=own, contact=contact, until=date(2026, 9, 1), at=MONDAY)
    admin = signed_in(own)
    assert "Carla Dekker" not in text_of(admin.get("/bestuur/contacten/"))
    then = text_of(admin.get("/bestuur/contacten/", {"day": "2026-07-01"}))
    assert "Carla Dekker" in then
    assert f"{contact}/beeindigen" not in then
    assert "On 28 February 2026 nobody was named" in text_of(
        admin.get("/bestuur/contacten/", {"day": "2026-02-28"})
    )


def test_who_does_a_task_is_shown_on_a_day(world: World, signed_in: SignedIn) -> None:
    rows = organisations.provisions_of(actor=world.first.ad, organisation=world.first.id)
    admin = signed_in(world.first.ad)
    before = facts_of(admin.get("/bestuur/taken/", {"day": "1999-12-31"}))
    assert "On 31 December 1999</dt><dd>nobody" in before
    assert rows[0].provider_name in facts_of(admin.get("/bestuur/taken/", {"day": "2026-12-31"}))


def test_a_contact_is_another_from_a_day_and_is_shown_as_it_was(world: World, signed_in: SignedIn) -> None:
    contact = contacts.name_contact(
        actor=world.first.ad,
        cooperation=world.cooperation,
        task=organisations.Task.PAYMENTS,
        side=contacts.Side.DEMAND,
        name="Carla Dekker",
        phone="0182 123 456",
        since=date(2026, 3, 1),
        at=MONDAY,
    )
    admin = signed_in(world.first.ad)
    page = f"/bestuur/contacten/{contact}/wijzigen/"
    assert page in admin.get("/bestuur/contacten/").content.decode()
    changed = {"name": "Dirk Smit", "phone": "0182 9", "email": "", "deputy_name": "", "deputy_phone": ""}
    assert "contact has to be reached" not in text_of(admin.get(page))
    assert "error-summary" in text_of(admin.post(page, {**changed, "phone": "", "since": "2026-07-01"}))
    assert "error-summary" in text_of(admin.post(page, {**changed, "since": "2026-02-01"}))
    assert admin.post(page, {**changed, "since": "2026-07-01"}).status_code == 302
    for day, name in (("2026-06-30", "Carla Dekker"), ("2026-07-01", "Dirk Smit")):
        assert name in text_of(admin.get("/bestuur/contacten/", {"day": day}))
    assert "Carla Dekker" not in text_of(admin.get("/bestuur/contacten/", {"day": "2026-07-01"}))
    assert admin.get(f"/bestuur/contacten/{contact}/wijzigen/").status_code == 404, "it has ended"
    assert "Contact changed from a day" in text_of(admin.get("/bestuur/spoor/"))


def test_people_are_listed_as_they_were_employed_on_a_day(world: World, signed_in: SignedIn) -> None:
    admin, page = signed_in(world.first.ad), f"/inrichting/mensen/{world.first.bert.person}/"
    assert admin.post(page, {"action": "end", "end-until": "2026-12-01"}).status_code == 302
    assert "Bert" in text_of(admin.get("/bestuur/mensen/", {"day": "2026-11-30"}))
    then = text_of(admin.get("/bestuur/mensen/", {"day": "2026-12-01"}))
    assert "Bert" not in then
    assert "5 people employed on 1 December 2026" in then
    renamed = {"action": "change", "name": "Geldzaken", "parent": "", "since": "2026-12-01"}
    assert admin.post(f"{UNITS}{world.first.unit}/", renamed).status_code == 302
    assert "Geldzaken" in text_of(admin.get("/bestuur/mensen/", {"day": "2026-12-01"}))
    assert "Geldzaken" not in text_of(admin.get("/bestuur/mensen/", {"day": "2026-11-30"}))
    own = f"/inrichting/mensen/{world.first.anna.person}/"
    assert "Geldzaken" in facts_of(admin.get(own, {"day": "2026-12-01"}))


def test_what_hangs_on_an_employment_is_told_before_it_ends(world: World, signed_in: SignedIn) -> None:
    world.submitted(world.first.anna, journey())
    admin = signed_in(world.first.ad)
    manager = organisations.employments_of(
        actor=world.first.ad, person=world.first.anna.person, on=MONDAY.date()
    )[0].manager_id
    text = text_of(admin.get(f"/inrichting/mensen/{manager}/"))
    hangs = text.partition("This hangs on the employment now:")[2].partition("First day without it")[0]
    assert "Manager of</dt><dd>Ad van Dijk, Anna Jansen, Bert" in hangs
    assert "Claims that wait here</dt><dd>1" in hangs
    assert "Roles</dt><dd>" in hangs


def test_before_it_took_part_an_organisation_takes_part_in_nothing(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    page = "/inrichting/organisatie/"
    (name,) = organisations.cooperations_of(actor=world.first.ad).values()
    assert name in facts_of(admin.get(page))
    before = facts_of(admin.get(page, {"day": "2019-07-01"}))
    assert name not in before
    assert before.count("nothing") == 2
