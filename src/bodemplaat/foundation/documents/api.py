"""The door of this room."""

from bodemplaat.foundation.documents.commands import keep_file, keep_receipt
from bodemplaat.foundation.documents.inspection import MAX_BYTES, UnusableFile
from bodemplaat.foundation.documents.queries import DocumentView, content_of, documents_with, preview_of

__all__ = [
    "MAX_BYTES",
    "DocumentView",
    "UnusableFile",
    "content_of",
    "documents_with",
    "keep_file",
    "keep_receipt",
    "preview_of",
]
