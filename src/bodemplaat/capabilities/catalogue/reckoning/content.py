"""What a version of a service says, as a value: its fields, what is wrong with them, and how it is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Final

from bodemplaat.capabilities.catalogue.reckoning.form import (
    UNWRITTEN,
    FieldKind,
    Form,
    Words,
    check_form,
    form_as_stored,
    form_from_stored,
)
from bodemplaat.kernel import Euro, Finding, say

PACKAGES: Final = ("basic", "plus")
LINES: Final = (1, 2, 3)
REQUESTERS: Final = (
    "employee",
    "manager",
    "personnel",
    "finance",
    "contract_manager",
    "budget_holder",
    "project_leader",
    "supplier",
    "customer",
)
"""Who can ask for a service."""
ROLES: Final = ("employee", "manager", "ssc_payer", "controller", "contract_manager", "administrator")
"""The roles that a service can name, where no role tells who is meant."""
KINDS: Final = (
    "lead_time",
    "accuracy",
    "reachability",
    "availability",
    "satisfaction",
    "completeness",
    "timely_delivery",
)
"""What an indicator measures."""
UNITS: Final = ("working_days", "calendar_days", "hours", "seconds", "grade", "percent", "")
"""What the number of a norm counts; empty where the indicator says it itself (on a day, before a start)."""

NEVER, ALWAYS, FROM_AMOUNT, SAMPLE = "", "always", "amount", "sample"
SECOND_CHECKS: Final = (NEVER, ALWAYS, FROM_AMOUNT, SAMPLE)
"""Which cases a second person checks before they are closed: none, all, from an amount on, or some by chance."""
NO_FORM: Final = Form()
_SKILL: Final = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")

LONGEST_NAME: Final = 120
LONGEST_TEXT: Final = 2000
MOST_INDICATORS: Final = 10
MOST_PRICE: Final = 10**11
HANDBOOK, PROPOSAL, OWN = "S", "O", "C"
"""Where a service comes from: stated in the handbook, proposed by Bodemplaat, or written by the cooperation."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, with its norm: within ``number`` of ``unit``, in ``percentage`` of a hundred cases."""

    kind: str
    words: Words
    number: Decimal | None = None
    unit: str = ""
    percentage: Decimal | None = None
    opening_hours: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one unit in a year."""

    year: int
    amount: Euro


@dataclass(frozen=True, slots=True)
class Content:
    """Every field of a service that is written. Who provides it is none of them: that follows from who provides for whom."""

    name: Words
    process: str
    description: Words = UNWRITTEN
    guidelines: Words = UNWRITTEN
    package: str = "basic"
    line: int = 1
    requesters: tuple[str, ...] = ("employee",)
    roles: tuple[str, ...] = ()
    """Only who has one of these asks for it; none where the role of whoever asks tells it (``requesters``)."""
    unit: Words = UNWRITTEN
    prices: tuple[Price, ...] = ()
    duties: Words = UNWRITTEN
    indicators: tuple[Indicator, ...] = ()
    how_to_order: Words = UNWRITTEN
    form: Form = NO_FORM
    case_type: str = "general"
    second_check: str = NEVER
    second_check_from: int | None = None
    """Whole euros, of the largest amount that is filled in."""
    second_check_share: int | None = None
    """Of a hundred cases."""
    skill: str = ""
    """The code of the named function that somebody has who works on it; empty where any clerk can."""
    skill_from: int = 1
    """The line from which on the skill is asked."""
    retention_years: int | None = None
    retention_basis: str = ""
    source: str = ""
    origin: str = OWN

    def price_in(self, year: int) -> Euro | None:
        """The price of one unit in a year."""
        return next((each.amount for each in self.prices if each.year == year), None)

    def skill_at(self, line: int) -> str:
        """The skill that is asked of whoever works on it at a line; empty where there is none."""
        return self.skill if line >= self.skill_from else ""


def skill_in_words(skill: str) -> str:
    """A skill as it is read: an organisation writes its name, and it is kept as a code."""
    return skill.replace("_", " ")


def check_content(content: Content) -> tuple[Finding, ...]:
    """Everything that is wrong with what a version says, by field; nothing means that it can be agreed on."""
    return (
        *_of_texts(content),
        *_of_codes(content),
        *_of_numbers(content),
        *_of_form(content),
        *_of_second_check(content),
    )


def _of_texts(content: Content) -> Iterator[Finding]:
    if not content.name.nl.strip():
        yield Finding("service.no_name", "name", say("Give the service a name, at least in Dutch."))
    for part in fields(content):
        value = getattr(content, part.name)
        most = LONGEST_NAME if part.name in ("name", "unit") else LONGEST_TEXT
        if isinstance(value, Words) and max(len(value.nl), len(value.en)) > most:
            text = say("This text is longer than {most} characters: shorten it.")
            yield Finding("service.long", part.name, text, {"most": most})


def _of_codes(content: Content) -> Iterator[Finding]:
    for part, known in (("package", PACKAGES), ("line", LINES)):
        if getattr(content, part) not in known:
            yield Finding(f"service.{part}", part, say("Choose one of the list."))
    if not content.requesters or set(content.requesters) - set(REQUESTERS):
        yield Finding("service.requesters", "requesters", say("Choose who can ask for this service."))
    if set(content.roles) - set(ROLES) or len(set(content.roles)) < len(content.roles):
        yield Finding("service.roles", "roles", say("Choose of the list."))
    if content.skill and not _SKILL.fullmatch(content.skill):
        yield Finding("service.skill", "skill", say("Name the skill in letters and figures, 40 at most."))
    if content.skill_from not in LINES:
        yield Finding("service.skill_from", "skill_from", say("Choose one of the list."))
    if content.retention_years is not None and not 0 <= content.retention_years <= 200:
        yield Finding("service.retention", "retention_years", say("Keep it 0 to 200 years."))


def _of_numbers(content: Content) -> Iterator[Finding]:
    years = [price.year for price in content.prices]
    if len(set(years)) < len(years):
        yield Finding("service.same_year", "prices", say("A year has two prices: take one out."))
    for price in content.prices:
        if not 2000 <= price.year <= 2200:
            yield Finding("service.year", "prices", say("Write a year between 2000 and 2200."))
        if not 0 <= price.amount.cents <= MOST_PRICE:
            yield Finding(
                "service.price", "prices", say("A price is zero or more, and no larger than a billion.")
            )
    if len(content.indicators) > MOST_INDICATORS:
        text = say("A service has at most {most} indicators.")
        yield Finding("service.indicators", "indicators", text, {"most": MOST_INDICATORS})
    for index, each in enumerate(content.indicators):
        yield from _of_indicator(each, f"indicators.{index}")


def _of_indicator(each: Indicator, place: str) -> Iterator[Finding]:
    if not each.words.nl.strip():
        yield Finding("indicator.words", f"{place}.words", say("Write what is measured, at least in Dutch."))
    if each.kind not in KINDS:
        yield Finding("indicator.kind", f"{place}.kind", say("Choose one of the list."))
    if each.unit not in UNITS or (each.number is not None and not each.unit):
        yield Finding("indicator.unit", f"{place}.unit", say("Choose what the number counts."))
    if each.number is not None and not (each.number.is_finite() and 0 <= each.number <= 100_000):
        yield Finding("indicator.number", f"{place}.number", say("Write a number from 0 to 100,000."))
    if each.percentage is not None and not (each.percentage.is_finite() and 0 < each.percentage <= 100):
        text = say("Write a percentage above 0 and up to 100.")
        yield Finding("indicator.percentage", f"{place}.percentage", text)
    if each.number is None and each.percentage is None:
        text = say("Write the norm: a number, a percentage, or both.")
        yield Finding("indicator.norm", f"{place}.number", text)


def _of_form(content: Content) -> Iterator[Finding]:
    for each in check_form(content.form):
        yield Finding(each.code, f"form.{each.place}", each.text, each.values)


def _of_second_check(content: Content) -> Iterator[Finding]:
    if content.second_check not in SECOND_CHECKS:
        yield Finding("service.check", "second_check", say("Choose one of the list."))
    if content.second_check == FROM_AMOUNT:
        if not 0 <= (-1 if content.second_check_from is None else content.second_check_from) <= MOST_PRICE:
            text = say("Write from which amount on, in whole euros.")
            yield Finding("service.check_from", "second_check_from", text)
        kinds = {each.kind for field in content.form.fields for each in (field, *field.columns)}
        if FieldKind.AMOUNT not in kinds:
            text = say("The form asks for no amount: add such a field, or choose another rule.")
            yield Finding("service.check_field", "second_check", text)
    if content.second_check == SAMPLE and not 1 <= (content.second_check_share or 0) <= 100:
        text = say("Write how many of a hundred are checked, from 1 to 100.")
        yield Finding("service.check_share", "second_check_share", text)


def content_as_stored(content: Content) -> dict[str, Any]:
    """What a version says as plain texts, numbers and lists, as it is kept."""
    stored: dict[str, Any] = {}
    for part in fields(content):
        value = getattr(content, part.name)
        stored[part.name] = [value.nl, value.en] if isinstance(value, Words) else value
    return stored | {
        "requesters": list(content.requesters),
        "roles": list(content.roles),
        "prices": [[each.year, each.amount.cents] for each in content.prices],
        "indicators": [
            {
                "kind": each.kind,
                "words": [each.words.nl, each.words.en],
                "number": None if each.number is None else str(each.number),
                "unit": each.unit,
                "percentage": None if each.percentage is None else str(each.percentage),
                "opening_hours": each.opening_hours,
            }
            for each in content.indicators
        ],
        "form": form_as_stored(content.form),
    }


def content_from_stored(stored: dict[str, Any]) -> Content:
    """What ``content_as_stored`` kept."""
    texts = {
        part: Words(*stored[part])
        for part in ("name", "description", "guidelines", "unit", "duties", "how_to_order")
    }
    return Content(
        **stored
        | texts
        | {
            "requesters": tuple(stored["requesters"]),
            "roles": tuple(stored.get("roles", ())),
            "prices": tuple(Price(year, Euro(cents)) for year, cents in stored["prices"]),
            "indicators": tuple(
                Indicator(
                    kind=each["kind"],
                    words=Words(*each["words"]),
                    number=None if each["number"] is None else Decimal(each["number"]),
                    unit=each["unit"],
                    percentage=None if each["percentage"] is None else Decimal(each["percentage"]),
                    opening_hours=each["opening_hours"],
                )
                for each in stored["indicators"]
            ),
            "form": form_from_stored(stored["form"]),
        }
    )
