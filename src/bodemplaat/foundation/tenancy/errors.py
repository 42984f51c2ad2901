"""How the two locks refuse."""

from collections.abc import Iterator, Mapping

import psycopg

from bodemplaat.kernel.said import fill


class UnguardedQuery(RuntimeError):
    """A tenant model was queried without an actor: a fault in the program, never in the input."""


class NotInContext(RuntimeError):
    """A query started from an actor that was not entered: a fault in the program."""


class NotFound(LookupError):
    """There is no such record, or it is another's: the two are answered alike on purpose."""


class Refused(Exception):
    """A person may not do this. Says why not, and who may; the text is marked with ``say`` for translation."""

    def __init__(self, text: str, **values: object) -> None:
        self.text = text
        self.values: Mapping[str, object] = values
        super().__init__(fill(text, values))


class CannotBeKept(Refused):
    """Something that was sent fits no column: whoever sent it may do this, with another value."""


def kind_of(error: BaseException) -> str:
    """What kind of error it is, by its class and, of one of PostgreSQL, by the server's name and code for it.

    Never the message: it repeats values, and a log holds no personal data.
    """
    names = [type(error).__name__]
    for cause in _causes(error):
        if isinstance(cause, psycopg.Error) and type(cause).__name__ not in names:
            names.append(f"{type(cause).__name__}{f' {cause.sqlstate}' if cause.sqlstate else ''}")
    return ": ".join(names)


def _causes(error: BaseException) -> Iterator[BaseException]:
    known: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in known:
        known.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__
