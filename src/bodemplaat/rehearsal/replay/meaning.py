"""What an activity of the log means to us: a verb and the role that did it. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from bodemplaat.formats.eventlog import LogCase, LogEvent
from bodemplaat.kernel import Euro, Rounding
from bodemplaat.kernel.written import Habit, NotANumber, TwoReadings, habit_of, read_number

EMPLOYEE = "EMPLOYEE"
SERVICE_CENTRE = "SSC"


class UnknownVerb(ValueError):
    """``verb`` is none of ours."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        super().__init__(f"{verb} is no verb")


class Verb(Enum):
    """What can happen to a claim in a log, and what stands beside it there and is no step of a claim."""

    SAVE = "save"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    TAKE_BACK = "take_back"
    CHECK = "check"
    PAY = "pay"
    PERMIT = "permit"
    REMIND = "remind"

    @property
    def is_passed_by(self) -> bool:
        """Whether nothing is done for it: a permit is no claim, and nobody is reminded here by hand."""
        return self in (Verb.PERMIT, Verb.REMIND)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One rule: an activity that fits ``pattern`` (``*`` stands for any text) means ``verb`` by ``role``.

    In ``role`` the text ``*`` stands for what the pattern's ``*`` matched.
    """

    pattern: str
    verb: Verb
    role: str

    def role_in(self, activity: str) -> str | None:
        """The role that did ``activity``, or ``None`` when the activity does not fit."""
        match = _fitting(self.pattern).fullmatch(activity)
        if match is None:
            return None
        return self.role.replace("*", match[1]) if match.re.groups else self.role


BPI_2020 = (
    Meaning("Request For Payment SAVED by *", Verb.SAVE, EMPLOYEE),
    Meaning("Request For Payment SUBMITTED by *", Verb.SUBMIT, EMPLOYEE),
    Meaning("Request For Payment REJECTED by EMPLOYEE", Verb.TAKE_BACK, EMPLOYEE),
    Meaning("Request For Payment REJECTED by MISSING", Verb.RETURN, SERVICE_CENTRE),
    Meaning("Request For Payment REJECTED by *", Verb.RETURN, "*"),
    Meaning("Request For Payment FINAL_APPROVED by *", Verb.APPROVE, "*"),
    Meaning("Request For Payment APPROVED by *", Verb.APPROVE, "*"),
    Meaning("Request Payment", Verb.CHECK, SERVICE_CENTRE),
    Meaning("Payment Handled", Verb.PAY, SERVICE_CENTRE),
    Meaning("Permit *", Verb.PERMIT, "*"),
    Meaning("Start trip", Verb.PERMIT, EMPLOYEE),
    Meaning("End trip", Verb.PERMIT, EMPLOYEE),
    Meaning("Send Reminder", Verb.REMIND, SERVICE_CENTRE),
)
"""The request-for-payment log of BPI Challenge 2020 (DOI 10.4121/uuid:52fb97d4-4588-43c9-9d04-3604d4613b51)."""


@dataclass(frozen=True, slots=True)
class Act:
    """One event of the log as we understand it; ``verb`` is ``None`` for an activity without a meaning."""

    case: int
    at: datetime
    activity: str
    verb: Verb | None
    role: str


@dataclass(frozen=True, slots=True)
class Story:
    """One case of the log: its amount to the last decimal, its unit, and its acts by time."""

    number: int
    id: str
    unit: str
    amount: Decimal | None
    acts: tuple[Act, ...]

    @property
    def cents(self) -> Euro | None:
        """The amount to the cent, half a cent up."""
        return None if self.amount is None else Euro.of(self.amount, Rounding.HALF_UP)


def habit_in(cases: Iterable[LogCase], *, amount: str) -> Habit:
    """How a log in rows writes its amounts, as far as those prove it; XES stores numbers (``Habit.STORED``)."""
    return habit_of(_attribute(case, amount) for case in cases)


def story(
    number: int,
    case: LogCase,
    *,
    meanings: Iterable[Meaning],
    amount: str,
    unit: str,
    habit: Habit = Habit.STORED,
) -> Story:
    """Read a case; ``amount`` and ``unit`` name the attributes (of the case or its first event) that hold them.

    An amount that ``habit`` leaves two readings is none.
    """
    events = sorted(case.events, key=lambda event: event.at)
    rules = tuple(meanings)
    return Story(
        number=number,
        id=case.id,
        unit=_attribute(case, unit) or "-",
        amount=_amount(_attribute(case, amount), habit),
        acts=tuple(_act(number, event, rules) for event in events),
    )


def meanings_from(table: Mapping[str, str]) -> tuple[Meaning, ...]:
    """Read rules as ``{"APPROVED by *": "approve *"}``; raises ``UnknownVerb`` naming a verb that is not known."""
    return tuple(meaning_of(str(pattern), str(text)) for pattern, text in table.items())


def meaning_of(pattern: str, text: str) -> Meaning:
    """One rule from its line, ``verb`` or ``verb role``; raises ``UnknownVerb``."""
    word, _, role = text.strip().partition(" ")
    try:
        verb = Verb(word)
    except ValueError:
        raise UnknownVerb(word) from None
    default = EMPLOYEE if verb in (Verb.SAVE, Verb.SUBMIT, Verb.TAKE_BACK) else SERVICE_CENTRE
    return Meaning(pattern, verb, role.strip() or default)


@lru_cache(maxsize=1024)
def _fitting(pattern: str) -> re.Pattern[str]:
    """Only ``*`` stands for any text; every other sign is itself."""
    return re.compile("(.*)".join(re.escape(part) for part in pattern.split("*")), re.DOTALL)


def _act(number: int, event: LogEvent, rules: tuple[Meaning, ...]) -> Act:
    for rule in rules:
        role = rule.role_in(event.activity)
        if role is not None:
            return Act(number, event.at, event.activity, rule.verb, role)
    return Act(number, event.at, event.activity, None, event.role)


def _attribute(case: LogCase, name: str) -> str:
    if name in case.attributes:
        return case.attributes[name]
    return next((event.attributes[name] for event in case.events if name in event.attributes), "")


def _amount(text: str, habit: Habit) -> Decimal | None:
    try:
        return read_number(text, habit, money=True)
    except (NotANumber, TwoReadings):
        return None
