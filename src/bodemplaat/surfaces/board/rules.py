"""Proposing other rules from a day on: one form with the chain, then a page that says what would follow."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims.api import Approver, ChainStep, ClaimRules
from bodemplaat.foundation.access.api import FUNCTIONS, functions_held, page
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.board.changes import changes_of_rules
from bodemplaat.surfaces.board.forms import RulesForm, StepForm
from bodemplaat.surfaces.board.wording import (
    function_name,
    kind_names,
    language,
    refused,
)

EMPTY_STEPS = 2
MOST_STEPS = 12


@require_http_methods(["GET", "POST"])
@page(Role.ADMINISTRATOR)
def change_rules(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Fill in, see what would follow, and propose it; ``again`` goes back to the form with everything typed."""
    today, organisation = timezone.localdate(), actor.organisation_id
    tomorrow = today + timedelta(days=1)
    kinds = claims.kinds_over_time(actor=actor, organisation=organisation)
    names = kind_names(kinds)
    holders = functions_held(actor=actor, organisation=organisation, on=today)
    dated = claims.rules_over_time(actor=actor, organisation=organisation)
    now = next((each.rules for each in dated if each.since <= today), ClaimRules(kinds=()))
    known = {*FUNCTIONS, *holders, now.fallback_function, *(s.function for s in now.chain if s.function)}
    form = RulesForm(request.POST or None, today=tomorrow, functions=known, initial=_initial(now, today))
    steps = _steps(request.POST or None, now, known, list(names.items()))
    context: dict[str, Any] = {"form": form, "steps": steps, "gap": ""}
    if request.method == "POST" and "again" not in request.POST:
        valid = form.is_valid()
        if steps.is_valid() and valid:
            wanted = _rules(form, steps)
            gap = claims.undecided_at(wanted)
            if gap is None and "confirmed" in request.POST:
                try:
                    made = claims.propose_rules(
                        actor=actor,
                        organisation=organisation,
                        since=form.cleaned_data["since"],
                        rules=wanted,
                        at=timezone.now(),
                    )
                except Refused as refusal:
                    form.add_error(None, refused(refusal))
                else:
                    messages.success(request, gettext("Proposed. A controller confirms it before it holds."))
                    return redirect("board:proposal", made)
            elif gap is None:
                return _confirm(request, form.cleaned_data["since"], now, wanted, names, holders)
            if gap is not None:
                context["gap"] = notation.euro(gap, language()) if wanted.chain else gettext("any amount")
    context["wrong"] = [step for step in steps if step.is_bound and step.errors]
    return render(request, "board/change_rules.html", context)


def _confirm(
    request: HttpRequest,
    since: date,
    now: ClaimRules,
    wanted: ClaimRules,
    names: Mapping[str, str],
    holders: Mapping[str, tuple[str, ...]],
) -> HttpResponse:
    changes = [change for change in changes_of_rules(now, wanted, names) if change.differs]
    used = {wanted.fallback_function, *(s.function for s in wanted.chain if s.by is Approver.FUNCTION)}
    context = {
        "since": since,
        "changes": changes,
        "nobody": sorted(function_name(code) for code in used - holders.keys()),
        "without_centre": all(step.by is not Approver.SSC for step in wanted.chain),
        "fields": _typed(request.POST),
    }
    return render(request, "board/confirm_rules.html", context)


def _typed(posted: QueryDict) -> list[tuple[str, str]]:
    """Everything that was filled in, for a form that sends it once more."""
    left_out = {"csrfmiddlewaretoken", "confirmed", "again"}
    return [(name, value) for name, values in posted.lists() if name not in left_out for value in values]


def _initial(now: ClaimRules, today: date) -> dict[str, Any]:
    return {
        "since": (today.replace(day=28) + timedelta(days=4)).replace(day=1),
        "max_age_days": now.max_age_days,
        "threshold": now.threshold,
        "sample_percent": now.sample_percent,
        "fallback_function": now.fallback_function,
    }


def _steps(posted: QueryDict | None, now: ClaimRules, functions: set[str], kinds: Sequence[Any]) -> Any:
    formset = forms.formset_factory(
        StepForm, extra=EMPTY_STEPS, max_num=MOST_STEPS, absolute_max=MOST_STEPS, validate_max=True
    )
    initial = [
        {
            "by": f"function:{step.function}" if step.by is Approver.FUNCTION else step.by.value,
            "order": number,
            "from_amount": step.from_amount,
            "below_amount": step.below_amount,
            "kinds": sorted(step.kinds),
            "even_small": step.even_small,
        }
        for number, step in enumerate(now.chain, start=1)
    ]
    return formset(
        posted,
        initial=initial,
        prefix="step",
        form_kwargs={"functions": functions, "kinds": kinds},
    )


def _rules(form: RulesForm, steps: Any) -> ClaimRules:
    filled = [
        (step["order"] or MOST_STEPS, position, step)
        for position, step in enumerate(each.cleaned_data for each in steps)
        if step.get("by")
    ]
    read = form.cleaned_data
    return ClaimRules(
        kinds=(),
        chain=tuple(_step(step) for _, _, step in sorted(filled, key=lambda each: each[:2])),
        max_age_days=read["max_age_days"],
        threshold=read["threshold"],
        sample_percent=read["sample_percent"],
        fallback_function=read["fallback_function"],
    )


def _step(read: dict[str, Any]) -> ChainStep:
    by, _, function = read["by"].partition(":")
    return ChainStep(
        name=function or by,
        by=Approver(by),
        function=function,
        from_amount=read["from_amount"],
        below_amount=read["below_amount"],
        kinds=frozenset(read["kinds"]),
        even_small=read["even_small"],
    )
