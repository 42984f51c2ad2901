"""The list of the desk: filtered, sorted, in pages, and exported as it is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext
from django.views.decorators.http import require_GET

from bodemplaat.calculations.invoices import last_day_of
from bodemplaat.capabilities.cases.api import Words
from bodemplaat.capabilities.invoices import api as door
from bodemplaat.formats.tables import Column, Kind, Row
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.design.api import (
    page_number,
    page_of,
    reader_language,
    rows_before,
    sort_head,
    state_chips,
)
from bodemplaat.foundation.reports.api import (
    MOST_EXPORTED,
    ExportForm,
    export_addresses,
    export_name,
    exported,
)
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.invoices.forms import NarrowForm

ROWS: Final = 50
SORTABLE: Final = {"received": True, "supplier": False, "number": False, "amount": True}
"""Column heads that sort, and whether the first press sorts downwards."""
SHOWS_DAY: Final = (
    door.PaymentStage.LATER,
    door.PaymentStage.PARTLY,
    door.PaymentStage.PAID,
    door.PaymentStage.RETURNED,
)
"""Of these the day stands beside the state."""
UNDECIDED: Final = (door.Approval.NONE, door.Approval.RETURNED, door.Approval.ASKED)
"""Of these it is said how they stand to their order."""
WAITS_FIRST: Final = "received"
"""What waits longest is looked at first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, as far as it can be understood."""

    narrow: door.InvoiceFilter
    sort: str
    form: NarrowForm

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the whole list is asked."""
        return self.narrow != door.InvoiceFilter()


@require_GET
@page(Role.SSC_CLERK)
def invoices(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One page of the list."""
    query = _asked(request, actor)
    shown = door.invoices_at_desk(
        actor=actor, narrow=query.narrow, sort=query.sort, start=rows_before(request, ROWS), count=ROWS
    )
    counts = door.invoice_counts(actor=actor, organisation=query.narrow.organisation)
    context = {
        "form": query.form,
        "asked": query,
        "found": shown,
        "page": page_of(shown.rows, count=shown.count, size=ROWS, number=page_number(request)),
        "rows": [_drawn(row) for row in shown.rows],
        "waiting": counts.get(door.InvoiceState.WAITING, 0),
        "stuck": door.count_nobody_decides(actor=actor, on=timezone.localdate()),
        "payments_stuck": door.count_payments_stuck(actor=actor, on=timezone.localdate()),
        "is_empty": not counts and query.narrow.organisation is None,
        "states": state_chips(
            request.GET,
            query.narrow.state,
            {state: words.label for state, words in door.STATE_WORDS.items()},
            counts,
        ),
        "heads": {
            name: sort_head(request.GET, name, query.sort, is_downwards_first=is_downwards_first)
            for name, is_downwards_first in SORTABLE.items()
        },
        "exports": export_addresses(request.GET, reverse("invoices:export")),
        "most": MOST_EXPORTED,
    }
    return render(request, "invoices/list.html", context)


@require_GET
@page(Role.SSC_CLERK)
def stuck(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What nobody can decide on, why, and who mends it."""
    rows = door.invoices_nobody_decides(actor=actor, on=timezone.localdate())
    context = {
        "rows": [
            {
                "row": each.row,
                "pay_by": pay_by(each.row),
                "unit": each.unit_name,
                "since": each.since,
                "function": door.FUNCTION_WORDS.get(each.function, each.function),
                "why": door.STUCK_WORDS[each.why],
            }
            for each in rows
        ]
    }
    return render(request, "invoices/stuck.html", context)


@require_GET
@page(Role.SSC_CLERK, from_replica=True)
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same list as a file, up to ``MOST_EXPORTED`` invoices; what was cut off is said in the file and its name."""
    form = ExportForm.asked(request)
    query, today = _asked(request, actor), timezone.localdate()
    ids = door.invoice_ids(actor=actor, narrow=query.narrow, sort=query.sort, most=MOST_EXPORTED + 1)
    is_cut = len(ids) > MOST_EXPORTED
    columns = [
        Column(gettext("Received"), Kind.DATE, width=14),
        Column(gettext("For"), width=24),
        Column(gettext("Supplier"), width=32),
        Column(gettext("Invoice number"), width=20),
        Column(gettext("Kind"), width=14),
        Column(gettext("Day of the invoice"), Kind.DATE, width=14),
        Column(gettext("Pay by"), Kind.DATE, width=14),
        Column(gettext("To pay in euros"), Kind.EURO, width=16),
        Column(pgettext("invoice", "State"), width=18),
        Column(pgettext("purchase", "Order"), width=14),
        Column(gettext("Compared"), width=22),
        Column(gettext("Wrong"), Kind.INTEGER, width=10),
        Column(gettext("Asked for by the supplier"), width=20),
        Column(gettext("File"), width=30),
    ]
    text = gettext("Cut off after {most} invoices: narrow the list to export the others.")
    said = text.format(most=notation.number(MOST_EXPORTED, reader_language()))
    cut: Sequence[Row] = [(said, *(None,) * (len(columns) - 1))] if is_cut else []
    name = export_name(gettext("invoices"), actor.organisation_name, today, is_cut=is_cut)
    record(
        actor,
        "invoices.exported",
        "organisation",
        actor.organisation_id,
        actor.organisation_id,
        at=timezone.now(),
        details={"format": form.value, "count": min(len(ids), MOST_EXPORTED)},
    )
    rows = chain(_rows(actor, ids[:MOST_EXPORTED]), cut)
    return exported(form, name, gettext("Invoices"), columns, rows, on=today)


def pay_by(row: door.InvoiceRow) -> date | None:
    """Until when it is to be paid by the law.

    The day of its last instalment, where that was agreed. ``None`` where nothing is to be paid, it went back, it came before in another file, or its law is not known here.
    """
    if (
        row.state is door.InvoiceState.SENT_BACK
        or row.is_credit_note
        or row.is_duplicate
        or not row.number
        or (row.payable is not None and row.payable.cents <= 0)
    ):
        return None
    if row.terms_until is not None:
        return row.terms_until
    try:
        return last_day_of(timezone.localdate(row.received_at))
    except LookupError:
        return None


def state_of(row: door.InvoiceRow) -> Words:
    """How it stands: once coded how far it is with whoever answers for the budget, and once approved with its payment."""
    if row.disputed_since is not None:
        return door.DISPUTE_WORDS
    if row.is_to_type:
        return door.TO_TYPE_WORDS
    if row.stage is not door.PaymentStage.NONE:
        return door.PAYMENT_WORDS[row.stage]
    if row.state is door.InvoiceState.REGISTERED and row.approval is not door.Approval.NONE:
        return door.APPROVAL_WORDS[row.approval]
    return door.STATE_WORDS[row.state]


def kind_of(row: door.InvoiceRow) -> str:
    """What it is called."""
    return gettext("Credit note") if row.is_credit_note else gettext("Invoice")


def _rows(actor: Actor, ids: Sequence[UUID]) -> Iterator[Row]:
    """Read a thousand at a time, each time as the actor, so that a stream holds no transaction open."""
    for start in range(0, len(ids), 1000):
        for row in door.invoice_rows(actor=actor, ids=ids[start : start + 1000]):
            yield (
                timezone.localdate(row.received_at),
                row.organisation_name,
                row.supplier_name,
                row.number,
                kind_of(row) if row.number else "",
                row.issued,
                pay_by(row),
                row.payable,
                str(state_of(row).label),
                row.order_number,
                str(door.FIT_WORDS[row.fit].label) if row.fit else "",
                row.errors,
                str(door.LEVEL_WORDS[row.reminded].label) if row.reminded else "",
                row.file_name,
            )


def _drawn(row: door.InvoiceRow) -> dict[str, Any]:
    return {
        "row": row,
        "state": state_of(row),
        "fit": door.FIT_WORDS.get(row.fit) if row.approval in UNDECIDED else None,
        "pay_by": pay_by(row),
        "stage_day": row.stage_day if row.stage in SHOWS_DAY else None,
        "reminded": door.LEVEL_WORDS[row.reminded] if row.reminded else None,
        "is_waiting": row.state is door.InvoiceState.WAITING and not row.is_to_type,
        "wrong": ngettext("{n} thing wrong", "{n} things wrong", row.errors).format(n=row.errors),
    }


def _asked(request: HttpRequest, actor: Actor) -> Asked:
    organisations = door.organisations_taken_in_for(actor=actor, on=timezone.localdate())
    form = NarrowForm(request.GET, organisations=organisations)
    form.is_valid()
    read = form.cleaned_data
    narrow = door.InvoiceFilter(
        state=read.get("state", ""),
        approval=read.get("approval", ""),
        organisation=UUID(read["organisation"]) if read.get("organisation") else None,
        text=read.get("q", ""),
        since=read.get("since"),
        until=read.get("until"),
    )
    sort = request.GET.get("sort", "")
    usual = WAITS_FIRST if narrow.state == door.InvoiceState.WAITING else f"-{WAITS_FIRST}"
    return Asked(narrow, sort if sort.removeprefix("-") in door.SORTS else usual, form)
