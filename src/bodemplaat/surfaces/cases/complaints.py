"""Complaints about cases: the list of either side, and one that somebody who had no part in the case deals with."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.surfaces.cases import words
from bodemplaat.surfaces.cases.asking import UNTIDY
from bodemplaat.surfaces.cases.forms import NumberForm, WordsForm
from bodemplaat.surfaces.cases.mine import NOT_NOW

TAKE, DECIDE = "take", "decide"


class ComplaintForm(WordsForm, NumberForm):
    """A complaint about a request of somebody of one's organisation, by its number."""

    field_order = ("number", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label=_("What was not right"), **kwargs)
        self.fields["number"].label = _("Number of the request")


class VerdictForm(WordsForm):
    """What comes of a complaint, and why."""

    verdict = forms.ChoiceField(label=_("What comes of it"), choices=[], widget=forms.RadioSelect)
    field_order = ("verdict", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label=_("Why, and what will be done about it"), **kwargs)
        field: Any = self.fields["verdict"]
        field.choices = [(each.value, shown.label) for each, shown in cases.VERDICT_WORDS.items()]


@page(Role.SSC_CLERK, Role.CONTRACT_MANAGER, Role.CONTROLLER)
def complaints(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The complaints that concern one's organisation; a controller or contract manager complains here for a customer."""
    form, refusal, status = ComplaintForm(), None, 200
    if request.method == "POST":
        form = ComplaintForm(request.POST)
        try:
            if form.is_valid():
                cases.complain_by_number(
                    actor=actor,
                    number=form.cleaned_data["number"],
                    words=form.cleaned_data["words"],
                    at=timezone.now(),
                )
                messages.success(request, gettext("Your complaint has been received."))
                return redirect("cases:complaints")
            status = UNTIDY
        except Refused as refused:
            refusal, status = refused, NOT_NOW
    rows = [_drawn(each) for each in cases.complaints_about_cases(actor=actor, at=timezone.now())]
    context = {
        "rows": rows,
        "open": [each for each in rows if each["row"].complaint.is_open],
        "over": [each for each in rows if not each["row"].complaint.is_open],
        "form": form if actor.role in cases.FOR_CUSTOMER else None,
        "refusal": explained(refusal) if refusal else "",
        "is_open_form": request.method == "POST",
    }
    return render(request, "cases/complaints.html", context, status=status)


@page(Role.SSC_CLERK, Role.CONTRACT_MANAGER, Role.CONTROLLER)
def complaint(request: HttpRequest, actor: Actor, complaint: UUID) -> HttpResponse:
    """One complaint: what was not right, who deals with it, and what came of it."""
    form, refusal, status = VerdictForm(), None, 200
    view = cases.complaint_view(actor=actor, complaint=complaint, at=timezone.now())
    if request.method == "POST":
        try:
            if request.POST.get("act") == TAKE:
                cases.take_complaint(actor=actor, case=view.row.case, complaint=complaint, at=timezone.now())
                return redirect("cases:complaint", complaint)
            form = VerdictForm(request.POST)
            if form.is_valid():
                cases.decide_complaint(
                    actor=actor,
                    case=view.row.case,
                    complaint=complaint,
                    verdict=cases.Verdict(form.cleaned_data["verdict"]),
                    reason=form.cleaned_data["words"],
                    at=timezone.now(),
                )
                messages.success(request, gettext("Whoever complained reads what came of it."))
                return redirect("cases:complaint", complaint)
            status = UNTIDY
        except Refused as refused:
            refusal, status = refused, NOT_NOW
    context = {
        **_drawn(view.row),
        "view": view,
        "form": form,
        "take": TAKE,
        "decide": DECIDE,
        "refusal": explained(refusal) if refusal else "",
        "why_not": explained(view.why_not) if view.why_not else "",
        "moments": words.plain_moments(view.timeline),
    }
    return render(request, "cases/complaint.html", context, status=status)


def _drawn(row: cases.ComplaintRow) -> dict[str, Any]:
    return {
        "row": row,
        "name": words.name_of(row.content),
        "verdict": cases.VERDICT_WORDS[row.complaint.verdict] if row.complaint.verdict else None,
    }
