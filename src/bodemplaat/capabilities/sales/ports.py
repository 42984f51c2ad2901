"""What sets an invoice on paper, which the project fills in: a typesetter belongs to no database."""

from collections.abc import Callable
from typing import Final

from bodemplaat.formats.invoices.values import Invoice

Paper = Callable[[Invoice, bytes], bytes]
"""A PDF of an invoice that carries these bytes, its UBL."""
_PAPERS: Final[list[Paper]] = []


def print_with(paper: Paper) -> None:
    """Say what sets an invoice on paper; saying it again replaces it."""
    _PAPERS[:] = [paper]


def paper() -> Paper:
    """What was named. Raises ``LookupError`` where nothing was."""
    if not _PAPERS:
        raise LookupError("nothing that sets invoices on paper was named: print_with")
    return _PAPERS[0]
