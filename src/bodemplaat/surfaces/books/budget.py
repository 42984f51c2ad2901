"""The budget beside what was booked and approved, one line of it down to its entries, and what happens to what goes beyond it."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.calculations.render.files import file_of
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import DayField, in_words, page_number, page_of, rows_before
from bodemplaat.foundation.reports.api import FILE_TYPES, download, shown, site_voice
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.presentation.page import page as as_page
from bodemplaat.surfaces.books.views import ROWS, ReasonForm
from bodemplaat.surfaces.books.words import (
    QUARTERS,
    chosen_quarter,
    chosen_year,
    number_of,
    quarter_name,
    refused,
)


class RuleForm(forms.Form):
    """Another rule about what goes beyond the budget."""

    stops = forms.ChoiceField(
        label=_("What goes beyond the budget"),
        choices=[("no", _("is warned of")), ("yes", _("is stopped"))],
        widget=forms.RadioSelect,
    )
    since = DayField(label=_("From which day"), help_text=_("Tomorrow at the earliest."))
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 3}))


@require_GET
@page(*ledger.READERS)
def budget(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The budget of a year up to and with a quarter; ``?format=`` gives it as ``xlsx`` or ``pdf``."""
    years, today = ledger.years(actor=actor), timezone.localdate()
    year, quarter = chosen_year(request, years), chosen_quarter(request, today)
    context: dict[str, Any] = {
        "years": [*map(str, years)],
        "year": str(year or ""),
        "quarter": quarter,
        "quarters": QUARTERS,
    }
    if year is not None:
        view = ledger.budget_view(actor=actor, year=year, quarter=quarter)
        names = {each.code: each.name for each in ledger.taakvelden(on=date(year, 12, 31))}
        name = quarter_name(year, quarter)
        report = ledger.budget_report(view, name=actor.organisation_name, period_name=name, names=names)
        form = request.GET.get("format", "")
        if form in FILE_TYPES:
            return download(file_of(report, form, site_voice()), form, f"{gettext('budget')} {name}")
        query = f"jaar={year}&kwartaal={quarter}"
        context |= {
            "report": shown(as_page(report, site_voice()), request),
            "files": [(each, f"?{query}&format={each}") for each in FILE_TYPES],
            "places": [(f"{query}&{_query_of(each.place)}", _title(each.place, names)) for each in view.rows],
            "stops": ledger.budget_rule(actor=actor, at=timezone.now()).now.stops,
        }
    return render(request, "books/budget.html", context)


@require_GET
@page(*ledger.READERS)
def place(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One line of the budget: what it had over the year, and the accounts and entries that it came to."""
    if "kant" not in request.GET:
        return redirect("books:budget")
    year, today = chosen_year(request, ledger.years(actor=actor)), timezone.localdate()
    quarter = chosen_quarter(request, today)
    sides = {each.value: each for each in ledger.SIDES}
    side = sides.get(request.GET.get("kant", ""))
    if year is None or side is None:
        raise Http404
    where = ledger.BudgetPlace(request.GET.get("taakveld", ""), side, request.GET.get("categorie", ""))
    detail = ledger.budget_detail(
        actor=actor,
        year=year,
        quarter=quarter,
        place=where,
        start=rows_before(request, ROWS),
        count=ROWS,
    )
    names = {each.code: each.name for each in ledger.taakvelden(on=date(year, 12, 31))}
    context = {
        "year": str(year),
        "period": quarter_name(year, quarter),
        "back": f"jaar={year}&kwartaal={quarter}",
        "title": _title(where, names),
        "is_income": side is ledger.AccountKind.INCOME,
        "detail": detail,
        "entries": [(each, number_of(each.journal, each.number)) for each in detail.entries],
        "page": page_of(detail.entries, count=detail.count, size=ROWS, number=page_number(request)),
    }
    return render(request, "books/budget_place.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*ledger.SECOND)
def rule(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What happens to what goes beyond the budget: a controller asks for another rule, a second person decides."""
    action, now = request.POST.get("action", ""), timezone.now()
    form = RuleForm(request.POST if action == "propose" else None)
    why = ReasonForm(request.POST if action == "refuse" else None, auto_id="id_refuse_%s")
    refusal = ""
    if request.method == "POST":
        try:
            done = _act(actor, action, form, why)
        except Refused as no:
            done, refusal = "", refused(no)
        if done:
            messages.success(request, done)
            return redirect("books:budget_rule")
    context = {
        "view": ledger.budget_rule(actor=actor, at=now),
        "form": form,
        "why": why,
        "action": action,
        "refusal": refusal,
        "reads": actor.role in ledger.READERS,
    }
    status = 422 if refusal or form.errors or why.errors else 200
    return render(request, "books/budget_rule.html", context, status=status)


def _act(actor: Actor, action: str, form: RuleForm, why: ReasonForm) -> str:
    """Do what was pressed; answers what to tell, and nothing where the form is not filled in."""
    now = timezone.now()
    if action == "propose":
        if not form.is_valid():
            return ""
        read = form.cleaned_data
        ledger.propose_budget_rule(
            actor=actor, stops=read["stops"] == "yes", since=read["since"], reason=read["reason"], at=now
        )
        return gettext("A second person decides on it now.")
    change = ledger.budget_rule(actor=actor, at=now).change
    if change is None or action not in ("confirm", "withdraw", "refuse"):
        raise Http404
    if action == "confirm":
        ledger.BUDGET_RULES.confirm(actor=actor, which=change.proposal, at=now)
        return gettext("Confirmed: it holds from its day.")
    if action == "withdraw":
        ledger.BUDGET_RULES.withdraw(actor=actor, which=change.proposal, at=now)
        return gettext("The proposal is taken back.")
    if not why.is_valid():
        return ""
    ledger.BUDGET_RULES.refuse(actor=actor, which=change.proposal, reason=why.cleaned_data["reason"], at=now)
    return gettext("Refused; whoever proposed it reads why.")


def _query_of(where: ledger.BudgetPlace) -> str:
    return urlencode({"taakveld": where.taakveld, "kant": where.side.value, "categorie": where.category})


def _title(where: ledger.BudgetPlace, names: dict[str, str]) -> str:
    side = in_words(ledger.SIDES[where.side])
    return f"{where.taakveld} {names.get(where.taakveld, '')} · {where.category} · {side}"
