"""Everything that is wrong with what an agreement says, at once, each with its place and cure."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from bodemplaat.capabilities.agreements.reckoning.content import (
    DAP,
    DAP_PARTS,
    DFA,
    DVO,
    PARTS,
    WAYS_TO_BILL,
    Content,
    Duty,
    Terms,
)
from bodemplaat.capabilities.agreements.reckoning.deliveries import MONTHS, SIDES, Delivery
from bodemplaat.kernel import Finding, say

LONGEST_TEXT: Final = 4000
LONGEST_REASON: Final = 500
MOST_VOLUME: Final = 10_000_000
MOST_CENTS: Final = 10**11
MOST_DAYS: Final = 100
MOST_ROWS: Final = 24
"""Billing moments, and start-up costs."""
MOST_DELIVERIES: Final = 40
LONGEST_WHAT: Final = 200
MOST_REMIND: Final = 31


def check_terms(terms: Terms) -> tuple[Finding, ...]:
    """What is wrong; nothing means that it can be offered."""
    kinds = {DVO: _of_dvo, DFA: _of_dfa, DAP: _of_dap}
    return (*_of_days(terms), *kinds[terms.kind](terms), *_of_texts(terms.content))


def check_charter(texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """What is wrong with a charter: every part says something, and no part is too long."""
    return tuple(_of_charter(texts))


def _of_charter(texts: Mapping[str, str]) -> Iterator[Finding]:
    for part in PARTS:
        if not texts.get(part, "").strip():
            yield Finding("charter.empty", part, say("Write what holds for all customers."))
        elif len(texts[part]) > LONGEST_TEXT:
            yield _too_long(part, LONGEST_TEXT)


def _of_days(terms: Terms) -> Iterator[Finding]:
    if terms.until is not None and terms.until <= terms.since:
        yield Finding("agreement.days", "until", say("It ends after it begins: choose a later last day."))
    if terms.kind == DFA and (terms.until is None or terms.until > _a_year_after(terms.since)):
        text = say("A financial file holds for one year at most: choose its last day.")
        yield Finding("agreement.one_year", "until", text)


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 3, 1)


def _of_dvo(terms: Terms) -> Iterator[Finding]:
    content = terms.content
    if terms.charter_number is None:
        yield Finding(
            "agreement.no_charter", "charter", say("Publish a charter first: it says what holds for all.")
        )
    if not content.services:
        yield Finding("agreement.no_services", "services", say("Choose at least one service."))
    for taken in content.services:
        place = f"services.{taken.code}"
        yield from _of_service(terms, taken.code, taken.number, place)
        if taken.deviates and not taken.reason.strip():
            yield Finding("agreement.no_reason", place, _why(), {"code": taken.code})
        if taken.percentage is not None and not (
            taken.percentage.is_finite() and 0 < taken.percentage <= 100
        ):
            text = say("{code}: write a percentage above 0 and up to 100.")
            yield Finding("agreement.percentage", place, text, {"code": taken.code})
        if taken.norm is not None and not (taken.norm.is_finite() and 0 <= taken.norm <= 100_000):
            text = say("{code}: write a number from 0 to 100,000.")
            yield Finding("agreement.norm", place, text, {"code": taken.code})
        if taken.duty is not None:
            yield from _of_duty(taken.code, taken.duty)
    for each in content.deviations:
        if each.part not in PARTS:
            yield Finding("agreement.part", each.part, say("Choose one of the eleven parts."))
        if not each.text.strip() or not each.reason.strip():
            text = say("Write what holds instead for this customer, and why.")
            yield Finding("agreement.deviation", f"deviations.{each.part}", text)
        if not 0 <= each.price.cents <= MOST_CENTS:
            yield Finding("agreement.price", f"deviations.{each.part}", _price())


def _of_duty(code: str, duty: Duty) -> Iterator[Finding]:
    place = f"services.{code}"
    if not 1 <= duty.days <= MOST_DAYS:
        text = say("{code}: the customer answers within 1 to {most} working days.")
        yield Finding("agreement.duty", place, text, {"code": code, "most": MOST_DAYS})
    if not (duty.percentage.is_finite() and 0 < duty.percentage <= 100):
        text = say("{code}: write a percentage above 0 and up to 100.")
        yield Finding("agreement.duty_percentage", place, text, {"code": code})


def _of_dfa(terms: Terms) -> Iterator[Finding]:
    content = terms.content
    if not content.lines:
        yield Finding("agreement.no_lines", "lines", say("Plan at least one service."))
    for line in content.lines:
        place = f"lines.{line.code}"
        yield from _of_service(terms, line.code, line.number, place)
        if not 0 <= line.volume <= MOST_VOLUME:
            text = say("{code}: plan a number from 0 to 10,000,000.")
            yield Finding("agreement.volume", place, text, {"code": line.code})
        if line.price is not None and not 0 <= line.price.cents <= MOST_CENTS:
            yield Finding("agreement.price", place, _price())
        if line.billed not in WAYS_TO_BILL:
            yield Finding("agreement.way_to_bill", place, say("Choose how it is billed."))
        if line.price is not None and not line.reason.strip():
            yield Finding("agreement.no_reason", place, _why(), {"code": line.code})
        if (line.code, line.number) in terms.services and terms.unit_price(line) is None:
            text = say(
                "{code} has no price for {year} in the catalogue: publish one there, or agree on one here."
            )
            # A year is a name, not an amount: it is shown as it is written.
            values = {"code": line.code, "year": str(terms.since.year)}
            yield Finding("agreement.no_price", place, text, values)
    yield from _of_billing(terms)
    yield from _of_credit(content)
    for each in content.start_up:
        if not each.what.strip() or not 0 <= each.amount.cents <= MOST_CENTS:
            yield Finding(
                "agreement.start_up", "start_up", say("Write what the start-up costs are for, and how much.")
            )


def _of_credit(content: Content) -> Iterator[Finding]:
    rule = content.credit
    if rule is None:
        return
    if any(not each.is_finite() or not 0 < each <= 100 for each in (rule.percent, rule.ceiling)):
        text = say("Both percentages of the credit are above 0 and up to 100.")
        yield Finding("agreement.credit", "credit", text)
    elif rule.ceiling < rule.percent:
        text = say("The ceiling of the credit is at least what one point costs.")
        yield Finding("agreement.credit_ceiling", "credit", text)


def _of_billing(terms: Terms) -> Iterator[Finding]:
    moments = terms.content.billing
    if not moments:
        yield Finding("agreement.no_billing", "billing", say("Write at least one day on which is billed."))
        return
    if any(not each.percent.is_finite() or each.percent <= 0 for each in moments):
        yield Finding("agreement.share", "billing", say("Each share that is billed is more than 0 %."))
    elif sum((each.percent for each in moments), Decimal(0)) != 100:
        yield Finding("agreement.shares", "billing", say("The shares that are billed add up to 100 %."))
    if len({each.day for each in moments}) < len(moments):
        yield Finding(
            "agreement.same_day", "billing", say("Two shares are billed on one day: take them together.")
        )
    if any(each.day < terms.since for each in moments):
        text = say("Nothing is billed before the agreement begins: choose later days.")
        yield Finding("agreement.early_bill", "billing", text)


def _of_dap(terms: Terms) -> Iterator[Finding]:
    content = terms.content
    if not any(content.text(part).strip() for part in DAP_PARTS):
        yield Finding("agreement.empty", "procedures", say("Write at least one procedure."))
    if len(content.deliveries) > MOST_DELIVERIES:
        text = say("At most {most} deliveries: take some together.")
        yield Finding("agreement.deliveries", "deliveries", text, {"most": MOST_DELIVERIES})
    if len({each.number for each in content.deliveries}) < len(content.deliveries):
        yield Finding(
            "agreement.same_delivery", "deliveries", say("Two deliveries have one number: write one anew.")
        )
    for each in content.deliveries:
        yield from _of_delivery(terms, each)


def _of_delivery(terms: Terms, delivery: Delivery) -> Iterator[Finding]:
    place, values = f"deliveries.{delivery.number}", {"what": delivery.what}
    if not delivery.what.strip() or len(delivery.what) > LONGEST_WHAT:
        text = say("Write in at most {most} characters what is delivered.")
        yield Finding("agreement.delivery", place, text, {"most": LONGEST_WHAT})
    if delivery.owed_by not in SIDES or delivery.rhythm not in MONTHS:
        text = say("“{what}”: choose who delivers it, and how often.")
        yield Finding("agreement.delivery_side", place, text, values)
    if not 1 <= delivery.remind <= MOST_REMIND:
        text = say("“{what}”: remind 1 to {most} days before.")
        yield Finding("agreement.delivery_remind", place, text, {**values, "most": MOST_REMIND})
    if not 1 <= len(delivery.days) <= MOST_ROWS:
        text = say("“{what}”: name 1 to {most} days.")
        yield Finding("agreement.delivery_days", place, text, {**values, "most": MOST_ROWS})
    elif not any(delivery.planned(terms.since, terms.until or _years_after(terms.since))):
        text = say("“{what}”: none of its days falls while this agreement holds.")
        yield Finding("agreement.delivery_never", place, text, values)


def _years_after(day: date) -> date:
    return date(day.year + 10, 1, 1)


def _of_service(terms: Terms, code: str, number: int, place: str) -> Iterator[Finding]:
    if (code, number) not in terms.services:
        text = say("{code} is not published in the catalogue: publish it there, or take it out here.")
        yield Finding("agreement.unknown_service", place, text, {"code": code})


def _of_texts(content: Content) -> Iterator[Finding]:
    for part, text in content.texts:
        if len(text) > LONGEST_TEXT:
            yield _too_long(part, LONGEST_TEXT)
    for each in content.deviations:
        if len(each.text) > LONGEST_TEXT:
            yield _too_long(f"deviations.{each.part}", LONGEST_TEXT)
    reasons = [each.reason for each in content.services]
    reasons += [each.reason for each in content.deviations]
    reasons += [each.reason for each in content.lines]
    if any(len(reason) > LONGEST_REASON for reason in reasons):
        yield _too_long("reason", LONGEST_REASON)
    if max(len(content.billing), len(content.start_up)) > MOST_ROWS:
        text = say("At most {most} rows: take some together.")
        yield Finding("agreement.rows", "billing", text, {"most": MOST_ROWS})


def _too_long(place: str, most: int) -> Finding:
    text = say("This text is longer than {most} characters: shorten it.")
    return Finding("agreement.long", place, text, {"most": most})


def _why() -> str:
    return say("{code} deviates from the catalogue: write why.")


def _price() -> str:
    return say("A price is zero or more, and no larger than a billion.")
