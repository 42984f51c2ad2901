"""Cooperations as hypothesis sees them: who joins and leaves when, what they count, how they share what."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import strategies as st

from bodemplaat.engines.settlement import (
    AllocationKey,
    Arrangement,
    Basis,
    Cascade,
    CostLine,
    Counted,
    Equal,
    Figure,
    Fixed,
    Mixture,
    Participant,
    PhaseIn,
    Recalculation,
    Service,
    Tariff,
    Volume,
)
from bodemplaat.kernel import Euro, Period

YEAR = Period.year(2026)
NAMES = ("Bergambacht", "Nederlek", "Ouderkerk", "Schoonhoven", "Vlist")
DRIVERS = ("inhabitants", "clients")
CENTS = st.integers(-(10**9), 10**10)
DAYS_IN_YEAR = st.integers(1, 364).map(lambda days: YEAR.start + timedelta(days=days))

counted = st.sampled_from(DRIVERS).map(Counted)
shares = st.fractions(min_value=0, max_value=1, max_denominator=100)
fixed = st.fixed_dictionaries({name: st.integers(1, 100).map(Fraction) for name in NAMES}).map(Fixed)
simple: st.SearchStrategy[Basis] = st.one_of(counted, fixed, st.just(Equal()))


@st.composite
def mixtures(draw: st.DrawFn) -> Basis:
    portion = draw(shares)
    return Mixture(((portion, draw(simple)), (1 - portion, draw(simple))))


@st.composite
def phase_ins(draw: st.DrawFn) -> Basis:
    return PhaseIn(draw(fixed).agreed, draw(simple), {2026: draw(shares)})


@st.composite
def cascades(draw: st.DrawFn) -> Basis:
    cut = draw(st.integers(1, len(NAMES) - 1))
    groups = {"North": NAMES[:cut], "South": NAMES[cut:]}
    between = draw(
        st.one_of(counted, st.just(Equal()), st.just(Fixed({"North": Fraction(98), "South": Fraction(2)})))
    )
    return Cascade(between, groups, otherwise=draw(simple), within={"North": draw(simple)})


bases = st.one_of(simple, mixtures(), phase_ins(), cascades())


@st.composite
def keys(draw: st.DrawFn) -> tuple[AllocationKey, ...]:
    basis = draw(bases)
    plain = [AllocationKey("first", basis), AllocationKey("second", draw(bases))]
    if draw(st.booleans()):
        plain.append(AllocationKey("second", draw(simple), since=draw(DAYS_IN_YEAR)))
    off = draw(st.fractions(min_value=0, max_value=Fraction(1, 2), max_denominator=20))
    return (*plain, AllocationKey("discounted", draw(simple), discounts={"Vlist": off}))


@st.composite
def figures(draw: st.DrawFn) -> tuple[Figure, ...]:
    counts = st.integers(1, 50_000).map(Decimal)
    book = [Figure(driver, name, draw(counts)) for driver in DRIVERS for name in NAMES]
    recounted = draw(
        st.lists(
            st.tuples(st.sampled_from(DRIVERS), st.sampled_from(NAMES), DAYS_IN_YEAR), max_size=2, unique=True
        )
    )  # two counts of one day would contradict each other: a file with them is refused
    return (*book, *(Figure(driver, name, draw(counts), since) for driver, name, since in recounted))


@st.composite
def participants(draw: st.DrawFn) -> tuple[Participant, ...]:
    """Five, of whom the first two stay all year and the others may join or leave."""
    found = [Participant(name) for name in NAMES[:2]]
    for name in NAMES[2:]:
        start = draw(st.one_of(st.just(date.min), DAYS_IN_YEAR))
        end = draw(st.one_of(st.none(), DAYS_IN_YEAR))
        found.append(Participant(name, Period(start, end if end is None or end > start else None)))
    return tuple(found)


@st.composite
def cost_lines(draw: st.DrawFn, number: int) -> CostLine:
    everybody = draw(st.booleans())
    takers = () if everybody else (NAMES[0], *draw(st.lists(st.sampled_from(NAMES[1:]), unique=True)))
    key = draw(st.sampled_from(["first", "second", "discounted"]))
    budget = Euro(draw(st.one_of(st.just(0), CENTS)))
    return CostLine(
        name=f"cost {number}",
        key=key,
        budget=budget,
        actual=draw(st.one_of(st.none(), CENTS.map(Euro))),
        provider=draw(st.sampled_from(["", *NAMES])),
        takers=takers,
        discount=draw(
            st.one_of(
                st.none(),
                st.fractions(min_value=0, max_value=1, max_denominator=50),
                st.integers(0, 10**7).map(Euro),
            )
        ),
    )


@st.composite
def services(draw: st.DrawFn, number: int) -> Service:
    takers = (NAMES[0], *draw(st.lists(st.sampled_from(NAMES[1:]), unique=True)))
    units = st.integers(1, 5000).map(Decimal)
    market = draw(st.one_of(st.none(), st.decimals(min_value=Decimal("0.01"), max_value=500, places=3)))
    return Service(
        name=f"service {number}",
        unit="payslip",
        tariffs=(
            Tariff(market, weight=Fraction(1)),
            Tariff(market, group="shift work", weight=Fraction(3, 2)),
        ),
        volumes=tuple(
            Volume(name, draw(units), draw(units), group) for name in takers for group in ("", "shift work")
        ),
        provider=draw(st.sampled_from(["", *NAMES])),
        budget=Euro(draw(st.integers(1, 10**9))),
        actual=Euro(draw(st.integers(0, 10**9))),
    )


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement:
    """A year that can be settled: every span of every cost has somebody with a weight."""
    lines = tuple(draw(cost_lines(number)) for number in range(draw(st.integers(1, 3))))
    return Arrangement(
        year=YEAR,
        participants=draw(participants()),
        figures=draw(figures()),
        keys=draw(keys()),
        costs=lines,
        services=tuple(draw(services(number)) for number in range(draw(st.integers(0, 2)))),
        recalculation=draw(st.sampled_from(Recalculation)),
    )


def reordered(arrangement: Arrangement, random: Random) -> Arrangement:
    """The same facts told in another order."""

    def shuffled(items: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(random.sample(items, len(items)))

    fields = ("participants", "figures", "keys", "costs", "services")
    return replace(arrangement, **{field: shuffled(getattr(arrangement, field)) for field in fields})  # type: ignore[arg-type]
