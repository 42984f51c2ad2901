"""One safe way to read XML from outside.

No document type, so no entities of any kind: external ones (XXE) and exploding ones (billion laughs) are refused
before a byte of content is read. No network, a size limit that the caller gives, and libxml2's own limits on
depth and text length stay on. ``parse_xml`` gives a tree; ``XmlStream`` gives one element at a time and forgets
it, so memory does not grow with the file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO
from xml.parsers import expat

from lxml import etree

from bodemplaat.kernel import Finding, say

__all__ = ["UnreadableXml", "XmlStream", "local_name", "namespace", "parse_xml"]

_CHUNK = 1 << 16


class UnreadableXml(ValueError):
    """The bytes are not XML that may be read. ``finding`` says why, where (``line 12``) and what to do."""

    def __init__(self, code: str, text: str, place: str = "", **values: object) -> None:
        self.finding = Finding(code, place, text, values)
        super().__init__(self.finding.render())


class XmlStream:
    """A document read from the start, forgotten as it goes.

    ``root`` is the name of the outer element in Clark notation (``{namespace}Document``), known before anything
    else is read. Raises ``UnreadableXml`` for what is empty, not XML, broken or cut off, for a document type,
    and as soon as more than ``max_bytes`` have been read.
    """

    root: str

    def __init__(self, source: bytes | BinaryIO, *, max_bytes: int) -> None:
        stream = BytesIO(source) if isinstance(source, bytes) else source
        self._chunks = _limited(stream, max_bytes)
        self._head: list[bytes] = []
        self.root = self._read_prolog()

    def elements(self, *tags: str) -> Iterator[etree._Element]:
        """Each element with one of ``tags`` (Clark notation) when it has been read whole, in document order.

        An element is emptied when the next one is asked for, children of its own that were yielded before
        included; what stands before it under the same parent and was yielded too is removed.
        """
        parser = etree.XMLPullParser(
            events=("end",),
            tag=tags,
            load_dtd=False,
            no_network=True,
            resolve_entities=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        wanted = frozenset(tags)
        for chunk in self.chunks():
            with _orderly():
                parser.feed(chunk)
            yield from _read_events(parser, wanted)
        with _orderly():
            parser.close()
        yield from _read_events(parser, wanted)

    def chunks(self) -> Iterator[bytes]:
        """The bytes from the start, for another parser; to be asked once."""
        yield from self._head
        self._head.clear()
        yield from self._chunks

    def _read_prolog(self) -> str:
        """Read up to the outer element with expat, which sees a document type before it could do anything."""
        prolog = expat.ParserCreate(namespace_separator="}")
        prolog.StartDoctypeDeclHandler = _refuse_doctype
        prolog.StartElementHandler = _found_root
        for chunk in self._chunks:
            self._head.append(chunk)
            root = _root_in(prolog, chunk)
            if root:
                return root
        if self._head:
            _root_in(prolog, b"", final=True)
        raise UnreadableXml("xml.empty", say("The file is empty. Choose the file again."))


def parse_xml(content: bytes, *, max_bytes: int) -> etree._Element:
    """The outer element of a whole document, held in memory. Raises as ``XmlStream``."""
    parser = etree.XMLParser(
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for chunk in XmlStream(content, max_bytes=max_bytes).chunks():
        with _orderly():
            parser.feed(chunk)
    with _orderly():
        return parser.close()


def local_name(tag: str) -> str:
    """``Document`` of ``{urn:…}Document``."""
    return tag.rpartition("}")[2]


def namespace(tag: str) -> str:
    """``urn:…`` of ``{urn:…}Document``; empty without one."""
    return tag[1:].rpartition("}")[0] if tag.startswith("{") else ""


class _RootFound(Exception):
    def __init__(self, tag: str) -> None:
        self.tag = tag


def _root_in(prolog: expat.XMLParserType, chunk: bytes, *, final: bool = False) -> str:
    """The outer element if it begins in this chunk, else nothing."""
    try:
        prolog.Parse(chunk, final)
    except UnreadableXml:
        raise
    except _RootFound as found:
        return found.tag
    except expat.ExpatError as error:
        raise _broken(error.lineno) from None
    except (LookupError, ValueError):  # an encoding that Python's expat does not know
        raise _broken(1) from None
    return ""


def _found_root(name: str, _attributes: object) -> None:
    raise _RootFound("{" + name if "}" in name else name)


def _refuse_doctype(name: str, _system: str | None, _public: str | None, _internal: bool) -> None:
    raise UnreadableXml(
        "xml.doctype",
        say(
            "The file declares a document type ({name}), which can hide commands for the reader. "
            "Such files are refused. Ask the sender for a file without DOCTYPE."
        ),
        name=name,
    )


def _limited(stream: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    read = 0
    while chunk := stream.read(_CHUNK):
        read += len(chunk)
        if read > max_bytes:
            raise UnreadableXml(
                "xml.too_large",
                say("The file is larger than {limit} MB, the most that is read. Split it and try again."),
                limit=f"{max_bytes / 1_000_000:.10g}",
            )
        yield chunk


@contextmanager
def _orderly() -> Iterator[None]:
    try:
        yield
    except etree.XMLSyntaxError as error:
        raise _broken(error.lineno or 0) from None


def _read_events(parser: etree.XMLPullParser, wanted: frozenset[str]) -> Iterator[etree._Element]:
    for _event, element in parser.read_events():
        if isinstance(element, etree._Element):  # noqa: SLF001 - lxml names the class so; other events give no element
            yield element
            _forget(element, wanted)


def _broken(line: int) -> UnreadableXml:
    return UnreadableXml(
        "xml.broken",
        say(
            "The file is not well-formed XML: it goes wrong in line {line}. "
            "It may be cut off or of another kind; fetch or export it again."
        ),
        f"line {line}",
        line=line,
    )


def _forget(element: etree._Element, wanted: frozenset[str]) -> None:
    """Empty what was yielded and drop its yielded elder siblings, which nobody will ask for again."""
    element.clear()
    parent = element.getparent()
    if parent is None:
        return
    previous = element.getprevious()
    while previous is not None and previous.tag in wanted:
        parent.remove(previous)
        previous = element.getprevious()
