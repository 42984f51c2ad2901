"""After a restore: a payer reads why nothing is paid, says that the statements were read, and a colleague opens paying.

On a phone in Dutch and at a desk in English; every page is scanned by axe. With ``BODEMPLAAT_PICTURES`` each is kept
as a picture in that folder.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.database import TestDatabase
from tests.world import World, account_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WORDS = {
    "nl": (
        "Betalen is gesloten",
        "De afschriften zijn ingelezen",
        "Bevestig en open het betalen",
        "weer betaald",
        "Zeg dan waarom dat er niet is",
    ),
    "en": (
        "Paying is shut",
        "The statements were read",
        "Confirm, and open paying",
        "open again",
        "say why there is none",
    ),
}


@ON_A_PHONE_AND_AT_A_DESK
def test_two_payers_open_paying_again(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    database, world = committed_world
    now = datetime.now(UTC)
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "INSERT INTO backup_restoration (id, moment, restored_at) VALUES (%s, %s, %s)",
            [uuid4(), now - timedelta(days=1), now - timedelta(hours=1)],
        )
    shut, say, confirm, opened, or_say = WORDS[language]
    payer, paula, admin = (visitor(language, width, height) for _ in range(3))

    payer.sign_in(account_of(world.payer).email)
    payer.goto("/balie/betalingen/")
    expect(payer.page.get_by_text(shut)).to_be_visible()
    payer.keep(f"shut-{language}")
    payer.page.locator("a[href='/balie/betalingen/openen/']").click()
    payer.scan()
    payer.keep(f"say-{language}")
    payer.page.get_by_role("button", name=say).click()
    expect(payer.page.get_by_role("alert")).to_contain_text(or_say)
    payer.scan()
    payer.keep(f"say-refused-{language}")
    payer.page.locator("[name=reason]").fill("De bank heeft geen afschrift: er is niets afgeschreven")
    payer.page.get_by_role("button", name=say).click()
    expect(payer.page.get_by_role("button", name=confirm)).to_have_count(0)
    payer.scan()

    paula.sign_in(account_of(world.paula).email)
    paula.goto("/balie/betalingen/openen/")
    expect(paula.page.locator("main")).to_contain_text("er is niets afgeschreven")
    paula.keep(f"confirm-{language}")
    paula.page.get_by_role("button", name=confirm).click()
    expect(paula.page.get_by_text(opened)).to_be_visible()
    paula.goto("/balie/betalingen/")
    expect(paula.page.get_by_text(shut)).to_have_count(0)

    admin.sign_in(account_of(world.first.ad).email)
    admin.goto("/bestuur/regels/")
    admin.keep(f"backup-{language}")
