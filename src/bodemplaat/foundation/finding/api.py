"""The door of this room: a table of words beside a table of records, how it is filled, and how records are found by it."""

from bodemplaat.foundation.finding.models import WordOfRecord, indexes_of_words, words_noted
from bodemplaat.foundation.finding.queries import MOST_FOUND, records_found

__all__ = [
    "MOST_FOUND",
    "WordOfRecord",
    "indexes_of_words",
    "records_found",
    "words_noted",
]
