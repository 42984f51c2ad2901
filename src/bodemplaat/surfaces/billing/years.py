"""Years that are settled: the list with reserve and target over the years, one year step by step, and a customer's own share."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.calculations.render.files import file_of
from bodemplaat.capabilities.billing import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import DayField, EuroField, NumberField, WholeField, explained, in_words
from bodemplaat.foundation.reports.api import FILE_TYPES, download, shown, site_voice
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import Euro
from bodemplaat.presentation.page import page as as_page
from bodemplaat.presentation.report import Report
from bodemplaat.surfaces.billing.words import chosen_place, files_of, problems_of

STATES: Final = {
    door.DRAFT: (pgettext_lazy("settlement of a year", "Being worked out"), "neutral"),
    "waiting": (pgettext_lazy("settlement of a year", "Waits for adoption"), "warning"),
    "confirmed": (pgettext_lazy("settlement of a year", "Sealed"), "success"),
}
"""Where a year stands: a word and its colour."""
STEPS: Final = (
    _("Costs and rule"),
    _("Decision of the board"),
    _("Adoption by a second"),
    _("Billed by the next run"),
)
YEARS_BACK: Final = 4
"""So many years a year can be begun of, this one too."""


class StartForm(forms.Form):
    """Which year is settled."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years: Any = self.fields["year"]
        years.choices = [(each, str(each)) for each in range(today.year, today.year - YEARS_BACK, -1)]
        self.initial.setdefault("year", today.year - 1)


class RuleForm(forms.Form):
    """What the arrangement says of a result."""

    divide = forms.ChoiceField(
        label=_("The cost of a service is divided"),
        choices=[(door.BY_BILLED, _("as it was billed")), (door.BY_USE, _("by what was delivered"))],
        help_text=_("Costs of no one service are divided as was billed."),
    )
    part = NumberField(
        label=_("Of a surplus to the reserve, in percent"), min_value=0, max_value=100, decimal_places=2
    )
    maximum = EuroField(label=_("The reserve has at most"), zero=True)
    opening = EuroField(label=_("The reserve had before this year"), zero=True, required=False)
    target_year = WholeField(
        label=_("Base year of the target"), required=False, min_value=2000, max_value=2200
    )
    target_base = EuroField(label=_("What that year may cost"), required=False)
    target_yearly = NumberField(
        label=_("Less each year, in percent"), required=False, min_value=0, max_value=100, decimal_places=2
    )
    source = forms.CharField(
        label=_("Where that stands"),
        required=False,
        max_length=200,
        help_text=_("The article of the arrangement."),
    )

    def rule(self, before: door.YearRule) -> door.YearRule:
        """As it was filled in; how the reserve began is asked of the first year alone."""
        typed = {name: value for name, value in self.cleaned_data.items() if value is not None}
        return door.YearRule(**({"opening": before.opening} | typed))


class DecisionForm(forms.Form):
    """What the board decided."""

    treatment = forms.ChoiceField(label=_("What becomes of the result"))
    decided_on = DayField(label=_("Day of the decision"))
    reference = forms.CharField(label=_("By which decision"), max_length=120)

    def __init__(self, *args: Any, ways: tuple[door.YearResult, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["treatment"]
        chosen.choices = [(each.treatment, in_words(door.TREATMENT_NAMES[each.treatment])) for each in ways]


class BecauseForm(forms.Form):
    """Why a decision is taken back."""

    because = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 3}))


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.BILLERS)
def years(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The years of a provider, with reserve and target over them; and what years came to for the own organisation."""
    places = door.places_billed(actor=actor)
    place = chosen_place(request, places)
    form = StartForm(request.POST or None, today=timezone.localdate())
    problems: list[str] = []
    if place is not None and form.is_valid():
        try:
            begun = door.start_year(
                actor=actor, cooperation=place, year=form.cleaned_data["year"], at=timezone.now()
            )
        except Refused as no:
            problems = problems_of(no)
        else:
            return redirect("billing:year", begun)
    context: dict[str, Any] = {
        "places": [(str(each), name, each == place) for each, name in places.items()],
        "place": place,
        "form": form,
        "problems": problems,
        "own": _with_names(door.own_year_shares(actor=actor)),
    }
    if place is not None:
        rows = door.years_settled(actor=actor, cooperation=place)
        report = door.years_report(rows, cooperation_name=places[place])
        if (answer := _file(request, report, gettext("years {name}").format(name=places[place]))) is not None:
            return answer
        context |= {
            "rows": [(each, *STATES[each.state]) for each in rows],
            "report": shown(as_page(report, site_voice()), request),
            "files": files_of(request.GET),
            "has_sealed": any(each.state == "confirmed" for each in rows),
        }
    status = 409 if problems else 422 if form.is_bound and form.errors else 200
    return render(request, "billing/years.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.BILLERS)
def year(request: HttpRequest, actor: Actor, year_settlement: UUID) -> HttpResponse:
    """One year, step by step; ``?way=`` shows another treatment of its result, ``?format=`` gives it as a file."""
    now, today = timezone.now(), timezone.localdate()
    view = door.year_settled(actor=actor, settlement=year_settlement, on=today)
    action = request.POST.get("action", "")
    rule_form = RuleForm(request.POST if action == "rule" else None, initial=_initial(view.rule))
    decision_form = DecisionForm(request.POST if action == "decide" else None, ways=view.ways)
    because_form = BecauseForm(request.POST if action == "take_back" else None)
    bound = next((each for each in (rule_form, decision_form, because_form) if each.is_bound), None)
    problems: list[str] = []
    if request.method == "POST" and (bound is None or bound.is_valid()):
        values = {} if bound is None else bound.cleaned_data
        acts: Mapping[str, tuple[Callable[[], object], str]] = {
            "rule": (
                lambda: door.keep_year_rule(
                    actor=actor, settlement=year_settlement, rule=rule_form.rule(view.rule), at=now
                ),
                gettext("It was kept."),
            ),
            "from_books": (
                lambda: door.take_costs_from_books(actor=actor, settlement=year_settlement, at=now),
                gettext("The costs were taken from the books."),
            ),
            "decide": (
                lambda: door.decide_year(actor=actor, settlement=year_settlement, at=now, **values),
                gettext("The decision was put down. Another controller adopts it."),
            ),
            "adopt": (
                lambda: door.adopt_year(actor=actor, settlement=year_settlement, at=now),
                gettext("The year was sealed. The next run bills what each customer pays or gets back."),
            ),
            "take_back": (
                lambda: door.take_back_year(actor=actor, settlement=year_settlement, at=now, **values),
                gettext("The decision was taken back: the year is worked out anew."),
            ),
        }
        if action not in acts:
            raise Http404
        try:
            acts[action][0]()
        except Refused as no:
            problems = problems_of(no)
        else:
            messages.success(request, acts[action][1])
            return redirect("billing:year", year_settlement)
    way = next((each for each in view.ways if each.treatment == request.GET.get("way")), None)
    way = way or next(iter(view.ways), None)
    context: dict[str, Any] = {
        "view": view,
        "row": view.row,
        "state": STATES[view.row.state],
        "steps": STEPS,
        "step": {door.DRAFT: 2 if view.ways else 1, "waiting": 3}.get(view.row.state, 4),
        "findings": [explained(each) for each in view.findings],
        "problems": problems,
        "rule_form": rule_form,
        "decision_form": decision_form,
        "because_form": because_form,
        "bound": bound,
    }
    if way is not None:
        language = site_voice().language
        report = door.year_report(view, way, language=language)
        name = gettext("settlement {name} {year}").format(name=view.cooperation_name, year=way.year)
        if (answer := _file(request, report, name)) is not None:
            return answer
        context |= {
            "report": shown(as_page(report, site_voice()), request),
            "files": files_of(request.GET),
            "ways": [
                (each, in_words(door.TREATMENT_NAMES[each.treatment]), each.treatment == way.treatment)
                for each in view.ways
            ],
            "treatment": in_words(door.TREATMENT_NAMES[way.treatment]),
            "shares": _with_names(view.shares),
        }
    if view.later:
        later = Report(title="", parts=(door.later_table(view, site_voice().language),))
        context["later"] = shown(as_page(later, site_voice()), request)
        context["later_total"] = Euro.total(
            each.difference for each in view.later if each.customer is not None
        )
    status = 409 if problems else 422 if bound is not None and bound.errors else 200
    return render(request, "billing/year.html", context, status=status)


@require_GET
@page(*door.BILLERS)
def share(request: HttpRequest, actor: Actor, year_share: UUID) -> HttpResponse:
    """Why a share of a settled year is its amount, for the provider and the customer whose it is."""
    view = door.year_share(actor=actor, share=year_share)
    report = door.share_report(view, language=site_voice().language)
    name = gettext("settlement {name} {year}").format(name=view.customer_name, year=view.share.year)
    if (answer := _file(request, report, name)) is not None:
        return answer
    ((_view, called),) = _with_names([view])
    context = {
        "view": view,
        "name": called,
        "report": shown(as_page(report, site_voice()), request),
        "files": files_of(request.GET),
    }
    return render(request, "billing/share.html", context)


def _with_names(shares: Iterable[door.YearShareView]) -> list[tuple[door.YearShareView, str]]:
    """Each share beside its service as it is called on this page."""
    language = site_voice().language
    return [(each, f"{each.share.part.code} {each.share.part.name.in_(language)}".strip()) for each in shares]


def _file(request: HttpRequest, report: Report, name: str) -> HttpResponse | None:
    wanted = request.GET.get("format", "")
    return download(file_of(report, wanted, site_voice()), wanted, name) if wanted in FILE_TYPES else None


def _initial(rule: door.YearRule) -> dict[str, object]:
    return {
        "divide": rule.divide,
        "part": rule.part,
        "maximum": rule.maximum,
        "opening": rule.opening,
        "target_year": rule.target_year,
        "target_base": rule.target_base,
        "target_yearly": rule.target_yearly or Decimal(0),
        "source": rule.source,
    }
