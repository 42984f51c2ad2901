"""The list of orders at the desk: filtered, sorted, in pages, with what they come to, and exported as it is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.invoices.api import organisations_taken_in_for
from bodemplaat.capabilities.orders import api as door
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
from bodemplaat.surfaces.orders.forms import NarrowForm

ROWS: Final = 50
SORTABLE: Final = {"number": True, "supplier": False, "expected": False, "amount": True}
"""Column heads that sort, and whether the first press sorts downwards."""
USUAL: Final = "-written"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, as far as it can be understood."""

    narrow: door.OrderFilter
    sort: str
    form: NarrowForm

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the whole list is asked."""
        return self.narrow != door.OrderFilter()


@require_GET
@page(Role.SSC_CLERK)
def orders(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One page of the list."""
    query, today = _asked(request, actor), timezone.localdate()
    shown = door.orders_at_desk(
        actor=actor,
        narrow=query.narrow,
        sort=query.sort,
        start=rows_before(request, ROWS),
        count=ROWS,
        on=today,
    )
    counts = door.order_counts(actor=actor, organisation=query.narrow.organisation)
    context = {
        "form": query.form,
        "asked": query,
        "found": shown,
        "page": page_of(shown.rows, count=shown.count, size=ROWS, number=page_number(request)),
        "rows": [(row, door.STATE_WORDS[row.state]) for row in shown.rows],
        "is_empty": not counts and query.narrow.organisation is None,
        "to_place": counts.get(door.OrderState.APPROVED, 0),
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
        "exports": export_addresses(request.GET, reverse("orders:export")),
    }
    return render(request, "orders/list.html", context)


@require_GET
@page(Role.SSC_CLERK, from_replica=True)
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same list as a file, up to ``MOST_EXPORTED`` orders; what was cut off is said in the file and its name."""
    form = ExportForm.asked(request)
    query, today = _asked(request, actor), timezone.localdate()
    ids = door.order_ids(actor=actor, narrow=query.narrow, sort=query.sort, most=MOST_EXPORTED + 1, on=today)
    is_cut = len(ids) > MOST_EXPORTED
    columns = [
        Column(pgettext("purchase", "Order"), width=14),
        Column(gettext("For"), width=24),
        Column(gettext("Supplier"), width=32),
        Column(gettext("What is ordered"), width=32),
        Column(pgettext("order", "State"), width=18),
        Column(gettext("Written on"), Kind.DATE, width=14),
        Column(gettext("Expected on"), Kind.DATE, width=14),
        Column(gettext("Ordered, without VAT"), Kind.EURO, width=18),
        Column(gettext("Received, without VAT"), Kind.EURO, width=18),
        Column(gettext("With VAT"), Kind.EURO, width=16),
    ]
    text = gettext("Cut off after {most} orders: narrow the list to export the others.")
    said = text.format(most=notation.number(MOST_EXPORTED, reader_language()))
    cut: Sequence[Row] = [(said, *(None,) * (len(columns) - 1))] if is_cut else []
    name = export_name(gettext("orders"), actor.organisation_name, today, is_cut=is_cut)
    here = actor.organisation_id
    details = {"format": form.value, "count": min(len(ids), MOST_EXPORTED)}
    record(actor, "orders.exported", "organisation", here, here, at=timezone.now(), details=details)
    rows = chain(_rows(actor, ids[:MOST_EXPORTED], today), cut)
    return exported(form, name, gettext("Orders"), columns, rows, on=today)


def _rows(actor: Actor, ids: Sequence[UUID], on: date) -> Iterator[Row]:
    """Read a thousand at a time, each time as the actor, so that a stream holds no transaction open."""
    for start in range(0, len(ids), 1000):
        for row in door.order_rows(actor=actor, ids=ids[start : start + 1000], on=on):
            yield (
                row.number,
                row.organisation_name,
                row.supplier_name,
                row.subject,
                str(door.STATE_WORDS[row.state].label),
                timezone.localdate(row.written_at),
                row.expected_on,
                row.net,
                row.received,
                row.total,
            )


def _asked(request: HttpRequest, actor: Actor) -> Asked:
    organisations = organisations_taken_in_for(actor=actor, on=timezone.localdate())
    form = NarrowForm(request.GET, organisations=organisations)
    form.is_valid()
    read = form.cleaned_data
    narrow = door.OrderFilter(
        state=read.get("state", ""),
        waits=read.get("waits", ""),
        organisation=UUID(read["organisation"]) if read.get("organisation") else None,
        text=read.get("q", ""),
    )
    sort = request.GET.get("sort", "")
    return Asked(narrow, sort if sort.removeprefix("-") in door.SORTS else USUAL, form)
