"""The positive roots of a polynomial with whole coefficients, counted exactly.

Sturm's theorem: the number of distinct real roots in (a, b] is the number of sign changes in the Sturm chain at a
less that at b. Where the coefficients change sign once, Descartes' rule already promises exactly one positive root and
the chain is not needed. All arithmetic is on integers and fractions, so no root is missed and none invented.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

Polynomial = list[int]
"""Coefficients from the constant upwards, the last one not zero."""


def positive_roots(coefficients: Sequence[int], precision: Fraction) -> list[Fraction]:
    """The distinct roots above zero, ascending, each to within ``precision`` relative to its size.

    ``coefficients[k]`` belongs to x^k. The zero polynomial, of which everything is a root, gives none.
    """
    polynomial = _without_zeros(coefficients)
    if len(polynomial) < 2:
        return []
    if _sign_changes(polynomial) == 1:
        return [_crossing(polynomial, precision)]
    chain = _sturm_chain(polynomial)
    if len(chain[-1]) > 1:  # p and p′ share a factor: a root is met more than once, and Sturm wants it once
        polynomial = _quotient(polynomial, chain[-1])
        chain = _sturm_chain(polynomial)
    top = _above_all_roots(polynomial)
    return [_narrowed(chain, low, high, precision) for low, high in _isolated(chain, Fraction(0), top)]


def _above_all_roots(polynomial: Polynomial) -> Fraction:
    """A power of two above Cauchy's bound."""
    bound = Fraction(max(abs(c) for c in polynomial[:-1]), abs(polynomial[-1])) + 1
    top = Fraction(1)
    while top < bound:
        top *= 2
    return top


def _crossing(polynomial: Polynomial, precision: Fraction) -> Fraction:
    """The one positive root that Descartes' rule promises when the coefficients change sign once."""
    low, high = Fraction(0), _above_all_roots(polynomial)
    below = polynomial[0] > 0
    while low == 0 or high - low > precision * low:
        middle = (low + high) / 2
        value = _value(polynomial, middle)
        if value == 0:
            return middle
        if (value > 0) is below:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _isolated(chain: list[Polynomial], low: Fraction, high: Fraction) -> list[tuple[Fraction, Fraction]]:
    """Intervals (low, high], ascending, with exactly one distinct root each."""
    waiting = [(low, high, _changes(chain, low), _changes(chain, high))]
    isolated: list[tuple[Fraction, Fraction]] = []
    while waiting:
        a, b, at_a, at_b = waiting.pop()
        if at_a - at_b == 1:
            isolated.append((a, b))
        elif at_a - at_b > 1:
            middle = (a + b) / 2
            at_middle = _changes(chain, middle)
            waiting += [(middle, b, at_middle, at_b), (a, middle, at_a, at_middle)]
    return isolated


def _narrowed(chain: list[Polynomial], low: Fraction, high: Fraction, precision: Fraction) -> Fraction:
    at_low = _changes(chain, low)
    while low == 0 or high - low > precision * low:
        middle = (low + high) / 2
        if _value(chain[0], middle) == 0:
            return middle
        if at_low - _changes(chain, middle) == 1:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _sturm_chain(polynomial: Polynomial) -> list[Polynomial]:
    """p, p′ and the negated remainders, each divided by its common factor (signs kept, numbers small)."""
    derivative = [power * c for power, c in enumerate(polynomial)][1:]
    chain = [_primitive(polynomial), _primitive(derivative)]
    while len(chain[-1]) > 1:
        remainder = _remainder(chain[-2], chain[-1])
        if not remainder:
            break
        chain.append(_primitive([-c for c in remainder]))
    return chain


def _remainder(dividend: Polynomial, divisor: Polynomial) -> Polynomial:
    """A positive multiple of the remainder of the division, in whole numbers."""
    rest = list(dividend)
    lead = abs(divisor[-1])
    sign = 1 if divisor[-1] > 0 else -1
    while len(rest) >= len(divisor):
        factor = sign * rest[-1]
        shift = len(rest) - len(divisor)
        rest = [lead * c for c in rest]
        for power, c in enumerate(divisor):
            rest[shift + power] -= factor * c
        rest = _without_high_zeros(rest)
    return rest


def _quotient(dividend: Polynomial, divisor: Polynomial) -> Polynomial:
    """The exact quotient of a division without remainder, in whole numbers without a common factor."""
    rest = [Fraction(c) for c in dividend]
    steps: list[Fraction] = []
    while len(rest) >= len(divisor):
        factor = rest[-1] / divisor[-1]
        steps.append(factor)
        shift = len(rest) - len(divisor)
        for power, c in enumerate(divisor):
            rest[shift + power] -= factor * c
        rest.pop()
    whole = lcm(*(step.denominator for step in steps))
    return _primitive([int(step * whole) for step in reversed(steps)])


def _changes(chain: list[Polynomial], x: Fraction) -> int:
    return _sign_changes([_value(polynomial, x) for polynomial in chain])


def _sign_changes(values: Sequence[int]) -> int:
    signs = [value > 0 for value in values if value]
    return sum(a != b for a, b in pairwise(signs))


def _value(polynomial: Polynomial, x: Fraction) -> int:
    """The value at x times a positive number, so that only its sign means something."""
    value, scale = 0, 1
    for c in reversed(polynomial):
        value = value * x.numerator + c * scale
        scale *= x.denominator
    return value


def _without_zeros(coefficients: Sequence[int]) -> Polynomial:
    """Without zeros above, and divided by the highest power of x, which adds only the root zero."""
    kept = _without_high_zeros(list(coefficients))
    start = next((power for power, c in enumerate(kept) if c), len(kept))
    return kept[start:]


def _without_high_zeros(polynomial: Polynomial) -> Polynomial:
    while polynomial and polynomial[-1] == 0:
        polynomial.pop()
    return polynomial


def _primitive(polynomial: Polynomial) -> Polynomial:
    common = gcd(*polynomial)
    return [c // common for c in polynomial]
