"""A button that is pressed twice before the page comes writes one thing down; the same words on purpose are written again."""

import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.surfaces.cases.conftest import SignedIn
from tests.surfaces.cases.test_pages_of_a_case import case_of, sent
from tests.world import World, receipt

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.tenancy.api import Actor


def drawn(browser: Client, address: str) -> str:
    """What a drawing of a page puts in its forms."""
    page = browser.get(address).content.decode()
    found = re.search(r'name="press" value="([0-9a-f]{32})"', page)
    assert found is not None
    return found[1]


def written(who: Actor, case: UUID, act: cases.CaseAct) -> list[str]:
    view = cases.case_view(actor=who, case=case, at=timezone.now())
    return [each.words for each in view.timeline if each.act is act]


@pytest.fixture
def case(world: World, service: UUID, signed_in: SignedIn) -> UUID:
    sent(signed_in(world.first.anna), service)
    return case_of(world.first.anna)


def test_a_message_that_is_sent_twice_is_one(world: World, case: UUID, signed_in: SignedIn) -> None:
    anna, page = signed_in(world.first.anna), reverse("cases:case", args=[case])
    typed = {"act": "message", "words": "Is er al nieuws?", "press": drawn(anna, page)}
    for _ in range(2):
        assert anna.post(page, typed).status_code == 302
    assert written(world.first.anna, case, cases.CaseAct.MESSAGE) == ["Is er al nieuws?"]
    anna.post(page, typed | {"press": drawn(anna, page)})
    assert len(written(world.first.anna, case, cases.CaseAct.MESSAGE)) == 2, "again, on purpose"
    anna.post(page, typed | {"words": "En nog iets."})
    assert written(world.first.anna, case, cases.CaseAct.MESSAGE)[-1] == "En nog iets.", "after going back"


def test_a_document_that_is_sent_twice_stands_in_the_file_once(
    world: World, case: UUID, signed_in: SignedIn
) -> None:
    anna, page = signed_in(world.first.anna), reverse("cases:case", args=[case])
    press = drawn(anna, page)
    for _ in range(2):
        documents = SimpleUploadedFile("bon.jpg", receipt(), "image/jpeg")
        anna.post(
            page, {"act": "message", "words": "Zie de bijlage.", "press": press, "documents": documents}
        )
    view = cases.case_view(actor=world.first.anna, case=case, at=timezone.now())
    assert len(view.documents) == 1
    assert written(world.first.anna, case, cases.CaseAct.MESSAGE) == ["Zie de bijlage."]


@pytest.mark.parametrize(
    ("act", "more", "event"),
    [
        ("answer", {}, cases.CaseAct.ANSWERED),
        ("note", {}, cases.CaseAct.NOTE),
        ("contact", {"channel": "telephone"}, cases.CaseAct.CONTACT),
        ("ask", {}, cases.CaseAct.WAITS_FOR_CUSTOMER),
    ],
)
def test_what_the_desk_sends_twice_is_one(
    world: World, case: UUID, signed_in: SignedIn, act: str, more: dict[str, str], event: cases.CaseAct
) -> None:
    kim, page = signed_in(world.clerk), reverse("cases:desk_case", args=[case])
    kim.post(page, {"act": "take"})
    typed = {"act": act, "words": "Wij zoeken het uit.", "press": drawn(kim, page), **more}
    for _ in range(2):
        assert kim.post(page, typed).status_code == 302
    assert written(world.clerk, case, event) == ["Wij zoeken het uit."]


def test_a_request_that_is_opened_again_twice_says_nothing_of_a_mistake(
    world: World, case: UUID, signed_in: SignedIn
) -> None:
    cases.close_case(actor=world.clerk, case=case, result=cases.Result.DONE, words="Klaar", at=timezone.now())
    anna, page = signed_in(world.first.anna), reverse("cases:case", args=[case])
    typed = {"act": "reopen", "words": "Er mist iets.", "press": drawn(anna, page)}
    for _ in range(2):
        assert anna.post(page, typed).status_code == 302
    assert written(world.first.anna, case, cases.CaseAct.REOPENED) == ["Er mist iets."]


def test_an_opinion_carries_no_press(world: World, case: UUID, signed_in: SignedIn) -> None:
    """What somebody thought is nobody's: nothing of it is written with the case."""
    cases.close_case(actor=world.clerk, case=case, result=cases.Result.DONE, words="Klaar", at=timezone.now())
    page = signed_in(world.first.anna).get(reverse("cases:case", args=[case])).text
    (opinion,) = [form for form in page.split("<form")[1:] if 'name="mark"' in form.split("</form>")[0]]
    assert 'name="press"' not in opinion.split("</form>")[0]
