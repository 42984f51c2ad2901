"""How norms were kept: all customers side by side, and the report on one, as page, workbook and paper."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.calculations.render.files import file_of
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import in_words
from bodemplaat.foundation.reports.api import (
    FILE_TYPES,
    Chosen,
    as_read,
    download,
    period_name,
    periods_around,
    shown,
    site_voice,
)
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Said
from bodemplaat.presentation.page import page as as_page
from bodemplaat.surfaces.performance.words import STATES, name_of

MOST_REPORTS = 100
SHORT = 6
"""So many services in all are shown open; of more only those whose norm was missed are."""
QUARTER = {"span": "quarter"}
"""What is shown when nobody chose: the quarter, on which reports are made."""


@require_GET
@page(*performance.READERS, from_replica=True)
def all_customers(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every customer that the organisation serves, and itself as a customer, side by side."""
    today = timezone.localdate()
    chosen = chosen_period(request, today)
    seen = performance.performance(actor=actor, period=chosen.period, now=timezone.now())
    voice = site_voice()
    furthest_first = sorted(performance.told_apart(seen.services), key=_beyond_norm)
    rows = [
        {
            "customer": each.customer_name,
            "service": each.name.in_(voice.language),
            "code": each.code,
            "share": "" if each.figures.share is None else _share(each),
            "goal": "" if each.goal is None else voice.percent(each.goal, 0),
            "is_met": each.is_met,
            "judged": each.figures.judged,
            "closed": each.figures.counted,
            "late": each.figures.open_late,
            "href": _address(each.customer_id, chosen),
        }
        for each in furthest_first
    ]
    reports = performance.reports(actor=actor, count=MOST_REPORTS)
    context = {
        "rows": rows,
        "missed": [row for row in rows if row["is_met"] is False],
        "kept": [row for row in rows if row["is_met"]],
        "not_judged": [row for row in rows if row["is_met"] is None],
        "is_short": len(rows) <= SHORT,
        "periods": periods_around(chosen, today),
        "period_name": period_name(chosen),
        "waiting": [_listed(each) for each in reports if each.state == "waiting"],
        "decided": [_listed(each) for each in reports if each.state != "waiting"],
    }
    return render(request, "performance/all.html", context)


@require_GET
@page(*performance.READERS, from_replica=True)
def customer(request: HttpRequest, actor: Actor, customer: UUID) -> HttpResponse:
    """The report on one customer; ``?format=xlsx`` and ``?format=pdf`` give the same figures as a file."""
    today = timezone.localdate()
    chosen = chosen_period(request, today)
    seen = performance.performance(actor=actor, period=chosen.period, now=timezone.now(), customer=customer)
    hold = performance.reports_that_hold(actor=actor, customer=customer, period=chosen.period)
    may_offer = _may_offer(actor, seen, today, hold)
    if may_offer:
        seen = performance.performance_to_offer(
            actor=actor, customer=customer, period=chosen.period, now=timezone.now()
        )
    name = performance.name_of_customer(actor=actor, customer=customer)
    voice = site_voice()
    report = performance.report_of(
        seen, name=name, period_name=period_name(chosen), language=voice.language, known_on=today
    )
    form = request.GET.get("format", "")
    if form in FILE_TYPES:
        return download(
            file_of(as_read(report), form, site_voice()),
            form,
            f"{gettext('norms kept')} {name} {period_name(chosen)}",
        )
    drawn = shown(as_page(report, voice), request)
    query = request.GET.copy()
    context = {
        "report": drawn,
        "name": name,
        "periods": periods_around(chosen, today),
        "period_name": period_name(chosen),
        "files": [(form, f"?{with_format(query, form)}") for form in FILE_TYPES],
        "late": late_cases(seen, performance.terms_of_late_cases(actor=actor, seen=seen), actor),
        "hold": [_listed(each) for each in hold],
        "offer": f"{reverse('performance:offer', args=[customer])}?{urlencode(chosen.query)}"
        if may_offer
        else "",
        "back": f"{reverse('performance:all')}?{_without_sort(query)}",
    }
    return render(request, "performance/customer.html", context)


def _may_offer(
    actor: Actor, seen: performance.Performance, today: date, hold: Sequence[performance.ReportRow]
) -> bool:
    """Whether the period is over, and the actor's organisation closed something in it for this customer and offered nothing
    of it yet that waits or was signed.
    """
    is_over = seen.period.end is not None and seen.period.end <= today
    here = actor.organisation_id
    if any(each.provider_id == here for each in hold):
        return False
    return is_over and any(here == each.provider_id != each.customer_id for each in seen.services)


def chosen_period(request: HttpRequest, today: date) -> Chosen:
    """The period that an address asks for, in whole months; this quarter where it asks for none."""
    query = request.GET.dict()
    return Chosen.read(query if query.get("span") else QUARTER | query, today).in_whole_months()


def _listed(row: performance.ReportRow) -> dict[str, object]:
    return {"row": row, "period": name_of(row), "state": STATES[row.state]}


def _beyond_norm(each: performance.ServiceFigures) -> Fraction:
    """How far its share lies above its norm: what was missed furthest comes first. Those alike stay by customer and service."""
    share, goal = each.figures.share, each.goal
    return Fraction(0) if each.is_met is not False or share is None or goal is None else share - goal


def _share(each: performance.ServiceFigures) -> str:
    share = each.figures.share
    beside = () if each.goal is None else (each.goal,)
    return "" if share is None else site_voice().percent_beside(share, *beside)


def _address(customer: UUID, chosen: Chosen) -> str:
    return f"{reverse('performance:customer', args=[customer])}?{urlencode(chosen.query)}"


def with_format(query: QueryDict, form: str) -> str:
    """The same address, as a file."""
    parameters = query.copy()
    parameters.pop("sort", None)
    parameters["format"] = form
    return str(parameters.urlencode())


def _without_sort(query: QueryDict) -> str:
    parameters = query.copy()
    parameters.pop("sort", None)
    return str(parameters.urlencode())


def late_cases(
    seen: performance.Performance, terms: Mapping[UUID, Sequence[Said]], actor: Actor
) -> list[tuple[str, str, list[str]]]:
    """The cases furthest beyond their norm: the way to each for whoever may open it, and its term step by step."""
    pages = performance.counted()
    shown = []
    for each in seen.services:
        page = pages[each.case_type].page
        opens = page is not None and performance.may_open(actor=actor, customer=each.customer_id)
        for late in each.figures.late:
            steps = [in_words(step) for step in terms.get(late.case, ())]
            if opens or steps:
                shown.append((late.number, page(late.case) if page is not None and opens else "", steps))
    return shown
