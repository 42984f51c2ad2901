"""The workbook of cost prices recalculates what it says, to the cent, and says what it does not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.costing.models import castleford, models
from tests.recalculated import Recalculated

from bodemplaat.calculations.costs import working
from bodemplaat.calculations.costs.answer import solve_costs
from bodemplaat.calculations.costs.file import PLAN, CostFile, Layer
from bodemplaat.calculations.costs.report import tell
from bodemplaat.calculations.render.xlsx import workbook
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.costing import Activity, Cost, CostCentre, CostModel, Method, Service, check, work_out
from bodemplaat.engines.costing.check import step_order
from bodemplaat.kernel import Euro
from bodemplaat.presentation.voice import Voice

PRICES, COSTS, WORKING = "Cost price per service", "Costs", "Working from costs to services"


def book_of(model: CostModel) -> Recalculated:
    file = CostFile("Any", (2026,), {Layer(2026, PLAN): model}, 2)
    asked = Asked(date(2026, 11, 28))
    return Recalculated(workbook(tell(file, solve_costs(file, asked), asked), Voice("en")))


def in_order(model: CostModel) -> CostModel:
    """With the order of its steps written down, so that other amounts do not change it."""
    return replace(model, order=tuple(step_order(model))) if model.method is Method.STEP_DOWN else model


@settings(deadline=None)
@given(models())
def test_every_formula_gives_what_the_report_says(model: CostModel) -> None:
    assert book_of(model).differences() == []


def test_a_tariff_of_half_a_cent_is_rounded_up_in_the_workbook_too() -> None:
    """What D0 costs over its volume ends in half a cent; worked out from cells it is a bit less, in binary fractions."""
    model = CostModel(
        centres=(
            CostCentre("S0", supporting=True, driver="units", serves={"G0": Decimal(39), "G1": Decimal(39)}),
            CostCentre("G0", supporting=False),
            CostCentre("G1", supporting=False),
        ),
        costs=(
            Cost("staff", Euro(27426), "S0", source="budget"),
            Cost("paper", Euro(1189), "S0", variable=True, source="budget"),
            Cost("staff", Euro(610), "G0", source="budget"),
            Cost("paper", Euro(1), "G0", variable=True, source="budget"),
            Cost("staff", Euro(13376), "G1", source="budget"),
            Cost("paper", Euro(-6160), "G1", variable=True, source="budget"),
            Cost("licence", Euro(-19438), service="D0"),
        ),
        activities=(
            Activity(
                "G0 activity 0", "G0", Decimal(16), "cases", {"D0": Decimal("33.87"), "D1": Decimal(24)}
            ),
            Activity(
                "G0 activity 1",
                "G0",
                Decimal(31),
                "cases",
                {"D0": Decimal(24), "D1": Decimal("4.41")},
                Decimal(41),
            ),
            Activity(
                "G1 activity 0",
                "G1",
                Decimal(22),
                "cases",
                {"D0": Decimal("33.87"), "D1": Decimal("0.31")},
                Decimal(49),
            ),
        ),
        services=(Service("D0", "case", Decimal(4)), Service("D1", "case", Decimal(39))),
        method=Method.STEP_DOWN,
    )
    assert book_of(model).differences() == []


@settings(deadline=None)
@given(models().map(in_order), st.integers(0, 2_000_000), st.data())
def test_another_amount_in_the_workbook_gives_what_another_model_gives(
    model: CostModel, cents: int, data: st.DataObject
) -> None:
    """Overhead, activities, under-absorption, costs, prices and tariffs, whatever the method."""
    position = data.draw(st.integers(0, len(model.costs) - 1))
    book = book_of(model)
    book[COSTS, f"E{position + 4}"] = cents / 100
    costs = list(model.costs)
    costs[position] = replace(costs[position], amount=Euro(cents))
    prices = work_out(replace(model, costs=tuple(costs)))
    for name, service in prices.services.items():
        row = book.find(PRICES, "Costs (€)", Service=name)
        assert round(book[PRICES, row] * 100) == service.cost.cents
        tariff, shown = service.tariff(2), book[PRICES, book.find(PRICES, "Tariff (€)", Service=name)]
        assert shown == "" if tariff is None else abs(Decimal(repr(shown)) - tariff) <= Decimal("1e-9")
    assert round(book["Summary", "B5"] * 100) == prices.total.cents
    assert round(book["Summary", "B7"] * 100) == prices.under_absorbed.cents


def test_another_driver_quantity_in_the_workbook_moves_the_steps() -> None:
    """Plant maintenance serves Machining by 6,000 hours; it might be 8,000."""
    model = castleford(Method.STEP_DOWN)
    book = book_of(model)
    place = book.find(WORKING, "Weight", Handed_on_by="Plant maintenance", Handed_on_to="Machining")
    assert book[WORKING, place] == 6000
    book[WORKING, place] = 8000.0
    centre = model.centres[0]
    changed = replace(centre, serves={**centre.serves, "Machining": Decimal(8000)})
    expected = work_out(replace(model, centres=(changed, *model.centres[1:])))
    sheet = next(name for name in book.sheets if name.startswith("Overhead"))
    for name, final in expected.overhead.final.items():
        shown = book[sheet, book.find(sheet, "Ends up here (€)", Cost_centre=name)]
        assert round(shown * 100) == final.total.cents
    moved = [place for place in book.formulas if place[0] == WORKING and place[1].startswith("N")]
    assert any(book[place] for place in moved), "what changed is shown beside what was decided"


def test_the_workbook_says_what_follows_and_what_does_not() -> None:
    for method, part in (
        (Method.STEP_DOWN, "every step of overhead"),
        (Method.RECIPROCAL, "solves a system of equations"),
    ):
        said = " ".join(
            v
            for (sheet, _), v in book_of(castleford(method)).stored.items()
            if sheet == "Summary" and isinstance(v, str)
        )
        assert part in said
        assert "do not follow" in said


def test_a_model_with_more_steps_than_a_workbook_can_bear_says_so(monkeypatch: object) -> None:
    monkeypatch.setattr(working, "MOST_ROWS", 3)  # type: ignore[attr-defined]
    book = book_of(castleford(Method.STEP_DOWN))
    assert WORKING not in book.sheets
    assert book.differences() == []
    assert any("too many to recalculate" in str(value) for value in book.stored.values())


def test_a_name_that_differs_by_a_capital_is_another() -> None:
    """A spreadsheet compares without regard to capitals; ours must not."""
    model = castleford(Method.STEP_DOWN)
    names = {"Information systems": "ICT", "Plant maintenance": "ict"}
    renamed = replace(
        model,
        centres=tuple(
            replace(
                c, name=names.get(c.name, c.name), serves={names.get(n, n): q for n, q in c.serves.items()}
            )
            for c in model.centres
        ),
        costs=tuple(replace(cost, centre=names.get(cost.centre, cost.centre)) for cost in model.costs),
    )
    assert check(renamed) == []
    assert book_of(renamed).differences() == []
