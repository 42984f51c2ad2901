"""Reading a message: headers, the words in it, and the files that came with it."""

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from typing import Any, Final

import html_text
from lxml import html as markup
from lxml.etree import LxmlError

from bodemplaat.formats.mail.quotes import quoted_from
from bodemplaat.formats.mail.values import Attachment, Letter

MARKS: Final = (
    "auto-submitted",
    "precedence",
    "list-id",
    "list-unsubscribe",
    "list-post",
    "x-auto-response-suppress",
    "x-autoreply",
    "x-autorespond",
    "x-bodemplaat",
)
"""Headers that say that no person wrote a message, or that it came from us."""
TO: Final = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
_QUOTED: Final = (
    "//blockquote | //*[contains(@class, 'gmail_quote')] | //*[contains(@class, 'moz-cite-prefix')]"
    " | //*[@id='divRplyFwdMsg' or @id='appendonsend']"
)
MOST_ATTACHMENTS: Final = 40
"""So many files are read of one message."""
_MOST_RECIPIENTS, _LONGEST_HEADER, _LONGEST_PROOF = 100, 400, 4000


def read_letter(content: bytes) -> Letter:
    """A message as values. Whatever is wrong in it is read as far as it goes; a header that does not read is empty."""
    message: Any = BytesParser(policy=policy.default).parsebytes(content)
    text = _text_of(message)
    sender_name, sender = next(iter(_addresses(message, ("from",))), ("", ""))
    return Letter(
        message_id=_header(message, "message-id").strip().strip("<>")[:_LONGEST_HEADER],
        sender=sender,
        sender_name=sender_name[:120],
        recipients=tuple(dict.fromkeys(address for _, address in _addresses(message, TO)))[:_MOST_RECIPIENTS],
        subject=_header(message, "subject")[:_LONGEST_HEADER],
        text=text,
        quoted_from=quoted_from(text),
        return_path=None
        if "return-path" not in message
        else _header(message, "return-path").strip().strip("<>").lower()[:_LONGEST_HEADER],
        marks=tuple(
            (name, _header(message, name).strip().lower()[:_LONGEST_HEADER])
            for name in MARKS
            if message.get_all(name)
        ),
        proofs=tuple(_clean(str(each))[:_LONGEST_PROOF] for each in _all(message, "authentication-results")),
        attachments=tuple(_attachments(message))[:MOST_ATTACHMENTS],
    )


def read_guarded(content: bytes) -> bytes:
    """``read_letter`` as bytes to bytes, for a guarded child: what ``letter_from_answer`` reads."""
    letter = read_letter(content)
    fields = {name: getattr(letter, name) for name in Letter.__slots__ if name != "attachments"}
    fields["attachments"] = [
        [each.name, base64.b64encode(each.content).decode()] for each in letter.attachments
    ]
    return json.dumps(fields).encode()


def letter_from_answer(answer: bytes) -> Letter:
    """The letter that ``read_guarded`` wrote."""
    fields = json.loads(answer)
    fields["recipients"], fields["proofs"] = tuple(fields["recipients"]), tuple(fields["proofs"])
    fields["marks"] = tuple((name, value) for name, value in fields["marks"])
    fields["attachments"] = tuple(
        Attachment(name, base64.b64decode(content)) for name, content in fields["attachments"]
    )
    return Letter(**fields)


def key_of(letter: Letter, content: bytes) -> str:
    """By what a message is known again: its own id, or its content where it has none."""
    known = (
        f"id:{letter.message_id}".encode("utf-8", "replace") if letter.message_id else b"content:" + content
    )
    return hashlib.sha256(known).hexdigest()


def _all(message: EmailMessage, name: str) -> Iterator[Any]:
    """Every header of a name that reads at all."""
    try:
        yield from message.get_all(name) or ()
    except Exception:  # the parser of headers stumbles over some that are no headers at all
        for written, value in message.raw_items():
            if written.lower() == name:
                yield str(value)


def _header(message: EmailMessage, name: str) -> str:
    return _clean(next((str(each) for each in _all(message, name)), ""))


def _clean(text: str) -> str:
    one_line = re.sub(r"\s+", " ", text.encode("utf-8", "replace").decode())
    return "".join(each for each in one_line if unicodedata.category(each)[0] != "C").strip()


def _addresses(message: EmailMessage, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    written = [_clean(str(each)) for name in names for each in _all(message, name)]
    for name, address in getaddresses(written):
        if "@" in address:
            yield name, address.strip().lower()[:254]


def _text_of(message: EmailMessage) -> str:
    """The words: plain ones where there are any, else those of the HTML with what it quotes at their end."""
    for kind, reader in (("plain", _plain), ("html", _readable)):
        part = _body(message, kind)
        text = "" if part is None else _tidy(reader(_decoded(part)))
        if text:
            return text
    return ""


def _body(message: EmailMessage, kind: str) -> Any:
    try:
        return message.get_body(preferencelist=(kind,))
    except (AttributeError, KeyError, ValueError, IndexError):  # parts that are none
        return None


def _parts(message: Any) -> Iterator[Any]:
    """The parts of a message, from outside in; a message that is attached is one part."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        yield from _parts(part)


def _plain(text: str) -> str:
    return text


def _readable(source: str) -> str:
    """HTML as a reader sees it, without what it shows nobody; what it quotes is marked line by line, as in plain mail."""
    try:
        tree: Any = markup.fromstring(source)
    except (LxmlError, ValueError):
        return ""
    quoted = tree.xpath(_QUOTED)
    inner = {below for each in quoted for below in each.iterdescendants()}
    outer = [each for each in quoted if each not in inner]
    repeated: list[str] = []
    for each in outer:
        repeated += [f"> {line}" if line else ">" for line in html_text.extract_text(each).splitlines()]
        parent = each.getparent()
        if parent is not None:
            each.drop_tree()
    own = html_text.extract_text(tree)
    return "\n\n".join(part for part in (own, "\n".join(repeated)) if part)


def _decoded(part: Any) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError, KeyError):
        content = part.get_payload(decode=True) or b""
        return bytes(content).decode("utf-8", "replace")


def _tidy(text: str) -> str:
    """Without control characters and trailing blanks, and with at most one blank line between two others."""
    kept = "".join(
        each
        for each in text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
        if each in "\n\t" or unicodedata.category(each)[0] != "C"
    )
    lines = "\n".join(line.rstrip() for line in kept.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    """Every file that came with it, also one that a picture in the text refers to."""
    body = {id(_body(message, kind)) for kind in ("plain", "html")}
    for part in _parts(message):
        is_file = bool(part.get_filename()) or part.get_content_disposition() == "attachment"
        if id(part) in body or not (is_file or part.get_content_maintype() in ("image", "application")):
            continue
        if part.get_content_type() == "message/rfc822":
            content = part.as_bytes()
        else:
            content = bytes(part.get_payload(decode=True) or b"")
        yield Attachment(
            _clean(str(part.get_filename() or ""))[-_LONGEST_HEADER:] or part.get_content_type(), content
        )
