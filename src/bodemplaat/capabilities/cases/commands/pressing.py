"""One press of a button is one event: the same press again finds that it was written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_PRESS: Final[ContextVar[str]] = ContextVar("press", default="")
LONGEST: Final = 64


@contextmanager
def one_press(press: str) -> Iterator[None]:
    """What is written about cases within comes from this press; a case that holds it already raises ``PressedTwice``.

    Empty is no press: then nothing is compared.
    """
    token = _PRESS.set(press[:LONGEST])
    try:
        yield
    finally:
        _PRESS.reset(token)


def pressed() -> str:
    """The press that what is written now comes from; empty where there is none."""
    return _PRESS.get()
