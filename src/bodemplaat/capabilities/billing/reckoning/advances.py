"""What is billed in advance: each moment its share of every line and of the start-up costs, exact both ways."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from uuid import UUID

from bodemplaat.capabilities.agreements.api import DFA, BillingMoment, Terms
from bodemplaat.capabilities.billing.reckoning.lines import ADVANCE, START_UP, TAKEN_BACK, BillLine
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.engines.cents import divide_both_ways
from bodemplaat.kernel import Euro


def advances(terms: Terms, customer: UUID) -> tuple[BillLine, ...]:
    """Everything that a financial file bills by its moments while it holds, by moment and then by line.

    Over its moments a line comes to what was agreed for it, and over its lines a moment to what the agreement bills then; a
    moment after the agreement ended bills nothing. Parts of no cent at all are left out.
    """
    assert terms.kind == DFA  # noqa: S101  # another kind bills nothing
    bills = terms.bills
    content = terms.content
    amounts = [terms.in_advance(each) for each in content.lines]
    parts = divide_both_ways(
        [each.cents for each in (*amounts, *(each.amount for each in content.start_up))],
        [amount.cents for _, amount in bills],
    )
    lines: list[BillLine] = []
    for at, (moment, _) in sorted(enumerate(bills), key=lambda each: each[1][0].day):
        if terms.until is not None and moment.day >= terms.until:
            continue
        whole = chain(_planned(terms, customer, moment), _start_up(terms, customer, moment))
        lines += (
            replace(line, amount=Euro(row[at])) for line, row in zip(whole, parts, strict=True) if row[at]
        )
    return tuple(lines)


def _planned(terms: Terms, customer: UUID, moment: BillingMoment) -> Iterator[BillLine]:
    for position, line in enumerate(terms.content.lines, 1):
        service = terms.services.get((line.code, line.number))
        yield BillLine(
            source=f"{ADVANCE} {customer} {terms.number} {moment.day} {position} {line.code}",
            kind=ADVANCE,
            customer=customer,
            code=line.code,
            name=Words(line.code) if service is None else service.name,
            first=terms.since,
            last=_last(terms),
            due=moment.day,
            amount=Euro(0),
            agreement=terms.number,
            quantity=line.volume,
            price=terms.unit_price(line),
            whole=terms.in_advance(line),
            percent=moment.percent,
            position=position,
            unit=Words() if service is None else service.unit,
        )


def _start_up(terms: Terms, customer: UUID, moment: BillingMoment) -> Iterator[BillLine]:
    for position, each in enumerate(terms.content.start_up, 1):
        yield BillLine(
            source=f"{START_UP} {customer} {terms.number} {moment.day} {position}",
            kind=START_UP,
            customer=customer,
            code="",
            name=Words(each.what),
            first=terms.since,
            last=_last(terms),
            due=moment.day,
            amount=Euro(0),
            agreement=terms.number,
            whole=each.amount,
            percent=moment.percent,
        )


def _last(terms: Terms) -> date:
    return terms.since if terms.until is None else max(terms.since, terms.until - timedelta(days=1))


def taken_back(line: BillLine) -> BillLine:
    """What gives a line back that was billed and is no longer due; once, under a source of its own."""
    return replace(line, source=f"{TAKEN_BACK} {line.source}", kind=TAKEN_BACK, amount=-line.amount)
