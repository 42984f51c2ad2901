"""The laws of billing what was delivered: whatever the order of runs and deliveries, each once, at its price."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.billing.bargains import CUSTOMERS, NEXT, YEAR, due, file_of, files, signed

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing import api as billing
from bodemplaat.kernel import Euro

LATE = date(2029, 1, 1)
DAYS = st.dates(date(2026, 12, 1), date(2028, 6, 1))
ENDED = st.dates(date(2026, 12, 1), date(2028, 2, 1))
WAYS = st.sampled_from(agreements.WAYS_TO_BILL)


@dataclass
class Office:
    """A centre with one customer: what is known to be delivered of each line, and what its runs held."""

    file: agreements.Signed
    known: dict[int, list[billing.Delivery]] = field(default_factory=dict)
    billed: list[billing.BillLine] = field(default_factory=list)
    last: date | None = None

    def run(self, until: date) -> tuple[billing.BillLine, ...]:
        """What a run up to a day bills; it is held from then on."""
        there = {each.case for line in self.billed for each in line.deliveries}
        used = [
            billing.usage(each, [one for one in self.known.get(each.position, ()) if one.case not in there])
            for each in billing.countings([self.file], until=until, last=self.last)
        ]
        lines = billing.lines_to_bill(
            [self.file], [], Holding(self.billed), [each for each in used if each is not None], until=until
        )
        self.billed += lines
        self.last = until if self.last is None else max(self.last, until)
        return lines


class Holding:
    """What was billed, as ``due`` asks it."""

    def __init__(self, lines: list[billing.BillLine]) -> None:
        self.sources = {each.source for each in lines}

    def missing(self, sources: Collection[str]) -> Collection[str]:
        """Which of these are in no run."""
        return [each for each in sources if each not in self.sources]

    def lapsed(self, sources: Collection[str]) -> Sequence[billing.BillLine]:
        """Nothing: the file does not change here."""
        return []


def by_use(terms: agreements.Terms, ways: list[str]) -> agreements.Terms:
    """The same file, with lines that are billed so."""
    lines = tuple(replace(each, billed=way) for each, way in zip(terms.content.lines, ways, strict=False))
    return replace(terms, content=replace(terms.content, lines=lines))


@given(files(), st.lists(WAYS, min_size=4, max_size=4), st.lists(DAYS, max_size=5), st.data())
def test_all_bills_together_are_what_was_delivered_times_its_price_and_what_was_planned(
    terms: agreements.Terms, ways: list[str], days: list[date], data: st.DataObject
) -> None:
    """Each delivery is heard of before or after any run, whatever the day on which it ended."""
    terms = by_use(terms, ways)
    office, number = Office(signed(terms)), 0
    for until in (*days, LATE):
        for position, _ in enumerate(terms.content.lines, 1):
            for ended in data.draw(st.lists(ENDED, max_size=3)):
                number += 1
                if ended < YEAR:
                    continue  # the doors answer what ended since the file holds
                delivery = billing.Delivery(UUID(int=number), "general", ended)
                office.known.setdefault(position, []).append(delivery)
        office.run(until)
    assert office.run(LATE) == ()
    expected = Euro(0)
    for position, line in enumerate(terms.content.lines, 1):
        price = terms.unit_price(line) or Euro(0)
        ended_within = [each for each in office.known.get(position, ()) if YEAR <= each.ended_on < NEXT]
        of_line = [each for each in office.billed if each.position == position]
        if line.billed == agreements.USED:
            assert {each.kind for each in of_line} <= {billing.USAGE}
        if line.billed in (agreements.USED, agreements.SETTLED):
            expected += price * len(ended_within)
            assert Euro.total(each.amount for each in of_line) == price * len(ended_within)
    due_by_plan = due([signed(terms)], [], [], until=LATE)
    settled = {p for p, each in enumerate(terms.content.lines, 1) if each.billed == agreements.SETTLED}
    expected += Euro.total(each.amount for each in due_by_plan if each.position not in settled)
    assert Euro.total(each.amount for each in office.billed) == expected
    cases = [each.case for line in office.billed for each in line.deliveries]
    assert len(cases) == len({*cases})


def test_a_delivery_before_the_file_holds_or_after_it_ended_is_none_of_it() -> None:
    # the doors answer only what ended in the span of the file; a line takes no more than its own days
    (counting,) = billing.countings([signed(by_use(one_line(), [agreements.USED]))], until=LATE, last=None)
    inside, after = (
        billing.Delivery(UUID(int=n), "general", day) for n, day in ((1, date(2027, 12, 31)), (2, NEXT))
    )
    line = billing.usage(counting, [inside, after])
    assert line is not None
    assert (line.quantity, line.deliveries, line.customer) == (1, (inside,), CUSTOMERS[0])


def one_line() -> agreements.Terms:
    """A file of one service, billed on the first day."""
    return file_of((10, 500), moments=((YEAR, "100"),))
