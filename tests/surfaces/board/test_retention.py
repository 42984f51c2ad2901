"""Keeping and destroying on pages: the terms with their source, the list, holding back, two people, the declaration."""

import re
from datetime import UTC, datetime

import pypdfium2
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.surfaces.board.conftest import SignedIn
from tests.world import World

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.retention import api as retention

LIST = "/bestuur/bewaren/"
LATER = datetime(2034, 1, 2, 9, tzinfo=UTC)


@pytest.fixture
def later() -> object:
    """The first working day of 2034, when what closed in 2026 may go."""
    with time_machine.travel(LATER, tick=False):
        yield


def rejected(world: World, number: int = 1) -> None:
    for _ in range(number):
        claim = world.submitted(world.first.anna)
        claims.reject_claim(actor=world.first.jan, claim=claim, reason="Dubbel", at=world.at)


def proposed(world: World) -> str:
    retention.keep_up(world.first.id, LATER)
    return str(retention.proposals(actor=world.first.carla)[0].id)


def test_sources_stand_in_english_words_on_english_pages(world: World, signed_in: SignedIn) -> None:
    english = signed_in(world.first.ad).get(f"{LIST}termijnen/").content.decode()
    dutch = signed_in(world.first.ad).get(f"{LIST}termijnen/", headers={"accept-language": "nl"})
    for word, instead in (
        ("no term in law was found", "geen wettelijke termijn gevonden"),
        ("own: sign-ins", "eigen: aanmeldingen"),
        ("GDPR, article 5 (1)(e)", "AVG art. 5 lid 1"),
        ("article 52 (4)", "art. 52 lid 4"),
    ):
        assert word in english, word
        assert instead not in english, instead
        assert instead in dutch.content.decode(), instead


def test_the_terms_stand_with_source_list_and_certainty(world: World, signed_in: SignedIn) -> None:
    text = signed_in(world.first.carla).get(f"{LIST}termijnen/").content.decode()
    assert text.count('<th scope="row">') == len(retention.kinds())
    assert "7 years from the end of the year" in text
    assert "General State Taxes Act (AWR), article 52 (4)" in text
    assert "not checked: an own choice" in text


def test_a_list_from_a_file_is_called_as_its_page_is(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    file = SimpleUploadedFile("k.csv", b"Code van de kostenplaats;Naam van de kostenplaats\n6900;Overig\n")
    sent = {"file": file, "since": "2026-11-23"}
    page = admin.post("/inrichting/lijsten/cost-centres/importeren/", sent)["Location"]
    assert admin.post(page, {"action": "carry_out"}).status_code == 302
    retention.keep_up(world.first.id, datetime(2026, 11, 24, 3, tzinfo=UTC))
    shown = admin.get(LIST, headers={"accept-language": "nl"}).content.decode()
    assert ">Kostenplaatsen<" in re.sub(r">\s+|\s+<", lambda match: match[0].strip(), shown)
    assert "cost-centres" not in shown


def test_two_people_destroy_on_pages_and_a_declaration_remains(
    world: World, signed_in: SignedIn, later: object
) -> None:
    rejected(world, 2)
    place = f"{LIST}vernietigen/{proposed(world)}/"
    first, second = signed_in(world.first.carla), signed_in(world.first.ad)
    text = first.get(LIST).content.decode()
    assert "they wait for two people" in text
    text = first.get(place).content.decode()
    assert "18 Paying and collecting (Betalen en innen)" in text
    assert first.post(f"{place}bevestigen/").status_code == 422
    assert "nobody brings them back" in second.get(f"{place}bevestigen/").content.decode()
    first.post(f"{place}aanvaarden/")
    refused = first.post(f"{place}bevestigen/").content.decode()
    assert "You accepted this yourself" in refused
    row = retention.keepings(actor=world.first.carla, narrow=retention.KeepingFilter(kind="claims")).rows[0]
    box = f'name="keeping" value="{row.id}"'
    assert all(box in first.get(page).content.decode() for page in (place, LIST))
    second.post(f"{place}bevestigen/")
    for page in (place, LIST):
        text = first.get(page).content.decode()
        assert box not in text
        assert row.label in text
    assert "Hold back what is ticked" not in first.get(place).content.decode()
    late = first.post(f"{LIST}vasthouden/", {"keeping": str(row.id), "reason": "Bezwaar"})
    assert (late.status_code, retention.holds(actor=world.first.carla)) == (422, ())
    assert "can be held no more" in late.content.decode()
    actor = retention.working_for(world.first.id)
    destruction = place.rstrip("/").rpartition("/")[2]
    retention.destroy_confirmed(actor=actor, proposal=destruction, at=LATER)  # type: ignore[arg-type]
    (certificate,) = retention.certificates(actor=world.first.carla)
    declaration = f"{LIST}verklaringen/{certificate.id}/"
    text = first.get(declaration).content.decode()
    assert "Carla Dekker" in text
    assert "Ad van Dijk" in text
    assert "Anna" not in text
    pdf = first.get(f"{declaration}pdf/")
    assert pdf.content.startswith(b"%PDF-")
    assert 'filename="declaration-of-destruction-1-nederlek.pdf"' in pdf["Content-Disposition"]
    dutch = first.get(f"{declaration}pdf/", headers={"accept-language": "nl"}).content
    assert "Verklaring van vernietiging 1" in pypdfium2.PdfDocument(dutch)[0].get_textpage().get_text_range()
    assert declaration in first.get(LIST).content.decode()


def test_what_is_ticked_is_held_back_with_a_reason_and_lifted_with_one(
    world: World, signed_in: SignedIn, later: object
) -> None:
    rejected(world, 2)
    proposed(world)
    browser = signed_in(world.first.carla)
    narrow = retention.KeepingFilter(kind="claims")
    rows = retention.keepings(actor=world.first.carla, narrow=narrow).rows
    ticked = f"{LIST}vasthouden/?keeping={rows[0].id}"
    assert "Hold back 1 record?" in browser.get(ticked).content.decode()
    assert browser.post(f"{LIST}vasthouden/", {"keeping": str(rows[0].id)}).status_code == 422, "no reason"
    text = browser.post(
        f"{LIST}vasthouden/", {"keeping": str(rows[0].id), "reason": "Bezwaar"}, follow=True
    ).content.decode()
    assert "Held back: Bezwaar" in text
    assert rows[1].label not in text
    (hold,) = retention.holds(actor=world.first.carla)
    text = browser.post(
        f"{LIST}vasthouden/{hold.id}/opheffen/", {"reason": "Afgehandeld"}, follow=True
    ).content.decode()
    assert "Afgehandeld" in text
    assert browser.get(f"{LIST}vasthouden/").status_code == 422, "nothing was ticked"


def test_an_empty_list_offers_everything_only_where_it_was_narrowed(
    world: World, signed_in: SignedIn, later: object
) -> None:
    browser = signed_in(world.first.carla)
    whole = browser.get(LIST).content.decode()
    assert "Nothing stands here yet" in whole
    assert "Show everything" not in whole, "it leads to the page one is on"
    assert "Show everything" not in browser.get(f"{LIST}?show=nonsense&kind=nonsense").content.decode()
    for narrowed in ("?show=held", "?show=due", "?kind=claims"):
        assert "Show everything" in browser.get(f"{LIST}{narrowed}").content.decode(), narrowed
    rejected(world)
    proposed(world)
    past_the_end = browser.get(f"{LIST}?page=9").content.decode()
    assert "Show everything" in past_the_end
    assert "Nothing stands here yet" not in past_the_end


def test_nobody_else_sees_it(world: World, signed_in: SignedIn, later: object) -> None:
    rejected(world)
    place = f"{LIST}vernietigen/{proposed(world)}/"
    for who in (world.first.anna, world.first.jan, world.clerk, world.contract_manager):
        assert signed_in(who).get(LIST).status_code == 403
    for who in (world.second.carla, world.second.ad):
        for part in ("", "aanvaarden/", "bevestigen/", "weigeren/"):
            assert signed_in(who).get(f"{place}{part}").status_code == 404


def test_as_many_statements_for_thirty_records_as_for_three(
    world: World, signed_in: SignedIn, later: object
) -> None:
    counts = []
    for number in (3, 30):
        rejected(world, number)
        retention.note_closed(actor=retention.working_for(world.first.id), at=LATER)
        browser = signed_in(world.first.carla)
        browser.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            browser.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]
