"""An invoice beside its order, on a phone and at a desk: linked, compared, decided and seen with the order; each page scanned."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.capabilities.invoices.matched import bought
from tests.capabilities.invoices.post import bill, receive
from tests.capabilities.invoices.test_approving import holds, part
from tests.capabilities.orders.ordered import came, placed, wanted
from tests.database import TestDatabase
from tests.world import World, account_of

from bodemplaat.capabilities.invoices import api as invoices

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SAY = {
    "nl": (
        "Vergelijken en koppelen",
        "Factuur koppelen",
        "Hoort niet bij deze bestelling",
        "Boeken zoals besteld",
    ),
    "en": ("Compare and link", "Link the invoice", "Not of this order", "Book as ordered"),
}


@ON_A_PHONE_AND_AT_A_DESK
def test_an_invoice_is_compared_with_its_order(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    now = timezone.now()
    compare, link, otherwise, book = SAY[language]
    order = placed(world, wanted("Kopieerpapier A4", price="24.50"), wanted("Toner", "2", "61.75"))
    came(world, order, "10", "1")
    holds(world, world.first.carla, "director")
    right, wrong = (
        receive(world, bill(number, lines=lines, order="B2026-00001"), at=now).invoice
        for number, lines in (
            ("2026-0417", (bought("6", "24.50", "Kopieerpapier A4"),)),
            (
                "2026-0418",
                (
                    bought("4", "26.00", "Kopieerpapier A4"),
                    bought("2", "61.75", "Toner", number=2),
                    bought("1", "12.50", "Bezorgen", number=3),
                ),
            ),
        )
    )
    clerk = visitor(language, width, height)
    clerk.sign_in(account_of(world.clerk).email)
    page = clerk.page
    for invoice, name in ((right, "fits"), (wrong, "differs")):
        clerk.goto(f"/balie/facturen/{invoice}/")
        clerk.pictured(f"invoice-order-proposed-{name}-{width}")
        page.get_by_role("link", name=compare).first.click()
        page.wait_for_load_state()
        clerk.pictured(f"invoice-order-link-{name}-{width}")
        page.get_by_role("button", name=link, exact=True).click()
        page.wait_for_load_state()
        page.locator("summary", has_text=otherwise).click()
        clerk.pictured(f"invoice-order-{name}-{width}")
    clerk.goto("/balie/facturen/?approval=fit_differs")
    clerk.pictured(f"invoices-differ-{width}")
    clerk.goto(f"/balie/facturen/{right}/")
    page.get_by_role("button", name=book).click()
    page.wait_for_load_state()
    lines = [part("104.00"), part("123.50", "Toner"), part("12.50", "Bezorgen")]
    clerk.goto(f"/balie/facturen/{wrong}/coderen/")
    clerk.pictured(f"invoice-order-code-{width}")
    invoices.code_invoice(actor=world.clerk, invoice=wrong, unit=world.first.unit, lines=lines, at=now)
    jan = visitor(language, width, height)
    jan.sign_in(account_of(world.first.jan).email)
    jan.goto(f"/balie/facturen/akkoord/{wrong}/")
    jan.pictured(f"invoice-order-decide-{width}")
    clerk.goto(f"/bestellingen/{order}/")
    clerk.pictured(f"order-invoiced-{width}")
    ad = visitor(language, width, height)
    ad.sign_in(account_of(world.first.ad).email)
    ad.goto("/balie/facturen/bij-bestellingen/")
    ad.page.locator("summary").last.click()
    ad.pictured(f"order-match-rule-{width}")
