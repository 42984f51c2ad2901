"""Opening a photo or PDF of a claim: by what it was found to be, never by what its name says."""

from pathlib import PurePath
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.claims.api import evidence_of, note_evidence_opened
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import SHOWN_IN_BROWSER, file_response
from bodemplaat.foundation.documents.api import content_of, preview_of
from bodemplaat.foundation.tenancy.api import Actor


@require_GET
@page()
def evidence(request: HttpRequest, actor: Actor, claim: UUID, document: UUID) -> HttpResponse:
    """The file itself. A photo opens in the browser; a PDF is saved, since browsers open none in a sandbox."""
    known = evidence_of(actor=actor, claim=claim, document=document, on=timezone.localdate())
    content = content_of(actor=actor, document=document)
    note_evidence_opened(actor=actor, claim=claim, document=document, at=timezone.now())
    return file_response(content, known.name, known.media_type, shown=known.media_type in SHOWN_IN_BROWSER)


@require_GET
@page()
def preview(request: HttpRequest, actor: Actor, claim: UUID, document: UUID) -> HttpResponse:
    """A small picture of it: the photo, or the first page of the PDF. Readable enough to leave the line that the file leaves."""
    known = evidence_of(actor=actor, claim=claim, document=document, on=timezone.localdate())
    picture = preview_of(actor=actor, document=document)
    if picture is None:
        raise Http404
    note_evidence_opened(actor=actor, claim=claim, document=document, at=timezone.now())
    return file_response(picture, f"{PurePath(known.name).stem}.jpg", "image/jpeg", shown=True)
