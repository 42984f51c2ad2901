"""My data on a page: gathered with progress, fetched by its owner alone; a correction asked and answered."""

import io
import zipfile

import pytest
from tests.pages import SignedIn, signing_in
from tests.world import MONDAY, World

from bodemplaat.foundation.privacy import api as privacy
from bodemplaat.foundation.tenancy.api import Actor

PLACE = "/mijn/gegevens/"


@pytest.fixture
def reading_english() -> SignedIn:
    """A browser in which somebody is signed in, reading English."""
    return signing_in("en")


def test_the_page_gathers_shows_how_far_it_is_and_gives_the_file(
    world: World, reading_english: SignedIn
) -> None:
    browser = reading_english(world.first.anna)
    assert "Gather my data" in browser.get(PLACE).content.decode()
    text = browser.post(f"{PLACE}verzamelen/", follow=True).content.decode()
    assert "Gathering" in text
    assert 'hx-trigger="every 1s"' in text
    assert "Gather my data" not in text
    (request,) = privacy.own_data_requests(actor=world.first.anna)
    privacy.make_own_file(actor=Actor.system(world.first.id), request=request.id, at=MONDAY)
    text = browser.get(PLACE).content.decode()
    assert f"{PLACE}{request.id}/" in text
    answer = browser.get(f"{PLACE}{request.id}/")
    assert answer["Content-Disposition"] == 'attachment; filename="my-data-nederlek-2026-11-23.zip"'
    assert "claims.csv" in zipfile.ZipFile(io.BytesIO(answer.getvalue())).namelist()
    for stranger in (world.first.bert, world.first.ad, world.second.anna):
        assert reading_english(stranger).get(f"{PLACE}{request.id}/").status_code == 404


def test_a_correction_is_asked_and_answered_on_pages(world: World, reading_english: SignedIn) -> None:
    browser = reading_english(world.first.anna)
    assert browser.post(PLACE, {"text": ""}).status_code == 422
    text = browser.post(PLACE, {"text": "Jansen is Janssen"}, follow=True).content.decode()
    assert "to be answered by 23 December 2026" in text
    admin = reading_english(world.first.ad)
    text = admin.get("/bestuur/verbeterverzoeken/").content.decode()
    assert "1 request waits for an answer." in text
    (view,) = privacy.corrections(actor=world.first.ad)
    place = f"/bestuur/verbeterverzoeken/{view.id}/"
    assert admin.post(place, {"outcome": "granted", "answer": ""}).status_code == 422
    admin.post(place, {"outcome": "refused", "answer": "Zo staat het in uw paspoort"})
    text = browser.get(PLACE).content.decode()
    assert "Zo staat het in uw paspoort" in text
    assert "Refused" in text
    assert reading_english(world.first.carla).get(place).status_code == 403
    assert reading_english(world.second.ad).get(place).status_code == 404
