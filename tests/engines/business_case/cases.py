"""Cases and strategies that the tests of this engine share."""

from decimal import Decimal

from hypothesis import strategies as st

from bodemplaat.engines.business_case import (
    Bearer,
    BusinessCase,
    CostBlock,
    FunctionCase,
    Index,
    OneOff,
    OneOffKind,
    Participant,
    Recurring,
    Risk,
    Transfer,
)
from bodemplaat.kernel import Euro


def thousand(amount: int | str) -> Euro:
    """k€."""
    return Euro.of(Decimal(amount) * 1000)


def handbook_table_16() -> BusinessCase:
    """The handbook's worked example: one municipality, the personnel function, 250 k€ over two years."""
    function = FunctionCase(
        "P",
        CostBlock(lump=thousand(750)),
        CostBlock(lump=thousand(650)),
        profile=(Decimal(0), Decimal("0.5"), Decimal(1)),
        benchmark=thousand(700),
    )
    return BusinessCase(
        "Table 16",
        5,
        (Participant("Municipality", (function,)),),
        one_offs=(
            OneOff(
                "Change",
                OneOffKind.CENTRE,
                {1: thousand(175), 2: thousand(75)},
                Bearer(participant="Municipality"),
            ),
        ),
    )


amounts = st.integers(0, 200_000_00).map(Euro)
rates = st.decimals("-0.02", "0.08", places=3)
shares = st.lists(st.decimals(0, 1, places=2), min_size=1, max_size=4).map(tuple)
fte = st.decimals(0, 20, places=1)


@st.composite
def cost_blocks(draw: st.DrawFn) -> CostBlock:
    return CostBlock(draw(fte), draw(amounts), draw(amounts), draw(amounts), draw(amounts))


@st.composite
def business_cases(draw: st.DrawFn) -> BusinessCase:
    """Any valid case: one to four participants, shared and own costs, risks and a compensation."""
    names = [f"M{number}" for number in range(draw(st.integers(1, 4)))]
    participants = tuple(
        Participant(
            name,
            tuple(
                FunctionCase(function, draw(cost_blocks()), draw(cost_blocks()), draw(shares))
                for function in draw(st.sampled_from([("P",), ("F",), ("P", "F")]))
            ),
            {"inhabitants": draw(st.integers(1, 90_000).map(Decimal))},
        )
        for name in names
    )
    bearers = st.one_of(
        st.sampled_from(names).map(lambda name: Bearer(participant=name)),
        st.sampled_from(["equal", "inhabitants"]).map(lambda key: Bearer(key=key)),
    )
    by_year = st.dictionaries(st.integers(0, 4), amounts, max_size=3)
    return BusinessCase(
        "any",
        draw(st.integers(4, 6)),
        participants,
        discount_rate=draw(st.decimals(0, "0.1", places=3)),
        wage_index=tuple(draw(st.lists(rates, max_size=3))),
        price_index=tuple(draw(st.lists(rates, max_size=3))),
        one_offs=(OneOff("setting up", OneOffKind.CENTRE, draw(by_year), draw(bearers)),),
        running_costs=(Recurring("coordination", draw(by_year), draw(bearers), Index.WAGES),),
        benefits=(Recurring("better buying", draw(by_year), draw(bearers)),),
        risks=(
            Risk(
                "late",
                draw(st.decimals(0, 1, places=2)),
                draw(amounts),
                2,
                draw(bearers),
                "plan",
                Euro(1234),
                1,
            ),
        ),
        transfers=(Transfer("compensation", names[0], names[-1], draw(by_year)),),
    )
