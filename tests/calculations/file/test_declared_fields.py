"""A model file whose fields are declared once: read with every mistake at its place, laid out, told and checked."""

import textwrap
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
import yaml

from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.blank import template
from bodemplaat.calculations.file.declared import ModelFile, Names, Row, When
from bodemplaat.calculations.file.fields import optional
from bodemplaat.calculations.file.layout import sheets_of
from bodemplaat.calculations.file.lists import block, by_year, line_of, listing, matrix, years_of
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.reference import reference_page
from bodemplaat.calculations.file.schema import input_schema
from bodemplaat.calculations.file.sheets import GENERAL_SHEETS, Form, Listing, Matrix
from bodemplaat.calculations.file.xlsx_source import read_xlsx
from bodemplaat.calculations.file.yaml_source import read_yaml
from bodemplaat.kernel import Euro
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.voice import Voice


class Driver(Row, called="stuurder"):
    name = fields.text("Naam")
    licence = fields.day("Rijbewijs sinds", default=date(2000, 1, 1))


class Trip(Row, key=("on",)):
    on = fields.day("Op")
    driver = fields.text("Wie", names_of="drivers")
    kilometres = fields.number("Kilometers", least=0, unit="km")


SHARES = matrix("Delen", "Bus", fields.ratio(), columns_of="drivers")


class Bus(Row, called="bus"):
    name = fields.text("Bus")
    kind = fields.choice("Soort", {"owned": (1, "eigen"), "hired": (2, "gehuurd")}, default="owned")
    price = fields.amount("Prijs", when=When("kind", ("owned",)))
    lessor = fields.text("Verhuurder", when=When("kind", ("hired",)))
    drivers = fields.texts("Stuurders", names_of="drivers")
    value = optional(fields.amount("Waarde", least=Euro(0)))
    trips = listing("Ritten", Trip, owner=("bus", "Welke bus", ""))
    shares = line_of(SHARES)


class Insurance(Row):
    insurer = fields.text("Verzekeraar")
    from_ = fields.day("Vanaf")
    premiums = by_year("Premies", fields.amount("Premie"))


class Fleet(ModelFile, section="fleet", sheet="Algemeen", passes=("elsewhere",)):
    """Buses and who drives them."""

    title = fields.title()
    years = fields.count("Jaren", default=5, most=10)
    electric = fields.yes("Elektrisch", default=False)
    drivers = listing("Stuurders", Driver, least=1)
    buses = listing("Bussen", Bus)
    shares = SHARES
    insurance = optional(block("Verzekering", Insurance))


GOOD = """\
title: Buurtbus
fleet:
  years: 3
  drivers: [{name: Anna, licence: 17-7-1999}, {name: Bo}]
  buses:
    - name: Geel
      price: {value: "1.000,50", source: offerte}
      drivers: Anna
      trips: [{on: 2026-07-01, driver: Bo, kilometres: "12,5"}]
      shares: {Anna: 40%, Bo: 0.6}
    - {name: Rood, kind: hired, lessor: Huur BV, drivers: [Anna, Bo]}
  shares:
    Rood: {Bo: 100%, source: afspraak}
  insurance: {insurer: Zeker, from: 2026-01-01, premiums: {2026: 100, 2027: 110}}
elsewhere: {}
"""


def reading(text: str) -> Reading:
    return Reading(read_yaml(text, "bus.yaml"))


def mistakes(text: str) -> list[tuple[str, str, str]]:
    file = reading(text)
    Fleet.read(file)
    return sorted((str(f.place), f.code, str(f.values["field"])) for f in file.findings)


def test_a_file_gives_its_values_typed_and_exact() -> None:
    source = reading(GOOD.replace("elsewhere: {}\n", ""))
    fleet = Fleet.read(source)
    assert not source.findings
    assert (fleet.title, fleet.years, fleet.electric) == ("Buurtbus", 3, False)
    yellow, red = fleet.buses
    assert (yellow.kind, yellow.price, yellow.value, yellow.lessor) == (1, Euro(100_050), None, "")
    assert (red.kind, red.lessor, tuple(red.drivers)) == (2, "Huur BV", ("Anna", "Bo"))
    assert yellow.trips[0].kilometres == Decimal("12.5")
    assert yellow.shares == {"Anna": Decimal("0.4"), "Bo": Decimal("0.6")}
    assert red.shares == {"Bo": Decimal(1)}  # its line in the matrix
    assert fleet.shares.source("Rood") == "afspraak"
    assert fleet.insurance is not None
    assert fleet.insurance.from_ == date(2026, 1, 1)
    assert fleet.insurance.premiums == {2026: Euro(10_000), 2027: Euro(11_000)}
    assert [(remark.about, remark.text) for remark in source.remarks] == [
        ("fleet.buses.price", "offerte"), ("fleet.shares.Rood", "afspraak"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "instead", "mistake"),
    [
        ("years: 3", "years: 30", ("bus.yaml:3", "model.too_large", "fleet.years")),
        ("years: 3", "yeers: 3", ("bus.yaml:3", "model.unknown_field", "fleet.yeers")),
        ("{name: Bo}", "{name: anna}", ("bus.yaml:4", "model.stands_twice", "fleet.drivers.1.name")),
        ("{name: Bo}", "{name: Totaal}", ("bus.yaml:4", "model.sum_row", "fleet.drivers.1.name")),
        ("driver: Bo", "driver: Bob", ("bus.yaml:9", "model.unknown_name", "fleet.buses.0.trips.0.driver")),
        ("drivers: Anna", "drivers: Ana", ("bus.yaml:8", "model.unknown_name", "fleet.buses.0.drivers")),
        ("{Bo: 100%", "{Be: 100%", ("bus.yaml:13", "model.unknown_name", "fleet.shares.Rood.Be")),
        ("kind: hired, lessor: Huur BV", "kind: hired", ("bus.yaml:11", "model.missing", "fleet.buses.1.lessor")),
        ("lessor: Huur BV", "lessor: H, price: 3", ("bus.yaml:11", "model.unknown_field", "fleet.buses.1.price")),
        ("2027: 110", "later: 110", ("bus.yaml:14", "model.year", "fleet.insurance.premiums.later")),
        ("\"1.000,50\"", "x", ("bus.yaml:7", "model.not_a_value", "fleet.buses.0.price.value")),
    ],
)  # fmt: skip
def test_each_mistake_is_told_at_its_place(written: str, instead: str, mistake: tuple[str, str, str]) -> None:
    assert mistake in mistakes(GOOD.replace(written, instead))


def test_of_a_block_of_an_unknown_kind_only_the_kind_is_told() -> None:
    model = GOOD.replace("elsewhere: {}\n", "").replace("kind: hired, lessor", "kind: hird, lessor")
    assert mistakes(model) == [("bus.yaml:11", "model.choice", "fleet.buses.1.kind")]


class Drivers(ModelFile, section="fleet", sheet="Algemeen", beside_others=True):
    """Who drives; other commands rest on it."""

    drivers = listing("Stuurders", Driver, least=1)
    seats = optional(fields.number("Plaatsen", kind=Kind.COUNT))


def test_a_model_that_others_rest_on_stands_at_the_top_beside_their_blocks_or_in_its_own() -> None:
    for text in (
        "drivers: [{name: Anna}]\ncoalition: {}\n",
        "fleet: {drivers: [{name: Anna}]}\ncoalition: {}\n",
    ):
        reading = Reading(read_yaml(text, "drivers.yaml"))
        assert [driver.name for driver in Drivers.read(reading).drivers] == ["Anna"]
        assert reading.findings == []


def test_the_json_schema_asks_a_whole_number_where_reading_does_and_nowhere_else() -> None:
    fields_of = input_schema(Drivers, "buses")["$defs"]["fleet"]["properties"]
    assert '"integer"' not in str(fields_of["seats"]).replace("'", '"')
    whole = input_schema(Fleet, "buses")["$defs"]["fleet"]["properties"]["years"]
    assert '"integer"' in str(whole).replace("'", '"')


PLANS = matrix("Plannen", "Bus", fields.text(names_of="drivers"), rows_of="buses")
PATHS = matrix("Paden", "Bus", fields.ratio())


class PlannedBus(Row, called="bus"):
    name = fields.text("Bus")
    plans = optional(line_of(PLANS))
    growth = line_of(PATHS)


class Plans(ModelFile, section="fleet", sheet="Algemeen"):
    """Who drives where, and how fast it grows."""

    drivers = listing("Stuurders", Driver)
    buses = listing("Bussen", PlannedBus)
    plans = PLANS
    growth = PATHS


def test_names_in_the_cells_of_a_matrix_are_checked_there_and_in_the_row() -> None:
    source = reading(
        "drivers: [{name: Anna}]\nbuses:\n  - {name: Geel, growth: {2026: 10%}, plans: {noord: Ana}}\n"
        "  - {name: Rood}\nplans:\n  Rood: {zuid: Bo}\n  Blauw: {zuid: Anna}\ngrowth:\n  Rood: {2026: 20%, later: 1}\n"
    )
    file = Plans.read(source)
    assert [years_of(bus.growth) for bus in file.buses] == [{2026: Decimal("0.1")}, {2026: Decimal("0.2")}]
    assert sorted((str(f.place), f.code, str(f.values["field"])) for f in source.findings) == [
        ("bus.yaml:3", "model.unknown_name", "buses.0.plans.noord"),
        ("bus.yaml:6", "model.unknown_name", "plans.Rood.zuid"),
        ("bus.yaml:7", "model.unknown_name", "plans.Blauw"),
        ("bus.yaml:9", "model.year", "growth.Rood.later"),
    ]


def test_all_mistakes_come_at_once_and_reading_goes_on() -> None:
    broken = GOOD.replace("years: 3", "years: x").replace("driver: Bo", "driver: Be").replace("Huur BV", "")
    assert len(mistakes(broken)) >= 3


def test_a_block_without_anything_in_it_is_left_out() -> None:
    empty = GOOD.replace(
        "{insurer: Zeker, from: 2026-01-01, premiums: {2026: 100, 2027: 110}}", "{insurer: }"
    )
    file = reading(empty.replace("elsewhere: {}\n", ""))
    assert Fleet.read(file).insurance is None
    assert not file.findings


def test_the_place_of_a_row_serves_the_checks_of_a_command() -> None:
    file = reading(GOOD)
    bus = Fleet.read(file).buses[0]
    bus.error("fleet.old", "price", "Oud")
    assert ("bus.yaml:7", "fleet.buses.0.price") in {(f.place, f.values["field"]) for f in file.findings}
    with pytest.raises(KeyError, match="prise"):
        bus.error("fleet.old", "prise", "Oud")


def test_the_workbook_follows_from_the_fields_in_their_order() -> None:
    sheets = sheets_of(Fleet)
    assert sheets[-2:] == GENERAL_SHEETS
    shown = [(type(sheet), sheet.title, sheet.path) for sheet in sheets[:-2]]
    assert shown == [
        (Form, "Algemeen", ""), (Listing, "Stuurders", "drivers"), (Listing, "Bussen", "buses"),
        (Listing, "Ritten", "trips"), (Matrix, "Delen", "shares"), (Form, "Verzekering", "insurance"),
        (Listing, "Premies", "insurance.premiums"),
    ]  # fmt: skip
    trips = sheets[3]
    assert isinstance(trips, Listing)
    assert (trips.under, trips.owner, [cell.name for cell in trips.cells]) == (
        "buses", "bus", ["bus", "on", "driver", "kilometres"],
    )  # fmt: skip
    kinds = next(cell for cell in sheets[2].cells if cell.name == "kind")  # type: ignore[union-attr]
    assert kinds.choices == {"owned": "eigen", "hired": "gehuurd"}
    assert trips.cells[3].kind is Kind.NUMBER


def test_a_filled_in_workbook_reads_back_as_the_same_model() -> None:
    in_matrix = GOOD.replace("      shares: {Anna: 40%, Bo: 0.6}\n", "").replace(
        "  shares:\n", "  shares:\n    Geel: {Bo: 1}\n"
    )
    alone = textwrap.dedent(
        in_matrix.replace("title: Buurtbus\nfleet:\n", "  title: Buurtbus\n").replace("elsewhere: {}\n", "")
    )
    tree = read_yaml(alone, "bus.yaml")
    book = template(sheets_of(Fleet), tree, Voice("nl"))
    source = Reading(read_xlsx(book, "bus.xlsx", sheets_of(Fleet), [str, Voice("nl").translate]))
    fleet = Fleet.read(source)
    assert [f.text for f in source.findings] == []
    assert fleet.buses[0].trips[0].driver == "Bo"
    assert fleet.buses[1].shares == {"Bo": Decimal(1)}
    assert fleet.insurance is not None
    assert fleet.insurance.premiums[2027] == Euro(11_000)


def test_a_calendar_year_in_a_workbook_has_no_mark_for_thousands() -> None:
    premiums = next(sheet for sheet in sheets_of(Fleet) if sheet.title == "Premies")
    assert isinstance(premiums, Listing)
    assert [(cell.name, cell.kind) for cell in premiums.cells] == [
        ("year", Kind.YEAR), ("value", Kind.AMOUNT),
    ]  # fmt: skip


def as_json(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)  # only texts


@pytest.mark.parametrize(
    ("written", "instead", "is_good"),
    [
        ("", "", True),
        ("years: 3", "years: veel", False),
        ("years: 3", "yeers: 3", False),
        ("{name: Bo}", "{licence: 2020-01-01}", False),
        ("licence: 17-7-1999", "licence: ooit", False),
        ("kind: hired", "kind: stolen", False),
        ("kind: hired, lessor: Huur BV", "kind: hired", False),
        ("lessor: Huur BV", "lessor: H, price: 3", False),
    ],
)
def test_the_json_schema_takes_what_is_read_and_refuses_what_is_not(
    written: str, instead: str, is_good: bool
) -> None:
    schema = input_schema(Fleet, "fleet")
    jsonschema.Draft202012Validator.check_schema(schema)
    file = as_json(GOOD.replace("elsewhere: {}\n", "").replace(written, instead))
    assert jsonschema.Draft202012Validator(schema).is_valid(file) is is_good


def test_the_reference_page_tells_every_field_once() -> None:
    page = reference_page(Fleet, "fleet", str)
    assert page.startswith("# Fields of a model file of `bodemplaat fleet`\n")
    assert "| `years` | Jaren | count, 0 to 10 | 5 |  |" in page
    assert "| `kilometres` | Kilometers | number in km, 0 or more | required |  |" in page
    assert "| `lessor` | Verhuurder | text | required | Only where `kind` is `hired` |" in page
    for name in ("electric", "premiums", "from", "shares", "on"):
        assert f"| `{name}` |" in page


def test_the_reference_page_has_the_plural_of_parts_of_one() -> None:
    class Prices(ModelFile, sheet="Prijzen"):
        """Prices."""

        index = fields.ratios("Index")
        amounts = fields.amounts("Bedragen")

    page = reference_page(Prices, "prices", str)
    assert "| `index` | Index | list of parts of one |" in page
    assert "| `amounts` | Bedragen | list of amounts |" in page


def test_a_field_that_would_hide_what_every_row_has_is_refused() -> None:
    with pytest.raises(TypeError, match="place_"):

        class Parked(Row):
            place = fields.text("Plaats")  # type: ignore[assignment]  # that is what is refused


def test_names_may_come_from_a_part_of_a_list_or_be_worked_out() -> None:
    class Shift(Row):
        driver = fields.text(
            "Wie", names_of=Names("drivers", "ervaren stuurder", those=lambda one: one.licence.year < 2010)
        )
        day = fields.text("Dag", names_of=Names(what="dag", among=lambda file: file.days))

    class Roster(ModelFile, section="roster"):
        drivers = listing("Stuurders", Driver)
        days = fields.texts("Dagen")
        shifts = listing("Diensten", Shift)

    file = reading(
        "drivers: [{name: Anna, licence: 1999-01-01}, {name: Bo, licence: 2020-01-01}]\ndays: [ma]\n"
        "shifts:\n  - {driver: Anna, day: ma}\n  - {driver: Bo, day: di}\n"
    )
    Roster.read(file)
    assert [(f.place, f.values["what"]) for f in file.findings] == [
        ("bus.yaml:5", "ervaren stuurder"), ("bus.yaml:5", "dag"),
    ]  # fmt: skip


class Guard(Row):
    hours = fields.count("Uren")


class Depot(ModelFile, section="depot"):
    places = fields.count("Plaatsen")
    guard = block("Bewaking", Guard, beside=True)


@pytest.mark.parametrize(
    "file", ["depot: {places: 4}\nguard: {hours: 9}\n", "places: 4\nguard: {hours: 9}\n"]
)
def test_a_block_beside_the_model_stands_at_the_top_of_the_file(file: str) -> None:
    source = reading(file)
    assert Depot.read(source).guard.hours == 9
    assert not source.findings
    schema = input_schema(Depot, "depot")
    assert jsonschema.Draft202012Validator(schema).is_valid(as_json(file))
    without = file.replace("guard: {hours: 9}\n", "")
    assert not jsonschema.Draft202012Validator(schema).is_valid(as_json(without))


def test_a_highest_value_that_follows_from_others_is_told_and_kept_to() -> None:
    source = reading("places: 4\nguard: {hours: 9}\n")
    guard = Depot.read(source).guard
    assert (guard.at_most("hours", guard.hours, 9), source.findings) == (9, [])
    assert guard.at_most("hours", guard.hours, 8) == 8
    assert [(f.code, f.place, f.values["field"]) for f in source.findings] == [
        ("model.too_large", "bus.yaml:2", "guard.hours")
    ]
