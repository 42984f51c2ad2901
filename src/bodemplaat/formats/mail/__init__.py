"""E-mail as it comes in: one message as bytes, read into values. Nothing in it is believed."""

from bodemplaat.formats.mail.quotes import quoted_from
from bodemplaat.formats.mail.read import (
    MOST_ATTACHMENTS,
    key_of,
    letter_from_answer,
    read_guarded,
    read_letter,
)
from bodemplaat.formats.mail.values import Attachment, Letter

__all__ = [
    "MOST_ATTACHMENTS",
    "Attachment",
    "Letter",
    "key_of",
    "letter_from_answer",
    "quoted_from",
    "read_guarded",
    "read_letter",
]
