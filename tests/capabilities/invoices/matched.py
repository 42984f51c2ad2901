"""Invoices of what was ordered, for tests: by how many of which line, at which price."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.capabilities.invoices.post import bill, receive
from tests.formats.invoices.samples import line
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.formats.invoices.values import InvoiceLine, Price
from bodemplaat.kernel import Euro

TOMORROW, LATER = TODAY + timedelta(days=1), MONDAY + timedelta(days=1)
HOUR = timedelta(hours=1)


def bought(
    quantity: str = "10", price: str = "10.00", text: str = "Papier", *, named: str = "", number: int = 1
) -> InvoiceLine:
    """A line of an invoice for so many."""
    net = (Decimal(quantity) * Decimal(price)).quantize(Decimal("0.01"))
    plain = line(number, str(net))
    return InvoiceLine(
        plain.number,
        text,
        quantity=Decimal(quantity),
        unit="C62",
        net=net,
        price=Price(Decimal(price)),
        category=plain.category,
        rate=plain.rate,
        order_line=named,
    )


def billed(
    world: World, number: str = "1", *lines: InvoiceLine, at: datetime = LATER, **changes: Any
) -> UUID:
    """An invoice that came for the first municipality, registered."""
    got = receive(world, bill(number, lines=lines or (bought(),), **changes), at=at)
    if got.state is invoices.InvoiceState.WAITING:
        invoices.register_invoice(actor=world.clerk, invoice=got.invoice, words="Klopt", at=at)
    return got.invoice


def credited(world: World, number: str, *lines: InvoiceLine, at: datetime = LATER) -> UUID:
    """A credit note, registered."""
    return billed(world, number, *lines, at=at, type_code="381", due=None)


def link(world: World, invoice: UUID, order: UUID, reason: str = "", **more: Any) -> invoices.Fit:
    return invoices.link_invoice(
        actor=world.clerk, invoice=invoice, order=order, reason=reason, at=LATER, **more
    )


def book(world: World, invoice: UUID) -> invoices.Approval:
    return invoices.book_as_ordered(actor=world.clerk, invoice=invoice, at=LATER)


def matching(world: World, invoice: UUID, *names: str) -> invoices.MatchView:
    return invoices.match_view(actor=world.clerk, invoice=invoice, names=names)


def verdicts(world: World, invoice: UUID) -> list[tuple[str, Euro]]:
    return [
        (each.result.verdict.value, each.difference)
        for each in sorted(matching(world, invoice).lines, key=lambda each: each.position)
    ]


def ruled(world: World, *, points: int = 0, most: str = "0", skips: bool = True, apart: bool = True) -> None:
    """A rule for the first municipality that holds from tomorrow on."""
    rule = invoices.MatchRule(points, Euro.of(most), skips, apart)
    asked = invoices.propose_order_match(
        actor=world.first.ad, rule=rule, since=TOMORROW, reason="Besloten", at=MONDAY
    )
    invoices.ORDER_MATCHES.confirm(actor=world.first.carla, which=asked, at=MONDAY)
