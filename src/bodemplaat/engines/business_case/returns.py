"""What a row of yearly cash flows is worth: net present value, internal rate of return, break-even, payback.

Flows are whole cents of years 0…n; the flow of year 0 counts in full, that of year t is divided by (1 + rate)^t
(the convention of spreadsheets' ``flow0 + NPV(rate, flows)``). Everything is exact arithmetic on fractions until
the last, named rounding.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import accumulate

from bodemplaat.engines.business_case.dated import Timed, rates_of_nothing
from bodemplaat.engines.business_case.polynomial import positive_roots
from bodemplaat.kernel import Euro, Rounding
from bodemplaat.kernel.euro import round_fraction

_RATE_PLACES = 8


def net_present_value(flows: Sequence[int], rate: Decimal) -> Euro:
    """The worth today of cents by year at a yearly ``rate`` (0.03 is 3 %), half a cent up.

    Raises ``ValueError`` for a rate of −100 % or less.
    """
    if rate <= -1:
        raise ValueError("a discount rate lies above -100 %")
    step = 1 / (1 + Fraction(rate))
    value = Fraction(0)
    for flow in reversed(flows):
        value = value * step + flow
    return Euro(round_fraction(value, Rounding.HALF_UP))


class RateStatus(Enum):
    """Whether there is one internal rate of return."""

    UNIQUE = "unique"
    NO_INVESTMENT = "no_investment"
    """No flow is negative: nothing is invested, so there is nothing to compute a return on."""
    NO_RETURN = "no_return"
    """No flow is positive: nothing ever comes back."""
    NONE = "none"
    """The flows change sign, yet at no rate is the net present value zero."""
    LOAN = "loan"
    """Money comes in first and goes out later: the one rate is what that costs a year, and a low one is good."""
    TOUCHES = "touches"
    """The net present value is zero at one rate and has the same sign on either side: that rate divides nothing."""
    MULTIPLE = "multiple"
    """The net present value is zero at several rates: none of them is *the* return."""


@dataclass(frozen=True, slots=True)
class InternalRate:
    """Every rate above −100 % at which the net present value is zero, ascending, in eight decimals.

    ``below_zero`` says for ``TOUCHES`` whether the net present value is negative at every other rate.
    """

    status: RateStatus
    rates: tuple[Decimal, ...] = ()
    below_zero: bool = field(default=False, repr=False)

    @property
    def rate(self) -> Decimal | None:
        """The internal rate of return: the one rate below which the flows are worth having, and above which not."""
        return self.rates[0] if self.status is RateStatus.UNIQUE else None


def internal_rate(flows: Sequence[int]) -> InternalRate:
    """Find every internal rate of return of cents by year.

    The net present value is a polynomial in x = 1 / (1 + rate); Sturm's theorem counts its positive roots
    exactly, so "none", "one" and "several" are proven, not guessed from a starting point.
    """
    if not any(flow < 0 for flow in flows):
        return InternalRate(RateStatus.NO_INVESTMENT)
    if not any(flow > 0 for flow in flows):
        return InternalRate(RateStatus.NO_RETURN)
    rates = sorted(1 / root - 1 for root in positive_roots(flows, Fraction(1, 10**12)))
    return _told([flow for flow in flows if flow], [_decimal(rate) for rate in rates])


def rate_of(flows: Sequence[Timed]) -> InternalRate:
    """As ``internal_rate``, for flows at any moment (see ``dated``)."""
    if not any(cents < 0 for _, cents in flows):
        return InternalRate(RateStatus.NO_INVESTMENT)
    if not any(cents > 0 for _, cents in flows):
        return InternalRate(RateStatus.NO_RETURN)
    return _told(
        [cents for _, cents in flows], [_decimal(Fraction(rate)) for rate in rates_of_nothing(flows)]
    )


def _told(moving: Sequence[int], rates: Sequence[Decimal]) -> InternalRate:
    """What the rates at which flows are worth nothing say; ``moving`` are those flows that are not zero, in time."""
    if not rates:
        return InternalRate(RateStatus.NONE)
    if len(rates) > 1:
        return InternalRate(RateStatus.MULTIPLE, tuple(rates))
    # At a rate without bound only the first flow counts, near −100 % only the last: their signs are those of the value
    # above and below the one rate at which it is zero.
    above, below = moving[0] > 0, moving[-1] > 0
    if above == below:
        return InternalRate(RateStatus.TOUCHES, tuple(rates), below_zero=not above)
    return InternalRate(RateStatus.LOAN if above else RateStatus.UNIQUE, tuple(rates))


class BreakEvenStatus(Enum):
    """How the cumulative added value crosses zero."""

    REACHED = "reached"
    NEVER_NEGATIVE = "never_negative"
    """It is never below zero: there is nothing to earn back."""
    NOT_WITHIN_HORIZON = "not_within_horizon"
    """It is still below zero in the last year."""


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The moment from which the cumulative added value stays at zero or above.

    ``year`` is the first year that ends so; ``moment`` the same in years with a fraction, a year's flow taken
    as even (3.5 is halfway year 4); ``payback`` the years from the start of the first year with an outlay
    to that moment. All ``None`` unless reached.
    """

    status: BreakEvenStatus
    year: int | None = None
    moment: Decimal | None = None
    payback: Decimal | None = None


def break_even(flows: Sequence[int]) -> BreakEven:
    """Find it in cents by year; for a discounted break-even give ``discounted`` flows."""
    cumulative = list(accumulate(flows))
    below = [year for year, value in enumerate(cumulative) if value < 0]
    if not below:
        return BreakEven(BreakEvenStatus.NEVER_NEGATIVE)
    year = below[-1] + 1
    if year == len(cumulative):
        return BreakEven(BreakEvenStatus.NOT_WITHIN_HORIZON)
    moment = below[-1] + Fraction(-cumulative[below[-1]], flows[year])
    first_outlay = next(position for position, flow in enumerate(flows) if flow < 0)
    return BreakEven(
        BreakEvenStatus.REACHED,
        year=year,
        moment=_decimal(moment, 2),
        payback=_decimal(moment - (first_outlay - 1), 2),
    )


def discounted(flows: Sequence[int], rate: Decimal) -> tuple[int, ...]:
    """Each year's flow at its worth today, in whole cents, half a cent up."""
    step = 1 / (1 + Fraction(rate))
    return tuple(round_fraction(flow * step**year, Rounding.HALF_UP) for year, flow in enumerate(flows))


def _decimal(value: Fraction, places: int = _RATE_PLACES) -> Decimal:
    rounded = Decimal(round_fraction(value * 10**places, Rounding.HALF_EVEN)).scaleb(-places)
    return rounded or Decimal(0)  # a zero with eight places writes itself as 0E-8
