"""Which files of an e-mail may be an invoice, from their bytes: what a file is called says nothing."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from bodemplaat.capabilities.invoices.reckoning.arriving import Arrival
from bodemplaat.capabilities.invoices.reckoning.reading import number_key
from bodemplaat.formats.invoices.pdf import is_pdf
from bodemplaat.formats.mail import Attachment

_LEAD: Final = b"\xef\xbb\xbf \t\r\n"
_HTML: Final = (b"<!doctype html", b"<html")
_SHORTEST: Final = 4
"""Of a number that tells anything where it stands in the name of a file."""


def files_of_invoices(attachments: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """The files that are XML or PDF."""
    return tuple(each for each in attachments if is_pdf(each.content) or _is_xml(each.content))


def _is_xml(content: bytes) -> bool:
    head = content[:200]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\x00", b"")
    start = head.lstrip(_LEAD).lower()
    return start.startswith(b"<") and not start.startswith(_HTML)


def without_companions(arrivals: Sequence[Arrival]) -> tuple[Arrival, ...]:
    """Without a PDF that shows what an e-invoice of the same mail says, by its name: called alike, or after its number."""
    read = [each for each in arrivals if each.is_readable]
    stems = {_stem(each.name) for each in read}
    numbers = {each.facts.number_key for each in read if len(each.facts.number_key) >= _SHORTEST}
    return tuple(
        each
        for each in arrivals
        if each.is_readable
        or not each.is_pdf
        or not (
            _stem(each.name) in stems or any(number in number_key(_stem(each.name)) for number in numbers)
        )
    )


def _stem(name: str) -> str:
    return PurePosixPath(name.lower().replace("\\", "/")).stem
