"""Opening a photo or PDF of a claim: by what it was found to be, never by what its name says."""

from pathlib import PurePath
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.claims.api import evidence_of, note_evidence_opened
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.documents.api import content_of, preview_of
from bodemplaat.foundation.tenancy.api import Actor

SHOWN_IN_BROWSER = {"image/jpeg", "image/png", "image/webp"}
NOTHING_ACTIVE = "default-src 'none'; sandbox"
"""For a file that somebody handed in: it may draw itself and do nothing else."""


@require_GET
@page()
def evidence(request: HttpRequest, actor: Actor, claim: UUID, document: UUID) -> HttpResponse:
    """The file itself. A photo opens in the browser; a PDF is saved, since browsers open none in a sandbox."""
    known = evidence_of(actor=actor, claim=claim, document=document, on=timezone.localdate())
    content = content_of(actor=actor, document=document)
    note_evidence_opened(actor=actor, claim=claim, document=document, at=timezone.now())
    shown = known.media_type in SHOWN_IN_BROWSER
    return _file(content, known.media_type, known.name, shown=shown)


@require_GET
@page()
def preview(request: HttpRequest, actor: Actor, claim: UUID, document: UUID) -> HttpResponse:
    """A small picture of it: the photo, or the first page of the PDF. Readable enough to leave the line that the file leaves."""
    known = evidence_of(actor=actor, claim=claim, document=document, on=timezone.localdate())
    picture = preview_of(actor=actor, document=document)
    if picture is None:
        raise Http404
    note_evidence_opened(actor=actor, claim=claim, document=document, at=timezone.now())
    return _file(picture, "image/jpeg", f"{PurePath(known.name).stem}.jpg", shown=True)


def _file(content: bytes, media_type: str, name: str, *, shown: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response["Content-Security-Policy"] = NOTHING_ACTIVE
    response["X-Content-Type-Options"] = "nosniff"
    return response
