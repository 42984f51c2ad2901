"""One claim, opened; and taking back one's own."""

from typing import cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django_htmx.middleware import HtmxDetails

from bodemplaat.capabilities.claims.api import (
    Approver,
    ClaimAct,
    ClaimState,
    ClaimView,
    claim_view,
    why_asked,
    withdraw_claim,
)
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import ask_first
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import IllegalMove, say
from bodemplaat.presentation import notation
from bodemplaat.surfaces.selfservice.drafts import own_claim
from bodemplaat.surfaces.selfservice.forms import QuestionForm, ReasonForm
from bodemplaat.surfaces.selfservice.story import headline, in_sentence, timeline
from bodemplaat.surfaces.selfservice.wording import reason_text, refused

PANEL = "panel"


class HtmxRequest(HttpRequest):
    """A request that knows whether a part of a page is asked for."""

    htmx: HtmxDetails


@page()
def claim(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """A claim: the answer first, then facts, costs with their evidence, what happened, and what one can do."""
    view = claim_view(actor=actor, claim=claim, on=timezone.localdate())
    return draw_claim(request, actor, view)


def draw_claim(
    request: HttpRequest,
    actor: Actor,
    view: ClaimView,
    question: forms.Form | None = None,
    reason: forms.Form | None = None,
) -> HttpResponse:
    """The page of a claim, or the panel beside the list; with a form that was not right yet, if any."""
    step = view.open_step
    own = view.claimant_id == actor.person_id
    at_desk = step is not None and step.by is Approver.SSC
    reasons = why_asked(actor=actor, claims=[view.id], on=timezone.localdate()) if step and not own else {}
    coming = [other for other in view.steps if other.state == "pending"]
    context = {
        "claim": view,
        "own": own,
        "answer": headline(view, actor.person_id),
        "moments": timeline(view),
        "question": _question_of(view),
        "can_edit": own and view.may_be_changed,
        "can_withdraw": own and ClaimAct.WITHDRAWN in view.actions,
        "can_decide": ClaimAct.STEP_APPROVED in view.actions and not at_desk,
        "at_desk": at_desk and actor.role is Role.SSC_CLERK,
        "why_mine": reason_text(reasons[view.id]) if view.id in reasons else "",
        "why_not": refused(view.why_not) if view.why_not and (not own or actor.role is Role.MANAGER) else "",
        "then": in_sentence(coming[0]) if coming else "",
        "question_form": question or QuestionForm(prefix="question"),
        "reason_form": reason or ReasonForm(prefix="reason"),
    }
    in_panel = cast(HtmxRequest, request).htmx.target == PANEL
    return render(request, "selfservice/_panel.html" if in_panel else "selfservice/claim.html", context)


@page()
def withdraw(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """Take back one's own claim, after a question."""
    view = own_claim(actor, claim)
    if request.method == "POST":
        try:
            withdraw_claim(actor=actor, claim=claim, at=timezone.now())
        except IllegalMove:
            raise Refused(
                say("This claim can no longer be withdrawn: it has been approved or settled.")
            ) from None
        messages.success(request, gettext("The claim has been withdrawn."))
        return redirect("selfservice:home")
    if ClaimAct.WITHDRAWN not in view.actions:
        raise Refused(say("This claim can no longer be withdrawn: it has been approved or settled."))
    amount = notation.euro(view.total, get_language() or "nl")
    return ask_first(
        request,
        question=gettext("Withdraw this claim of {amount}?").format(amount=amount),
        consequence=gettext("It will not be paid. This cannot be undone; you can make a new claim."),
        verb=gettext("Withdraw claim"),
        tone="danger",
        back=reverse("selfservice:claim", args=[claim]),
    )


def _question_of(view: ClaimView) -> str:
    """What was asked when the claim was last returned, while it is with the employee."""
    if view.state is not ClaimState.RETURNED:
        return ""
    questions = [event.comment for event in view.timeline if event.event == ClaimAct.RETURNED]
    return questions[-1] if questions else ""
