"""The keys of a cooperation: each kind with its own fields, references between keys resolved."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import Names, Row, When
from bodemplaat.calculations.file.fields import optional
from bodemplaat.calculations.file.lists import line_of, matrix, years_of
from bodemplaat.calculations.settlement.file.participants import DRIVERS, groups_of
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
from bodemplaat.kernel import Euro, Finding, Rounding, Severity, say

LIMITED = say(
    "Key '{key}' has a minimum, cap, guarantee or discount; these count only where it divides a cost. Refer to a "
    "key without them."
)
ROUNDINGS = {
    "down": (Rounding.TOWARDS_ZERO, say("down")),
    "up": (Rounding.AWAY_FROM_ZERO, say("up")),
    "nearest": (Rounding.HALF_UP, say("to the nearest")),
}
COUNTED, MIXED, PHASED, STAGED = (
    When("kind", (kind,)) for kind in ("counted", "mixture", "phase_in", "cascade")
)
SHARED = When("kind", ("fixed", "phase_in"))
GROUPS = Names(what=say("group"), among=lambda file: groups_of(file.participants))
BEARERS = Names(
    what=say("name in this model"),
    among=lambda file: [*(row.name for row in file.participants), *groups_of(file.participants)],
)

SHARES = matrix(
    say("Shares"),
    say("Key"),
    fields.number(least=0),
    rows_of="keys",
    columns_of=BEARERS,
    note=say("Fixed shares, and the historic shares of a phase-in: a line per key, a column per name"),
)
MIXTURES = matrix(
    say("Mixtures"),
    say("Key"),
    fields.ratio(),
    rows_of="keys",
    columns_of="keys",
    note=say("A line per mixture, a column per key it mixes"),
)
PATHS = matrix(
    say("Phase-in"),
    say("Key"),
    fields.ratio(),
    rows_of="keys",
    note=say("Which part of the cost follows the new key already: a line per key, a column per year"),
)
DISCOUNTS = matrix(
    say("Discounts"),
    say("Key"),
    fields.ratio(),
    rows_of="keys",
    columns_of="participants",
    note=say("Which part of the own contribution somebody gets back; the others bear it"),
)
EXCEPTIONS = matrix(
    say("Keys within groups"),
    say("Key"),
    fields.text(names_of="keys"),
    rows_of="keys",
    columns_of=GROUPS,
    note=say("A group that divides by another key than the rest: a column per group"),
)


class KeyRow(Row, called=say("key"), key=()):
    """A way to divide, in force from a day until the next of the same name.

    A key that another one refers to (in `mixture`, `towards`, `between`, `within`, `exceptions`) keeps its own minimum,
    cap, guarantee and discounts: they hold for the part of the cost that it divides there. Fixed `shares` may be of
    groups, for the first stage of a cascade; those of a phase-in are the historic ones. A mixture adds up to 100 %.
    """

    name = fields.text(say("Name"))
    kind = fields.choice(
        say("Kind of key"),
        {
            "counted": ("counted", say("counted")),
            "fixed": ("fixed", say("fixed shares")),
            "equal": ("equal", say("equal parts")),
            "mixture": ("mixture", say("mixture")),
            "phase_in": ("phase_in", say("phase-in")),
            "cascade": ("cascade", say("two stages")),
        },
        default="counted",
    )
    by = fields.text(
        say("Driver"),
        names_of=DRIVERS,
        when=COUNTED,
        note=say("For a counted key: the line on the sheet with figures"),
    )
    since = optional(
        fields.day(say("From"), note=say("Empty: always; a second line of the same name replaces the first"))
    )
    on = optional(
        fields.day(
            say("Counted on"), when=COUNTED, note=say("Reference date of the count; empty: as it changes")
        )
    )
    round_to = optional(
        fields.number(
            say("Rounded to"),
            least=0,
            when=COUNTED,
            note=say("A multiple of this, such as 100; empty: as counted"),
        )
    )
    rounding = optional(
        fields.choice(
            say("Rounding"), ROUNDINGS, when=COUNTED, note=say("In which direction; needed with a step")
        )
    )
    minimum = optional(fields.amount(say("Minimum (€)"), note=say("Least contribution a year to a cost")))
    minimum_part = optional(fields.ratio(say("Minimum (%)"), note=say("The same, as a part of the cost")))
    cap = optional(fields.amount(say("Cap (€)"), note=say("Highest contribution a year to a cost")))
    cap_part = optional(fields.ratio(say("Cap (%)"), note=say("The same, as a part of the cost")))
    guarantee = fields.text(
        say("No more than by"),
        default="",
        names_of="keys",
        note=say("A guarantee: the key that nobody may be worse off than"),
    )
    guarantee_margin = fields.ratio(
        say("Plus at most (%)"), default=0, most=None, note=say("Of what that key gives; 0 % if empty")
    )
    guaranteed = fields.texts(
        say("Guaranteed to"),
        names_of="participants",
        note=say("Names, separated by semicolons; empty: to everybody"),
    )
    towards = fields.text(
        say("Phase-in towards"), names_of="keys", when=PHASED, note=say("The key a phase-in leads to")
    )
    between = fields.text(
        say("Over groups by"), names_of="keys", when=STAGED, note=say("The key of the first stage")
    )
    within = fields.text(
        say("Within groups by"), names_of="keys", when=STAGED, note=say("The key of the second stage")
    )
    shares = line_of(SHARES, when=SHARED)
    mixture = line_of(MIXTURES, when=MIXED)
    path = line_of(PATHS, when=PHASED)
    discounts = optional(line_of(DISCOUNTS))
    exceptions = optional(line_of(EXCEPTIONS, when=STAGED))

    @property
    def start(self) -> date:
        """The first day it is in force."""
        return self.since or date.min


class KeyMaker:
    """Makes the engine's keys of rows that may refer to each other; a circle is a mistake in the file."""

    def __init__(
        self, rows: Sequence[KeyRow], names: Sequence[str], groups: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.rows, self.names, self.groups = rows, names, groups
        self._keys: dict[int, AllocationKey] = {}
        self._open: list[int] = []
        self._by_name: dict[str, list[int]] = {}
        for number, row in enumerate(rows):
            self._by_name.setdefault(row.name, []).append(number)

    def keys(self) -> tuple[AllocationKey, ...]:
        """All keys of the file."""
        for name, numbers in self._by_name.items():
            days = [self.rows[number].start for number in numbers]
            for number, day in zip(numbers[1:], days[1:], strict=True):
                if days.count(day) > 1:
                    text = say(
                        "Key '{value}' starts on this day for the second time. Give it another '{since}'."
                    )
                    self.rows[number].error("settlement.key_twice", "name", text, value=name)
        return tuple(self._key(number) for number in range(len(self.rows)))

    def _key(self, number: int) -> AllocationKey:
        """The key in this place; one that leads back to itself is a mistake."""
        if number not in self._keys:
            row = self.rows[number]
            if number in self._open:
                circle = " → ".join(self.rows[n].name for n in [*self._open, number])
                text = say(
                    "These keys refer to each other in a circle: {circle}. Let one of them stand alone."
                )
                row.error("settlement.circle", "name", text, circle=circle)
                return AllocationKey(row.name, Equal(), row.start)
            self._open.append(number)
            self._keys[number] = AllocationKey(
                name=row.name,
                basis=self._basis(row),
                since=row.start,
                minimum=_bound(row, "minimum_part", row.minimum, row.minimum_part),
                cap=_bound(row, "cap_part", row.cap, row.cap_part),
                discounts=fractions(row.discounts or {}),
                guarantee=self._guarantee(row),
                source=row.source,
            )
            self._open.remove(number)
        return self._keys[number]

    def _guarantee(self, row: KeyRow) -> Guarantee | None:
        """That nobody, or nobody of those named, bears more than by another key."""
        if row.guarantee:
            basis = self._named(row.guarantee, row.start)
            return Guarantee(row.guarantee, basis, Fraction(row.guarantee_margin), tuple(row.guaranteed))
        if row.has("guarantee_margin") or row.guaranteed:
            text = say("Name the key that the guarantee compares with in the field '{guarantee}'.")
            row.error("settlement.guarantee", "guarantee", text)
        return None

    def _basis(self, row: KeyRow) -> Basis:
        match row.kind:
            case "equal":
                return Equal()
            case "fixed":
                return Fixed(_shares(row))
            case "mixture":
                return self._mixture(row)
            case "phase_in":
                for name in row.shares:
                    row.shares.entry.known(name, name, self.names, say("participant"))
                path = {year: Fraction(part) for year, part in years_of(row.path).items()}
                return PhaseIn(_shares(row), self._named(row.towards, row.start), path)
            case "cascade":
                return self._cascade(row)
            case _:
                return _counted(row) if row.by else Equal()

    def _mixture(self, row: KeyRow) -> Basis:
        portions = fractions(row.mixture)
        if portions and sum(portions.values()) != 1:
            text = say("The parts of this mixture add up to {total} %. Let them add up to 100 %.")
            row.error("settlement.mixture", "name", text, total=sum(portions.values()) * 100)
        return Mixture(
            tuple((portion, self._named(name, row.start)) for name, portion in sorted(portions.items()))
        )

    def _cascade(self, row: KeyRow) -> Basis:
        if not self.groups:
            text = say("A cascade divides over groups first. Give every participant a group.")
            row.error("settlement.no_groups", "kind", text)
        grouped = {name for names in self.groups.values() for name in names}
        lonely = [name for name in self.names if name not in grouped]
        if self.groups and lonely:
            text = say("A cascade needs a group for every participant; without one: {names}.")
            row.error("settlement.no_group", "kind", text, names=", ".join(lonely))
        within = {group: self._named(name, row.start) for group, name in (row.exceptions or {}).items()}
        between, otherwise = self._named(row.between, row.start), self._named(row.within, row.start)
        return Cascade(between, self.groups, otherwise, within)

    def _named(self, name: str, day: date) -> Basis:
        """The key of that name in force on a day, or the first there will be; equal parts if there is none."""
        numbers = sorted(self._by_name.get(name, []), key=lambda number: self.rows[number].start)
        if not numbers:
            return Equal()
        started = [number for number in numbers if self.rows[number].start <= day]
        return ByKey(self._key(started[-1] if started else numbers[0]))


def _counted(row: KeyRow) -> Counted:
    """By a driver, on a reference date and rounded to a step where the arrangement says so."""
    if row.round_to is None:
        if row.rounding is not None:
            text = say("Name the step that counts are rounded to in the field '{round_to}', such as 100.")
            row.error("settlement.rounding", "rounding", text)
        return Counted(row.by, row.on)
    if not row.round_to:
        text = say("Counts are rounded to a step above zero, such as 100: write it or leave it out.")
        row.error("settlement.rounding", "round_to", text)
    if row.rounding is None:
        row.missing("rounding")
    return Counted(row.by, row.on, Fraction(row.round_to or 1), row.rounding or Rounding.TOWARDS_ZERO)


def _shares(row: KeyRow) -> dict[str, Fraction]:
    agreed = fractions(row.shares)
    tell_of_total(row, agreed)
    return agreed


def _bound(row: KeyRow, name: str, amount: Euro | None, part: Decimal | None) -> Bound | None:
    if amount is not None and part is not None:
        text = say("Give either an amount or a part of the cost, not both.")
        row.error("settlement.two_bounds", name, text)
    return amount if amount is not None else None if part is None else Fraction(part)


def fractions(numbers: Mapping[str, Decimal]) -> dict[str, Fraction]:
    """The same numbers as the engine takes them."""
    return {name: Fraction(number) for name, number in numbers.items()}


def tell_of_total(row: Row, shares: Mapping[str, Fraction]) -> None:
    """Shares that add up to neither 1 nor 100 are parts of what they do add up to; that is said, never done in silence."""
    total = sum(shares.values(), Fraction(0))
    if set(shares.values()) != {Fraction(1)} and total not in (0, 1, 100):
        text = say(
            "The shares of '{value}' add up to {total}, not to 100: each counts as its part of {total}. Correct them if "
            "they are percentages."
        )
        written = str(total) if total.denominator == 1 else f"{round(float(total), 4):g}"
        values = {"field": "", "value": row.label, "total": written}
        row.entry.reading.report(Finding("settlement.shares", str(row.place), text, values, Severity.WARNING))
