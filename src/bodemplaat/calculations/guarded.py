"""A file of a stranger worked out in a guarded child: bytes go in, bytes come out, and its end is a message.

What the child answers is plain data in the reader's language (``Told``) or a whole file; it opens no file, reaches no
database and has its own limits. One process works out one file at a time, and whoever comes meanwhile waits for a while.
"""

import json
import logging
import threading
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypedDict, cast

from bodemplaat.foundation.guard.api import GuardedFailure, Limits, Why, run_guarded
from bodemplaat.kernel import Finding, say

if TYPE_CHECKING:
    from bodemplaat.presentation.page import Page

LIMITS: Final = Limits(seconds=60, cpu_seconds=45, memory=2_000_000_000, answer=40_000_000)
DRAWING: Final = Limits(seconds=60, cpu_seconds=45, memory=1 << 50, answer=40_000_000)
"""For paper: what draws its pictures reserves far more addresses than it ever uses, so time alone limits it."""
SECONDS_TO_WAIT: Final = 90
ANY: Final = ""
"""Of a kind that the file itself has to tell."""
TREE: Final = "tree"
"""The form of an answer that is the model itself, as ``file.tree`` keeps it."""
ANSWER: Final = "bodemplaat.calculations.answering:answer"
"""What the child calls; its module and all that draws are loaded there and never here."""

_one_at_a_time = threading.Lock()
_log = logging.getLogger(__name__)


class Mistake(TypedDict):
    """One thing that is wrong or asks for attention: where in the file, in which field, and what to do."""

    place: str
    field: str
    text: str
    stops: bool


class Told(TypedDict):
    """What a file came to: as which kind it was read and as which it could be; what is wrong with it, or else its report
    and its fields. ``kind`` is empty for a file that is no model.
    """

    kind: str
    could_be: list[str]
    mistakes: list[Mistake]
    page: "Page | None"
    fields: list[tuple[str, str]]


class NotWorkedOut(Exception):
    """The child gave no answer; ``finding`` says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.render())


@dataclass(frozen=True, slots=True)
class Question:
    """A file and what is asked of it. ``kind`` is a name in ``KINDS`` or ``ANY``; ``day`` stands on the report."""

    name: str
    content: bytes
    kind: str
    language: str
    day: date

    def written(self, form: str) -> bytes:
        """As bytes, for the child: a line of JSON and the file."""
        head = {
            "name": self.name,
            "kind": self.kind,
            "language": self.language,
            "day": self.day.isoformat(),
            "form": form,
        }
        return json.dumps(head).encode() + b"\n" + self.content

    @classmethod
    def read(cls, data: bytes) -> "tuple[Question, str]":
        """The question back from its bytes, and the form of the answer."""
        head, _, content = data.partition(b"\n")
        fields = json.loads(head)
        day = date.fromisoformat(fields["day"])
        return cls(fields["name"], content, fields["kind"], fields["language"], day), fields["form"]


def work_out(question: Question) -> Told:
    """Work the file out for a page; what is wrong with the file is in the answer. Raises ``NotWorkedOut``."""
    return as_told(_asked(question, "page", LIMITS))


def as_told(answer: bytes) -> Told:
    """What ``work_out`` answered, back from the bytes that ``as_bytes`` made of it."""
    return cast(Told, json.loads(answer))


def as_bytes(answer: Told) -> bytes:
    """The same as bytes, to be remembered."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def write_file(question: Question, form: str) -> bytes:
    """The report as a file: ``xlsx``, ``pdf`` or ``json``, or the model as a ``TREE``. Raises ``NotWorkedOut``, also when the file has mistakes."""
    return _asked(question, form, DRAWING if form == "pdf" else LIMITS)


def _asked(question: Question, form: str, limits: Limits) -> bytes:
    if not _one_at_a_time.acquire(timeout=SECONDS_TO_WAIT):
        text = say("Many models are being worked out at this moment. Try again in a minute.")
        raise NotWorkedOut(Finding("model.busy", question.name, text))
    try:
        return run_guarded(ANSWER, question.written(form), limits=limits)
    except GuardedFailure as failure:
        _log.warning("a model (%d bytes) was not worked out as %s: %s", len(question.content), form, failure)
        raise NotWorkedOut(
            Finding("model.no_answer", question.name, _ENDS.get(failure.why, _ENDED))
        ) from None
    finally:
        _one_at_a_time.release()


_ENDS: Final = {
    Why.TIME: say(
        "Working this model out took too long and was stopped. Make it smaller, or split it in two."
    ),
    Why.MEMORY: say(
        "Working this model out took too much memory and was stopped. Make it smaller, or split it in two."
    ),
    Why.ANSWER: say(
        "The report of this model is too large to show. Make the model smaller, or split it in two."
    ),
}
_ENDED: Final = say(
    "Working this model out ended before there was an answer. Start from a new template and copy your figures into it; "
    "if that does not help, give the file to who maintains this site."
)
