"""Audit files (XML Auditfile Financieel 4.0): the books of one organisation and one year, for an accountant or the tax authority.

``write`` gives the file in pieces, so that a year of a million lines is never in memory. The namespace is that of the schema
of version 4.0 as a package carries it; the tests hold what is written against that schema and against a reader of others.
"""

from bodemplaat.formats.xaf.values import (
    Account,
    Head,
    Journal,
    JournalKind,
    Line,
    OpeningLine,
    Period,
    Totals,
    Transaction,
)
from bodemplaat.formats.xaf.write import NAMESPACE, write

__all__ = [
    "NAMESPACE",
    "Account",
    "Head",
    "Journal",
    "JournalKind",
    "Line",
    "OpeningLine",
    "Period",
    "Totals",
    "Transaction",
    "write",
]
