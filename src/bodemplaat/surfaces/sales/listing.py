"""The list of an organisation's own invoices."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.sales import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import address_with, page_number, page_of, rows_before
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel.written import read_whole
from bodemplaat.surfaces.sales.words import name_of

ROWS: Final = 50
LONGEST_WORDS: Final = 100


@require_GET
@page(*door.SELLERS)
def invoices(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One page of the list."""
    years = door.sales_years(actor=actor)
    year = read_whole(request.GET.get("jaar", ""), digits=4)
    state = request.GET.get("state", "")
    narrow = door.SalesFilter(
        state if state in door.STATE_WORDS else "",
        request.GET.get("q", "").replace("\x00", "")[:LONGEST_WORDS],
        year if year in years else None,
    )
    shown = door.sales_invoices(actor=actor, narrow=narrow, start=rows_before(request, ROWS), count=ROWS)
    context = {
        "narrow": narrow,
        "years": [(str(each), each == narrow.year) for each in years],
        "states": [
            (gettext("All"), address_with(request.GET, state=""), not narrow.state),
            *(
                (words.label, address_with(request.GET, state=each), each == narrow.state)
                for each, words in door.STATE_WORDS.items()
            ),
        ],
        "rows": [(each, name_of(each), door.STATE_WORDS[each.state]) for each in shown.rows],
        "page": page_of(shown.rows, count=shown.count, size=ROWS, number=page_number(request)),
        "is_narrowed": narrow != door.SalesFilter(),
        "has_details": door.own_details(actor=actor) is not None,
        "has_customers": bool(door.customers(actor=actor)),
    }
    return render(request, "sales/list.html", context)
