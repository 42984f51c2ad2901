"""Texts in a picture: what Vega can draw, and texts within its own language. Pure, and light to import."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

UNSEEN: Final = "\N{WORD JOINER}"
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0, section 2.2, leaves out of ``Char``."""
_SEPARATORS: Final = {0x2028: " ", 0x2029: " "}
"""They end a line of JavaScript, also inside a text of Vega's expressions."""
_STOPPING: Final = frozenset(
    [
        "if",
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "toString",
        "valueOf",
        "__defineGetter__",
        "__defineSetter__",
        "__lookupGetter__",
        "__lookupSetter__",
    ]
)
"""Texts on which Vega stops when they stand in a title, a sort order or an expression: it looks each text up among its
operators, and finds ``if`` and what every JavaScript object has (vl-convert 1.9, findings/vega-stops-on-words.sh).
"""


def printable(value: Any) -> Any:
    """The same data, with every text written so that Vega draws it and does not stumble over it.

    Characters that XML cannot hold become U+FFFD: vl-convert ends the whole process on one. Line separators become
    spaces, and a text that Vega would take for a word of its own gets an ``UNSEEN`` character behind it, which
    ``drawing`` takes out of the picture again.
    """
    match value:
        case str():
            text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value).translate(_SEPARATORS)
            return text + UNSEEN if text in _STOPPING else text
        case Mapping():
            return {printable(key): printable(inner) for key, inner in value.items()}
        case Sequence():
            return [printable(inner) for inner in value]
        case _:
            return value


def in_expression(texts: Sequence[str]) -> str:
    """Texts as a list in Vega's language, with nothing in them that could end a text there or stop Vega.

    They are made ``printable`` one by one, as the names they are laid beside: within an expression nobody else can.
    """
    safe = [str(printable(text)).replace("\\", "\\\\").replace("'", "\\'") for text in texts]
    return "[" + ", ".join(f"'{text}'" for text in safe) + "]"
