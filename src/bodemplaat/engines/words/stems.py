"""A text as words, and a word as its stem."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import snowballstemmer

LONGEST: Final = 40
"""Letters of a word that count; what is longer is cut."""
STOP_WORDS: Final = frozenset(
    [
        "aan",
        "al",
        "als",
        "bij",
        "dan",
        "dat",
        "de",
        "deze",
        "die",
        "dit",
        "door",
        "een",
        "en",
        "er",
        "haar",
        "heb",
        "hebben",
        "heeft",
        "het",
        "hij",
        "hoe",
        "hun",
        "ik",
        "in",
        "is",
        "je",
        "kan",
        "kunnen",
        "maar",
        "me",
        "met",
        "mij",
        "mijn",
        "moet",
        "na",
        "naar",
        "niet",
        "nog",
        "of",
        "om",
        "onze",
        "ook",
        "op",
        "over",
        "te",
        "tot",
        "u",
        "uit",
        "uw",
        "van",
        "veel",
        "via",
        "voor",
        "waar",
        "waarom",
        "wanneer",
        "wat",
        "we",
        "welke",
        "wel",
        "wie",
        "wij",
        "word",
        "worden",
        "wordt",
        "zal",
        "ze",
        "zich",
        "zij",
        "zijn",
        "zo",
        "a",
        "an",
        "and",
        "are",
        "at",
        "be",
        "by",
        "can",
        "do",
        "for",
        "from",
        "has",
        "have",
        "how",
        "i",
        "if",
        "it",
        "my",
        "not",
        "on",
        "or",
        "our",
        "the",
        "to",
        "was",
        "we",
        "what",
        "when",
        "where",
        "who",
        "why",
        "with",
        "you",
        "your",
    ]
)
"""Words that tell nothing of what a text is about, in Dutch and English."""
_DUTCH: Final = snowballstemmer.stemmer("dutch")
_DOUBLE: Final = re.compile(r"(.)\1+")
_LATIN_PLURAL: Final = re.compile(r"ea$")  # jubilea, musea
_LEFT_BEFORE_AN_ENDING: Final = 4


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in their order, in small letters without accents; stop words and single letters are left out.

    Letters and figures make words, and an apostrophe within one goes: auto's is autos.
    """
    small = unicodedata.normalize("NFKD", text).casefold()  # 𝕊 has no small letter before it is an S
    plain = "".join(each for each in unicodedata.normalize("NFKD", small) if not unicodedata.combining(each))
    plain = plain.replace("'", "").replace("’", "")
    cut = "".join(each if each.isalnum() else " " for each in plain).split()
    return tuple(
        each[:LONGEST] for each in cut if each not in STOP_WORDS and (len(each) > 1 or each.isdigit())
    )


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one word of ``words_of``. A word with a figure in it is a number or a code: it stays as it is."""
    if not word.isalpha():
        return word
    folded = str(_DUTCH.stemWord(_LATIN_PLURAL.sub("eum", word)))
    folded = _DOUBLE.sub(r"\1", folded)
    if folded.endswith("z"):
        folded = folded[:-1] + "s"
    if folded.endswith("v"):
        folded = folded[:-1] + "f"
    if folded[-1:] in ("d", "t", "s") and len(folded) > _LEFT_BEFORE_AN_ENDING:
        folded = folded[:-1]
    return folded or word


def stems_of(text: str) -> frozenset[str]:
    """The stems of the words of a text."""
    return frozenset(map(stem, words_of(text)))
