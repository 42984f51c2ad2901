"""Keeping files."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from bodemplaat.foundation.documents.inspection import Inspected, clean_name
from bodemplaat.foundation.documents.models import Document, DocumentContent
from bodemplaat.foundation.tenancy.api import Actor, command, insert_bytes


@command
def keep_receipt(*, actor: Actor, organisation: UUID, file: Inspected, at: datetime) -> UUID:
    """Keep a photo or PDF that somebody hands in, after ``inspect``, which takes its time outside any transaction."""
    return _keep(actor, organisation, file.name, file.media_type, file.content, file.preview, at)


@command
def keep_file(
    *, actor: Actor, organisation: UUID, name: str, media_type: str, content: bytes, at: datetime
) -> UUID:
    """Keep a file that the platform made itself, such as a payment file."""
    return _keep(actor, organisation, clean_name(name), media_type, content, None, at)


def drop_files(*, actor: Actor, documents: Collection[UUID]) -> None:
    """Delete files that no cost uses as evidence, with their bytes, in the transaction of the calling command."""
    Document.records.of(actor).filter(id__in=documents).delete()


def _keep(
    actor: Actor,
    organisation: UUID,
    name: str,
    media_type: str,
    content: bytes,
    preview: bytes | None,
    at: datetime,
) -> UUID:
    document = Document.records.of(actor).create(
        organisation_id=organisation,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        stored_at=at,
        stored_by=actor.person_id,
    )
    insert_bytes(
        actor,
        DocumentContent(organisation_id=organisation, document=document, content=content, preview=preview),
    )
    return document.id
