"""Answers as a reader has them: searched first, and one with what it was to them."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import on_day, reader_language
from bodemplaat.foundation.tenancy.api import Actor

MOST = 50


@require_GET
@page()
def search(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is asked most, or what comes nearest to what was typed. What is not found is counted, without who asked."""
    text = request.GET.get("q", "")[:200].replace("\x00", "")
    today = timezone.localdate()
    every = knowledge.answers_read(actor=actor, on=today, text=text)
    if text.strip() and not every:
        knowledge.note_gap(actor=actor, text=text, at=timezone.now())
    context = {
        "text": text,
        "count": len(every),
        "rows": [
            {
                "id": each.id,
                "title": each.content.title.in_(reader_language()),
                "detail": knowledge.plain_of(each.content.body.in_(reader_language())),
            }
            for each in every[:MOST]
        ],
        "may_keep": knowledge.keeps_answers(actor=actor, on=today),
    }
    return render(request, "knowledge/search.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def answer(request: HttpRequest, actor: Actor, answer: UUID) -> HttpResponse:
    """One answer as it holds today, or held on a day (``?day=``); that it was opened is counted, and whether it was the answer."""
    today = timezone.localdate()
    chosen = on_day(request, today)
    if request.method == "POST":
        return _counted(request, actor, answer)
    seen = knowledge.answer_read(actor=actor, answer=answer, on=chosen.day)
    if chosen.is_today:
        knowledge.note_use(actor=actor, answer=answer, act=knowledge.Act.OPENED, at=timezone.now())
    offered = {each.id: each for each in catalogue.services_offered(actor=actor, on=today)}
    services = [offered[each] for each in seen.content.services if each in offered]
    context = {
        "seen": seen,
        "on": chosen,
        "is_today": chosen.is_today,
        "title": seen.content.title.in_(reader_language()),
        "body": knowledge.html_of(seen.content.body.in_(reader_language())),
        "services": [
            {
                "name": each.content.name.in_(reader_language()),
                "href": reverse(each.page)
                if each.page
                else f"{reverse('cases:ask', args=[each.id])}?{urlencode({'read': str(seen.id)})}",
            }
            for each in services
        ],
        "may_keep": actor.role in knowledge.EDITORS and seen.provider_id == actor.organisation_id,
    }
    return render(request, "knowledge/answer.html", context)


def _counted(request: HttpRequest, actor: Actor, answer: UUID) -> HttpResponse:
    """Count an act; the form of a request asks it in the background and gets the field that remembers it."""
    act = knowledge.Act.ANSWERED if request.POST.get("act") == "answered" else knowledge.Act.OPENED
    knowledge.note_use(actor=actor, answer=answer, act=act, at=timezone.now())
    if act is knowledge.Act.OPENED:
        return render(request, "knowledge/_opened.html", {"id": answer})
    messages.success(request, gettext("Good to hear. Nothing was sent: you have your answer."))
    return redirect("knowledge:search")
