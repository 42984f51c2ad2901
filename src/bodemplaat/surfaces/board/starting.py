"""The first rules of an organisation: what is proposed to begin with, with its sources, on one page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.access.api import functions_held, page
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.surfaces.board.forms import FirstRulesForm
from bodemplaat.surfaces.board.settings import shown_rules
from bodemplaat.surfaces.board.wording import kind_name, refused


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def begin_rules(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Propose them from a day on; a controller confirms. An organisation that has rules is led to those."""
    today, organisation = timezone.localdate(), actor.organisation_id
    if claims.rules_over_time(actor=actor, organisation=organisation):
        return redirect("board:settings")
    form = FirstRulesForm(request.POST or None, initial={"since": today.replace(month=1, day=1)})
    if request.method == "POST" and form.is_valid():
        try:
            made = claims.propose_start(
                actor=actor,
                organisation=organisation,
                since=form.cleaned_data["since"],
                rules=claims.TO_BEGIN_WITH,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, refused(refusal))
        else:
            messages.success(request, gettext("Proposed. A controller confirms it before it holds."))
            return redirect("board:proposal", made)
    holders = functions_held(actor=actor, organisation=organisation, on=today)
    context = {
        "form": form,
        "shown": shown_rules(claims.DatedRules(today, None, claims.TO_BEGIN_WITH), {}, holders),
        "kinds": [(kind_name(kind), kind) for kind in claims.TO_BEGIN_WITH.kinds],
        "may_change": True,
    }
    return render(request, "board/begin_rules.html", context, status=422 if form.errors else 200)
