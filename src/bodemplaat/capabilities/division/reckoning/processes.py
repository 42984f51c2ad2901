"""The lists of processes that a cooperation divides: start content, read from a file of this room.

Facts from the checklists of the VNG manual for a shared service centre (bijlage 1 and 2) and from the workshop of ISZF and
Equalit, in our own short wording. Which rows are administrative is our own proposal: the manual names the principle only.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final

MUNICIPALITY: Final = "municipality"


class ProcessList(StrEnum):
    """A list of processes that is divided as a whole."""

    PERSONNEL = "personnel"
    FINANCE = "finance"
    ICT = "ict"


class Origin(StrEnum):
    """How surely a row stands in its source; a proposal of ours never looks like the source's word."""

    STATED = "S"
    PARTLY_LEGIBLE = "P"
    INFERRED = "I"
    OWN = "O"


@dataclass(frozen=True, slots=True)
class Process:
    """A process as the lists have it; what is by language is a mapping with ``nl`` and ``en``.

    ``parent`` is the code of the process that it is a part of, empty for a main process. ``fixed`` is the side that it cannot
    leave (``municipality``), empty where a cooperation decides. ``covers`` names steps within it. ``overlaps`` are codes of
    rows of another list that are the same work. ``task`` is the code of the platform's task that is this work, else empty.
    ``is_administrative`` is our own proposal. ``is_heading``: others are its parts, so it is not divided itself.
    """

    list: ProcessList
    code: str
    parent: str
    names: Mapping[str, str]
    fixed: str
    covers: Mapping[str, tuple[str, ...]]
    overlaps: tuple[str, ...]
    task: str
    source: str
    origin: Origin
    notes: Mapping[str, str]
    is_administrative: bool
    is_heading: bool

    def name(self, language: str) -> str:
        """Its name in a language; English for one that the lists do not have."""
        return self.names.get(language[:2], self.names["en"])


def processes(of: str) -> tuple[Process, ...]:
    """The processes of a list in its own order; raises ``ValueError`` for a list that there is not."""
    wanted = ProcessList(of)
    return tuple(each for each in _every() if each.list is wanted)


def process(code: str) -> Process:
    """The process with a code, of whatever list; raises ``LookupError`` for one that there is not."""
    try:
        return _by_code()[code]
    except KeyError:
        raise LookupError(f"there is no process {code}") from None


def divisible(of: str) -> tuple[Process, ...]:
    """The processes of a list that are given to a side: all but the headings."""
    return tuple(each for each in processes(of) if not each.is_heading)


def processes_of_task(task: str) -> tuple[Process, ...]:
    """The processes that are a task of the platform; the first that a cut decides on says who does the task.

    A customer has one desk for all lists, until it has one for a list: that desk follows the help desk, as the desk of ICT does.
    """
    task = "desk_ict" if task == "desk" else task
    return tuple(sorted((each for each in _every() if each.task == task), key=lambda each: _LEADS[each.code]))


_LEADS: Final[Mapping[str, int]] = {
    "per-8B": 0,
    "fin-7": 1,
    "fin-9": 0,
    "per-8A": 1,
    "ict-AU1": 0,
    "ict-IU1": 1,
}
"""Expense claims follow the claims of personnel before payables; payments follow cash and bank before those of payroll; cases
at the desk follow the help desk for applications before that for infrastructure."""


@cache
def _by_code() -> Mapping[str, Process]:
    return {each.code: each for each in _every()}


@cache
def _every() -> tuple[Process, ...]:
    file = resources.files("bodemplaat.capabilities.division").joinpath("processes.csv")
    with file.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    parents = {row["parent"] for row in rows}
    return tuple(
        Process(
            list=ProcessList(row["list"]),
            code=row["code"],
            parent=row["parent"],
            names={"nl": row["nl"], "en": row["en"]},
            fixed=row["fixed"],
            covers={"nl": _parts(row["covers_nl"]), "en": _parts(row["covers_en"])},
            overlaps=_parts(row["overlaps"]),
            task=row["task"],
            source=row["source"],
            origin=Origin(row["origin"]),
            notes={"nl": row["note_nl"], "en": row["note_en"]},
            is_administrative=bool(row["administrative"]),
            is_heading=row["code"] in parents,
        )
        for row in rows
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))
