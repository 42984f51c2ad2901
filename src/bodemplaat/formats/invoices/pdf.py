"""The invoice that a PDF carries, by what Factur-X and ZUGFeRD say: the name of the attachment and its relationship.

A PDF may carry any number of XML files (an order, a timesheet); only one called ``factur-x.xml``, ``zugferd-invoice.xml``
or ``xrechnung.xml`` is the invoice, and it says itself to be data, source or alternative of the page. Those names are of CII;
our own invoices carry UBL, as ``nlcius-ubl.xml``.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from bodemplaat.formats.invoices.places import WHOLE
from bodemplaat.kernel import Finding, Severity, say

__all__ = ["OURS", "EmbeddedXml", "is_pdf", "xml_in_pdf"]

OURS: Final = "nlcius-ubl.xml"
NAMES: Final = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", OURS)
RELATIONSHIPS: Final = ("Data", "Source", "Alternative")
MOST_ATTACHMENTS: Final = 1_000
_HEAD: Final = 1_024


@dataclass(frozen=True, slots=True)
class EmbeddedXml:
    """What was found in a PDF: the XML and its name, or nothing and why."""

    xml: bytes = b""
    name: str = ""
    findings: tuple[Finding, ...] = ()


def is_pdf(content: bytes) -> bool:
    """Whether these are the bytes of a PDF."""
    return b"%PDF-" in content[:_HEAD] and content.lstrip()[:1] != b"<"


def xml_in_pdf(content: bytes) -> EmbeddedXml:
    """The invoice of this PDF, or the findings that say why there is none."""
    try:
        from pypdf import PdfReader  # noqa: PLC0415  # of the extra, and slow to load
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError:
        return _nothing(
            "invoice.no_extra",
            say(
                "Reading the invoice in a PDF needs what comes with einvoice. Install it: pip install 'bodemplaat[einvoice]'."
            ),
        )
    try:
        attached = [*_attached(PdfReader(io.BytesIO(content)))]
        named = [(name, how, stream.get_data()) for name, how, stream in attached if name.lower() in NAMES]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        return _nothing(
            "invoice.broken_pdf",
            say("This PDF is damaged and cannot be read. Ask the supplier to send it again."),
        )
    if not named:
        return _without_invoice([name for name, _, _ in attached])
    if len({xml for _, _, xml in named}) > 1:
        names = ", ".join(name for name, _, _ in named)
        text = say(
            "This PDF carries {count} different invoices ({names}), so it does not say which one counts. Ask the supplier for one invoice a file."
        )
        return _nothing("invoice.two_in_pdf", text, count=len(named), names=names)
    name, relationship, xml = named[0]
    return EmbeddedXml(xml, name, _remarks(name, relationship))


def _remarks(name: str, relationship: str) -> tuple[Finding, ...]:
    if relationship in RELATIONSHIPS:
        return ()
    text = say(
        "The PDF does not say that {name} is the invoice of its page (AFRelationship). It was read all the same; ask the supplier to mend it."
    )
    return (Finding("invoice.relationship", WHOLE, text, {"name": name}, Severity.WARNING),)


def _without_invoice(names: list[str]) -> EmbeddedXml:
    others = [name for name in names if name.lower().endswith(".xml")]
    if others:
        text = say(
            "This PDF carries {names}, which is no invoice by the names of Factur-X and ZUGFeRD (factur-x.xml). Ask the supplier for an e-invoice."
        )
        return _nothing("invoice.not_by_name", text, names=", ".join(others))
    return _nothing(
        "invoice.plain_pdf",
        say(
            "This PDF carries no e-invoice: it is a picture for people. Ask the supplier for UBL, or type it over."
        ),
    )


def _nothing(code: str, text: str, **values: object) -> EmbeddedXml:
    return EmbeddedXml(findings=(Finding(code, WHOLE, text, values),))


def _attached(reader: Any) -> Iterator[tuple[str, str, Any]]:
    """Name, relationship and stream of each attachment, from the catalogue of names and from what goes with the page."""
    root = reader.trailer["/Root"].get_object()
    seen: set[int] = set()
    names = root.get("/Names")
    tree = names.get_object().get("/EmbeddedFiles") if names is not None else None
    files = [*_leaves(tree, set())] if tree is not None else []
    listed = root.get("/AF")
    files += [*listed.get_object()] if listed is not None else []
    for file in files[:MOST_ATTACHMENTS]:
        known = getattr(file, "idnum", 0)
        if known and known in seen:
            continue
        seen.add(known)
        yield from _file(file.get_object())


def _leaves(node: Any, visited: set[int]) -> Iterator[Any]:
    known = getattr(node, "idnum", 0)
    if known and known in visited:
        return
    visited.add(known)
    branch = node.get_object()
    pairs = branch.get("/Names")
    if pairs is not None:
        yield from [*pairs.get_object()][1::2]
    kids = branch.get("/Kids")
    if kids is not None:
        for kid in kids.get_object():
            yield from _leaves(kid, visited)


def _file(specification: Any) -> Iterator[tuple[str, str, Any]]:
    embedded = specification.get("/EF")
    if embedded is None:
        return
    streams = embedded.get_object()
    stream = streams.get("/UF") or streams.get("/F")
    if stream is None:
        return
    name = str(specification.get("/UF") or specification.get("/F") or "")
    yield name, str(specification.get("/AFRelationship", "")).lstrip("/"), stream.get_object()
