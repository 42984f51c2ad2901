"""Who stands in for me, and for whom do I."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from bodemplaat.foundation.access.api import end_substitution, name_substitute, page, substitutions_of
from bodemplaat.foundation.organisations.api import people_of
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.surfaces.selfservice.forms import SubstituteForm


@page()
def substitutes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Name a substitute for some days; see who stands in for whom."""
    on = timezone.localdate()
    people = people_of(actor=actor, organisation=actor.organisation_id)
    colleagues = [person for person in people if person.id != actor.person]
    form = SubstituteForm(request.POST or None, colleagues=colleagues, initial={"since": on})
    if request.method == "POST" and form.is_valid():
        name_substitute(
            actor=actor,
            absent=actor.person,
            substitute=UUID(form.cleaned_data["substitute"]),
            since=form.cleaned_data["since"],
            until=form.cleaned_data["until"],
            at=timezone.now(),
        )
        messages.success(request, gettext("Your substitute has been named."))
        return redirect("selfservice:substitutes")
    concerning = substitutions_of(actor=actor, person=actor.person, on=on)
    context = {
        "form": form,
        "mine": [each for each in concerning if each.absent_id == actor.person],
        "for_others": [each for each in concerning if each.substitute_id == actor.person],
        "today": on,
    }
    return render(request, "selfservice/substitutes.html", context)


@require_POST
@page()
def end(request: HttpRequest, actor: Actor, substitution: UUID) -> HttpResponse:
    """Take a substitution back: you decide yourself again from today."""
    end_substitution(actor=actor, substitution=substitution, at=timezone.now())
    messages.success(request, gettext("The substitution has ended. You decide yourself again."))
    return redirect("selfservice:substitutes")
