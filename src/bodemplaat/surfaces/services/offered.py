"""Services as a customer sees them: what is offered to us today, by whom, and where one begins."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import on_day, reader_language, small_number
from bodemplaat.foundation.tenancy.api import Actor, NotFound
from bodemplaat.surfaces.services import words
from bodemplaat.surfaces.services.workbook import offered_workbook


class NarrowForm(forms.Form):
    """What the list is narrowed by; all of it may be left empty."""

    package = forms.ChoiceField(
        label=_("Package"), required=False, choices=[("", _("All")), *words.PACKAGES.items()]
    )
    line = forms.ChoiceField(
        label=_("Service line"), required=False, choices=[("", _("All")), *words.LINES.items()]
    )
    requester = forms.ChoiceField(
        label=_("For whom"), required=False, choices=[("", _("Everybody")), *words.REQUESTERS.items()]
    )


@require_GET
@page()
def services(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, searched and narrowed: as a table, whole (``?geheel=1``) to read and print, or as a workbook."""
    text = request.GET.get("q", "")[:100].replace("\x00", "")
    package, requester = request.GET.get("package", ""), request.GET.get("requester", "")
    today = timezone.localdate()
    every = catalogue.services_offered(
        actor=actor,
        on=today,
        text=text,
        package=package if package in words.PACKAGES else "",
        line=small_number(request.GET.get("line", "")) or 0,
        requester=requester if requester in words.REQUESTERS else "",
    )
    if request.GET.get("format") == "xlsx":
        return offered_workbook(every, organisation=actor.organisation_name, today=today)
    is_whole = bool(request.GET.get("geheel"))
    context = {
        "today": today,
        "is_whole": is_whole,
        "whole": [_whole(each, today) for each in every] if is_whole else [],
        "rows": [
            {
                "service": each,
                "name": each.content.name.in_(reader_language()),
                "package": words.PACKAGES[each.content.package],
                "line": words.LINES[each.content.line],
                "norms": [words.norm(norm) for norm in each.content.indicators],
            }
            for each in every
        ],
        "text": text,
        "narrow": NarrowForm(request.GET),
        "is_narrowed": any(request.GET.get(name) for name in ("q", "package", "line", "requester")),
        "may_keep": catalogue.may_read_all(actor=actor, on=today),
    }
    return render(request, "services/offered.html", context)


@require_GET
@page()
def service(request: HttpRequest, actor: Actor, service: UUID) -> HttpResponse:
    """One service on a day: what it is, what is promised, what we do for it ourselves; and today where it begins.

    Who is offered it today or on the day that is asked for may know of it, and of one that went who had it until then; nobody else.
    """
    today = timezone.localdate()
    as_of = on_day(request, today)
    then = _offered_on(actor, service, as_of.day)
    seen = then if then is not None or as_of.is_today else _offered_on(actor, service, today)
    if seen is None:
        gone = catalogue.service_gone(actor=actor, service=service, on=today)
        if gone is None:
            raise NotFound("service")
        context = {**_whole(gone.last, as_of.day), "on": as_of, "gone": gone}
        return render(request, "services/service.html", context, status=410)
    may_ask = as_of.is_today and cases.may_ask_for(actor=actor, offered=seen, on=today)
    context = {**_whole(seen, as_of.day), "on": as_of, "then": then, "may_ask": may_ask}
    return render(request, "services/service.html", context)


def _offered_on(actor: Actor, service: UUID, day: date) -> catalogue.OfferedView | None:
    try:
        return catalogue.service_offered(actor=actor, service=service, on=day)
    except NotFound:
        return None


def _whole(seen: catalogue.OfferedView, today: date) -> dict[str, Any]:
    """Everything that a customer reads of a service."""
    content, language = seen.content, reader_language()
    drawn = catalogue.draw_form(content.form, {}, language=language, known=catalogue.Known())
    return {
        "seen": seen,
        "name": content.name.in_(language),
        "description": content.description.in_(language),
        "duties": content.duties.in_(language),
        "how_to_order": content.how_to_order.in_(language),
        "facts": [
            (words.PARTS["package"], words.PACKAGES[content.package]),
            (words.PARTS["line"], words.LINES[content.line]),
            (words.PARTS["requesters"], words.requesters(content.requesters)),
            *([(words.PARTS["roles"], words.roles(content.roles))] if content.roles else []),
            (words.PARTS["process"], words.process(content.process)),
            (words.PARTS["unit"], content.unit.in_(language) or "–"),
            *_prices(content, today.year),
        ],
        "norms": [
            (words.KINDS[each.kind], words.norm(each), each.opening_hours) for each in content.indicators
        ],
        "asked": [each.label for each in drawn],
        "origin": words.ORIGINS[content.origin],
        "source": content.source,
    }


def _prices(content: catalogue.Content, year: int) -> list[tuple[str, str]]:
    """The prices of this year and the years to come; a dash where there is none yet."""
    label = words.PARTS["prices"]
    facts = [
        (f"{label} {each.year}", words.price(each.amount)) for each in content.prices if each.year >= year
    ]
    return facts or [(str(label), "–")]
