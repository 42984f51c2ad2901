"""Kinds of cost: a new one, another form of one from a day, the end of one."""

from datetime import timedelta
from typing import Any

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
from bodemplaat.foundation.access.pages import page
from bodemplaat.foundation.design import notation
from bodemplaat.foundation.tenancy import Actor, NotFound, Role
from bodemplaat.surfaces.board.forms import FromDayForm, KindForm
from bodemplaat.surfaces.board.wording import kind_name, language


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
    form = FromDayForm(request.POST or None, today=today, initial={"since": today + timedelta(days=1)})
    if request.method == "POST" and form.is_valid():
        claims.set_kind(
            actor=actor,
            organisation=actor.organisation_id,
            since=form.cleaned_data["since"],
            kind=now.kind,
            position=now.position,
            offered=False,
            at=timezone.now(),
        )
        said = gettext("{kind} cannot be claimed from {day} on.")
        messages.success(
            request,
            said.format(kind=kind_name(now.kind), day=notation.day(form.cleaned_data["since"], language())),
        )
        return redirect("board:settings")
    context = {
        "question": gettext("End {kind}?").format(kind=kind_name(now.kind)),
        "consequence": gettext(
            "Costs made from that day on cannot be claimed as this kind. Costs made before still can."
        ),
        "verb": gettext("End this kind"),
        "tone": "danger",
        "back_url": reverse("board:settings"),
        "action_url": request.path,
        "fields": (),
        "form": form,
    }
    return render(request, "design/confirm.html", context)


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
    if "confirmed" not in request.POST:
        context = {"title": title, "since": read["since"], "kind": kind, "fields": _typed(request)}
        return render(request, "board/confirm_kind.html", context)
    claims.set_kind(
        actor=actor,
        organisation=actor.organisation_id,
        since=read["since"],
        kind=kind,
        position=position,
        at=timezone.now(),
    )
    said = gettext("{kind} holds like this from {day}.")
    messages.success(request, said.format(kind=kind_name(kind), day=notation.day(read["since"], language())))
    return redirect("board:settings")


def _form(request: HttpRequest, initial: dict[str, Any]) -> KindForm:
    today = timezone.localdate()
    choices = [(each.code, f"{each.code} {each.name}") for each in taakvelden(on=today)]
    initial["since"] = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return KindForm(request.POST or None, today=today, taakvelden=choices, initial=initial)


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
    forms = [dated for dated in known if dated.kind.code == code]
    if not forms:
        raise NotFound("kind")
    return next((dated for dated in forms if dated.since <= today), forms[-1])


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    left_out = {"csrfmiddlewaretoken", "confirmed", "again"}
    return [(name, str(value)) for name, value in request.POST.items() if name not in left_out]
