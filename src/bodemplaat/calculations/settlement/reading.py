"""A cooperation and its year from a file."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.source import Fields, Items, Node
from bodemplaat.calculations.settlement.model import Cooperation
from bodemplaat.calculations.settlement.reading_keys import (
    YEAR_DIGITS,
    KeyReader,
    named_block,
    tell_of_total,
)
from bodemplaat.engines.settlement import (
    ALWAYS,
    Advance,
    AllocationKey,
    Arrangement,
    CostLine,
    Efficiency,
    Figure,
    Figures,
    Fixed,
    Item,
    Kind,
    Participant,
    Recalculation,
    Reserve,
    Service,
    Surety,
    Tariff,
    Volume,
)
from bodemplaat.kernel import Euro, Period, say
from bodemplaat.kernel.written import read_whole

SECTION = "settlement"
OTHER_COMMANDS = ("costing", "costs_model", "business_case", "coalition", "resilience", "choice", "planning")
OWN_BLOCKS = ("compare", "exit", "entry")
KINDS = {kind.value: kind for kind in Kind}
RECALCULATIONS = {way.value: way for way in Recalculation}
INSTALMENTS = {str(count): count for count in (0, 1, 2, 3, 4, 6, 12)}
ZERO = Euro(0)


def entry_of(reading: Reading) -> Entry:
    """The block of the file that describes the cooperation: ``settlement``, or the file itself."""
    return reading.entry(SECTION, OTHER_COMMANDS)


def filled(whole: Entry, name: str) -> bool:
    """Whether a block holds anything: a workbook has a sheet for it even when nothing was filled in."""
    whole.used.add(name)
    return _holds(whole.node.entries.get(name))


def _holds(node: Node | None) -> bool:
    if isinstance(node, Fields):
        return any(_holds(inner) for inner in node.entries.values())
    if isinstance(node, Items):
        return any(_holds(item) for item in node.items)
    return node is not None and node.text != ""


def read_cooperation(reading: Reading, whole: Entry) -> Cooperation:
    """The cooperation; what is wrong is in the reading's findings. Blocks of the three commands are left to them."""
    whole.used.update(OWN_BLOCKS)
    year = whole.count("year", least=1900, most=2200)
    general = whole.parent.text("title", "") if whole.parent else ""
    title = whole.text("title", general)
    participants, groups = _participants(whole)
    names = tuple(participant.name for participant in participants)
    figures = (*_figures(whole, "figures", names), *_changes(whole, names))
    actual_figures = _figures(whole, "actual_figures", names)
    drivers = {figure.driver for figure in (*figures, *actual_figures)}
    keys = KeyReader(whole, drivers, groups, names)
    found = keys.keys()
    own_keys, costs = _costs(whole, keys, names, year)
    services = tuple(
        _service(entry, names, [line.name for line in costs])
        for entry in whole.items("services", by=("name",))
    )
    heads = whole.text("heads", "")
    if heads:
        whole.known("heads", heads, drivers, say("driver with figures"))
    arrangement = Arrangement(
        year=Period.year(year),
        participants=participants,
        figures=figures,
        keys=(*found, *own_keys),
        costs=costs,
        services=services,
        actual_figures=actual_figures,
        recalculation=whole.choice("recalculation", RECALCULATIONS, Recalculation.BY_KEY.value),
        reserves=tuple(_reserve(entry, keys) for entry in whole.items("reserves", by=("provider",))),
        advances=tuple(_advance(entry, names) for entry in whole.items("advances", by=("participant",))),
        instalments=whole.choice("instalments", INSTALMENTS, "0"),
        sureties=tuple(_surety(entry, keys, names, year) for entry in whole.items("sureties", by=("name",))),
        efficiency=_efficiency(whole) if filled(whole, "efficiency") else None,
    )
    if not costs and not services:
        whole.error("settlement.nothing", "costs", say("There is nothing to divide: add costs or services."))
    _check_figures(whole, arrangement)
    for block in ("shares", "mixture", "discounts", "path", "exceptions", "participation"):
        whole.used.add(block)
    section = (SECTION,) if reading.root.entries.get(SECTION) is not None else ()
    return Cooperation(title or reading.root.place.file, arrangement, heads, section)


def _participants(whole: Entry) -> tuple[tuple[Participant, ...], dict[str, tuple[str, ...]]]:
    found: list[Participant] = []
    groups: dict[str, tuple[str, ...]] = {}
    for entry in whole.items("participants", least=1):
        name = entry.text("name")
        joins, leaves = entry.day("joins", date.min), entry.day("leaves", date.max)
        if leaves <= joins:
            entry.error(
                "settlement.dates", "leaves", say("Somebody leaves after joining: correct one of the dates.")
            )
            leaves = date.max
        if any(name == participant.name for participant in found):
            entry.error(
                "settlement.twice",
                "name",
                say("'{value}' is in this list twice: keep one of the two."),
                value=name,
            )
            continue
        membership = ALWAYS if (joins, leaves) == (date.min, date.max) else Period(joins, leaves)
        found.append(Participant(name, membership))
        group = entry.text("group", "")
        if group:
            groups[group] = (*groups.get(group, ()), name)
        entry.done()
    return tuple(found), groups


def _figures(whole: Entry, block_name: str, names: tuple[str, ...]) -> tuple[Figure, ...]:
    if not whole.has(block_name):
        return ()
    found: list[Figure] = []
    block = whole.block(block_name)
    for driver in block.names:
        row = block.block(driver)
        source = row.text("source", "")
        found += [
            Figure(driver, name, row.number(name, least=Decimal(0)), source=source)
            for name in row.names
            if row.known(name, name, names, say("participant"))
        ]
    return tuple(found)


def _changes(whole: Entry, names: tuple[str, ...]) -> tuple[Figure, ...]:
    found = []
    for entry in whole.items("changes", by=("driver", "participant", "since")):
        participant = entry.text("participant")
        entry.known("participant", participant, names, say("participant"))
        found.append(
            Figure(
                driver=entry.text("driver"),
                participant=participant,
                value=entry.number("value", least=Decimal(0)),
                since=entry.day("since"),
                source=entry.text("source", ""),
            )
        )
        entry.done()
    return tuple(found)


def _costs(
    whole: Entry, keys: KeyReader, names: tuple[str, ...], year: int
) -> tuple[tuple[AllocationKey, ...], tuple[CostLine, ...]]:
    """The costs, and the keys that costs bring along themselves: everyone's own participation."""
    own_keys: list[AllocationKey] = []
    lines: list[CostLine] = []
    for entry in whole.items("costs"):
        name = entry.text("name")
        if any(name == line.name for line in lines):
            entry.error(
                "settlement.twice",
                "name",
                say("'{value}' is in this list twice: keep one of the two."),
                value=name,
            )
        takers = entry.texts("takers")
        for taker in takers:
            entry.known("takers", taker, names, say("participant"))
        participation = named_block(entry, whole, "participation", name, required=False)
        key = entry.text("key", "") if participation else entry.text("key")
        if participation:
            agreed = {
                taker: Fraction(participation.number(taker, least=Decimal(0)))
                for taker in participation.names
                if participation.known(taker, taker, names, say("participant"))
            }
            tell_of_total(entry, agreed)
            key = key or name
            takers = takers or tuple(taker for taker, share in agreed.items() if share)
            own_keys.append(AllocationKey(key, Fixed(agreed), source=participation.text("source", "")))
        else:
            entry.known("key", key, keys.known, say("key"))
        lines.append(_cost(entry, name, key, takers, year))
        entry.done()
    return tuple(own_keys), tuple(lines)


def _cost(entry: Entry, name: str, key: str, takers: tuple[str, ...], year: int) -> CostLine:
    items = tuple(_item(item) for item in entry.items("items"))
    budget, actual = Euro.total(item.budget for item in items), None
    if any(item.actual is not None for item in items):
        actual = Euro.total(item.budget if item.actual is None else item.actual for item in items)
    if not items:
        actual = entry.amount("actual") if entry.has("actual") else None
        budget = entry.amount("budget", ZERO if actual is not None else None)
    elif entry.has("budget") or entry.has("actual"):
        text = say("The amount of a cost with items is the total of its items: leave this field empty.")
        entry.error("settlement.items", "budget" if entry.has("budget") else "actual", text)
    discount: Euro | Fraction | None = entry.amount("discount", least=ZERO) if entry.has("discount") else None
    if isinstance(discount, Euro) and discount > max(budget, actual or ZERO):
        entry.error(
            "settlement.discount",
            "discount",
            say("The discount is more than the cost: correct one of the two."),
        )
    if entry.has("discount_part"):
        discount = Fraction(entry.ratio("discount_part"))
    return CostLine(
        name=name,
        key=key,
        budget=budget,
        actual=actual,
        provider=entry.text("provider", ""),
        takers=takers,
        period=_period(entry, year),
        discount=discount,
        kind=entry.choice("kind", KINDS, Kind.RUNNING.value),
        items=items,
        source=entry.text("source", ""),
    )


def _item(entry: Entry) -> Item:
    actual = entry.amount("actual") if entry.has("actual") else None
    item = Item(
        entry.text("name"),
        entry.amount("budget", ZERO if actual is not None else None),
        actual,
        entry.text("source", ""),
    )
    entry.done()
    return item


def _period(entry: Entry, year: int) -> Period | None:
    if not entry.has("start") and not entry.has("end"):
        return None
    whole = Period.year(year)
    start, end = entry.day("start", whole.start), entry.day("end", whole.end)
    if end <= start:
        entry.error("settlement.dates", "end", say("The end is after the start: correct one of the dates."))
        return None
    return Period(start, end)


def _service(entry: Entry, names: tuple[str, ...], costs: Collection[str]) -> Service:
    tariffs = tuple(_tariff(item) for item in entry.items("tariffs", least=1, by=("group", "since")))
    volumes = tuple(
        _volume(item, names, {tariff.group for tariff in tariffs})
        for item in entry.items("volumes", by=("participant", "group", "on"))
    )
    if entry.text("name") in costs:
        text = say("'{value}' is the name of a cost already: give this service another name.")
        entry.error("settlement.twice", "name", text, value=entry.text("name"))
    service = Service(
        name=entry.text("name"),
        unit=entry.text("unit"),
        tariffs=tariffs,
        volumes=volumes,
        provider=entry.text("provider", ""),
        budget=entry.amount("budget", least=ZERO) if entry.has("budget") else None,
        actual=entry.amount("actual", least=ZERO) if entry.has("actual") else None,
        decimals=entry.count("decimals", 2, most=6),
        shares_result=entry.choice("result", {"shared": True, "kept": False}, "shared"),
        in_advance=entry.choice("billed", {"by_use": False, "in_advance": True}, "by_use"),
        source=entry.text("source", ""),
    )
    entry.done()
    return service


def _tariff(entry: Entry) -> Tariff:
    tariff = Tariff(
        price=entry.number("price", least=Decimal(0)) if entry.has("price") else None,
        group=entry.text("group", ""),
        weight=Fraction(entry.number("weight", Decimal(1), least=Decimal(0))),
        since=entry.day("since", date.min),
        source=entry.text("source", ""),
    )
    entry.done()
    return tariff


def _volume(entry: Entry, names: tuple[str, ...], groups: Iterable[str]) -> Volume:
    participant, group = entry.text("participant"), entry.text("group", "")
    entry.known("participant", participant, names, say("participant"))
    if group or "" not in groups:
        entry.known("group", group or "–", groups, say("group with a tariff"))
    actual = entry.number("actual", least=Decimal(0)) if entry.has("actual") else None
    volume = Volume(
        participant=participant,
        planned=entry.number("planned", Decimal(0) if actual is not None else None, least=Decimal(0)),
        actual=actual,
        group=group,
        on=entry.day("on") if entry.has("on") else None,
        source=entry.text("source", ""),
    )
    entry.done()
    return volume


def _reserve(entry: Entry, keys: KeyReader) -> Reserve:
    key = entry.text("key", "")
    if key:
        entry.known("key", key, keys.known, say("key"))
    maximum: Euro | Fraction
    maximum = Fraction(entry.ratio("maximum_part")) if entry.has("maximum_part") else entry.amount("maximum")
    reserve = Reserve(
        provider=entry.text("provider", ""),
        balance=entry.amount("balance", least=ZERO),
        maximum=maximum,
        part=Fraction(entry.ratio("part", Decimal(1))),
        key=key,
        source=entry.text("source", ""),
    )
    entry.done()
    return reserve


def _surety(entry: Entry, keys: KeyReader, names: tuple[str, ...], year: int) -> Surety:
    key = entry.text("key")
    entry.known("key", key, keys.known, say("key"))
    takers = entry.texts("takers")
    for taker in takers:
        entry.known("takers", taker, names, say("participant"))
    whole = Period.year(year)
    surety = Surety(
        name=entry.text("name"),
        amount=entry.amount("amount", least=ZERO),
        key=key,
        on=entry.day("on", whole.start, least=whole.start, most=date(year, 12, 31)),
        takers=takers,
        source=entry.text("source", ""),
    )
    entry.done()
    return surety


def _advance(entry: Entry, names: tuple[str, ...]) -> Advance:
    participant = entry.text("participant")
    entry.known("participant", participant, names, say("participant"))
    advance = Advance(participant, entry.amount("amount"), entry.text("source", ""))
    entry.done()
    return advance


def _efficiency(whole: Entry) -> Efficiency:
    entry = whole.block("efficiency")
    targets: dict[int, Euro] = {}
    if entry.has("targets"):
        block = entry.block("targets")
        for name in block.names:
            amount = block.amount(name)
            year = read_whole(name, digits=YEAR_DIGITS)
            if year is not None and len(name) == YEAR_DIGITS:
                targets[year] = amount
            else:
                block.error(
                    "settlement.year", name, say("'{value}' is not a year: write it as 2027."), value=name
                )
    efficiency = Efficiency(
        base_year=entry.count("base_year", least=1900, most=2200),
        base=entry.amount("base"),
        yearly=Fraction(entry.ratio("yearly", Decimal(0))),
        index=Fraction(entry.ratio("index", Decimal(0))),
        targets=targets,
        besides=entry.amount("besides", ZERO),
        source=entry.text("source", ""),
    )
    entry.done()
    return efficiency


def _check_figures(whole: Entry, arrangement: Arrangement) -> None:
    """Every driver that a cost divides by has a figure for everyone who takes the service."""
    book = Figures((*arrangement.figures, *arrangement.actual_figures))
    counted = {
        (figure.driver, figure.participant) for figure in (*arrangement.figures, *arrangement.actual_figures)
    }
    keys = {key.name: key for key in arrangement.keys}
    missing = dict.fromkeys(
        (driver, participant.name)
        for line in arrangement.costs
        if line.key in keys
        for driver in sorted(keys[line.key].drivers() & book.drivers)
        for participant in arrangement.participants
        if line.takes(participant.name) and (driver, participant.name) not in counted
    )
    for driver, name in missing:
        text = say("{participant} has no figure for {driver}. Fill it in; write 0 if there are none.")
        figures = whole.block("figures") if whole.has("figures") else whole
        figures.error("settlement.no_figure", driver, text, participant=name, driver=driver)
