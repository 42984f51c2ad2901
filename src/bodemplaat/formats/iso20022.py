"""What every ISO 20022 message shares: how amounts, moments and accounts are written, and its leaves by path."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from lxml import etree

from bodemplaat.kernel import Euro, without_turning

__all__ = [
    "day_or_none",
    "identity",
    "leaves",
    "moment_or_none",
    "read_amount",
    "read_day",
    "read_moment",
    "written_moment",
]

DUTCH: Final = ZoneInfo("Europe/Amsterdam")
_NO_IDENTITY = frozenset(
    {
        "NONREF",
        "NOREF",
        "NOTPROVIDED",
        "NOTAVAILABLE",
        "NOTAPPLICABLE",
        "NONE",
        "NA",
        "UNKNOWN",
        "NOREFERENCE",
        "GEEN",
        "NIHIL",
        "NVT",
        "XXX",
    }
)
_BETWEEN = re.compile(r"[\W_]+")
_AMOUNT = re.compile(r"(\d{1,16})(?:\.(\d{1,2})0*)?$", re.ASCII)


def leaves(element: etree._Element) -> dict[str, str]:
    """Every text in an element by its path of local names: ``{"Refs/EndToEndId": "…"}``.

    Where a path occurs more than once, as several lines of remittance text do, the texts are joined by a space.
    The currency of an amount stands under ``…/@Ccy``. Empty elements are absent.
    """
    fields: dict[str, str] = {}
    _gather(element, "", fields)
    return fields


def _gather(element: etree._Element, path: str, fields: dict[str, str]) -> None:
    for child in element:
        tag = child.tag
        name = tag[tag.rfind("}") + 1 :]
        text = child.text
        if text and (text := without_turning(text).strip()):
            here = path + name
            fields[here] = f"{fields[here]} {text}" if here in fields else text
            if name.endswith("Amt") and (currency := child.get("Ccy")):
                fields[here + "/@Ccy"] = currency
        else:
            _gather(child, f"{path}{name}/", fields)


def identity(reference: str) -> str:
    """A reference that identifies something; empty for what stands where a bank has none, such as ``NONREF``."""
    if not reference:
        return ""
    bare = reference.upper()
    if not bare.isalnum():
        bare = _BETWEEN.sub("", bare)
    return "" if bare in _NO_IDENTITY or not bare.strip("0") else reference


def read_amount(text: str) -> Euro:
    """Exactly the cents that are written; trailing zeros may follow. Raises ``ValueError`` for anything else."""
    match = _AMOUNT.match(text)
    if match is None:
        raise ValueError(f"not an amount in whole cents: {text!r}")
    whole, cents = match.groups(default="")
    return Euro(int(whole) * 100 + int(cents.ljust(2, "0")))


@lru_cache(maxsize=256)  # a statement names few days, each in every entry
def read_day(text: str) -> date:
    """An ISODate, or the day of an ISODateTime as written; an offset after a date is dropped. Raises ``ValueError``."""
    return date.fromisoformat(text[:10])


def read_moment(text: str) -> datetime:
    """An ISODateTime with the offset it has, or none. Raises ``ValueError``."""
    return datetime.fromisoformat(text)


def day_or_none(facts: Mapping[str, str], path: str) -> date | None:
    """The day under ``Dt`` or ``DtTm`` of a path, if it is there and readable.

    A moment that names its offset is on the Dutch day that it falls on: 23:30 in universal time is tomorrow here.
    """
    day, moment = facts.get(f"{path}/Dt", ""), facts.get(f"{path}/DtTm", "")
    try:
        if day or not moment:
            return read_day(day) if day else None
        at = read_moment(moment)
    except ValueError:
        return None
    return at.date() if at.tzinfo is None else at.astimezone(DUTCH).date()


def moment_or_none(text: str) -> datetime | None:
    """The moment, if it is there and readable."""
    try:
        return read_moment(text) if text else None
    except ValueError:
        return None


def written_moment(moment: datetime) -> str:
    """An ISODateTime in whole seconds, with its offset if it has one."""
    return moment.isoformat(timespec="seconds")
