"""Orders by what people press: written, approved, placed and received; and a list that costs the same however long."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.capabilities.invoices.post import bill, receive
from tests.capabilities.invoices.test_approving import holds
from tests.capabilities.invoices.test_budget import budgeted
from tests.capabilities.orders.ordered import ask, came, drafted, placed, seen
from tests.surfaces.orders.conftest import SignedIn
from tests.world import World, receipt

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.orders.api import OrderState

LIST, NEW, TO_DECIDE, TO_RECEIVE = (
    reverse(f"orders:{name}") for name in ("list", "new", "to_decide", "to_receive")
)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def page(name: str, order: UUID) -> str:
    return reverse(f"orders:{name}", args=[order])


def written(world: World) -> Mapping[str, str]:
    """The form as somebody fills it in."""
    (supplier,) = invoices.suppliers_at_desk(actor=world.clerk, narrow=invoices.SupplierFilter()).rows
    line = {
        "text": "Papier",
        "quantity": "10",
        "unit": "doos",
        "price": "24.50",
        "vat": "general",
        "taakveld": "0.4",
        "cost_centre": "6100",
    }
    return {
        "for": str(world.first.id),
        "order": str(uuid4()),
        "count": "3",
        "subject": "Kopieerpapier",
        "supplier": str(supplier.id),
        "unit": str(world.first.unit),
        **{f"line-0-{name}": value for name, value in line.items()},
    }


def test_a_clerk_writes_an_order_changes_it_and_asks(world: World, signed_in: SignedIn) -> None:
    budgeted(world, "200,00")
    receive(world, bill("1"))
    clerk = signed_in(world.clerk)
    assert "Nothing has been ordered yet" in text(clerk.get(LIST))
    assert "For which organisation" in text(clerk.get(NEW))
    here = f"{NEW}?organisation={world.first.id}"
    assert "Keep the draft" in text(clerk.get(here))
    assert clerk.post(NEW, {"for": str(world.first.id), "count": "3"}).status_code == 422
    sent = dict(written(world))
    refused = clerk.post(NEW, sent | {"line-0-quantity": "-2"})
    assert (refused.status_code, "order more than nothing" in text(refused)) == (409, True)
    for _ in range(2):
        done = clerk.post(NEW, sent, follow=True)
    assert "kept as a draft" in text(done)
    shown = text(done)
    assert ("B2026-00001" in shown, "€245.00" in shown, "What the budget of 2026 has" in shown) == (
        True,
        True,
        True,
    )
    order = UUID(sent["order"])
    assert 'value="Kopieerpapier"' in text(clerk.get(page("change", order)))
    clerk.post(page("change", order), sent | {"round": "1", "line-0-quantity": "5", "subject": "Minder"})
    assert (seen(world, order).row.subject, seen(world, order).round) == ("Minder", 2)
    assert clerk.post(page("order", order), {"action": "ask", "round": "1"}).status_code == 409
    holds(world, world.first.jan, "budget_holder")
    assert "waits for approval" in text(
        clerk.post(page("order", order), {"action": "ask", "round": "2"}, follow=True)
    )
    assert "Only a draft is changed" in text(clerk.get(page("change", order), follow=True))
    assert clerk.post(page("order", order), {"action": "fly"}).status_code == 404


def test_whoever_answers_for_the_budget_decides(world: World, signed_in: SignedIn) -> None:
    holds(world, world.first.jan, "budget_holder")
    jan = signed_in(world.first.jan)
    assert "Nothing to decide" in text(jan.get(TO_DECIDE))
    first, second, third = (drafted(world) for _ in range(3))
    for order in (first, second, third):
        ask(world, order)
    assert "3 orders wait for you." in text(jan.get(TO_DECIDE))
    assert "Your decision" in text(jan.get(page("decide", first)))
    assert jan.post(page("decide", first), {"action": "approve", "round": "9"}).status_code == 409
    assert "You approved" in text(
        jan.post(page("decide", first), {"action": "approve", "round": "1", "words": "Goed"}, follow=True)
    )
    assert jan.post(page("decide", second), {"action": "return", "round": "1"}).status_code == 422
    back = {"action": "return", "round": "1", "words": "Waarvoor?"}
    assert "with your question" in text(jan.post(page("decide", second), back, follow=True))
    refused = {"action": "refuse", "round": "1", "words": "Nee"}
    assert "You refused" in text(jan.post(page("decide", third), refused, follow=True))
    assert jan.post(page("decide", first), {"action": "approve", "round": "1"}).status_code == 409
    states = [seen(world, each).row.state for each in (first, second, third)]
    assert states == [OrderState.APPROVED, OrderState.DRAFT, OrderState.CANCELLED]
    assert signed_in(world.first.anna).get(page("decide", first)).status_code == 404


def test_what_came_is_noted_with_its_slip_and_taken_back(world: World, signed_in: SignedIn) -> None:
    order = placed(world)
    anna, clerk = signed_in(world.first.anna), signed_in(world.clerk)
    assert "1 order has still to come." in text(anna.get(TO_RECEIVE))
    form = text(anna.get(page("receive", order)))
    assert ('value="10"' in form, "10 ordered, 0 received before" in form) == (True, True)
    assert "€" not in form, "whoever receives reads no prices"
    assert "Somebody else notes what came" in text(clerk.get(page("receive", order)))
    line = seen(world, order).lines[0].id
    sent = {"came_on": "2026-11-23", f"line-{line}": "4", "receipt": str(uuid4())}
    assert anna.post(page("receive", order), sent | {"came_on": "2027-11-23"}).status_code == 409
    assert anna.post(page("receive", order), {"came_on": ""}).status_code == 422
    bad = SimpleUploadedFile("pakbon.jpg", b"geen foto", "image/jpeg")
    assert anna.post(page("receive", order), sent | {"evidence": bad}).status_code == 422
    slip = SimpleUploadedFile("pakbon.jpg", receipt("green"), "image/jpeg")
    assert "It is noted what came of B2026-00001." in text(
        anna.post(page("receive", order), sent | {"evidence": slip}, follow=True)
    )
    kim = signed_in(world.kim)
    shown = text(kim.get(page("order", order)))
    assert ("pakbon.jpg" in shown, "Partly received" in shown) == (True, True)
    (kept,) = seen(world, order).receipts
    assert kim.get(reverse("orders:evidence", args=[order, kept.id])).status_code == 200
    assert kim.get(reverse("orders:evidence", args=[order, uuid4()])).status_code == 404
    undo = {"action": "take_back", "which": str(kept.id)}
    assert kim.post(page("order", order), undo).status_code == 422
    assert "taken back" in text(kim.post(page("order", order), undo | {"words": "Vergist"}, follow=True))
    assert clerk.post(page("order", order), undo | {"words": "Vergist"}).status_code == 409
    closed = clerk.post(page("order", order), {"action": "close", "words": "Klaar"}, follow=True)
    assert "The order is closed" in text(closed)
    assert "this order is over" in text(anna.get(page("receive", order)))
    assert "Nothing has still to come" in text(anna.get(TO_RECEIVE))


def test_what_is_approved_is_placed_or_cancelled(world: World, signed_in: SignedIn) -> None:
    order = placed(world)
    clerk = signed_in(world.clerk)
    assert clerk.post(page("order", order), {"action": "place"}).status_code == 409
    assert clerk.post(page("order", order), {"action": "cancel"}).status_code == 422
    assert "cancelled" in text(
        clerk.post(page("order", order), {"action": "cancel", "words": "Toch niet"}, follow=True)
    )


def test_the_list_is_exported_as_it_is_shown(world: World, signed_in: SignedIn) -> None:
    came(world, placed(world), "4")
    drafted(world)
    clerk = signed_in(world.clerk)
    shown = text(clerk.get(f"{LIST}?state=partly&sort=-amount"))
    assert ("B2026-00001" in shown, "B2026-00002" in shown) == (True, False)
    assert "€100.00 ordered, €40.00 received." in shown
    assert "No order answers to this" in text(clerk.get(f"{LIST}?q=zeker-niet&organisation=x&waits=late"))
    got = clerk.get(reverse("orders:export") + "?format=csv&state=partly")
    cells = b"".join(got.streaming_content).decode()  # type: ignore[attr-defined]
    assert ("B2026-00001" in cells, "B2026-00002" in cells) == (True, False)
    assert signed_in(world.first.anna).get(LIST).status_code == 403


def test_pages_cost_the_same_however_many_orders(world: World, signed_in: SignedIn) -> None:
    order = placed(world)
    clerk, anna = signed_in(world.clerk), signed_in(world.first.anna)

    def cost() -> list[int]:
        counts = []
        for client, address in ((clerk, LIST), (anna, TO_RECEIVE), (clerk, page("order", order))):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    few = cost()
    for _ in range(4):
        placed(world)
        came(world, order, "1")
    assert cost()[:2] == few[:2]
    few = cost()
    came(world, order, "1")
    assert cost() == few
