"""Claims on which nobody can decide now, and what the administrator can do about each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.claims.api import Approver, StuckClaim, stuck_claims
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.surfaces.board.wording import function_name


@require_GET
@page(Role.ADMINISTRATOR)
def stuck(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, the longest-waiting first: without amounts, since an administrator sees no claims."""
    claims = stuck_claims(actor=actor, organisation=actor.organisation_id, on=timezone.localdate())
    fallback = next((each.fallback for each in claims if each.fallback), "")
    context = {
        "rows": [(each, _asked_of(each)) for each in claims],
        "fallback": function_name(fallback) if fallback else "",
        "in_house": any(each.by is not Approver.SSC for each in claims),
        "at_centre": any(each.by is Approver.SSC for each in claims),
    }
    return render(request, "board/stuck.html", context)


def _asked_of(claim: StuckClaim) -> str:
    """Whom the rules ask: the manager by name (empty when nobody is known), a function, or the service centre in words."""
    if claim.by is Approver.SSC:
        return gettext("the service centre")
    return claim.manager_name if claim.by is Approver.MANAGER else function_name(claim.function)
