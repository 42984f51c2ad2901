"""The second step of a claim: a photo or PDF with each cost."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from bodemplaat.capabilities.claims.api import (
    ChangedInAnotherWindow,
    ClaimView,
    LineView,
    TooManyFiles,
    attach_evidence,
    remove_evidence,
)
from bodemplaat.foundation.access.pages import MOST_IN_A_FORM, page, takes_files
from bodemplaat.foundation.documents.api import ACCEPTED, MAX_BYTES, UnusableFile
from bodemplaat.foundation.tenancy import Actor
from bodemplaat.surfaces.selfservice.drafts import STEPS, own_draft, seen_version
from bodemplaat.surfaces.selfservice.wording import found, refused

MOST_FILES_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One line with its evidence, whether the organisation asks for it, and what was wrong with a file."""

    line: LineView
    asked: bool
    errors: tuple[str, ...]

    @property
    def is_missing(self) -> bool:
        """Whether evidence is still to be added."""
        return self.asked and not self.line.evidence


@takes_files(MOST_FILES_AT_ONCE * MAX_BYTES + MOST_IN_A_FORM)
@page()
def prove(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """Step 2: the evidence. Every file that was chosen is kept, whichever button was pressed."""
    view = own_draft(actor, claim)
    if request.method != "POST":
        return _draw(request, view, {})
    try:
        errors = _keep_files(request, actor, view)
    except ChangedInAnotherWindow as refusal:
        messages.warning(request, refused(refusal))
        return _draw(request, own_draft(actor, claim), {})
    _remove(request, actor, view)
    if errors:
        return _draw(request, own_draft(actor, claim), errors)
    if "next" in request.POST:
        return redirect("selfservice:review", claim)
    if "back" in request.POST:
        return redirect("selfservice:edit", claim)
    return redirect("selfservice:prove", claim)


def _remove(request: HttpRequest, actor: Actor, view: ClaimView) -> None:
    wanted = request.POST.get("remove_file", "")
    for line in view.lines:
        for document in line.evidence:
            if str(document.id) == wanted:
                remove_evidence(actor=actor, claim=view.id, document=document.id, at=timezone.now())


def _keep_files(request: HttpRequest, actor: Actor, view: ClaimView) -> dict[int, tuple[str, ...]]:
    """Keep what opens; answers per line what did not, with its cure."""
    errors: dict[int, tuple[str, ...]] = {}
    seen = seen_version(request.POST) if "version" in request.POST else None
    for line in view.lines:
        for file in request.FILES.getlist(f"lines-{line.position}-file"):
            try:
                _keep(actor, view.id, line.position, file, seen)
            except UnusableFile as unusable:
                errors[line.position] = (*errors.get(line.position, ()), found(unusable.finding))
            except TooManyFiles as too_many:
                errors[line.position] = (*errors.get(line.position, ()), refused(too_many))
                break
    return errors


def _keep(actor: Actor, claim: UUID, position: int, file: "UploadedFile[bytes]", seen: int | None) -> None:
    content = file.read(MAX_BYTES + 1)
    attach_evidence(
        actor=actor,
        claim=claim,
        position=position,
        name=file.name or "",
        content=content,
        seen_version=seen,
        at=timezone.now(),
    )


def _draw(request: HttpRequest, view: ClaimView, errors: dict[int, tuple[str, ...]]) -> HttpResponse:
    rows = [ProofRow(line, _is_asked(line), errors.get(line.position, ())) for line in view.lines]
    context = {
        "claim": view,
        "rows": rows,
        "wrong": [row for row in rows if row.errors],
        "missing": sum(row.is_missing for row in rows),
        "accept": ",".join(ACCEPTED),
        "steps": [str(step) for step in STEPS],
    }
    return render(request, "selfservice/prove.html", context)


def _is_asked(line: LineView) -> bool:
    asked_from = line.kind.evidence_from if line.kind else None
    return asked_from is not None and line.amount is not None and line.amount >= asked_from
