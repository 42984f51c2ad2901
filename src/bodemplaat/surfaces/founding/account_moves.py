"""An account that would go to another address: what it is about, and deciding on it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.surfaces.founding.client_forms import NotGivenForm
from bodemplaat.surfaces.founding.wording import refused


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def account_move(request: HttpRequest, actor: Actor, account_move: UUID) -> HttpResponse:
    """From which address to which, who proposed it, and for a second person the two answers."""
    now, action, refusal = timezone.now(), request.POST.get("action", ""), ""
    seen = access.account_move(actor=actor, move=account_move, at=now)
    form = NotGivenForm(request.POST if action == "refuse" else None)
    if request.method == "POST":
        try:
            if action == "confirm":
                access.ACCOUNT_MOVES.confirm(actor=actor, which=account_move, at=now)
            elif action == "withdraw":
                access.ACCOUNT_MOVES.withdraw(actor=actor, which=account_move, at=now)
            elif action == "refuse" and form.is_valid():
                reason = form.cleaned_data["reason"]
                access.ACCOUNT_MOVES.refuse(actor=actor, which=account_move, reason=reason, at=now)
            elif action != "refuse":
                raise Http404
        except Refused as no:
            refusal = refused(no)
        if not refusal and not form.errors:
            messages.success(request, gettext("It has been decided."))
            return redirect("founding:account_move", account_move)
    context = {"seen": seen, "form": form, "refusal": refusal}
    status = 422 if refusal or form.errors else 200
    return render(request, "founding/account_move.html", context, status=status)
