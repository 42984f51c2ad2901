"""What a file comes to: remembered where it was worked out before, else worked out in a guarded child."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from typing import Final

from django.utils import timezone

from bodemplaat.calculations.guarded import (
    NotWorkedOut,
    Question,
    Told,
    as_bytes,
    as_told,
    work_out,
    write_file,
)
from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.surfaces.calculator.words import language

PROGRAM: Final = f"{version('bodemplaat')}/4"
"""Part of the key of what is remembered: raise the number when the same file must come to something else."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which file, read as which kind, on which day; ``sha256`` is its digest."""

    name: str
    sha256: str
    kind: str
    day: date

    def key(self, form: str) -> str:
        """Under what the outcome is remembered: whatever it follows from."""
        parts = (PROGRAM, form, self.sha256, self.name, self.kind, language(), self.day.isoformat())
        return model_files.outcome_key(*parts)

    def question(self, content: bytes) -> Question:
        """The same with the bytes, for whoever works it out."""
        return Question(self.name, content, self.kind, language(), self.day)


def remembered(actor: Actor, question: Asked) -> Told | None:
    """What the file came to before; ``None`` when nobody here looked at it yet."""
    outcome = model_files.outcome_of(actor=actor, key=question.key("page"))
    return None if outcome is None else as_told(outcome)


def worked_out(actor: Actor, question: Asked, content: bytes) -> Told:
    """Work the file out and remember what it came to, unless it has mistakes. Raises ``NotWorkedOut``."""
    answer = work_out(question.question(content))
    if answer["page"] is not None:
        for each in {question, replace(question, kind=answer["kind"])}:
            model_files.remember_outcome(
                actor=actor, key=each.key("page"), content=as_bytes(answer), at=timezone.now()
            )
    return answer


def as_file(actor: Actor, question: Asked, content: Callable[[], bytes], form: str) -> bytes:
    """The report as ``xlsx``, ``pdf`` or ``json``, or the model as a tree, remembered as well; ``content`` is read where it was not.

    Raises ``NotWorkedOut``.
    """
    key = question.key(form)
    file = model_files.outcome_of(actor=actor, key=key)
    if file is None:
        file = write_file(question.question(content()), form)
        model_files.remember_outcome(actor=actor, key=key, content=file, at=timezone.now())
    return file


__all__ = ["Asked", "NotWorkedOut", "as_file", "remembered", "worked_out"]
