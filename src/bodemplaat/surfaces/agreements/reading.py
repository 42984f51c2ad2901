"""Reading agreements, comparing two versions, and signing, refusing, taking back and ending one."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bodemplaat.capabilities.agreements import api as door
from bodemplaat.capabilities.agreements.api import AgreementView, UnsoundAgreement
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import DayField, ask_first, explained, in_words, on_day
from bodemplaat.foundation.reports.api import shown as report_shown
from bodemplaat.foundation.reports.api import site_voice
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused
from bodemplaat.kernel import Said
from bodemplaat.presentation.page import page as drawn
from bodemplaat.surfaces.agreements import words
from bodemplaat.surfaces.agreements.documents import report_of

NOTHING: Final = Said()


class ReasonForm(forms.Form):
    """Why not."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 3}))


class EndForm(ReasonForm):
    """From which day it no longer holds, and why."""

    until = DayField(label=_("First day on which it no longer holds"))
    field_order = ("until", "reason")


@require_GET
@page(*door.READERS)
def agreements(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The customers of one's own organisation and its own providers, each with its agreements."""
    today = timezone.localdate()
    rows = door.customers_with_agreements(actor=actor, on=today)
    shown: list[dict[str, Any]] = []
    for row in rows:
        is_ours = row.provider_id == actor.organisation_id
        cells = []
        for kind in door.KINDS:
            newest = row.newest.get(kind)
            holds = row.in_force.get(kind)
            cells.append(
                {
                    "kind": kind,
                    "name": words.SHORT[kind],
                    "newest": newest,
                    "standing": None if newest is None else words.STANDINGS[newest.standing(today)],
                    "in_force": None if holds is None or holds is newest else holds,
                    "waits": newest is not None and "sign" in newest.moves,
                    "may_begin": newest is None and is_ours and actor.role in door.WRITERS,
                }
            )
        shown.append({"row": row, "cells": cells, "is_ours": is_ours})
    context = {
        "rows": shown,
        "kinds": [(kind, words.KINDS[kind]) for kind in door.KINDS],
        "waiting": sum(cell["waits"] for each in shown for cell in each["cells"]),
        "provides": any(each["is_ours"] for each in shown),
    }
    return render(request, "agreements/list.html", context)


@require_GET
@page(*door.READERS)
def agreement(request: HttpRequest, actor: Actor, agreement: UUID) -> HttpResponse:
    """One version as a document, with what can be done with it; ``?day=`` leads to the version that holds on that day."""
    as_of = on_day(request, timezone.localdate())
    if not as_of.is_today:
        holds = _holding(door.versions_of(actor=actor, agreement=agreement, on=as_of.today), as_of.day)
        if holds is not None and holds.id != agreement:
            address = reverse("agreements:agreement", args=[holds.id])
            return redirect(f"{address}?{urlencode({'day': as_of.day.isoformat()})}")
    return _show(request, actor, agreement)


def not_now(request: HttpRequest, actor: Actor, view: AgreementView, why: Said = NOTHING) -> HttpResponse:
    """What this person cannot do with a version as it stands, such as from a page that was open while another acted: so it says.

    ``why`` is what stands in the way beside that, such as the mandate that they lack.
    """
    if why:
        return _show(request, actor, view.id, (in_words(why),))
    standing = str(words.STANDINGS[view.standing(timezone.localdate())][0])
    said = gettext("You cannot do this with version {number} as it stands: {standing}.")
    return _show(request, actor, view.id, (said.format(number=view.terms.number, standing=standing.lower()),))


def _holding(versions: tuple[AgreementView, ...], day: date) -> AgreementView | None:
    """The version that both signed and that holds on a day."""
    return next((each for each in versions if each.standing(day) == "in_force"), None)


def _show(
    request: HttpRequest, actor: Actor, agreement: UUID, refusals: tuple[str, ...] = ()
) -> HttpResponse:
    today = timezone.localdate()
    versions = door.versions_of(actor=actor, agreement=agreement, on=today)
    view = next(each for each in versions if each.id == agreement)
    earlier = [each for each in versions if each.terms.number < view.terms.number]
    as_of = on_day(request, today)
    lacks = bool(view.cannot_end) or bool(view.cannot_sign)
    document = report_shown(drawn(report_of(view, today), site_voice()), request)
    context = {
        "view": view,
        "title": words.title(view),
        "heading": words.heading(view),
        "standing": words.STANDINGS[view.standing(today)],
        "document": document,
        "asked": as_of,
        "holds": _holding(versions, as_of.day),
        "versions": [
            {
                "view": each,
                "standing": words.STANDINGS[each.standing(today)],
                "period": words.period(each.terms),
                "is_this": each.id == view.id,
            }
            for each in versions
        ],
        "refusals": refusals,
        "earlier": next((each for each in earlier if each.state == "signed"), next(iter(earlier), None)),
        "cannot_sign": in_words(view.cannot_sign),
        "cannot_end": "" if refusals else in_words(view.cannot_end),
        "mandated": door.people_with_mandate(actor=actor, on=today) if lacks else (),
        "lacks": lacks,
    }
    return render(request, "agreements/agreement.html", context, status=422 if refusals else 200)


_DONE: Final = {
    "offer": _("Offered: the customer can read and sign it now. It no longer changes."),
    "sign": _("Signed for your side."),
    "withdraw": _("Taken back. Write the next version when you want to offer something else."),
    "drop": _("The draft was put away."),
}


@require_POST
@page(*door.READERS)
def act(request: HttpRequest, actor: Actor, agreement: UUID) -> HttpResponse:
    """Offer, sign, take back or put away."""
    at = timezone.now()
    wanted = request.POST.get("act", "")
    acts: dict[str, Callable[[], object]] = {
        "offer": lambda: door.offer_agreement(actor=actor, agreement=agreement, at=at),
        "sign": lambda: door.sign_agreement(actor=actor, agreement=agreement, at=at),
        "withdraw": lambda: door.withdraw_agreement(actor=actor, agreement=agreement, at=at),
        "drop": lambda: door.drop_agreement(actor=actor, agreement=agreement, at=at),
    }
    if wanted not in acts and wanted != "next":
        raise Http404
    try:
        if wanted == "next":
            view = door.agreement(actor=actor, agreement=agreement, on=timezone.localdate(at))
            if "next" not in view.moves:
                return not_now(request, actor, view)
            return redirect("agreements:write", _write_next(actor, view, at))
        acts[wanted]()
    except UnsoundAgreement as unsound:
        return _show(request, actor, agreement, tuple(explained(each) for each in unsound.findings))
    except Refused as why:
        return _show(request, actor, agreement, (explained(why),))
    messages.success(request, str(_DONE[wanted]))
    return redirect("agreements:list") if wanted == "drop" else redirect("agreements:agreement", agreement)


def _write_next(actor: Actor, view: AgreementView, at: datetime) -> UUID:
    """A draft that says what this version says, from tomorrow or from the day on which this one begins."""
    today = timezone.localdate(at)
    since, until = max(today + timedelta(days=1), view.terms.since), view.terms.until
    if until is not None and until <= since:
        since, until = until, None
        if view.terms.kind == door.DFA:
            until = date(since.year + 1, since.month, 1)
    return door.draft_agreement(
        actor=actor,
        cooperation=view.cooperation_id,
        customer=view.customer_id,
        kind=view.terms.kind,
        since=since,
        until=until,
        content=view.terms.content,
        at=at,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.READERS)
def refuse(request: HttpRequest, actor: Actor, agreement: UUID) -> HttpResponse:
    """Do not sign, with the reason."""
    view = door.agreement(actor=actor, agreement=agreement, on=timezone.localdate())
    if "refuse" not in view.moves:
        return not_now(request, actor, view, view.cannot_sign)
    form = ReasonForm(request.POST or None)
    ask = partial(
        ask_first,
        request,
        question=gettext("Refuse version {number}?").format(number=view.terms.number),
        consequence=gettext("What was signed before goes on. Both sides read your reason."),
        verb=gettext("Refuse"),
        tone="danger",
        back=reverse("agreements:agreement", args=[agreement]),
        form=form,
    )

    def decide() -> None:
        reason = form.cleaned_data["reason"]
        door.refuse_agreement(actor=actor, agreement=agreement, reason=reason, at=timezone.now())

    return _ask(request, agreement, form, ask, decide, gettext("Refused. Both sides read why."))


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.READERS)
def end(request: HttpRequest, actor: Actor, agreement: UUID) -> HttpResponse:
    """Give notice."""
    view = door.agreement(actor=actor, agreement=agreement, on=timezone.localdate())
    if "end" not in view.moves:
        return not_now(request, actor, view, view.cannot_end)
    form = EndForm(request.POST or None)
    ask = partial(
        ask_first,
        request,
        question=gettext("Let this agreement end?"),
        consequence=gettext(
            "Mind the notice that has to be given by it. Both sides are told, with your reason."
        ),
        verb=gettext("Give notice"),
        tone="danger",
        back=reverse("agreements:agreement", args=[agreement]),
        form=form,
    )

    def decide() -> None:
        read = form.cleaned_data
        door.end_agreement(
            actor=actor, agreement=agreement, until=read["until"], reason=read["reason"], at=timezone.now()
        )

    return _ask(request, agreement, form, ask, decide, gettext("Its end is set. Both sides are told."))


@require_GET
@page(*door.READERS)
def compare(request: HttpRequest, actor: Actor, agreement: UUID, other: UUID) -> HttpResponse:
    """Two versions of one agreement: what is otherwise in the later one, in words."""
    today = timezone.localdate()
    versions = door.versions_of(actor=actor, agreement=agreement, on=today)
    pair = [each for each in versions if each.id in (agreement, other)]
    if len(pair) != 2:
        raise NotFound("agreement")
    after, before = pair
    by_part: dict[str, list[str]] = {}
    for part, text in door.differences(before.terms, after.terms, words.names_in(before.terms, after.terms)):
        by_part.setdefault(part, []).append(in_words(text))
    context = {
        "before": before,
        "after": after,
        "title": words.title(after),
        "differences": [(words.PARTS[part], texts) for part, texts in by_part.items()],
        "others": [each for each in versions if each.id not in (before.id, after.id)],
    }
    return render(request, "agreements/compare.html", context)


def _ask(
    request: HttpRequest,
    agreement: UUID,
    form: forms.Form,
    ask: Callable[[], HttpResponse],
    decide: Callable[[], None],
    done: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            decide()
        except Refused as why:
            form.add_error(None, explained(why))
        else:
            messages.success(request, done)
            return redirect("agreements:agreement", agreement)
    return ask()
