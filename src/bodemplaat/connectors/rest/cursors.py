"""Where a list goes on: a place in it, as text that only this interface reads."""

import base64
import binascii
from datetime import datetime
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.connectors.rest.problems import Wrong, wrong_input
from bodemplaat.kernel import say

NO_CURSOR: Final = say("This cursor was not given here: begin without one.")


def after_case(place: cases.Place) -> str:
    """The cursor of what comes after a case."""
    return _text(f"{place.due_at.isoformat()} {place.case}")


def after_items(count: int) -> str:
    """The cursor of what comes after so many items."""
    return _text(f"from {count}")


def case_of(cursor: str | None) -> cases.Place | None:
    """The place of ``after_case``; raises ``Problem`` for text that it did not make."""
    if cursor is None:
        return None
    moment, _, case = _read(cursor).partition(" ")
    try:
        at, last = datetime.fromisoformat(moment), UUID(case)
        if at.tzinfo is None or at.utcoffset() is None or not 1900 < at.year < 2200:
            raise ValueError(moment)
    except ValueError:
        raise wrong_input(Wrong("cursor", NO_CURSOR, parameter="cursor")) from None
    return cases.Place(at, last)


def items_of(cursor: str | None) -> int:
    """The number of ``after_items``, 0 without a cursor; raises ``Problem`` for text that it did not make."""
    if cursor is None:
        return 0
    word, _, number = _read(cursor).partition(" ")
    if word != "from" or not number.isascii() or not number.isdigit() or len(number) > 6:
        raise wrong_input(Wrong("cursor", NO_CURSOR, parameter="cursor"))
    return int(number)


def _text(words: str) -> str:
    return base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")


def _read(cursor: str) -> str:
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise wrong_input(Wrong("cursor", NO_CURSOR, parameter="cursor")) from None
