"""Deciding on one claim: approve, return with a question, or reject with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from bodemplaat.capabilities.claims.api import (
    Approver,
    ChangedMeanwhile,
    ClaimNotReady,
    ClaimView,
    NotWaiting,
    approve_claim,
    check_no_longer_asked,
    claim_view,
    reject_claim,
    return_claim,
)
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import small_number
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused
from bodemplaat.kernel import say
from bodemplaat.presentation import notation
from bodemplaat.surfaces.selfservice.forms import QuestionForm, ReasonForm
from bodemplaat.surfaces.selfservice.reading import draw_claim
from bodemplaat.surfaces.selfservice.wording import found, refused


@require_POST
@page()
def decide(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """Do what the pressed button says, on the claim as it was seen; then back to the list."""
    on = timezone.localdate()
    try:
        view = claim_view(actor=actor, claim=claim, on=on)
    except NotFound:
        check_no_longer_asked(actor=actor, claim=claim, on=on)
        raise
    if view.open_step is not None and view.open_step.by is Approver.SSC:
        raise Refused(
            say("The service centre decides on this claim at its desk, where its costs are booked.")
        )
    decision = request.POST.get("decision", "")
    question = QuestionForm(request.POST, prefix="question") if decision == "return" else None
    reason = ReasonForm(request.POST, prefix="reason") if decision == "reject" else None
    if (question and not question.is_valid()) or (reason and not reason.is_valid()):
        return draw_claim(request, actor, view, question, reason)
    seen = small_number(request.POST.get("seen_round", ""))
    if decision not in _DONE or seen is None:
        return HttpResponseBadRequest(gettext("Open the claim again and choose what to do."))
    try:
        _carry_out(actor, view, decision, seen, question, reason)
    except (ChangedMeanwhile, NotWaiting) as refusal:
        messages.warning(request, refused(refusal))
        return redirect("selfservice:claim", claim)
    except ClaimNotReady as lack:
        for finding in lack.findings:
            messages.warning(request, found(finding))
        return redirect("selfservice:claim", claim)
    amount = notation.euro(view.total, get_language() or "nl")
    messages.success(request, gettext(_DONE[decision]).format(name=view.claimant_name, amount=amount))
    return redirect("selfservice:approvals")


_DONE = {
    "approve": say("Approved: {name}, {amount}."),
    "return": say("Returned to {name} with your question: {amount}."),
    "reject": say("Rejected: {name}, {amount}. {name} reads your reason."),
}


def _carry_out(
    actor: Actor,
    view: ClaimView,
    decision: str,
    seen_round: int,
    question: QuestionForm | None,
    reason: ReasonForm | None,
) -> None:
    at = timezone.now()
    if question is not None:
        text = question.cleaned_data["text"]
        return_claim(actor=actor, claim=view.id, question=text, seen_round=seen_round, at=at)
    elif reason is not None:
        text = reason.cleaned_data["text"]
        reject_claim(actor=actor, claim=view.id, reason=text, seen_round=seen_round, at=at)
    elif decision == "approve":
        approve_claim(actor=actor, claim=view.id, seen_round=seen_round, at=at)
