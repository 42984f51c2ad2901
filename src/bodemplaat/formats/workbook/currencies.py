"""Which currency a cell shows its number in: by the number formats of an XLSX workbook, by the cell itself in ODS.

An amount is what the sheet shows, so ``100`` formatted as dollars is no hundred euros. A format that names no currency,
or the euro, says nothing; so do the built-in formats for money (5 to 8, 42, 44) where the file does not spell them
out, for those show the currency of the reader's own computer.
"""

import re
import unicodedata
from typing import Final

from lxml import etree

_IN_BRACKETS: Final = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_PADDING: Final = re.compile(r"[_*].")
_WORDS: Final = re.compile(r'"([^"]*)"|((?:\\.)+)')
_CODE: Final = re.compile(
    r"\b(?:AED|ANG|ARS|AUD|AWG|BAM|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|GBP|HKD|HRK|HUF|IDR|ILS|INR|ISK|JPY|KES|KRW"
    r"|MAD|MKD|MXN|MYR|NGN|NLG|NOK|NZD|PHP|PKR|PLN|RON|RSD|RUB|SAR|SEK|SGD|SRD|THB|TRY|TWD|UAH|USD|VND|XCG|ZAR)\b"
)


def currency_of(code: str) -> str:
    """The currency, other than the euro, that a number format shows; empty if it shows none. Takes ECMA-376's codes.

    ``[$$-409]#,##0.00`` is ``$``, ``#,##0 "USD"`` is ``USD``, ``[$-413]d mmmm`` and ``0.0 "fte"`` are nothing.
    """
    currency = next(filter(None, map(foreign, _IN_BRACKETS.findall(code))), "")
    if currency:
        return currency
    rest = re.sub(r"\[[^\]]*\]", "", code)
    words = "".join(f" {said or escaped.replace(chr(92), '')} " for said, escaped in _WORDS.findall(rest))
    named = _CODE.search(words)
    if named:
        return named[0]
    shown = words + _PADDING.sub("", _WORDS.sub("", rest))
    return next((sign for sign in shown if unicodedata.category(sign) == "Sc" and sign != "€"), "")


def foreign(name: str | None) -> str:
    """A currency's sign, code or name, unless it is the euro or no name at all."""
    bare = (name or "").strip()
    named = any(sign.isalpha() or unicodedata.category(sign) == "Sc" for sign in bare)
    return bare if named and "€" not in bare and not bare.upper().startswith("EUR") else ""


def foreign_styles(styles: etree._Element) -> dict[str, str]:
    """By the number of a cell's style, the currency of those styles that show another one than the euro."""
    shown = {
        element.get("numFmtId", ""): currency_of(element.get("formatCode", ""))
        for element in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    return {
        str(number): shown[identity]
        for number, element in enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
        if shown.get(identity := element.get("numFmtId", ""))
    }
