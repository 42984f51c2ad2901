"""The books of a municipality, on a phone in Dutch and at a desk in English: read, posted in, closed, and the accounts chosen.

Every page is scanned by axe. With ``BODEMPLAAT_PICTURES`` each is kept as a picture in that folder.
"""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.capabilities.ledger.books import ACCOUNTS, OPENING, OPENING_COLUMNS, Books, credit, debit
from tests.database import TestDatabase
from tests.foundation.imports.files import csv_file
from tests.world import World, account_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WORDS = {
    "nl": ("Boeken", "Deze boeking terugnemen", "Debet en credit verschillen", "Boek wat wacht"),
    "en": ("Post this entry", "Take this entry back", "Debit and credit differ", "Post what waits"),
}


@ON_A_PHONE_AND_AT_A_DESK
def test_books_are_kept(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    post, back, differ, waits = WORDS[language]
    books = Books.of(world)
    opening = csv_file("ledger-opening", OPENING_COLUMNS, *OPENING)
    books.desk.do("ledger-opening", opening, since=date(2026, 1, 1))
    books.post(debit("4100", 3420), credit("0500", 3420, "D-7"))
    world.approved(world.first.anna)
    books.close(2)
    keeper = visitor(language, width, height)
    keeper.sign_in(account_of(books.keeper).email)
    keeper.goto("/boekhouding/?jaar=2026")
    keeper.scan()
    keeper.keep(f"books-{language}")
    keeper.goto("/boekhouding/iv3/?jaar=2026&kwartaal=1")
    keeper.scan()
    keeper.keep(f"books-iv3-{language}")
    _look_at_the_budget(keeper, books, language)
    keeper.goto("/boekhouding/perioden/?jaar=2026")
    keeper.scan()
    keeper.keep(f"books-periods-{language}")
    keeper.goto("/boekhouding/elders/?jaar=2026")
    keeper.scan()
    keeper.keep(f"books-elsewhere-stops-{language}")
    there = [(code, f"E{code}", "") for code, *_ in ACCOUNTS]
    books.desk.do("ledger-elsewhere", csv_file("ledger-elsewhere", ("account", "code", "name"), *there))
    keeper.goto("/boekhouding/elders/?jaar=2026")
    keeper.page.locator("main form[method=post] button").click()
    keeper.scan()
    keeper.keep(f"books-elsewhere-{language}")
    keeper.goto("/boekhouding/vanzelf/")
    expect(keeper.page.get_by_role("button", name=waits)).to_be_visible()
    keeper.scan()
    keeper.keep(f"books-rules-{language}")
    keeper.goto("/boekhouding/boeken/")
    keeper.page.locator("#id_day").fill("2026-03-12")
    keeper.page.locator("#id_description").fill("Leges balie")
    keeper.page.locator("#id_line1-account").fill("0100")
    keeper.page.locator("#id_line1-debit").fill("12.50" if language == "en" else "12,50")
    keeper.page.locator("#id_line2-account").fill("8100")
    keeper.page.locator("#id_line2-credit").fill("12.40" if language == "en" else "12,40")
    keeper.page.get_by_role("button", name=post, exact=True).click()
    expect(keeper.page.get_by_text(differ)).to_be_visible()
    keeper.scan()
    keeper.keep(f"books-post-{language}")
    keeper.page.locator("#id_line2-credit").fill("12.50" if language == "en" else "12,50")
    keeper.page.get_by_role("button", name=post, exact=True).click()
    expect(keeper.page.get_by_text(back).first).to_be_visible()
    keeper.scan()
    keeper.keep(f"books-entry-{language}")
    keeper.page.get_by_role("link", name="0100 Bank").click()
    keeper.scan()
    keeper.keep(f"books-card-{language}")


def _look_at_the_budget(keeper: Visitor, books: Books, language: str) -> None:
    """The budget, one line of it, and the rule about what goes beyond it."""
    columns = ("taakveld", "side", "category", "amount", "decision")
    lines = (
        ("0.4", "", "3.8", "20,00", "Raad 13-11-2025"),
        ("0.2", "income", "3.7", "75,00", "Raad 13-11-2025"),
    )
    books.desk.do("ledger-budget", csv_file("ledger-budget", columns, *lines), since=date(2026, 1, 1))
    more = ("0.4", "", "3.8", "30,00", "Begrotingswijziging 1, raad 2-7-2026")
    books.desk.do("ledger-budget", csv_file("ledger-budget", columns, more), since=date(2026, 7, 1))
    keeper.goto("/boekhouding/begroting/?jaar=2026&kwartaal=4")
    keeper.scan()
    keeper.keep(f"books-budget-{language}")
    keeper.page.locator("summary").last.click()
    keeper.page.get_by_role("link", name="0.4 Overhead").click()
    keeper.scan()
    keeper.keep(f"books-budget-line-{language}")
    keeper.goto("/boekhouding/begroting/overschrijden/")
    keeper.page.locator("summary").last.click()
    keeper.scan()
    keeper.keep(f"books-budget-rule-{language}")
