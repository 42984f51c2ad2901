"""What is billed of what was delivered: each delivery once, with the first run that finds it ended."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bodemplaat.capabilities.agreements.api import SETTLED, USED, Planned, Signed, Terms
from bodemplaat.capabilities.billing.reckoning.advances import advances
from bodemplaat.capabilities.billing.reckoning.lines import ADVANCE, SET_OFF, USAGE, BillLine, Delivery
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class Counting:
    """A line of a financial file of which is billed what was delivered before ``until``; an earlier run did so up to ``before``."""

    signed: Signed
    position: int
    line: Planned
    until: date
    before: date | None

    @property
    def service(self) -> Words:
        """What is delivered."""
        content = self.signed.terms.services.get((self.line.code, self.line.number))
        return Words(self.line.code) if content is None else content.name

    @property
    def unit(self) -> Words:
        """In what it is counted; empty where the catalogue does not say."""
        content = self.signed.terms.services.get((self.line.code, self.line.number))
        return Words() if content is None else content.unit

    @property
    def case_type(self) -> str:
        """Of which cases a delivery is one."""
        content = self.signed.terms.services.get((self.line.code, self.line.number))
        return "" if content is None else content.case_type


def countings(files: Sequence[Signed], *, until: date, last: date | None) -> tuple[Counting, ...]:
    """The lines of these files of which deliveries are billed up to a day; ``last`` is up to which day the last run went."""
    return tuple(
        Counting(each, position, line, moment, None if last is None else _moment(each.terms, line, last))
        for each in files
        for position, line in enumerate(each.terms.content.lines, 1)
        if (moment := _moment(each.terms, line, until)) is not None and moment > each.terms.since
    )


def _moment(terms: Terms, line: Planned, day: date) -> date | None:
    """The last moment up to a day on which what was delivered before it is billed: as agreed, and when the file ends."""
    assert terms.until is not None  # noqa: S101  # a financial file is of one year
    moments = [terms.until] if line.billed in (USED, SETTLED) else []
    if line.billed == USED:
        moments += (each.day for each in terms.content.billing if each.day < terms.until)
    return max((each for each in moments if each <= day), default=None)


def usage(counting: Counting, deliveries: Sequence[Delivery]) -> BillLine | None:
    """What was delivered of a line and is in no run yet, at the price that was agreed; ``None`` where that is nothing."""
    terms, customer = counting.signed.terms, counting.signed.customer_id
    price = terms.unit_price(counting.line) or Euro(0)
    due = tuple(
        sorted(
            (each for each in deliveries if each.ended_on < counting.until),
            key=lambda each: (each.ended_on, each.case),
        )
    )
    if not due or not price:
        return None
    before = counting.before
    return BillLine(
        source=f"{USAGE} {customer} {terms.number} {counting.line.code} {digest(due)[:40]}",
        kind=USAGE,
        customer=customer,
        code=counting.line.code,
        name=counting.service,
        first=before or terms.since,
        last=counting.until - timedelta(days=1),
        due=counting.until,
        amount=price * len(due),
        agreement=terms.number,
        position=counting.position,
        quantity=len(due),
        price=price,
        whole=terms.amount(counting.line),
        unit=counting.unit,
        late=0 if before is None else sum(each.ended_on < before for each in due),
        deliveries=due,
    )


def set_offs(terms: Terms, customer_lines: Sequence[BillLine]) -> Iterator[BillLine]:
    """What was billed in advance of each line that is settled, given back when its file ends: what was delivered is billed instead."""
    assert terms.until is not None  # noqa: S101  # a financial file is of one year
    for position, line in enumerate(terms.content.lines, 1):
        of_line = [each for each in customer_lines if each.kind == ADVANCE and each.position == position]
        if line.billed != SETTLED or not of_line:
            continue
        one = of_line[0]
        amount = Euro.total(each.amount for each in of_line)
        yield BillLine(
            source=f"{SET_OFF} {one.customer} {terms.number} {terms.until} {position} {line.code}",
            kind=SET_OFF,
            customer=one.customer,
            code=line.code,
            name=one.name,
            first=one.first,
            last=one.last,
            due=terms.until,
            amount=-amount,
            agreement=terms.number,
            position=position,
            quantity=line.volume,
            price=one.price,
            whole=amount,
            unit=one.unit,
        )


def planned_lines(signed: Signed) -> Iterator[BillLine]:
    """Everything that a financial file bills by its plan, and what of it is set off when it ends."""
    planned = advances(signed.terms, signed.customer_id)
    yield from planned
    yield from set_offs(signed.terms, planned)


def digest(deliveries: Sequence[Delivery]) -> str:
    """What names these deliveries and no others, whatever their order: SHA-256 over their ids, in hexadecimal."""
    ids = sorted(each.case.hex for each in deliveries)
    return hashlib.sha256("".join(ids).encode()).hexdigest()
