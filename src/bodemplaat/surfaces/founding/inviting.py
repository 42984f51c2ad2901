"""Inviting at once everyone who holds a role and has no account, or a link that ran out."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from bodemplaat.foundation.access.api import invite_several, page, people_to_invite
from bodemplaat.foundation.tenancy.api import Actor, Role

AT_ONCE: Final = 100
NAMED: Final = 20


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def invite_everybody(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who would get a letter, and sending it; a hundred at a time, so that a page answers soon."""
    if request.method == "POST":
        count = invite_several(
            actor=actor, organisation=actor.organisation_id, most=AT_ONCE, at=timezone.now()
        )
        said = ngettext("{n} invitation goes out by mail.", "{n} invitations go out by mail.", count)
        messages.success(request, said.format(n=count))
        return redirect("founding:invite_everybody" if count == AT_ONCE else "founding:home")
    waiting = people_to_invite(actor=actor, organisation=actor.organisation_id, at=timezone.now())
    context = {
        "count": len(waiting),
        "now": min(len(waiting), AT_ONCE),
        "people": waiting[:NAMED],
        "others": max(0, len(waiting) - NAMED),
        "title": gettext("Invite by mail"),
    }
    return render(request, "founding/invite_everybody.html", context)
