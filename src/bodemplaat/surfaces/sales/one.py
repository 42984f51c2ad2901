"""One invoice of our own: drawn, issued, thrown away or credited, and taken along as PDF or UBL."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.calculations.invoices import own_report
from bodemplaat.capabilities.sales import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import file_response
from bodemplaat.foundation.documents.api import content_of
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.reports.api import shown, site_voice
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.presentation.page import page as as_page
from bodemplaat.surfaces.sales.forms import MOST_ON_PAGE, fits_on_page
from bodemplaat.surfaces.sales.words import findings_told, name_of, problems_of


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.SELLERS)
def invoice(request: HttpRequest, actor: Actor, sales_invoice: UUID) -> HttpResponse:
    """The invoice, and what can be done with it."""
    problems: list[str] = []
    if request.method == "POST":
        try:
            return _done(request, actor, sales_invoice)
        except Refused as no:
            problems = problems_of(no)
    view = door.sales_view(actor=actor, invoice=sales_invoice, on=timezone.localdate())
    people = {each for each in (view.drafted_by, view.issued_by) if each}
    names = names_of(actor=actor, people=people)
    day = view.row.issued_on or timezone.localdate()
    context: dict[str, Any] = {
        "view": view,
        "row": view.row,
        "name": name_of(view.row),
        "state": door.STATE_WORDS[view.row.state],
        "is_draft": view.row.state is door.SalesState.DRAFT,
        "may_change": fits_on_page(view),
        "most_on_page": MOST_ON_PAGE,
        "drafted_by": _by(names, view.drafted_by),
        "issued_by": _by(names, view.issued_by),
        "findings": findings_told(view.findings),
        "problems": problems,
        "report": shown(as_page(own_report(view.invoice, day), site_voice()), request),
        "may_credit": bool(view.row.number) and not view.row.is_credit_note,
    }
    return render(request, "sales/invoice.html", context, status=409 if problems else 200)


@require_GET
@page(*door.SELLERS)
def ubl(request: HttpRequest, actor: Actor, sales_invoice: UUID) -> HttpResponse:
    """What goes to the customer's program."""
    return _sent(actor, sales_invoice, "xml", "application/xml")


@require_GET
@page(*door.SELLERS)
def paper(request: HttpRequest, actor: Actor, sales_invoice: UUID) -> HttpResponse:
    """What the customer reads, with the UBL inside."""
    return _sent(actor, sales_invoice, "pdf", "application/pdf")


def _sent(actor: Actor, invoice: UUID, ending: str, media_type: str) -> HttpResponse:
    view = door.sales_view(actor=actor, invoice=invoice, on=timezone.localdate())
    document = view.ubl if ending == "xml" else view.paper
    if document is None:
        raise Http404
    return file_response(
        content_of(actor=actor, document=document), f"{view.row.number}.{ending}", media_type
    )


def _done(request: HttpRequest, actor: Actor, invoice: UUID) -> HttpResponse:
    now = timezone.now()

    def issue() -> HttpResponse:
        number = door.issue_invoice(actor=actor, invoice=invoice, at=now)
        messages.success(request, gettext("Issued as {number}.").format(number=number))
        return redirect("sales:invoice", invoice)

    def discard() -> HttpResponse:
        door.discard_draft(actor=actor, invoice=invoice, at=now)
        messages.success(request, gettext("The draft was thrown away."))
        return redirect("sales:list")

    def credit() -> HttpResponse:
        view = door.sales_view(actor=actor, invoice=invoice, on=timezone.localdate(now))
        key = f"credit {invoice} {len(view.credited_by) + 1}"
        note = door.draft_credit_note(actor=actor, invoice=invoice, key=key, at=now)
        messages.success(request, gettext("A draft of a credit note was made. Leave on it what goes back."))
        return redirect("sales:change", note)

    acts: dict[str, Callable[[], HttpResponse]] = {"issue": issue, "discard": discard, "credit": credit}
    act = acts.get(request.POST.get("action", ""))
    if act is None:
        raise Http404
    return act()


def _by(names: Any, person: UUID | None) -> str:
    return names.get(person, "") if person else gettext("the platform")
