"""Reports that two people sign: offering one, reading it as it was offered, signing, refusing and taking back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from bodemplaat.calculations.render.files import file_of
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import in_notation
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.reports.api import FILE_TYPES, download, shown, site_voice
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import Euro
from bodemplaat.presentation.page import page as as_page
from bodemplaat.surfaces.performance.views import chosen_period, late_cases, with_format
from bodemplaat.surfaces.performance.words import SIDES, STATES, name_of

MOST_CASES = 10
"""So many cases of a service are named by which it is counted otherwise."""


class ReasonForm(forms.Form):
    """Why not."""

    reason = forms.CharField(label=_("Why not"), max_length=500, widget=forms.Textarea({"rows": 3}))


@require_POST
@page(*performance.READERS)
def offer(request: HttpRequest, actor: Actor, customer: UUID) -> HttpResponse:
    """Offer the figures of the chosen period to a customer."""
    chosen = chosen_period(request, timezone.localdate())
    try:
        offered = performance.offer_report(
            actor=actor, customer=customer, period=chosen.period, at=timezone.now()
        )
    except Refused as no:
        messages.error(request, worded(no.text, no.values))
        return redirect(f"{request.path.removesuffix('aanbieden/')}?{request.GET.urlencode()}")
    messages.success(request, gettext("The figures were offered. Two people sign them, one for each side."))
    return redirect("performance:report", offered)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*performance.READERS)
def report(request: HttpRequest, actor: Actor, report: UUID) -> HttpResponse:
    """One report as it was offered; ``?format=`` gives it as a file."""
    now, today = timezone.now(), timezone.localdate()
    refusing = ReasonForm(request.POST if request.POST.get("action") == "refuse" else None)
    refusal = ""
    if request.method == "POST":
        acts: dict[str, tuple[Callable[[], Any], str]] = {
            "sign": (
                lambda: performance.sign_report(actor=actor, report=report, at=now),
                gettext("You signed this report."),
            ),
            "refuse": (
                lambda: performance.refuse_report(
                    actor=actor, report=report, reason=refusing.cleaned_data["reason"], at=now
                ),
                gettext("The report was not signed; whoever offered it reads why."),
            ),
            "withdraw": (
                lambda: performance.withdraw_report(actor=actor, report=report, at=now),
                gettext("The report was taken back. It can be offered anew."),
            ),
        }
        action = request.POST.get("action", "")
        if action not in acts:
            raise Http404
        act, done = acts[action]
        if action != "refuse" or refusing.is_valid():
            try:
                act()
            except Refused as no:
                refusal = worded(no.text, no.values)
            else:
                messages.success(request, done)
                return redirect("performance:report", report)
    view = performance.report(actor=actor, report=report, now=now, on=today)
    voice = site_voice()
    period = name_of(view.row)
    drawn = performance.report_of(
        view.seen, name=view.row.customer_name, period_name=period, language=voice.language
    )
    people = {view.offered_by, *(each.person for each in view.signatures)}
    names = names_of(actor=actor, people=people)
    form = request.GET.get("format", "")
    if form in FILE_TYPES:
        sides = {"provider": view.row.provider_name, "customer": view.row.customer_name}
        signed = performance.with_signatures(drawn, view.signatures, names=names, **sides)
        return download(
            file_of(signed, form, voice),
            form,
            f"{gettext('norms kept')} {view.row.customer_name} {period}",
        )
    context = {
        "view": view,
        "report": shown(as_page(drawn, voice), request),
        "period_name": period,
        "state": STATES[view.row.state],
        "offered_by": _who(view.offered_by_name, names.get(view.offered_by)),
        "signatures": [
            {
                "side": SIDES[each.side],
                "who": _who(each.name, names.get(each.person)),
                "is_agreed": each.is_agreed,
                "reason": each.reason,
                "at": each.at,
            }
            for each in view.signatures
        ],
        "corrections": [
            {
                "name": each.name.name.in_(voice.language),
                "then": f"{voice.number(each.inside_then)} / {voice.number(each.judged_then)}",
                "now": f"{voice.number(each.inside_now)} / {voice.number(each.judged_now)}",
                "credit_then": in_notation(each.credit_then or Euro(0)),
                "credit_now": in_notation(each.credit_now or Euro(0)),
                "credit_moved": each.credit_then != each.credit_now,
                "cases": [
                    {
                        "number": case.number,
                        "then": _closed(case.ended_then, case.inside_then),
                        "now": _closed(case.ended_now, case.inside_now),
                    }
                    for case in each.cases[:MOST_CASES]
                ],
                "more": max(0, len(each.cases) - MOST_CASES),
            }
            for each in view.corrections
        ],
        "complaints_since": [
            {
                "name": " ".join(
                    {known.name.in_(voice.language) for known in (each.then, each.now) if known is not None}
                ),
                "then": _complaints(each.then),
                "now": _complaints(each.now),
            }
            for each in view.complaints_since
        ],
        "late": late_cases(view.seen, view.terms, actor),
        "refusing": refusing,
        "refusal": refusal,
        "files": [(form, f"?{with_format(request.GET.copy(), form)}") for form in FILE_TYPES],
    }
    is_wrong = refusal or (refusing.is_bound and refusing.errors)
    return render(request, "performance/report.html", context, status=422 if is_wrong else 200)


def _who(as_signed: str, today: str | None) -> str:
    """The name with which somebody signed; what was signed before names were kept tells the organisation alone."""
    return as_signed or today or gettext(performance.SOMEBODY)


def _closed(ended: datetime | None, is_inside: bool | None) -> str:
    """When a case was closed and whether in time, in a few words."""
    if ended is None:
        return gettext("not closed in it")
    day = in_notation(timezone.localdate(ended))
    if is_inside is None:
        return gettext("closed {day}").format(day=day)
    if is_inside:
        return gettext("closed {day}, in time").format(day=day)
    return gettext("closed {day}, too late").format(day=day)


def _complaints(counted: performance.ComplaintFigures | None) -> str:
    """How many complaints there were and of how many something came, in a few words."""
    received = counted.received if counted else 0
    done = received - counted.open if counted else 0
    upheld = counted.upheld + counted.partly if counted else 0
    return gettext("{received} came in, {done} dealt with, {upheld} upheld or partly").format(
        received=received, done=done, upheld=upheld
    )
