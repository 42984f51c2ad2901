"""What an agreement says, as values: what it refers to in the catalogue, and only what differs from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from bodemplaat.capabilities.agreements.reckoning.deliveries import Delivery
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.engines.credit import CreditRule
from bodemplaat.formats.free_days import FreeDays
from bodemplaat.kernel import Euro, months_later

DVO, DFA, DAP = "dvo", "dfa", "dap"
KINDS: Final = (DVO, DFA, DAP)
"""Services and levels; the finances of one year; procedures, which a cooperation may do without (handbook 3.1.1)."""
PARTS: Final = (
    "services",
    "levels",
    "costs",
    "conditions",
    "customer_deliveries",
    "provider_deliveries",
    "commissioning",
    "escalation",
    "account",
    "responsibilities",
    "deviation",
)
"""The eleven parts of a DVO. The charter says each for all customers; a customer's DVO says where it deviates."""
DAP_PARTS: Final = ("procedures", "contacts", "formats", "calendar", "changes")
"""What a DAP says (proposal of ours: the handbook names no contents)."""

AGREED, SETTLED, USED = "agreed", "settled", "used"
WAYS_TO_BILL: Final = (AGREED, SETTLED, USED)
"""How a line of a DFA is billed: the planned number in advance and no more; in advance, and set off against what was delivered when it
ends; or what was delivered, on each day on which is billed."""

ServiceKey = tuple[str, int]
"""A version of a service: its code and number in the catalogue of the provider."""


@dataclass(frozen=True, slots=True)
class Duty:
    """The customer keeps no case waiting longer than so many working days, in so many of a hundred."""

    days: int
    percentage: Decimal


@dataclass(frozen=True, slots=True)
class Taken:
    """A service that the customer takes, as a version of the catalogue says it.

    ``norm`` and ``percentage`` are where its first indicator is agreed otherwise, with the ``reason``; ``None`` is as there.
    """

    code: str
    number: int
    norm: Decimal | None = None
    percentage: Decimal | None = None
    reason: str = ""
    duty: Duty | None = None
    """How fast the customer itself decides and answers; ``None`` where nothing was agreed."""

    @property
    def deviates(self) -> bool:
        """Whether its norm is agreed otherwise than in the catalogue."""
        return self.norm is not None or self.percentage is not None


@dataclass(frozen=True, slots=True)
class Deviation:
    """A part that this customer has otherwise than the charter: what holds instead, why, and what it costs in a year."""

    part: str
    text: str
    reason: str
    price: Euro = field(default_factory=lambda: Euro(0))


@dataclass(frozen=True, slots=True)
class Planned:
    """How much of a service is planned in the year; ``price`` where a unit costs otherwise than in the catalogue, and why.

    ``billed`` is one of the ways to bill.
    """

    code: str
    number: int
    volume: int
    price: Euro | None = None
    reason: str = ""
    billed: str = AGREED


@dataclass(frozen=True, slots=True)
class BillingMoment:
    """A day on which a share of the year is billed, in percent."""

    day: date
    percent: Decimal


@dataclass(frozen=True, slots=True)
class StartUp:
    """Start-up costs of the provider that this customer bears in the year."""

    what: str
    amount: Euro


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that is written in one version; a DVO, a DFA and a DAP each use their own fields."""

    services: tuple[Taken, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    lines: tuple[Planned, ...] = ()
    billing: tuple[BillingMoment, ...] = ()
    start_up: tuple[StartUp, ...] = ()
    credit: CreditRule | None = None
    """Of a DFA: what a missed norm costs, of every service in it; ``None`` for nothing."""
    texts: tuple[tuple[str, str], ...] = ()
    """Of a DAP by part; of a DFA the other agreements, under ``other``."""
    deliveries: tuple[Delivery, ...] = ()
    """Of a DAP: what each side hands over to the other, and when."""
    free_days: FreeDays = FreeDays.AGREEMENT
    """By whose calendar a delivery that is due on a free day is due on the working day after."""

    def text(self, part: str) -> str:
        """What is written for a part; empty for nothing."""
        return next((text for name, text in self.texts if name == part), "")

    def deviation(self, part: str) -> Deviation | None:
        """Where a part deviates from the charter."""
        return next((each for each in self.deviations if each.part == part), None)

    @property
    def keys(self) -> frozenset[ServiceKey]:
        """The versions of services that it refers to."""
        taken = {(each.code, each.number) for each in self.services}
        return frozenset(taken | {(each.code, each.number) for each in self.lines})


@dataclass(frozen=True)
class Terms:
    """A version with everything that it refers to: from which day until which (the first without it), charter and services."""

    kind: str
    number: int
    since: date
    until: date | None
    content: Content
    charter_number: int | None = None
    charter: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[ServiceKey, catalogue.Content] = field(default_factory=dict)

    def content_from(self, day: date) -> Content:
        """What the version that follows from a day on begins with: the same, but in a DFA of another year on the days of that year.

        What it takes to start is billed once, so another year begins without it.
        """
        years = day.year - self.since.year
        if self.kind != DFA or not years:
            return self.content
        billing = tuple(
            replace(each, day=months_later(each.day, 12 * years)) for each in self.content.billing
        )
        return replace(self.content, billing=billing, start_up=())

    def says(self, part: str) -> str:
        """What holds for a part of a DVO: the deviation, or else the charter."""
        deviation = self.content.deviation(part)
        return self.charter.get(part, "") if deviation is None else deviation.text

    def unit_price(self, line: Planned) -> Euro | None:
        """What a unit costs: as agreed, or else as the catalogue says for the year; ``None`` where neither does."""
        if line.price is not None:
            return line.price
        service = self.services.get((line.code, line.number))
        return None if service is None else service.price_in(self.since.year)

    def line(self, code: str) -> Planned | None:
        """What is planned of a service in a DFA."""
        return next((each for each in self.content.lines if each.code == code), None)

    def amount(self, line: Planned) -> Euro:
        """Price times planned volume."""
        return (self.unit_price(line) or Euro(0)) * line.volume

    @property
    def total(self) -> Euro:
        """All lines and start-up costs together."""
        amounts = [self.amount(each) for each in self.content.lines]
        return Euro.total([*amounts, *(each.amount for each in self.content.start_up)])

    def in_advance(self, line: Planned) -> Euro:
        """What of a line is billed by the plan, before anything is delivered."""
        return Euro(0) if line.billed == USED else self.amount(line)

    @property
    def bills(self) -> tuple[tuple[BillingMoment, Euro], ...]:
        """What is billed when of the plan: parts of all lines in advance and of the start-up costs, that add up to it."""
        moments = self.content.billing
        if not moments:
            return ()
        planned = [self.in_advance(each) for each in self.content.lines]
        whole = Euro.total([*planned, *(each.amount for each in self.content.start_up)])
        amounts = whole.divided([Fraction(each.percent) for each in moments])
        return tuple(zip(moments, amounts, strict=True))


def as_stored(content: Content) -> dict[str, Any]:
    """What a version says as plain texts, numbers and lists, as it is kept."""
    return {
        "services": [
            [
                each.code,
                each.number,
                _text(each.norm),
                _text(each.percentage),
                each.reason,
                None if each.duty is None else [each.duty.days, str(each.duty.percentage)],
            ]
            for each in content.services
        ],
        "deviations": [[each.part, each.text, each.reason, each.price.cents] for each in content.deviations],
        "lines": [
            [
                each.code,
                each.number,
                each.volume,
                None if each.price is None else each.price.cents,
                each.reason,
                each.billed,
            ]
            for each in content.lines
        ],
        "billing": [[each.day.isoformat(), str(each.percent)] for each in content.billing],
        "start_up": [[each.what, each.amount.cents] for each in content.start_up],
        "credit": None if content.credit is None else _rule_stored(content.credit),
        "texts": [list(each) for each in content.texts],
        "deliveries": [
            [
                each.number,
                each.what,
                each.owed_by,
                each.rhythm,
                [day.isoformat() for day in each.days],
                each.remind,
            ]
            for each in content.deliveries
        ],
        "free_days": content.free_days.value,
    }


def _rule_stored(rule: CreditRule) -> list[str]:
    return [str(rule.percent), str(rule.ceiling), *(["month"] if rule.by_month else [])]


def _rule(percent: str, ceiling: str, per: str = "quarter") -> CreditRule:
    return CreditRule(Decimal(percent), Decimal(ceiling), per == "month")


def from_stored(stored: Mapping[str, Any]) -> Content:
    """What ``as_stored`` kept."""
    return Content(
        services=tuple(
            Taken(code, number, _number(norm), _number(percentage), reason, _duty(*later))
            for code, number, norm, percentage, reason, *later in stored["services"]
        ),
        deviations=tuple(
            Deviation(part, text, reason, Euro(cents)) for part, text, reason, cents in stored["deviations"]
        ),
        lines=tuple(
            Planned(code, number, volume, None if cents is None else Euro(cents), reason, *later)
            for code, number, volume, cents, reason, *later in stored["lines"]
        ),
        billing=tuple(
            BillingMoment(date.fromisoformat(day), Decimal(percent)) for day, percent in stored["billing"]
        ),
        start_up=tuple(StartUp(what, Euro(cents)) for what, cents in stored["start_up"]),
        credit=_rule(*rule) if (rule := stored.get("credit")) else None,
        texts=tuple((part, text) for part, text in stored["texts"]),
        deliveries=tuple(
            Delivery(number, what, side, rhythm, tuple(map(date.fromisoformat, days)), remind)
            for number, what, side, rhythm, days, remind in stored.get("deliveries", ())
        ),
        free_days=FreeDays(stored.get("free_days", FreeDays.AGREEMENT.value)),
    )


def _duty(stored: list[Any] | None = None) -> Duty | None:
    return None if stored is None else Duty(stored[0], Decimal(stored[1]))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
