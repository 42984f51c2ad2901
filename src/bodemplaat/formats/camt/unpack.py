"""What a bank may wrap statements in: a zip, or several documents one after another. What is no XML is named."""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from bodemplaat.formats.camt.read import UnreadableStatement
from bodemplaat.kernel import Finding, say

_DAMAGE = (zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What unpacking raises for a zip that is damaged, beside its own error."""

MOST_DOCUMENTS = 500
"""The most documents in one zip or file: more than a year of daily statements."""

_GLUE = re.compile(rb"</(?:\w+:)?\w+>\s*(?=<\?xml\s)|</(?:\w+:)?Document>\s*(?=<(?:\w+:)?Document[\s>])")
_SWIFT = re.compile(rb"(?m)^(?:\{1:|:20:)")
_KINDS = (
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\xd0\xcf\x11\xe0", "Office"),
)


def documents_in(content: bytes, *, max_bytes: int) -> tuple[tuple[str, bytes], ...]:
    """The XML documents in a file with where they lay: a name in the zip, ``2`` for the second of several, or nothing.

    Raises ``UnreadableStatement`` for a zip that is damaged, locked with a password, holds no XML, more than
    ``MOST_DOCUMENTS`` or more than ``max_bytes`` unpacked, and for other kinds of file that can be named: MT940,
    PDF, other packers. What is not recognised is handed on as it is, for the XML reader to refuse.
    """
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return tuple(
            (f"{name} {place}".strip(), part)
            for name, packed in _unzipped(content, max_bytes)
            for place, part in _apart(packed)
        )
    return _apart(content)


def left_aside(content: bytes) -> tuple[str, ...]:
    """The names of the files in a zip that are no statements by their name and no XML by how they begin."""
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ()
    try:
        with ZipFile(BytesIO(content)) as packed:
            files = [each for each in packed.infolist() if _is_file(each)]
            return tuple(each.filename[-80:] for each in files if not _is_document(packed, each))
    except (BadZipFile, *_DAMAGE):
        return ()


def _apart(content: bytes) -> tuple[tuple[str, bytes], ...]:
    _refuse_other_kinds(content)
    one = content.count(b"Document") <= 2 and content.find(b"<?xml", content.find(b"<") + 1) < 0
    ends = [] if one else [match.end() for match in _GLUE.finditer(content)]
    if not ends:
        return (("", content),)
    if len(ends) >= MOST_DOCUMENTS:
        raise _too_many()
    parts = [content[start:end] for start, end in zip([0, *ends], [*ends, len(content)], strict=True)]
    return tuple((str(number), part) for number, part in enumerate(parts, start=1))


def _refuse_other_kinds(content: bytes) -> None:
    if _SWIFT.search(content[:2000]) and b":25:" in content[:4000]:
        raise _refused(
            "camt.mt940",
            say(
                "This is an MT940 statement, the older text format of SWIFT. Ask the bank for camt.053 (XML), which tells "
                "each payment by its own reference."
            ),
        )
    for start, kind in _KINDS:
        if content.startswith(start):
            raise _refused(
                "camt.other_kind",
                say(
                    "This is another kind of file ({kind}), not a bank statement in XML. Choose the camt.053 file, or a zip of such files."
                ),
                kind=kind,
            )


def _unzipped(content: bytes, max_bytes: int) -> list[tuple[str, bytes]]:
    try:
        with ZipFile(BytesIO(content)) as packed:
            inside = [each for each in packed.infolist() if _is_file(each) and _is_document(packed, each)]
            if not inside:
                _refuse_packed_kinds(packed)
                raise _refused(
                    "camt.empty_zip",
                    say(
                        "There is no XML file in this zip. Choose the statements themselves, or a zip of them."
                    ),
                )
            if len(inside) > MOST_DOCUMENTS:
                raise _too_many()
            if any(each.flag_bits & 1 for each in inside):
                raise _refused(
                    "camt.locked_zip",
                    say("This zip is locked with a password. Unpack it and hand in the files."),
                )
            documents, left = [], max_bytes
            for each in inside:
                with packed.open(each) as member:
                    part = member.read(left + 1)
                left -= len(part)
                if left < 0:
                    raise _refused(
                        "camt.large_zip",
                        say(
                            "Unpacked this zip is larger than {limit} MB, the most that is read. Hand it in in parts."
                        ),
                        limit=max_bytes // (1024 * 1024),
                    )
                documents.append((each.filename[-80:], part))
            return documents
    except (BadZipFile, *_DAMAGE) as error:
        if isinstance(error, UnreadableStatement):
            raise
        raise _refused(
            "camt.damaged_zip", say("This zip is damaged or cut off. Download it again from the bank.")
        ) from None


def _is_file(member: ZipInfo) -> bool:
    """Not a folder, and not what a Mac adds."""
    name = member.filename
    hidden = name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")
    return not member.is_dir() and not hidden


def _is_document(packed: ZipFile, member: ZipInfo) -> bool:
    """Whether it is called as statements are, or begins as XML does; the rest is left aside."""
    if member.filename.lower().endswith((".xml", ".camt", ".053", ".c53")):
        return True
    return _start(packed, member).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<Document"))


def _refuse_packed_kinds(packed: ZipFile) -> None:
    """Raise for the first file in a zip without statements that can be named."""
    for each in packed.infolist():
        if _is_file(each):
            _refuse_other_kinds(_start(packed, each))


def _start(packed: ZipFile, member: ZipInfo) -> bytes:
    if member.flag_bits & 1:
        return b""
    with packed.open(member) as file:
        return file.read(4000)


def _too_many() -> UnreadableStatement:
    return _refused(
        "camt.many_documents",
        say("There are more than {most} statement files in one here. Hand them in in parts."),
        most=MOST_DOCUMENTS,
    )


def _refused(code: str, text: str, **values: object) -> UnreadableStatement:
    return UnreadableStatement(Finding(code, "", text, values))
