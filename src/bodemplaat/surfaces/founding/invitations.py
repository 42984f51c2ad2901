"""The list of invitations: who has an account, who is waited for, and whose link ran out; sent again or withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from bodemplaat.foundation.access.api import (
    InvitationState,
    Invited,
    invitations_of,
    invite_chosen,
    page,
    sign_ins_of,
    withdraw_invitation,
)
from bodemplaat.foundation.design.api import page_number, page_of, rows_before
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.surfaces.founding.forms import HowFarForm
from bodemplaat.surfaces.founding.ids import id_of
from bodemplaat.surfaces.founding.wording import INVITATION_STATES

ROWS = 50
CHOOSABLE = (InvitationState.NOT_INVITED, InvitationState.EXPIRED, InvitationState.WAITS)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def invitations(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, narrowed; whom one chooses is invited (again), or the invitation is withdrawn."""
    now = timezone.now()
    everybody = list(invitations_of(actor=actor, organisation=actor.organisation_id, at=now))
    if request.method == "POST":
        return _act(request, actor, everybody)
    text, state = request.GET.get("q", "")[:100], request.GET.get("state", "")
    words = text.casefold().split()
    chosen = [
        each
        for each in everybody
        if state in ("", each.state.value)
        and all(word in f"{each.name} {each.email}".casefold() for word in words)
    ]
    start = rows_before(request, ROWS)
    counts = {each: sum(1 for row in everybody if row.state is each) for each in InvitationState}
    context: dict[str, Any] = {
        "rows": [
            (row, INVITATION_STATES[row.state.value], row.state in CHOOSABLE)
            for row in chosen[start : start + ROWS]
        ],
        "page": page_of(
            chosen[start : start + ROWS], count=len(chosen), size=ROWS, number=page_number(request)
        ),
        "text": text,
        "form": HowFarForm(
            {"state": state},
            states=[
                (each.value, f"{INVITATION_STATES[each.value][0]} ({counts[each]})")
                for each in InvitationState
            ],
        ),
        "sign_ins": sign_ins_of(actor=actor, organisation=actor.organisation_id, at=now),
    }
    return render(request, "founding/invitations.html", context)


def _act(request: HttpRequest, actor: Actor, everybody: list[Invited]) -> HttpResponse:
    action, now = request.POST.get("action", ""), timezone.now()
    by_id = {each.person_id: each for each in everybody}
    ids = [id_of(each, "person") for each in request.POST.getlist("person")]
    chosen = [each for each in ids if each in by_id][:ROWS]
    if action not in ("invite", "withdraw"):
        raise Http404
    if not chosen:
        messages.warning(request, gettext("Choose somebody first."))
    elif action == "withdraw":
        count = 0
        for person in chosen:
            try:
                withdraw_invitation(actor=actor, person=person, at=now)
            except Refused:
                continue
            count += 1
        text = ngettext("{n} invitation was withdrawn.", "{n} invitations were withdrawn.", count)
        messages.success(request, text.format(n=count))
    else:
        count, left_out = invite_chosen(actor=actor, people=chosen, at=now)
        text = ngettext("{n} invitation goes out.", "{n} invitations go out.", count)
        messages.success(request, text.format(n=count))
        if left_out:
            without = gettext("Not invited, because there is no address or the account is shut: {names}")
            messages.warning(request, without.format(names=", ".join(left_out[:10])))
    return redirect(f"{reverse('founding:invitations')}?{request.GET.urlencode()}")
