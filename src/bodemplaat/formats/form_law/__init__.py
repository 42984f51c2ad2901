"""The legal forms in which municipalities can work together, as a dated table, each row with its source and certainty.

``forms.csv`` says of each form what it can carry. A change of the law is a new row of that form; what a row says of the past is
never changed.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib import resources

from bodemplaat.kernel import Certainty


class FormKind(Enum):
    """The legal forms."""

    PUBLIC_BODY = "public-body"
    """Openbaar lichaam."""
    OPERATIONAL = "operational"
    """Bedrijfsvoeringsorganisatie."""
    JOINT_ORGAN = "joint-organ"
    """Gemeenschappelijk orgaan."""
    CENTRE = "centre"
    """Centrumgemeente."""
    LIGHT = "light"
    """Regeling zonder meer."""
    FOUNDATION = "foundation"
    COMPANY = "company"
    COOPERATIVE = "cooperative"
    ASSOCIATION = "association"
    COVENANT = "covenant"


class LawKind(Enum):
    """Which law a form is of."""

    PUBLIC = "public"
    PRIVATE = "private"
    MIXED = "mixed"


class StaffKind(Enum):
    """Whose staff does the work."""

    OWN = "own"
    CENTRE = "centre"
    """That of the centre municipality."""
    SECONDED = "seconded"
    """That of participants, seconded."""
    NONE = "none"


class Powers(Enum):
    """Whether powers can go over to a form, so that it decides in its own name."""

    YES = "yes"
    LIMITED = "limited"
    """Only what the act leaves that form."""
    NO = "no"


@dataclass(frozen=True, slots=True)
class LawForm:
    """What a form can carry from ``valid_from``; ``text_of`` is the day of the text that was read, ``None`` where it was no law."""

    kind: FormKind
    valid_from: date
    law: LawKind
    is_person: bool
    staff: StaffKind
    can_levy: bool
    takes_powers: Powers
    is_supporting_only: bool
    parties: frozenset[str]
    """``council``, ``executive``, ``mayor``."""
    source: str
    text_of: date | None
    certainty: Certainty


@cache
def law_forms() -> tuple[LawForm, ...]:
    """Every row, in the order of the table."""
    file = resources.files("bodemplaat.formats.form_law").joinpath("forms.csv")
    with file.open(encoding="utf-8") as lines:
        return tuple(
            LawForm(
                kind=FormKind(row["form"]),
                valid_from=date.fromisoformat(row["valid_from"]),
                law=LawKind(row["law"]),
                is_person=row["person"] == "yes",
                staff=StaffKind(row["staff"]),
                can_levy=row["levies"] == "yes",
                takes_powers=Powers(row["takes_powers"]),
                is_supporting_only=row["supporting_only"] == "yes",
                parties=frozenset(row["parties"].split(",")),
                source=row["source"],
                text_of=date.fromisoformat(row["text_of"]) if row["text_of"] else None,
                certainty=Certainty(row["certainty"]),
            )
            for row in csv.DictReader(lines, delimiter=";")
        )


def law_forms_on(day: date) -> Mapping[FormKind, LawForm]:
    """The row of each form that holds on a day; empty before the table begins."""
    rows = sorted(law_forms(), key=lambda each: each.valid_from)
    return {row.kind: row for row in rows if row.valid_from <= day}
