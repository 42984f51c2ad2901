"""Iv3 detail of a quarter, as a page and as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.calculations.render.files import file_of
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.formats.tables import Column, Kind, Row
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import in_words
from bodemplaat.foundation.reports.api import (
    FILE_TYPES,
    ExportForm,
    as_read,
    download,
    export_name,
    exported,
    shown,
    site_voice,
)
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.presentation.page import page as as_page
from bodemplaat.surfaces.books.words import QUARTERS, chosen_quarter, chosen_year, quarter_name


@require_GET
@page(*ledger.READERS, from_replica=True)
def iv3(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was spent and received by taakveld and category; ``?format=`` gives it as ``csv``, ``xlsx`` or ``pdf``."""
    years, today = ledger.years(actor=actor), timezone.localdate()
    year = chosen_year(request, years)
    quarter = chosen_quarter(request, today)
    context: dict[str, Any] = {
        "years": [*map(str, years)],
        "year": str(year or ""),
        "quarter": quarter,
        "quarters": QUARTERS,
    }
    if year is not None:
        rows = ledger.iv3_rows(actor=actor, year=year, quarter=quarter)
        name = quarter_name(year, quarter)
        report = ledger.iv3_report(rows, name=actor.organisation_name, period_name=name)
        form = request.GET.get("format", "")
        if form == ExportForm.CSV.value:
            return _csv(actor, rows, year, quarter)
        if form in FILE_TYPES:
            return download(file_of(as_read(report), form, site_voice()), form, f"iv3 {name}")
        query = f"?jaar={year}&kwartaal={quarter}&format="
        context |= {
            "report": shown(as_page(report, site_voice()), request),
            "files": [(each, query + each) for each in (ExportForm.CSV.value, *FILE_TYPES)],
        }
    return render(request, "books/iv3.html", context)


def _csv(actor: Actor, rows: tuple[ledger.Iv3Row, ...], year: int, quarter: int) -> HttpResponse:
    """Each taakveld and category once; what cannot be told stands under it, by account, with neither filled in."""
    columns = [
        Column(gettext("Year"), Kind.INTEGER),
        Column(gettext("Quarter"), Kind.INTEGER),
        Column(gettext("Taakveld")),
        Column(gettext("Side")),
        Column(gettext("Category of Iv3")),
        Column(gettext("In the quarter"), Kind.EURO),
        Column(gettext("Since January"), Kind.EURO),
        Column(gettext("Account that cannot be told")),
    ]
    sides = {kind: in_words(name) for kind, name in ledger.SIDES.items()}
    lines: list[Row] = [
        (year, quarter, taakveld, sides[kind], category, part, whole, "")
        for (taakveld, kind, category), part, whole in ledger.iv3_cells(rows)
    ]
    for each in rows:
        if not each.is_mapped:
            is_income = each.account.kind is ledger.AccountKind.INCOME
            part, whole = each.in_quarter, each.since_january
            lines.append(
                (
                    *(year, quarter, "", sides[each.account.kind], ""),
                    *((-part, -whole) if is_income else (part, whole)),
                    f"{each.account.code} {each.account.name}",
                )
            )
    on = timezone.localdate()
    name = export_name(f"iv3 {year} k{quarter}", actor.organisation_name, on)
    return exported(ExportForm.CSV, name, "Iv3", columns, lines, on=on)
