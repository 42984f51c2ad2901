"""What judges invoices, which the project fills in: it reads the files of strangers and belongs to no database."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from bodemplaat.formats.invoices.values import Invoice
from bodemplaat.kernel import Finding


class Judged(Protocol):
    """What judging one file came to: the invoice if there is one to read, and everything that was found.

    ``xml`` is what was read (of a PDF the attachment ``carrier``); ``step`` how far judging came.
    """

    @property
    def invoice(self) -> Invoice | None:
        """The invoice, if it could be read."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found."""

    @property
    def is_sound(self) -> bool:
        """Whether everything was judged and nothing stops it."""

    @property
    def step(self) -> str:
        """The last step that was taken."""

    @property
    def syntax(self) -> str:
        """How it was written."""

    @property
    def rule_sets(self) -> tuple[str, ...]:
        """By which rules."""

    @property
    def carrier(self) -> str:
        """The attachment of a PDF that held it."""

    @property
    def xml(self) -> bytes:
        """What was read."""


Judge = Callable[[Sequence[tuple[str, bytes]]], Sequence[Judged]]
_JUDGES: Final[list[Judge]] = []


def judge_with(judge: Judge) -> None:
    """Say what judges invoices; saying it again replaces it."""
    _JUDGES[:] = [judge]


def judge() -> Judge:
    """What was named. Raises ``LookupError`` where nothing was."""
    if not _JUDGES:
        raise LookupError("no judge of invoices was named: judge_with")
    return _JUDGES[0]
