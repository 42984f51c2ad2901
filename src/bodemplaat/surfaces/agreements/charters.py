"""The charter: what holds for all customers alike, its versions, and writing the next one."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.agreements import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained
from bodemplaat.foundation.organisations.api import cooperations_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused
from bodemplaat.surfaces.agreements import words


class CharterForm(forms.Form):
    """A text for each of the eleven parts."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for part in door.PARTS:
            self.fields[part] = forms.CharField(
                label=words.PARTS[part], max_length=4000, widget=forms.Textarea({"rows": 4})
            )


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.READERS)
def charters(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The versions; and the form of the one that is written, for whoever writes agreements at a provider."""
    known = door.charters_of(actor=actor)
    own = [each for each in known if each.provider_id == actor.organisation_id]
    may_write = actor.role in door.WRITERS and any(
        row.provider_id == actor.organisation_id
        for row in door.customers_with_agreements(actor=actor, on=timezone.localdate())
    )
    form = CharterForm(request.POST or None, initial=dict(own[0].texts) if own else None)
    refusal = ""
    if request.method == "POST":
        if not may_write:
            raise NotFound("charter")
        if form.is_valid():
            (cooperation, *_) = cooperations_of(actor=actor)
            try:
                written = door.write_charter(
                    actor=actor,
                    cooperation=own[0].cooperation_id if own else cooperation,
                    texts=form.cleaned_data,
                    at=timezone.now(),
                )
            except Refused as why:
                refusal = explained(why)
            else:
                messages.success(
                    request, gettext("Kept as a draft. Publish it, so that agreements refer to it.")
                )
                return redirect("agreements:charter", written)
    context = {
        "charters": known,
        "form": form,
        "may_write": may_write,
        "refusal": refusal,
    }
    return render(request, "agreements/charters.html", context, status=422 if form.errors or refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.READERS)
def charter(request: HttpRequest, actor: Actor, charter: UUID) -> HttpResponse:
    """One version; publishing it lets agreements refer to it."""
    view = door.charter(actor=actor, charter=charter)
    may_publish = (
        view.published_at is None and view.provider_id == actor.organisation_id and actor.role in door.WRITERS
    )
    refusal = ""
    if request.method == "POST":
        if not may_publish:
            raise NotFound("charter")
        try:
            door.publish_charter(actor=actor, charter=charter, at=timezone.now())
        except Refused as why:
            refusal = explained(why)
        else:
            messages.success(
                request, gettext("Published: agreements that are written from now on refer to it.")
            )
            return redirect("agreements:charter", charter)
    context = {
        "charter": view,
        "parts": [(words.PARTS[part], view.texts.get(part, "")) for part in door.PARTS],
        "may_publish": may_publish,
        "refusal": refusal,
    }
    return render(request, "agreements/charter.html", context, status=422 if refusal else 200)
