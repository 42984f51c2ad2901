"""Answers, search, norms kept and opening hours by everybody who has them: on a phone in Dutch, wide in English, all scanned."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.capabilities.cases.desk import controller_of, published
from tests.capabilities.knowledge.desk import LEAVE, TRAVEL, answered
from tests.capabilities.performance.agreeing import agree, dfa, dvo
from tests.capabilities.performance.test_claims_against_their_norm import publish_claims, reject_at_the_desk
from tests.database import TestDatabase
from tests.world import World, account_of

from bodemplaat.capabilities.agreements import api as agreements

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MARKS = ("- ", "1. ", "**", "[")
"""What stands at the beginning of a line of an answer as it is written, and nowhere as it is read."""


@ON_A_PHONE_AND_AT_A_DESK
def test_everybody_searches_and_reads_answers(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    answer = answered(world, LEAVE)
    answered(world, TRAVEL)
    everybody = {
        "employee": world.first.anna,
        "manager": world.first.jan,
        "controller": world.first.carla,
        "administrator": world.first.ad,
        "clerk": world.clerk,
        "contract-manager": world.contract_manager,
    }
    for role, actor in everybody.items():
        reader = visitor(language, width, height)
        reader.sign_in(account_of(actor).email)
        reader.goto("/antwoorden/")
        reader.keep(f"answers-{role}-{language}")
        box = reader.page.get_by_role("main").get_by_role("searchbox")
        box.fill("verloven" if language == "nl" else "leave")
        button = reader.page.get_by_role("main").get_by_role(
            "button", name="Zoeken" if language == "nl" else "Search"
        )
        button.click()
        reader.page.wait_for_load_state()
        reader.pictured(f"answers-found-{role}-{language}")
        details = reader.page.get_by_role("main").get_by_role("listitem").all_inner_texts()
        assert details
        assert not any(mark in detail for detail in details for mark in MARKS), details
        reader.goto(f"/antwoorden/{answer}/")
        reader.keep(f"answer-{role}-{language}")
        for words in ("", "verlof", "zzzz"):
            reader.goto(f"/zoeken/?q={words}")
            reader.keep(f"search-{words or 'empty'}-{role}-{language}")
        if role in ("clerk", "contract-manager"):
            for place in ("", "nieuw/", "cijfers/", f"{answer}/"):
                reader.goto(f"/antwoorden/beheer/{place}")
                reader.keep(f"answers-kept-{place.strip('/') or 'all'}-{role}-{language}"[:80])


@ON_A_PHONE_AND_AT_A_DESK
def test_an_answer_appears_beside_the_question_and_a_draft_is_seen_as_it_is_written(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    now = timezone.now()
    answered(world, LEAVE, since=timezone.localdate(now), at=now)
    service = published(world, controller_of(world), code="SP19")
    asker = visitor(language, width, height)
    asker.sign_in(account_of(world.first.anna).email)
    asker.goto(f"/vragen/nieuw/{service}/")
    subject, words = (
        asker.page.locator("[name=subject]"),
        {"nl": "Mijn verlof meenemen", "en": "My leave next year"},
    )
    subject.fill("")
    subject.press_sequentially(words[language])
    asker.page.locator("#answers summary", has_text=LEAVE.title.in_(language)).click()
    expect(asker.page.locator("#answers .is-read input")).to_have_count(1)
    asker.pictured(f"answer-beside-question-{language}")
    expect(subject).to_have_value(words[language])

    writer = visitor(language, width, height)
    writer.sign_in(account_of(world.contract_manager).email)
    writer.goto("/antwoorden/beheer/nieuw/")
    writer.page.locator("[name=body_nl]").press_sequentially("Dat is **geregeld**.")
    expect(writer.page.locator("#preview strong").last).to_have_text("geregeld")
    writer.pictured(f"answer-previewed-{language}")


def reads_why(reader: Visitor, language: str) -> None:
    """Open why the cases that ran furthest over were due when they were, and scan the page with it."""
    asked = {"nl": "Waarom de zaken die het verst", "en": "Why the cases that ran furthest"}
    reader.page.locator("main details summary", has_text=asked[language]).click()
    steps = reader.page.locator("main details[open] ol").first.get_by_role("listitem")
    expect(steps.first).to_be_visible()
    assert len(steps.all_inner_texts()) > 2
    reader.pictured(f"norms-why-{language}")


@ON_A_PHONE_AND_AT_A_DESK
def test_norms_are_read_offered_and_signed_and_opening_hours_kept(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    publish_claims(world)
    reject_at_the_desk(world, handed_in=-82, decided=-81, settled=-80)
    reject_at_the_desk(world, handed_in=-82, decided=-74, settled=-62)
    agree(world, dvo(duty=agreements.Duty(2, Decimal(90))), dfa())
    summer = "span=quarter&day=2026-08-01"
    customer = f"/prestaties/{world.first.id}/?{summer}"
    manager = visitor(language, width, height)
    manager.sign_in(account_of(world.contract_manager).email)
    manager.goto(f"/prestaties/?{summer}")
    manager.keep(f"norms-all-{language}")
    manager.goto(customer)
    manager.keep(f"norms-customer-{language}")
    reads_why(manager, language)
    manager.page.get_by_role(
        "button", name="Ter ondertekening aanbieden" if language == "nl" else "Offer for signing"
    ).click()
    manager.page.wait_for_load_state()
    manager.pictured(f"norms-offered-{language}")
    report = manager.page.url.removeprefix(manager.site)
    manager.goto("/diensten/openingstijden/")
    manager.keep(f"opening-hours-{language}")
    controller = visitor(language, width, height)
    controller.sign_in(account_of(world.first.carla).email)
    for place, name in (("/prestaties/", "own"), (customer, "own-customer"), (report, "own-report")):
        controller.goto(place)
        controller.keep(f"norms-{name}-{language}")
        if place == customer:
            reads_why(controller, language)
    main = controller.page.get_by_role("main")
    expect(main).to_contain_text("1.500,00" if language == "nl" else "1,500.00")
    controller.page.get_by_role(
        "button", name="Deze cijfers tekenen" if language == "nl" else "Sign these figures"
    ).click()
    controller.page.wait_for_load_state()
    controller.pictured(f"norms-signed-{language}")
    expect(main).to_contain_text("Carla Dekker")
