"""XML from outside: what is refused, and that big files do not fill memory."""

import io
import tracemalloc

import pytest

from bodemplaat.formats.xml import UnreadableXml, XmlStream, local_name, namespace, parse_xml

LIMIT = 5_000_000
BILLION_LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY l0 "ha">'
    + b"".join(b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10) for i in range(1, 10))
    + b"]><a>&l9;</a>"
)
EXTERNAL = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


def refusal(content: bytes, limit: int = LIMIT) -> UnreadableXml:
    """The refusal, the same whether the document is read as a whole or as a stream."""
    with pytest.raises(UnreadableXml) as whole:
        parse_xml(content, max_bytes=limit)
    with pytest.raises(UnreadableXml) as streamed:
        list(XmlStream(content, max_bytes=limit).elements("{*}b"))
    assert whole.value.finding.code == streamed.value.finding.code
    return streamed.value


@pytest.mark.parametrize(
    "content", [BILLION_LAUGHS, EXTERNAL, b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>']
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(content: bytes, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + content.decode()
    assert refusal(text.encode(encoding)).finding.code == "xml.doctype"


def test_an_entity_that_nobody_declared_is_refused() -> None:
    assert refusal(b"<a><b>&boom;</b></a>").finding.code == "xml.broken"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "xml.empty"),
        (b"MZ\x90\x00\x03" + b"\x00" * 500, "xml.broken"),
        (b"%PDF-1.7 junk", "xml.broken"),
        (b"<a>\n<b>1</b>\n", "xml.broken"),
        (b"<a><b></a>", "xml.broken"),
        (b"<a/><a/>", "xml.broken"),
        (b"<b>" * 300 + b"</b>" * 300, "xml.broken"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "xml.broken"),
        (b'<?xml version="1.0" encoding="gbk"?><a/>', "xml.broken"),
    ],
)
def test_what_is_not_sound_xml_is_refused_with_a_reason(content: bytes, code: str) -> None:
    assert refusal(content).finding.code == code


def test_a_refusal_names_the_line_and_the_cure() -> None:
    finding = refusal(b"<a>\n<b>1</b>\n<b></a>\n").finding
    assert finding.place == "line 3"
    assert "line 3" in finding.render()
    assert "export it again" in finding.render()


def test_fifty_megabytes_of_junk_are_read_no_further_than_the_limit() -> None:
    class Counting(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"<a>" if self.given == size else b"x" * size if self.given < 50_000_000 else b""

    source = Counting()
    with pytest.raises(UnreadableXml) as refused:
        list(XmlStream(source, max_bytes=1_000_000).elements("b"))  # type: ignore[arg-type]
    assert refused.value.finding.code == "xml.too_large"
    assert "1 MB" in refused.value.finding.render()
    assert source.given < 1_200_000


def test_a_text_of_twenty_megabytes_is_refused_even_under_the_limit() -> None:
    assert refusal(b"<a>" + b"x" * 20_000_000 + b"</a>", 50_000_000).finding.code == "xml.broken"


def test_elements_come_whole_and_in_order_with_the_root_known_first() -> None:
    stream = XmlStream(b'<a xmlns="urn:u"><b>1</b><c><b>2</b></c><b>3</b></a>', max_bytes=LIMIT)
    assert (namespace(stream.root), local_name(stream.root)) == ("urn:u", "a")
    assert [element.text for element in stream.elements("{urn:u}b")] == ["1", "2", "3"]


def test_the_python_side_of_a_stream_stays_small() -> None:
    source = io.BytesIO(b"<a>" + b"<b>some text</b>" * 100_000 + b"</a>")
    tracemalloc.start()
    count = sum(1 for _ in XmlStream(source, max_bytes=LIMIT).elements("b"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 100_000
    assert peak < 2_000_000
