"""Bank statements: camt.053.001.02 and camt.053.001.08, read and written.

``documents_in`` takes a zip or several documents in one file apart; ``walk_statement_file`` reads as a stream with one entry in memory,
``gather`` does so the quickest way; ``read_statement_file`` holds the whole; ``heads_in`` looks at the heads alone;
``write_statement_file`` writes either version, which is how the demo bank and the checks make a bank's answer;
``compose`` has the entries such an answer is made of.
"""

from bodemplaat.formats.camt.compose import (
    batch_entry,
    paid_transaction,
    returned_transaction,
    single_entry,
    statement,
)
from bodemplaat.formats.camt.gather import gather, heads_in, read_statement_file
from bodemplaat.formats.camt.read import (
    REVERSAL_DIRECTION,
    UnreadableStatement,
    other_way,
    walk_statement_file,
)
from bodemplaat.formats.camt.reasons import RETURN_REASONS
from bodemplaat.formats.camt.unpack import documents_in, left_aside
from bodemplaat.formats.camt.values import (
    Batch,
    Entry,
    FileHead,
    ReturnReason,
    Statement,
    StatementFile,
    StatementHead,
    Transaction,
    Version,
)
from bodemplaat.formats.camt.write import write_statement_file

__all__ = [
    "RETURN_REASONS",
    "REVERSAL_DIRECTION",
    "Batch",
    "Entry",
    "FileHead",
    "ReturnReason",
    "Statement",
    "StatementFile",
    "StatementHead",
    "Transaction",
    "UnreadableStatement",
    "Version",
    "batch_entry",
    "documents_in",
    "gather",
    "heads_in",
    "left_aside",
    "other_way",
    "paid_transaction",
    "read_statement_file",
    "returned_transaction",
    "single_entry",
    "statement",
    "walk_statement_file",
    "write_statement_file",
]
