"""Finding and opening files."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bodemplaat.foundation.documents.models import Document, DocumentContent
from bodemplaat.foundation.tenancy.api import Actor, query


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What is known of a file."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    stored_at: datetime


@query
def documents_with(*, actor: Actor, ids: Collection[UUID]) -> dict[UUID, DocumentView]:
    """The documents with these ids that are within reach."""
    rows = Document.records.of(actor).filter(id__in=ids)
    return {d.id: DocumentView(d.id, d.name, d.media_type, d.size, d.sha256, d.stored_at) for d in rows}


@query
def content_of(*, actor: Actor, document: UUID) -> bytes:
    """The bytes; raises ``NotFound``. Who may see it is decided by the capability that the file belongs to."""
    return bytes(DocumentContent.records.of(actor).only("content").one(document_id=document).content)


@query
def preview_of(*, actor: Actor, document: UUID) -> bytes | None:
    """The preview as JPEG, if there is one; raises ``NotFound``."""
    preview = DocumentContent.records.of(actor).only("preview").one(document_id=document).preview
    return None if preview is None else bytes(preview)
