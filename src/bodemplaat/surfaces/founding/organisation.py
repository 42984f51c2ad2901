"""One's own organisation: what it is called and is, how that was on a day, and calling it otherwise from a day on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import on_day
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.surfaces.founding.forms import OwnNameForm
from bodemplaat.surfaces.founding.wording import KINDS, parts_said, refused


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def organisation(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Its name is its own; what it is and as what it takes part, whoever administers the cooperation says."""
    today, own = timezone.localdate(), actor.organisation_id
    as_of = on_day(request, today)
    versions = organisations.organisations_over_time(actor=actor, organisations=[own])[own]
    then = next(each for each in versions if each.since is None or each.since <= as_of.day)
    form = OwnNameForm(
        request.POST if request.method == "POST" else None, initial={"name": then.name, "since": today}
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        try:
            organisations.rename_own_organisation(
                actor=actor, name=read["name"], since=read["since"], at=timezone.now()
            )
        except Refused as no:
            refusal = refused(no)
        else:
            messages.success(request, gettext("“{name}” was changed.").format(name=read["name"]))
            return redirect("founding:organisation")
    names = organisations.cooperations_of(actor=actor)
    joined = organisations.cooperations_joined(actor=actor, on=as_of.day)
    context: dict[str, Any] = {
        "asked": as_of,
        "then": then,
        "kind": KINDS[then.kind],
        "parts": parts_said(organisations.parts_of(actor=actor, organisation=own, on=as_of.day)),
        "cooperations": sorted(names[each] for each in joined if each in names),
        "versions": [(each, KINDS[each.kind]) for each in versions],
        "form": form,
        "refusal": refusal,
    }
    return render(
        request, "founding/organisation.html", context, status=422 if form.errors or refusal else 200
    )
