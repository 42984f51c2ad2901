"""Within what time a request of a person is answered: a dated table with its source."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from bodemplaat.kernel import months_later


@dataclass(frozen=True, slots=True)
class Clock:
    """A term in months from the day of the request; ``certainty`` as the legal research marks it."""

    valid_from: date
    months: int
    source: str
    certainty: str

    def last_day(self, day: date) -> date:
        """The last day of the term; a day that its month does not have becomes the last of that month."""
        return months_later(day, self.months)


@cache
def _clocks() -> tuple[Clock, ...]:
    file = resources.files("bodemplaat.foundation.privacy").joinpath("clock.csv")
    with file.open(encoding="utf-8") as lines:
        rows = [
            Clock(date.fromisoformat(row["valid_from"]), int(row["months"]), row["source"], row["certainty"])
            for row in csv.DictReader(lines, delimiter=";")
        ]
    return tuple(sorted(rows, key=lambda row: row.valid_from, reverse=True))


def clock_on(day: date) -> Clock:
    """The term that holds for a request of a day."""
    return next((row for row in _clocks() if row.valid_from <= day), _clocks()[-1])
