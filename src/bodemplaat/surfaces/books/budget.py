"""The budget beside what was booked and approved, one line of it down to its entries, and what happens to what goes beyond it."""

from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.calculations.render.files import file_of
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import in_words, page_number, page_of, rows_before
from bodemplaat.foundation.reports.api import FILE_TYPES, download, shown, site_voice
from bodemplaat.foundation.rules.api import RuleForm, RuleWords, Terms, rule_page
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.presentation.page import page as as_page
from bodemplaat.surfaces.books.views import ROWS
from bodemplaat.surfaces.books.words import (
    QUARTERS,
    chosen_quarter,
    chosen_year,
    number_of,
    quarter_name,
)


class BeyondForm(RuleForm):
    """Another rule about what goes beyond the budget."""

    stops = forms.ChoiceField(
        label=_("What goes beyond the budget"),
        choices=[("no", _("is warned of")), ("yes", _("is stopped"))],
        widget=forms.RadioSelect,
    )

    def terms(self) -> Terms:
        """Whether it is stopped."""
        return {"stops": self.cleaned_data["stops"] == "yes"}


def _said(rule: ledger.BudgetRuleStep) -> str:
    return gettext("is stopped") if rule.stops else gettext("is warned of")


def _answer(rule: ledger.BudgetRuleStep) -> str:
    if rule.stops:
        return gettext("What goes beyond the budget is stopped.")
    return gettext("What goes beyond the budget is warned of, and can be approved all the same.")


WORDS: Final = RuleWords(
    heading=_("Beyond the budget"),
    answer=_answer,
    said=_said,
    column=_("What goes beyond the budget"),
    note=_(
        "Where it is stopped, an invoice that goes beyond the budget is not coded and not approved until the budget is changed or it is booked elsewhere."
    ),
    who_decides=_("Another controller or an administrator decides on it."),
    has_come=_(
        "Its day has come, so it can be confirmed no more. A controller takes it back and proposes it for a later day."
    ),
    propose=_("Propose another rule"),
    who_proposes=_(
        "A controller of your organisation can propose another rule; a second person confirms it."
    ),
    proposed=_("A second person decides on it now."),
)


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
    reads = actor.role in ledger.READERS
    return rule_page(
        actor=actor,
        request=request,
        kind=ledger.BUDGET_RULE,
        words=WORDS,
        form_class=BeyondForm,
        here="books:budget_rule",
        back=(reverse("books:budget"), gettext("Budget"))
        if reads
        else (reverse("board:settings"), gettext("Rules")),
    )


def _query_of(where: ledger.BudgetPlace) -> str:
    return urlencode({"taakveld": where.taakveld, "kant": where.side.value, "categorie": where.category})


def _title(where: ledger.BudgetPlace, names: dict[str, str]) -> str:
    side = in_words(ledger.SIDES[where.side])
    return f"{where.taakveld} {names.get(where.taakveld, '')} · {where.category} · {side}"
