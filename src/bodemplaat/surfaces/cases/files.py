"""Files of a case: looked at before they are kept, and opened by what they were found to be, never by what their name says."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import SHOWN_IN_BROWSER, file_response
from bodemplaat.foundation.documents.api import MAX_BYTES, Inspected, UnusableFile, content_of, inspect
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Finding

AT_ONCE = 10
"""Files in one form."""

Kept = list[tuple[str, Inspected]]


def looked_at(
    files: Iterable[tuple[str, "UploadedFile[Any]"]], place: str = ""
) -> tuple[Kept, tuple[Finding, ...]]:
    """Files that open, each with the field that asked for it, and what is wrong with the others at the name of their input."""
    good: Kept = []
    wrong: list[Finding] = []
    for field, file in list(files)[:AT_ONCE]:
        try:
            good.append((field, inspect(file.name or "", file.read(MAX_BYTES + 1))))
        except UnusableFile as unusable:
            problem = unusable.finding
            wrong.append(Finding(problem.code, field or place, problem.text, problem.values))
    return good, tuple(wrong)


@require_GET
@page()
def document(request: HttpRequest, actor: Actor, case: UUID, document: UUID) -> HttpResponse:
    """A document of a case, for whoever asked and for the desk. A photo opens in the browser; a PDF is saved."""
    known = cases.document_of(actor=actor, case=case, document=document)
    content = content_of(actor=actor, document=document)
    return file_response(content, known.name, known.media_type, shown=known.media_type in SHOWN_IN_BROWSER)
