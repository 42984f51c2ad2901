"""Rows to values and back, and what a bill is as an invoice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from bodemplaat.capabilities.billing.models import BillRow
from bodemplaat.capabilities.billing.reckoning.lines import USAGE, BillLine
from bodemplaat.capabilities.billing.reckoning.vat import CATEGORIES, TaxedLine, rate_on
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.reports.api import SiteVoice
from bodemplaat.kernel import Euro, say

DUTCH: Final = SiteVoice("nl")
"""What goes to a customer in the Netherlands is in Dutch, whoever released it."""
LONGEST: Final = 200


def as_facts(line: BillLine) -> dict[str, Any]:
    """What explains a line, in JSON's own kinds; figures as exact texts and whole cents."""
    return {
        "name": [line.name.nl, line.name.en],
        "first": line.first.isoformat(),
        "last": line.last.isoformat(),
        "agreement": line.agreement,
        "quantity": line.quantity,
        "price": None if line.price is None else line.price.cents,
        "whole": line.whole.cents,
        "percent": None if line.percent is None else str(line.percent),
        "then": None if line.then is None else line.then.cents,
        "report": None if line.report is None else str(line.report),
        "position": line.position,
        "unit": [line.unit.nl, line.unit.en],
        "late": line.late,
    }


def line_of(row: BillRow) -> TaxedLine:
    """The line as it was made."""
    facts: Mapping[str, Any] = row.facts
    line = BillLine(
        source=row.source,
        kind=row.kind,
        customer=row.customer_id,
        code=row.code,
        name=Words(*facts["name"]),
        first=date.fromisoformat(facts["first"]),
        last=date.fromisoformat(facts["last"]),
        due=row.due,
        amount=Euro(row.cents),
        agreement=facts["agreement"],
        quantity=facts["quantity"],
        price=None if facts["price"] is None else Euro(facts["price"]),
        whole=Euro(facts["whole"]),
        percent=None if facts["percent"] is None else Decimal(facts["percent"]),
        then=None if facts["then"] is None else Euro(facts["then"]),
        report=None if facts["report"] is None else UUID(facts["report"]),
        position=facts.get("position", 0),
        unit=Words(*facts.get("unit", ())),
        late=facts.get("late", 0),
    )
    return TaxedLine(line, row.how, row.reason)


_NAMES: Final = {
    "advance": say("{name} ({code}): advance of {percent} % of the year, {day}"),
    "start_up": say("{name}: start-up costs, {percent} %, {day}"),
    "credit": say("{name} ({code}): credit for a missed norm, {first} up to and including {last}"),
    "correction": say("{name} ({code}): correction of the credit, {first} up to and including {last}"),
    "taken_back": say("{name} {code}: taken back, billed on {day}"),
    "usage": say("{name} ({code}): delivered, {first} up to and including {last}"),
    "set_off": say("{name} ({code}): billed in advance, set off against what was delivered"),
}


def invoice_content(customer: UUID, lines: Sequence[TaxedLine], on: date) -> sales.SalesContent:
    """What the invoice says, in Dutch, at the rates of a day: each line one amount, a credit as a negative quantity."""
    return _content(customer, lines, [_sold(each, on) for each in lines])


def note_content(customer: UUID, lines: Sequence[TaxedLine], on: date) -> sales.SalesContent:
    """What a credit note of lines that come to less than nothing says: the same, the other way round."""
    sold = [_sold(each, on) for each in lines]
    return _content(customer, lines, [replace(each, quantity=-each.quantity) for each in sold])


def part_content(
    customer: UUID, lines: Sequence[TaxedLine], on: date, part: Decimal, whole: Decimal
) -> sales.SalesContent:
    """What a credit note of a part of it says, where no one invoice has as much left to credit."""
    text = say("Part of what you get back by this account: {part} of {whole}")
    name = DUTCH(text.using(part=Euro.of(part), whole=Euro.of(whole)))
    line = replace(_sold(lines[0], on), name=name, quantity=Decimal(1), price=part)
    return _content(customer, lines, [line])


def _content(
    customer: UUID, lines: Sequence[TaxedLine], sold: Sequence[sales.SalesLine]
) -> sales.SalesContent:
    newest = max(lines, key=lambda each: (each.line.first, each.line.agreement)).line
    reference = (
        f"DFA {newest.first.year}-{newest.agreement}"
        if newest.agreement
        else f"{newest.first.isoformat()} - {newest.last.isoformat()}"
    )
    return sales.SalesContent(
        customer,
        tuple(sold),
        reference=reference,
        first=min(each.line.first for each in lines),
        last=max(each.line.last for each in lines),
    )


def _sold(each: TaxedLine, on: date) -> sales.SalesLine:
    line = each.line
    name = DUTCH(
        _NAMES[line.kind].using(
            name=line.name.in_("nl"),
            code=line.code,
            percent=line.percent,
            day=line.due,
            first=line.first,
            last=line.last,
        )
    )
    is_counted = line.kind == USAGE and line.price is not None
    return sales.SalesLine(
        name[:LONGEST],
        Decimal(line.quantity if is_counted else 1 if line.amount.cents > 0 else -1),
        (line.price if is_counted and line.price is not None else abs(line.amount)).decimal,
        CATEGORIES[each.how],
        rate_on(each.how, on),
        "C62",
        each.reason,
    )
