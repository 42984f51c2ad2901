"""Asking for something: choose a service, fill in its form, send it."""

import contextlib
import hashlib
import uuid
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.foundation.access.api import MOST_IN_A_FORM, page, takes_files
from bodemplaat.foundation.design.api import explained, in_words, reader_language
from bodemplaat.foundation.documents.api import MAX_BYTES
from bodemplaat.foundation.tenancy.api import Actor, NotFound, entered
from bodemplaat.kernel import Finding
from bodemplaat.surfaces.cases.files import AT_ONCE, Kept, looked_at
from bodemplaat.surfaces.cases.forms import QuestionForm
from bodemplaat.surfaces.cases.words import name_of

UNTIDY = 422
MOST = AT_ONCE * MAX_BYTES + MOST_IN_A_FORM
MOST_ANSWERS = 3
"""Answers that stand beside a form."""
MOST_READ = 20
LONGEST_TYPED = 20_000
"""Characters that are looked at of one answer: what is longer than may be is told beside it, and stays on the page."""


@require_GET
@page()
def choose(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What one can ask for, searched by words."""
    text = request.GET.get("q", "")[:100].replace("\x00", "")
    every = cases.services_to_ask_for(actor=actor, customer=actor.organisation_id, on=timezone.localdate())
    shown = [each for each in every if catalogue.matches(text, each.code, each.content)]
    context = {
        "rows": [
            {
                "service": each,
                "name": name_of(each.content),
                "description": each.content.description.in_(reader_language()),
            }
            for each in shown
        ],
        "text": text,
        "is_any": bool(every),
    }
    return render(request, "cases/choose.html", context)


@takes_files(MOST)
@page(in_one_transaction=False)
def ask(request: HttpRequest, actor: Actor, service: UUID) -> HttpResponse:
    """The form of a service, with the answers that come near it. Files are looked at before anything is held.

    A post with ``look`` only draws what comes near what was typed so far: nothing is sent, and nothing is wrong yet.
    """
    is_sent = request.method == "POST" and "look" not in request.POST
    today = timezone.localdate()
    with entered(actor):
        try:
            offered = cases.service_to_ask_for(
                actor=actor, customer=actor.organisation_id, service=service, on=today
            )
        except NotFound:
            if catalogue.service_gone(actor=actor, service=service, on=today) is None:
                raise
            return redirect("services:service", service)  # there it says since when, and whom to call
    typed = typed_in(request, offered.content.form)
    files, wrong = looked_at(files_in(request, offered.content.form)) if is_sent else ([], ())
    with entered(actor):
        if not is_sent:
            return draw(
                request,
                actor,
                offered,
                actor.organisation_id,
                typed,
                (),
                more=_answers(request, actor, service),
            )
        try:
            question = question_in(typed, wrong)
            case = cases.open_case(
                actor=actor,
                service=service,
                question=question,
                files=files,
                key=key_in(service, question, files),
                at=timezone.now(),
            )
        except cases.CaseNotReady as lack:
            more = _answers(request, actor, service)
            return draw(request, actor, offered, actor.organisation_id, typed, lack.findings, more=more)
        for answer in _read(request):
            with contextlib.suppress(NotFound):  # ended meanwhile
                knowledge.note_use(actor=actor, answer=answer, act=knowledge.Act.SENT, at=timezone.now())
        messages.success(request, gettext("Your request has been sent. You can follow it here."))
        return redirect("cases:case", case)


def draw(
    request: HttpRequest,
    actor: Actor,
    offered: catalogue.OfferedView,
    customer: UUID,
    typed: Mapping[str, str],
    findings: tuple[Finding, ...],
    template: str = "cases/ask.html",
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of a form, with what was typed and everything that is wrong with it."""
    form = offered.content.form
    question = QuestionForm(
        {**request.POST.dict(), "key": request.POST.get("key") or uuid.uuid4().hex}
        if request.method == "POST"
        else None,
        initial={"key": uuid.uuid4().hex, "subject": name_of(offered.content)},
        needs_words=not form.fields,
    )
    question.is_valid()
    beside = {"subject", "words"}
    for finding in findings:
        if finding.place in beside:
            question.add_error(finding.place, explained(finding))
    known = cases.choices_for(actor=actor, form=form, customer=customer, on=timezone.localdate())
    drawn = catalogue.draw_form(form, typed, language=reader_language(), known=known, findings=findings)
    labels = {name: str(question.fields[name].label) for name in beside}
    labels |= {name: in_words(said) for name, said in catalogue.questions_of(drawn).items()}
    context = {
        "offered": offered,
        "name": name_of(offered.content),
        "description": offered.content.description.in_(reader_language()),
        "duties": offered.content.duties.in_(reader_language()),
        "question": question,
        "drawn": drawn,
        "wrong": [
            (
                f"id_{each.place}" if each.place in beside else f"answer-{each.place}",
                " – ".join(filter(None, (labels.get(each.place), explained(each)))),
            )
            for each in findings
        ],
        **(more or {}),
    }
    return render(request, template, context, status=UNTIDY if findings else 200)


def _answers(request: HttpRequest, actor: Actor, service: UUID) -> dict[str, Any]:
    """The answers of a service: what comes nearest to what was typed, and before that those of the service itself."""
    text = f"{request.POST.get('subject', '')} {request.POST.get('words', '')}".replace("\x00", "")
    on = timezone.localdate()
    near = knowledge.answers_read(actor=actor, on=on, service=service, text=text) if text.strip() else ()
    own = [
        each
        for each in knowledge.answers_read(actor=actor, on=on, service=service)
        if service in each.content.services
    ]
    shown = list({each.id: each for each in (*near, *own)}.values())[:MOST_ANSWERS]
    read = _read(request)
    return {
        "answers": [
            {
                "id": each.id,
                "title": each.content.title.in_(reader_language()),
                "body": knowledge.html_of(each.content.body.in_(reader_language())),
                "is_open": each.id in read,
            }
            for each in shown
        ],
        "read": read,
    }


def _read(request: HttpRequest) -> tuple[UUID, ...]:
    """The answers that were read before, as the page remembers them."""
    read: dict[UUID, None] = {}
    for text in (*request.POST.getlist("read"), *request.GET.getlist("read"))[:MOST_READ]:
        with contextlib.suppress(ValueError):
            read[UUID(text)] = None
    return tuple(read)


def typed_in(request: HttpRequest, form: catalogue.Form) -> dict[str, str]:
    """What was typed, by the name of the input; a file is its name."""
    typed = {name: str(value)[:LONGEST_TYPED] for name, value in request.POST.items()}
    for field in form.fields:
        if field.kind is catalogue.FieldKind.FILE:
            file = request.FILES.get(field.key)
            typed[field.key] = (file.name or "")[:200] if file is not None else ""
    return typed


def question_in(typed: Mapping[str, str], unusable: tuple[Finding, ...] = ()) -> cases.Question:
    """What is asked, from what was typed and files that do not open."""
    return cases.Question(typed.get("subject", ""), typed.get("words", ""), typed, unusable)


def key_in(service: UUID, question: cases.Question, files: Kept) -> str:
    """The key of what is sent: pressed twice it is sent once; whoever goes back and writes something else sends that too."""
    typed = {name: text for name, text in question.typed.items() if name != "csrfmiddlewaretoken"}
    typed.setdefault("key", uuid.uuid4().hex)
    content = sorted(typed.items()), [(field, hashlib.sha256(file.content).digest()) for field, file in files]
    return hashlib.sha256(repr((str(service), content)).encode()).hexdigest()


def files_in(request: HttpRequest, form: catalogue.Form) -> list[tuple[str, Any]]:
    """The files that were chosen, each with its field."""
    return [
        (field.key, request.FILES[field.key])
        for field in form.fields
        if field.kind is catalogue.FieldKind.FILE and field.key in request.FILES
    ]
