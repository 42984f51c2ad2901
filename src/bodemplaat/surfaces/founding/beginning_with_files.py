"""A whole cooperation from files in one go, for the first administrator of an empty site."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.foundation.access.api import (
    ask_to_found,
    check_may_begin_with_files,
    hats_of,
    page,
    preview_beginning,
    takes_files,
    wear,
)
from bodemplaat.foundation.design.api import file_response
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations.api import cooperations_seated
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.surfaces.founding.forms import BeginWithFilesForm
from bodemplaat.surfaces.founding.importing import TYPES, handed_in
from bodemplaat.surfaces.founding.wording import ACTS, TONES, refused, told

MOST_SHOWN = 100
"""Changes of one file that the preview names."""
STOPPED: Final[Mapping[str, Any]] = {
    "outdated": _("A list changed in the meantime. Below stands what the files would do now: look again."),
    "unsound": _(
        "A list changed in the meantime, and these files no longer fit. Nothing was founded: hand them in again to see each"
        " mistake."
    ),
    "refused": _(
        "Meanwhile somebody else has an account or another organisation takes part, so nothing was founded. Throw these files"
        " away; each fills its own lists."
    ),
    "failed": _(
        "Something went wrong and nothing was founded. Try again; if it stays so, whoever keeps this site finds the cause in"
        " its log."
    ),
}
"""Why the worker founded nothing."""


@takes_files(4 * imports.MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.COOPERATION_ADMINISTRATOR, in_one_transaction=False)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose all files: every mistake in them and nothing stored, or what they would found; or why it cannot be."""
    context: dict[str, Any] = {
        "lists": [(each.name, gettext(each.title)) for each in imports.imported_lists()],
        "of_files": True,
    }
    try:
        check_may_begin_with_files(actor=actor)
    except Refused as no:
        context["closed"] = refused(no)
        status = 409 if request.method == "POST" else 200
        return render(request, "founding/begin_with_files.html", context, status=status)
    if under_way := imports.being_founded(actor=actor):
        return redirect("founding:begin_preview", under_way)
    first_day = next((each.first_day for each in cooperations_seated(actor=actor)), None)
    context["first_day"] = first_day
    form = BeginWithFilesForm(initial={"since": first_day or timezone.localdate()})
    if request.method == "POST":
        form = BeginWithFilesForm(request.POST, request.FILES)
    context["form"] = form
    if request.method == "POST" and form.is_valid():
        together = handed_in(actor, form, preview_beginning, context)
        if together is not None:
            return redirect("founding:begin_preview", together)
    is_refused = bool(form.errors) or "mistakes" in context or "refusal" in context
    return render(request, "founding/begin_with_files.html", context, status=422 if is_refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.COOPERATION_ADMINISTRATOR, in_one_transaction=False)
def preview(request: HttpRequest, actor: Actor, together: UUID) -> HttpResponse:
    """Everything that the files would found; founding it, or throwing them away; and how far the founding is."""
    context: dict[str, Any] = {"of_files": True}
    if request.method == "POST":
        done, more = _act(request, actor, together)
        if done is not None:
            return done
        context |= more
    seen = imports.kept_to_begin(actor=actor, together=together)
    titles = {each.name: gettext(each.title) for each in imports.imported_lists()}
    if seen[0].state != "beginning":
        return _how_far(request, seen, titles)
    context |= {
        "stopped": STOPPED.get(seen[0].stopped, ""),
        "rows": [
            {
                "seen": each,
                "title": titles[each.list_name],
                "warnings": told(each.warnings),
                "changes": [(one, ACTS[one.act], TONES[one.act]) for one in changes],
                "more": max(0, count - MOST_SHOWN),
            }
            for each in seen
            for changes, count in [
                imports.changes_of(actor=actor, import_id=each.id, start=0, count=MOST_SHOWN)
            ]
        ],
        "total": sum(each.count for each in seen),
    }
    return render(
        request, "founding/begin_preview.html", context, status=409 if "refusal" in context else 200
    )


def _how_far(
    request: HttpRequest, seen: Sequence[imports.ImportView], titles: Mapping[str, str]
) -> HttpResponse:
    """Of each file how many lines are done; the page asks for it each second, and for itself once all of it is founded."""
    is_founded = seen[0].state == "founded"
    context = {
        "rows": [(each, titles[each.list_name]) for each in seen],
        "is_founded": is_founded,
        "done": sum(each.lines_done for each in seen),
        "lines": sum(each.lines for each in seen),
    }
    answer = render(request, "founding/begin_how_far.html", context)
    if is_founded and "HX-Request" in request.headers:
        answer["HX-Refresh"] = "true"
    return answer


def _act(request: HttpRequest, actor: Actor, together: UUID) -> tuple[HttpResponse | None, dict[str, Any]]:
    """Do what was pressed: where to go, or else what stands in the way."""
    action, at = request.POST.get("action", ""), timezone.now()
    try:
        if action == "carry_out":
            ask_to_found(actor=actor, together=together, language=get_language() or "nl", at=at)
            return redirect("founding:begin_preview", together), {}
        if action == "go_on":
            return _to_own_organisation(request, actor), {}
        if action == "drop":
            imports.drop_to_begin(actor=actor, together=together)
            messages.success(request, gettext("Nothing was changed; the files were thrown away."))
            return redirect("founding:begin_with_files"), {}
    except Refused as refusal:
        return None, {"refusal": refused(refusal)}
    raise Http404


def _to_own_organisation(request: HttpRequest, actor: Actor) -> HttpResponse:
    """On to what is still missing there, as the administrator of one's own organisation."""
    for hat in hats_of(user=cast(int, request.user.pk), on=timezone.localdate()):
        if hat.role is Role.ADMINISTRATOR and hat.organisation_id == actor.organisation_id:
            wear(request, hat.assignment_id)
            return redirect("founding:home")
    return redirect("founding:cooperation")


@require_GET
@page(Role.COOPERATION_ADMINISTRATOR)
def template(request: HttpRequest, actor: Actor, list_name: str) -> HttpResponse:  # anyone of this role
    """The empty file of a list, with a column for whose each line is."""
    a_list = imports.imported_list(list_name)
    form = request.GET.get("format", "xlsx")
    if a_list is None or form not in TYPES:
        raise Http404
    content = imports.template_of_several(a_list, form)
    name = f"{slugify(gettext(a_list.title))}-{slugify(gettext('template'))}.{form}"
    return file_response(content, name, TYPES[form])
