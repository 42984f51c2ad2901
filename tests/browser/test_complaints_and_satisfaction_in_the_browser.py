"""A complaint and a mark on a screen: whoever asked, who deals with it, the controller of the customer; axe on each page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from tests.browser.conftest import Visitor
from tests.browser.test_a_request_in_the_browser import signed_in
from tests.capabilities.cases.desk import STATEMENT, asked, controller_of
from tests.database import TestDatabase
from tests.world import World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.knowledge import api as knowledge

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def offered(world: World, content: catalogue.Content) -> UUID:
    """A service that can be asked for today."""
    now, manager = timezone.now(), world.contract_manager
    service = catalogue.write_service(
        actor=manager, cooperation=world.cooperation, code="SP18", content=content, at=now
    )
    version = catalogue.service(actor=manager, service=service, on=timezone.localdate(now)).latest.id
    catalogue.adopt_version(actor=controller_of(world), version=version, at=now)
    catalogue.publish_version(actor=manager, version=version, since=timezone.localdate(now), at=now)
    return service


@pytest.mark.parametrize(
    ("language", "width", "complain", "send", "take"),
    [
        ("nl", 390, "Hierover klagen", "Klacht versturen", "Deze klacht oppakken"),
        ("en", 1280, "Complain about this", "Send the complaint", "Take up this complaint"),
    ],
)
def test_a_complaint_and_a_mark_on_a_screen(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    complain: str,
    send: str,
    take: str,
) -> None:
    _, world = committed_world
    now = timezone.now()
    service = offered(world, STATEMENT)
    case, other = asked(world.first.anna, service, at=now), asked(world.first.anna, service, at=now)
    done = cases.Result.DONE
    cases.close_case(actor=world.clerk, case=case, result=done, words="Verstuurd.", at=now)

    someone = visitor(language, width, 844)
    page = someone.page
    signed_in(someone, world.first.anna)
    someone.goto(f"/vragen/{case}/")
    page.locator("#id_rate_mark").select_option("8")
    page.get_by_text(complain, exact=True).click()
    someone.pictured(f"case-rate-and-complain-{language}")
    page.locator("form:has(#id_rate_mark) button").click()
    page.locator("#id_rate_mark").wait_for(state="detached")
    page.get_by_text(complain, exact=True).click()
    page.locator("#id_complain_words").fill("Drie keer gebeld, nooit teruggebeld.")
    page.get_by_role("button", name=send).click()
    page.wait_for_load_state()
    someone.pictured(f"case-complained-{language}")

    signed_in(someone, world.first.carla)
    someone.goto("/klachten/")
    page.locator("main summary").first.click()
    page.locator("#id_number").fill(cases.case_view(actor=world.first.anna, case=other, at=now).number)
    page.locator("#id_words").fill("Te traag.")
    someone.pictured(f"complaints-of-a-customer-{language}")
    page.get_by_role("button", name=send).click()
    page.wait_for_load_state()
    someone.goto("/tevredenheid/")
    someone.pictured(f"satisfaction-{language}")

    signed_in(someone, world.kim)
    someone.goto("/klachten/")
    someone.pictured(f"complaints-{language}")
    page.locator("main a[href*='/klachten/']").first.click()
    page.get_by_role("button", name=take).click()
    page.locator("input[name=verdict]").first.check()
    page.locator("#id_words").fill("U had gelijk.")
    someone.pictured(f"complaint-{language}")
    page.locator("form:has(input[name=verdict]) button").click()
    page.locator("input[name=verdict]").first.wait_for(state="detached")
    someone.pictured(f"complaint-decided-{language}")
    someone.goto(f"/balie/zaken/{case}/")
    someone.scan()


@pytest.mark.parametrize(
    ("language", "width", "answer", "close", "right"),
    [
        ("nl", 390, "De aanvrager antwoorden", "Afhandelen met een resultaat", "Het klopt: afhandelen"),
        ("en", 1280, "Answer the requester", "Close with a result", "It is right: close it"),
    ],
)
def test_a_kept_text_a_task_and_a_second_check_on_a_screen(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    answer: str,
    close: str,
    right: str,
) -> None:
    _, world = committed_world
    now, manager = timezone.now(), world.contract_manager
    today = timezone.localdate(now)
    service = offered(world, replace(STATEMENT, second_check="always"))
    for title in ("Wij zijn ermee bezig", "Wat wij nog nodig hebben"):
        reply = knowledge.write_answer(
            actor=manager,
            cooperation=world.cooperation,
            content=knowledge.AnswerContent(
                title=Words(title), body=Words("Beste {naam}, over {nummer}."), audiences=("reply",)
            ),
            owner=manager.person,
            review_on=today + timedelta(days=90),
            at=now,
        )
        version = knowledge.answer_kept(actor=manager, answer=reply, on=today).latest.id
        knowledge.publish_answer(actor=manager, version=version, since=today, at=now)
    case = asked(world.first.anna, service, at=now)
    cases.set_task(
        actor=world.clerk, case=case, what="Loonstrook zoeken", person=world.kim.person, until=today, at=now
    )
    number = cases.case_view(actor=world.clerk, case=case, at=now).number

    someone = visitor(language, width, 844)
    page = someone.page
    signed_in(someone, world.clerk)
    someone.goto(f"/balie/zaken/{case}/")
    page.get_by_text(answer, exact=True).first.click()
    page.locator("#reply-answer").press_sequentially("bezig")
    page.locator("#replies-answer a").nth(1).wait_for(state="detached")
    page.locator("#replies-answer a").first.click()
    page.wait_for_function(
        "number => document.querySelector('#id_answer_words').value.includes(number)", arg=number
    )
    someone.pictured(f"case-kept-text-{language}")
    page.locator("form:has(#id_answer_words) button").click()
    page.wait_for_load_state()
    page.get_by_text(close, exact=True).first.click()
    page.locator("#id_close_words").fill("Verstuurd.")
    page.locator("form:has(#id_close_words) button").click()
    page.get_by_role("alert").wait_for()
    someone.pictured(f"case-task-open-{language}")
    page.locator("#id_close_despite").fill("Gevonden door de aanvrager.")
    page.locator("form:has(#id_close_words) button").click()
    page.wait_for_load_state()
    signed_in(someone, world.kim)
    someone.goto("/balie/zaken/?state=second_check")
    someone.pictured(f"queue-to-check-{language}")
    someone.goto(f"/balie/zaken/{case}/")
    someone.pictured(f"case-second-check-{language}")
    page.get_by_role("button", name=right).click()
    page.wait_for_load_state()
    signed_in(someone, manager)
    someone.goto(f"/diensten/beheer/{service}/")
