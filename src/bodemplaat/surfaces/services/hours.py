"""When each provider is open: read by every customer, written by the provider itself."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import dates, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.clock import api as clock
from bodemplaat.formats.free_days import FreeDays
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import DayField, explained
from bodemplaat.foundation.organisations.api import providers_among_partners
from bodemplaat.foundation.tenancy.api import Actor, Refused

WEEKDAYS: Final = tuple((name, capfirst(dates.WEEKDAYS[place])) for place, name in enumerate(clock.DAYS))
"""The days of a week with their names, Monday first."""
CALENDARS: Final = {
    FreeDays.AGREEMENT: _("those of the collective agreement (Cao Gemeenten)"),
    FreeDays.LAW: _("those of the law (Algemene termijnenwet)"),
    FreeDays.OWN: _("none: only days that are written here"),
}


class WeekForm(forms.Form):
    """A week from a day on: one line for each day, empty for closed."""

    since = DayField(label=_("From"))
    free_days = forms.ChoiceField(
        label=_("Closed on the public holidays"),
        choices=[(each.value, name) for each, name in CALENDARS.items()],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in WEEKDAYS:
            self.fields[name] = forms.CharField(label=label, required=False, max_length=80)

    @property
    def days(self) -> list[Any]:
        """The fields of the seven days."""
        return [self[name] for name, _label in WEEKDAYS]

    @property
    def week(self) -> tuple[str, ...]:
        """What was filled in, Monday first."""
        return tuple(self.cleaned_data[name] for name, _label in WEEKDAYS)


class SpecialDayForm(forms.Form):
    """One day that differs."""

    day = DayField(label=_("Day"))
    stretches = forms.CharField(
        label=_("Open"),
        required=False,
        max_length=80,
        help_text=_("Such as 09:00-12:00. Leave it empty for a day that is closed."),
    )
    reason = forms.CharField(
        label=_("Why"), max_length=120, help_text=_("Everybody whose term it moves can read this.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def hours(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The hours of all providers; with the forms of one's own organisation, where it provides and one keeps its hours."""
    today = timezone.localdate()
    providers = providers_among_partners(actor=actor, on=today)
    kept_in = _cooperation(request, actor, providers)
    seen = clock.clocks(actor=actor)
    own = seen.of(actor.organisation_id, kept_in)
    bound = request.POST if request.method == "POST" else None
    action = request.POST.get("action", "")
    week = WeekForm(bound if action == "week" else None, prefix="week", initial=_first_week(own, today))
    special = SpecialDayForm(bound if action == "day" else None, prefix="day")
    refusal = ""
    if request.method == "POST":
        if kept_in is None:
            raise Http404
        acts = _acts(actor, kept_in, week, special, request.POST.get("of", ""))
        if action not in acts:
            raise Http404
        form, act, done = acts[action]
        if form is None or form.is_valid():
            try:
                act()
            except clock.UnsoundHours as unsound:
                for each in unsound.findings:
                    (form or special).add_error(each.place, explained(each))
            except Refused as no:
                refusal = explained(no)
            else:
                messages.success(request, done)
                return redirect("services:hours")
    context = {
        "providers": [
            _provider(name, seen.of(provider), today, is_own=provider == actor.organisation_id)
            for provider, name in sorted(providers.items(), key=lambda each: each[1])
        ],
        "may_keep": kept_in is not None,
        "week": week,
        "special": special,
        "wrong": [each for each in (week, special) if each.is_bound and each.errors],
        "refusal": refusal,
    }
    return render(request, "services/hours.html", context, status=422 if context["wrong"] or refusal else 200)


def _acts(
    actor: Actor, cooperation: UUID, week: WeekForm, special: SpecialDayForm, of: str
) -> dict[str, tuple[WeekForm | SpecialDayForm | None, Callable[[], None], str]]:
    at = timezone.now()

    def write_week() -> None:
        clock.open_on_week(
            actor=actor,
            cooperation=cooperation,
            since=week.cleaned_data["since"],
            week=week.week,
            free_days=FreeDays(week.cleaned_data["free_days"]),
            at=at,
        )

    def write_day() -> None:
        clock.open_otherwise(actor=actor, cooperation=cooperation, **special.cleaned_data, at=at)

    def take_back() -> None:
        try:
            day = date.fromisoformat(of)
        except ValueError:
            raise Http404 from None
        clock.open_as_usual(actor=actor, cooperation=cooperation, day=day, at=at)

    return {
        "week": (week, write_week, gettext("The week was written. Every term follows it from its day on.")),
        "day": (special, write_day, gettext("The day was written. Every term with that day follows it.")),
        "usual": (None, take_back, gettext("That day is like its week again.")),
    }


def _cooperation(request: HttpRequest, actor: Actor, providers: Any) -> UUID | None:
    """Where the actor keeps hours: the cooperation that was chosen, or the first; ``None`` for who keeps none."""
    if actor.role not in clock.KEEPERS or actor.organisation_id not in providers:
        return None
    chosen = request.POST.get("cooperation", "")
    every = sorted(actor.cooperations)
    return next((each for each in every if str(each) == chosen), every[0] if every else None)


def _provider(name: str, hours: clock.Hours, today: date, *, is_own: bool) -> dict[str, Any]:
    week = hours.week_on(today)
    return {
        "name": name,
        "is_own": is_own,
        "is_assumed": hours.is_assumed,
        "week": [
            (label, " · ".join(stretches) or pgettext("opening hours", "closed"))
            for (_name, label), stretches in zip(WEEKDAYS, week.week, strict=True)
        ],
        "free_days": CALENDARS[week.free_days],
        "to_come": [each.since for each in hours.weeks if each.since is not None and each.since > today],
        "special_days": [
            {
                "day": each.day,
                "open": " · ".join(each.stretches) or pgettext("opening hours", "closed"),
                "reason": each.reason,
                "is_past": each.day < today,
            }
            for each in reversed(hours.special_days)
        ],
    }


def _first_week(hours: clock.Hours, today: date) -> dict[str, Any]:
    week = hours.week_on(today)
    days = {name: " ".join(stretches) for (name, _label), stretches in zip(WEEKDAYS, week.week, strict=True)}
    return days | {"since": today, "free_days": week.free_days.value}
