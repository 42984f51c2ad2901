"""Claims on which nobody can decide now, and what the administrator can do about each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.claims.api import Approver, StuckClaim, stuck_claims
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.surfaces.board.wording import function_name


@require_GET
@page(Role.ADMINISTRATOR)
def stuck(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, the longest-waiting first: without amounts, since an administrator sees no claims."""
    found = stuck_claims(actor=actor, organisation=actor.organisation_id, on=timezone.localdate())
    context = {
        "rows": [(each, _asked_of(each)) for each in found],
        "fallback": function_name(found[0].fallback) if found and found[0].fallback else "",
    }
    return render(request, "board/stuck.html", context)


def _asked_of(claim: StuckClaim) -> str:
    """Whom the rules ask: the manager by name (empty when nobody is known), or a function in words."""
    return claim.manager_name if claim.by is Approver.MANAGER else function_name(claim.function)
