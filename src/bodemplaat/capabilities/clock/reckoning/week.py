"""Opening hours as somebody writes them, and as they are kept: one line for each day of the week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bodemplaat.engines.service_time import Opening, WeekPattern
from bodemplaat.kernel import Finding, say

DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of a week as places of findings, Monday first."""
MOST_STRETCHES: Final = 4
ASSUMED: Final = (("09:00-17:00",),) * 5 + ((),) * 2
"""What is counted with where a provider wrote no hours: Monday to Friday, nine to five."""

Stretches = tuple[str, ...]
"""The stretches of opening of one day, each as ``09:00-17:00``; none for a day that is closed."""


@dataclass(frozen=True, slots=True)
class DayRead:
    """One day as it was read: its stretches in order, or what is wrong with what was written."""

    stretches: Stretches = ()
    findings: tuple[Finding, ...] = ()


def read_day(text: str, place: str) -> DayRead:
    """Read ``09:00-12:30 13:00-17:00``; nothing means closed. ``place`` is where findings point."""
    parts = text.replace(",", " ").replace("–", "-").replace(" - ", "-").split()
    openings: list[Opening] = []
    for part in parts:
        try:
            openings.append(Opening.of(part))
        except ValueError:
            words = say("Write opening hours such as 09:00-17:00, with a space between two stretches.")
            return DayRead(findings=(Finding("hours.stretch", place, words),))
    ordered = sorted(openings)
    if any(later.opens < earlier.closes for earlier, later in pairwise(ordered)):
        return DayRead(
            findings=(
                Finding("hours.overlap", place, say("Two stretches overlap: let one end before the next.")),
            )
        )
    if len(ordered) > MOST_STRETCHES:
        words = say("A day has at most {most} stretches.")
        return DayRead(findings=(Finding("hours.many", place, words, {"most": MOST_STRETCHES}),))
    return DayRead(tuple(map(str, ordered)))


def pattern_of(week: Sequence[Iterable[str]]) -> WeekPattern:
    """A week as it is kept, for the engine."""
    return WeekPattern(tuple(tuple(Opening.of(each) for each in day) for day in week))


def is_ever_open(week: Sequence[Stretches]) -> bool:
    """Whether a week has any opening at all: without it no term would ever end."""
    return any(week)
