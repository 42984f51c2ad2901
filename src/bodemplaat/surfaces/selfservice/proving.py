"""The second step of a claim: a photo or PDF with each cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from bodemplaat.capabilities.claims.api import (
    MAX_FILES,
    ChangedInAnotherWindow,
    ClaimView,
    LineView,
    TooManyFiles,
    attach_inspected,
    remove_evidence,
)
from bodemplaat.foundation.access.api import MOST_IN_A_FORM, page, takes_files
from bodemplaat.foundation.documents.api import ACCEPTED, MAX_BYTES, Inspected, UnusableFile, inspect
from bodemplaat.foundation.tenancy.api import Actor, entered
from bodemplaat.surfaces.selfservice.drafts import STEPS, of_a_draft, own_draft, seen_version
from bodemplaat.surfaces.selfservice.wording import found, refused

MOST_FILES_AT_ONCE = 10
LookedAt: TypeAlias = tuple[int, Inspected | UnusableFile | TooManyFiles]
"""The position of a line and what became of a file for it."""


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
@page(in_one_transaction=False)
@of_a_draft
def prove(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """Step 2: the evidence. Every file that was chosen is kept, whichever button was pressed.

    The files are looked at before anything is held, so others go on meanwhile; what is kept is kept in one transaction.
    """
    view = own_draft(actor, claim)
    looked_at = [] if request.method != "POST" else _looked_at(request, view)
    seen = seen_version(request.POST) if "version" in request.POST else view.version
    with entered(actor):
        return _proved(request, actor, own_draft(actor, claim), seen, looked_at)


def _proved(
    request: HttpRequest, actor: Actor, view: ClaimView, seen: int, looked_at: Sequence[LookedAt]
) -> HttpResponse:
    if request.method != "POST":
        return _draw(request, view, {})
    try:
        errors = _keep_files(actor, view.id, seen, looked_at)
    except ChangedInAnotherWindow as refusal:
        messages.warning(request, refused(refusal))
        return _draw(request, own_draft(actor, view.id), {})
    _remove(request, actor, view)
    if errors:
        return _draw(request, own_draft(actor, view.id), errors)
    if "next" in request.POST:
        return redirect("selfservice:review", view.id)
    if "back" in request.POST:
        return redirect("selfservice:edit", view.id)
    return redirect("selfservice:prove", view.id)


def _looked_at(request: HttpRequest, view: ClaimView) -> list[LookedAt]:
    """Every file that was sent, opened; no more per line than a line may have, so that nothing is opened for nothing."""
    seen: list[LookedAt] = []
    for line in view.lines:
        room = MAX_FILES
        for file in request.FILES.getlist(f"lines-{line.position}-file"):
            if room == 0:
                seen.append((line.position, TooManyFiles()))
                break
            try:
                seen.append((line.position, inspect(file.name or "", file.read(MAX_BYTES + 1))))
                room -= 1
            except UnusableFile as unusable:
                seen.append((line.position, unusable))
    return seen


def _remove(request: HttpRequest, actor: Actor, view: ClaimView) -> None:
    wanted = request.POST.get("remove_file", "")
    for line in view.lines:
        for document in line.evidence:
            if str(document.id) == wanted:
                remove_evidence(actor=actor, claim=view.id, document=document.id, at=timezone.now())


def _keep_files(
    actor: Actor, claim: UUID, seen: int, looked_at: Sequence[LookedAt]
) -> dict[int, tuple[str, ...]]:
    """Keep what opened; returns per line what did not, with its cure."""
    errors: dict[int, tuple[str, ...]] = {}
    full: set[int] = set()
    for position, file in looked_at:
        problem = ""
        if isinstance(file, UnusableFile):
            problem = found(file.finding)
        elif position not in full:
            problem = _kept(actor, claim, seen, position, file)
            if problem:
                full.add(position)
        if problem:
            errors[position] = (*errors.get(position, ()), problem)
    return errors


def _kept(actor: Actor, claim: UUID, seen: int, position: int, file: Inspected | TooManyFiles) -> str:
    """Keep one file; returns why not, if it cannot be."""
    try:
        if isinstance(file, TooManyFiles):
            raise file
        attach_inspected(
            actor=actor, claim=claim, position=position, file=file, seen_version=seen, at=timezone.now()
        )
    except TooManyFiles as too_many:
        return refused(too_many)
    return ""


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
