"""Who takes part and since when, and the counted figures that keys divide by."""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Self

from bodemplaat.kernel import Period

ALWAYS = Period(date.min)


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation taking part, on every day of ``membership``."""

    name: str
    membership: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of a driver (inhabitants, workplaces, clients, …) a participant counts, from a day on."""

    driver: str
    participant: str
    value: Decimal
    since: date = date.min
    source: str = field(default="", compare=False)


class Figures:
    """A book of figures: which one holds for a driver and a participant on a day."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._book: dict[tuple[str, str], list[Figure]] = {}
        for figure in sorted(figures, key=lambda f: f.since):
            self._book.setdefault((figure.driver, figure.participant), []).append(figure)

    def on(self, day: date, driver: str, participant: str) -> Figure | None:
        """The newest figure that is in force on ``day``, or ``None``."""
        history = self._book.get((driver, participant), [])
        newest = bisect_right(history, day, key=lambda f: f.since) - 1
        return history[newest] if newest >= 0 else None

    def replaced_by(self, later: Iterable[Figure]) -> Self:
        """The same book, with only the figures of ``later`` for each driver and participant named there."""
        replacing = list(later)
        overruled = {(figure.driver, figure.participant) for figure in replacing}
        kept = (figure for name, history in self._book.items() if name not in overruled for figure in history)
        return type(self)([*kept, *replacing])

    @property
    def drivers(self) -> frozenset[str]:
        """Every driver that somebody counts."""
        return frozenset(driver for driver, _ in self._book)

    def changes(self, drivers: Collection[str]) -> frozenset[date]:
        """The days on which a figure of one of the drivers changes."""
        return frozenset(
            figure.since
            for (driver, _), history in self._book.items()
            if driver in drivers
            for figure in history
        )
