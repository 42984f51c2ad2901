"""A model that is kept: its versions, the report of one, its files, and two versions side by side."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.calculations.guarded import Told
from bodemplaat.calculations.render.comparison import compared
from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import file_response, small_number
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.calculator.handing_in import attached, is_waited_for, result_context
from bodemplaat.surfaces.calculator.results import Asked, NotWorkedOut, as_file, remembered, worked_out
from bodemplaat.surfaces.calculator.words import FORMS, has_keys, kind_title, language, told


@require_GET
@page(*model_files.READERS, in_one_transaction=False)
def model(request: HttpRequest, actor: Actor, model: UUID) -> HttpResponse:
    """The newest version of a model."""
    return _version(request, actor, model, None)


@require_GET
@page(*model_files.READERS, in_one_transaction=False)
def version(request: HttpRequest, actor: Actor, model: UUID, number: int) -> HttpResponse:
    """One version of a model: its report, and the other versions."""
    return _version(request, actor, model, number)


def _version(request: HttpRequest, actor: Actor, model: UUID, number: int | None) -> HttpResponse:
    view = model_files.model_kept(actor=actor, model=model)
    versions = model_files.versions_of(actor=actor, model=model)
    chosen = _numbered(versions, view.latest if number is None else number)
    answer, problem = _outcome(request, actor, view, chosen)
    context = {
        "view": view,
        "kind_title": kind_title(view.kind),
        "versions": versions,
        "chosen": chosen,
        "files": _files(view, chosen),
        "has_keys": has_keys(view.kind) and not view.is_archived,
        **result_context(request, answer, problem),
    }
    return render(request, "calculator/model.html", context)


@require_GET
@page(*model_files.READERS, in_one_transaction=False)
def download(request: HttpRequest, actor: Actor, model: UUID, number: int, form: str) -> HttpResponse:
    """A version as it was handed in (``file``), or its report as a file; the trail tells who took it along."""
    if form != "file" and form not in FORMS:
        raise Http404
    view = model_files.model_kept(actor=actor, model=model)
    chosen = _numbered(model_files.versions_of(actor=actor, model=model), number)
    if form == "file":
        content = model_files.version_content(actor=actor, model=model, number=number)
        response = file_response(content.content, content.name, "application/octet-stream")
    else:
        try:
            written = as_file(actor, asked_of(view, chosen), content_of(actor, view, chosen), form)
        except NotWorkedOut as problem:
            messages.error(request, told(problem.finding))
            return redirect("calculator:version", model, number)
        response = attached(written, f"{view.name} v{number}", form, timezone.localdate(chosen.kept_at))
    model_files.note_downloaded(actor=actor, model=model, number=number, form=form, at=timezone.now())
    return response


@require_GET
@page(*model_files.READERS, in_one_transaction=False)
def compare(request: HttpRequest, actor: Actor, model: UUID) -> HttpResponse:
    """Two versions side by side; without a choice the newest and the one before it."""
    view = model_files.model_kept(actor=actor, model=model)
    versions = model_files.versions_of(actor=actor, model=model)
    before = _numbered(versions, _chosen(request, "a", max(view.latest - 1, 1)))
    after = _numbered(versions, _chosen(request, "b", view.latest))
    answers, problem = [], ""
    for each in (before, after):
        answer, problem = _outcome(request, actor, view, each)
        answers.append(answer)
        if answer is None:
            break
    query = request.GET.copy()
    query["wait"] = "1"
    context: dict[str, Any] = {
        "view": view,
        "versions": versions,
        "before": before,
        "after": after,
        "problem": problem,
        "awaited": f"{request.path}?{query.urlencode()}" if None in answers and not problem else "",
        "comparison": _compared(answers) if None not in answers else None,
    }
    if context["comparison"] is None and not context["awaited"] and not problem:
        context["problem"] = gettext(
            "One of these versions has mistakes now, so there is no report of it to compare."
        )
    return render(request, "calculator/compare.html", context)


def _compared(answers: list[Told | None]) -> Any:
    first, second = answers
    if first is None or second is None or first["page"] is None or second["page"] is None:
        return None
    return compared(first["page"], second["page"], first["fields"], second["fields"], Voice(language()))


def _outcome(
    request: HttpRequest, actor: Actor, view: model_files.ModelFileView, version: model_files.VersionView
) -> tuple[Told | None, str]:
    """What a version came to, and why there is no answer; neither while the reader has not said to wait for it."""
    question = asked_of(view, version)
    answer = remembered(actor, question)
    if answer is not None or not is_waited_for(request):
        return answer, ""
    try:
        return worked_out(actor, question, content_of(actor, view, version)()), ""
    except NotWorkedOut as problem:
        return None, told(problem.finding)


def asked_of(view: model_files.ModelFileView, version: model_files.VersionView) -> Asked:
    """A version as something to work out."""
    return Asked(version.original_name, version.sha256, view.kind, timezone.localdate(version.kept_at))


def content_of(
    actor: Actor, view: model_files.ModelFileView, version: model_files.VersionView
) -> Callable[[], bytes]:
    """What reads the bytes of a version, for where it was not worked out before."""
    return lambda: model_files.version_content(actor=actor, model=view.id, number=version.number).content


def _numbered(versions: tuple[model_files.VersionView, ...], number: int) -> model_files.VersionView:
    for each in versions:
        if each.number == number:
            return each
    raise Http404


def _chosen(request: HttpRequest, name: str, otherwise: int) -> int:
    number = small_number(request.GET.get(name, ""))
    return otherwise if number is None else number


def _files(view: model_files.ModelFileView, version: model_files.VersionView) -> list[tuple[Any, str]]:
    labels = {"file": gettext("The model file itself"), **{form: label for form, (label, _) in FORMS.items()}}
    return [
        (label, reverse("calculator:download", args=[view.id, version.number, form]))
        for form, label in labels.items()
    ]
