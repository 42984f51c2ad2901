"""Reports that both sides signed, as figures and as files."""

import importlib
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpResponse
from ninja import Path

from bodemplaat.capabilities.performance import api as performance
from bodemplaat.connectors.rest import schemas, shown
from bodemplaat.connectors.rest.cursors import after_items, items_of
from bodemplaat.connectors.rest.entry import ClientRequest, May
from bodemplaat.connectors.rest.interface import PAGE, Cursor, Limit, answers, api
from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.design.api import file_response
from bodemplaat.foundation.reports.api import Chosen, Span, period_name, site_voice

FILES: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@api.get(
    "/reports",
    auth=May(Scope.REPORTS_READ),
    response=schemas.Reports,
    url_name="reports",
    operation_id="listReports",
    tags=["reports"],
    **answers,
)
def reports(request: ClientRequest, cursor: Cursor = None, limit: Limit = PAGE) -> dict[str, Any]:
    """Reports on how norms were kept that both sides signed, of the own organisation as customer or provider."""
    start = items_of(cursor)
    rows = performance.sealed_reports(actor=request.client_actor, start=start, count=limit + 1)
    following = after_items(start + limit) if len(rows) > limit else None
    return {"items": [shown.report(row) for row in rows[:limit]], "next": following}


@api.get(
    "/reports/{uuid:report}",
    auth=May(Scope.REPORTS_READ),
    response=schemas.ReportDocument,
    url_name="report",
    operation_id="getReport",
    tags=["reports"],
    **answers,
)
def report(request: ClientRequest, report: Annotated[UUID, Path()]) -> dict[str, Any]:
    """One signed report with its key figures."""
    return shown.report_document(*performance.sealed_report(actor=request.client_actor, report=report))


@api.get(
    "/reports/{uuid:report}/pdf",
    auth=May(Scope.REPORTS_READ),
    url_name="report_pdf",
    operation_id="getReportAsPdf",
    tags=["reports"],
)
def report_pdf(request: ClientRequest, report: Annotated[UUID, Path()]) -> HttpResponse:
    """One signed report on paper (PDF/UA), in the language that was asked for."""
    return _file(request, report, "pdf")


@api.get(
    "/reports/{uuid:report}/xlsx",
    auth=May(Scope.REPORTS_READ),
    url_name="report_xlsx",
    operation_id="getReportAsXlsx",
    tags=["reports"],
)
def report_xlsx(request: ClientRequest, report: Annotated[UUID, Path()]) -> HttpResponse:
    """One signed report as a workbook, in the language that was asked for."""
    return _file(request, report, "xlsx")


def _file(request: ClientRequest, report: UUID, form: str) -> HttpResponse:
    """A report as a file: writers of files take most of a second to load, and only whoever asks for one waits for it."""
    row, seen, signatures = performance.sealed_report(actor=request.client_actor, report=report)
    voice = site_voice()
    drawn = performance.with_signatures(
        performance.report_of(
            seen, name=row.customer_name, period_name=_period(row), language=voice.language
        ),
        signatures,
        provider=row.provider_name,
        customer=row.customer_name,
    )
    module = importlib.import_module(f"bodemplaat.calculations.render.{form}")
    write = module.paper if form == "pdf" else module.workbook
    name = f"report-{row.first_day:%Y-%m-%d}-{row.last_day:%Y-%m-%d}.{form}"
    return file_response(write(drawn, voice), name, FILES[form])


def _period(row: performance.ReportRow) -> str:
    for span in (Span.MONTH, Span.QUARTER, Span.YEAR):
        chosen = Chosen.around(span, row.first_day)
        if (chosen.first, chosen.last) == (row.first_day, row.last_day):
            return period_name(chosen)
    return period_name(Chosen(Span.FREE, row.first_day, row.last_day))
