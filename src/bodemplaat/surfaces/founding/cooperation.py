"""The cooperation: who takes part in it as what, and adding an organisation with its first administrator."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.foundation.access.api import add_member, hats_of, page, providers_in
from bodemplaat.foundation.organisations.api import cooperations_seated
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.founding.forms import MemberForm, OrganisationForm
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
    return render(request, "founding/cooperation.html", {"seated": seated, "own": own})


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
