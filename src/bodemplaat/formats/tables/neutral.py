"""Text that a spreadsheet must not take for a formula.

The rule (after OWASP, "CSV injection"): a text whose first character, white space and control characters left aside,
is one of ``= + - @`` or their full-width forms, or that begins with a tab, carriage return or line feed, gets an
apostrophe before it. A text that is nothing but a number (``-12,50``) stays as it is. Control characters that no
spreadsheet can hold are dropped. In a workbook the apostrophe is not needed: there a cell says itself that it is text.
"""

import re

_DANGEROUS = re.compile(r"[\t\r\n]|[\s\x00-\x1f\ufeff\u200b]*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*", re.ASCII)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def neutralised(text: str) -> str:
    """The text as it may stand in a CSV cell."""
    text = printable(text)
    if _DANGEROUS.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def printable(text: str) -> str:
    """The text without characters that cannot stand in a file for spreadsheets."""
    return _UNPRINTABLE.sub("", text)
