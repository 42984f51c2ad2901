"""Whether what was typed comes near what is written, and what comes nearest."""

from collections.abc import Iterable
from string import ascii_lowercase
from typing import Final, TypeVar

from bodemplaat.engines.words.stems import stem, words_of

T = TypeVar("T")

_FROM_ONE, _FROM_TWO = 4, 8
_EXACT, _BEGINS, _WITHIN, _NEARLY = 8, 4, 2, 1
_MOST_TYPED: Final = 8
"""Words of a question that are looked at."""


def faults_forgiven(typed: str) -> int:
    """How many faults a word may have: one from four letters on, two from eight; a code or number none."""
    if len(typed) < _FROM_ONE or not typed.isalpha():
        return 0
    return 1 if len(typed) < _FROM_TWO else 2


def is_near(typed: str, word: str) -> bool:
    """Whether two words are the same but for the faults that are forgiven."""
    faults = faults_forgiven(typed)
    return faults > 0 and _distance(typed, word, faults) <= faults


def stems_one_fault_away(typed: str) -> frozenset[str]:
    """The stems of what a word may have been meant to be, with one letter added, left out, changed or exchanged with the next.

    A fault in an ending gives another stem that nothing is near: declarasie keeps its ending, declaratie loses it. Empty for
    a word of which no fault is forgiven.
    """
    if not faults_forgiven(typed):
        return frozenset()
    cuts = [(typed[:place], typed[place:]) for place in range(len(typed) + 1)]
    meant = {
        *(before + letter + after for before, after in cuts for letter in ascii_lowercase),
        *(before + letter + after[1:] for before, after in cuts if after for letter in ascii_lowercase),
        *(before + after[1:] for before, after in cuts if after),
        *(before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1),
    }
    return frozenset(map(stem, meant))


def matches(text: str, written: Iterable[str]) -> bool:
    """Whether every word that was typed is found in the written texts: by its stem, within a word, or nearly so.

    Where nothing was typed everything is found; where what was typed holds no word ("%", "de") nothing is.
    """
    sought = words_of(text)[:_MOST_TYPED]
    if not sought:
        return not text.strip()
    words = frozenset(word for each in written for word in words_of(each))
    return all(_how_near(typed, words) for typed in sought)


def ranked(text: str, among: Iterable[tuple[T, str, str]]) -> tuple[T, ...]:
    """What comes nearest to what was typed, nearest first; each comes with its title, which counts three times, and its text.

    At least half of the words that were typed have to be found; where nothing was typed nothing is.
    """
    typed = words_of(text)[:_MOST_TYPED]
    scored = []
    for place, (each, title, body) in enumerate(among):
        in_title, in_body = frozenset(words_of(title)), frozenset(words_of(body))
        points = [max(3 * _how_near(word, in_title), _how_near(word, in_body)) for word in typed]
        hits = sum(point > 0 for point in points)
        if typed and 2 * hits >= len(typed):
            scored.append((-hits, -sum(points), place, each))
    return tuple(row[3] for row in sorted(scored, key=lambda row: row[:3]))


def _how_near(typed: str, words: frozenset[str]) -> int:
    best = 0
    stemmed = stem(typed)
    for word in words:
        if word == typed or stem(word) == stemmed:
            return _EXACT
        if word.startswith(typed):
            best = max(best, _BEGINS)
        elif typed in word:
            best = max(best, _WITHIN)
        elif best < _NEARLY and (is_near(typed, word) or _is_part(typed, word)):
            best = _NEARLY
    return best


def _is_part(typed: str, word: str) -> bool:
    """Whether the word written is a part of a compound that was typed: reiskostenvergoeding finds vergoeding."""
    return len(word) > _FROM_ONE + 1 and word in typed


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
