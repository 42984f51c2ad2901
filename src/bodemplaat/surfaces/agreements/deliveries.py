"""What each side delivers to the other: what waits for one's own organisation, for the other side, and what is done."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.capabilities.agreements import api as door
from bodemplaat.capabilities.agreements.api import DeliveryView
from bodemplaat.formats.tables import Column, Kind
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained, file_response, reader_language, uuid_or_none
from bodemplaat.foundation.documents.api import MAX_BYTES, Inspected, UnusableFile, inspect
from bodemplaat.foundation.reports.api import ExportForm, export_name, exported
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import months_later
from bodemplaat.presentation import notation
from bodemplaat.surfaces.agreements import words

MONTHS_BEFORE, MONTHS_AFTER = 12, 3
"""Months that can be chosen, beside this one."""


class HandOverForm(forms.Form):
    """A note and a file, both optional."""

    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, widget=forms.Textarea({"rows": 3})
    )
    evidence = forms.FileField(
        label=_("Evidence"), required=False, help_text=_("A photo or a PDF. The other side can open it.")
    )


class AnswerForm(forms.Form):
    """Why it goes back."""

    reason = forms.CharField(
        label=_("Why it is sent back"), required=False, max_length=500, widget=forms.Textarea({"rows": 3})
    )


@require_GET
@page(*door.READERS)
def deliveries(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list by whom it waits for, narrowed to a customer or provider and a month; ``?format=xlsx`` gives a workbook."""
    today = timezone.localdate()
    choices = months(today, MONTHS_BEFORE, MONTHS_AFTER)
    month = next((each for each in choices if each.strftime("%Y-%m") == request.GET.get("month")), None)
    first, last = (month, month) if month else (choices[-1], months(today, 0, 1)[0])
    views = door.deliveries(actor=actor, since=first, until=months(last, 0, 1)[0])
    parties = dict(sorted((_other(actor, each) for each in views), key=lambda each: each[1]))
    party = uuid_or_none(request.GET.get("party", ""))
    if party in parties:
        views = tuple(each for each in views if _other(actor, each)[0] == party)
    if month is None:
        since = months(today, 1, 0)[-1]
        views = tuple(each for each in views if not each.is_done or each.due >= since)
    if request.GET.get("format") == "xlsx":
        return _workbook(views, actor, today)
    waits = [each for each in views if each.waits_for == actor.organisation_id]
    others = [each for each in views if each.waits_for not in (None, actor.organisation_id)]
    done = [each for each in reversed(views) if each.is_done]
    parts = (
        ("ours", gettext("Waits for us"), waits),
        ("theirs", gettext("Waits for the other side"), others),
        ("done", gettext("Done"), done),
    )
    context = {
        "parts": [
            {"code": code, "title": title, "rows": [_row(actor, each, today) for each in rows]}
            for code, title, rows in parts
            if rows
        ],
        "waiting": len(waits),
        "late": sum(each.late(today) > 0 for each in waits),
        "parties": [(str(code), name) for code, name in parties.items()],
        "party": str(party) if party in parties else "",
        "months": [(each.strftime("%Y-%m"), notation.month(each, reader_language())) for each in choices],
        "month": month.strftime("%Y-%m") if month else "",
        "is_narrowed": bool(month or party),
    }
    return render(request, "agreements/deliveries.html", context)


def months(today: date, before: int, after: int) -> list[date]:
    """The first days of the months around a day, the newest first."""
    first = today.replace(day=1)
    return [months_later(first, number) for number in range(after, -before - 1, -1)]


def _other(actor: Actor, view: DeliveryView) -> tuple[UUID, str]:
    if view.provider_id == actor.organisation_id:
        return view.customer_id, view.customer_name
    return view.provider_id, view.provider_name


def _row(actor: Actor, view: DeliveryView, today: date) -> dict[str, Any]:
    owes = view.owed_by == actor.organisation_id
    return {
        "view": view,
        "other": _other(actor, view)[1],
        "way": gettext("we deliver") if owes else gettext("we receive"),
        "standing": words.DELIVERY_STANDINGS[view.standing(today)],
        "late": view.late(today),
    }


def _workbook(views: Iterable[DeliveryView], actor: Actor, today: date) -> HttpResponse:
    titles = [
        Column(gettext("What"), width=40),
        Column(gettext("Delivers it"), width=28),
        Column(gettext("Receives it"), width=28),
        Column(gettext("Due"), Kind.DATE),
        Column(gettext("State"), width=24),
        Column(gettext("Handed over"), Kind.DATE),
        Column(gettext("By"), width=24),
        Column(gettext("Days too late"), Kind.INTEGER),
        Column(gettext("Received"), Kind.DATE),
        Column(gettext("Times sent back"), Kind.INTEGER),
    ]
    cells = []
    for each in views:
        names = {each.customer_id: each.customer_name, each.provider_id: each.provider_name}
        counts = each.counts
        received = counts.answered_at if counts is not None else None
        cells.append(
            (
                each.line.what,
                names[each.owed_by],
                names[each.awaited_by],
                each.due,
                str(words.DELIVERY_STANDINGS[each.standing(today)][0]),
                None if counts is None else timezone.localdate(counts.at),
                "" if counts is None else counts.by,
                each.late(today),
                None if received is None else timezone.localdate(received),
                len(each.handovers) - (counts is not None),
            )
        )
    title = gettext("Deliveries")
    name = export_name(title, actor.organisation_name, today)
    return exported(ExportForm.XLSX, name, title, titles, cells, on=today)


_DONE: Final = {
    "hand_over": _("Handed over. The other side is told."),
    "receive": _("Received. The other side is told."),
    "send_back": _("Sent back. The other side reads your reason and hands it over anew."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.READERS)
def delivery(request: HttpRequest, actor: Actor, agreement: UUID, line: int, planned: str) -> HttpResponse:
    """One delivery on one day: what was handed over for it, and whatever the actor's side can do now."""
    try:
        day = date.fromisoformat(planned)
    except ValueError:
        raise Http404 from None
    view = door.delivery(actor=actor, agreement=agreement, line=line, planned=day)
    today = timezone.localdate()
    form: forms.Form | None = None
    if view.waits_for == actor.organisation_id:
        hands_over = view.counts is None
        form = (HandOverForm if hands_over else AnswerForm)(request.POST or None, request.FILES or None)
    if request.method == "POST":
        wanted = request.POST.get("act", "")
        side = view.owed_by if wanted == "hand_over" else view.awaited_by
        if wanted not in _DONE or side != actor.organisation_id:
            raise Http404
        if form is None or (wanted == "hand_over") != isinstance(form, HandOverForm):
            messages.error(request, gettext("Somebody acted on this meanwhile. This is how it stands now."))
            return redirect(request.path)
        if form.is_valid() and _act(actor, view, form, wanted):
            messages.success(request, str(_DONE[wanted]))
            return redirect("agreements:deliveries")
    names = {view.customer_id: view.customer_name, view.provider_id: view.provider_name}
    context = {
        "view": view,
        "from_name": names[view.owed_by],
        "to_name": names[view.awaited_by],
        "standing": words.DELIVERY_STANDINGS[view.standing(today)],
        "late": view.late(today),
        "moved": view.due != view.planned,
        "form": form,
        "hands_over": isinstance(form, HandOverForm),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "agreements/delivery.html", context, status=status)


def _act(actor: Actor, view: DeliveryView, form: forms.Form, wanted: str) -> bool:
    """Do what was asked; what stops it stands in the form."""
    at = timezone.now()
    place: dict[str, Any] = {
        "agreement": view.agreement_id,
        "line": view.line.number,
        "planned": view.planned,
    }
    read = form.cleaned_data
    acts: dict[str, Callable[[], None]] = {}
    if isinstance(form, HandOverForm):
        evidence = _looked_at(form)
        if form.errors:
            return False
        acts["hand_over"] = lambda: door.hand_over(
            actor=actor, note=read["note"], evidence=evidence, at=at, **place
        )
    else:
        acts["receive"] = lambda: door.receive_delivery(actor=actor, at=at, **place)
        acts["send_back"] = lambda: door.send_delivery_back(
            actor=actor, reason=read["reason"], at=at, **place
        )
    try:
        acts[wanted]()
    except Refused as why:
        form.add_error("reason" if wanted == "send_back" else None, explained(why))
        return False
    return True


def _looked_at(form: HandOverForm) -> Inspected | None:
    file = form.cleaned_data["evidence"]
    if file is None:
        return None
    try:
        return inspect(file.name or "", file.read(MAX_BYTES + 1))
    except UnusableFile as unusable:
        form.add_error("evidence", explained(unusable.finding))
        return None


@require_GET
@page(*door.READERS)
def evidence(request: HttpRequest, actor: Actor, handover: UUID) -> HttpResponse:
    """The file that was handed over, to save."""
    file = door.evidence_of(actor=actor, handover=handover)
    return file_response(file.content, file.name, file.media_type)
