"""What is divided: costs by a key or by participation, and services by what each takes of them."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import Names, Row
from bodemplaat.calculations.file.fields import optional
from bodemplaat.calculations.file.lists import line_of, listing, matrix
from bodemplaat.calculations.mirror import mirror
from bodemplaat.calculations.settlement.file.keys import fractions, tell_of_total
from bodemplaat.engines.settlement import AllocationKey, CostLine, Fixed, Item, Service, Tariff, Volume
from bodemplaat.engines.settlement import Kind as CostKind
from bodemplaat.kernel import Euro, Period, say

ZERO = Euro(0)
PARTICIPATION = matrix(
    say("Own participation"),
    say("Cost"),
    fields.number(least=0),
    rows_of="costs",
    columns_of="participants",
    note=say(
        "Everyone's own share in one cost: a line per cost, a column per name; such a cost needs no key"
    ),
)


class ItemRow(Row):
    """What a cost consists of."""

    name = fields.text(say("Item"))
    budget = optional(fields.amount(say("Budget")))
    actual = optional(fields.amount(say("Actual")))


class CostRow(Row, called=say("cost")):
    """A cost of the year. It has amounts, or items with these; a key, or everyone's own participation."""

    name = fields.text(say("Name"))
    provider = fields.text(
        say("Provider"), default="", note=say("Who makes the cost; empty: the cooperation itself")
    )
    key = optional(fields.text(say("Key"), names_of=Names("keys", checked=False)))
    budget = optional(fields.amount(say("Budget")))
    actual = optional(fields.amount(say("Actual"), note=say("Once the year is over")))
    takers = fields.texts(
        say("Takers"),
        names_of="participants",
        note=say("Who takes it, separated by semicolons; empty: everybody"),
    )
    start = optional(fields.day(say("From"), note=say("Empty: the whole year")))
    end = optional(fields.day(say("Until"), note=say("First day without this cost")))
    discount = optional(
        fields.amount(say("Discount (€)"), least=ZERO, note=say("What a supplier takes off the whole"))
    )
    discount_part = optional(fields.ratio(say("Discount (%)")))
    kind = fields.choice(
        say("Kind of cost"),
        {
            CostKind.RUNNING.value: (CostKind.RUNNING, say("running")),
            CostKind.START_UP.value: (CostKind.START_UP, say("start-up")),
            CostKind.INVESTMENT.value: (CostKind.INVESTMENT, say("investment")),
        },
        default=CostKind.RUNNING.value,
    )
    items = listing(
        say("Cost items"),
        ItemRow,
        owner=("cost", say("Cost"), ""),
        note=say("What a cost consists of; then leave its amounts empty on the sheet with costs"),
    )
    participation = optional(line_of(PARTICIPATION))


class TariffRow(Row, key=("group", "since")):
    """What a unit costs, for one group and from a day on."""

    group = fields.text(say("Group"), default="", note=say("Where one group takes more labour than another"))
    price = optional(fields.number(say("Price (€)"), least=0, note=say("Empty: the cost price")))
    weight = fields.number(
        say("Weight"), default=1, least=0, note=say("Labour beside the other groups; 1 if empty")
    )
    since = optional(fields.day(say("From")))


class VolumeRow(Row, key=("participant", "group", "on")):
    """How many units somebody takes."""

    participant = fields.text(say("Participant"), names_of="participants")
    group = fields.text(say("Group"), default="")
    planned = optional(fields.number(say("Planned"), least=0))
    actual = optional(fields.number(say("Actual"), least=0))
    on = optional(fields.day(say("Priced on"), note=say("Where a tariff changes during the year")))


class ServiceRow(Row):
    """A service that is paid by the unit."""

    name = fields.text(say("Name"))
    unit = fields.text(say("Unit"))
    provider = fields.text(say("Provider"), default="")
    budget = optional(
        fields.amount(say("Budget"), least=ZERO, note=say("What it costs the provider; gives the cost price"))
    )
    actual = optional(fields.amount(say("Actual"), least=ZERO))
    decimals = fields.count(say("Decimals"), default=2, most=6, note=say("Of a cost price; 2 if empty"))
    result = fields.choice(
        say("Result"),
        {"shared": (True, say("shared")), "kept": (False, say("kept by the provider"))},
        default="shared",
        note=say("Whether those who take it share its surplus and deficit"),
    )
    billed = fields.choice(
        say("Billed"),
        {"by_use": (False, say("by use")), "in_advance": (True, say("in advance"))},
        default="by_use",
    )
    tariffs = listing(say("Tariffs"), TariffRow, least=1, owner=("service", say("Service"), ""))
    volumes = listing(say("Volumes"), VolumeRow, owner=("service", say("Service"), ""))


def participations_of(rows: Sequence[CostRow]) -> tuple[AllocationKey, ...]:
    """The keys that costs bring along themselves: everyone's own participation."""
    return tuple(
        AllocationKey(
            row.key or row.name,
            Fixed(fractions(row.participation)),
            source=row.participation.entry.text("source", ""),
        )
        for row in rows
        if row.participation is not None
    )


def cost_of(row: CostRow, keys: Collection[str], year: int) -> CostLine:
    """The cost, divided by one of these keys or by its own participation."""
    takers = tuple(row.takers)
    if row.participation is not None:
        if row.key is not None:
            row.idle("key", "participation")
        agreed = fractions(row.participation)
        tell_of_total(row, agreed)
        takers = takers or tuple(taker for taker, share in agreed.items() if share)
    elif row.key is None:
        row.missing("key")
    else:
        row.known("key", row.key, keys, say("key"))
    items = tuple(_item(item) for item in row.items)
    budget, actual = _amounts(row, items)
    return mirror(
        CostLine,
        row,
        key=row.key or row.name,
        budget=budget,
        actual=actual,
        takers=takers,
        period=_period(row, year),
        discount=_discount(row, max(budget, actual or ZERO)),
        items=items,
    )


def _item(row: ItemRow) -> Item:
    return Item(row.name, _planned(row), row.actual, row.source)


def _planned(row: ItemRow | CostRow) -> Euro:
    """The budget; left empty it is not nothing, not even beside what the year did cost."""
    if row.actual is None and row.budget is None:
        row.missing("budget")
    elif not row.has("budget"):
        text = say("This has an actual amount and no budget: fill in the budget, 0 if there was none.")
        row.error("settlement.no_budget", "budget", text)
    return row.budget or ZERO


def _amounts(row: CostRow, items: Sequence[Item]) -> tuple[Euro, Euro | None]:
    if not items:
        return _planned(row), row.actual
    if row.budget is not None or row.actual is not None:
        text = say("The amount of a cost with items is the total of its items: leave this field empty.")
        row.error("settlement.items", "actual" if row.budget is None else "budget", text)
    actual = None
    if any(item.actual is not None for item in items):
        actual = Euro.total(item.budget if item.actual is None else item.actual for item in items)
    return Euro.total(item.budget for item in items), actual


def _discount(row: CostRow, most: Euro) -> Euro | Fraction | None:
    if row.discount is not None and row.discount_part is not None:
        text = say("Give either an amount or a part of the cost, not both.")
        row.error("settlement.two_bounds", "discount_part", text)
    if row.discount is not None and row.discount > most:
        text = say("The discount is more than the cost: correct one of the two.")
        row.error("settlement.discount", "discount", text)
    return row.discount if row.discount_part is None else Fraction(row.discount_part)


def _period(row: CostRow, year: int) -> Period | None:
    if row.start is None and row.end is None:
        return None
    whole = Period.year(year)
    start, end = row.start or whole.start, row.end or whole.end
    if end is not None and end <= start:
        text = say("The end is after the start: correct one of the dates.")
        row.error("settlement.dates", "end", text)
        return None
    return Period(start, end)


def service_of(row: ServiceRow, costs: Collection[str]) -> Service:
    """The service; none has the name of one of the costs."""
    if row.name in costs:
        text = say("'{value}' is the name of a cost already: give this service another name.")
        row.error("settlement.twice", "name", text, value=row.name)
    groups = list(dict.fromkeys(tariff.group for tariff in row.tariffs))
    for tariff in row.tariffs:
        if tariff.has("weight") and tariff.weight != 1:
            if all(one.price is not None for one in row.tariffs):
                tariff.idle("weight", "price")
            elif len(groups) == 1:
                text = say(
                    "With one group of tariffs a weight changes nothing: leave it out, or name the other groups."
                )
                tariff.error("model.idle", "weight", text)
    return mirror(
        Service,
        row,
        tariffs=map(_tariff, row.tariffs),
        volumes=[_volume(volume, groups) for volume in row.volumes],
        shares_result=row.result,
        in_advance=row.billed,
    )


def _tariff(row: TariffRow) -> Tariff:
    return mirror(Tariff, row, since=row.since or date.min)


def _volume(row: VolumeRow, groups: Collection[str]) -> Volume:
    if row.group or "" not in groups:
        row.known("group", row.group or "–", groups, say("group with a tariff"))
    if row.planned is None and row.actual is None:
        row.missing("planned")
    return mirror(Volume, row, planned=row.planned or Decimal(0))
