"""An order of the first municipality, up to where a test wants it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from tests.capabilities.invoices.test_approving import holds
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.orders import api as orders
from bodemplaat.foundation.tenancy.api import Actor

HOUR = timedelta(hours=1)
VEENSTRA = orders.OrderedFrom(None, "Veenstra Kantoor", "12345678", "", "NL001234567B01")


def wanted(
    text: str = "Papier",
    quantity: str = "10",
    price: str = "10.00",
    *,
    taakveld: str = "0.4",
    expected: date | None = None,
) -> orders.Ordered:
    return orders.Ordered(
        text, Decimal(quantity), "doos", Decimal(price), orders.VatKind.GENERAL, taakveld, "6100", expected
    )


def content(world: World, *lines: orders.Ordered, vat_is_cost: bool = False) -> orders.OrderContent:
    return orders.OrderContent("Papier", VEENSTRA, world.first.unit, lines or (wanted(),), vat_is_cost)


def drafted(world: World, *lines: orders.Ordered, by: Actor | None = None, vat_is_cost: bool = False) -> UUID:
    return orders.draft_order(
        actor=by or world.clerk,
        organisation=world.first.id,
        order=uuid4(),
        content=content(world, *lines, vat_is_cost=vat_is_cost),
        at=MONDAY,
    )


def seen(world: World, order: UUID) -> orders.OrderView:
    return orders.order_view(actor=world.clerk, order=order, on=TODAY)


def ask(world: World, order: UUID, at: datetime = MONDAY) -> None:
    orders.ask_for_order(actor=world.clerk, order=order, seen_round=seen(world, order).round, at=at)


def approve(world: World, who: Actor, order: UUID, at: datetime = MONDAY + HOUR) -> None:
    orders.approve_order(actor=who, order=order, seen_round=seen(world, order).round, at=at)


def approved(world: World, *lines: orders.Ordered, vat_is_cost: bool = False) -> UUID:
    """By Jan, who is budget holder."""
    holds(world, world.first.jan, "budget_holder")
    order = drafted(world, *lines, vat_is_cost=vat_is_cost)
    ask(world, order)
    approve(world, world.first.jan, order)
    return order


def placed(world: World, *lines: orders.Ordered) -> UUID:
    order = approved(world, *lines)
    orders.place_order(actor=world.clerk, order=order, words="Gemaild", at=MONDAY + HOUR)
    return order


def came(
    world: World, order: UUID, *quantities: str, who: Actor | None = None, at: datetime = MONDAY + 2 * HOUR
) -> UUID:
    """So much of each line came, noted by Anna."""
    lines = seen(world, order).lines
    return orders.note_receipt(
        actor=who or world.first.anna,
        order=order,
        receipt=uuid4(),
        quantities={line.id: Decimal(each) for line, each in zip(lines, quantities, strict=True)},
        came_on=TODAY,
        at=at,
    )
