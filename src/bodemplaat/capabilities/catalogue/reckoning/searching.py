"""Finding services by words, forgiving typing faults: every word must come close to a word of the service."""

import unicodedata
from collections.abc import Iterable

from bodemplaat.capabilities.catalogue.reckoning.content import Content


def matches(text: str, code: str, content: Content) -> bool:
    """Whether every word that was typed is found in the code, the name or the description, or nearly so.

    A word of four letters may have one fault, of eight two; shorter ones and codes none. Accents do not count.
    """
    words = set(
        _words(
            f"{code} {content.name.nl} {content.name.en} {content.description.nl} {content.description.en}"
        )
    )
    return all(any(_is_near(typed, word) for word in words) for typed in _words(text[:100]))


def _words(text: str) -> Iterable[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in bare).split()


def _is_near(typed: str, word: str) -> bool:
    if typed in word:
        return True
    faults = 0 if len(typed) < 4 or not typed.isalpha() else 1 if len(typed) < 8 else 2
    return faults > 0 and _distance(typed, word, faults) <= faults


def _distance(one: str, other: str, most: int) -> int:
    """Letters added, left out, changed, or exchanged with their neighbour, up to ``most``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return row[-1]
