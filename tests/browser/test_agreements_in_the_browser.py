"""Agreements are read, written, compared and signed: on a phone in Dutch, wide in English, each page scanned."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visitor
from tests.capabilities.agreements.conftest import bargained, dvo
from tests.database import TestDatabase
from tests.world import World, account_of

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.kernel import Euro

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize(
    ("language", "width", "sign"), [("nl", 390, "Namens ons tekenen"), ("en", 1280, "Sign for our side")]
)
def test_an_agreement_is_read_compared_and_signed(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    sign: str,
) -> None:
    _, world = committed_world
    bargain = bargained(world)
    deviation = agreements.Deviation("levels", "Binnen 8 dagen", "Eigen cao", Euro.of("900"))
    first = bargain.signed()
    second = bargain.offered(since=date(2027, 3, 1), content=dvo(deviations=(deviation,)))
    year = bargain.draft(agreements.DFA, until=date(2028, 1, 1))
    reader = visitor(language, width, 900)
    reader.sign_in(account_of(bargain.writer).email)
    for name, address in (
        ("agreements", "/overeenkomsten/"),
        ("agreement", f"/overeenkomsten/{second}/"),
        ("agreement-year", f"/overeenkomsten/{year}/"),
        ("agreement-write", f"/overeenkomsten/{year}/schrijven/"),
        ("agreement-compare", f"/overeenkomsten/{second}/naast/{first}/"),
        ("charters", "/overeenkomsten/handvest/"),
        ("charter", f"/overeenkomsten/handvest/{bargain.charter}/"),
    ):
        reader.goto(address)
        reader.pictured(f"{name}-{width}")
    reader.goto(f"/overeenkomsten/{second}/")
    reader.page.emulate_media(media="print")
    for gone in ("#versions", ".actions", ".back-link"):
        expect(reader.page.locator(gone).first).to_be_hidden()
    expect(reader.page.get_by_text("Binnen 8 dagen").first).to_be_visible()
    reader.keep(f"agreement-print-{width}")
    reader.page.emulate_media(media="screen")
    signer = visitor(language, width, 900)
    signer.sign_in(account_of(bargain.signer).email)
    signer.goto(f"/overeenkomsten/{second}/weigeren/")
    signer.goto(f"/overeenkomsten/{second}/")
    signer.page.get_by_role("button", name=sign).click()
    signer.page.wait_for_load_state()
    signer.scan()
    signer.pictured(f"agreement-signed-{width}")
