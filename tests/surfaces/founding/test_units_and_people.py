"""Units and people by hand: added, changed from a day, ended from a day, and how it was on a day."""

from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.surfaces.founding.conftest import SignedIn
from tests.world import IBANS, MONDAY, TODAY, World

from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor

DECEMBER = date(2026, 12, 1)
UNITS = "/inrichting/afdelingen/"


def text_of(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def page_of(actor: Actor) -> str:
    return reverse("founding:person", args=[actor.person])


def work(world: World, **changed: str) -> dict[str, str]:
    sent = {
        "action": "change",
        "work-unit": str(world.first.unit),
        "work-manager": "",
        "work-job_title": "",
        "work-iban": "",
        "work-since": "2026-12-01",
    }
    return sent | {f"work-{name}": value for name, value in changed.items()}


def test_a_unit_is_added_renamed_and_ended_and_its_history_stays(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    added = admin.post(
        f"{UNITS}nieuw/", {"code": "BLZ", "name": "Belastingen", "parent": "", "since": "2026-07-01"}
    )
    page = added["Location"]
    admin.post(page, {"action": "change", "name": "Heffen en innen", "parent": str(world.first.unit)})
    admin.post(page, {"action": "end", "end-until": "2026-12-31"})
    text = text_of(admin.get(page))
    for said in (
        "Heffen en innen",
        "Belastingen",
        "Financiën",
        "since 1 July 2026",
        "until 31 December 2026",
    ):
        assert said in text
    assert "Heffen en innen" in text_of(admin.get(UNITS))
    assert "Heffen en innen" not in text_of(admin.get(UNITS, {"day": "2027-01-01"}))
    assert "Heffen en innen" not in text_of(admin.get(UNITS, {"day": "2026-06-30"}))


def test_a_code_that_is_taken_and_a_circle_are_refused_in_words(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    taken = admin.post(f"{UNITS}nieuw/", {"code": "fin", "name": "Nog een", "parent": ""})
    assert "There is a unit with the code fin already" in text_of(taken)
    added = admin.post(
        f"{UNITS}nieuw/", {"code": "A", "name": "Administratie", "parent": str(world.first.unit)}
    )
    part = added["Location"].rstrip("/").rpartition("/")[2]
    circle = admin.post(
        f"{UNITS}{world.first.unit}/", {"action": "change", "name": "Financiën", "parent": part}
    )
    assert "A unit cannot be part of itself or of a unit within it" in text_of(circle)


def test_a_unit_in_which_people_work_says_who_they_are(world: World, signed_in: SignedIn) -> None:
    sent = {"action": "end", "end-until": "2026-12-31"}
    text = text_of(signed_in(world.first.ad).post(f"{UNITS}{world.first.unit}/", sent))
    assert "6 people work here from that day on: Ad van Dijk, Anna Jansen" in text


def test_somebody_is_added_with_their_work(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    email = organisations.person_of(actor=world.first.ad, person=world.first.jan.person).email
    sent = work(world, manager=email.upper(), job_title="Adviseur", iban=IBANS[1]) | {
        "person-name": "Eva Smit",
        "person-number": "101",
        "person-email": "eva@nederlek.example",
        "person-language": "nl",
    }
    added = admin.post("/inrichting/mensen/nieuw/", sent)
    assert added.status_code == 302
    text = text_of(admin.get(added["Location"], {"day": "2026-12-01"}))
    for said in ("Eva Smit", "Adviseur", "Jan de Vries", "Will work in Financiën from 1 December 2026"):
        assert said in text
    again = text_of(admin.post("/inrichting/mensen/nieuw/", sent))
    assert "Eva Smit has the number 101 already." in again


def test_work_changes_from_a_day_and_is_shown_as_it_was(world: World, signed_in: SignedIn) -> None:
    admin, page = signed_in(world.first.ad), page_of(world.first.bert)
    assert admin.post(page, work(world, job_title="Strateeg")).status_code == 302
    assert "Strateeg" not in text_of(admin.get(page)).partition("Correct name")[0]
    assert "Strateeg" in text_of(admin.get(page, {"day": "2026-12-01"})).partition("Correct name")[0]
    before, after = organisations.employments_over_time(actor=world.first.ad, person=world.first.bert.person)
    assert (before.until, after.since, after.job_title) == (DECEMBER, DECEMBER, "Strateeg")


def test_an_employment_ends_from_a_day_and_a_new_one_begins(world: World, signed_in: SignedIn) -> None:
    admin, page = signed_in(world.first.ad), page_of(world.first.bert)
    early = admin.post(page, {"action": "end", "end-until": "2024-01-01"})
    assert "An employment ends after the day on which it began" in text_of(early)
    assert admin.post(page, {"action": "end", "end-until": "2026-11-23"}).status_code == 302
    assert "There is no employment now or to come." in text_of(admin.get(page))
    begun = work(world, since="2026-11-22") | {"action": "begin"}
    assert "Choose the day on which the last employment ended" in text_of(admin.post(page, begun))
    assert admin.post(page, begun | {"work-since": "2026-11-23"}).status_code == 302
    (job,) = organisations.employments_of(actor=world.first.ad, person=world.first.bert.person, on=TODAY)
    assert job.since == TODAY


def test_a_manager_who_works_under_somebody_cannot_be_theirs(world: World, signed_in: SignedIn) -> None:
    email = organisations.person_of(actor=world.first.ad, person=world.first.anna.person).email
    text = text_of(signed_in(world.first.ad).post(page_of(world.first.jan), work(world, manager=email)))
    assert "They would be each other&#x27;s manager in a circle" in text


def test_nobody_changes_their_own_employment(world: World, signed_in: SignedIn) -> None:
    admin, page = signed_in(world.first.ad), page_of(world.first.ad)
    assert "Change the work from a day" not in text_of(admin.get(page))
    assert "Nobody changes their own employment" in text_of(admin.post(page, work(world)))
    ended = admin.post(page, {"action": "end", "end-until": "2026-12-31"})
    assert "Nobody ends their own employment" in text_of(ended)


def test_the_checklist_says_what_is_missing_and_leads_there(world: World, signed_in: SignedIn) -> None:
    text = text_of(signed_in(world.first.ad).get("/inrichting/"))
    assert "1 of 16 things asks for your attention." in text, "one administrator is one too few"
    assert "Somebody in the role Administrator" in text


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as statements:
        assert client.get(address).status_code == 200
    return len(statements)


def test_many_units_cost_no_more_statements_than_one(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    pages = (UNITS, "/inrichting/", page_of(world.first.bert))
    few = [queries(admin, page) for page in pages]
    for number in range(20):
        organisations.add_unit(
            actor=world.system, organisation=world.first.id, code=f"U{number}", name=f"U{number}", at=MONDAY
        )
    assert [queries(admin, page) for page in pages] == few
