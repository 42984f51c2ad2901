"""Whom to call: for everyone, about every task of their own organisation and of those that their role serves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.contacts.api import whom_to_call
from bodemplaat.foundation.organisations.api import TASK_LABELS
from bodemplaat.foundation.tenancy.api import Actor, Role


@require_GET
@page()
def calling(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The directory as it holds today."""
    answers = whom_to_call(actor=actor, on=timezone.localdate())
    context = {
        "own": [
            (gettext(TASK_LABELS[each.task]), each)
            for each in answers
            if each.customer_id == actor.organisation_id
        ],
        "served": [
            (gettext(TASK_LABELS[each.task]), each)
            for each in answers
            if each.customer_id != actor.organisation_id
        ],
        "may_arrange": actor.role is Role.ADMINISTRATOR,
    }
    return render(request, "front/calling.html", context)
