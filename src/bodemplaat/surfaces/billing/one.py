"""One run, and one bill of it: what is billed and why, and what can be done with it."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.calculations.render.files import file_of
from bodemplaat.capabilities.billing import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import in_notation, in_words
from bodemplaat.foundation.reports.api import FILE_TYPES, download, shown, site_voice
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.presentation.page import page as as_page
from bodemplaat.surfaces.billing.words import STATES, files_of, problems_of

MOST_LINKED: Final = 100
"""Cases of a line to which the page leads."""


class BecauseForm(forms.Form):
    """Why a run is taken back."""

    because = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 3}))


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.BILLERS)
def run(request: HttpRequest, actor: Actor, billing_run: UUID) -> HttpResponse:
    """A run of the own organisation; ``?format=`` gives it as a file."""
    now, problems = timezone.now(), []
    form = BecauseForm(request.POST if request.POST.get("action") == "take_back" else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        acts: dict[str, tuple[Callable[[], None], str]] = {
            "release": (
                lambda: door.release_run(actor=actor, run=billing_run, at=now),
                gettext("The run was released. Its invoices are made now."),
            ),
            "take_back": (
                lambda: door.take_back_run(
                    actor=actor, run=billing_run, because=form.cleaned_data["because"], at=now
                ),
                gettext("The run was taken back: what it billed is due again."),
            ),
            "try_again": (
                lambda: door.try_again(actor=actor, run=billing_run, at=now),
                gettext("The invoices that are missing are made now."),
            ),
        }
        act = acts.get(request.POST.get("action", ""))
        if act is None:
            raise Http404
        try:
            act[0]()
        except Refused as no:
            problems = problems_of(no)
        else:
            messages.success(request, act[1])
            return redirect("billing:run", billing_run)
    view = door.run(actor=actor, run=billing_run, on=timezone.localdate())
    report = door.run_report(view, language=site_voice().language)
    wanted = request.GET.get("format", "")
    if wanted in FILE_TYPES:
        name = gettext("bills {cooperation} {day}").format(
            cooperation=view.row.cooperation_name, day=in_notation(view.row.until)
        )
        return download(file_of(report, wanted, site_voice()), wanted, name)
    context: dict[str, Any] = {
        "view": view,
        "row": view.row,
        "state": STATES.get(view.row.state, (view.row.state, "neutral")),
        "failed": [
            (each.customer_name, in_words(each.why_not))
            for each in view.bills
            if each.invoice is None and each.why_not is not None
        ],
        "open": view.row.bills - view.row.invoiced,
        "form": form,
        "problems": problems,
        "report": shown(as_page(report, site_voice()), request),
        "files": files_of(request.GET),
    }
    status = 409 if problems else 422 if form.is_bound and form.errors else 200
    return render(request, "billing/run.html", context, status=status)


@require_GET
@page(*door.BILLERS)
def bill(request: HttpRequest, actor: Actor, bill: UUID) -> HttpResponse:
    """One bill, for the provider and for the customer whose it is; ``?format=`` gives it as a file."""
    view = door.bill(actor=actor, bill=bill)
    report = door.bill_report(view, language=site_voice().language)
    wanted = request.GET.get("format", "")
    if wanted in FILE_TYPES:
        name = gettext("bill {customer} {day}").format(
            customer=view.customer_name, day=in_notation(view.until)
        )
        return download(file_of(report, wanted, site_voice()), wanted, name)
    language = site_voice().language
    context = {
        "view": view,
        "lines": [
            (
                position,
                each.line,
                f"{each.line.code} {each.line.name.in_(language)}".strip(),
                in_words(each.line.why(language)),
                in_words(door.how_told(each.how, each.reason, view.issued_on or view.until)),
            )
            for position, each in enumerate(view.lines, 1)
        ],
        "report": shown(as_page(report, site_voice()), request),
        "files": files_of(request.GET),
    }
    return render(request, "billing/bill.html", context)


@require_GET
@page(*door.BILLERS)
def line(request: HttpRequest, actor: Actor, bill: UUID, position: int) -> HttpResponse:
    """Why one amount on a bill is what it is, down to its sources; ``?format=`` gives it as a file."""
    seen = door.explained(actor=actor, bill=bill, position=position, on=timezone.localdate())
    report = door.explanation(seen, language=site_voice().language)
    wanted = request.GET.get("format", "")
    if wanted in FILE_TYPES:
        name = gettext("why {customer} {day}").format(
            customer=seen.customer_name, day=in_notation(seen.until)
        )
        return download(file_of(report, wanted, site_voice()), wanted, name)
    context = {
        "seen": seen,
        "name": f"{seen.line.code} {seen.line.name.in_(site_voice().language)}".strip(),
        "report": shown(as_page(report, site_voice()), request),
        "files": files_of(request.GET),
        "cases": [each for each in seen.deliveries if each.page][:MOST_LINKED],
    }
    return render(request, "billing/line.html", context)
