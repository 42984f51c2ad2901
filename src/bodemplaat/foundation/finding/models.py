"""The shape of a table of words. A room that is searched has one of its own, which goes with its records and has their lock."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Final, Self, TypeVar
from uuid import UUID

from django.db import models

from bodemplaat.engines import words
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel

MOST_WORDS: Final = 400
"""Different words of one text that are noted."""


class WordOfRecord(TenantModel):
    """The stem of a word in a text of a record: text as bytes order it, so that the beginning of a word is a stretch of an index.

    A subclass adds ``record``, the foreign key to what is found. ``person_id`` is whose record it is; ``is_internal`` is a word that
    this person does not read.
    """

    person_id = models.UUIDField()
    word = models.TextField(db_collation="C")
    is_internal = models.BooleanField(default=False)
    at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded()

    class Meta(TenantModel.Meta):
        abstract = True


W = TypeVar("W", bound=WordOfRecord)


def indexes_of_words(room: str) -> list[models.Index]:
    """The three ways in: by organisation, by person, and whether a record has a word."""
    return [
        models.Index(
            fields=["organisation", "word", "-at"], name=f"{room}_words", include=("record", "is_internal")
        ),
        models.Index(
            fields=["person_id", "word", "-at"], name=f"{room}_words_own", include=("record", "is_internal")
        ),
        models.Index(fields=["record", "word"], name=f"{room}_words_in", include=("is_internal",)),
    ]


def words_noted(
    model: type[W],
    texts: Iterable[str],
    *,
    organisation: UUID,
    person: UUID,
    record: UUID,
    at: datetime,
    is_internal: bool = False,
) -> list[W]:
    """The rows by which a record is found by words of these texts; whoever calls writes them (``write_at_end``)."""
    stems = dict.fromkeys(words.stem(word) for text in texts for word in words.words_of(text))
    return [
        model(
            organisation_id=organisation,
            person_id=person,
            record_id=record,
            word=stem,
            at=at,
            is_internal=is_internal,
        )
        for stem in list(stems)[:MOST_WORDS]
    ]
