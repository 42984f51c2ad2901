"""Opening a message and the files that came with it, each in a guarded child; outside any transaction, for it takes its time."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bodemplaat.capabilities.cases.api import MOST_MAIL_WORDS
from bodemplaat.formats.mail import Letter, letter_from_answer
from bodemplaat.foundation.documents.api import Inspected, UnusableFile, inspect
from bodemplaat.foundation.guard.api import GuardedFailure, Limits, run_guarded

READER: Final = "bodemplaat.formats.mail.read:read_guarded"
MOST_BYTES: Final = 25 * 1024 * 1024
"""Of a message; mail servers of municipalities take about as much."""
HEAD_BYTES: Final = 64 * 1024
LIMITS: Final = Limits(seconds=30, cpu_seconds=15, memory=1024 * 1024 * 1024, answer=2 * MOST_BYTES)
MOST_FILES: Final = 10

Opened = Sequence[tuple[str, Inspected]]


def opened(content: bytes) -> Letter | None:
    """A message as values, with as much of its text as a case may hold; ``None`` where it does not open."""
    try:
        letter = letter_from_answer(run_guarded(READER, content, limits=LIMITS))
    except GuardedFailure:
        return None
    most = MOST_MAIL_WORDS
    return replace(letter, text=letter.text[:most], quoted_from=min(letter.quoted_from, most))


def head_of(content: bytes) -> bytes:
    """The headers of a message alone."""
    head = content[:HEAD_BYTES].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return head + b"\n\n"


def looked_at(letter: Letter) -> tuple[Opened, tuple[UnusableFile, ...]]:
    """The files that came with a message and can be kept, and why the others cannot."""
    good: list[tuple[str, Inspected]] = []
    wrong: list[UnusableFile] = []
    for each in letter.attachments[:MOST_FILES]:
        try:
            good.append(("", inspect(each.name, each.content)))
        except UnusableFile as unusable:
            wrong.append(unusable)
    return good, tuple(wrong)
