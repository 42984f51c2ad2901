"""Handing a file in: all its mistakes at once and nothing kept, or its report, and then a name to keep it under."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.calculations.kinds import KINDS
from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.foundation.access.api import page, takes_files
from bodemplaat.foundation.design.api import file_response
from bodemplaat.foundation.reports.api import shown
from bodemplaat.foundation.tenancy.api import Actor, NotFound
from bodemplaat.surfaces.calculator.forms import MOST_BYTES, FileForm, KeepForm, VersionForm
from bodemplaat.surfaces.calculator.results import Asked, NotWorkedOut, as_file, remembered, worked_out
from bodemplaat.surfaces.calculator.words import FORMS, all_told, kind_choices, kind_title, told


@takes_files(2 * MOST_BYTES)  # one that is too large by less is answered beside its field
@require_http_methods(["GET", "HEAD", "POST"])
@page(*model_files.KEEPERS, in_one_transaction=False)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Hand in a file that is not kept yet."""
    return _handed_in(request, actor, None)


@takes_files(2 * MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@page(*model_files.KEEPERS, in_one_transaction=False)
def new_version(request: HttpRequest, actor: Actor, model: UUID) -> HttpResponse:
    """Hand in what may become the next version of a model."""
    view = model_files.model_kept(actor=actor, model=model)
    if not view.may_change:
        raise NotFound("model")
    return _handed_in(request, actor, view)


def _handed_in(request: HttpRequest, actor: Actor, model: model_files.ModelFileView | None) -> HttpResponse:
    fixed = model.kind if model else ""
    context: dict[str, Any] = {"model": model, "kind_title": kind_title(fixed) if fixed else ""}
    form = FileForm(fixed_kind=fixed)
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES, fixed_kind=fixed)
        if form.is_valid():
            file = form.cleaned_data["file"]
            content = file.read()
            kind = fixed or form.cleaned_data["kind"]
            question = Asked(
                file.name[-120:], hashlib.sha256(content).hexdigest(), kind, timezone.localdate()
            )
            try:
                answer = worked_out(actor, question, content)
            except NotWorkedOut as problem:
                form.add_error("file", told(problem.finding))
            else:
                if answer["page"] is not None:
                    handed_in = model_files.hand_in(
                        actor=actor,
                        kind=answer["kind"],
                        file=model_files.Content(question.name, content),
                        at=timezone.now(),
                    )
                    return redirect(trial_address(handed_in, model.id if model else None))
                context |= {
                    "mistakes": answer["mistakes"],
                    "stopping": sum(each["stops"] for each in answer["mistakes"]),
                    "file_name": question.name,
                    "read_as": kind_title(answer["kind"]) if answer["kind"] else "",
                    "was_recognised": not kind,
                    "could_be": [kind_title(name) for name in answer["could_be"] if name != answer["kind"]],
                }
    context["form"] = form
    is_refused = bool(form.errors) or "mistakes" in context
    return render(request, "calculator/new.html", context, status=422 if is_refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*model_files.KEEPERS, in_one_transaction=False)
def trial(request: HttpRequest, actor: Actor, file: UUID) -> HttpResponse:
    """The report of a file that was handed in, and keeping it: under a name, or as the next version of a model."""
    view = model_files.handed_in(actor=actor, file=file)
    kind = _chosen_kind(request, view.kind)
    model = _model_asked(request, actor)
    form: forms.Form = _keep_form(request, view.name, model)
    if request.method == "POST" and form.is_valid():
        kept = _kept(request, actor, file, kind, model, form)
        if kept is not None:
            return kept
    question = Asked(view.name, view.sha256, kind, timezone.localdate(view.handed_in_at))
    answer, problem = remembered(actor, question), ""
    if answer is None and is_waited_for(request):
        content = model_files.content_handed_in(actor=actor, file=file).content
        try:
            answer = worked_out(actor, question, content)
        except NotWorkedOut as end:
            problem = told(end.finding)
    context = {
        "view": view,
        "kept_as": model_files.kept_as(actor=actor, sha256=view.sha256),
        "kind": kind,
        "kind_title": kind_title(kind),
        **_read_as(request, kind, answer["could_be"] if answer is not None and model is None else None),
        "model": model,
        "form": form,
        "key": request.POST.get("key", "")[:64] or uuid.uuid4().hex,
        "files": _files(file, kind),
        **result_context(request, answer, problem),
    }
    return render(request, "calculator/trial.html", context, status=422 if form.errors else 200)


@require_GET
@page(*model_files.KEEPERS, in_one_transaction=False)
def trial_file(request: HttpRequest, actor: Actor, file: UUID, form: str) -> HttpResponse:
    """The same report as a file."""
    if form not in FORMS:
        raise Http404
    view = model_files.handed_in(actor=actor, file=file)
    question = Asked(
        view.name, view.sha256, _chosen_kind(request, view.kind), timezone.localdate(view.handed_in_at)
    )
    try:
        written = as_file(
            actor, question, lambda: model_files.content_handed_in(actor=actor, file=file).content, form
        )
    except NotWorkedOut as problem:
        messages.error(request, told(problem.finding))
        return redirect("calculator:trial", file)
    return attached(written, f"{view.name.rpartition('.')[0] or view.name}", form, timezone.localdate())


def attached(content: bytes, name: str, form: str, on: date) -> HttpResponse:
    """A file to save, named after what it holds and its day."""
    stem = slugify(name) or "rekenmodel"
    return file_response(content, f"{stem}-{on.isoformat()}.{form}", FORMS[form][1])


def is_waited_for(request: HttpRequest) -> bool:
    """Whether the reader has seen that something is being worked out and waits for it."""
    return "HX-Request" in request.headers or "wait" in request.GET


def result_context(request: HttpRequest, answer: Any, problem: str) -> Mapping[str, Any]:
    """What the templates need of an outcome: the report, or mistakes, or why there is none, or that it is awaited."""
    query = request.GET.copy()
    query["wait"] = "1"
    page_shown = shown(answer["page"], request) if answer is not None and answer["page"] else None
    return {
        "report": page_shown,
        "mistakes": answer["mistakes"] if answer is not None and page_shown is None else (),
        "problem": problem,
        "awaited": "" if answer is not None or problem else f"{request.path}?{query.urlencode()}",
    }


def _chosen_kind(request: HttpRequest, known: str) -> str:
    kind = request.POST.get("kind") or request.GET.get("kind") or known
    return kind if kind in KINDS and KINDS[kind].is_model else known


def _model_asked(request: HttpRequest, actor: Actor) -> model_files.ModelFileView | None:
    """The model whose next version this may become, if one is named that the reader may change."""
    model = request.POST.get("model") or request.GET.get("model") or ""
    if not model:
        return None
    try:
        view = model_files.model_kept(actor=actor, model=UUID(model))
    except ValueError:
        raise Http404 from None
    return view if view.may_change else None


def _keep_form(request: HttpRequest, name: str, model: model_files.ModelFileView | None) -> forms.Form:
    posted = request.POST if request.method == "POST" else None
    if model is not None:
        return VersionForm(posted)
    return KeepForm(posted, initial={"name": name.rpartition(".")[0].replace("_", " ") or name})


def _kept(
    request: HttpRequest,
    actor: Actor,
    file: UUID,
    kind: str,
    model: model_files.ModelFileView | None,
    form: forms.Form,
) -> HttpResponse | None:
    content = model_files.content_handed_in(actor=actor, file=file)
    key = request.POST.get("key", "")[:64] or uuid.uuid4().hex
    note, at = form.cleaned_data["note"], timezone.now()
    try:
        if model is not None:
            kept, number = (
                model.id,
                model_files.keep_version(
                    actor=actor, model=model.id, file=content, note=note, key=key, at=at
                ),
            )
            said = gettext("Kept as version {number} of “{name}”.").format(number=number, name=model.name)
        else:
            name = form.cleaned_data["name"]
            kept = model_files.keep_model(
                actor=actor, name=name, kind=kind, file=content, note=note, key=key, at=at
            )
            said = gettext("Kept as “{name}”.").format(name=name)
    except model_files.UnsoundModelFile as refusal:
        for place, text in all_told(refusal.findings):
            form.add_error(place if place in form.fields else None, text)
        return None
    messages.success(request, said)
    return redirect("calculator:model", kept)


def trial_address(file: UUID, model: UUID | None) -> str:
    """Where a file that was handed in waits to be kept, as the next version of a model if one is named."""
    address = reverse("calculator:trial", args=[file])
    return f"{address}?model={model}" if model else address


def _read_as(
    request: HttpRequest, kind: str, could_be: Sequence[str] | None
) -> dict[str, list[tuple[str, str, bool]]]:
    """The same file read as another kind: ``could_be`` by its own fields, since one file may hold several models, and
    ``kinds`` that it does not look like. Nothing of either while it is not known.
    """
    if could_be is None:
        return {"could_be": [], "kinds": []}
    chips = [(name, (title, f"{request.path}?kind={name}", name == kind)) for name, title in kind_choices()]
    likely = {kind, *could_be}
    return {
        "could_be": [chip for name, chip in chips if name in likely] if len(likely) > 1 else [],
        "kinds": [chip for name, chip in chips if name not in likely],
    }


def _files(file: UUID, kind: str) -> list[tuple[Any, str]]:
    return [
        (label, f"{reverse('calculator:trial_file', args=[file, form])}?kind={kind}")
        for form, (label, _) in FORMS.items()
    ]
