"""What a bank writes in the usual way is read by its skeleton, and comes to the same as reading it as any XML."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.camt.statements import LIMIT, TODAY, entry_of, files, fingerprints, one_statement, paid

from bodemplaat.formats.camt import (
    Entry,
    FileHead,
    Statement,
    StatementFile,
    StatementHead,
    UnreadableStatement,
    Version,
    batch_entry,
    other_way,
    read_statement_file,
    walk_statement_file,
    write_statement_file,
)
from bodemplaat.formats.camt.alike import Unlike, alike_file
from bodemplaat.formats.camt.read import REVERSAL_DIRECTION
from bodemplaat.kernel import Finding

NAMESPACE = Version.V08.namespace


class NoStatement(Exception):
    """The message lies in an envelope, as its bytes say, and has no head."""


NO_STATEMENT = Finding(
    "camt.no_statement", "", "There is no statement in this file. Ask the bank for it again."
)


def as_any_xml(content: bytes) -> StatementFile:
    """Read as a stream, which is the way of any XML."""
    head: FileHead | None = None
    statements: list[tuple[StatementHead, list[Entry]]] = []
    findings: list[Finding] = []
    for item in walk_statement_file(content, max_bytes=LIMIT):
        if isinstance(item, FileHead):
            head = item
        elif isinstance(item, StatementHead):
            statements.append((item, []))
        elif isinstance(item, Entry):
            statements[-1][1].append(item)
        else:
            findings.append(item)
            if item.code == REVERSAL_DIRECTION:
                of, lines = statements[-1]
                statements[-1] = of, [other_way(each) if each.reversal else each for each in lines]
    if head is None:
        raise NoStatement
    return StatementFile(
        head, tuple(Statement(of, tuple(lines)) for of, lines in statements), tuple(findings)
    )


def slow_or_finding(content: bytes) -> StatementFile | Finding:
    try:
        return as_any_xml(content)
    except UnreadableStatement as error:
        return error.finding
    except NoStatement:
        return NO_STATEMENT


def quick_or_finding(content: bytes) -> StatementFile | Finding:
    try:
        return read_statement_file(content, max_bytes=LIMIT)
    except UnreadableStatement as error:
        return error.finding


def is_alike(content: bytes) -> bool:
    try:
        file, _ = alike_file(content, max_bytes=LIMIT)
        for statement in file.statements():
            list(statement.entries)
    except Unlike:
        return False
    return True


def plain(content: bytes) -> bytes:
    return content


def laid_out(content: bytes) -> bytes:
    return content.replace(b"><", b">\r\n  <")


def with_blank_texts(content: bytes) -> bytes:
    return re.sub(rb"<(Nm|Ustrd|MsgId|AcctSvcrRef)>[^<]*</", rb"<\1> \t </", content)


def with_two_lines(content: bytes) -> bytes:
    return re.sub(rb"(<Ustrd>[^<]*</Ustrd>)", rb"\1<Ustrd/><Ustrd>more</Ustrd><Ustrd> </Ustrd>", content)


def with_greater_than(content: bytes) -> bytes:
    return content.replace(b"&gt;", b">").replace(b">x", b">x>y")


def with_attributes(content: bytes) -> bytes:
    return content.replace(b"<Ustrd>", b'<Ustrd a="1 > 2">')


def with_text_between(content: bytes) -> bytes:
    return content.replace(b"<Refs>", b"<Refs>between</Refs><Refs>").replace(b"<Nm>", b"\xee\x80\x80<Nm>")


@pytest.mark.parametrize(
    "written",
    [
        plain,
        laid_out,
        with_blank_texts,
        with_two_lines,
        with_greater_than,
        with_attributes,
        with_text_between,
    ],
)
@given(file=files())
def test_the_usual_way_comes_to_the_same_as_any_xml(
    file: StatementFile, written: Callable[[bytes], bytes]
) -> None:
    content = written(write_statement_file(file))
    assert is_alike(content)
    quick, slow = read_statement_file(content, max_bytes=LIMIT), as_any_xml(content)
    assert quick == slow
    assert fingerprints(quick) == fingerprints(slow)


SAMPLE = write_statement_file(
    one_statement(entry_of(paid(1)), batch_entry([paid(2), paid(3)], booked_on=TODAY, bank_reference="R2"))
)


def prefixed(content: bytes) -> bytes:
    return re.sub(rb"<(/?)(\w)", rb"<\1c:\2", content).replace(b"xmlns=", b"xmlns:c=")


UNUSUAL: dict[str, Callable[[bytes], bytes]] = {
    "prefixes": prefixed,
    "a comment": lambda content: content.replace(b"<Ntry>", b"<!-- one --><Ntry>"),
    "a comment that holds an entry": lambda content: content.replace(b"</Stmt>", b"<!--<Ntry>--></Stmt>"),
    "an instruction": lambda content: content.replace(b"<Stmt>", b"<?look here?><Stmt>"),
    "text as it is": lambda content: content.replace(b"J. de Vries", b"<![CDATA[J. de Vries</Nm><Nm>B]]>"),
    "another namespace inside": lambda content: content.replace(
        b"</TxDtls>", b'<SplmtryData xmlns="urn:x"><Ntry>1</Ntry></SplmtryData></TxDtls>', 1
    ),
    "the same namespace twice": lambda content: (
        content.replace(b"<Document ", f'<Document xmlns:d="{NAMESPACE}" '.encode())
        .replace(b"<Ntry>", b"<d:Ntry>", 1)
        .replace(b"</Ntry>", b"</d:Ntry>", 1)
    ),
    "another character set": lambda content: (
        content.decode().replace("UTF-8", "ISO-8859-1").replace("Vries", "Vriès").encode("iso-8859-1")
    ),
    "two bytes a character": lambda content: content.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "a space in a name": lambda content: content.replace(b"<Ntry>", b"<Ntry >"),
    "a space at the end of a name": lambda content: content.replace(b"</Ntry>", b"</Ntry >"),
    "an attribute of an entry": lambda content: content.replace(b"<TxDtls>", b'<TxDtls a="1">', 1),
    "something between entries": lambda content: content.replace(b"</Ntry><Ntry>", b"</Ntry>?<Ntry>"),
    "something between statement and end": lambda content: content.replace(b"</Stmt>", b"</Stmt>?"),
    "no group header": lambda content: re.sub(rb"<GrpHdr>.*</GrpHdr>", b"", content, flags=re.DOTALL),
    "the direction at the end": lambda content: re.sub(
        rb"(<CdtDbtInd>DBIT</CdtDbtInd>)(<Sts>.*?)</Ntry>", rb"\2\1</Ntry>", content, flags=re.DOTALL
    ),
    "cut off": lambda content: content[: len(content) // 2],
    "closed twice": lambda content: content + b"</Document>",
    "a sign that nobody declared": lambda content: content.replace(b"J. de", b"J&nbsp;de"),
    "a document type": lambda content: content.replace(b"<Document ", b"<!DOCTYPE Document><Document ", 1),
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_what_is_written_otherwise_is_read_or_refused_as_any_xml(name: str) -> None:
    content = UNUSUAL[name](SAMPLE)
    assert content != SAMPLE
    assert not is_alike(content)
    assert quick_or_finding(content) == slow_or_finding(content)


def test_a_file_with_ever_other_skeletons_is_read() -> None:
    content = SAMPLE
    start, end = content.index(b"<Ntry>"), content.index(b"</Ntry>") + len(b"</Ntry>")
    entries = b"".join(
        content[start:end].replace(b"<Sts>", f"<Other{number}>1</Other{number}><Sts>".encode())
        for number in range(1200)
    )
    many = content[:start] + entries + content[end:]
    assert is_alike(many)
    assert len(read_statement_file(many, max_bytes=LIMIT).statements[0].entries) == 1201


@pytest.mark.parametrize("place", range(40, 60))
def test_a_broken_name_of_the_outer_element_is_read_or_refused_as_any_xml(place: int) -> None:
    content = SAMPLE[:place] + b">" + SAMPLE[place + 1 :]
    assert quick_or_finding(content) == slow_or_finding(content)


@pytest.mark.parametrize("place", range(SAMPLE.index(b"?>") + 2))
def test_a_broken_declaration_is_read_or_refused_as_any_xml(place: int) -> None:
    """The parser that checks the whole takes words for a version; the reader of any XML does not."""
    for byte in b"<>/&\"' \nA12-.\x00\xff":
        content = SAMPLE[:place] + bytes([byte]) + SAMPLE[place + 1 :]
        assert quick_or_finding(content) == slow_or_finding(content), content[:45]


@given(st.data())
def test_a_broken_byte_is_read_or_refused_as_any_xml(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(SAMPLE) - 1))
    byte = data.draw(st.sampled_from(b"<>/&\"' \nA\x00\xff"))
    content = SAMPLE[:place] + bytes([byte]) + SAMPLE[place + 1 :]
    assert quick_or_finding(content) == slow_or_finding(content)
