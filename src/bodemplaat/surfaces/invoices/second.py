"""From which amount a director decides on an invoice as well: the rule, and what is proposed in its place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.invoices.forms import SecondForm, WhyForm

UNTIDY, NOT_NOW = 422, 409


@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def second(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The rule now, later and before; an administrator proposes another, a controller decides."""
    now = timezone.now()
    action = request.POST.get("action", "")
    form = SecondForm(request.POST if action == "propose" else None)
    why = WhyForm(request.POST if action == "refuse" else None)
    refusal = None
    if request.method == "POST":
        try:
            done = _act(actor, action, form, why)
        except Refused as refused:
            done, refusal = "", refused
        if done:
            messages.success(request, done)
            return redirect("invoices:second")
    context = {
        "view": door.second_approval(actor=actor, at=now),
        "form": form,
        "why": why,
        "action": action,
        "refusal": explained(refusal) if refusal else "",
    }
    status = NOT_NOW if refusal else UNTIDY if form.errors or why.errors else 200
    return render(request, "invoices/second.html", context, status=status)


def _act(actor: Actor, action: str, form: SecondForm, why: WhyForm) -> str:
    """Do what was pressed; answers what to tell, and nothing where the form is not filled in."""
    now = timezone.now()
    if action == "propose":
        if not form.is_valid():
            return ""
        read = form.cleaned_data
        door.propose_second_approval(
            actor=actor, amount=read["amount"], since=read["since"], reason=read["reason"], at=now
        )
        return gettext("Proposed. A controller confirms it before it holds.")
    change = door.second_approval(actor=actor, at=now).change
    if change is None or action not in ("confirm", "withdraw", "refuse"):
        raise NotFound("proposal")
    if action == "confirm":
        door.SECOND_APPROVALS.confirm(actor=actor, which=change.proposal, at=now)
        return gettext("Confirmed: it holds from its day.")
    if action == "withdraw":
        door.SECOND_APPROVALS.withdraw(actor=actor, which=change.proposal, at=now)
        return gettext("The proposal is taken back.")
    if not why.is_valid():
        return ""
    door.SECOND_APPROVALS.refuse(actor=actor, which=change.proposal, reason=why.cleaned_data["why"], at=now)
    return gettext("Refused; whoever proposed it reads why.")
