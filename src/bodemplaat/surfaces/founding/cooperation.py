"""The cooperation: who takes part in it as what, and adding an organisation with its first administrator."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
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
    check_may_begin_with_files,
    cooperation_administrators,
    end_cooperation_administrator,
    hats_of,
    name_cooperation_administrator,
    page,
    providers_in,
)
from bodemplaat.foundation.design.api import OnDay, on_day
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations.api import (
    MemberView,
    cooperations_seated,
    organisations_on,
    people_of,
)
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.founding.forms import (
    ColleagueForm,
    EndForm,
    MemberForm,
    OrganisationForm,
    manager_named,
)
from bodemplaat.surfaces.founding.wording import KINDS, VARIANTS, parts_said, refused


@require_GET
@page(Role.COOPERATION_ADMINISTRATOR)
def cooperation(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every cooperation that is administered here, with its members as they were on a day; of today also who will join."""
    today = timezone.localdate()
    chosen_day = on_day(request, today)
    seated = cooperations_seated(actor=actor)
    members = {member.id for each in seated for member in each.members}
    then = organisations_on(actor=actor, organisations=members, on=chosen_day.day)
    shown = [
        {
            "id": each.id,
            "name": each.name,
            "variant": VARIANTS[each.variant],
            "members": [
                {
                    "id": member.id,
                    "name": then[member.id].name,
                    "kind": KINDS[then[member.id].kind],
                    "inhabitants": member.inhabitants,
                    "parts": [
                        {"names": parts_said(parts), "since": since, "until": until}
                        for (since, until), parts in by_days.items()
                    ],
                }
                for member in each.members
                if (by_days := _parts(member, chosen_day))
            ],
        }
        for each in seated
    ]
    own = next(
        (
            hat
            for hat in hats_of(user=cast(int, request.user.pk), on=today)
            if hat.role is Role.ADMINISTRATOR and hat.organisation_id == actor.organisation_id
        ),
        None,
    )
    context = {
        "seated": shown,
        "asked": chosen_day,
        "previews": sum(1 for each in imports.open_previews(actor=actor) if each.count),
        "has_imports": bool(imports.imports_of(actor=actor, count=1)),
        "own": own,
        "may_begin_with_files": _may_begin_with_files(actor),
        "administrators": [
            (each, each.person_id in actor.people)
            for each in cooperation_administrators(actor=actor, on=today)
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
        request.POST or None,
        providers=providers_in(seated),
        initial={"since": seated.first_day or timezone.localdate()},
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
    administrators = cooperation_administrators(actor=actor, on=today)
    seen = next((each for each in administrators if each.assignment_id == assignment), None)
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


def _may_begin_with_files(actor: Actor) -> bool:
    try:
        check_may_begin_with_files(actor=actor)
    except Refused:
        return False
    return True


def _parts(member: MemberView, chosen_day: OnDay) -> Mapping[tuple[date, date | None], list[str]]:
    """As what a member takes part on the day, by its days; of today also from a later day on."""
    by_days: dict[tuple[date, date | None], list[str]] = defaultdict(list)
    for part, since, until in member.parts:
        if (since <= chosen_day.day or chosen_day.is_today) and (until is None or until > chosen_day.day):
            by_days[since, until].append(part)
    return by_days
