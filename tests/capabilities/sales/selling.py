"""A service centre that invoices: its own details, a customer, and sound drafts, for tests."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.tenancy.api import Actor

OWN = sales.PartyDetails(
    "Servicecentrum K5",
    "Markt 1",
    "2861 AA",
    "Bergambacht",
    kvk="12345678",
    oin="00000001001234567000",
    vat_number="NL123456782B01",
    account="NL91ABNA0417164300",
    email="facturen@k5.example",
)
CUSTOMER = sales.PartyDetails(
    "Gemeente Nederlek",
    "Raadhuisplein 1",
    "2931 AB",
    "Krimpen aan de Lek",
    oin="00000001001234567001",
    vat_number="NL002455799B11",
)
LINE = sales.SalesLine("Salarisadministratie oktober", Decimal(12), Decimal("85.5"), rate=Decimal(21))


def set_up(world: World, *, at: datetime = MONDAY) -> UUID:
    """Keep what stands on invoices; answers the customer."""
    sales.keep_own_details(actor=world.clerk, details=OWN, at=at)
    return sales.keep_customer(actor=world.clerk, details=CUSTOMER, about=world.first.id, at=at)


def content(customer: UUID, *lines: sales.SalesLine, **changes: Any) -> sales.SalesContent:
    """What a sound invoice says."""
    return replace(sales.SalesContent(customer, lines or (LINE,), reference="KP-1200"), **changes)


def draft(
    world: World,
    customer: UUID,
    *lines: sales.SalesLine,
    key: str = "een",
    who: Actor | None = None,
    **changes: Any,
) -> UUID:
    """The clerk drafts an invoice."""
    return sales.draft_invoice(
        actor=who or world.clerk, content=content(customer, *lines, **changes), key=key, at=MONDAY
    )


def issued(world: World, customer: UUID, *lines: sales.SalesLine, key: str = "een", **changes: Any) -> UUID:
    """The clerk drafts it, and Kim issues it."""
    made = draft(world, customer, *lines, key=key, **changes)
    sales.issue_invoice(actor=world.kim, invoice=made, at=MONDAY)
    return made


def seen(world: World, invoice: UUID) -> sales.SalesView:
    """An invoice as the clerk opens it."""
    return sales.sales_view(actor=world.clerk, invoice=invoice, on=TODAY)
