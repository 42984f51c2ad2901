"""The rule, and what it comes to for one service in one period."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bodemplaat.kernel import Euro, Rounding, Trace, say


@dataclass(frozen=True, slots=True)
class CreditRule:
    """``percent`` of the price of a year for each whole point short; in a year together no more than ``ceiling`` percent of it.

    It is worked out over each quarter, or over each month (``by_month``).
    """

    percent: Decimal
    ceiling: Decimal
    by_month: bool = False

    @property
    def months(self) -> int:
        """The months of a period over which it is worked out."""
        return 1 if self.by_month else 3


@dataclass(frozen=True, slots=True)
class Credit:
    """What one service comes to: ``points`` whole points short, ``reckoned`` for them, ``most`` in the year, of which ``earlier``
    was credited in other periods, and ``amount``, which is left of it.
    """

    rule: CreditRule
    price: Euro
    goal: Fraction
    share: Fraction
    points: int
    reckoned: Euro
    most: Euro
    earlier: Euro
    amount: Euro

    @property
    def over(self) -> Euro:
        """What the ceiling takes off."""
        return self.reckoned - self.amount

    @property
    def trace(self) -> Trace:
        """Why it is this amount: what the points come to, and what the ceiling takes off."""
        points = Trace(
            "",
            self.reckoned,
            say("{points} whole {points:point|points} short, {percent} % of {price} for each point"),
            {"points": self.points, "percent": self.rule.percent, "price": self.price},
        )
        if not self.over:
            return Trace("", self.amount, points.text, points.values)
        values = {
            "ceiling": self.rule.ceiling,
            "price": self.price,
            "most": self.most,
            "earlier": self.earlier,
        }
        text = (
            say(
                "above the ceiling of {ceiling} % of {price} in a year, {most}; {earlier} was credited already"
            )
            if self.earlier
            else say("above the ceiling of {ceiling} % of {price} in a year, {most}")
        )
        return Trace("", self.amount, parts=(points, Trace("", -self.over, text, values)))


def credit_for(rule: CreditRule, *, price: Euro, goal: Fraction, share: Fraction, earlier: Euro) -> Credit:
    """The credit of a service whose year costs ``price``, of whose cases ``share`` kept a norm that was promised for ``goal``.

    Parts of a point do not count. Half a cent goes up, in the amount for the points and in the ceiling.
    """
    points = max(0, int((goal - share) * 100))
    reckoned = price.times(Fraction(rule.percent) * points / 100, Rounding.HALF_UP)
    most = price.times(Fraction(rule.ceiling) / 100, Rounding.HALF_UP)
    left = Euro(max(0, most.cents - earlier.cents))
    return Credit(rule, price, goal, share, points, reckoned, most, earlier, min(reckoned, left))
