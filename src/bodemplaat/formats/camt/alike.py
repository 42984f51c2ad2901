"""Entries that look alike, read by their skeleton: what a bank's software writes ten thousand times it writes one way.

A statement of a bank holds the same elements over and over with other texts between them. The first time a skeleton (an
entry without its texts) is met, lxml reads it with a mark in the place of each text, which tells where each text belongs;
after that the texts are taken by their place. What is written in any other way than usual (prefixes, comments, another
character set, something between the entries) is not read here: ``Unlike`` says so, and ``walk_statement_file`` reads it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from lxml import etree

from bodemplaat.formats.camt.values import Version
from bodemplaat.formats.iso20022 import leaves
from bodemplaat.formats.xml import UnreadableXml, parse_xml

__all__ = ["AlikeFile", "StatementText", "Unlike", "alike_file"]

_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?P<declaration><\?xml\s+version=[\"']1\.0[\"'][^<>?]*\?>)?\s*"
    rb"(?P<root><Document\s[^<>]*>)\s*<BkToCstmrStmt>\s*(?P<group><GrpHdr>[^\0]*?</GrpHdr>)\s*(?=<Stmt>)"
)
_END = re.compile(rb"\s*</BkToCstmrStmt>\s*</Document>\s*\Z")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)[\"']")
_LEAF = re.compile(r">([^<>]*)</")
"""What stands before an end tag: a text, or the space after the last child."""
_MARK = re.compile("\ue000(\\d+)\ue001")
_STEP = 1 << 16
_LONGEST = 1 << 20
"""Characters of an element beyond which libxml2 looks at its limits itself."""
_MOST_SKELETONS, _RECENT = 1000, 4
_MARKED = re.compile("<(?:Ntry|TxDtls|Stmt|GrpHdr)[\\s/>]")
"""What the reader of any XML stops at, so what may not lie within what is read here."""


class Unlike(Exception):
    """The file is not written in the usual way, or is broken; the reader of any XML says which."""


@dataclass(slots=True)
class _Skeleton:
    """Where the texts of an element belong: in the order in which they stand in it."""

    pattern: re.Pattern[str]
    """Matches an element of this skeleton; its groups are the texts."""
    single: list[tuple[str, int]] = field(default_factory=list)
    """Paths with the number of their text."""
    several: list[tuple[str, list[int]]] = field(default_factory=list)
    """Paths that occur more than once."""
    currencies: list[tuple[str, str, int]] = field(default_factory=list)
    """Paths with their currency, and the number of the amount that it belongs to."""

    before: Sequence[str] = ()

    def sharing(self, texts: Sequence[str]) -> Sequence[str]:
        """The texts, those that the element before had too as the same object: of a day, a batch, a name one is kept."""
        if self.before:
            texts = [old if old == new else new for old, new in zip(self.before, texts, strict=True)]
        self.before = texts
        return texts

    def leaves(self, texts: Sequence[str]) -> dict[str, str]:
        """Text by path, as ``iso20022.leaves``."""
        facts = {path: text for path, number in self.single if (text := texts[number].strip())}
        for path, numbers in self.several:
            if text := " ".join(filter(None, [texts[number].strip() for number in numbers])):
                facts[path] = text
        return facts | {path: currency for path, currency, number in self.currencies if texts[number].strip()}


@dataclass(frozen=True, slots=True)
class StatementText:
    """One statement: its head as an element, and its entries still as they are written."""

    head: etree._Element
    entries: Iterator[tuple[dict[str, str], list[dict[str, str]]]]
    """The leaves of each entry, without its details, and those of each of its details."""


class AlikeFile:
    """A file written in the usual way. Raises ``Unlike`` for any other, also while its statements are read."""

    def __init__(self, content: bytes, version: Version, *, max_bytes: int, is_sound: bool = False) -> None:
        start = _START.match(content)
        if start is None or len(content) > max_bytes:
            raise Unlike
        root = start["root"]
        encoding = _ENCODING.search(start["declaration"] or b"")
        space = version.namespace.encode()
        usual = (
            f'xmlns="{version.namespace}"'.encode() in root
            and root.count(space) == 1
            and (encoding is None or encoding[1].lower() in (b"utf-8", b"utf8"))
            and content.find(b"xmlns", start.end("root")) < 0
            and content.find(b"<!") < 0
            and content.find(b"<?", start.start("root")) < 0
        )
        if not usual:
            raise Unlike
        if not is_sound:
            _check_well_formed(content)
        self._content, self._after_head = content, start.end()
        self._root = root.decode()
        self._skeletons: dict[tuple[str, ...], _Skeleton | None] = {}
        self._recent: list[_Skeleton] = []
        self.group = self._leaves_read(start["group"].decode())

    def statements(self) -> Iterator[StatementText]:
        """Each statement, to be read before the next is asked for."""
        content, place = self._content, self._after_head
        while True:
            end = content.find(b"</Stmt>", place)
            if end < 0:
                raise Unlike
            first = content.find(b"<Ntry>", place, end)
            head = content[place : end if first < 0 else first].decode()
            yield StatementText(
                self._element(f"{head}</Stmt>"), self._entries(end if first < 0 else first, end)
            )
            place = end + len(b"</Stmt>")
            following = content.find(b"<Stmt>", place)
            if following < 0:
                break
            if content[place:following].strip():
                raise Unlike
            place = following
        if _END.match(content, place) is None:
            raise Unlike

    def _entries(self, place: int, end: int) -> Iterator[tuple[dict[str, str], list[dict[str, str]]]]:
        content = self._content
        while True:
            close = content.find(b"</Ntry>", place, end)
            if close < 0:
                if _MARKED.search(content[place:end].decode()):
                    raise Unlike
                return
            text = content[place : close + 7].decode()
            place = close + 7
            before = text.lstrip()
            if not before.startswith("<Ntry>"):
                raise Unlike
            before, *details = before.split("<TxDtls>")
            if not details:
                yield self.leaves(before), []
                continue
            transactions = []
            for detail in details:
                own, mark, after = detail.partition("</TxDtls>")
                if not mark or "<CdtDbtInd" in after:
                    raise Unlike
                transactions.append(self.leaves(f"<TxDtls>{own}</TxDtls>"))
                before += after
            yield self.leaves(before), transactions

    def leaves(self, text: str) -> dict[str, str]:
        """As ``iso20022.leaves`` of the one element in ``text``."""
        if "\r" in text:  # as every reader of XML does first
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "&" in text or len(text) > _LONGEST:
            return self._leaves_read(text)
        for skeleton in self._recent:
            if match := skeleton.pattern.fullmatch(text):
                return skeleton.leaves(skeleton.sharing(match.groups()))
        pieces = _LEAF.split(text)
        between = tuple(pieces[::2])
        try:
            known = self._skeletons[between]
        except KeyError:
            known = self._skeleton(between)
            if len(self._skeletons) < _MOST_SKELETONS:
                self._skeletons[between] = known
        if known is None:
            return self._leaves_read(text)
        self._recent = [known, *self._recent[: _RECENT - 1]]
        return known.leaves(known.sharing(pieces[1::2]))

    def _skeleton(self, between: tuple[str, ...]) -> _Skeleton | None:
        """Where each text belongs; ``None`` where something else than texts and currencies has to be read."""
        if any("\ue000" in piece for piece in between):
            return None
        marked = between[0] + "".join(
            f">\ue000{number}\ue001</{piece}" for number, piece in enumerate(between[1:])
        )
        skeleton = _Skeleton(re.compile(">([^<]*)</".join(map(re.escape, between))))
        for path, value in self._leaves_read(marked).items():
            numbers = [int(number) for number in _MARK.findall(value)]
            if path.endswith("/@Ccy"):
                if not skeleton.single or skeleton.single[-1][0] != path.removesuffix("/@Ccy"):
                    return None
                skeleton.currencies.append((path, value, skeleton.single[-1][1]))
            elif _MARK.sub("", value).strip() or not numbers:
                return None
            elif len(numbers) == 1:
                skeleton.single.append((path, numbers[0]))
            else:
                skeleton.several.append((path, numbers))
        return skeleton

    def _leaves_read(self, text: str) -> dict[str, str]:
        return leaves(self._element(text))

    def _element(self, text: str) -> etree._Element:
        """The element, and that it holds none that the reader of any XML would have stopped at."""
        if _MARKED.search(text, 1):
            raise Unlike
        try:
            root = parse_xml(f"{self._root}{text}</Document>".encode(), max_bytes=len(text) * 8 + (1 << 20))
        except UnreadableXml:
            raise Unlike from None
        if len(root) != 1:
            raise Unlike
        return root[0]


def alike_file(content: bytes, *, max_bytes: int, is_sound: bool = False) -> tuple[AlikeFile, Version]:
    """The file with its version. Raises ``Unlike`` for one that is not written in the usual way.

    One that ``is_sound`` was found well-formed before.
    """
    for version in Version:
        if f'xmlns="{version.namespace}"'.encode() in content[:4096]:
            return AlikeFile(content, version, max_bytes=max_bytes, is_sound=is_sound), version
    raise Unlike


def _check_well_formed(content: bytes) -> None:
    parser = expat.ParserCreate(namespace_separator="}")
    view = memoryview(content)
    try:
        for start in range(0, len(content), _STEP):
            parser.Parse(bytes(view[start : start + _STEP]), False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):
        raise Unlike from None
