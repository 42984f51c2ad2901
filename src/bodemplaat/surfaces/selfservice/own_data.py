"""One's own data: as one file, and asking that something is corrected."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import file_response
from bodemplaat.foundation.privacy import api as privacy
from bodemplaat.foundation.tenancy.api import Actor

STATES = {
    "asked": (_("Waits for an answer"), "waiting", "clock"),
    "granted": (_("Granted"), "success", "check"),
    "refused": (_("Refused"), "danger", "error"),
}


class CorrectionForm(forms.Form):
    """What is wrong, and what it should be."""

    text = forms.CharField(
        label=_("What is wrong, and what should it be?"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def own_data(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The file and how far it is; what was asked, and asking more."""
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        privacy.ask_correction(actor=actor, text=form.cleaned_data["text"], at=timezone.now())
        messages.success(request, gettext("Asked. The administrator of your organisation answers you."))
        return redirect("selfservice:own_data")
    requests = privacy.own_data_requests(actor=actor)
    today = timezone.localdate()
    context = {
        "form": form,
        "making": next((each for each in requests if each.ready_at is None), None),
        "ready": [each for each in requests if each.ready_at is not None],
        "corrections": [(each, STATES[each.state]) for each in privacy.own_corrections(actor=actor)],
        "clock": privacy.clock_on(today),
        "organisation": actor.organisation_name,
    }
    return render(request, "selfservice/own_data.html", context, status=422 if form.errors else 200)


@require_POST
@page()
def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Let the file be made."""
    privacy.ask_own_data(actor=actor, language=get_language() or "nl", at=timezone.now())
    return redirect("selfservice:own_data")


@require_GET
@page()
def fetch(request: HttpRequest, actor: Actor, data_request: UUID) -> HttpResponse:
    """The file, piece by piece."""
    file = privacy.fetch_own_data(actor=actor, request=data_request, at=timezone.now())
    name = slugify(f"{gettext('my data')} {actor.organisation_name} {timezone.localdate().isoformat()}")
    response = file_response(file.pieces, f"{name}.zip", "application/zip")
    response.headers["Content-Length"] = str(file.size)
    response.headers["Cache-Control"] = "no-store"
    return response
