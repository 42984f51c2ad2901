"""Invoices paid in time: every customer in reach side by side, as page, workbook and paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.calculations.render.files import file_of
from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.reports.api import (
    FILE_TYPES,
    as_read,
    download,
    period_name,
    periods_around,
    shown,
    site_voice,
)
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.presentation.page import page as as_page
from bodemplaat.surfaces.performance.views import chosen_period, with_format


@require_GET
@page(*performance.READERS, from_replica=True)
def in_time(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The report; ``?format=xlsx`` and ``?format=pdf`` give the same figures as a file."""
    today = timezone.localdate()
    chosen = chosen_period(request, today)
    seen = invoices.paid_in_time(actor=actor, period=chosen.period, now=timezone.now())
    voice = site_voice()
    name = actor.organisation_name
    report = invoices.report_in_time(
        seen, name=name, period_name=period_name(chosen), language=voice.language
    )
    form = request.GET.get("format", "")
    if form in FILE_TYPES:
        title = f"{gettext('invoices in time')} {name} {period_name(chosen)}"
        return download(file_of(as_read(report), form, voice), form, title)
    query = request.GET.copy()
    context = {
        "report": shown(as_page(report, voice), request),
        "periods": periods_around(chosen, today),
        "name": name,
        "period_name": period_name(chosen),
        "files": [(form, f"?{with_format(query, form)}") for form in FILE_TYPES],
    }
    return render(request, "performance/invoices.html", context)
