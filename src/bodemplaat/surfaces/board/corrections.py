"""Requests of people to correct what is kept of them: what waits, by when, and the answer."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.capabilities.claims.api import Words
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.privacy import api as privacy
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.surfaces.board.wording import refused

STATES = {
    "asked": Words(_("Waits for an answer"), "waiting", "clock"),
    "granted": Words(_("Granted"), "success", "check"),
    "refused": Words(_("Refused"), "danger", "error"),
}


class AnswerForm(forms.Form):
    """What was done, in words that the person reads."""

    outcome = forms.ChoiceField(
        label=_("What do you answer?"),
        choices=[("granted", _("Granted: it has been changed")), ("refused", _("Refused"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("What was changed, or why nothing was"), max_length=4000, widget=forms.Textarea({"rows": 4})
    )


@require_GET
@page(Role.ADMINISTRATOR)
def correction_requests(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits first, by its term."""
    today = timezone.localdate()
    rows = [
        (each, STATES[each.state], each.state == "asked" and each.answer_by < today)
        for each in privacy.corrections(actor=actor)
    ]
    waiting = sum(each.state == "asked" for each, _, _ in rows)
    context = {"rows": rows, "waiting": waiting, "clock": privacy.clock_on(today)}
    return render(request, "board/correction_requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def correction_request(request: HttpRequest, actor: Actor, correction_request: UUID) -> HttpResponse:
    """One request, and answering it."""
    view = privacy.correction_view(actor=actor, request=correction_request)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            privacy.answer_correction(
                actor=actor,
                request=correction_request,
                is_granted=form.cleaned_data["outcome"] == "granted",
                answer=form.cleaned_data["answer"],
                at=timezone.now(),
            )
        except Refused as no:
            form.add_error(None, refused(no))
        else:
            messages.success(request, gettext("Answered. The person is told."))
            return redirect("board:correction_requests")
    context = {"request_view": view, "state": STATES[view.state], "form": form}
    return render(request, "board/correction_request.html", context, status=422 if form.errors else 200)
