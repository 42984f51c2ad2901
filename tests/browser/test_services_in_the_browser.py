"""A service is written with its form built by keyboard, agreed on and read by a customer; the division is answered.

On a phone in Dutch and at a desk in English; every page is scanned by axe. With ``BODEMPLAAT_PICTURES`` each is kept
as a picture in that folder.
"""

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.database import TestDatabase
from tests.world import World, account_of, employ

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CLOSEST_IN_A_FOLD = """Math.min(99, ...[...document.querySelectorAll("details[open] > .details-body > * + .field")].map(
    each => each.getBoundingClientRect().top - each.previousElementSibling.getBoundingClientRect().bottom))"""
"""The pixels between a field in a fold and what stands before it, where they are fewest; 99 where there is none."""


def controller_of(world: World) -> Actor:
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, "Cato Prins", None, Role.CONTROLLER)


def service_in(world: World, code: str) -> UUID:
    on = _today(world)
    rows = catalogue.services_of(actor=world.contract_manager, on=on)
    return next(row.id for row in rows if row.code == code)


@ON_A_PHONE_AND_AT_A_DESK
def test_a_form_is_built_by_keyboard_and_a_customer_reads_the_service(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    second = controller_of(world)
    catalogue.fill_with_proposals(actor=world.contract_manager, cooperation=world.cooperation, at=world.at)
    service = service_in(world, "SP18")
    manager = visitor(language, width, height)
    manager.sign_in(account_of(world.contract_manager).email)
    for place, name in (("", "kept"), ("nieuw/", "new"), (f"{service}/", "service")):
        manager.goto(f"/diensten/beheer/{place}")
        manager.keep(f"services-{name}-{language}")
        assert manager.page.evaluate(CLOSEST_IN_A_FOLD) >= 16
    manager.page.locator("details:has(button[value=norm]) summary").click()
    manager.page.locator("button[name=add][value=norm]").press("Enter")
    manager.page.wait_for_load_state()
    manager.scan()
    manager.keep(f"services-norms-{language}")
    expect(manager.page.locator("[name=norm-1-kind]")).to_be_visible()
    form = f"/diensten/beheer/{service}/formulier/"
    manager.goto(form)
    manager.keep(f"form-empty-{language}")
    _build(manager, form, language)
    # by keyboard: the second question goes up, and the focus stays with it
    up = manager.page.locator("#up-welk_bedrag")
    up.focus()
    up.press("Enter")
    expect(manager.page.locator(".built > li").first).to_have_id("veld-welk_bedrag")
    expect(manager.page.locator("#up-welk_bedrag")).to_be_focused()
    manager.page.locator("#down-welk_bedrag").press("Enter")
    expect(manager.page.locator(".built > li").first).to_have_id("veld-waarvoor")
    # the preview asks for the amount once the mortgage was chosen
    amount = manager.page.locator("#preview-welk_bedrag")
    expect(amount).to_be_hidden()
    manager.page.locator("#preview-waarvoor").select_option("hypotheek")
    expect(amount).to_be_visible()
    manager.scan()
    manager.keep(f"form-built-{language}")
    manager.page.locator("button[name=try]").click()
    manager.page.wait_for_load_state()
    manager.scan()
    manager.keep(f"form-tried-{language}")
    version = catalogue.service(actor=world.contract_manager, service=service, on=_today(world)).latest.id
    catalogue.adopt_version(actor=second, version=version, at=world.at)
    catalogue.publish_version(actor=world.contract_manager, version=version, since=_today(world), at=world.at)
    manager.goto(form)
    manager.keep(f"form-adopted-{language}")
    anna = visitor(language, width, height)
    anna.sign_in(account_of(world.first.anna).email)
    for place, name in (("", "list"), ("?geheel=1", "whole"), (f"{service}/", "one")):
        anna.goto(f"/diensten/{place}")
        anna.keep(f"offered-{name}-{language}")
    expect(anna.page.locator("[data-print]")).to_be_visible()


def _build(manager: Visitor, form: str, language: str) -> None:
    """A choice and an amount that depends on it, typed as at a keyboard; the preview follows."""
    page = manager.page
    page.locator(f"a[href*='{form}nieuw/?kind=choice']").press("Enter")
    page.wait_for_load_state()
    page.locator("[name=label_nl]").fill("Waarvoor?")
    page.locator("[name=answer_0_nl]").fill("Hypotheek")
    page.locator("[name=answer_1_nl]").fill("Huur")
    expect(page.locator("#preview select#preview-waarvoor")).to_be_visible()
    page.locator("#add-answer").press("Enter")
    expect(page.locator("[name=answer_3_nl]")).to_be_visible()
    expect(page.locator("[name=answer_1_nl]")).to_have_value("Huur")
    manager.scan()
    manager.keep(f"field-choice-{language}")
    page.locator("[name=label_nl]").press("Enter")
    page.wait_for_load_state()
    page.locator(f"a[href*='{form}nieuw/?kind=amount']").click()
    page.wait_for_load_state()
    page.locator("[name=label_nl]").fill("Welk bedrag?")
    page.locator("[name=required]").check()
    page.locator("[name=shown_field]").select_option("waarvoor")
    page.locator("[name=shown_answers][value=hypotheek]").check()
    page.locator("[name=least]").fill("veel")
    page.locator("button[name=save]").last.click()
    page.wait_for_load_state()
    manager.scan()
    manager.keep(f"field-wrong-{language}")
    page.locator("[name=least]").fill("10")
    page.locator("button[name=save]").last.click()
    page.wait_for_load_state()
    expect(page.locator(".built > li")).to_have_count(2)


def _today(world: World) -> date:
    return timezone.localdate(world.at)


@ON_A_PHONE_AND_AT_A_DESK
def test_a_division_is_answered_and_printed(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    organisations.join_cooperation(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=world.second.id,
        parts=("provider",),
        since=_today(world) - timedelta(days=300),
        at=world.at,
    )
    version = division.draft_cut(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        filling=division.Filling.HIGH,
        provider=world.provider,
        at=world.at,
    )
    for process in ("per-8B", "fin-7"):
        row = division.Row(process, division.Side.PROVIDER, world.first.id, world.second.id)
        division.change_row(actor=world.contract_manager, version=version, row=row, at=world.at)
    later = _today(world) + timedelta(days=4000)
    division.propose_cut(actor=world.contract_manager, version=version, holds_from=later, at=world.at)
    carla = visitor(language, width, height)
    carla.sign_in(account_of(world.first.carla).email)
    carla.goto(f"/bestuur/taakverdeling/{version}/")
    carla.page.locator(".details summary").first.click()
    carla.scan()
    carla.keep(f"cut-asked-{language}")
    carla.page.locator("[name=reason]").fill("Onze raad wil eerst weten wat het kost.")
    carla.page.locator("button[value=refuse]").click()
    carla.page.wait_for_load_state()
    carla.scan()
    carla.goto(f"/bestuur/taakverdeling/{version}/?lijst=alles")
    carla.keep(f"cut-refused-{language}")
    if folder := os.environ.get("BODEMPLAAT_PICTURES"):
        carla.page.pdf(path=Path(folder) / f"cut-{language}.pdf", format="A4")
