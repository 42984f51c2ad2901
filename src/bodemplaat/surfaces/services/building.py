"""The page on which the form of a service is built, field by field, with its preview beside it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained, in_words, reader_language
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import Finding
from bodemplaat.surfaces.services import words
from bodemplaat.surfaces.services.field_form import FieldForm, stamp

PREVIEW = "preview-"


@require_http_methods(["GET", "HEAD", "POST"])
@page(*catalogue.ADOPTERS)
def form(request: HttpRequest, actor: Actor, kept_service: UUID) -> HttpResponse:
    """The fields in order, what is wrong with them, and the preview, in which answers can be tried."""
    seen = catalogue.service(actor=actor, service=kept_service, on=timezone.localdate())
    newest, fields = seen.latest, seen.latest.content.form
    refusal, typed = "", dict[str, str]()
    tried: tuple[Finding, ...] = ()
    if request.method == "POST" and "try" not in request.POST:
        try:
            return _moved_or_removed(request, actor, seen)
        except Refused as no:
            refusal = explained(no)
    elif request.method == "POST":
        typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
        reading = catalogue.read_answers(fields, typed, known=known(), today=timezone.localdate())
        tried = reading.findings
    moved = request.GET.get("moved", "")
    preview = _preview(fields, typed, tried)
    questions = {name: in_words(said) for name, said in catalogue.questions_of(preview).items()}
    context = {
        **_frame(seen),
        "may_build": "change" in newest.moves,
        "may_begin_next": seen.may_write and newest.state in ("published", "ended"),
        "built": list(_built(fields)),
        "wrong": list(_wrong(fields)),
        "kinds": words.FIELD_KINDS.items(),
        "column_kinds": [
            (kind, label) for kind, label in words.FIELD_KINDS.items() if kind in catalogue.IN_A_TABLE
        ],
        "moved": moved,
        "said": _said(fields, moved),
        "preview": preview,
        "is_tried": "try" in request.POST,
        "tried": [
            (PREVIEW + each.place, " – ".join(filter(None, (questions.get(each.place), explained(each)))))
            for each in tried
        ],
        "refusal": refusal,
    }
    return render(request, "services/form.html", context, status=422 if refusal or tried else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*catalogue.WRITERS)
def field(request: HttpRequest, actor: Actor, kept_service: UUID, path: str = "") -> HttpResponse:
    """One field: written, or changed. A post without ``save`` draws the page with what was typed and keeps nothing."""
    seen = catalogue.service(actor=actor, service=kept_service, on=timezone.localdate())
    newest, fields = seen.latest, seen.latest.content.form
    if "change" not in newest.moves:
        return redirect("services:form", seen.id)
    inside, kind = request.GET.get("inside", ""), request.GET.get("kind", "")
    if (path and catalogue.field_at(fields, path) is None) or (inside and fields.field(inside) is None):
        raise Http404
    filled_in = FieldForm(
        request.POST if request.method == "POST" else None,
        form=fields,
        path=path,
        inside=inside,
        kind=catalogue.FieldKind(kind)
        if kind in frozenset(catalogue.FieldKind)
        else catalogue.FieldKind.TEXT,
    )
    refusal = ""
    if request.method == "POST":
        is_saved = "save" in request.POST and "look" not in request.POST
        if not filled_in.act(request.POST) and is_saved:
            try:
                saved = _save(request, actor, newest.id, filled_in)
            except Refused as no:
                refusal = explained(no)
            else:
                if saved:
                    messages.success(request, gettext("The field was saved in the draft."))
                    return redirect(_address(seen.id, saved))
        else:
            filled_in.draw()
    is_wrong = bool(filled_in.is_bound and filled_in.errors)
    context = {
        **_frame(seen),
        "form": filled_in,
        "here": request.get_full_path(),
        "path": path,
        "stamp": request.POST.get("stamp") or stamp(filled_in.before),
        "title": _question(filled_in.before) if filled_in.before else gettext("A new field"),
        "kind": words.FIELD_KINDS[filled_in.asks],
        "table": _question(fields.field(filled_in.inside)) if filled_in.inside else "",
        "is_table": filled_in.asks is catalogue.FieldKind.TABLE,
        "is_choice": filled_in.asks is catalogue.FieldKind.CHOICE,
        "preview": _preview(filled_in.preview),
        "refusal": refusal,
    }
    return render(request, "services/field.html", context, status=422 if is_wrong or refusal else 200)


def known() -> catalogue.Known:
    """What stands for people and cost centres in a preview, which are those of whoever asks."""
    return catalogue.Known(
        {"example": gettext("(a person of your organisation)")},
        {"0000": gettext("(a cost centre of your organisation)")},
    )


def _save(request: HttpRequest, actor: Actor, version: UUID, filled_in: FieldForm) -> str:
    """Save the field and answer its path; empty where something is wrong, which the form then says, all at once."""
    if not filled_in.is_valid():
        filled_in.tell(catalogue.check_field(*filled_in.form_with_it()))
        return ""
    try:
        if filled_in.before is None:
            return catalogue.add_field(
                actor=actor,
                version=version,
                field=filled_in.field,
                inside=filled_in.inside,
                at=timezone.now(),
            )
        if request.POST.get("stamp") != stamp(filled_in.before):
            raise Refused(catalogue.CHANGED_MEANWHILE)
        catalogue.change_field(
            actor=actor,
            version=version,
            path=filled_in.path,
            field=filled_in.field,
            before=filled_in.before,
            at=timezone.now(),
        )
    except catalogue.UnsoundService as unsound:
        filled_in.tell(unsound.findings)
        return ""
    return filled_in.path


def _moved_or_removed(request: HttpRequest, actor: Actor, seen: catalogue.ServiceView) -> HttpResponse:
    version, at = seen.latest.id, timezone.now()
    for name, places in (("up", -1), ("down", 1)):
        if path := request.POST.get(name):
            catalogue.move_field(actor=actor, version=version, path=path, places=places, at=at)
            return redirect(_address(seen.id, path))
    path = request.POST.get("remove", "")
    gone = catalogue.field_at(seen.latest.content.form, path)
    if gone is None:
        raise Http404
    catalogue.remove_field(actor=actor, version=version, path=path, at=at)
    messages.success(
        request, gettext("“{question}” was taken out of the draft.").format(question=_question(gone))
    )
    return redirect("services:form", seen.id)


def _address(service: UUID, path: str) -> str:
    """The form with the field that was moved or saved marked; a column stands in its table."""
    return f"{reverse('services:form', args=[service])}?{urlencode({'moved': path})}#veld-{path}"


def _frame(seen: catalogue.ServiceView) -> dict[str, Any]:
    newest = seen.latest
    return {
        "seen": seen,
        "newest": newest,
        "name": newest.content.name.in_(reader_language()),
        "state": words.STATES[newest.state],
    }


def _question(field: catalogue.Field | None) -> str:
    return "" if field is None else field.label.in_(reader_language()) or field.key


def _built(form: catalogue.Form) -> Iterator[dict[str, Any]]:
    findings = list(_wrong(form))
    for field in form.fields:
        yield _listed(form, field, field.key, findings) | {
            "columns": [
                _listed(form, column, f"{field.key}.{column.key}", findings) for column in field.columns
            ],
            "is_table": field.kind is catalogue.FieldKind.TABLE,
        }


def _listed(
    form: catalogue.Form, field: catalogue.Field, path: str, findings: list[tuple[str, str, str]]
) -> dict[str, Any]:
    return {
        "path": path,
        "name": _question(field),
        "facts": words.facts_of_field(field, form),
        "required": field.required,
        "problems": [text for at, _question, text in findings if at == path],
    }


def _wrong(form: catalogue.Form) -> Iterator[tuple[str, str, str]]:
    """What stands in the way of adopting: the path of the field, its question, and what to do."""
    for finding in catalogue.check_form(form):
        path = catalogue.path_at(form, finding.place)
        question = _question(catalogue.field_at(form, path)) if path else ""
        yield path, question, explained(words.with_questions(finding, form))


def _said(form: catalogue.Form, path: str) -> str:
    """Where a field stands after it was moved or saved, for who cannot see it move."""
    key, _dot, column = path.partition(".")
    table = form.field(key)
    among = form.fields if not column or table is None else table.columns
    for place, each in enumerate(among, start=1):
        if each.key == (column or key):
            return gettext("“{question}” stands at place {place} of {count}.").format(
                question=_question(each), place=place, count=len(among)
            )
    return ""


def _preview(
    form: catalogue.Form, typed: dict[str, str] | None = None, findings: tuple[Finding, ...] = ()
) -> tuple[catalogue.Drawn, ...]:
    return catalogue.draw_form(
        form, typed or {}, language=reader_language(), known=known(), findings=findings
    )
