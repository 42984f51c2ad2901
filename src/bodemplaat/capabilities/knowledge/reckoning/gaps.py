"""What is kept of a question that found nothing: words, never a number, an address, or a name."""

from collections.abc import Collection
from typing import Final

from bodemplaat.engines import words

MOST_WORDS, LONGEST = 6, 120
_LONGEST_WORD: Final = 30


def words_of_gap(text: str, names: Collection[str]) -> str:
    """The words of a question, in their order, that say what it is about; empty where nothing of it can be kept.

    Words with a figure in them, and what is a part of one of ``names`` (people of the organisation), are left out; so is the
    whole question where it holds an address of e-mail.
    """
    if "@" in text:
        return ""
    of_people = {word for name in names for word in words.words_of(name)}
    kept = [
        word
        for word in words.words_of(text)
        if word.isalpha() and word not in of_people and len(word) <= _LONGEST_WORD
    ]
    return " ".join(dict.fromkeys(kept[:MOST_WORDS]))[:LONGEST]
