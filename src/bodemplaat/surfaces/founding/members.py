"""A member of a cooperation: what it is and does there, how that was on a day, changing it from a day, and its leaving."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import on_day
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import (
    TASK_LABELS,
    CooperationView,
    MemberView,
    cooperations_seated,
    end_membership,
    what_hangs_on_membership,
)
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.founding.forms import EndForm, MemberIsForm, PartsForm
from bodemplaat.surfaces.founding.wording import KINDS, PARTS, parts_said, refused


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.COOPERATION_ADMINISTRATOR)
def member(request: HttpRequest, actor: Actor, cooperation: UUID, member: UUID) -> HttpResponse:
    """One member; one thing is changed at a time."""
    today = timezone.localdate()
    seated, seen = _seen(actor, cooperation, member)
    chosen_day = on_day(request, today)
    versions = organisations.organisations_over_time(actor=actor, organisations=[member])[member]
    then = next(each for each in versions if each.since is None or each.since <= chosen_day.day)
    action = request.POST.get("action", "")
    if request.method == "POST" and action not in ("is", "parts"):
        raise Http404
    is_form = MemberIsForm(
        request.POST if action == "is" else None,
        prefix="is",
        initial={"name": then.name, "kind": then.kind, "since": today},
    )
    parts_form = PartsForm(
        request.POST if action == "parts" else None,
        prefix="parts",
        initial={
            "parts": [part for part, since, until in seen.parts if _holds(since, until, today)],
            "since": today,
        },
    )
    refusal = ""
    try:
        done = _act(actor, seated, seen, is_form if action == "is" else parts_form) if action else ""
        if done:
            messages.success(request, done)
            return redirect("founding:member", cooperation, member)
    except Refused as no:
        refusal = refused(no)
    served = [
        each
        for each in organisations.provisions_among_partners(actor=actor, on=chosen_day.day)
        if member in (each.customer_id, each.provider_id)
    ]
    context: dict[str, Any] = {
        "cooperation": seated,
        "seen": seen,
        "is_seat": seen.id == seated.seat,
        "asked": chosen_day,
        "then": then,
        "kind": KINDS[then.kind],
        "parts": parts_said(
            [part for part, since, until in seen.parts if _holds(since, until, chosen_day.day)]
        ),
        "over_time": [(PARTS[part], since, until) for part, since, until in reversed(seen.parts)],
        "does": [
            (gettext(TASK_LABELS[each.task]), each.customer_name)
            for each in served
            if each.provider_id == member
        ],
        "is_done": [
            (gettext(TASK_LABELS[each.task]), each.provider_name)
            for each in served
            if each.customer_id == member
        ],
        "versions": [(each, KINDS[each.kind]) for each in versions],
        "is_form": is_form,
        "parts_form": parts_form,
        "wrong": [form for form in (is_form, parts_form) if form.is_bound and form.errors],
        "refusal": refusal,
    }
    status = 422 if context["wrong"] or refusal else 200
    return render(request, "founding/member.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.COOPERATION_ADMINISTRATOR)
def end_member(request: HttpRequest, actor: Actor, cooperation: UUID, member: UUID) -> HttpResponse:
    """A member that leaves from a day on: first what hangs on it then, and then the press."""
    today = timezone.localdate()
    seated, seen = _seen(actor, cooperation, member)
    form = EndForm(request.POST or request.GET or None, initial={"until": today})
    until = form.cleaned_data["until"] if form.is_bound and form.is_valid() else today
    hangs = what_hangs_on_membership(actor=actor, cooperation=cooperation, organisation=member, until=until)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            end_membership(
                actor=actor, cooperation=cooperation, organisation=member, until=until, at=timezone.now()
            )
        except Refused as no:
            refusal = refused(no)
        else:
            text = gettext("“{name}” leaves the cooperation.")
            messages.success(request, text.format(name=seen.name))
            return redirect("founding:cooperation")
    context = {
        "cooperation": seated,
        "seen": seen,
        "form": form,
        "until": until,
        "is_looked_at": form.is_bound and not form.errors,
        "provides": [(gettext(TASK_LABELS[task]), name) for task, name in hangs.provides],
        "receives": [(gettext(TASK_LABELS[task]), name) for task, name in hangs.receives],
        "hangs": hangs,
        "open_work": [(gettext(name), count) for name, count in hangs.open_work],
        "refusal": refusal,
    }
    status = 422 if form.errors or refusal else 200
    return render(request, "founding/end_member.html", context, status=status)


def _seen(actor: Actor, cooperation: UUID, member: UUID) -> tuple[CooperationView, MemberView]:
    seated = next((each for each in cooperations_seated(actor=actor) if each.id == cooperation), None)
    seen = next((each for each in seated.members if each.id == member), None) if seated else None
    if seated is None or seen is None:
        raise NotFound("membership")
    return seated, seen


def _holds(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or until > day)


def _act(actor: Actor, seated: CooperationView, seen: MemberView, form: MemberIsForm | PartsForm) -> str:
    """Do what was sent: what was done, or nothing where the form says why not."""
    if not form.is_valid():
        return ""
    read = form.cleaned_data
    if isinstance(form, MemberIsForm):
        organisations.change_organisation(
            actor=actor,
            cooperation=seated.id,
            organisation=seen.id,
            name=read["name"],
            kind=read["kind"],
            since=read["since"],
            at=timezone.now(),
        )
    else:
        organisations.change_parts(
            actor=actor,
            cooperation=seated.id,
            organisation=seen.id,
            parts=read["parts"],
            since=read["since"],
            at=timezone.now(),
        )
    return gettext("“{name}” was changed.").format(name=read.get("name", seen.name))
