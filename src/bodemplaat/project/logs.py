"""Lines of the log without personal data: what a person typed, and what an exception quotes of it, stays out.

Logs are read by operators, kept by others and searched by anyone with a shell; they are no place for names.
"""

import logging
import traceback
from types import TracebackType
from typing import Final

from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

OF_THE_MACHINE: Final = (
    OperationalError,
    InterfaceError,
    ImproperlyConfigured,
    ConnectionError,
    TimeoutError,
)
"""Exceptions whose words are about servers and settings, which an operator needs."""


class WithoutWords(logging.Formatter):
    """Writes where something went wrong and of which kind, but no words that may quote a person.

    Django's lines about requests name the address as it was typed; here they name the pattern it answered to.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line; the record itself stays as it was, for other handlers."""
        own = {**record.__dict__, "exc_text": None}  # another formatter may have put its words there
        if record.name.startswith("django.") and record.args:
            own["args"] = _pattern(record)
        return super().format(logging.makeLogRecord(own))

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  # the name that logging calls
        """The places in the code and the kind of each exception, the first cause first."""
        lines: list[str] = []
        for error in _causes(ei[1]):
            lines += traceback.format_tb(error.__traceback__)
            kind = f"{type(error).__module__}.{type(error).__qualname__}"
            lines.append(f"{kind}: {error}\n" if isinstance(error, OF_THE_MACHINE) else f"{kind}\n")
        return "".join(lines).rstrip()


def _pattern(record: logging.LogRecord) -> tuple[object, ...]:
    """For an address the pattern that it answered to, or nothing of it; the rest as it is."""
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    route = match.route if match else "…"
    args = record.args if isinstance(record.args, tuple) else (record.args,)
    return tuple(route if str(arg).startswith("/") else arg for arg in args)


def _causes(error: BaseException | None) -> list[BaseException]:
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.insert(0, error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return chain
