"""Leaves of an invoice: texts, exact numbers, days and pictures; what cannot be read becomes a finding with its place."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from lxml import etree

from bodemplaat.formats.invoices.places import place_of
from bodemplaat.formats.invoices.values import Identifier
from bodemplaat.formats.xml import local_name
from bodemplaat.kernel import Finding, say, without_turning

__all__ = ["Leaves"]

_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,24}(?:\.\d{0,12})?|\.\d{1,12})$", re.ASCII)
_DAY: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:Z|[+-]\d{2}:\d{2})?$", re.ASCII)
_LONGEST_SHOWN: Final = 40
_PATHS: Final[dict[frozenset[tuple[str, str]], dict[str, tuple[str, ...]]]] = {}


class Leaves:
    """Reads below an element by path, with the prefixes of one syntax; ``findings`` grows as it goes."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._paths = _PATHS.setdefault(frozenset(prefixes.items()), {})
        self.findings: list[Finding] = []

    def one(self, node: etree._Element | None, path: str) -> etree._Element | None:
        """The first element there."""
        return None if node is None else _first(node, self._steps(path))

    def each(self, node: etree._Element | None, path: str) -> Iterator[etree._Element]:
        """Every element there, in order."""
        if node is not None:
            yield from _every(node, self._steps(path))

    def text(self, node: etree._Element | None, path: str) -> str:
        """The text there without the white space around it; empty without one."""
        element = self.one(node, path)
        return _text(element)

    def texts(self, node: etree._Element | None, path: str) -> tuple[str, ...]:
        """Every text there that is not empty."""
        return tuple(text for element in self.each(node, path) if (text := _text(element)))

    def attribute(self, node: etree._Element | None, path: str, name: str) -> str:
        """An attribute of the first element there."""
        element = self.one(node, path)
        return "" if element is None else (element.get(name) or "").strip()

    def number(self, node: etree._Element | None, path: str) -> Decimal | None:
        """The exact number there."""
        return self.number_in(self.one(node, path))

    def number_in(self, element: etree._Element | None) -> Decimal | None:
        """The exact number in this element; a finding where it is none."""
        written = _text(element)
        if element is None or not written:
            return None
        if not _NUMBER.match(written):
            text = say(
                "“{written}” in {name} is not a number. Ask the supplier for an invoice with digits and a decimal point."
            )
            self._refuse("invoice.number", element, text, written)
            return None
        return Decimal(written)

    def day(self, node: etree._Element | None, path: str) -> date | None:
        """The day there (``2026-11-29`` or ``20261129``); a finding where it is none."""
        element = self.one(node, path)
        written = _text(element)
        if element is None or not written:
            return None
        match = _DAY.match(written)
        try:
            return date(*(int(part) for part in match.groups())) if match else _raise()
        except ValueError:
            text = say(
                "“{written}” in {name} is not a day. Ask the supplier for an invoice with days such as 2026-11-29."
            )
            self._refuse("invoice.day", element, text, written)
            return None

    def identifier(self, node: etree._Element | None, path: str) -> Identifier | None:
        """The identifier of the first element there, with its list (``schemeID``); ``None`` without one."""
        return _identifier(self.one(node, path))

    def identifiers(self, node: etree._Element | None, path: str) -> Iterator[Identifier]:
        """Every identifier there that is not empty."""
        for element in self.each(node, path):
            if identifier := _identifier(element):
                yield identifier

    def vat_totals(
        self, node: etree._Element | None, path: str, currency: str, tax_currency: str
    ) -> tuple[Decimal | None, Decimal | None]:
        """The VAT there in the currency of the invoice, and in that in which it is declared if it is another."""
        vat = declared = None
        for amount in self.each(node, path):
            named = (amount.get("currencyID") or "").strip()
            if tax_currency and tax_currency != currency and named == tax_currency:
                declared = self.number_in(amount)
            elif vat is None:
                vat = self.number_in(amount)
        return vat, declared

    def is_true(self, node: etree._Element | None, path: str) -> bool:
        """Whether it says ``true`` there."""
        return self.text(node, path) in ("true", "1")

    def content(self, node: etree._Element | None, path: str) -> bytes:
        """The bytes of a document that stands there in base 64."""
        element = self.one(node, path)
        written = _text(element)
        if element is None or not written:
            return b""
        try:
            return base64.b64decode("".join(written.split()), validate=True)
        except (binascii.Error, ValueError):
            text = say("The attached document in {name} is damaged. Ask the supplier to send it again.")
            self._refuse("invoice.attachment", element, text, "")
            return b""

    def _steps(self, path: str) -> tuple[str, ...]:
        """The names of a path in Clark notation, worked out once a process."""
        steps = self._paths.get(path)
        if steps is None:
            named = (step.partition(":") for step in path.split("/"))
            steps = tuple(f"{{{self._prefixes[prefix]}}}{name}" for prefix, _, name in named)
            self._paths[path] = steps
        return steps

    def _refuse(self, code: str, element: etree._Element, text: str, written: str) -> None:
        shown = written if len(written) <= _LONGEST_SHOWN else f"{written[:_LONGEST_SHOWN]}…"
        values = {"written": shown, "name": local_name(element.tag)}
        self.findings.append(Finding(code, place_of(element), text, values))


def _every(node: etree._Element, steps: tuple[str, ...]) -> Iterator[etree._Element]:
    """Walked by hand: lxml's own paths take half of the reading of an invoice."""
    first, *rest = steps
    for child in node.iterchildren(first):
        if rest:
            yield from _every(child, tuple(rest))
        else:
            yield child


def _first(node: etree._Element, steps: tuple[str, ...]) -> etree._Element | None:
    if len(steps) == 1:
        return next(node.iterchildren(steps[0]), None)
    rest = steps[1:]
    for child in node.iterchildren(steps[0]):
        first = _first(child, rest)
        if first is not None:
            return first
    return None


def _text(element: etree._Element | None) -> str:
    return "" if element is None else without_turning(element.text or "").strip()


def _identifier(element: etree._Element | None) -> Identifier | None:
    value = _text(element)
    return (
        Identifier(value, (element.get("schemeID") or "").strip()) if element is not None and value else None
    )


def _raise() -> date:
    raise ValueError
