"""After a backup was set up: one payer says that the bank's statements were read, another confirms it, and paying opens."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import uuid_or_none
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import IllegalMove
from bodemplaat.surfaces.desk.words import NOTHING_TO_DO, found, refused


class WhyNoneForm(forms.Form):
    """Why there is no statement of an account."""

    reason = forms.CharField(
        label=_("Why is there no statement of these accounts?"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "Only where the bank has none, such as for an account without any movement. The other payer reads this."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.SSC_PAYER)
def reopening(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is known, and the one button that is next: say it, confirm it, or take it back."""
    refusals: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            said = _act(request, actor)
        except IllegalMove:
            refusals = (gettext(NOTHING_TO_DO),)
        except Refused as refusal:
            refusals = (refused(refusal),)
        else:
            messages.success(request, said)
            return redirect("desk:reopening")
    shut = payments.paying_shut(actor=actor)
    if shut is None:
        for each in refusals:
            messages.warning(request, each)
        return redirect("desk:payments")
    why_not = found(shut.why_not) if shut.why_not else ""
    form = WhyNoneForm(request.POST if request.POST.get("act") == "say" else None)
    context = {
        "shut": shut,
        "why_not": why_not,
        "refusals": refusals,
        "form": form,
        "may_confirm": bool(shut.reason) or not shut.unread,
    }
    return render(request, "desk/reopening.html", context, status=409 if refusals else 200)


def _act(request: HttpRequest, actor: Actor) -> str:
    at, act, which = timezone.now(), request.POST.get("act", ""), request.POST.get("reopening", "")
    if act == "say":
        payments.say_statements_read(actor=actor, reason=request.POST.get("reason", ""), at=at)
        return gettext("Said. Paying opens when another payer confirms it.")
    decide: dict[str, tuple[Callable[..., None], str]] = {
        "confirm": (payments.confirm_statements_read, gettext("Paying is open again.")),
        "decline": (payments.decline_statements_read, gettext("Taken back. Paying stays shut.")),
    }
    reopening = uuid_or_none(which)
    if act not in decide or reopening is None:
        raise Refused(NOTHING_TO_DO)
    carry_out, said = decide[act]
    carry_out(actor=actor, reopening=reopening, at=at)
    return said
