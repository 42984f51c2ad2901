"""Where a message begins to repeat the one that it answers, as Dutch and English mail programs write it.

Only what stands at the end counts: below an answer that is written between the lines of another nothing is taken for a
repetition. Nothing is thrown away by it; a page folds what follows.
"""

import re
from collections.abc import Sequence
from typing import Final

_INTRODUCED: Final = re.compile(
    r"(?:Op|On|Am|Le)\b.{4,200}?(?:schreef\b.{0,120}|geschreven|wrote|schrieb\b.{0,120}|a écrit)\s?:",
    re.IGNORECASE,
)
"""``Op ma 3 nov 2025 om 10:00 schreef Balie <…>:``, ``… heeft Balie <…> het volgende geschreven:``, ``On … wrote:``."""
_LINED: Final = re.compile(
    r"[-_ ]{2,}\s*(?:Oorspronkelijk bericht|Doorgestuurd bericht|Original Message|Forwarded message)\s*[-_ ]{2,}",
    re.IGNORECASE,
)
_FROM: Final = re.compile(r"\*?(?:Van|From):\*?\s?\S", re.IGNORECASE)
_MORE: Final = re.compile(r"\*?(?:Verzonden|Datum|Sent|Date|Aan|To|Onderwerp|Subject):\*?", re.IGNORECASE)
_HEAD_LINES: Final = 6


def quoted_from(text: str) -> int:
    """The place in a text from which it only repeats an earlier message; its length where it repeats none."""
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if _begins_quote(lines, number, line.strip()):
            place = sum(map(len, lines[:number]))
            return place if text[:place].strip() else len(text)
    return len(text)


def _begins_quote(lines: Sequence[str], number: int, line: str) -> bool:
    rest = lines[number:]
    if _LINED.fullmatch(line):
        return True
    if _FROM.match(line):
        return sum(bool(_MORE.match(each.strip())) for each in rest[1:_HEAD_LINES]) >= 2
    if line.startswith(">"):
        return _only_quotes(rest)
    for length in (1, 2, 3):
        if _INTRODUCED.fullmatch(" ".join(each.strip() for each in rest[:length])):
            return _only_quotes(rest[length:]) or not any(each.lstrip().startswith(">") for each in rest)
    return False


def _only_quotes(lines: Sequence[str]) -> bool:
    """Whether all of it is marked as repeated, but for blank lines and a signature under it."""
    worded = [each.strip() for each in lines]
    if "--" in worded:
        worded = worded[: worded.index("--")]
    return bool(worded) and all(not each or each.startswith(">") for each in worded)
