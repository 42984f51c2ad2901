"""Looking afterwards at claims that passed without approval: draw per month, read, judge."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import page_number, page_of, rows_before
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.board.forms import JudgementForm
from bodemplaat.surfaces.board.wording import language

ROWS = 50


@require_http_methods(["GET", "POST"])
@page(Role.CONTROLLER)
def samples(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The drawings so far and the months that can be drawn; posting a month draws it."""
    organisation, today = actor.organisation_id, timezone.localdate()
    if request.method == "POST":
        month = _month(request.POST.get("month", ""))
        drawn = claims.draw_sample(actor=actor, organisation=organisation, month=month, at=timezone.now())
        messages.success(
            request,
            gettext("The sample of {month} has been drawn.").format(month=notation.month(month, language())),
        )
        return redirect("board:sample", drawn)
    made = claims.samples(actor=actor, organisation=organisation)
    context = {
        "open_months": claims.months_to_sample(actor=actor, organisation=organisation, on=today),
        "samples": made,
        "to_judge": sum(sample.to_judge for sample in made),
    }
    return render(request, "board/samples.html", context)


@require_http_methods(["GET", "POST"])
@page(Role.CONTROLLER)
def sample(request: HttpRequest, actor: Actor, sample: UUID) -> HttpResponse:
    """One drawing with its claims; posting judges one of them."""
    seen = claims.sample_view(actor=actor, sample=sample)
    wrong: dict[UUID, JudgementForm] = {}
    if request.method == "POST":
        claim = _claim(request.POST.get("claim", ""), seen)
        form = JudgementForm(request.POST, prefix=claim.hex)
        if form.is_valid():
            claims.judge_sampled_claim(
                actor=actor,
                claim=claim,
                is_right=form.cleaned_data["found"] == "right",
                comment=form.cleaned_data["comment"],
                at=timezone.now(),
            )
            messages.success(request, gettext("What you found has been kept."))
            return redirect(f"{request.path}?{request.GET.urlencode()}" if request.GET else request.path)
        wrong[claim] = form
    start = rows_before(request, ROWS)
    shown = seen.items[start : start + ROWS]
    context = {
        "sample": seen,
        "page": page_of(shown, count=seen.drawn, size=ROWS, number=page_number(request)),
        "rows": [
            (item, wrong.get(item.claim) or JudgementForm(prefix=item.claim.hex), item.claim in wrong)
            for item in shown
        ],
        "wrong_forms": list(wrong.values()),
    }
    return render(request, "board/sample.html", context)


def _month(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Http404 from None


def _claim(written: str, seen: claims.SampleView) -> UUID:
    for item in seen.items:
        if str(item.claim) == written:
            return item.claim
    raise Http404
