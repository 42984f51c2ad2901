"""What a case fills in in a text that is kept to be sent: fields in braces, by their name in the language of the text."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bodemplaat.capabilities.catalogue.api import Words


class ReplyField(StrEnum):
    """What a case knows of itself."""

    NAME = "name"
    NUMBER = "number"
    SUBJECT = "subject"
    SERVICE = "service"
    DUE_DAY = "due_day"
    CENTRE = "centre"
    CLERK = "clerk"


FIELDS: Final[Mapping[ReplyField, Words]] = {
    ReplyField.NAME: Words("naam", "name"),
    ReplyField.NUMBER: Words("nummer", "number"),
    ReplyField.SUBJECT: Words("onderwerp", "subject"),
    ReplyField.SERVICE: Words("dienst", "service"),
    ReplyField.DUE_DAY: Words("termijn", "term"),
    ReplyField.CENTRE: Words("servicecentrum", "centre"),
    ReplyField.CLERK: Words("behandelaar", "clerk"),
}
_FIELD: Final = re.compile(r"\{([^{}\n]{1,40})\}")


def fields_in(language: str) -> tuple[str, ...]:
    """The names of the fields in a language."""
    return tuple(words.in_(language) for words in FIELDS.values())


def unknown_fields(text: str, language: str) -> tuple[str, ...]:
    """The fields of a text that no case fills in, each once."""
    return tuple(dict.fromkeys(each for each in _FIELD.findall(text) if each not in fields_in(language)))


def filled_in(text: str, values: Mapping[ReplyField, str], language: str) -> str:
    """A text with its fields filled in; what is between braces and no field stays as it is, also within a value."""
    by_name = {words.in_(language): values[field] for field, words in FIELDS.items() if field in values}
    return _FIELD.sub(lambda match: by_name.get(match[1], match[0]), text)
