"""The question after closing, and the page that shows what both sides may read of it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import time_machine
from django.urls import reverse
from django.utils import timezone
from tests.capabilities.cases.desk import asked
from tests.surfaces.cases.conftest import SignedIn
from tests.world import World

from bodemplaat.capabilities.cases import api as cases

PAGE = reverse("cases:satisfaction")
IN_JANUARY = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
IN_APRIL = datetime(2027, 4, 5, 9, 0, tzinfo=UTC)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def closed(world: World, service: UUID) -> str:
    case = asked(world.first.anna, service)
    done = cases.Result.DONE
    cases.close_case(actor=world.clerk, case=case, result=done, words="Done.", at=timezone.now())
    return reverse("cases:case", args=[case])


def test_the_question_is_answered_once_on_the_page(world: World, service: UUID, signed_in: SignedIn) -> None:
    anna, page = signed_in(world.first.anna), closed(world, service)
    assert "How did it go?" in text(anna.get(page))
    wrong = anna.post(page, {"act": "rate", "mark": "12", "words": ""})
    assert wrong.status_code == 422
    assert text(wrong).count('id="id_rate_mark"') == 1
    answered = text(anna.post(page, {"act": "rate", "mark": "7", "words": ""}, follow=True))
    assert "Nobody can see what you answered." in answered
    assert "How did it go?" not in answered
    again = anna.post(page, {"act": "rate", "mark": "1", "words": ""})
    assert again.status_code == 409
    assert "You answered this already" in text(again)


def test_a_quarter_that_is_over_is_read_by_both_sides(
    world: World, service: UUID, signed_in: SignedIn
) -> None:
    anna = signed_in(world.first.anna)
    for mark in (8, 7, 7, 9, 6):
        anna.post(closed(world, service), {"act": "rate", "mark": mark, "words": f"Because {mark}"})
    readers = [world.first.carla, world.contract_manager]
    for who in readers:
        assert "Nothing to show yet" in text(signed_in(who).get(PAGE))
    with time_machine.travel(IN_JANUARY, tick=False):
        for who in readers:
            page = text(signed_in(who).get(PAGE))
            assert "quarter 4 of 2026" in page
            assert "7.4" in page
            assert "Because 9" in page
            assert world.first.anna.person_name not in page
        assert "Nothing to show yet" in text(signed_in(world.second.carla).get(PAGE))
    assert anna.get(PAGE).status_code == 403


def test_one_quarter_is_shown_and_the_others_are_chosen(
    world: World, service: UUID, signed_in: SignedIn
) -> None:
    def rate(mark: int, words: str) -> None:
        for _ in range(5):
            anna.post(closed(world, service), {"act": "rate", "mark": mark, "words": words})

    anna = signed_in(world.first.anna)
    rate(8, "In autumn")
    rate(7, "In autumn too")
    with time_machine.travel(IN_JANUARY, tick=False):
        anna = signed_in(world.first.anna)
        rate(9, "In winter")
        rate(6, "In winter too")
    with time_machine.travel(IN_APRIL, tick=False):
        reader = signed_in(world.first.carla)
        newest = text(reader.get(PAGE))
        assert "In winter" in newest
        assert "In autumn" not in newest
        for address in ("?kwartaal=2026-10-01", "?kwartaal=2026-10-01&x="):
            earlier = text(reader.get(PAGE + address))
            assert "In autumn" in earlier
            assert "In winter" not in earlier
            assert (
                earlier.count('aria-current="true"> quarter') + earlier.count('aria-current="true">quarter')
                == 1
            )
        assert "In winter" in text(reader.get(PAGE + "?kwartaal=nonsense"))
