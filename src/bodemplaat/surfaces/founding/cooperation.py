"""The cooperation: who takes part in it as what, and adding an organisation with its first administrator."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.foundation.access.api import (
    add_member,
    cooperation_administrators,
    end_cooperation_administrator,
    hats_of,
    name_cooperation_administrator,
    page,
    providers_in,
)
from bodemplaat.foundation.organisations.api import (
    TASK_LABELS,
    cooperations_seated,
    end_membership,
    people_of,
    what_hangs_on_membership,
)
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.founding.forms import (
    ColleagueForm,
    EndForm,
    MemberForm,
    OrganisationForm,
    manager_named,
)
from bodemplaat.surfaces.founding.wording import KINDS, PARTS, VARIANTS, refused


@require_GET
@page(Role.COOPERATION_ADMINISTRATOR)
def cooperation(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every cooperation that is administered here, with its members."""
    seated = [
        {
            "id": each.id,
            "name": each.name,
            "variant": VARIANTS[each.variant],
            "members": [
                {
                    "id": member.id,
                    "is_seat": member.id == each.seat,
                    "name": member.name,
                    "kind": KINDS[member.kind],
                    "inhabitants": member.inhabitants,
                    "parts": [
                        {"name": PARTS[part], "since": since, "until": until}
                        for part, since, until in member.parts
                    ],
                }
                for member in each.members
            ],
        }
        for each in cooperations_seated(actor=actor)
    ]
    own = next(
        (
            hat
            for hat in hats_of(user=cast(int, request.user.pk), on=timezone.localdate())
            if hat.role is Role.ADMINISTRATOR and hat.organisation_id == actor.organisation_id
        ),
        None,
    )
    context = {
        "seated": seated,
        "own": own,
        "administrators": [
            (each, each.person_id in actor.people)
            for each in cooperation_administrators(actor=actor, on=timezone.localdate())
        ],
    }
    return render(request, "founding/cooperation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.COOPERATION_ADMINISTRATOR, in_one_transaction=False)
def add(request: HttpRequest, actor: Actor, cooperation: UUID) -> HttpResponse:
    """An organisation that joins, what it does, and who administers it: that person is invited by mail."""
    seated = next((each for each in cooperations_seated(actor=actor) if each.id == cooperation), None)
    if seated is None:
        raise NotFound("cooperation")
    own = OrganisationForm(request.POST or None, prefix="own")
    form = MemberForm(
        request.POST or None, providers=providers_in(seated), initial={"since": timezone.localdate()}
    )
    refusal = ""
    if request.method == "POST" and own.is_valid() & form.is_valid():
        facts, read = own.facts(), form.cleaned_data
        try:
            add_member(
                actor=actor,
                cooperation=cooperation,
                name=facts.name,
                kind=facts.kind,
                parts=tuple(read["parts"]),
                since=read["since"],
                administrator=read["administrator"],
                email=read["email"],
                cbs_code=facts.cbs_code,
                oin=facts.oin,
                inhabitants=facts.inhabitants,
                providers=form.providers(),
                at=timezone.now(),
            )
        except Refused as no:
            refusal = refused(no)
        else:
            text = gettext("“{name}” takes part; {email} gets an invitation.")
            messages.success(request, text.format(name=facts.name, email=read["email"]))
            return redirect("founding:cooperation")
    wrong: list[Any] = [each for each in (own, form) if each.errors]
    context = {"cooperation": seated, "own": own, "form": form, "wrong": wrong, "refusal": refusal}
    return render(request, "founding/add_member.html", context, status=422 if wrong or refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.COOPERATION_ADMINISTRATOR)
def name_administrator(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A colleague who administers the cooperation too."""
    form = ColleagueForm(request.POST or None, initial={"since": timezone.localdate()})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        colleague = manager_named(read["person"], people_of(actor=actor, organisation=actor.organisation_id))
        if colleague is None:
            form.add_error("person", gettext("Nobody has this number or address. Correct it."))
        else:
            try:
                name_cooperation_administrator(
                    actor=actor, person=colleague.id, since=read["since"], at=timezone.now()
                )
            except Refused as no:
                refusal = refused(no)
            else:
                text = gettext("{name} administers the cooperation too.")
                messages.success(request, text.format(name=colleague.name))
                return redirect("founding:cooperation")
    context = {"form": form, "refusal": refusal}
    status = 422 if form.errors or refusal else 200
    return render(request, "founding/name_administrator.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.COOPERATION_ADMINISTRATOR)
def end_administrator(request: HttpRequest, actor: Actor, assignment: UUID) -> HttpResponse:
    """Somebody who administers the cooperation no longer from a day on."""
    today = timezone.localdate()
    held = cooperation_administrators(actor=actor, on=today)
    seen = next((each for each in held if each.assignment_id == assignment), None)
    if seen is None:
        raise NotFound("role")
    form = EndForm(request.POST or None, initial={"until": today})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            end_cooperation_administrator(
                actor=actor, assignment=assignment, until=form.cleaned_data["until"], at=timezone.now()
            )
        except Refused as no:
            refusal = refused(no)
        else:
            text = gettext("The end for {name} is set.")
            messages.success(request, text.format(name=seen.name))
            return redirect("founding:cooperation")
    context = {"seen": seen, "form": form, "refusal": refusal}
    status = 422 if form.errors or refusal else 200
    return render(request, "founding/end_administrator.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.COOPERATION_ADMINISTRATOR)
def end_member(request: HttpRequest, actor: Actor, cooperation: UUID, member: UUID) -> HttpResponse:
    """A member that leaves from a day on: first what hangs on it then, and then the press."""
    today = timezone.localdate()
    seated = next((each for each in cooperations_seated(actor=actor) if each.id == cooperation), None)
    seen = next((each for each in seated.members if each.id == member), None) if seated else None
    if seated is None or seen is None:
        raise NotFound("membership")
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
        "refusal": refusal,
    }
    status = 422 if form.errors or refusal else 200
    return render(request, "founding/end_member.html", context, status=status)
