"""The lists of the Register van Overheidsorganisaties that are shipped with the platform (CC0, read in November 2026)."""

import csv
from collections.abc import Iterator
from importlib import resources


def rows_of_register(name: str) -> Iterator[dict[str, str]]:
    """The rows of a list, by the names in its first line."""
    file = resources.files("bodemplaat.foundation.organisations").joinpath(f"{name}.csv")
    with file.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter=";")
