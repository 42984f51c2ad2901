"""Kinds of cost: a new one, another form of one from a day, the end of one; each is proposed and confirmed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims.api import Basis, DatedKind, KindRule
from bodemplaat.capabilities.ledger.api import taakvelden
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import ask_first
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.board.forms import FromTomorrowForm, KindForm
from bodemplaat.surfaces.board.wording import kind_name, refused


@require_http_methods(["GET", "POST"])
@page(Role.ADMINISTRATOR)
def add_kind(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Offer a kind of cost that the organisation did not have."""
    known = claims.kinds_over_time(actor=actor, organisation=actor.organisation_id)
    form = _form(request, {"basis": "amount"})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name_en"]
        code = slugify(name).replace("-", "_")[:40]
        if not code:
            form.add_error("name_en", gettext("Use at least one letter or figure."))
        elif code in {dated.kind.code for dated in known}:
            form.add_error(
                "name_en",
                gettext("There is or was a kind with this name. Change that one, or choose another name."),
            )
        elif "again" not in request.POST:
            position = max((dated.position for dated in known), default=-1) + 1
            return _confirm_or_keep(request, actor, form, code, position, title=gettext("New kind of cost"))
    return render(request, "board/change_kind.html", {"form": form, "title": gettext("New kind of cost")})


@require_http_methods(["GET", "POST"])
@page(Role.ADMINISTRATOR)
def change_kind(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Give a kind another rate, limit, evidence rule or name from a day on; also takes up one that ended."""
    now = _now(actor, code)
    title = gettext("Change: {kind}").format(kind=kind_name(now.kind))
    form = _form(request, _initial(now.kind))
    if request.method == "POST" and form.is_valid() and "again" not in request.POST:
        return _confirm_or_keep(request, actor, form, code, now.position, title=title)
    return render(request, "board/change_kind.html", {"form": form, "title": title, "now": now})


@require_http_methods(["GET", "POST"])
@page(Role.ADMINISTRATOR)
def end_kind(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Offer a kind no longer from a day on."""
    now, today = _now(actor, code), timezone.localdate()
    form = FromTomorrowForm(
        request.POST or None, today=today + timedelta(days=1), initial={"since": today + timedelta(days=1)}
    )
    if request.method == "POST" and form.is_valid():
        made = _propose(actor, form, now.kind, now.position, offered=False)
        if made is not None:
            return _proposed(request, made)
    return ask_first(
        request,
        question=gettext("End {kind}?").format(kind=kind_name(now.kind)),
        consequence=gettext(
            "Once a controller confirms it, costs made from that day on cannot be claimed as this kind. "
            "Costs made before still can."
        ),
        verb=gettext("Propose to end it"),
        tone="danger",
        back=reverse("board:settings"),
        form=form,
    )


def _confirm_or_keep(
    request: HttpRequest, actor: Actor, form: KindForm, code: str, position: int, *, title: str
) -> HttpResponse:
    read = form.cleaned_data
    kind = KindRule(
        code=code,
        name_nl=read["name_nl"],
        name_en=read["name_en"],
        basis=Basis(read["basis"]),
        rate=read["rate"],
        limit=read["limit"],
        evidence_from=read["evidence_from"],
        taakveld=read["taakveld"],
        source=read["source"],
    )
    made = _propose(actor, form, kind, position) if "confirmed" in request.POST else None
    if made is not None:
        return _proposed(request, made)
    context = {"title": title, "since": read["since"], "kind": kind, "fields": _typed(request)}
    if form.errors:
        return render(request, "board/change_kind.html", {"form": form, "title": title})
    return render(request, "board/confirm_kind.html", context)


def _propose(
    actor: Actor, form: forms.Form, kind: KindRule, position: int, *, offered: bool = True
) -> UUID | None:
    """The proposal, or ``None`` when it is refused, which the form then says."""
    try:
        return claims.propose_kind(
            actor=actor,
            organisation=actor.organisation_id,
            since=form.cleaned_data["since"],
            kind=kind,
            position=position,
            offered=offered,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, refused(refusal))
        return None


def _proposed(request: HttpRequest, proposal: UUID) -> HttpResponse:
    messages.success(request, gettext("Proposed. A controller confirms it before it holds."))
    return redirect("board:proposal", proposal)


def _form(request: HttpRequest, initial: dict[str, Any]) -> KindForm:
    today = timezone.localdate()
    choices = [(each.code, f"{each.code} {each.name}") for each in taakvelden(on=today)]
    initial["since"] = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return KindForm(
        request.POST or None, today=today + timedelta(days=1), taakvelden=choices, initial=initial
    )


def _initial(kind: KindRule) -> dict[str, Any]:
    return {
        "name_nl": kind.name_nl,
        "name_en": kind.name_en,
        "basis": kind.basis.value,
        "rate": kind.rate,
        "limit": kind.limit,
        "evidence_from": kind.evidence_from,
        "taakveld": kind.taakveld,
        "source": kind.source,
    }


def _now(actor: Actor, code: str) -> DatedKind:
    """The form of a kind that holds today, or else its first; raises ``NotFound`` for a code nobody knows."""
    today = timezone.localdate()
    known = claims.kinds_over_time(actor=actor, organisation=actor.organisation_id)
    dated = [each for each in known if each.kind.code == code]
    if not dated:
        raise NotFound("kind")
    return next((each for each in dated if each.since <= today), dated[-1])


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    left_out = {"csrfmiddlewaretoken", "confirmed", "again"}
    return [(name, str(value)) for name, value in request.POST.items() if name not in left_out]
