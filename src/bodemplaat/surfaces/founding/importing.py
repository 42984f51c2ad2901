"""Filling a list from a file: what it would do first, then doing it; and taking it back."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.foundation.access.api import page, takes_files
from bodemplaat.foundation.design.api import file_response, page_number, page_of, rows_before
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations.api import cooperations_seated, names_of
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import say
from bodemplaat.surfaces.founding.forms import ImportForm
from bodemplaat.surfaces.founding.places import page_of_list
from bodemplaat.surfaces.founding.wording import ACTS, TONES, refused, told, told_of_files

ROWS = 25
FILLERS = (Role.ADMINISTRATOR, Role.COOPERATION_ADMINISTRATOR)
"""Each fills the lists that are theirs: those of an organisation, and that of a cooperation."""
PASTED = say("Pasted lines")
"""What a file is called that was made of pasted lines."""
MOST_TOLD = 500
"""Mistakes shown at once. Whoever has more mends the first and hands the file in again."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def handed_in(actor: Actor, form: Form, preview: Callable[..., UUID], context: dict[str, Any]) -> UUID | None:
    """The preview of the files of a valid form together, by ``preview(actor=, files=, since=, at=)``.

    Without one the mistakes, or the refusal, stand in ``context``.
    """
    files = [imports.HandedIn(each.name, each.read()) for each in form.cleaned_data["lists"]]
    try:
        return preview(actor=actor, files=files, since=form.cleaned_data["since"], at=timezone.now())
    except imports.UnsoundFiles as refusal:
        context |= mistakes_in_files(refusal)
    except Refused as refusal:
        context["refusal"] = refused(refusal)
    return None


def mistakes_in_files(refusal: imports.UnsoundFiles) -> dict[str, Any]:
    """What is shown of the mistakes in several files."""
    return {
        "mistakes": told_of_files(refusal.mistakes[:MOST_TOLD]),
        "count": len(refusal.mistakes),
        "more": max(0, len(refusal.mistakes) - MOST_TOLD),
    }


@takes_files(2 * imports.MOST_BYTES)  # one that is too large by less is answered beside its field
@require_http_methods(["GET", "HEAD", "POST"])
@page(*FILLERS, in_one_transaction=False)
def new(request: HttpRequest, actor: Actor, list_name: str) -> HttpResponse:
    """Hand a file in: every mistake in it and nothing stored, or what it would do."""
    a_list = _list(list_name, actor)
    today = timezone.localdate()
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        completes=gettext(a_list.completes),
        initial={"since": today},
    )
    context: dict[str, Any] = {
        "form": form,
        "title": gettext(a_list.title),
        "list_name": list_name,
        "columns": a_list.columns,
        "back": page_of_list(list_name),
    }
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            import_id = imports.preview_import(
                actor=actor,
                list_name=list_name,
                file_name=file.name,
                content=file.read(),
                since=form.cleaned_data["since"],
                is_complete=form.cleaned_data["is_complete"],
                at=timezone.now(),
            )
        except imports.UnsoundFile as refusal:
            context |= _mistakes(refusal, file.name)
        else:
            return redirect("founding:import", import_id)
    is_refused = bool(form.errors) or "mistakes" in context
    return render(request, "founding/new_import.html", context, status=422 if is_refused else 200)


def _mistakes(refusal: imports.UnsoundFile, name: str) -> dict[str, Any]:
    return {
        "mistakes": told(refusal.mistakes[:MOST_TOLD], before=_lines_before(name)),
        "count": len(refusal.mistakes),
        "more": max(0, len(refusal.mistakes) - MOST_TOLD),
        "file_name": name,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page(*FILLERS, in_one_transaction=False)
def one(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """What an import does or did; carrying it out, dropping it, undoing it."""
    seen = imports.import_of(actor=actor, import_id=import_id)
    if seen.together is not None and seen.state == "previewed" and request.method == "POST":
        return redirect("founding:together", seen.together)  # they are taken in together or not at all
    a_list = _list(seen.list_name, actor)
    context: dict[str, Any] = {}
    if request.method == "POST":
        done, context = _act(request, actor, seen)
        if done is not None:
            return done
        seen = imports.import_of(actor=actor, import_id=import_id)
    act = request.GET.get("act", "")
    changes, count = imports.changes_of(
        actor=actor,
        import_id=import_id,
        act=act if act in ACTS else "",
        start=rows_before(request, ROWS),
        count=ROWS,
    )
    before = _lines_before(seen.file_name)
    names = names_of(actor=actor, people={p for p in (seen.by, seen.done_by, seen.undone_by) if p})
    context |= {
        "seen": seen,
        "title": gettext(a_list.title),
        "back": page_of_list(seen.list_name),
        "warnings": told(seen.warnings, before=before),
        "changes": [
            {
                "line": each.line - before,
                "name": each.name,
                "act": ACTS[each.act],
                "tone": TONES[each.act],
                "is_new": each.act == "add",
                "facts": each.facts,
            }
            for each in changes
        ],
        "page": page_of(changes, count=count, size=ROWS, number=page_number(request)),
        "acts": [
            (name, ACTS[name], number, name == act)
            for name, number in (("add", seen.added), ("change", seen.changed), ("end", seen.ended))
            if number
        ],
        "act": act,
        "again_href": _again(actor, seen),
        "done_by": names.get(seen.done_by, "") if seen.done_by else "",
        "undone_by": names.get(seen.undone_by, "") if seen.undone_by else "",
    }
    is_refused = any(context.get(name) for name in ("mistakes", "reasons", "refusal", "is_outdated"))
    return render(request, "founding/import.html", context, status=409 if is_refused else 200)


def _lines_before(file_name: str) -> int:
    """How many lines stand in a file before the first that somebody wrote: pasted lines got titles above them."""
    return int(file_name in map("{}.csv".format, imports.in_every_language(PASTED)))


def _again(actor: Actor, seen: imports.ImportView) -> str:
    """Where the lines of this preview were pasted; empty for a file."""
    if seen.list_name != "organisations" or not _lines_before(seen.file_name):
        return ""
    content = imports.held_content(actor=actor, import_id=seen.id) if seen.state == "previewed" else b""
    names = {row["cooperation"] for row in csv.DictReader(io.StringIO(content.decode()), delimiter=";")}
    for each in cooperations_seated(actor=actor):
        if each.name in names:
            return f"{reverse('founding:add_several', args=[each.id])}?again={seen.id}"
    return ""


def _act(
    request: HttpRequest, actor: Actor, seen: imports.ImportView
) -> tuple[HttpResponse | None, dict[str, Any]]:
    """Do what was pressed: where to go, or else what stands in the way."""
    action, at = request.POST.get("action", ""), timezone.now()
    context: dict[str, Any] = {}
    try:
        if action == "carry_out":
            imports.carry_out_import(actor=actor, import_id=seen.id, at=at)
            messages.success(
                request, gettext("The list was filled from “{file}”.").format(file=seen.file_name)
            )
        elif action == "drop":
            imports.drop_preview(actor=actor, import_id=seen.id, at=at)
            messages.success(request, gettext("Nothing was changed; the file was thrown away."))
            return redirect("founding:new_import", seen.list_name), {}
        elif action == "undo":
            imports.undo_import(actor=actor, import_id=seen.id, at=at)
            messages.success(request, gettext("The import was undone: the list is as it was before."))
        else:
            raise Http404
    except imports.Outdated:
        context["is_outdated"] = True
        try:
            imports.renew_preview(actor=actor, import_id=seen.id, at=at)
        except imports.UnsoundFile as refusal:
            context |= _mistakes(refusal, seen.file_name)
    except imports.UnsoundFile as refusal:
        context |= _mistakes(refusal, seen.file_name)
    except imports.BuiltUpon as refusal:
        context |= {
            "reasons": told(refusal.reasons[:MOST_TOLD], before=_lines_before(seen.file_name)),
            "more_reasons": max(0, len(refusal.reasons) - MOST_TOLD),
        }
    except Refused as refusal:
        context["refusal"] = refused(refusal)
    else:
        return redirect("founding:import", seen.id), {}
    return None, context


@require_GET
@page(*FILLERS)
def imports_done(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The latest imports, whatever their list; first what was handed in and still waits to be carried out."""
    done = imports.imports_of(actor=actor, count=100)
    waiting = imports.open_previews(actor=actor)
    people = {each.done_by for each in done if each.done_by} | {each.by for each in waiting}
    names = names_of(actor=actor, people=people)
    titles = {each.name: gettext(each.title) for each in imports.imported_lists()}
    rows = [
        {
            "seen": each,
            "title": titles.get(each.list_name, each.list_name),
            "by": names.get(each.done_by, "–") if each.done_by else "–",
        }
        for each in done
    ]
    context = {
        "rows": rows,
        "waiting": [
            {
                "at": first.at,
                "by": names.get(first.by, "–"),
                "files": ", ".join(each.file_name for each in files),
                "titles": ", ".join(titles.get(each.list_name, each.list_name) for each in files),
                "count": sum(each.count for each in files),
                "href": reverse("founding:together", args=[first.together])
                if first.together
                else reverse("founding:import", args=[first.id]),
            }
            for files in _handed_in(waiting)
            for first in files[:1]
        ],
    }
    return render(request, "founding/imports.html", context)


def _handed_in(waiting: Sequence[imports.ImportView]) -> list[list[imports.ImportView]]:
    """Files that were handed in at once stand together."""
    groups: dict[UUID, list[imports.ImportView]] = {}
    for each in waiting:
        groups.setdefault(each.together or each.id, []).append(each)
    return list(groups.values())


@require_GET
@page(*FILLERS)
def file(request: HttpRequest, actor: Actor, list_name: str) -> HttpResponse:
    """The list as it stands, to change and hand in again; or the empty template."""
    a_list = _list(list_name, actor)
    form = request.GET.get("format", "xlsx")
    if form not in TYPES:
        raise Http404
    today = timezone.localdate()
    is_empty = "empty" in request.GET
    lines = () if is_empty else imports.list_as_it_stands(actor=actor, list_name=list_name, on=today)
    content = imports.list_as_file(a_list, lines, form)
    name = "-".join(
        filter(
            None,
            (
                slugify(gettext(a_list.title)),
                slugify(gettext("template")) if is_empty else slugify(actor.organisation_name),
                "" if is_empty else today.isoformat(),
            ),
        )
    )
    return file_response(content, f"{name}.{form}", TYPES[form])


def _list(name: str, actor: Actor) -> imports.ImportedList:
    a_list = imports.imported_list(name)
    if a_list is None:
        raise Http404
    a_list.check(actor, actor.organisation_id)
    return a_list
