"""How the two locks refuse."""

from collections.abc import Mapping

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
