"""A complaint by what people press: the requester, the controller of a customer, and who deals with it."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.capabilities.cases.desk import asked
from tests.surfaces.cases.conftest import SignedIn
from tests.world import World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.tenancy.api import Actor

LIST = reverse("cases:complaints")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def closed(world: World, service: UUID) -> UUID:
    """A case of Anna's that the first clerk closed."""
    case = asked(world.first.anna, service)
    done = cases.Result.DONE
    cases.close_case(actor=world.clerk, case=case, result=done, words="Done.", at=timezone.now())
    return case


def complain(browser: Any, case: UUID, words: str = "Nobody called back") -> Any:
    page = reverse("cases:case", args=[case])
    return browser.post(page, {"act": "complain", "words": words}, follow=True)


def complaint_of(who: Actor, case: UUID) -> str:
    (about,) = cases.case_view(actor=who, case=case, at=timezone.now()).complaints
    return reverse("cases:complaint", args=[about.id])


def test_from_the_complaint_to_what_came_of_it(world: World, closed: UUID, signed_in: SignedIn) -> None:
    anna, kim, clerk = (signed_in(who) for who in (world.first.anna, world.kim, world.clerk))
    page = complain(anna, closed)
    assert "Your complaint has been received." in text(page)
    assert "known by 4 January 2027" in text(page)
    assert "Send the complaint" not in text(page)
    assert "Nobody called back" in text(page)
    address = complaint_of(world.first.anna, closed)
    assert "One complaint has to be dealt with." in text(kim.get(LIST))
    own_work = text(clerk.get(address))
    assert "A colleague who had nothing to do with it" in own_work
    assert "Take up this complaint" not in own_work
    assert "There is a complaint about this case." in text(
        clerk.get(reverse("cases:desk_case", args=[closed]))
    )
    taken = text(kim.post(address, {"act": "take"}, follow=True))
    assert "What happened" in taken
    assert "Done." in taken
    wrong = kim.post(address, {"act": "decide", "words": "", "verdict": "perhaps"})
    assert wrong.status_code == 422
    decided = kim.post(address, {"act": "decide", "words": "We were slow.", "verdict": "upheld"}, follow=True)
    assert "Whoever complained reads what came of it." in text(decided)
    page = text(anna.get(reverse("cases:case", args=[closed])))
    assert "Complaint dealt with: Upheld" in page
    assert "We were slow." in page
    assert "Send the complaint" in page


def test_a_controller_complains_by_number(world: World, closed: UUID, signed_in: SignedIn) -> None:
    carla = signed_in(world.first.carla)
    assert "Complain about a request of your organisation" in text(carla.get(LIST))
    refused = carla.post(LIST, {"number": "Z2026-000099", "words": "Slow"})
    assert refused.status_code == 409
    assert "Your organisation has no request" in text(refused)
    number = cases.case_view(actor=world.first.anna, case=closed, at=timezone.now()).number
    sent = carla.post(LIST, {"number": number, "words": "Slow"}, follow=True)
    assert "Your complaint has been received." in text(sent)
    assert "Slow" in text(carla.get(complaint_of(world.first.anna, closed)))
    assert carla.post(LIST, {"number": "", "words": ""}).status_code == 422
    assert carla.post(complaint_of(world.first.anna, closed), {"act": "take"}).status_code in (403, 404, 409)


def test_the_words_of_an_employee_are_not_for_their_controller(
    world: World, closed: UUID, signed_in: SignedIn
) -> None:
    complain(signed_in(world.first.anna), closed, "About my illness")
    address = complaint_of(world.first.anna, closed)
    page = text(signed_in(world.first.carla).get(address))
    assert "About my illness" not in page
    assert world.first.anna.person_name not in page
    assert signed_in(world.second.carla).get(address).status_code == 404
    assert signed_in(world.first.anna).get(address).status_code == 403


def test_what_is_wrong_stands_at_its_own_form(world: World, service: UUID, signed_in: SignedIn) -> None:
    case = asked(world.first.anna, service)
    page = complain(signed_in(world.first.anna), case, "")
    assert page.status_code == 422
    said = text(page)
    assert said.count('id="id_complain_words"') == 1
    assert said.count('id="id_words"') == 1
