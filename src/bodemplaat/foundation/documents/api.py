"""The door of this room."""

from bodemplaat.foundation.documents.commands import drop_files, keep_file, keep_receipt
from bodemplaat.foundation.documents.inspection import (
    MOST_PAGES,
    Inspected,
    UnusableFile,
    drawn_page,
    inspect,
)
from bodemplaat.foundation.documents.queries import DocumentView, content_of, documents_with, preview_of
from bodemplaat.foundation.documents.sizes import ACCEPTED, MAX_BYTES

__all__ = [
    "ACCEPTED",
    "MAX_BYTES",
    "MOST_PAGES",
    "DocumentView",
    "Inspected",
    "UnusableFile",
    "content_of",
    "documents_with",
    "drawn_page",
    "drop_files",
    "inspect",
    "keep_file",
    "keep_receipt",
    "preview_of",
]
