"""What joining costs: a share in what the others already invested, and one's own connection costs.

Source: handbook 1.7 (a strategy for stepping in, set beforehand), the workshop's "Eenmalige kosten instap".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from bodemplaat.engines.settlement.anniversaries import years_later
from bodemplaat.kernel import Euro, Rounding, Trace, divide_over, say
from bodemplaat.kernel.share import Share


@dataclass(frozen=True, slots=True)
class Investment:
    """Something bought on ``since`` for ``amount``, written off in equal parts over ``years`` (BBV art. 64)."""

    name: str
    amount: Euro
    since: date
    years: int
    source: str = field(default="", compare=False)

    def book_value(self, day: date) -> Euro:
        """What is not written off yet on a day, by days, rounded half up."""
        end = years_later(self.since, self.years)
        whole, left = (end - self.since).days, (end - max(day, self.since)).days
        return self.amount.times(Fraction(max(left, 0), whole), Rounding.HALF_UP)


@dataclass(frozen=True, slots=True)
class Connection:
    """A one-off cost made for the joiner alone: migration, training, an introduction scan."""

    name: str
    amount: Euro
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class EntryCase:
    """Somebody joins on ``day``; ``weights`` are those of the key, the joiner's own among them."""

    joiner: str
    day: date
    weights: Mapping[str, Fraction]
    investments: tuple[Investment, ...] = ()
    connections: tuple[Connection, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry sum with its reasons, and who gets the joiner's share in the investments back."""

    case: EntryCase
    entry_sum: Trace
    credits: Mapping[str, Euro]


def join(case: EntryCase) -> Entry:
    """Work out the entry sum. Raises ``ValueError`` when nobody has a weight."""
    bought_in = []
    for investment in case.investments:
        value = investment.book_value(case.day)
        share = divide_over(value, case.weights)[case.joiner]
        values: dict[str, object] = {
            "share": Share(Fraction(case.weights[case.joiner]) / sum(case.weights.values())),
            "value": value,
            "day": case.day,
            "amount": investment.amount,
        }
        text = say("{share} of the book value {value} on {day}, bought for {amount}")
        bought_in.append(Trace(investment.name, share, text, values, source=investment.source))
    own = [
        Trace(c.name, c.amount, say("made for the joiner alone"), source=c.source) for c in case.connections
    ]
    credit = Euro.total(trace.amount for trace in bought_in)
    others = {name: weight for name, weight in case.weights.items() if name != case.joiner}
    return Entry(
        case,
        Trace(case.joiner, credit + Euro.total(trace.amount for trace in own), parts=(*bought_in, *own)),
        {name: -part for name, part in divide_over(credit, others).items()} if others else {},
    )
