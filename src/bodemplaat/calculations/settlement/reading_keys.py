"""The keys of a cooperation from a file: each kind with its own fields, references between keys resolved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bodemplaat.calculations.file.entry import Entry
from bodemplaat.engines.settlement import (
    AllocationKey,
    Basis,
    ByKey,
    Cascade,
    Counted,
    Equal,
    Fixed,
    Guarantee,
    Mixture,
    PhaseIn,
)
from bodemplaat.engines.settlement.keys import Bound
from bodemplaat.kernel import Finding, Rounding, Severity, say
from bodemplaat.kernel.written import read_whole

KINDS = ("counted", "fixed", "equal", "mixture", "phase_in", "cascade")
START = date.min
YEAR_DIGITS = 4
ROUNDINGS = {
    "down": Rounding.TOWARDS_ZERO,
    "up": Rounding.AWAY_FROM_ZERO,
    "nearest": Rounding.HALF_UP,
}
LIMITED = say(
    "Key '{key}' has a minimum, cap, guarantee or discount; these count only where it divides a cost. Refer to a "
    "key without them."
)


@dataclass
class KeyReader:
    """Reads keys that may refer to each other; a circle is a mistake in the file."""

    whole: Entry
    drivers: Iterable[str]
    groups: Mapping[str, tuple[str, ...]]
    names: tuple[str, ...]
    entries: list[Entry] = field(default_factory=list)
    _keys: dict[int, AllocationKey] = field(default_factory=dict)
    _open: list[int] = field(default_factory=list)
    _by_name: dict[str, list[int]] = field(default_factory=dict)

    def keys(self) -> tuple[AllocationKey, ...]:
        """All keys of the file."""
        self.entries = self.whole.items("keys")
        for number, entry in enumerate(self.entries):
            self._by_name.setdefault(entry.text("name"), []).append(number)
        self._twice()
        found = tuple(self._key(number) for number in range(len(self.entries)))
        for entry in self.entries:
            entry.done()
        return found

    @property
    def known(self) -> tuple[str, ...]:
        """The names of the keys."""
        return tuple(self._by_name)

    def _twice(self) -> None:
        for name, numbers in self._by_name.items():
            days = [self.entries[number].day("since", START) for number in numbers]
            for number, day in zip(numbers[1:], days[1:], strict=True):
                if days.count(day) > 1:
                    text = say(
                        "Key '{value}' starts on this day for the second time. Give it another 'since'."
                    )
                    self.entries[number].error("settlement.key_twice", "name", text, value=name)

    def _key(self, number: int) -> AllocationKey:
        """The key in this place; one that leads back to itself is a mistake."""
        if number not in self._keys:
            entry = self.entries[number]
            name, since = entry.text("name"), entry.day("since", START)
            if number in self._open:
                circle = " → ".join(self.entries[n].text("name") for n in [*self._open, number])
                text = say(
                    "These keys refer to each other in a circle: {circle}. Let one of them stand alone."
                )
                entry.error("settlement.circle", "name", text, circle=circle)
                return AllocationKey(name, Equal(), since)
            self._open.append(number)
            self._keys[number] = AllocationKey(
                name=name,
                basis=self._read(entry),
                since=since,
                minimum=_bound(entry, "minimum", "minimum_part"),
                cap=_bound(entry, "cap", "cap_part"),
                discounts=self._numbers(entry, "discounts", known=self.names, ratio=True),
                guarantee=self._guarantee(entry),
                source=entry.text("source", ""),
            )
            self._open.remove(number)
        return self._keys[number]

    def _guarantee(self, entry: Entry) -> Guarantee | None:
        """That nobody, or nobody of those named, bears more than by another key."""
        than = entry.text("guarantee", "")
        margin = Fraction(entry.ratio("guarantee_margin", Decimal(0), most=None))
        whom = entry.texts("guaranteed")
        for name in whom:
            entry.known("guaranteed", name, self.names, say("participant"))
        if not than:
            if entry.has("guarantee_margin") or whom:
                text = say("Name the key that the guarantee compares with in the field 'guarantee'.")
                entry.error("settlement.guarantee", "guarantee", text)
            return None
        return Guarantee(than, self._other(entry, "guarantee"), margin, whom)

    def _read(self, entry: Entry) -> Basis:
        kind: str = entry.choice("kind", KINDS, "counted")
        if kind == "equal":
            return Equal()
        if kind == "fixed":
            shares = self._numbers(entry, "shares", known=(*self.names, *self.groups), required=True)
            tell_of_total(entry, shares)
            return Fixed(shares)
        if kind == "mixture":
            return self._mixture(entry)
        if kind == "phase_in":
            historic = self._numbers(entry, "shares", known=self.names, required=True)
            tell_of_total(entry, historic)
            return PhaseIn(
                historic=historic,
                towards=self._other(entry, "towards"),
                path=years(entry, self.whole, "path"),
            )
        if kind == "cascade":
            return self._cascade(entry)
        driver = entry.text("by")
        if driver and driver not in self.drivers:
            entry.known("by", driver, self.drivers, say("driver with figures"))
        return self._counted(entry, driver)

    def _counted(self, entry: Entry, driver: str) -> Counted:
        """By a driver, on a reference date and rounded to a step where the arrangement says so."""
        on = entry.day("on") if entry.has("on") else None
        if not entry.has("round_to"):
            if entry.has("rounding"):
                text = say("Name the step that counts are rounded to in the field 'round_to', such as 100.")
                entry.error("settlement.rounding", "rounding", text)
                entry.used.add("rounding")
            return Counted(driver, on)
        step = entry.number("round_to", least=Decimal(0))
        if not step:
            text = say("Counts are rounded to a step above zero, such as 100: write it or leave it out.")
            entry.error("settlement.rounding", "round_to", text)
            step = Decimal(1)
        return Counted(driver, on, Fraction(step), entry.choice("rounding", ROUNDINGS))

    def _mixture(self, entry: Entry) -> Basis:
        portions = self._numbers(entry, "mixture", known=self.known, required=True, ratio=True)
        if portions and sum(portions.values()) != 1:
            text = say("The parts of this mixture add up to {total} %. Let them add up to 100 %.")
            entry.error("settlement.mixture", "name", text, total=sum(portions.values()) * 100)
        day = entry.day("since", START)
        return Mixture(tuple((portion, self._named(name, day)) for name, portion in sorted(portions.items())))

    def _cascade(self, entry: Entry) -> Basis:
        if not self.groups:
            text = say("A cascade divides over groups first. Give every participant a group.")
            entry.error("settlement.no_groups", "kind", text)
        grouped = {name for names in self.groups.values() for name in names}
        lonely = [name for name in self.names if name not in grouped]
        if self.groups and lonely:
            text = say("A cascade needs a group for every participant; without one: {names}.")
            entry.error("settlement.no_group", "kind", text, names=", ".join(lonely))
        day = entry.day("since", START)
        within = {group: self._named(name, day) for group, name in self._texts(entry, "exceptions").items()}
        return Cascade(self._other(entry, "between"), self.groups, self._other(entry, "within"), within)

    def _other(self, entry: Entry, name: str) -> Basis:
        wanted = entry.text(name)
        if not entry.known(name, wanted, self.known, say("key")):
            return Equal()
        return self._named(wanted, entry.day("since", START))

    def _named(self, name: str, day: date) -> Basis:
        """The key of that name in force on a day, or the first there will be."""
        numbers = sorted(self._by_name.get(name, []), key=lambda n: self.entries[n].day("since", START))
        if not numbers:
            return Equal()
        started = [number for number in numbers if self.entries[number].day("since", START) <= day]
        chosen = started[-1] if started else numbers[0]
        return ByKey(self._key(chosen))

    def _numbers(
        self,
        entry: Entry,
        field_name: str,
        *,
        known: Iterable[str],
        required: bool = False,
        ratio: bool = False,
    ) -> dict[str, Fraction]:
        """Numbers by name, in the key itself or in the block of that name under the key's name."""
        block = self._block(entry, field_name, required=required)
        if block is None:
            return {}
        found = {}
        for name in block.names:
            if block.known(name, name, known, say("name in this model")):
                value = block.ratio(name) if ratio else block.number(name, least=Decimal(0))
                found[name] = Fraction(value)
        return found

    def _texts(self, entry: Entry, field_name: str) -> dict[str, str]:
        block = self._block(entry, field_name, required=False)
        if block is None:
            return {}
        found = {name: block.text(name) for name in block.names}
        for group, key in found.items():
            block.known(group, group, self.groups, say("group"))
            block.known(group, key, self.known, say("key"))
        return found

    def _block(self, entry: Entry, field_name: str, *, required: bool) -> Entry | None:
        return named_block(entry, self.whole, field_name, entry.text("name"), required=required)


def named_block(entry: Entry, whole: Entry, field_name: str, name: str, *, required: bool) -> Entry | None:
    """The block ``field_name`` of an entry, or the row of that name in the block of the whole model.

    A workbook keeps such a block on a sheet of its own, with a row for each name.
    """
    if entry.has(field_name):
        return entry.block(field_name)
    if whole.has(field_name):
        rows = whole.block(field_name)
        rows.used.update(rows.node.entries)
        if rows.has(name):
            return rows.block(name)
    if required:
        entry.block(field_name)
    return None


def tell_of_total(entry: Entry, shares: Mapping[str, Fraction]) -> None:
    """Shares that add up to neither 1 nor 100 are parts of what they do add up to; that is said, never done in silence."""
    total = sum(shares.values(), Fraction(0))
    if set(shares.values()) != {Fraction(1)} and total not in (0, 1, 100):
        text = say(
            "The shares of '{value}' add up to {total}, not to 100: each counts as its part of {total}. Correct them if "
            "they are percentages."
        )
        written = str(total) if total.denominator == 1 else f"{round(float(total), 4):g}"
        finding = Finding(
            "settlement.shares",
            str(entry.place),
            text,
            {"field": "", "value": entry.text("name"), "total": written},
            Severity.WARNING,
        )
        entry.reading.report(finding)


def years(entry: Entry, whole: Entry, field_name: str) -> dict[int, Fraction]:
    """Parts of one by year: how far a path has come."""
    block = named_block(entry, whole, field_name, entry.text("name", ""), required=True)
    found: dict[int, Fraction] = {}
    for name in block.names if block else ():
        if block is None:
            break
        part = Fraction(block.ratio(name))
        year = read_whole(name, digits=YEAR_DIGITS)
        if year is not None and len(name) == YEAR_DIGITS:
            found[year] = part
        else:
            block.error(
                "settlement.year", name, say("'{value}' is not a year: write it as 2027."), value=name
            )
    return found


def _bound(entry: Entry, amount: str, part: str) -> Bound | None:
    if entry.has(amount) and entry.has(part):
        text = say("Give either an amount or a part of the cost, not both.")
        entry.error("settlement.two_bounds", part, text)
    if entry.has(amount):
        return entry.amount(amount)
    return Fraction(entry.ratio(part)) if entry.has(part) else None
