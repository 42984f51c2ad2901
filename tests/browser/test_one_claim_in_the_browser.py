"""The journey of one claim as people see it: on a phone in Dutch, and at a desk in English."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from tests.browser.conftest import Visitor
from tests.database import TestDatabase
from tests.world import World, account_of, receipt

from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.rehearsal.bank import SimulatedBank

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WORDS = {
    "nl": {
        "hand_in": "Declaratie indienen",
        "approve": "Declaratie goedkeuren",
        "paid": "betaald",
        "total": "€ 43,86",
    },
    "en": {"hand_in": "Hand in claim", "approve": "Approve claim", "paid": "paid", "total": "€43.86"},
}


def email_of(actor: Actor) -> str:
    return account_of(actor).email


@pytest.mark.parametrize(("language", "width", "height"), [("nl", 390, 844), ("en", 1280, 900)])
def test_from_phone_to_bank_and_back(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    tmp_path: Path,
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    words = WORDS[language]
    visit = visitor(language, width, height)
    visit.sign_in(email_of(world.first.anna))
    claim = claim_on_the_phone(visit, tmp_path, words)
    approve_as_manager(visit, world, words)
    check_at_the_desk(visit, world, claim)
    file = pay(visit, world, tmp_path)
    read_the_statement(visit, world, file, tmp_path)
    visit.sign_in(email_of(world.first.anna))
    visit.goto(reverse("selfservice:claim", args=[claim]))
    expect(visit.page.locator("main")).to_contain_text(words["paid"])
    expect(visit.page.locator("main")).to_contain_text(words["total"])
    deliver_waiting(world.first.id)
    visit.goto(reverse("front:inbox"))
    expect(visit.page.locator("main")).to_contain_text(words["total"])
    look_at_the_overview(visit, world, words)
    assert visit.page.locator("html").get_attribute("lang") == language
    assert len(set(visit.scanned)) >= 15


def claim_on_the_phone(visit: Visitor, folder: Path, words: dict[str, str]) -> str:
    """Step 1: a journey and a purchase with its receipt; the wrong way first."""
    page = visit.page
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    visit.scan()
    page.locator("form[action$='/declaraties/nieuw/'] button").first.click()
    page.wait_for_url("**/bewerken/")
    claim = page.url.split("/")[-3]
    visit.scan()
    page.locator("button[name=add_line][value=car]").click()
    page.locator("[name$=kilometres]").fill("42")
    page.locator("[name$=origin]").fill("Krimpen aan de Lek")
    page.locator("[name$=destination]").fill("Gouda")
    page.locator("input[name$=day]").first.fill(yesterday)
    page.locator("button[name=add_line][value=purchase]").click()
    expect(page.locator("input[name$=amount]")).to_be_visible()
    page.locator("input[name$=day]").nth(1).fill(yesterday)
    page.locator("[name='lines-1-description']").fill("Vakboek")
    page.locator("input[name$=amount]").fill("vierendertig")
    page.locator(
        "main button.is-primary[name=next], main button[name=next]:not(.visually-hidden)"
    ).first.click()
    expect(page.locator(".error-summary")).to_be_visible()
    visit.scan()
    page.locator("input[name$=amount]").fill("34,20" if words is WORDS["nl"] else "34.20")
    page.locator("button[name=next]:not(.visually-hidden)").click()
    page.wait_for_url("**/bewijs/")
    visit.scan()
    photo = folder / "bon.jpg"
    photo.write_bytes(receipt("khaki", (400, 600)))
    page.locator("#file-1").set_input_files(photo)
    expect(page.locator("#lines-1 .receipt img")).to_be_visible()
    page.locator("button[name=next]").click()
    page.wait_for_url("**/controle/")
    expect(page.locator("main")).to_contain_text(words["total"])
    visit.scan()
    page.get_by_role("button", name=words["hand_in"]).click()
    page.wait_for_url(f"**/declaraties/{claim}/")
    visit.scan()
    return claim


def approve_as_manager(visit: Visitor, world: World, words: dict[str, str]) -> None:
    """Step 2: a message, the claim with its evidence, approval."""
    deliver_waiting(world.first.id)
    visit.sign_in(email_of(world.first.jan))
    visit.goto(reverse("front:inbox"))
    expect(visit.page.locator("main")).to_contain_text("Anna Jansen")
    visit.goto(reverse("selfservice:approvals"))
    visit.page.locator("a.row-link").first.click()
    button = visit.page.get_by_role("button", name=words["approve"])
    expect(button).to_be_visible()
    visit.scan()
    button.click()
    visit.page.wait_for_load_state()
    visit.scan()


def check_at_the_desk(visit: Visitor, world: World, claim: str) -> None:
    """Step 3: take, book both lines, approve."""
    page = visit.page
    visit.sign_in(email_of(world.clerk))
    visit.goto(reverse("desk:queue"))
    visit.goto(reverse("desk:case", args=[claim]))
    page.locator(f"form[action*='{reverse('desk:take', args=[claim])}'] button").click()
    expect(page.locator(f"form[action*='{reverse('desk:put_back', args=[claim])}']")).to_be_visible()
    for selector, value in (("select[name^=taakveld]", "0.4"), ("select[name^=cost_centre]", "6100")):
        for each in page.locator(selector).all():
            each.select_option(value)
    visit.scan()
    page.locator(f"form[action*='{reverse('desk:approve', args=[claim])}'] button").click()
    page.wait_for_load_state()
    visit.scan()


def pay(visit: Visitor, world: World, folder: Path) -> bytes:
    """Step 4: one prepares, the other releases, the file goes to the bank."""
    page = visit.page
    visit.sign_in(email_of(world.payer))
    visit.goto(reverse("desk:payments"))
    page.locator("input[name=organisations]").first.check()
    page.locator("button[name=choice][value=organisations]").click()
    page.wait_for_url(re.compile(r"/batches/[0-9a-f-]{36}/$"))
    visit.scan()
    batch = page.url.split("/")[-2]
    release, download_file = reverse("desk:release", args=[batch]), reverse("desk:file", args=[batch])
    assert page.locator(f"a[href='{release}']").count() == 0
    visit.sign_in(email_of(world.paula))
    visit.goto(release)
    page.locator("main form button").first.click()
    page.wait_for_url(f"**{reverse('desk:batch', args=[batch])}")
    visit.scan()
    with page.expect_download() as download:
        page.locator(f"a[href='{download_file}']").first.click()
    target = folder / "pain.xml"
    download.value.save_as(target)
    return target.read_bytes()


def read_the_statement(visit: Visitor, world: World, file: bytes, folder: Path) -> None:
    """Step 5: the bank's answer; the same one again changes nothing."""
    now = timezone.now()
    statement = folder / "afschrift.xml"
    statement.write_bytes(SimulatedBank().answer(file, day=timezone.localdate(now), at=now))
    for _ in range(2):
        visit.goto(reverse("desk:statements"))
        visit.page.locator("input[type=file]").set_input_files(statement)
        visit.page.locator("main form[enctype] button").first.click()
        visit.page.wait_for_load_state()
        visit.scan()
    visit.goto(reverse("desk:unknown"))


def look_at_the_overview(visit: Visitor, world: World, words: dict[str, str]) -> None:
    """Step 6: what it came to, in figures and pictures, and as a file."""
    visit.sign_in(email_of(world.first.carla))
    visit.goto(reverse("board:overview"))
    expect(visit.page.locator("main")).to_contain_text(words["total"])
    visit.goto(reverse("board:claims"))
    visit.page.locator("details:has(a[href*=export]) > summary").first.click()
    with visit.page.expect_download() as download:
        visit.page.locator("a[href*='export'][href*=xlsx]").first.click()
    assert download.value.suggested_filename.endswith(".xlsx")
