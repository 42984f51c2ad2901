"""An invoice beside its order by what people press: linked line by line, booked as ordered, shown to whoever decides."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.capabilities.invoices.matched import LATER, billed, book, bought, link, matching, ruled
from tests.capabilities.invoices.test_approving import code, part
from tests.capabilities.orders import ordered
from tests.capabilities.orders.ordered import came, placed, wanted
from tests.surfaces.invoices.conftest import SignedIn
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.api import Approval, Fit

RULE, RULES, LIST = reverse("invoices:order_match"), reverse("board:settings"), reverse("invoices:list")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def page(invoice: UUID, name: str = "invoice") -> str:
    return reverse(f"invoices:{name}", args=[invoice])


def test_a_clerk_compares_links_and_books(world: World, signed_in: SignedIn) -> None:
    order = placed(world)
    came(world, order, "10")
    invoice = billed(world, at=MONDAY, order="B2026-00001")
    clerk = signed_in(world.clerk)
    shown = text(clerk.get(page(invoice)))
    assert ("named by the invoice" in shown, "Nothing is linked before you do so" in shown) == (True, True)
    linking = f"{page(invoice, 'link')}?order={order}"
    line = str(ordered.seen(world, order).lines[0].id)
    shown = text(clerk.get(linking))
    assert (f'value="{line}" selected' in shown, "Still to be invoiced" in shown) == (True, True)
    assert clerk.get(page(invoice, "link")).status_code == 302
    assert clerk.get(f"{page(invoice, 'link')}?order={invoice}").status_code == 404
    done = text(clerk.post(linking, {"line-1": line}, follow=True))
    assert ("and fits the order" in done, "Whoever answers for the budget approves it" in done) == (
        True,
        True,
    )
    assert clerk.post(linking, {"line-1": ""}).status_code == 422, "another link needs a reason"
    assert "does not fit" in text(clerk.post(linking, {"line-1": "", "words": "Toch niet"}, follow=True))
    refused = clerk.post(page(invoice), {"act": "book", "vat": "compensated"})
    assert (refused.status_code, "does not fit its order" in text(refused)) == (409, True)
    clerk.post(linking, {"line-1": line, "words": "Toch wel"})
    assert clerk.post(page(invoice), {"act": "unlink"}).status_code == 422
    for unsaid in ({}, {"vat": "x"}):
        assert clerk.post(page(invoice), {"act": "book"} | unsaid).status_code == 422, (
            "VAT is said, not guessed"
        )
    assert invoices.approval_view(actor=world.clerk, invoice=invoice, on=TODAY).coding is None
    assert "waits for approval" in text(
        clerk.post(page(invoice), {"act": "book", "vat": "reclaimed"}, follow=True)
    )
    coding = invoices.approval_view(actor=world.clerk, invoice=invoice, on=TODAY).coding
    assert coding is not None
    assert coding.vat is invoices.VatTreatment.RECLAIMED
    decide = text(signed_in(world.first.jan).get(page(invoice, "decide")))
    assert ("Order and receipt" in decide, "Book as ordered" in decide) == (True, False)
    shown = text(clerk.get(reverse("orders:order", args=[order])))
    assert ("What was invoiced" in shown, page(invoice) in shown) == (True, True)


def test_it_is_unlinked_with_a_reason_and_differences_are_filled_in_for_coding(
    world: World, signed_in: SignedIn
) -> None:
    order = placed(world)
    came(world, order, "10")
    invoice = billed(world, "1", bought(), bought("1", "12.50", "Bezorgen", number=2), at=MONDAY)
    assert link(world, invoice, order) is Fit.DIFFERS
    clerk = signed_in(world.clerk)
    shown = text(clerk.get(page(invoice, "code")))
    assert ("Filled in as order B2026-00001 says" in shown, "12.50" in shown) == (True, True)
    listed = text(clerk.get(LIST, {"approval": "fit_differs"}))
    assert ("Does not fit its order" in listed, page(invoice) in listed) == (True, True)
    assert "1 invoice" in text(clerk.get(LIST)) or page(invoice) in text(clerk.get(LIST))
    done = text(clerk.post(page(invoice), {"act": "unlink", "words": "Geen bestelling"}, follow=True))
    assert ("linked to no order any more" in done, "Geen bestelling" in done) == (True, True)
    assert page(invoice) not in text(clerk.get(LIST, {"approval": "fit_differs"}))
    code(world, invoice, part("112.50"))
    assert "Order and receipt" not in text(clerk.get(page(invoice)))


def test_what_fits_says_that_it_was_approved_by_its_order(world: World, signed_in: SignedIn) -> None:
    order = placed(world)
    ruled(world)
    invoice = billed(world)
    assert link(world, invoice, order) is Fit.AWAITED
    clerk = signed_in(world.clerk)
    assert "What came is not noted yet" in text(clerk.get(page(invoice)))
    came(world, order, "10", at=LATER)
    assert "once booked it needs no new approval" in text(clerk.get(page(invoice)))
    assert book(world, invoice) is Approval.APPROVED
    assert "its order, which was approved and which it fits" in text(clerk.get(page(invoice)))


def test_the_rule_is_proposed_confirmed_and_seen(world: World, signed_in: SignedIn) -> None:
    ad, carla = signed_in(world.first.ad), signed_in(world.first.carla)
    assert "where it agrees to the cent" in text(ad.get(RULE))
    sent = {
        "action": "propose",
        "percent": "2.5",
        "most": "25",
        "skips": "on",
        "apart": "on",
        "since": LATER.date().isoformat(),
        "reason": "Kleine verschillen",
    }
    assert ad.post(RULE, {"action": "propose"}).status_code == 422
    late = ad.post(RULE, sent | {"percent": "11"})
    assert (late.status_code, "at most 10 %" in text(late)) == (409, True)
    assert "A controller decides on it." in text(ad.post(RULE, sent, follow=True))
    assert "Another rule for invoices of orders waits" in text(carla.get(RULES))
    done = text(carla.post(RULE, {"action": "confirm"}, follow=True))
    assert "at most €25.00 a line; what fits needs no new approval where others noted what came" in done
    assert signed_in(world.clerk).get(RULE).status_code == 403


def test_the_page_costs_the_same_however_many_lines_and_invoices(world: World, signed_in: SignedIn) -> None:
    order = placed(world, wanted(), wanted("Toner", "2", "50.00"))
    came(world, order, "10", "2")
    invoice = billed(world, "1", bought("1"), at=MONDAY)
    link(world, invoice, order)
    clerk = signed_in(world.clerk)
    addresses = (page(invoice), reverse("orders:order", args=[order]), LIST)

    def statements() -> list[int]:
        counts = []
        for address in addresses:
            clerk.get(address)
            with CaptureQueriesContext(connection) as seen_by:
                assert clerk.get(address).status_code == 200
            counts.append(len(seen_by))
        return counts

    few = statements()
    for number in range(2, 6):
        link(world, billed(world, str(number), bought("1"), bought("1", "50", "Toner", number=2)), order)
    assert statements() == few
    assert matching(world, invoice).fit is Fit.FITS
