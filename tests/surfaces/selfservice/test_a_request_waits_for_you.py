"""The page where an employee starts names the requests that wait for their answer, beside the claims."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.capabilities.cases.desk import asked, controller_of, published
from tests.surfaces.selfservice.conftest import SignedIn
from tests.surfaces.selfservice.pages import text, url
from tests.world import World

from bodemplaat.capabilities.cases import api as cases


@pytest.mark.parametrize("count", [1, 2])
def test_a_request_with_a_question_is_named_where_one_starts(
    world: World, signed_in: SignedIn, count: int
) -> None:
    anna, service = world.first.anna, published(world, controller_of(world))
    sent = [asked(anna, service) for _ in range(count + 1)]
    browser = signed_in(anna)
    assert "Er wacht niets op u." in text(browser.get(url("home")))
    for case in sent[:count]:
        cases.ask_requester(actor=world.clerk, case=case, question="Welke bank?", at=world.at)
    answer = browser.get(url("home"))
    page = answer.content.decode()
    words = (
        "Eén aanvraag van u wacht op uw antwoord."
        if count == 1
        else "2 aanvragen van u wachten op uw antwoord."
    )
    assert words in text(answer)
    assert "Er wacht niets op u." not in text(answer)
    waiting, _, under_way = page.partition('id="under-way"')
    places = [reverse("cases:case", args=[case]) for case in sent]
    assert [place in waiting for place in places] == [True] * count + [False]
    assert [place in under_way for place in places] == [False] * count + [True]
    assert "U hebt nog geen declaraties" in text(answer)


def test_a_first_page_costs_the_same_however_much_runs(world: World, signed_in: SignedIn) -> None:
    anna, service = world.first.anna, published(world, controller_of(world))
    browser = signed_in(anna)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(url("home")).status_code == 200
        return len(captured)

    asked(anna, service)
    world.submitted(anna)
    world.draft(anna)
    statements()
    few = statements()
    for _ in range(4):
        asked(anna, service)
        world.submitted(anna)
        world.draft(anna)
    assert statements() == few <= 18


def test_the_requests_of_another_are_not_named(world: World, signed_in: SignedIn) -> None:
    case = asked(world.first.anna, published(world, controller_of(world)))
    cases.ask_requester(actor=world.clerk, case=case, question="Welke bank?", at=world.at)
    assert "Er wacht niets op u." in text(signed_in(world.first.bert).get(url("home")))
