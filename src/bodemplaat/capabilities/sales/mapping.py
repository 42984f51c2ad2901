"""Rows to values and back."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from bodemplaat.capabilities.sales.models import BillingParty, SalesInvoice
from bodemplaat.capabilities.sales.values import PartyDetails, PartyView, SalesContent, SalesLine, SalesRow
from bodemplaat.capabilities.sales.vocabulary import SalesState
from bodemplaat.kernel import Euro

DETAILS: Final = (
    *("name", "street", "postcode", "town", "kvk", "oin", "vat_number", "account", "email", "days_to_pay"),
)


def details_of(row: BillingParty) -> PartyDetails:
    """What stands on an invoice of this party."""
    return PartyDetails(**{name: getattr(row, name) for name in DETAILS})


def party_view(row: BillingParty) -> PartyView:
    """A party as it is kept."""
    return PartyView(row.id, details_of(row), row.is_own, row.about_id)


def plain_content(content: SalesContent) -> dict[str, Any]:
    """What an invoice says in JSON's own kinds; figures as exact texts."""
    return {
        "customer": str(content.customer),
        "lines": [
            {
                "name": each.name,
                "quantity": _plain(each.quantity),
                "price": _plain(each.price),
                "category": each.category,
                "rate": None if each.rate is None else _plain(each.rate),
                "unit": each.unit,
                "reason": each.reason,
            }
            for each in content.lines
        ],
        "reference": content.reference,
        "order": content.order,
        "contract": content.contract,
        "note": content.note,
        "first": content.first and content.first.isoformat(),
        "last": content.last and content.last.isoformat(),
    }


def content_of(plain: Mapping[str, Any]) -> SalesContent:
    """What ``plain_content`` wrote."""
    return SalesContent(
        UUID(plain["customer"]),
        tuple(
            SalesLine(
                each["name"],
                Decimal(each["quantity"]),
                Decimal(each["price"]),
                each["category"],
                None if each["rate"] is None else Decimal(each["rate"]),
                each["unit"],
                each["reason"],
            )
            for each in plain["lines"]
        ),
        plain["reference"],
        plain["order"],
        plain["contract"],
        plain["note"],
        date.fromisoformat(plain["first"]) if plain["first"] else None,
        date.fromisoformat(plain["last"]) if plain["last"] else None,
    )


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def row_of(row: SalesInvoice) -> SalesRow:
    """An invoice in a list."""
    payable = Euro(row.without_vat + row.vat)
    return SalesRow(
        row.id,
        SalesState(row.state),
        row.customer_name,
        row.number,
        row.credits_id is not None,
        row.issued_on,
        row.due_on,
        -payable if row.credits_id else payable,
        row.drafted_at,
    )
