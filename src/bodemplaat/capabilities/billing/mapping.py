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
from bodemplaat.capabilities.billing.reckoning.year import (
    ActualCostLine,
    EarlierYear,
    YearPart,
    YearResult,
    YearRule,
)
from bodemplaat.capabilities.billing.reckoning.year_shares import ShareOfYear
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.reports.api import SiteVoice
from bodemplaat.kernel import Euro, say

DUTCH: Final = SiteVoice("nl")
"""What goes to a customer in the Netherlands is in Dutch, whoever released it."""
LONGEST: Final = 200
_WHOLES: Final = (
    *("service_billed", "service_cost", "own_billed", "all_billed"),
    *("general_cost", "credited", "movement"),
)
_AMOUNTS: Final = ("billed", "cost", "general", "credits", "reserve", "earlier")


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
        "share": None if line.share is None else str(line.share),
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
        share=UUID(facts["share"]) if facts.get("share") else None,
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
    "year_end": say("{name} {code}: settlement of actual costs, {first} up to and including {last}"),
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


def result_facts(result: YearResult) -> dict[str, Any]:
    """A settled year with all that it rests on, in JSON's own kinds: whole cents and exact texts."""
    rule = result.rule
    return {
        "year": result.year,
        "treatment": result.treatment,
        "rule": {
            "divide": rule.divide,
            "part": str(rule.part),
            "maximum": rule.maximum.cents,
            "opening": rule.opening.cents,
            "target_year": rule.target_year,
            "target_base": None if rule.target_base is None else rule.target_base.cents,
            "target_yearly": str(rule.target_yearly),
            "source": rule.source,
        },
        "before": result.before.cents,
        "movement": result.movement.cents,
        "parts": [
            {"customer": str(each.customer), "code": each.code, "name": [each.name.nl, each.name.en]}
            | {name: getattr(each, name).cents for name in _AMOUNTS}
            | {"used": each.used}
            for each in result.parts
        ],
        "costs": [
            [each.code, each.name, each.amount.cents, each.source, each.known_on.isoformat()]
            for each in result.costs
        ],
        "earlier": [
            [
                each.year,
                None if each.customer is None else str(each.customer),
                each.code,
                [each.name.nl, each.name.en],
                each.then.cents,
                each.now.cents,
            ]
            for each in result.earlier
        ],
    }


def result_of(facts: Mapping[str, Any]) -> YearResult:
    """The year as it was settled."""
    rule: Mapping[str, Any] = facts["rule"]
    return YearResult(
        year=facts["year"],
        treatment=facts["treatment"],
        rule=YearRule(
            divide=rule["divide"],
            part=Decimal(rule["part"]),
            maximum=Euro(rule["maximum"]),
            opening=Euro(rule["opening"]),
            target_year=rule["target_year"],
            target_base=None if rule["target_base"] is None else Euro(rule["target_base"]),
            target_yearly=Decimal(rule["target_yearly"]),
            source=rule["source"],
        ),
        before=Euro(facts["before"]),
        movement=Euro(facts["movement"]),
        parts=tuple(
            YearPart(
                UUID(each["customer"]),
                each["code"],
                Words(*each["name"]),
                used=each["used"],
                **{name: Euro(each[name]) for name in _AMOUNTS},
            )
            for each in facts["parts"]
        ),
        costs=tuple(
            ActualCostLine(facts["year"], code, name, Euro(cents), source, date.fromisoformat(day))
            for code, name, cents, source, day in facts["costs"]
        ),
        earlier=tuple(
            EarlierYear(year, who and UUID(who), code, Words(*name), Euro(then), Euro(now))
            for year, who, code, name, then, now in facts["earlier"]
        ),
    )


def share_facts(share: ShareOfYear) -> dict[str, Any]:
    """What explains a share, in JSON's own kinds."""
    part = share.part
    return {
        "year": share.year,
        "name": [part.name.nl, part.name.en],
        "divide": share.divide,
        "used": part.used,
        "service_used": share.service_used,
        "decided_on": share.decided_on.isoformat(),
        "reference": share.reference,
        "earlier": [[each.year, each.then.cents, each.now.cents] for each in share.earlier],
    } | (
        {name: getattr(part, name).cents for name in _AMOUNTS[:-1]}
        | {name: getattr(share, name).cents for name in _WHOLES}
    )


def share_of(customer: UUID, code: str, facts: Mapping[str, Any]) -> ShareOfYear:
    """The share as it was decided on."""
    name = Words(*facts["name"])
    earlier = tuple(
        EarlierYear(year, customer, code, name, Euro(then), Euro(now)) for year, then, now in facts["earlier"]
    )
    corrected = Euro.total(each.difference for each in earlier)
    amounts = {each: Euro(facts[each]) for each in _AMOUNTS[:-1]} | {"earlier": corrected}
    return ShareOfYear(
        year=facts["year"],
        part=YearPart(customer, code, name, used=facts["used"], **amounts),
        divide=facts["divide"],
        service_used=facts["service_used"],
        earlier=earlier,
        decided_on=date.fromisoformat(facts["decided_on"]),
        reference=facts["reference"],
        **{each: Euro(facts[each]) for each in _WHOLES},
    )
