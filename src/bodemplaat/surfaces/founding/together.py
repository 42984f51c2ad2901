"""Filling several lists from files at once: what they would do together first, then doing all of it or nothing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.foundation.access.api import page, takes_files
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.surfaces.founding.forms import TogetherForm
from bodemplaat.surfaces.founding.importing import FILLERS, MOST_TOLD, handed_in, mistakes_in_files
from bodemplaat.surfaces.founding.wording import refused, told


@takes_files(4 * imports.MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@page(*FILLERS, in_one_transaction=False)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Hand files in: every mistake in them and nothing stored, or what they would do together."""
    form = TogetherForm(request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST":
        form = TogetherForm(request.POST, request.FILES)
    context: dict[str, Any] = {
        "form": form,
        "lists": [(each.name, gettext(each.title)) for each in imports.lists_of(actor=actor)],
        "of_files": True,
    }
    if request.method == "POST" and form.is_valid():
        together = handed_in(actor, form, imports.preview_together, context)
        if together is not None:
            return redirect("founding:together", together)
    is_refused = bool(form.errors) or "mistakes" in context or "refusal" in context
    return render(request, "founding/new_together.html", context, status=422 if is_refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*FILLERS, in_one_transaction=False)
def one(request: HttpRequest, actor: Actor, together: UUID) -> HttpResponse:
    """What files do or did together; carrying them out, throwing them away, undoing them."""
    context: dict[str, Any] = {"of_files": True}
    imports.imports_together(actor=actor, together=together)
    if request.method == "POST":
        done, more = _act(request, actor, together)
        if done is not None:
            return done
        context |= more
    seen = imports.imports_together(actor=actor, together=together)
    titles = {each.name: gettext(each.title) for each in imports.imported_lists()}
    context |= {
        "together": together,
        "rows": [
            {"seen": each, "title": titles[each.list_name], "warnings": told(each.warnings)} for each in seen
        ],
        "state": seen[0].state if len({each.state for each in seen}) == 1 else "done",
        "total": sum(each.count for each in seen),
    }
    is_refused = any(context.get(name) for name in ("mistakes", "reasons", "refusal", "is_outdated"))
    return render(request, "founding/together.html", context, status=409 if is_refused else 200)


def _act(request: HttpRequest, actor: Actor, together: UUID) -> tuple[HttpResponse | None, dict[str, Any]]:
    """Do what was pressed: where to go, or else what stands in the way."""
    action, at = request.POST.get("action", ""), timezone.now()
    context: dict[str, Any] = {}
    try:
        if action == "carry_out":
            imports.carry_out_together(actor=actor, together=together, at=at)
            messages.success(request, gettext("The lists were filled from these files."))
        elif action == "drop":
            imports.drop_together(actor=actor, together=together, at=at)
            messages.success(request, gettext("Nothing was changed; the files were thrown away."))
            return redirect("founding:new_together"), {}
        elif action == "undo":
            imports.undo_together(actor=actor, together=together, at=at)
            messages.success(request, gettext("The imports were undone: the lists are as they were before."))
        else:
            raise Http404
    except imports.Outdated:
        context["is_outdated"] = True
        try:
            imports.renew_together(actor=actor, together=together, at=at)
        except imports.UnsoundFiles as refusal:
            context |= mistakes_in_files(refusal)
    except imports.UnsoundFiles as refusal:
        context |= mistakes_in_files(refusal)
    except imports.BuiltUpon as refusal:
        context["reasons"] = told(refusal.reasons[:MOST_TOLD])
        context["more_reasons"] = max(0, len(refusal.reasons) - MOST_TOLD)
    except Refused as refusal:
        context["refusal"] = refused(refusal)
    else:
        return redirect("founding:together", together), {}
    return None, context
