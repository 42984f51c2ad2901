"""Cost models to test with: the textbook's two supporting departments, and any small one hypothesis can think of."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from bodemplaat.engines.costing import Activity, Cost, CostCentre, CostModel, Method, Service, check
from bodemplaat.kernel import Euro


def castleford(method: Method) -> CostModel:
    """Horngren, Datar & Rajan, Cost Accounting, 14th edition, exhibits 15-2 to 15-6."""
    number = {
        name: Decimal(value)
        for name, value in {"a": 4000, "b": 6000, "c": 10000, "d": 500, "e": 4000}.items()
    }
    return CostModel(
        centres=(
            CostCentre(
                "Plant maintenance",
                True,
                "maintenance hours",
                {"Information systems": number["a"], "Machining": number["b"], "Assembly": number["c"]},
            ),
            CostCentre(
                "Information systems",
                True,
                "computer hours",
                {"Plant maintenance": number["d"], "Machining": number["e"], "Assembly": number["d"]},
            ),
            CostCentre("Machining", False),
            CostCentre("Assembly", False),
        ),
        costs=(
            Cost("overhead", Euro.of("6300000"), "Plant maintenance"),
            Cost("overhead", Euro.of("1452150"), "Information systems"),
            Cost("overhead", Euro.of("4000000"), "Machining"),
            Cost("overhead", Euro.of("2000000"), "Assembly"),
        ),
        method=method,
    )


quantities = st.integers(0, 50).map(Decimal) | st.decimals(0, 50, places=2)
positive = st.integers(1, 50).map(Decimal)
cents = st.integers(-20_000, 2_000_000)


@st.composite
def models(draw: st.DrawFn, *, mutual: bool = True, method: Method | None = None) -> CostModel:
    """A model that has an answer: two to four supporting centres, two or three that give services."""
    supporting = [f"S{n}" for n in range(draw(st.integers(1, 4)))]
    giving = [f"G{n}" for n in range(draw(st.integers(2, 3)))]
    services = [f"D{n}" for n in range(draw(st.integers(1, 4)))]
    centres = [
        CostCentre(
            name,
            True,
            "units",
            {
                **{other: draw(quantities) for other in supporting if mutual and other != name},
                **{receiver: draw(positive) for receiver in giving},
            },
        )
        for name in supporting
    ] + [CostCentre(name, False) for name in giving]
    costs = [
        Cost(kind, Euro(draw(cents)), centre=centre, variable=kind == "paper", source="budget")
        for centre in (*supporting, *giving)
        for kind in ("staff", "paper")
    ]
    costs.append(Cost("licence", Euro(draw(cents)), service=services[0]))
    activities = [
        Activity(
            f"{centre} activity {n}",
            centre,
            draw(positive),
            "cases",
            {service: draw(quantities) for service in services},
            draw(st.none() | positive),
        )
        for centre in giving
        for n in range(draw(st.integers(1, 2)))
    ]
    model = CostModel(
        tuple(centres),
        tuple(costs),
        tuple(activities),
        tuple(Service(name, "case", draw(quantities)) for name in services),
        method or draw(st.sampled_from(Method)),
    )
    assert check(model) == []
    return model


def shuffled(model: CostModel, random: object) -> CostModel:
    """The same model written down in another order."""

    def mixed(items: tuple) -> tuple:  # type: ignore[type-arg]
        order = list(items)
        random.shuffle(order)  # type: ignore[attr-defined]
        return tuple(order)

    return replace(
        model,
        centres=mixed(model.centres),
        costs=mixed(model.costs),
        activities=mixed(model.activities),
        services=mixed(model.services),
    )
